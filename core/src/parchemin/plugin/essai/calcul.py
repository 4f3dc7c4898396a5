"""A few terms computed once, without compiling them, and the columns that a term reads."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from parchemin.regles.termes import Op, Terme


class LigneLue(Protocol):
    """What stands in each column of a dossier."""

    def __getitem__(self, nom: str) -> int: ...


def calculer(terme: Terme, ligne: LigneLue, faits: dict[int, int] | None = None) -> int:
    """Return what a term is worth of a dossier; a truth value is 0 or 1.

    :param faits: what was computed already of this dossier, by the identity of each term.
    """
    faits = {} if faits is None else faits
    cle = id(terme)
    if cle not in faits:
        faits[cle] = _calculer(terme, ligne, faits)
    return faits[cle]


def _calculer(terme: Terme, ligne: LigneLue, faits: dict[int, int]) -> int:
    if terme.op is Op.COLONNE:
        return ligne[str(terme.valeur)]
    if terme.op in (Op.ENTIER, Op.LOGIQUE):
        return int(terme.valeur)
    if terme.op is Op.SI:
        condition, alors, sinon = terme.args
        return calculer(alors if calculer(condition, ligne, faits) else sinon, ligne, faits)
    return int(_OPERATIONS[terme.op]([calculer(arg, ligne, faits) for arg in terme.args], int(terme.valeur)))


_OPERATIONS: Mapping[Op, Callable[[Sequence[int], int], int]] = {
    Op.SOMME: lambda lus, _: sum(lus),
    Op.FOIS: lambda lus, fois: lus[0] * fois,
    Op.MINIMUM: lambda lus, _: min(lus),
    Op.MAXIMUM: lambda lus, _: max(lus),
    Op.ET: lambda lus, _: all(lus),
    Op.OU: lambda lus, _: any(lus),
    Op.NON: lambda lus, _: not lus[0],
    Op.EGAL: lambda lus, _: lus[0] == lus[1],
    Op.AU_MOINS: lambda lus, _: lus[0] >= lus[1],
}


def colonnes_lues(terme: Terme) -> frozenset[str]:
    """Return the names of the columns that a term reads."""
    return frozenset(_colonnes(terme, set()))


def _colonnes(terme: Terme, vus: set[int]) -> Iterator[str]:
    if id(terme) in vus:
        return
    vus.add(id(terme))
    if terme.op is Op.COLONNE:
        yield str(terme.valeur)
    for arg in terme.args:
        yield from _colonnes(arg, vus)
