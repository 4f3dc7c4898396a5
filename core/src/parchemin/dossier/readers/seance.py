"""A whole séance: its files read, then tied to the éditions that the branches supply."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from attrs import evolve

from parchemin.dossier.model import Membre, Observations, Seance
from parchemin.dossier.readers.dossiers import Lu, Registre, lire_dossiers
from parchemin.dossier.readers.en_classeur import lire_classeur_de_seance
from parchemin.dossier.readers.en_dossier import lire_dossier_de_seance
from parchemin.dossier.readers.fichier import refuser
from parchemin.dossier.readers.lecture import EnTete, Lecture, essayer
from parchemin.dossier.readers.observations import Guichet, lire_observations
from parchemin.dossier.readers.rangees import Tableau
from parchemin.dossier.readers.tableau import ouvrir
from parchemin.dossier.readers.valeurs import ecrit
from parchemin.errors import CodeInconnu, Defaut, DonneesInvalides, plus_proche
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.model import Edition
from parchemin.referentiel.toml import completer


def lire_seance(
    chemin: Path, catalogue: Catalogue, voulus: Collection[str] | None = None, *, suite: bool = False
) -> Seance:
    """Read a séance.

    :param chemin: a folder, its ``seance.toml``, or an .xlsx workbook.
    :param voulus: only the dossiers of these codes; the rows of the others are not even checked.
    :param suite: it follows another, whose dossiers it takes where it brings none.
    :raises DonneesInvalides: with every fault of every file and sheet at once.
    """
    lecture = _lire(chemin, suite=suite)
    if voulus is not None:
        lecture = evolve(
            lecture,
            dossiers=_restreindre(lecture.dossiers, voulus),
            observations=_restreindre(lecture.observations, voulus),
        )
    seance = _assembler(lecture, catalogue)
    if seance is None:
        raise DonneesInvalides([*lecture.defauts, *lecture.defauts_grille])
    return seance


def _restreindre(tableau: Tableau | None, voulus: Collection[str]) -> Tableau | None:
    """Keep the rows of some dossiers."""
    if tableau is None or "dossier" not in tableau.entetes:
        return tableau
    rang = tableau.entetes.index("dossier")
    return evolve(tableau, lignes=[ligne for ligne in tableau.lignes if ecrit(ligne[1][rang]) in voulus])


def lire_en_tete(chemin: Path, catalogue: Catalogue) -> Seance:
    """Read a séance without its dossiers, with every édition on which they may be frozen, completed by its grille.

    :raises DonneesInvalides: with every fault of what it says of itself.
    """
    lecture = _lire(chemin, tables=False)
    lus = lecture.en_tete
    editions = _editions(lus, lecture, catalogue) if lus else ()
    completes = _completer(editions, lecture) if editions else {}
    if lus is None or lecture.defauts or lecture.defauts_grille:
        raise DonneesInvalides([*lecture.defauts, *lecture.defauts_grille])
    return Seance(lus.certification, lus.date, lus.instance, lus.lieu, lecture.membres, (), completes, lus.edition)


def lire_complement(chemins: Sequence[Path], seance: Seance, catalogue: Catalogue) -> Seance:
    """Read tables of dossiers and of observations that complete a séance; return it with what they add.

    A dossier that is known may be corrected, and keeps its candidate and its observations.

    :raises DonneesInvalides: with every fault of every table at once.
    """
    defauts: list[Defaut] = []
    tableaux = [essayer(partial(ouvrir, chemin, "dossiers"), defauts) for chemin in chemins]
    ouverts = sorted((tableau for tableau in tableaux if tableau), key=_observe)
    lus = {d.code: Lu(d, seance.editions[d.edition], d.voie) for d in seance.dossiers}
    deja = {d.code: d.observations for d in seance.dossiers}
    lecture = Lecture(_en_tete(seance))
    for tableau in ouverts:
        if _observe(tableau):
            guichets = _guichets(evolve(lecture, dossiers=tableau), lus)
            deja |= lire_observations(tableau, guichets, defauts, deja)
        else:
            recus = lire_dossiers(tableau, registre_complete(seance, catalogue), defauts)
            defauts += _remplaces(tableau, lus, recus)
            lus |= recus
    if defauts:
        raise DonneesInvalides(defauts)
    dossiers = [
        evolve(lu.dossier, observations=deja.get(code, Observations())) for code, lu in lus.items() if lu.dossier
    ]
    return evolve(
        seance,
        dossiers=tuple(dossiers),
        editions={lu.edition.cle: lu.edition for lu in lus.values() if lu.edition},
    )


def _observe(tableau: Tableau) -> bool:
    return "cible" in tableau.entetes or any(":" in nom for nom in tableau.entetes)


def _en_tete(seance: Seance) -> EnTete:
    return EnTete(seance.certification, seance.date, seance.instance, seance.edition, seance.lieu)


def registre_complete(seance: Seance, catalogue: Catalogue) -> Registre:
    """Return what new dossiers are read against: the éditions of the séance as its grilles completed them."""
    editions = catalogue.de(seance.certification)
    if seance.edition:
        editions = (catalogue.edition(seance.certification, seance.edition),)
    completes = {edition.cle: seance.editions.get(edition.cle, edition) for edition in editions}
    return _tenir(_en_tete(seance), completes, catalogue)


def _remplaces(tableau: Tableau, connus: Mapping[str, Lu], recus: Mapping[str, Lu]) -> Iterator[Defaut]:
    """Yield what may not change of a dossier that is known: who it is, and on what it is frozen."""
    for code, recu in recus.items():
        connu = connus[code].dossier if code in connus else None
        if connu is None or recu.dossier is None:
            continue
        avant, apres = (f"{d.candidat}, {d.edition}, {d.voie}" for d in (connu, recu.dossier))
        if avant != apres or connu.candidat != recu.dossier.candidat:
            message = f"dossier « {code} » : trouvé {apres}, déjà ouvert pour {avant}"
            yield Defaut(tableau.lieu(tableau.ligne_entete, "dossier"), message)


def _lire(chemin: Path, *, suite: bool = False, tables: bool = True) -> Lecture:
    if chemin.is_dir():
        return lire_dossier_de_seance(chemin / "seance.toml", suite=suite, tables=tables)
    if not chemin.exists():
        raise refuser(chemin.name, "séance absente : ni dossier ni fichier de ce nom")
    match chemin.suffix.lower():
        case ".xlsx":
            return lire_classeur_de_seance(chemin, suite=suite)
        case ".toml":
            return lire_dossier_de_seance(chemin, suite=suite, tables=tables)
    raise refuser(chemin.name, "une séance est un dossier, son seance.toml, ou un classeur .xlsx")


def _assembler(lecture: Lecture, catalogue: Catalogue) -> Seance | None:
    """Tie the tables together; go on past each fault as far as the rest still has a meaning."""
    defauts, en_tete = lecture.defauts, lecture.en_tete
    registre = registre_de(en_tete, lecture, catalogue) if en_tete else None
    lus = lire_dossiers(lecture.dossiers, registre, defauts) if lecture.dossiers else {}
    observations: Mapping[str, Observations] = {}
    if lecture.observations:
        observations = lire_observations(lecture.observations, _guichets(lecture, lus), defauts)
    if en_tete is None or defauts or lecture.defauts_grille:
        return None
    dossiers = [lu.dossier for lu in lus.values() if lu.dossier]
    return evolve(
        nommer_seance(en_tete, lecture.membres, {lu.edition.cle: lu.edition for lu in lus.values() if lu.edition}),
        dossiers=tuple(
            evolve(dossier, observations=observations.get(dossier.code, Observations())) for dossier in dossiers
        ),
    )


def nommer_seance(en_tete: EnTete, membres: tuple[Membre, ...], editions: Mapping[str, Edition]) -> Seance:
    """Return a séance without its dossiers."""
    return Seance(
        en_tete.certification,
        en_tete.date,
        en_tete.instance,
        en_tete.lieu,
        membres,
        editions=editions,
        edition=en_tete.edition,
    )


def _guichets(lecture: Lecture, lus: Mapping[str, Lu]) -> dict[str, Guichet | None] | None:
    """Return who answers for each dossier; ``None`` when it is not even known which dossiers there are."""
    if lecture.dossiers is None or "dossier" not in lecture.dossiers.entetes:
        return None
    guichets: dict[str, Guichet | None] = dict.fromkeys(lus)
    if lecture.defauts_grille:
        return guichets
    ouverts: dict[tuple[str, str], Guichet] = {}
    for code, lu in lus.items():
        if lu.edition and lu.voie in {voie.code for voie in lu.edition.voies}:
            cle = (lu.edition.cle, lu.voie)
            if cle not in ouverts:
                ouverts[cle] = Guichet.ouvrir(lu.edition, lu.voie)
            guichets[code] = ouverts[cle]
    return guichets


def registre_de(en_tete: EnTete, lecture: Lecture, catalogue: Catalogue) -> Registre | None:
    """Return what the dossiers are read against, or ``None`` when the séance names no édition."""
    editions = _editions(en_tete, lecture, catalogue)
    if not editions:
        return None
    return _tenir(en_tete, _completer(editions, lecture), catalogue)


def _tenir(en_tete: EnTete, completes: Mapping[str, Edition], catalogue: Catalogue) -> Registre:
    """Return the éditions, each completed, among which the date of entry chooses."""
    seule = next(iter(completes)) if len(completes) == 1 else ""

    def edition_au(entree: date | None) -> Edition | None:
        if seule and (en_tete.edition or entree is None):
            return completes[seule]
        if entree is None:
            return None
        return completes[catalogue.en_vigueur(en_tete.certification, entree).cle].exiger_contenu()

    return Registre(edition_au, catalogue.blocs())


def _editions(en_tete: EnTete, lecture: Lecture, catalogue: Catalogue) -> tuple[Edition, ...]:
    """Return the éditions among which the dossiers are frozen; one when the séance names it."""
    lieu = lecture.places["certification"]
    try:
        editions = catalogue.de(en_tete.certification)
        _verifier_instance(en_tete, lecture, catalogue)
        if all(edition.sans_contenu for edition in editions):
            editions[-1].exiger_contenu()
        if en_tete.edition:
            lieu = lecture.places["edition"]
            return (catalogue.edition(en_tete.certification, en_tete.edition).exiger_contenu(),)
    except CodeInconnu as erreur:
        lecture.defauts.append(Defaut(lieu, str(erreur)))
        return ()
    return editions


def _verifier_instance(en_tete: EnTete, lecture: Lecture, catalogue: Catalogue) -> None:
    connues = catalogue.instances.get(en_tete.certification, ())
    if connues and en_tete.instance not in connues:
        message = f"instance inconnue « {en_tete.instance} »{plus_proche(en_tete.instance, connues)}"
        lecture.defauts.append(Defaut(lecture.places["instance"], message))


def _completer(editions: tuple[Edition, ...], lecture: Lecture) -> dict[str, Edition]:
    """Complete the édition that the grille names; a sheet names none, and completes the latest."""
    completes = {edition.cle: edition for edition in editions}
    if lecture.grille is None:
        return completes
    visee = completes.get(lecture.grille.edition, editions[-1])
    grille = evolve(lecture.grille, edition=lecture.grille.edition or visee.cle)
    defauts: list[Defaut] = []
    if completee := essayer(partial(completer, visee, grille, lecture.fichier_grille), defauts):
        completes[visee.cle] = completee
    lecture.defauts_grille.extend(
        evolve(defaut, lieu=lecture.places.get(defaut.lieu.chemin, defaut.lieu)) for defaut in defauts
    )
    return completes
