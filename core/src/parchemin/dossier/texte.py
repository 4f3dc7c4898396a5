"""Comparing what people write: two spellings of one name are the same name."""

import unicodedata

_FORMES = str.maketrans(
    {"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "_": " ", "œ": "oe", "æ": "ae"}
)


def cle(brut: str) -> str:
    """Fold a word for comparison: no case, no accents, one form of apostrophe and dash, single spaces."""
    decompose = unicodedata.normalize("NFKD", brut.casefold().translate(_FORMES))
    return " ".join("".join(lettre for lettre in decompose if not unicodedata.combining(lettre)).split())
