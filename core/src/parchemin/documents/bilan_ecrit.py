"""The bilan in a file: a workbook with charts, a page whose rates have bars, a CSV, a JSON."""

import io
import json
from collections.abc import Iterator
from typing import Any

from attrs import evolve

from parchemin.documents.bilan import Bilan, Compte, Suivi, Tableau
from parchemin.documents.fichier import en_csv
from parchemin.documents.francais import soigner
from parchemin.documents.mots import ISSUES, VERDICTS, accorder
from parchemin.documents.pages import rendre

TITRES = {
    "certification": "Par certification",
    "bloc": "Par bloc",
    "voie": "Par voie",
    "organisme": "Par organisme",
    "seance": "Par séance",
}
_MOTS = {issue.value: mot for issue, mot in ISSUES.items()} | {v.value: mot for v, mot in VERDICTS.items()}


def entetes(tableau: Tableau) -> tuple[str, ...]:
    """Return the header of a table: what was decided of, how many, the successes, their rate, each outcome."""
    reussis = "Acquis" if tableau.nom == "bloc" else "Certifiés"
    return (TITRES[tableau.nom], "Décisions", reussis, "Taux", "Détail")


def ligne(compte: Compte) -> tuple[str, ...]:
    """Return the cells of a row."""
    details = ", ".join(f"{_MOTS.get(code, code)} : {n}" for code, n in compte.details.items())
    return (compte.intitule, str(compte.total), str(compte.reussis), compte.taux, details)


def en_json(bilan: Bilan) -> bytes:
    """Return the JSON document."""
    return (json.dumps(bilan.document(), ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def en_tableau(bilan: Bilan) -> bytes:
    """Return a CSV: every table, one after the other, its name in the first column."""
    return en_csv(_lignes_csv(bilan))


def _lignes_csv(bilan: Bilan) -> Iterator[tuple[str, ...]]:
    yield ("tableau", "intitule", "decisions", "reussis", "taux", "detail")
    for tableau in bilan.tableaux:
        yield from ((tableau.nom, *ligne(compte)) for compte in tableau.lignes)


def en_xlsx(bilan: Bilan) -> bytes:
    """Return the workbook: a sheet a table with its chart, then a sheet of follow-up for each édition."""
    import xlsxwriter

    tampon = io.BytesIO()
    with xlsxwriter.Workbook(tampon, {"in_memory": True}) as classeur:
        gras = classeur.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4"})
        for tableau in bilan.tableaux:
            _feuille(classeur, gras, tableau, bilan.titre)
        for suivi in bilan.suivis:
            _feuille_de_suivi(classeur, gras, suivi)
    return tampon.getvalue()


def _feuille(classeur: Any, gras: Any, tableau: Tableau, titre: str) -> None:
    feuille = classeur.add_worksheet(TITRES[tableau.nom])
    pourcent = classeur.add_format({"num_format": "0.0 %"})
    for colonne, mot in enumerate(entetes(tableau)):
        feuille.write_string(0, colonne, mot, gras)
    for rang, compte in enumerate(tableau.lignes, 1):
        feuille.write_string(rang, 0, compte.dit)
        feuille.write_number(rang, 1, compte.total)
        feuille.write_number(rang, 2, compte.reussis)
        feuille.write_formula(rang, 3, f"=C{rang + 1}/B{rang + 1}", pourcent, compte.reussis / compte.total)
        feuille.write_string(rang, 4, ligne(compte)[4])
    feuille.freeze_panes(1, 1)
    feuille.autofit(max_width=400)
    feuille.set_landscape()
    feuille.set_paper(9)
    feuille.fit_to_pages(1, 0)
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


def _feuille_de_suivi(classeur: Any, gras: Any, suivi: Suivi) -> None:
    feuille = classeur.add_worksheet(f"Suivi {suivi.certification}"[:31].replace("/", "-"))
    for rang, cellules in enumerate((suivi.entetes, *suivi.lignes)):
        for colonne, cellule in enumerate(cellules):
            feuille.write_string(rang, colonne, cellule, None if rang else gras)
    feuille.freeze_panes(1, 1)
    feuille.autofilter(0, 0, len(suivi.lignes), len(suivi.entetes) - 1)
    feuille.autofit(max_width=220)
    feuille.set_landscape()
    feuille.set_paper(9)
    feuille.repeat_rows(0)
    feuille.fit_to_pages(1, 0)


def en_html(bilan: Bilan) -> bytes:
    """Return the page: a table for each way to count, each rate with its bar."""
    return rendre(
        "bilan.html",
        titre=soigner(bilan.titre),
        combien=f"{bilan.candidats} {accorder('candidat', bilan.candidats)}, séances proclamées.",
        tableaux=[
            (entetes(tableau), [(compte, *ligne(compte)) for compte in _soigne(tableau)])
            for tableau in bilan.tableaux
        ],
    )


def _soigne(tableau: Tableau) -> list[Compte]:
    """Return the rows of a table named as they are printed."""
    return [evolve(compte, intitule=soigner(compte.dit)) for compte in tableau.lignes]


FORMATS = {".xlsx": en_xlsx, ".html": en_html, ".csv": en_tableau, ".json": en_json}
