"""A whole séance: a folder with its ``seance.toml`` and tables, or one workbook with a sheet for each."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from parchemin.dossier.model import Membre, Observations, Seance
from parchemin.dossier.readers.dossiers import Registre, lire_dossiers
from parchemin.dossier.readers.lignes import Colonne, lire_lignes
from parchemin.dossier.readers.observations import Guichet, lire_observations
from parchemin.dossier.readers.tableau import Tableau, lire_classeur, lire_octets, ouvrir
from parchemin.dossier.readers.valeurs import cle, jour, liste, texte
from parchemin.errors import CodeInconnu, Defaut, DonneesInvalides, Lieu, plus_proche
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.model import Critere, Edition, Grille
from parchemin.referentiel.structure import lire_toml, nouveau_convertisseur, structurer
from parchemin.referentiel.toml import completer, lire_grille


@frozen
class EnTete:
    """What a séance says of itself."""

    certification: str
    date: date
    instance: str
    edition: str = ""
    lieu: str = ""


@frozen
class Fichiers:
    """The names of a séance's tables, relative to its folder."""

    dossiers: str = "dossiers.csv"
    observations: str = "observations.csv"
    grille: str = "grille.toml"


@frozen
class _FichierSeance:
    seance: EnTete
    fichiers: Fichiers = Fichiers()
    membres: tuple[Membre, ...] = ()


@frozen(eq=False)
class _Lecture:
    """What was read so far: an en-tête (``None`` when at fault), tables, and the faults met on the way."""

    en_tete: EnTete | None
    places: Mapping[str, Lieu]
    membres: tuple[Membre, ...] = ()
    dossiers: Tableau | None = None
    observations: Tableau | None = None
    grille: tuple[Grille, str] | None = None
    defauts: list[Defaut] = field(factory=list)


COLONNES_SEANCE = (
    Colonne("certification", obligatoire=True),
    Colonne("date", jour, obligatoire=True),
    Colonne("instance", obligatoire=True),
    Colonne("edition"),
    Colonne("lieu"),
)
COLONNES_MEMBRES = (
    Colonne("nom", obligatoire=True),
    Colonne("role", obligatoire=True),
    Colonne("organisme"),
    Colonne("branche_legislation"),
    Colonne("formation_jury", jour),
)


def lire_seance(chemin: Path, catalogue: Catalogue) -> Seance:
    """Read a séance.

    :param chemin: a folder, its ``seance.toml``, or an .xlsx workbook.
    :raises DonneesInvalides: with every fault of every file and sheet at once.
    """
    lecture = _lire_classeur(chemin) if chemin.suffix.lower() == ".xlsx" else _lire_dossier(chemin)
    seance = _assembler(lecture, catalogue)
    if lecture.defauts or seance is None:
        raise DonneesInvalides(lecture.defauts)
    return seance


def _lire_dossier(chemin: Path) -> _Lecture:
    racine = chemin if chemin.is_dir() else chemin.parent
    entete = racine / "seance.toml" if chemin.is_dir() else chemin
    defauts: list[Defaut] = []
    lu = _essayer(partial(_lire_seance_toml, entete), defauts)
    fichiers = lu.fichiers if lu else Fichiers()
    places = {
        cle: Lieu(entete.name, chemin=f"$.seance.{cle}") for cle in ("certification", "edition", "instance")
    }
    return _Lecture(
        lu.seance if lu else None,
        places,
        lu.membres if lu else (),
        _essayer(partial(ouvrir, racine / fichiers.dossiers, "dossiers"), defauts),
        _essayer(partial(ouvrir, racine / fichiers.observations, "observations"), defauts),
        _essayer(partial(_lire_grille_toml, racine / fichiers.grille, fichiers), defauts),
        defauts,
    )


def _lire_seance_toml(chemin: Path) -> _FichierSeance:
    brut = lire_toml(lire_octets(chemin), chemin.name)
    return structurer(nouveau_convertisseur(), brut, _FichierSeance, chemin.name)


def _lire_grille_toml(chemin: Path, fichiers: Fichiers) -> tuple[Grille, str] | None:
    """Read the grille; only the one of the default name may be missing."""
    if not chemin.exists() and fichiers.grille == Fichiers().grille:
        return None
    return lire_grille(lire_octets(chemin), chemin.name), chemin.name


def _lire_classeur(chemin: Path) -> _Lecture:
    defauts: list[Defaut] = []
    feuilles = {cle(nom): feuille for nom, feuille in lire_classeur(chemin).items()}
    for nom in ("seance", "dossiers", "observations"):
        if nom not in feuilles:
            message = f"feuille « {nom} » absente{plus_proche(nom, feuilles)}"
            defauts.append(Defaut(Lieu(chemin.name), message))
    en_tete, places = _lire_feuille_seance(feuilles.get("seance"), defauts)
    membres = _lire_membres(feuilles["membres"], defauts) if "membres" in feuilles else ()
    grille = _lire_feuille_grille(feuilles["grille"], defauts) if "grille" in feuilles else None
    if grille is None:
        grille = _essayer(partial(_lire_grille_toml, chemin.parent / Fichiers().grille, Fichiers()), defauts)
    return _Lecture(
        en_tete, places, membres, feuilles.get("dossiers"), feuilles.get("observations"), grille, defauts
    )


def _lire_feuille_seance(
    feuille: Tableau | None, defauts: list[Defaut]
) -> tuple[EnTete | None, dict[str, Lieu]]:
    """Read the pairs key, value; the sheet may have a header of its own."""
    if feuille is None:
        return None, {}
    paires = [(feuille.ligne_entete, feuille.entetes), *feuille.lignes]
    couchee = {cle(texte(paire[0])): (numero, paire[1] if len(paire) > 1 else "") for numero, paire in paires}
    couchee = {nom: valeur for nom, valeur in couchee.items() if nom and nom != "cle"}
    places = {nom: feuille.lieu(numero, nom) for nom, (numero, _) in couchee.items()}
    en_ligne = evolve(
        feuille,
        entetes=tuple(couchee),
        lignes=[(feuille.ligne_entete, [valeur for _, valeur in couchee.values()])],
    )
    fautes: list[Defaut] = []
    valeurs = next(lire_lignes(en_ligne, COLONNES_SEANCE, fautes))[1]
    defauts += [evolve(faute, lieu=places.get(faute.lieu.colonne, faute.lieu)) for faute in fautes]
    return (None if fautes else EnTete(**valeurs)), places


def _lire_membres(feuille: Tableau, defauts: list[Defaut]) -> tuple[Membre, ...]:
    fautes: list[Defaut] = []
    lignes = [ligne for _, ligne in lire_lignes(feuille, COLONNES_MEMBRES, fautes)]
    defauts += fautes
    return () if fautes else tuple(Membre(**ligne) for ligne in lignes)


def _lire_feuille_grille(feuille: Tableau, defauts: list[Defaut]) -> tuple[Grille, str]:
    """Read the rows ``competence``, ``criteres`` (a number, or intitulés separated by ``;``)."""
    colonnes = (Colonne("competence", obligatoire=True), Colonne("criteres", _criteres, obligatoire=True))
    lignes = [ligne for _, ligne in lire_lignes(feuille, colonnes, defauts)]
    criteres = {ligne["competence"]: ligne["criteres"] for ligne in lignes if len(ligne) == len(colonnes)}
    return Grille("", criteres), feuille.fichier


def _criteres(brut: object) -> tuple[Critere, ...]:
    trouve = texte(brut)
    if trouve.isascii() and trouve.isdigit() and int(trouve) > 0:
        return tuple(Critere(str(rang), f"critère {rang}") for rang in range(1, int(trouve) + 1))
    return tuple(Critere(str(rang), intitule) for rang, intitule in enumerate(liste(trouve), 1))


def _assembler(lecture: _Lecture, catalogue: Catalogue) -> Seance | None:
    """Tie the tables together; go on past each fault as far as the rest still has a meaning."""
    defauts = lecture.defauts
    registre = _registre(lecture, catalogue)
    dossiers = lire_dossiers(lecture.dossiers, registre, defauts) if lecture.dossiers else {}
    guichets: dict[tuple[str, str], Guichet] = {}
    par_dossier: dict[str, Guichet | None] = {}
    for code, lu in dossiers.items():
        par_dossier[code] = lu and _guichet(guichets, lu[1], lu[0].voie)
    observations: dict[str, Observations] = {}
    if lecture.observations and lecture.dossiers:
        observations = lire_observations(lecture.observations, par_dossier, defauts)
    en_tete = lecture.en_tete
    if en_tete is None or defauts:
        return None
    lus = [lu for lu in dossiers.values() if lu is not None]
    return Seance(
        en_tete.certification,
        en_tete.date,
        en_tete.instance,
        en_tete.lieu,
        lecture.membres,
        tuple(
            evolve(dossier, observations=observations.get(dossier.code, Observations())) for dossier, _ in lus
        ),
        {edition.cle: edition for _, edition in lus},
    )


def _guichet(guichets: dict[tuple[str, str], Guichet], edition: Edition, voie: str) -> Guichet:
    if (edition.cle, voie) not in guichets:
        guichets[edition.cle, voie] = Guichet.ouvrir(edition, voie)
    return guichets[edition.cle, voie]


def _registre(lecture: _Lecture, catalogue: Catalogue) -> Registre | None:
    """Return what the dossiers are read against, or ``None`` when the séance's own en-tête is at fault."""
    en_tete = lecture.en_tete
    if en_tete is None:
        return None
    try:
        editions = catalogue.de(en_tete.certification)
    except CodeInconnu as erreur:
        lecture.defauts.append(Defaut(lecture.places["certification"], str(erreur)))
        return None
    _verifier_instance(en_tete, lecture, catalogue)
    if en_tete.edition:
        try:
            editions = (catalogue.edition(en_tete.certification, en_tete.edition),)
        except CodeInconnu as erreur:
            lecture.defauts.append(Defaut(lecture.places["edition"], str(erreur)))
            return None
    completes = _completer(editions, lecture)
    if en_tete.edition:
        return Registre(lambda _: completes[editions[0].cle].exiger_contenu(), catalogue.blocs())
    return Registre(
        lambda entree: completes[catalogue.en_vigueur(en_tete.certification, entree).cle].exiger_contenu(),
        catalogue.blocs(),
    )


def _verifier_instance(en_tete: EnTete, lecture: _Lecture, catalogue: Catalogue) -> None:
    connues = catalogue.instances.get(en_tete.certification, ())
    if connues and en_tete.instance not in connues:
        message = f"instance inconnue « {en_tete.instance} »{plus_proche(en_tete.instance, connues)}"
        lecture.defauts.append(Defaut(lecture.places["instance"], message))


def _completer(editions: tuple[Edition, ...], lecture: _Lecture) -> dict[str, Edition]:
    """Complete the édition that the grille names; a sheet names none and completes the only one there is."""
    completes = {edition.cle: edition for edition in editions}
    if lecture.grille is None:
        return completes
    grille, fichier = lecture.grille
    visee = completes.get(grille.edition, editions[-1])
    if not grille.edition:
        grille = evolve(grille, edition=visee.cle)
    if completee := _essayer(partial(completer, visee, grille, fichier), lecture.defauts):
        completes[visee.cle] = completee
    return completes


def _essayer(lire: "partial[Any]", defauts: list[Defaut]) -> Any:
    """Return what a reader reads, or ``None`` with its faults gathered."""
    try:
        return lire()
    except DonneesInvalides as erreur:
        defauts += erreur.defauts
        return None
