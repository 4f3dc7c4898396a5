"""Rows and columns, wherever they come from. Nothing here knows a file format; ``entetes`` knows a header.

Places and faults are those of the file that the secretary sees.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from attrs import evolve, field, frozen

from parchemin.dossier.readers.entetes import est_entete, nommer
from parchemin.dossier.readers.formats.fichier import FICHIER_VIDE, refuser
from parchemin.dossier.readers.valeurs import ecrit, vide
from parchemin.dossier.texte import cle
from parchemin.errors import Avertissement, Defaut, DonneesInvalides, Lieu
from parchemin.faits import Tournure

FEUILLE_VIDE = Tournure("feuille_vide", "feuille vide")
COLONNE_SANS_NOM = Tournure("colonne_sans_nom", "la colonne {colonne} n'a pas de nom")
COLONNE_EN_DOUBLE = Tournure("colonne_en_double", "colonne en double")
COLONNES_SYNONYMES = Tournure(
    "colonnes_synonymes", "lue comme « {nom} », que donne aussi la colonne « {autre} » : ôtez ou renommez l'une"
)
LIGNE_TROP_LARGE = Tournure("ligne_trop_large", "trouvé {trouve} cellules, attendu {attendu} au plus")

ENTETE_PLUS_BAS = Tournure("entete_plus_bas", "l'en-tête est sur cette ligne : ce qui est au-dessus n'est pas lu")

ENTETE_MAX = 30
"""How many rows are looked at for a header that is not the first one."""

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
    """Take the header off the rows, and drop the empty rows and columns.

    The header is the first row that is not empty, or a later one where that one is none, and this one is.
    """
    tableau, pleines = _sous_son_entete(fichier, feuille, remplies(brutes))
    largeur, lignes = len(tableau.entetes), list(pleines)
    if defauts := [debord for ligne in lignes for debord in _debordement(tableau, *ligne, largeur)]:
        raise DonneesInvalides(defauts)
    return evolve(tableau, lignes=[_ajuster(*ligne, largeur) for ligne in lignes])


def derouler(fichier: str, brutes: Iterable[Ligne]) -> Tableau:
    """Take the header as `dresser` does, and each row when it is asked for: the first fault ends the reading."""
    tableau, pleines = _sous_son_entete(fichier, "", remplies(brutes))
    return evolve(tableau, lignes=_ajustees(tableau, pleines))


def _sous_son_entete(fichier: str, feuille: str, pleines: Iterator[Ligne]) -> tuple[Tableau, Iterator[Ligne]]:
    """Take the header off the rows; return a table without rows, and the rows."""
    premieres = list(islice(pleines, 1))
    if not premieres:
        raise refuser(fichier, FEUILLE_VIDE() if feuille else FICHIER_VIDE(), feuille)
    numero, titres = premieres[0]
    avertissements: tuple[Avertissement, ...] = ()
    if numero > 0 and not est_entete(_noms(titres)):
        premieres += islice(pleines, ENTETE_MAX)
        rang = next((rang for rang, (_, ligne) in enumerate(premieres) if est_entete(_noms(ligne))), 0)
        numero, titres = premieres[rang]
        lieu = Lieu(fichier, feuille, numero)
        avertissements = (Avertissement(lieu, ENTETE_PLUS_BAS()),) if rang else ()
        premieres = premieres[rang:]
    ecrits = [ecrit(titre) for titre in titres[: etendue(titres)]]
    noms = [nommer(titre) for titre in ecrits]
    tableau = Tableau(
        fichier, feuille, dict(zip(noms, ecrits, strict=True)), (), numero, avertissements=avertissements
    )
    if defauts := list(_titres(tableau, noms, ecrits)):
        raise DonneesInvalides(defauts)
    return tableau, chain(premieres[1:], pleines)


def _noms(titres: Sequence[Any]) -> list[str]:
    return [nommer(ecrit(titre)) for titre in titres[: etendue(titres)]]


def _ajustees(tableau: Tableau, lignes: Iterable[Ligne]) -> Iterator[Ligne]:
    largeur = len(tableau.entetes)
    for ligne in lignes:
        if len(ligne[1]) > largeur and (defauts := list(_debordement(tableau, *ligne, largeur))):
            raise DonneesInvalides(defauts)
        yield _ajuster(*ligne, largeur)


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


def _titres(tableau: Tableau, noms: Sequence[str], ecrits: Sequence[str]) -> Iterator[Defaut]:
    for rang, nom in enumerate(noms):
        if not nom:
            yield Defaut(tableau.lieu(tableau.ligne_entete), COLONNE_SANS_NOM(colonne=lettres(rang)))
        elif nom in noms[:rang]:
            autre, lieu = ecrits[noms.index(nom)], tableau.lieu(tableau.ligne_entete)
            meme = nom == cle(ecrits[rang]) or autre == ecrits[rang]
            fait = COLONNE_EN_DOUBLE() if meme else COLONNES_SYNONYMES(nom=nom, autre=autre)
            yield Defaut(evolve(lieu, colonne=ecrits[rang]), fait)


def _debordement(tableau: Tableau, numero: int, cellules: Sequence[Any], largeur: int) -> Iterator[Defaut]:
    if len(cellules) > largeur and (trouve := etendue(cellules)) > largeur:
        yield Defaut(tableau.lieu(numero), LIGNE_TROP_LARGE(trouve=trouve, attendu=largeur))
