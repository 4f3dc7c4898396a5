"""Is a séance held when the calendar of its édition says? Every departure is an alert, never a refusal."""

from collections.abc import Iterator
from datetime import date

from parchemin.faits import Tournure
from parchemin.referentiel.model import Calendrier, Edition, JourDeJury
from parchemin.regles.controles import Alerte

HORS_SESSION = Tournure(
    "hors_session", "séance du {le:jour} hors des sessions : {jours} premiers jours des mois {mois}"
)
HORS_CALENDRIER = Tournure("hors_calendrier", "séance du {le:jour} hors du calendrier : {jours:jour}")
JOUR_A_CONFIRMER = Tournure(
    "jour_a_confirmer",
    "séance du {le:jour} : le calendrier annonce un {annonce}, c'est un {semaine} ; date à confirmer",
)
LENDEMAIN = Tournure("lendemain_de_session", "séance du {le:jour}, au lendemain de la fin de la session")

_JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def alertes_de_calendrier(edition: Edition, instance: str, le: date) -> Iterator[Alerte]:
    """Yield what the calendar of the year, where there is one, says against this day."""
    for calendrier in edition.calendriers:
        if calendrier.annee != le.year:
            continue
        if instance in calendrier.epreuves_devant and not _en_session(calendrier, le):
            fait = HORS_SESSION(le=le, jours=calendrier.jours, mois=calendrier.mois)
            yield Alerte("hors_session", fait, calendrier.source)
        if instance in calendrier.jurys_devant:
            yield from _jour_de_jury(calendrier, le)


def _en_session(calendrier: Calendrier, le: date) -> bool:
    return le.month in calendrier.mois and le.day <= calendrier.jours


def _jour_de_jury(calendrier: Calendrier, le: date) -> Iterator[Alerte]:
    annonces = {jury.date: jury for jury in calendrier.jurys}
    if le not in annonces:
        yield Alerte("hors_calendrier", HORS_CALENDRIER(le=le, jours=tuple(annonces)), calendrier.source)
        return
    if faute := jour_fautif(annonces[le]):
        fait = JOUR_A_CONFIRMER(le=le, annonce=faute, semaine=_jour(le))
        yield Alerte("jour_a_confirmer", fait, calendrier.source)
    if le.month in calendrier.mois and le.day == calendrier.jours + 1:
        yield Alerte("lendemain_de_session", LENDEMAIN(le=le), calendrier.source)


def jour_fautif(jury: JourDeJury) -> str:
    """Return the weekday that a document prints beside a date and that is not that of the date."""
    return jury.annonce if jury.annonce and jury.annonce != _jour(jury.date) else ""


def _jour(le: date) -> str:
    return _JOURS[le.weekday()]
