"""Comparing what people write: two spellings of one name are the same name."""

import re
import unicodedata

_FORMES = str.maketrans(
    {"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "_": " ", "œ": "oe", "æ": "ae"}
)


def cle(brut: str) -> str:
    """Fold a word for comparison: no case, no accents, one form of apostrophe and dash, single spaces."""
    decompose = unicodedata.normalize("NFKD", brut.casefold().translate(_FORMES))
    return " ".join("".join(lettre for lettre in decompose if not unicodedata.combining(lettre)).split())


def cle_de_code(code: str) -> str:
    """Fold a code: two that differ by case, by width or by what is not seen are one; an accent tells two apart."""
    if code.isascii():
        return code.casefold()
    replie = unicodedata.normalize("NFKC", code).casefold()
    return "".join(lettre for lettre in replie if unicodedata.category(lettre) != "Cf")


_FORMULE = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
"""What a spreadsheet may take for a formula, full-width signs included, however often it is protected."""


def proteger(cellule: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; `deproteger` gives the text back."""
    return f"'{cellule}" if _FORMULE.match(cellule) else cellule


def deproteger(cellule: str) -> str:
    """Return the text of a cell that `proteger` wrote; any other cell is left as it is."""
    return cellule[1:] if cellule.startswith("'") and _FORMULE.match(cellule) else cellule


def collation(texte: str) -> tuple[str, str]:
    """Return by what a list is sorted, as a dictionary is: É with E, case and accents only between equals."""
    return cle(texte), texte
