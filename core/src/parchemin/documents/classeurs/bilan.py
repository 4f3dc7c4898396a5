"""The workbook of a bilan: a sheet a table with its chart, then a sheet of follow-up for each édition."""

from typing import Any

from parchemin.documents.classeurs import composer, tabler
from parchemin.documents.contenus.bilan import Bilan, Compte, TableauDeBilan
from parchemin.faits import CODES


def ecrire(bilan: Bilan) -> bytes:
    """Return the workbook; the rates are formulas, which follow who mends a number."""

    def feuilles(classeur: Any) -> None:
        for tableau in bilan.tableaux:
            _feuille(classeur, tableau, bilan.titre)
        for suivi in bilan.suivis:
            nom = f"Suivi {suivi.certification}"[:31].replace("/", "-")
            tabler(classeur, nom, (suivi.entetes, *suivi.lignes), large=220)

    return composer(feuilles, bilan.au)


def _feuille(classeur: Any, tableau: TableauDeBilan, titre: str) -> None:
    lignes = ((CODES.dire(c.dit), c.total, c.reussis, None, c.detail) for c in tableau.lignes)
    feuille = tabler(classeur, tableau.titre, (tableau.entetes, *lignes))
    pourcent = classeur.add_format({"num_format": "0.0 %", "valign": "top"})
    for rang, compte in enumerate(tableau.lignes, 1):
        feuille.write_formula(rang, 3, _formule(rang + 1), pourcent, _part(compte))
    if tableau.lignes:
        _dessiner(classeur, feuille, len(tableau.lignes), titre)


def _formule(ligne: int) -> str:
    """Return the rate of a row: as `parchemin.documents.mots.centieme`, 100 % of all alone, 0 % of none alone."""
    part = f"C{ligne}/B{ligne}"
    return f"=IF(OR(C{ligne}=0,C{ligne}=B{ligne}),{part},MIN(0.999,MAX(0.001,{part})))"


def _part(compte: Compte) -> float:
    """Return what the formula gives, for who reads the file without computing it."""
    part = compte.reussis / compte.total
    return part if compte.reussis in (0, compte.total) else min(0.999, max(0.001, part))


def _dessiner(classeur: Any, feuille: Any, dernier: int, titre: str) -> None:
    """Draw, below the table, how many were decided of and how many succeeded, row by row."""
    nom = feuille.name
    graphique = classeur.add_chart({"type": "bar"})
    for colonne in (1, 2):
        graphique.add_series(
            {
                "name": [nom, 0, colonne],
                "categories": [nom, 1, 0, dernier, 0],
                "values": [nom, 1, colonne, dernier, colonne],
            }
        )
    graphique.set_title({"name": f"{nom}, {titre.lower()}", "name_font": {"size": 12}})
    graphique.set_y_axis({"reverse": True})
    graphique.set_size({"width": 760, "height": 160 + 40 * dernier})
    feuille.insert_chart(dernier + 2, 0, graphique, {"description": f"{nom} : décisions et réussites"})
