"""Terms computed over NumPy arrays, some tens of thousands of rows at a time so that they stay in the cache.

A term that serves several times is computed once.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import Any

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from parchemin.regles.termes import Op, Terme

Tableau = NDArray[Any]

TRANCHE = 1 << 16
"""How many rows are computed at a time."""

_LOGIQUES = (Op.LOGIQUE, Op.ET, Op.OU, Op.NON, Op.EGAL, Op.AU_MOINS)
_PETIT = 1 << 15


@frozen(eq=False)
class Programme:
    """Some terms made ready: ``partages`` are those that serve several times."""

    sorties: Mapping[str, Terme]
    partages: frozenset[Terme]

    @classmethod
    def de(cls, sorties: Mapping[str, Terme]) -> "Programme":
        """Prepare the terms of some columns."""
        return cls(sorties, frozenset(_partages(sorties.values())))

    def executer(self, colonnes: Mapping[str, Tableau], lignes: int) -> dict[str, Tableau]:
        """Return one array of bytes a term, from the columns of ``lignes`` dossiers."""
        trouves = {nom: np.empty(lignes, np.int8) for nom in self.sorties}
        for debut in range(0, lignes, TRANCHE):
            tranche = slice(debut, min(debut + TRANCHE, lignes))
            calcul = _Calcul({nom: colonne[tranche] for nom, colonne in colonnes.items()}, self.partages)
            for nom, terme in self.sorties.items():
                trouves[nom][tranche] = calcul.lire(terme)
        return trouves


def _partages(sorties: Iterable[Terme]) -> Iterable[Terme]:
    usages: Counter[Terme] = Counter()
    a_voir = list(sorties)
    while a_voir:
        terme = a_voir.pop()
        usages[terme] += 1
        if usages[terme] == 1:
            a_voir += terme.args
    return (terme for terme, combien in usages.items() if combien > 1 and terme.args)


@frozen(eq=False)
class _Calcul:
    colonnes: Mapping[str, Tableau]
    partages: frozenset[Terme]
    connus: dict[Terme, Tableau] = field(factory=dict)

    def lire(self, terme: Terme) -> Tableau:
        """Return the array of a term, or the scalar of a constant."""
        if terme.op is Op.COLONNE:
            return self.colonnes[str(terme.valeur)]
        if terme not in self.partages:
            return self._calculer(terme)
        if terme not in self.connus:
            self.connus[terme] = self._calculer(terme)
        return self.connus[terme]

    def _calculer(self, terme: Terme) -> Tableau:
        if not terme.args:
            return np.asarray(_constante(terme))
        if terme.op is Op.FOIS:
            return _fois(self.lire(terme.args[0]), int(terme.valeur))
        if terme.op is Op.SOMME:
            return self._additionner(terme.args)
        return _CALCULS[terme.op]([self.lire(arg) for arg in terme.args])

    def _additionner(self, termes: Sequence[Terme]) -> Tableau:
        """Add: truths as bytes as long as no count of them can overflow."""
        verites = [terme for terme in termes if terme.op in _LOGIQUES]
        nombres = [self.lire(terme) for terme in termes if terme.op not in _LOGIQUES]
        compte = np.int8 if len(verites) < 128 else np.int16
        comptes = [self.lire(verite).view(np.int8) for verite in verites]
        if comptes:
            total = comptes[0].astype(compte)
            for un in comptes[1:]:
                total = np.add(total, un, out=total if total.shape else None)  # one truth for all has none
            nombres = [total.astype(np.int32) if nombres else total, *nombres]
        return reduce(np.add, nombres)


def _constante(terme: Terme) -> Any:
    if terme.op is Op.LOGIQUE:
        return np.bool_(terme.valeur)
    return np.int8(terme.valeur) if -128 <= int(terme.valeur) < 128 else np.int64(terme.valeur)


def _fois(lu: Tableau, nombre: int) -> Tableau:
    """Multiply in whole numbers wide enough for the product."""
    petit = lu.dtype.itemsize <= 2 and abs(nombre) < _PETIT
    produit: Tableau = lu.astype(np.int32 if petit else np.int64) * nombre
    return produit


_CALCULS: Mapping[Op, Callable[[Sequence[Tableau]], Tableau]] = {
    Op.MINIMUM: lambda lus: reduce(np.minimum, lus),
    Op.MAXIMUM: lambda lus: reduce(np.maximum, lus),
    Op.ET: lambda lus: reduce(np.logical_and, lus),
    Op.OU: lambda lus: reduce(np.logical_or, lus),
    Op.NON: lambda lus: np.logical_not(lus[0]),
    Op.EGAL: lambda lus: lus[0] == lus[1],
    Op.AU_MOINS: lambda lus: lus[0] >= lus[1],
    Op.SI: lambda lus: np.where(lus[0], lus[1], lus[2]),
}
