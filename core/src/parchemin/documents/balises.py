"""HTML and SVG as values: what is text is escaped when it is put into an element, what is `Html` stays as it is.

Every page that Parchemin writes is built here, so that no name of a candidate can become markup.
"""

from collections.abc import Iterable
from html import escape
from typing import TypeAlias

Enfant: TypeAlias = "str | Iterable[Enfant] | None"

STYLE = """
:root{color-scheme:light dark;--fond:#fff;--encre:#1b2733;--pale:#51606e;--filet:#c3cdd6;--tete:#e8eef4;
--lien:#0b4f9e;--oui:#14692d;--non:#b3201c;--debat:#8a4500;--manque:#6639ba}
@media (prefers-color-scheme:dark){:root{--fond:#14191f;--encre:#e8edf2;--pale:#b4c0cb;--filet:#47535f;
--tete:#232c35;--lien:#8cc2ff;--oui:#74d38c;--non:#ff9a94;--debat:#ffb866;--manque:#cbb2ff}}
*{box-sizing:border-box}
body{font:15px/1.45 "Segoe UI","DejaVu Sans",Arial,sans-serif;margin:0 auto;padding:1.5rem;max-width:90rem;
color:var(--encre);background:var(--fond)}
h1{font-size:1.6rem;margin:0 0 .3rem}h2{font-size:1.2rem;margin:1.6rem 0 .5rem}h3{font-size:1.05rem;margin:0}
a{color:var(--lien)}:focus-visible{outline:3px solid var(--lien);outline-offset:2px}
table{border-collapse:collapse}caption{text-align:left;color:var(--pale);padding:.2rem 0}
th,td{border:1px solid var(--filet);padding:.25rem .5rem;text-align:left;vertical-align:top}
thead th{background:var(--tete)}small,.pale{color:var(--pale)}
.defile{overflow-x:auto}
@media print{:root{color-scheme:light;--fond:#fff;--encre:#000;--pale:#333;--filet:#777;--tete:#eee;--lien:#000;
--oui:#0b4a1e;--non:#8c1512;--debat:#6b3600;--manque:#4b248f}
body{font-size:9.5pt;padding:0;max-width:none}a{text-decoration:none}.defile{overflow:visible}
thead{display:table-header-group}tr{break-inside:avoid}}
"""
"""What all pages share: a light and a dark scheme whose contrasts are at least 4.5, and paper."""


class Html(str):
    """Markup that is written already."""

    __slots__ = ()


def balise(nom: str, *enfants: Enfant, **attributs: str | int | bool | None) -> Html:
    """Return an element; an attribute that is ``None`` or false is left out, ``classe`` stands for ``class``."""
    ecrits = "".join(_attribut(cle, valeur) for cle, valeur in attributs.items() if valeur not in (None, False))
    return Html(f"<{nom}{ecrits}>{suite(*enfants)}</{nom}>")


def suite(*enfants: Enfant) -> Html:
    """Return the children one after the other, their text escaped."""
    return Html("".join(map(_enfant, enfants)))


def page(titre: str, style: str, *corps: Enfant, script: str = "") -> str:
    """Return a page that needs no other file."""
    entete = suite(
        Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'),
        balise("title", titre),
        balise("style", Html(STYLE + style)),
    )
    fin = balise("script", Html(script)) if script else ""
    html = balise("html", balise("head", entete), balise("body", *corps, fin), lang="fr")
    return f"<!DOCTYPE html>\n{html}\n"


def _enfant(enfant: Enfant) -> str:
    if enfant is None:
        return ""
    if isinstance(enfant, Html):
        return enfant
    return escape(enfant) if isinstance(enfant, str) else suite(*enfant)


def _attribut(cle: str, valeur: str | int | bool | None) -> str:
    nom = "class" if cle == "classe" else cle.rstrip("_").replace("_", "-")
    return f" {nom}" if valeur is True else f' {nom}="{escape(str(valeur))}"'
