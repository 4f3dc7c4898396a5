"""The workbook of a bilan: a sheet a table with its chart, then a sheet of follow-up for each édition."""

from typing import Any

from parchemin.documents.bilan import Bilan, Tableau
from parchemin.documents.classeurs import composer, tabler


def ecrire(bilan: Bilan) -> bytes:
    """Return the workbook; the rates are formulas, which follow who mends a number."""

    def feuilles(classeur: Any) -> None:
        for tableau in bilan.tableaux:
            _feuille(classeur, tableau, bilan.titre)
        for suivi in bilan.suivis:
            nom = f"Suivi {suivi.certification}"[:31].replace("/", "-")
            tabler(classeur, nom, (suivi.entetes, *suivi.lignes), large=220)

    return composer(feuilles, bilan.au)


def _feuille(classeur: Any, tableau: Tableau, titre: str) -> None:
    lignes = ((c.dit, c.total, c.reussis, None, c.detail) for c in tableau.lignes)
    feuille = tabler(classeur, tableau.titre, (tableau.entetes, *lignes))
    pourcent = classeur.add_format({"num_format": "0.0 %", "valign": "top"})
    for rang, compte in enumerate(tableau.lignes, 1):
        feuille.write_formula(rang, 3, f"=C{rang + 1}/B{rang + 1}", pourcent, compte.reussis / compte.total)
    if tableau.lignes:
        _dessiner(classeur, feuille, len(tableau.lignes), titre)


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
