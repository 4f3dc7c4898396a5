"""Checking one file on its own, whatever kind it is: séance, grille, référentiel, or a lone table."""

from collections.abc import Callable
from pathlib import Path

from parchemin.dossier.readers.dossiers import lire_dossiers
from parchemin.dossier.readers.lignes import verifier_entetes
from parchemin.dossier.readers.observations import COLONNES as COLONNES_OBSERVATIONS
from parchemin.dossier.readers.seance import lire_seance
from parchemin.dossier.readers.tableau import lire_classeur, lire_octets, ouvrir, refuser
from parchemin.dossier.readers.valeurs import cle
from parchemin.errors import CodeInconnu, Defaut, DonneesInvalides, Lieu
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.structure import lire_toml
from parchemin.referentiel.toml import communs_voisins, completer, lire_communs, lire_edition, lire_grille


def controler(chemin: Path, catalogue: Catalogue) -> str:
    """Check a file and say what it is; raise `DonneesInvalides` with all its faults."""
    nature, verifier = _nature(chemin)
    verifier(chemin, catalogue)
    return nature


def _nature(chemin: Path) -> tuple[str, Callable[[Path, Catalogue], object]]:
    if chemin.is_dir():
        return "séance", lire_seance
    match chemin.suffix.lower():
        case ".toml":
            return _nature_toml(chemin)
        case ".xlsx":
            feuilles = {cle(nom) for nom in lire_classeur(chemin)}
            return ("séance", lire_seance) if "seance" in feuilles else ("table", _table)
        case _:
            return "table", _table


def _nature_toml(chemin: Path) -> tuple[str, Callable[[Path, Catalogue], object]]:
    cles = lire_toml(lire_octets(chemin), chemin.name).keys()
    if "seance" in cles:
        return "séance", lire_seance
    if "grille" in cles:
        return "grille", _grille
    if "certification" in cles:
        return "référentiel", _referentiel
    if "code" in cles:
        return "référentiel commun", lambda fichier, _: lire_communs(lire_octets(fichier), fichier.name)
    attendu = "attendu une séance ([seance]), une grille ([grille]) ou un référentiel (certification = …)"
    raise refuser(chemin.name, attendu)


def _grille(chemin: Path, catalogue: Catalogue) -> None:
    grille = lire_grille(lire_octets(chemin), chemin.name)
    certification, _, nom = grille.edition.partition("@")
    try:
        edition = catalogue.edition(certification, nom)
    except CodeInconnu as erreur:
        raise DonneesInvalides([Defaut(Lieu(chemin.name, chemin="$.grille.edition"), str(erreur))]) from None
    completer(edition, grille, chemin.name)


def _referentiel(chemin: Path, _: Catalogue) -> None:
    contenu = lire_octets(chemin)
    lire_edition(contenu, chemin.name, communs_voisins(chemin, lire_toml(contenu, chemin.name)))


def _table(chemin: Path, _: Catalogue) -> None:
    """Check the form of a lone table; its codes can only be checked within a séance."""
    defauts: list[Defaut] = []
    tableau = ouvrir(chemin, "dossiers")
    if "cible" in tableau.entetes:
        defauts += verifier_entetes(tableau, COLONNES_OBSERVATIONS)
    elif not any(":" in nom for nom in tableau.entetes):
        lire_dossiers(tableau, None, defauts)
    if defauts:
        raise DonneesInvalides(defauts)
