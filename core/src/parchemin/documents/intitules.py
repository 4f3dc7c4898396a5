"""The names of what an édition calls by codes: its voies, its roles, its épreuves."""

from collections.abc import Iterable

from parchemin.referentiel.model import Edition, Epreuve


def avec_option(intitule: str, edition: Edition, option: str) -> str:
    """Return what is certified, with the option for which it is, where there is one."""
    nom = edition.option(option)
    return f"{intitule}, option {nom}" if nom else intitule


def voie(edition: Edition, code: str) -> str:
    """Name a voie of an édition."""
    return next((voie.intitule for voie in edition.voies if voie.code == code), code)


def role(edition: Edition, code: str) -> str:
    """Name an evaluator of an édition."""
    return next((role.intitule for role in edition.evaluateurs if role.role == code), code)


def epreuve(epreuves: Iterable[Epreuve], code: str) -> str:
    """Name an épreuve."""
    return next((epreuve.intitule for epreuve in epreuves if epreuve.code == code), code)
