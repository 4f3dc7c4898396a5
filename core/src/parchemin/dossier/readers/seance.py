"""A whole séance: its files read, then tied to the éditions that the branches supply."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

from attrs import evolve

from parchemin.dossier.model import Observations, Seance
from parchemin.dossier.readers.dossiers import Lu, Registre, lire_dossiers
from parchemin.dossier.readers.en_classeur import lire_classeur_de_seance
from parchemin.dossier.readers.en_dossier import lire_dossier_de_seance
from parchemin.dossier.readers.lecture import EnTete, Lecture, essayer
from parchemin.dossier.readers.observations import Guichet, lire_observations
from parchemin.dossier.readers.rangees import refuser
from parchemin.errors import CodeInconnu, Defaut, DonneesInvalides, plus_proche
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.model import Edition
from parchemin.referentiel.toml import completer


def lire_seance(chemin: Path, catalogue: Catalogue) -> Seance:
    """Read a séance.

    :param chemin: a folder, its ``seance.toml``, or an .xlsx workbook.
    :raises DonneesInvalides: with every fault of every file and sheet at once.
    """
    lecture = _lire(chemin)
    seance = _assembler(lecture, catalogue)
    if seance is None:
        raise DonneesInvalides([*lecture.defauts, *lecture.defauts_grille])
    return seance


def _lire(chemin: Path) -> Lecture:
    if chemin.is_dir():
        return lire_dossier_de_seance(chemin / "seance.toml")
    if not chemin.exists():
        raise refuser(chemin.name, "séance absente : ni dossier ni fichier de ce nom")
    match chemin.suffix.lower():
        case ".xlsx":
            return lire_classeur_de_seance(chemin)
        case ".toml":
            return lire_dossier_de_seance(chemin)
    raise refuser(chemin.name, "une séance est un dossier, son seance.toml, ou un classeur .xlsx")


def _assembler(lecture: Lecture, catalogue: Catalogue) -> Seance | None:
    """Tie the tables together; go on past each fault as far as the rest still has a meaning."""
    defauts, en_tete = lecture.defauts, lecture.en_tete
    registre = _registre(en_tete, lecture, catalogue) if en_tete else None
    lus = lire_dossiers(lecture.dossiers, registre, defauts) if lecture.dossiers else {}
    observations: Mapping[str, Observations] = {}
    if lecture.observations:
        observations = lire_observations(lecture.observations, _guichets(lecture, lus), defauts)
    if en_tete is None or defauts or lecture.defauts_grille:
        return None
    dossiers = [lu.dossier for lu in lus.values() if lu.dossier]
    return Seance(
        en_tete.certification,
        en_tete.date,
        en_tete.instance,
        en_tete.lieu,
        lecture.membres,
        tuple(
            evolve(dossier, observations=observations.get(dossier.code, Observations())) for dossier in dossiers
        ),
        {lu.edition.cle: lu.edition for lu in lus.values() if lu.edition},
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


def _registre(en_tete: EnTete, lecture: Lecture, catalogue: Catalogue) -> Registre | None:
    """Return what the dossiers are read against, or ``None`` when the séance names no édition."""
    editions = _editions(en_tete, lecture, catalogue)
    if not editions:
        return None
    completes = _completer(editions, lecture)
    seule = editions[0].cle if len(editions) == 1 else ""

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
