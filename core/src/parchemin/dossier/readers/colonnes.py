"""From a table to rows of named values, with the faults of header and cells gathered on the way."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from attrs import frozen

from parchemin.dossier.readers.formats.tableau import Tableau
from parchemin.dossier.readers.remarques import Remarques
from parchemin.dossier.readers.valeurs import TEXTE_CACHE, ValeurDouteuse, cache_une_valeur, texte, vide
from parchemin.dossier.texte import cle
from parchemin.errors import Defaut, Suggestion, faits_de
from parchemin.faits import Tournure

TROP_DE_DEFAUTS = Tournure(
    "trop_de_defauts", "plus de {max} défauts : la lecture s'arrête ici, corrigez-les d'abord"
)
CELLULE_VIDE = Tournure("cellule_vide", "cellule vide : une valeur est obligatoire")
LIGNE_DE_TOTAL = Tournure("ligne_de_total", "ligne de total, laissée de côté")
COLONNE_INCONNUE = Tournure("colonne_inconnue", "colonne inconnue{suggestion}")
PAS_UN_EN_TETE = Tournure(
    "pas_un_en_tete", "aucune colonne connue : cette ligne n'est pas un en-tête ; attendu {attendu}…"
)
COLONNE_ABSENTE = Tournure("colonne_absente", "colonne obligatoire absente")

DEFAUTS_MAX = 10_000
"""How many faults are gathered before reading stops: a column of the wrong kind in a very long table."""


@frozen
class ColonneAttendue:
    """A column: its name, how a cell of it is read, and whether every row must fill it."""

    nom: str
    lire: Callable[[object], Any] = texte
    obligatoire: bool = False


def lire_lignes(
    tableau: Tableau, colonnes: Sequence[ColonneAttendue], remarques: Remarques
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each row's number and its values by column; a cell that is empty or at fault has no value."""
    defauts = remarques.defauts
    defauts += verifier_entetes(tableau, colonnes)
    remarques.avertissements.extend(tableau.avertissements)
    rangs = {nom: rang for rang, nom in enumerate(tableau.entetes)}
    presentes = [
        (colonne.nom, colonne.lire, colonne.obligatoire, rangs[colonne.nom])
        for colonne in colonnes
        if colonne.nom in rangs
    ]
    for numero, cellules in tableau.lignes:
        if len(defauts) >= DEFAUTS_MAX:
            remarques.fauter(tableau.lieu(numero), TROP_DE_DEFAUTS(max=DEFAUTS_MAX))
            return
        avant = len(defauts)
        ligne, vides = _lire_ligne(tableau, numero, cellules, presentes, remarques)
        if vides > 1 and est_un_total(cellules):
            del defauts[avant:]
            remarques.avertir(tableau.lieu(numero), LIGNE_DE_TOTAL())
        else:
            yield numero, ligne


def _lire_ligne(
    tableau: Tableau,
    numero: int,
    cellules: Sequence[Any],
    presentes: Sequence[tuple[str, Callable[[object], Any], bool, int]],
    remarques: Remarques,
) -> tuple[dict[str, Any], int]:
    """Return the values of a row by column, and how many of its mandatory cells are empty."""
    ligne: dict[str, Any] = {}
    vides = 0
    for nom, lire, obligatoire, rang in presentes:
        brut = cellules[rang]
        if vide(brut):
            if obligatoire:
                vides += 1
                remarques.fauter(tableau.lieu(numero, nom), CELLULE_VIDE())
            continue
        try:
            ligne[nom] = lire(brut)
        except ValeurDouteuse as doute:
            ligne[nom] = doute.valeur
            remarques.avertir(tableau.lieu(numero, nom), *doute.faits)
        except ValueError as erreur:
            remarques.fauter(tableau.lieu(numero, nom), *faits_de(erreur))
        if isinstance(brut, str) and brut[0] == "'" and cache_une_valeur(brut) and nom in ligne:
            remarques.avertir(tableau.lieu(numero, nom), TEXTE_CACHE(trouve=brut, lu=str(ligne[nom])))
    return ligne, vides


def est_un_total(cellules: Sequence[Any]) -> bool:
    """Tell a row that counts those above it, by the first word that stands there."""
    premiere = next((cellule for cellule in cellules if isinstance(cellule, str) and not vide(cellule)), "")
    return cle(premiere).rstrip(" :") in _TOTAUX


_TOTAUX = frozenset(
    ("total", "totaux", "total general", "sous-total", "moyenne", "moyennes", "somme", "effectif", "nombre")
)


def verifier_entetes(tableau: Tableau, colonnes: Sequence[ColonneAttendue]) -> Iterator[Defaut]:
    """Yield the columns that nobody knows, with the nearest name, and the mandatory ones that miss."""
    connues = [colonne.nom for colonne in colonnes]
    if not set(connues).intersection(tableau.entetes):
        attendu = tuple(colonne.nom for colonne in colonnes if colonne.obligatoire)
        yield Defaut(tableau.lieu(tableau.ligne_entete), PAS_UN_EN_TETE(attendu=attendu))
        return
    for nom in tableau.entetes:
        if nom not in connues:
            inconnue = COLONNE_INCONNUE(suggestion=Suggestion.parmi(nom, connues))
            yield Defaut(tableau.lieu(tableau.ligne_entete, nom), inconnue)
    for colonne in colonnes:
        if colonne.obligatoire and colonne.nom not in tableau.entetes:
            yield Defaut(tableau.lieu(tableau.ligne_entete, colonne.nom), COLONNE_ABSENTE())
