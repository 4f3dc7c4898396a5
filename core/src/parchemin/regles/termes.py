"""Terms over the columns of a cohort: what a rule says of a million dossiers at once, in whole numbers.

A term is a value, without any library: an engine translates it. No column is ever null, and every number is a
whole one: an avis is negative, a mark counts hundredths, a day is written ``20220316``, and 0 is no day.
"""

from enum import Enum
from weakref import WeakValueDictionary

from attrs import field, frozen

RIEN, ACQUIS, NON_ACQUIS, ABSENT, NEUTRALISE = range(-1, -6, -1)
"""What a column of observations holds where there is no mark."""


class Op(Enum):
    """What a term computes from its arguments."""

    COLONNE = "colonne"
    ENTIER = "entier"
    LOGIQUE = "logique"
    SOMME = "somme"
    FOIS = "fois"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    ET = "et"
    OU = "ou"
    NON = "non"
    EGAL = "egal"
    AU_MOINS = "au_moins"
    SI = "si"


_UNIQUES: "WeakValueDictionary[tuple[Op, tuple[Terme, ...], int | str], Terme]" = WeakValueDictionary()


def _uniques(termes: "tuple[Terme, ...]") -> "tuple[Terme, ...]":
    """Return the same terms, each the one that stands for its equals: two terms are then compared at one level."""
    return tuple([_UNIQUES.setdefault((terme.op, terme.args, terme.valeur), terme) for terme in termes])


@frozen(order=False, cache_hash=True, repr=False)  # shared below: written out, it doubles at each level
class Terme:
    """An operation on terms; a column, a number or a truth value holds its own ``valeur`` and no arguments."""

    op: Op
    args: tuple["Terme", ...] = field(default=(), converter=_uniques)
    valeur: int | str = 0

    def est(self, nombre: int) -> "Terme":
        """Tell whether this term is that number."""
        if self.op is Op.ENTIER:
            return logique(self.valeur == nombre)
        return Terme(Op.EGAL, (self, entier(nombre)))

    def __ge__(self, autre: "Terme | int") -> "Terme":
        borne = entier(autre) if isinstance(autre, int) else autre
        if self.op is borne.op is Op.ENTIER:
            return logique(int(self.valeur) >= int(borne.valeur))
        return Terme(Op.AU_MOINS, (self, borne))

    def __mul__(self, nombre: int) -> "Terme":
        if nombre == 0 or self == FAUX:
            return entier(0)
        if self.op in _CONNUS:
            return entier(int(self.valeur) * nombre)
        return self if nombre == 1 else Terme(Op.FOIS, (self,), nombre)

    def __add__(self, autre: "Terme | int") -> "Terme":
        return somme(self, entier(autre) if isinstance(autre, int) else autre)

    def __sub__(self, autre: "Terme") -> "Terme":
        return somme(self, autre * -1)

    def __and__(self, autre: "Terme") -> "Terme":
        return et(self, autre)

    def __or__(self, autre: "Terme") -> "Terme":
        return ou(self, autre)

    def __invert__(self) -> "Terme":
        if self.op is Op.LOGIQUE:
            return logique(not self.valeur)
        return self.args[0] if self.op is Op.NON else Terme(Op.NON, (self,))


def colonne(nom: str) -> Terme:
    """Return a column of the cohort."""
    return Terme(Op.COLONNE, valeur=nom)


def entier(nombre: int) -> Terme:
    """Return a number."""
    return Terme(Op.ENTIER, valeur=nombre)


def logique(vrai: bool) -> Terme:
    """Return a truth value."""
    return VRAI if vrai else FAUX


_CONNUS = (Op.ENTIER, Op.LOGIQUE)
VRAI, FAUX = Terme(Op.LOGIQUE, valeur=1), Terme(Op.LOGIQUE, valeur=0)


def somme(*termes: Terme) -> Terme:
    """Add numbers; a truth value counts for 1."""
    connus = sum(int(terme.valeur) for terme in termes if terme.op in _CONNUS)
    inconnus = tuple(terme for terme in termes if terme.op not in _CONNUS)
    if not inconnus:
        return entier(connus)
    return Terme(Op.SOMME, (*inconnus, entier(connus)) if connus else inconnus)


def et(*termes: Terme) -> Terme:
    """Tell whether all hold."""
    return _plier(Op.ET, termes, VRAI, FAUX)


def ou(*termes: Terme) -> Terme:
    """Tell whether one of them holds."""
    return _plier(Op.OU, termes, FAUX, VRAI)


def minimum(*termes: Terme) -> Terme:
    """Return the least."""
    return termes[0] if len(termes) == 1 else Terme(Op.MINIMUM, termes)


def maximum(*termes: Terme) -> Terme:
    """Return the greatest."""
    return termes[0] if len(termes) == 1 else Terme(Op.MAXIMUM, termes)


def si(condition: Terme, alors: Terme, sinon: Terme) -> Terme:
    """Return one of two numbers."""
    if condition.op is Op.LOGIQUE or alors == sinon:
        return alors if condition == VRAI else sinon
    return Terme(Op.SI, (condition, alors, sinon))


def _plier(op: Op, termes: tuple[Terme, ...], neutre: Terme, absorbant: Terme) -> Terme:
    utiles = tuple(dict.fromkeys(terme for terme in termes if terme != neutre))
    if absorbant in utiles:
        return absorbant
    if not utiles:
        return neutre
    return utiles[0] if len(utiles) == 1 else Terme(op, utiles)
