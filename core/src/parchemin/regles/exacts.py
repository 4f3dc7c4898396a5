"""Numbers that a rule takes: exact ones alone. A float is refused, with what to write in its place."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from fractions import Fraction

Exact = str | int | Decimal | Fraction
"""How a number may be given to a rule: ``"12.5"``, ``12``, or a value that is exact already."""


def nombre(trouve: Exact) -> Decimal:
    """Return an exact decimal, 0 or more; raise `ValueError` for a float, a truth value, or no number."""
    refuser_flottant(trouve)
    try:
        lu = Decimal(trouve.replace(",", ".")) if isinstance(trouve, str) else Decimal(trouve)  # type: ignore[arg-type]
    except (InvalidOperation, TypeError):
        raise ValueError(f"trouvé « {trouve} » : attendu un nombre, comme 12 ou « 12.5 »") from None
    if not lu.is_finite() or lu < 0:
        raise ValueError(f"trouvé {trouve} : attendu un nombre, 0 ou plus")
    return lu


def nombre_ou_rien(trouve: Exact | None) -> Decimal | None:
    """Return an exact decimal, or nothing where none is given."""
    return None if trouve is None else nombre(trouve)


def entier_naturel(trouve: int) -> int:
    """Return a whole number, 0 or more; raise `ValueError` for anything else."""
    refuser_flottant(trouve)
    if type(trouve) is not int or trouve < 0:
        raise ValueError(f"trouvé {trouve} : attendu un nombre entier, 0 ou plus")
    return trouve


def entier_ou_rien(trouve: int | None) -> int | None:
    """Return a whole number, or nothing where none is given."""
    return None if trouve is None else entier_naturel(trouve)


def refuser_flottant(trouve: object) -> None:
    """Refuse a number that Python holds to some binary digits, and a truth value in the place of a number."""
    if isinstance(trouve, float):
        raise ValueError(f"trouvé {trouve}, un flottant, qui n'est pas exact : écrivez « {trouve} »")
    if isinstance(trouve, bool):
        raise ValueError(f"trouvé {trouve} : attendu un nombre")


def exiger_connus(quoi: str, nommes: Iterable[str], connus: Iterable[str]) -> None:
    """Refuse what a rule names and its édition does not have; raise `ValueError`."""
    tous = [*connus]
    for nom in nommes:
        if nom not in tous:
            raise ValueError(f"{quoi} inconnu « {nom} » : cette édition a {', '.join(tous) or 'rien de tel'}")


def exiger_l_echelle(au_moins: Decimal, echelle: int) -> None:
    """Refuse a scale of nothing, and a threshold that no mark of the scale reaches."""
    if echelle < 1:
        raise ValueError(f"trouvé une échelle de {echelle} : attendu 1 au moins")
    if au_moins > echelle:
        raise ValueError(f"trouvé {au_moins} sur {echelle} : nul n'atteint un seuil au-delà de l'échelle")
