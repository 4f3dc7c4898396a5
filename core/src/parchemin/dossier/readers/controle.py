"""Checking one file on its own, whatever kind it is: séance, grille, référentiel, or a lone table."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from attrs import frozen

from parchemin.dossier.decodage import Encodage
from parchemin.dossier.doutes import douter
from parchemin.dossier.model import Candidat
from parchemin.dossier.readers.dossiers import lire_dossiers
from parchemin.dossier.readers.formats.classeur import EN_CLASSEUR, Classeur
from parchemin.dossier.readers.formats.fichier import lire_octets, refuser
from parchemin.dossier.readers.formats.ouverture import ouvrir
from parchemin.dossier.readers.observations import lire_observations, porte_des_observations
from parchemin.dossier.readers.remarques import Remarques
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import Avertissement, CodeInconnu, Defaut, DonneesInvalides, Lieu
from parchemin.faits import Tournure
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.model import Grille
from parchemin.referentiel.structure import lire_toml
from parchemin.referentiel.toml import (
    completer,
    lire_communs,
    lire_edition_voisine,
    lire_grille,
    lire_intitules,
)

NATURE_INCONNUE = Tournure(
    "nature_inconnue",
    "attendu une séance ([seance]), une grille ([grille]), des intitulés ([intitules]) ou un référentiel "
    "(certification = …)",
)


@frozen
class FichierJuste:
    """What a file is that has no fault, and what it may mean otherwise."""

    nature: str
    avertissements: tuple[Avertissement, ...] = ()


Verification = Callable[[Path, Catalogue, Encodage | None], "tuple[Avertissement, ...] | None"]
"""What checks a file: returns the doubts, raises the faults."""


def controler(chemin: Path, catalogue: Catalogue, encodage: Encodage | None = None) -> FichierJuste:
    """Check a file and say what it is; raise `DonneesInvalides` with all its faults.

    :param encodage: the one of CSV tables, where it is said.
    """
    nature, verifier = _nature(chemin)
    return FichierJuste(nature, verifier(chemin, catalogue, encodage) or ())


def _nature(chemin: Path) -> tuple[str, Verification]:
    if chemin.is_dir():
        return "séance", _seance
    match chemin.suffix.lower():
        case ".toml":
            return _nature_toml(chemin)
        case suffixe if (
            suffixe in EN_CLASSEUR and "seance" in Classeur.ouvrir(lire_octets(chemin), chemin.name).feuilles
        ):
            return "séance", _seance
    return "table", _table


def _nature_toml(chemin: Path) -> tuple[str, Verification]:
    cles = lire_toml(lire_octets(chemin), chemin.name).keys()
    if "seance" in cles:
        return "séance", _seance
    if "grille" in cles:
        return "grille", partial(_completer, lire_grille, "$.grille.edition")
    if "intitules" in cles:
        return "fichier d'intitulés", partial(_completer, lire_intitules, "$.edition")
    if "certification" in cles:
        return "référentiel", _referentiel
    if "code" in cles:
        return "référentiel commun", _communs
    raise refuser(chemin.name, NATURE_INCONNUE())


def _seance(chemin: Path, catalogue: Catalogue, encodage: Encodage | None) -> tuple[Avertissement, ...]:
    seance = LecteurDeSeance(chemin, catalogue, encodage=encodage).entiere()
    return (*seance.avertissements, *_doutes(chemin, {un.code: un.candidat for un in seance.dossiers}))


def _doutes(chemin: Path, candidats: Mapping[str, Candidat]) -> Iterator[Avertissement]:
    return (Avertissement(Lieu(chemin.name), fait) for fait in douter(candidats))


def _communs(chemin: Path, *_: object) -> None:
    lire_communs(lire_octets(chemin), chemin.name)


def _completer(
    lire: Callable[[bytes, str], Grille],
    ou_est_l_edition: str,
    chemin: Path,
    catalogue: Catalogue,
    *_encodage: object,
) -> None:
    grille = lire(lire_octets(chemin), chemin.name)
    certification, _, nom = grille.edition.partition("@")
    try:
        edition = catalogue.edition(certification, nom)
    except CodeInconnu as erreur:
        raise DonneesInvalides([Defaut(Lieu(chemin.name, chemin=ou_est_l_edition), erreur.fait)]) from None
    completer(edition, grille, chemin.name)


def _referentiel(chemin: Path, *_: object) -> None:
    lire_edition_voisine(lire_octets(chemin), chemin)


def _table(chemin: Path, _: Catalogue, encodage: Encodage | None) -> tuple[Avertissement, ...]:
    """Check the form of a lone table; its codes can only be checked within a séance."""
    remarques = Remarques()
    tableau = ouvrir(chemin, "dossiers", encodage)
    candidats: dict[str, Candidat] = {}
    if porte_des_observations(tableau):
        lire_observations(tableau, None, remarques)
    else:
        lus = lire_dossiers(tableau, None, remarques)
        candidats = {code: lu.candidat for code, lu in lus.items() if lu.candidat}
    remarques.exiger_juste()
    return (*remarques.avertissements, *_doutes(chemin, candidats))
