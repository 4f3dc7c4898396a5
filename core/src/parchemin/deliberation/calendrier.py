"""Is a séance held when the calendar of its édition says? Every departure is an alert, never a refusal."""

from collections.abc import Iterator
from datetime import date

from parchemin.referentiel.model import Calendrier, Edition, JourDeJury
from parchemin.regles.controles import Alerte

_JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def alertes_de_calendrier(edition: Edition, instance: str, le: date) -> Iterator[Alerte]:
    """Yield what the calendar of the year, where there is one, says against this day."""
    for calendrier in edition.calendriers:
        if calendrier.annee != le.year:
            continue
        if instance in calendrier.epreuves_devant and not _en_session(calendrier, le):
            mois = ", ".join(map(str, calendrier.mois))
            message = f"séance du {le} hors des sessions : {calendrier.jours} premiers jours des mois {mois}"
            yield Alerte("hors_session", message, calendrier.source)
        if instance in calendrier.jurys_devant:
            yield from _jour_de_jury(calendrier, le)


def _en_session(calendrier: Calendrier, le: date) -> bool:
    return le.month in calendrier.mois and le.day <= calendrier.jours


def _jour_de_jury(calendrier: Calendrier, le: date) -> Iterator[Alerte]:
    annonces = {jury.date: jury for jury in calendrier.jurys}
    if le not in annonces:
        jours = ", ".join(map(str, annonces))
        yield Alerte("hors_calendrier", f"séance du {le} hors du calendrier : {jours}", calendrier.source)
        return
    if faute := jour_fautif(annonces[le]):
        message = f"séance du {le} : le calendrier annonce un {faute}, c'est un {_jour(le)} ; date à confirmer"
        yield Alerte("jour_a_confirmer", message, calendrier.source)
    if le.month in calendrier.mois and le.day == calendrier.jours + 1:
        message = f"séance du {le}, au lendemain de la fin de la session"
        yield Alerte("lendemain_de_session", message, calendrier.source)


def jour_fautif(jury: JourDeJury) -> str:
    """Return the weekday that a document prints beside a date and that is not that of the date."""
    return jury.annonce if jury.annonce and jury.annonce != _jour(jury.date) else ""


def _jour(le: date) -> str:
    return _JOURS[le.weekday()]
