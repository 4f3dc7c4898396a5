"""The bilan in a file: a workbook with charts, a page with charts that are tables too, a CSV, a JSON."""

import io
import json
from collections.abc import Iterator
from typing import Any

from attrs import evolve

from parchemin.documents.balises import Html, balise, page, suite
from parchemin.documents.bilan import Bilan, Compte, Suivi, Tableau
from parchemin.documents.fichier import en_csv
from parchemin.documents.francais import soigner
from parchemin.documents.mots import ISSUES, VERDICTS, accorder

TITRES = {
    "certification": "Par certification",
    "bloc": "Par bloc",
    "voie": "Par voie",
    "organisme": "Par organisme",
    "seance": "Par séance",
}
_MOTS = {issue.value: mot for issue, mot in ISSUES.items()} | {v.value: mot for v, mot in VERDICTS.items()}
_BARRE, _LARGE = 26, 460


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


_STYLE = """
svg{max-width:100%;height:auto;display:block}svg text{font-size:13px;fill:var(--encre)}
.fond{fill:var(--tete);stroke:var(--pale)}.part{fill:var(--oui)}section{break-inside:avoid}@page{size:A4;margin:14mm}
td:nth-child(n+2):nth-child(-n+4){text-align:right;white-space:nowrap}
"""


def en_html(bilan: Bilan) -> bytes:
    """Return the page: for each table a chart, and the same numbers in the table below it."""
    titre = soigner(bilan.titre)
    combien = f"{bilan.candidats} {accorder('candidat', bilan.candidats)}, séances proclamées."
    corps = (_section(_soigne(tableau)) for tableau in bilan.tableaux)
    principal = balise("main", balise("h1", titre), balise("p", combien), *corps)
    return page(titre, _STYLE, principal).encode("utf-8")


def _soigne(tableau: Tableau) -> Tableau:
    """Return a table whose rows are named as they are printed."""
    return evolve(tableau, lignes=tuple(evolve(c, intitule=soigner(c.dit)) for c in tableau.lignes))


def _section(tableau: Tableau) -> Html:
    nom = TITRES[tableau.nom]
    tetes = balise("tr", *(balise("th", mot, scope="col") for mot in entetes(tableau)))
    lignes = (
        balise("tr", balise("th", premier, scope="row"), *(balise("td", cellule) for cellule in reste))
        for premier, *reste in map(ligne, tableau.lignes)
    )
    table = balise("table", balise("thead", tetes), balise("tbody", *lignes))
    return balise(
        "section",
        balise("h2", nom),
        _graphique(tableau),
        balise("div", table, classe="defile", role="region", aria_label=f"{nom}, tableau", tabindex="0"),
    )


def _graphique(tableau: Tableau) -> Html:
    """Draw a bar a row: how many were decided of, and over it how many succeeded."""
    plus = max((compte.total for compte in tableau.lignes), default=1)
    barres = (_barre(rang, compte, plus) for rang, compte in enumerate(tableau.lignes))
    haut = len(tableau.lignes) * 2 * _BARRE
    decrit = " ; ".join(f"{c.intitule} : {c.reussis} sur {c.total}" for c in tableau.lignes)
    return balise(
        "svg",
        *barres,
        viewBox=f"0 0 {_LARGE + 240} {haut}",
        width=_LARGE + 240,
        height=haut,
        role="img",
        aria_label=f"{TITRES[tableau.nom]}. {decrit or 'aucune décision'}",
    )


def _barre(rang: int, compte: Compte, plus: int) -> Html:
    haut = rang * 2 * _BARRE
    large, part = (max(1, _LARGE * n // plus) if n else 0 for n in (compte.total, compte.reussis))
    bas, epais = haut + 20, _BARRE - 6
    return suite(
        balise("text", compte.intitule, x=0, y=haut + 14),
        balise("rect", classe="fond", x=0, y=bas, width=large, height=epais),
        balise("rect", classe="part", x=0, y=bas, width=part, height=epais),
        balise("text", f"{compte.reussis} / {compte.total} ({compte.taux})", x=large + 8, y=bas + 15),
    )


FORMATS = {".xlsx": en_xlsx, ".html": en_html, ".csv": en_tableau, ".json": en_json}
