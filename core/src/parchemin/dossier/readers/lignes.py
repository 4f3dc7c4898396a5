"""From a table to rows of named values, with the faults of header and cells gathered on the way."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from attrs import frozen

from parchemin.dossier.readers.tableau import Tableau
from parchemin.dossier.readers.valeurs import texte
from parchemin.errors import Defaut, plus_proche


@frozen
class Colonne:
    """A column: its name, how a cell of it is read, and whether every row must fill it."""

    nom: str
    lire: Callable[[object], Any] = texte
    obligatoire: bool = False


def lire_lignes(
    tableau: Tableau, colonnes: Sequence[Colonne], defauts: list[Defaut]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each row's number and its values by column; a cell that is empty or at fault has no value."""
    defauts += verifier_entetes(tableau, colonnes)
    rangs = {nom: rang for rang, nom in enumerate(tableau.entetes)}
    presentes = [(colonne, rangs[colonne.nom]) for colonne in colonnes if colonne.nom in rangs]
    for numero, cellules in tableau.lignes:
        ligne: dict[str, Any] = {}
        for colonne, rang in presentes:
            brut = cellules[rang] if rang < len(cellules) else ""
            if brut is None or brut == "" or (isinstance(brut, str) and not brut.strip()):
                if colonne.obligatoire:
                    defauts.append(
                        Defaut(tableau.lieu(numero, colonne.nom), "cellule vide : une valeur est obligatoire")
                    )
                continue
            try:
                ligne[colonne.nom] = colonne.lire(brut)
            except ValueError as erreur:
                defauts.append(Defaut(tableau.lieu(numero, colonne.nom), str(erreur)))
        yield numero, ligne


def verifier_entetes(tableau: Tableau, colonnes: Sequence[Colonne]) -> Iterator[Defaut]:
    """Yield the columns that nobody knows, with the nearest name, and the mandatory ones that miss."""
    connues = [colonne.nom for colonne in colonnes]
    for nom in tableau.entetes:
        if nom not in connues:
            message = f"colonne inconnue{plus_proche(nom, connues)}"
            yield Defaut(tableau.lieu(tableau.ligne_entete, nom), message)
    for colonne in colonnes:
        if colonne.obligatoire and colonne.nom not in tableau.entetes:
            yield Defaut(tableau.lieu(tableau.ligne_entete, colonne.nom), "colonne obligatoire absente")
