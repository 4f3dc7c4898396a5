"""Exact numbers as they are written: in JSON with a point, in French with a comma. Never rounded up."""

from decimal import ROUND_DOWN, Decimal
from fractions import Fraction


def decimal(valeur: Fraction) -> str:
    """Return a number exactly where its decimals end, else cut after four: ``9.997``, ``9.3333``.

    It is cut and not rounded, so that a number just under a threshold never reads as the threshold.
    """
    numerateur, denominateur = valeur.as_integer_ratio()
    if denominateur == 1:
        return str(numerateur)
    if numerateur >= 0 and 10_000 % denominateur == 0:
        entiers, reste = divmod(numerateur, denominateur)
        return f"{entiers}.{reste * (10_000 // denominateur):04}".rstrip("0")
    exact = Decimal(numerateur) / denominateur
    if Fraction(exact) == valeur:
        return format(exact.normalize(), "f")
    return format(exact.quantize(Decimal("0.0001"), ROUND_DOWN), "f")


def en_francais(nombre: str) -> str:
    """Return a decimal with its comma."""
    return nombre.replace(".", ",")


def exact(valeur: Fraction | Decimal | int | str) -> Fraction:
    """Return an exact number: from ``"2/3"``, ``"0,7"``, a whole number, a `Decimal`.

    :raises ValueError: a float, which would be nearly the number that is meant, or a text that is no number.
    """
    if isinstance(valeur, float | bool):
        raise ValueError(f"trouvé {valeur!r}, attendu un nombre exact, entre guillemets : « 2/3 », « 0,7 »")
    return Fraction(valeur.replace(",", ".") if isinstance(valeur, str) else valeur)
