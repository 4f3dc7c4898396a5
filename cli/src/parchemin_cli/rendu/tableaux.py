"""Tables as wide as a terminal allows: numbers, dates and verdicts are never cut; names and objects fold."""

from collections.abc import Callable, Iterator, Sequence

from attrs import frozen
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

ETROITE = 8
"""The least width of a column that may fold."""

Cadre = Callable[[], Table]

_CADRES: tuple[tuple[int, int, Cadre], ...] = (
    (3, 1, Table),
    (1, 0, lambda: Table(box=None, padding=(0, 1, 0, 0))),
)
"""Tables to try, the roomiest first: the width that each adds by column, and in all."""


@frozen(eq=False)
class Colonne:
    """A column with all its cells; a ``libre`` one may cut its words where room lacks."""

    entete: str
    cellules: Sequence[Text]
    libre: bool = False

    @property
    def voulue(self) -> int:
        """The width at which nothing is folded."""
        return max(map(cell_len, self._textes()))

    @property
    def mot(self) -> int:
        """The width of its longest word, below which that would be cut."""
        return max((cell_len(mot) for texte in self._textes() for mot in texte.split()), default=1)

    @property
    def plancher(self) -> int:
        """The width below which what may not be cut would be."""
        return min(self.mot, ETROITE) if self.libre else self.mot

    def _textes(self) -> Iterator[str]:
        yield self.entete
        yield from (cellule.plain for cellule in self.cellules)


def dresser(console: Console, colonnes: Sequence[Colonne]) -> Table:
    """Return the table, in a frame where there is room for one; where no table fits, anything may fold."""
    voulues = [colonne.voulue for colonne in colonnes]
    for planchers in ([c.mot for c in colonnes], [c.plancher for c in colonnes]):
        for par_colonne, en_tout, cadre in _CADRES:
            place = console.width - par_colonne * len(colonnes) - en_tout
            if sum(planchers) <= place:
                return _remplir(cadre(), colonnes, _repartir(planchers, voulues, place))
    return _remplir(Table(), colonnes, [None] * len(colonnes))


def couper(console: Console, colonnes: Sequence[Colonne], rappel: int) -> Iterator[Sequence[Colonne]]:
    """Yield the columns of each of the tables that it takes to break no word; the first ``rappel`` come again."""
    if _tient(console, [colonne.mot for colonne in colonnes], *_CADRES[-1]):
        yield colonnes
        return
    partie = list(colonnes[:rappel])
    for colonne in colonnes[rappel:]:
        essai = [*partie, colonne]
        if len(partie) > rappel and not _tient(console, [c.mot for c in essai], *_CADRES[0]):
            yield partie
            essai = [*colonnes[:rappel], colonne]
        partie = essai
    yield partie


def _tient(console: Console, largeurs: Sequence[int], par_colonne: int, en_tout: int, _cadre: Cadre) -> bool:
    return sum(largeurs) + par_colonne * len(largeurs) + en_tout <= console.width


def _repartir(planchers: Sequence[int], voulues: Sequence[int], place: int) -> list[int | None]:
    """Return the width of each column: the narrowest of those that want more grow first."""
    if sum(voulues) <= place:
        return [None] * len(voulues)
    largeurs = list(planchers)
    for _ in range(place - sum(largeurs)):
        rangs = [rang for rang, largeur in enumerate(largeurs) if largeur < voulues[rang]]
        largeurs[min(rangs, key=largeurs.__getitem__)] += 1
    return list(largeurs)


def _remplir(table: Table, colonnes: Sequence[Colonne], largeurs: Sequence[int | None]) -> Table:
    for colonne, largeur in zip(colonnes, largeurs, strict=True):
        table.add_column(colonne.entete, overflow="fold", width=largeur)
    for rangee in zip(*(colonne.cellules for colonne in colonnes), strict=True):
        table.add_row(*rangee)
    return table
