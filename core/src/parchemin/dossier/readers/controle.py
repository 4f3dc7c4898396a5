"""Checking one file on its own, whatever kind it is: séance, grille, référentiel, or a lone table."""

from collections.abc import Callable
from pathlib import Path

from parchemin.dossier.readers.dossiers import lire_dossiers
from parchemin.dossier.readers.formats.fichier import lire_octets, refuser
from parchemin.dossier.readers.formats.ouverture import ouvrir
from parchemin.dossier.readers.formats.xlsx import Classeur
from parchemin.dossier.readers.observations import lire_observations, porte_des_observations
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import CodeInconnu, Defaut, DonneesInvalides, Lieu
from parchemin.faits import Tournure
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.structure import lire_toml
from parchemin.referentiel.toml import completer, lire_communs, lire_edition_voisine, lire_grille

NATURE_INCONNUE = Tournure(
    "nature_inconnue",
    "attendu une séance ([seance]), une grille ([grille]) ou un référentiel (certification = …)",
)


def controler(chemin: Path, catalogue: Catalogue) -> str:
    """Check a file and say what it is; raise `DonneesInvalides` with all its faults."""
    nature, verifier = _nature(chemin)
    verifier(chemin, catalogue)
    return nature


def _nature(chemin: Path) -> tuple[str, Callable[[Path, Catalogue], object]]:
    if chemin.is_dir():
        return "séance", _seance
    match chemin.suffix.lower():
        case ".toml":
            return _nature_toml(chemin)
        case ".xlsx" if "seance" in Classeur.ouvrir(lire_octets(chemin), chemin.name).feuilles:
            return "séance", _seance
    return "table", _table


def _nature_toml(chemin: Path) -> tuple[str, Callable[[Path, Catalogue], object]]:
    cles = lire_toml(lire_octets(chemin), chemin.name).keys()
    if "seance" in cles:
        return "séance", _seance
    if "grille" in cles:
        return "grille", _grille
    if "certification" in cles:
        return "référentiel", _referentiel
    if "code" in cles:
        return "référentiel commun", lambda fichier, _: lire_communs(lire_octets(fichier), fichier.name)
    raise refuser(chemin.name, NATURE_INCONNUE())


def _seance(chemin: Path, catalogue: Catalogue) -> None:
    LecteurDeSeance(chemin, catalogue).entiere()


def _grille(chemin: Path, catalogue: Catalogue) -> None:
    grille = lire_grille(lire_octets(chemin), chemin.name)
    certification, _, nom = grille.edition.partition("@")
    try:
        edition = catalogue.edition(certification, nom)
    except CodeInconnu as erreur:
        raise DonneesInvalides([Defaut(Lieu(chemin.name, chemin="$.grille.edition"), erreur.fait)]) from None
    completer(edition, grille, chemin.name)


def _referentiel(chemin: Path, _: Catalogue) -> None:
    lire_edition_voisine(lire_octets(chemin), chemin)


def _table(chemin: Path, _: Catalogue) -> None:
    """Check the form of a lone table; its codes can only be checked within a séance."""
    defauts: list[Defaut] = []
    tableau = ouvrir(chemin, "dossiers")
    if porte_des_observations(tableau):
        lire_observations(tableau, None, defauts)
    else:
        lire_dossiers(tableau, None, defauts)
    if defauts:
        raise DonneesInvalides(defauts)
