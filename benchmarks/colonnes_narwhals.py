"""Terms as the expressions of narwhals, which any engine of tables that it speaks to can compute.

A term that serves several times is computed once, in a column of its own, at a stage before those that read it. So
is what a choice chooses between: an engine may compute each branch for its own rows alone, and copy them to do so.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import narwhals as nw
from attrs import field, frozen

from parchemin.regles.termes import Op, Terme

_PREMIERS = (Op.COLONNE, Op.ENTIER, Op.LOGIQUE)
_LOGIQUES = (Op.LOGIQUE, Op.ET, Op.OU, Op.NON, Op.EGAL, Op.AU_MOINS)

Table = nw.DataFrame[Any] | nw.LazyFrame[Any]


@frozen(eq=False)
class Traduction:
    """The stages of a computation, each a set of columns that the ones after it read."""

    etapes: tuple[tuple[nw.Expr, ...], ...]

    def appliquer(self, table: Table) -> Table:
        """Add all columns to a table, eager or lazy."""
        for etape in self.etapes:
            table = table.with_columns(*etape)
        return table


def traduire(sorties: Mapping[str, Terme]) -> Traduction:
    """Return the stages that compute some terms, each in the column of its name."""
    traducteur = _Traducteur(_partages(sorties.values()))
    etapes: dict[int, list[nw.Expr]] = {}
    for terme, nom in traducteur.partages.items():
        etapes.setdefault(traducteur.etage(terme), []).append(traducteur.calculer(terme).alias(nom))
    dernieres = tuple(traducteur.lire(terme).alias(nom) for nom, terme in sorties.items())
    return Traduction((*(tuple(etapes[etage]) for etage in sorted(etapes)), dernieres))


def _partages(sorties: Iterable[Terme]) -> dict[Terme, str]:
    """Name the terms that have a column; what costs no more than reading one is done again."""
    usages: Counter[Terme] = Counter()
    vus: set[Terme] = set()
    a_voir = list(sorties)
    while a_voir:
        terme = a_voir.pop()
        usages[terme] += 1
        if terme not in vus:
            vus.add(terme)
            a_voir += terme.args
            if terme.op is Op.SI:
                usages.update(arg for arg in terme.args if arg.op is not Op.SI)
    utiles = (terme for terme, combien in usages.items() if combien > 1 and not _simple(terme))
    return {terme: f"__{rang}" for rang, terme in enumerate(utiles)}


def _simple(terme: Terme) -> bool:
    return all(arg.op in _PREMIERS for arg in terme.args) and len(terme.args) <= 2


@frozen(eq=False)
class _Traducteur:
    partages: Mapping[Terme, str]
    _etages: dict[Terme, int] = field(factory=dict)

    def etage(self, terme: Terme) -> int:
        """Return how many stages must come before a term can be computed."""
        if terme not in self._etages:
            self._etages[terme] = max((self.etage(arg) + (arg in self.partages) for arg in terme.args), default=0)
        return self._etages[terme]

    def lire(self, terme: Terme) -> nw.Expr:
        """Return the column of a term that has one, or compute it."""
        return nw.col(self.partages[terme]) if terme in self.partages else self.calculer(terme)

    def calculer(self, terme: Terme) -> nw.Expr:
        """Return the expression of a term."""
        if terme.op is Op.COLONNE:
            return nw.col(str(terme.valeur))
        if terme.op in _PREMIERS:
            return _constante(terme)
        if terme.op is Op.FOIS:
            return self.lire(terme.args[0]).cast(nw.Int64) * int(terme.valeur)
        lus = [self.lire(arg) for arg in terme.args]
        if terme.op is Op.SOMME:
            lus = [_compte(lu, arg) for lu, arg in zip(lus, terme.args, strict=True)]
        return _CALCULS[terme.op](lus)


def _compte(lu: nw.Expr, terme: Terme) -> nw.Expr:
    """Return 1 for a truth; no count of nodes comes near 32,767."""
    return lu.cast(nw.Int16) if terme.op in _LOGIQUES else lu


def _constante(terme: Terme) -> nw.Expr:
    if terme.op is Op.LOGIQUE:
        return nw.lit(bool(terme.valeur))
    return nw.lit(terme.valeur, dtype=nw.Int8 if -128 <= int(terme.valeur) <= 127 else nw.Int64)


_CALCULS: Mapping[Op, Callable[[Sequence[nw.Expr]], nw.Expr]] = {
    Op.SOMME: lambda lus: nw.sum_horizontal(*lus),
    Op.MINIMUM: lambda lus: nw.min_horizontal(*lus),
    Op.MAXIMUM: lambda lus: nw.max_horizontal(*lus),
    Op.ET: lambda lus: nw.all_horizontal(*lus, ignore_nulls=False),
    Op.OU: lambda lus: nw.any_horizontal(*lus, ignore_nulls=False),
    Op.NON: lambda lus: ~lus[0],
    Op.EGAL: lambda lus: lus[0] == lus[1],
    Op.AU_MOINS: lambda lus: lus[0] >= lus[1],
    Op.SI: lambda lus: nw.when(lus[0]).then(lus[1]).otherwise(lus[2]),
}
