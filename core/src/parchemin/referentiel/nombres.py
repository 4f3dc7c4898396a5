"""Exact numbers as they are written: in JSON with a point, in French with a comma. Never rounded up."""

from decimal import ROUND_DOWN, Decimal
from fractions import Fraction


def decimal(valeur: Fraction) -> str:
    """Return a number exactly where its decimals end, else cut after four: ``9.997``, ``9.3333``.

    It is cut and not rounded, so that a number just under a threshold never reads as the threshold.
    """
    if valeur.denominator == 1:
        return str(valeur.numerator)
    exact = Decimal(valeur.numerator) / valeur.denominator
    if 10_000 % valeur.denominator == 0:
        return format(exact.normalize(), "f")
    if Fraction(exact) == valeur:
        return format(exact.normalize(), "f")
    return format(exact.quantize(Decimal("0.0001"), ROUND_DOWN), "f")


def en_francais(nombre: str) -> str:
    """Return a decimal with its comma."""
    return nombre.replace(".", ",")
