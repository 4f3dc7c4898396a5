"""What was found of a jury, on the terminal."""

from rich.console import Console
from rich.text import Text

from parchemin.deliberation.pieces import Cadre
from parchemin.jury import Examen, Gravite

_MARQUES = {Gravite.IRREGULARITE: ("✗ irrégularité", "red"), Gravite.ALERTE: ("! alerte", "yellow")}


def afficher(console: Console, examen: Examen, cadre: Cadre) -> None:
    """Print whether the jury is regular, then each finding, its seats by their names, with its source."""
    verdict = ("Jury régulier", "green") if examen.regulier else ("Jury irrégulier", "bold red")
    console.print(Text(*verdict))
    mots = cadre.lexique()
    for constat in examen.constats:
        marque, couleur = _MARQUES[constat.gravite]
        dit = f" : {constat.dire(mots)} "
        console.print(Text.assemble("  ", (marque, couleur), dit, (f"[{constat.source}]", "dim")))
