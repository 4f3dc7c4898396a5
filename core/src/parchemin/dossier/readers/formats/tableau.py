"""Rows and columns, wherever they come from. Nothing here knows a file format, or what columns mean.

Places and faults are those of the file that the secretary sees.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from parchemin.dossier.readers.formats.fichier import FICHIER_VIDE, refuser
from parchemin.dossier.readers.valeurs import ecrit, vide
from parchemin.dossier.texte import cle
from parchemin.errors import Avertissement, Defaut, DonneesInvalides, Lieu
from parchemin.faits import Tournure

FEUILLE_VIDE = Tournure("feuille_vide", "feuille vide")
COLONNE_SANS_NOM = Tournure("colonne_sans_nom", "la colonne {colonne} n'a pas de nom")
COLONNE_EN_DOUBLE = Tournure("colonne_en_double", "colonne en double")
LIGNE_TROP_LARGE = Tournure("ligne_trop_large", "trouvé {trouve} cellules, attendu {attendu} au plus")

EN_TETE_JSON = -1
"""The row of a JSON table's header, which stands in every object and so has no number."""

Ligne = tuple[int, Sequence[Any]]
"""A row of cells, with its number in the file (from 1; in JSON, its rank from 0)."""

Lignes = Sequence[Ligne]


@frozen
class Tableau:
    """A header in folded names (``titres`` gives them as written), and rows as wide as the header.

    The rows of a table that is read as it goes are given once.
    """

    fichier: str
    feuille: str
    titres: Mapping[str, str]
    lignes: Iterable[Ligne] = field(default=(), repr=False)
    ligne_entete: int = 1
    avertissements: tuple[Avertissement, ...] = ()

    @property
    def entetes(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(self.titres)

    def lieu(self, ligne: int, colonne: str = "") -> Lieu:
        """Return the place of a cell."""
        titre = self.titres.get(colonne, colonne)
        if self.ligne_entete != EN_TETE_JSON:
            return Lieu(self.fichier, self.feuille, ligne, titre)
        rang = "*" if ligne == EN_TETE_JSON else str(ligne)
        return Lieu(self.fichier, chemin=f"$[{rang}]" + (f".{titre}" if titre else ""))


def remplies(lignes: Iterable[Ligne]) -> Iterator[Ligne]:
    """Drop the rows that hold nothing."""
    return (ligne for ligne in lignes if not all(map(vide, ligne[1])))


def dresser(fichier: str, feuille: str, brutes: Lignes) -> Tableau:
    """Take the first row that is not empty as the header, and drop the empty rows and columns."""
    pleines = remplies(brutes)
    tableau, noms = _sous_son_entete(fichier, feuille, pleines)
    largeur, lignes = len(noms), list(pleines)
    debords = (debord for ligne in lignes for debord in _debordement(tableau, *ligne, largeur))
    if defauts := [*_titres(tableau, noms), *debords]:
        raise DonneesInvalides(defauts)
    return evolve(tableau, lignes=[_ajuster(*ligne, largeur) for ligne in lignes])


def derouler(fichier: str, brutes: Iterable[Ligne]) -> Tableau:
    """Take the header as `dresser` does, and each row when it is asked for: the first fault ends the reading."""
    pleines = remplies(brutes)
    tableau, noms = _sous_son_entete(fichier, "", pleines)
    if defauts := list(_titres(tableau, noms)):
        raise DonneesInvalides(defauts)
    return evolve(tableau, lignes=_ajustees(tableau, pleines))


def _sous_son_entete(fichier: str, feuille: str, pleines: Iterator[Ligne]) -> tuple[Tableau, list[str]]:
    """Take the header off the rows; return a table without rows, and the name of each of its columns."""
    numero, premiere = next(pleines, (0, ()))
    if not premiere:
        raise refuser(fichier, FEUILLE_VIDE() if feuille else FICHIER_VIDE(), feuille)
    ecrits = [ecrit(titre) for titre in premiere[: etendue(premiere)]]
    noms = [nommer(titre) for titre in ecrits]
    tableau = Tableau(fichier, feuille, dict(zip(noms, ecrits, strict=True)), ligne_entete=numero)
    return tableau, noms


def _ajustees(tableau: Tableau, lignes: Iterable[Ligne]) -> Iterator[Ligne]:
    largeur = len(tableau.entetes)
    for ligne in lignes:
        if len(ligne[1]) > largeur and (defauts := list(_debordement(tableau, *ligne, largeur))):
            raise DonneesInvalides(defauts)
        yield _ajuster(*ligne, largeur)


def nommer(titre: str) -> str:
    """Return a column's name as the readers know it; ``evaluateur:cible`` stays as written.

    The first line of a header is its name; those below it are for who fills the table.
    """
    titre = titre.split("\n", 1)[0].strip()
    return titre if ":" in titre else cle(titre).replace(" ", "_")


def lettres(rang: int) -> str:
    """Return the letters of a column, from its rank (from 0): A, B… Z, AA."""
    haut, bas = divmod(rang, 26)
    return (lettres(haut - 1) if haut else "") + chr(ord("A") + bas)


def etendue(cellules: Sequence[Any]) -> int:
    """Return how many cells a row holds, its empty end apart."""
    return max((rang for rang, cellule in enumerate(cellules, 1) if not vide(cellule)), default=0)


def _ajuster(numero: int, cellules: Sequence[Any], largeur: int) -> Ligne:
    if len(cellules) != largeur:
        cellules = (*cellules[:largeur], *[""] * (largeur - len(cellules)))
    return numero, cellules


def _titres(tableau: Tableau, noms: Sequence[str]) -> Iterator[Defaut]:
    for rang, nom in enumerate(noms):
        if not nom:
            yield Defaut(tableau.lieu(tableau.ligne_entete), COLONNE_SANS_NOM(colonne=lettres(rang)))
        elif nom in noms[:rang]:
            yield Defaut(tableau.lieu(tableau.ligne_entete, nom), COLONNE_EN_DOUBLE())


def _debordement(tableau: Tableau, numero: int, cellules: Sequence[Any], largeur: int) -> Iterator[Defaut]:
    if len(cellules) > largeur and (trouve := etendue(cellules)) > largeur:
        yield Defaut(tableau.lieu(numero), LIGNE_TROP_LARGE(trouve=trouve, attendu=largeur))
