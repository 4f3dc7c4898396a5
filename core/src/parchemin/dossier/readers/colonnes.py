"""From a table to rows of named values, with the faults of header and cells gathered on the way."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from attrs import frozen

from parchemin.dossier.readers.formats.tableau import Tableau
from parchemin.dossier.readers.remarques import Remarques
from parchemin.dossier.readers.valeurs import texte, vide
from parchemin.errors import Defaut, Suggestion, faits_de
from parchemin.faits import Tournure

TROP_DE_DEFAUTS = Tournure(
    "trop_de_defauts", "plus de {max} défauts : la lecture s'arrête ici, corrigez-les d'abord"
)
CELLULE_VIDE = Tournure("cellule_vide", "cellule vide : une valeur est obligatoire")
COLONNE_INCONNUE = Tournure("colonne_inconnue", "colonne inconnue{suggestion}")
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
        ligne: dict[str, Any] = {}
        for nom, lire, obligatoire, rang in presentes:
            brut = cellules[rang]
            if not vide(brut):
                try:
                    ligne[nom] = lire(brut)
                except ValueError as erreur:
                    remarques.fauter(tableau.lieu(numero, nom), *faits_de(erreur))
            elif obligatoire:
                remarques.fauter(tableau.lieu(numero, nom), CELLULE_VIDE())
        yield numero, ligne


def verifier_entetes(tableau: Tableau, colonnes: Sequence[ColonneAttendue]) -> Iterator[Defaut]:
    """Yield the columns that nobody knows, with the nearest name, and the mandatory ones that miss."""
    connues = [colonne.nom for colonne in colonnes]
    for nom in tableau.entetes:
        if nom not in connues:
            inconnue = COLONNE_INCONNUE(suggestion=Suggestion.parmi(nom, connues))
            yield Defaut(tableau.lieu(tableau.ligne_entete, nom), inconnue)
    for colonne in colonnes:
        if colonne.obligatoire and colonne.nom not in tableau.entetes:
            yield Defaut(tableau.lieu(tableau.ligne_entete, colonne.nom), COLONNE_ABSENTE())
