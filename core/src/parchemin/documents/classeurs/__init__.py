"""The workbooks: how each is made, and how a table becomes one of its sheets.

A cell is written as a number or as text, never as what XlsxWriter guesses: no text that somebody typed is a
formula. The only formulas are ours, and a test forbids ``write``.
"""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

SANS_DATE = date(1980, 1, 1)
"""The day of creation of a workbook whose content has none; it is the one of the archive's own entries."""


def composer(feuilles: Callable[[Any], None], le: date = SANS_DATE) -> bytes:
    """Return a workbook; ``le`` is its day of creation, so that it is the same each time.

    :param feuilles: adds the sheets to the XlsxWriter workbook that it is given.
    """
    import xlsxwriter

    tampon = io.BytesIO()
    with xlsxwriter.Workbook(tampon, {"in_memory": True}) as classeur:
        classeur.set_properties({"created": datetime.combine(le, time())})
        feuilles(classeur)
    return tampon.getvalue()


def tabler(classeur: Any, nom: str, lignes: Iterable[Sequence[object]], *, large: int = 400) -> Any:
    """Add a sheet and return it: a header, then rows, to read on a screen and on A4 across.

    :param large: how wide a column may be, in pixels.
    """
    feuille = classeur.add_worksheet(nom)
    tete = classeur.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4"})
    corps = classeur.add_format({"text_wrap": True, "valign": "top"})
    rang = dernier = 0
    for rang, ligne in enumerate(lignes):
        dernier = max(dernier, len(ligne) - 1)
        for colonne, cellule in enumerate(ligne):
            _ecrire(feuille, rang, colonne, cellule, corps if rang else tete)
    feuille.freeze_panes(1, 1)
    feuille.autofilter(0, 0, rang, dernier)
    feuille.autofit(max_width=large)
    paysage(feuille)
    feuille.fit_to_pages(1, 0)
    return feuille


def _ecrire(feuille: Any, rang: int, colonne: int, cellule: object, mise: Any) -> None:
    if isinstance(cellule, bool):
        feuille.write_string(rang, colonne, "oui" if cellule else "non", mise)
    elif isinstance(cellule, int):
        feuille.write_number(rang, colonne, cellule, mise)
    elif cellule is not None:
        feuille.write_string(rang, colonne, str(cellule), mise)


def paysage(feuille: Any) -> None:
    """Print a sheet on A4 across, its header on each page."""
    feuille.set_landscape()
    feuille.set_paper(9)
    feuille.repeat_rows(0)
