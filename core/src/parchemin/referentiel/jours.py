"""Days as people write them: ISO, French, or as a database writes a day at midnight."""

import re
from datetime import date, timedelta

from parchemin.errors import ValeurRefusee
from parchemin.faits import Tournure

DATE_ILLISIBLE = Tournure("date_illisible", "date illisible « {trouve} » : attendu AAAA-MM-JJ ou JJ/MM/AAAA")
DATE_IMPOSSIBLE = Tournure("date_impossible", "date impossible « {trouve} » : ce jour n'existe pas")
DATE_INVRAISEMBLABLE = Tournure(
    "date_invraisemblable", "date « {le} » : attendu une année de {premiere} à {derniere}"
)
DATE_SANS_FORMAT = Tournure(
    "date_sans_format",
    "« {trouve} » est un numéro de jour, sans doute le {le:jour} : donnez à la cellule un format de date",
)

ANNEES = (1900, 2199)
"""The first and the last year of which a date may be."""

_MINUIT = r"(?:[T ]00:00(?::00(?:[.,]0+)?)?Z?)?"
_ISO = re.compile(rf"([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}}){_MINUIT}")
_FRANCAIS = re.compile(rf"([0-9]{{1,2}})/([0-9]{{1,2}})/([0-9]{{4}}){_MINUIT}")
_ANNEE_ET_MOIS = re.compile(r"(?:(?P<avant>[0-9]{1,2})/)?(?P<annee>[1-9][0-9]{3})(?:-(?P<mois>[0-9]{2}))?")
_NUMERO = re.compile(r"[1-7][0-9]{4}")
_ORIGINE = date(1899, 12, 30)


def lire_jour(trouve: str) -> date:
    """Return the day that a text gives; raise `ValeurRefusee`."""
    if iso := _ISO.fullmatch(trouve):
        annee, mois, quantieme = iso.groups()
    elif francais := _FRANCAIS.fullmatch(trouve):
        quantieme, mois, annee = francais.groups()
    elif _NUMERO.fullmatch(trouve):
        raise ValeurRefusee(DATE_SANS_FORMAT(trouve=trouve, le=_ORIGINE + timedelta(days=int(trouve))))
    else:
        raise ValeurRefusee(DATE_ILLISIBLE(trouve=trouve))
    try:
        lu = date(int(annee), int(mois), int(quantieme))
    except ValueError:
        raise ValeurRefusee(DATE_IMPOSSIBLE(trouve=trouve)) from None
    return vraisemblable(lu)


def lire_mois(trouve: str) -> tuple[int, int | None] | None:
    """Return the year that a text gives alone, or the year and the month; ``None`` where it gives neither."""
    lu = _ANNEE_ET_MOIS.fullmatch(trouve)
    if lu is None or (lu["avant"] and lu["mois"]):
        return None
    mois = lu["mois"] or lu["avant"]
    if mois and not 1 <= int(mois) <= 12:
        raise ValeurRefusee(DATE_IMPOSSIBLE(trouve=trouve))
    annee = vraisemblable(date(int(lu["annee"]), 1, 1)).year
    return annee, int(mois) if mois else None


def vraisemblable(lu: date) -> date:
    """Return a day on which something may have been done for a certification; another one is mistyped."""
    if not ANNEES[0] <= lu.year <= ANNEES[1]:
        raise ValeurRefusee(DATE_INVRAISEMBLABLE(le=lu, premiere=ANNEES[0], derniere=ANNEES[1]))
    return lu
