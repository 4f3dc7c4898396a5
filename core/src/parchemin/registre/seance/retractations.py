"""What the jury took back: which decisions do not hold any more, and after which one the next comes."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, exists, func, select

from parchemin.registre.socle.tables import DECISIONS, RETRACTATIONS


def tient() -> ColumnElement[bool]:
    """Return the condition by which a row of ``decisions`` was not taken back, nor any that took its place."""
    reprise = exists().where(
        RETRACTATIONS.c.dossier == DECISIONS.c.dossier,
        RETRACTATIONS.c.bloc == DECISIONS.c.bloc,
        RETRACTATIONS.c.decision >= DECISIONS.c.id,
    )
    return ~reprise


def dernieres_retractees(cx: Connection, dossiers: Sequence[int]) -> dict[tuple[int, str], int]:
    """Return the last decision that was taken back, by dossier and by what it is of."""
    par = (RETRACTATIONS.c.dossier, RETRACTATIONS.c.bloc)
    lues = select(*par, func.max(RETRACTATIONS.c.decision)).where(RETRACTATIONS.c.dossier.in_(dossiers))
    return {(dossier, bloc): derniere for dossier, bloc, derniere in cx.execute(lues.group_by(*par))}
