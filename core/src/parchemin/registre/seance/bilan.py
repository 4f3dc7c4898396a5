"""What the proclaimed séances of a period come to: the facts that a yearly table counts, read from the register.

A decision counts where no other took its place; a séance counts on its date, once it is proclaimed.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, Row, and_, select

from parchemin.deliberation.pieces import Passage
from parchemin.registre.seance.seances import Etat
from parchemin.registre.socle.base import Lisible
from parchemin.registre.socle.tables import DECISIONS, DOSSIERS, PERSONNES, SEANCES


@frozen
class Periode:
    """From a day to another, both included, for one certification or (empty) for all."""

    du: date
    au: date
    certification: str = ""


def passages(source: Lisible, periode: Periode) -> list[Passage]:
    """Return each dossier of the proclaimed séances of a period, in the order of the séances."""
    with source.lire() as cx:
        return list(_passages(cx, periode))


def _passages(cx: Connection, periode: Periode) -> Iterator[Passage]:
    decisions = _decisions(cx, periode)
    champs = (SEANCES.c.date, SEANCES.c.certification, PERSONNES.c.nom, PERSONNES.c.prenom)
    lus = select(DOSSIERS, *champs).join(SEANCES).join(PERSONNES).where(_dans(periode))
    for ligne in cx.execute(lus.order_by(SEANCES.c.date, SEANCES.c.id, DOSSIERS.c.id)):
        yield _passage(ligne, {} if ligne.retrait else decisions.get(ligne.id, {}))


def _dans(periode: Periode) -> ColumnElement[bool]:
    dans = and_(SEANCES.c.etat == Etat.PROCLAMEE.value, SEANCES.c.date.between(periode.du, periode.au))
    return and_(dans, SEANCES.c.certification == periode.certification) if periode.certification else dans


def _decisions(cx: Connection, periode: Periode) -> dict[int, dict[str, str]]:
    """Return what stands, by dossier and then by bloc (empty: of the whole)."""
    apres = DECISIONS.alias()
    champs = (DECISIONS.c.dossier, DECISIONS.c.bloc, DECISIONS.c.verdict)
    prises = select(*champs).join(SEANCES).where(_dans(periode))
    prises = prises.where(~select(apres.c.id).where(apres.c.remplace == DECISIONS.c.id).exists())
    par_dossier: dict[int, dict[str, str]] = {}
    for dossier, bloc, verdict in cx.execute(prises):
        par_dossier.setdefault(dossier, {})[bloc] = verdict
    return par_dossier


def _passage(ligne: Row[Any], decisions: dict[str, str]) -> Passage:
    contenu = json.loads(ligne.contenu)
    return Passage(
        ligne.seance,
        ligne.date,
        ligne.certification,
        contenu["edition"],
        ligne.personne,
        ligne.nom,
        ligne.prenom,
        ligne.code,
        contenu["voie"],
        contenu.get("organisme", ""),
        decisions.get("", ""),
        {bloc: verdict for bloc, verdict in decisions.items() if bloc},
        {acquis["bloc"]: acquis["le"] for acquis in contenu.get("acquis", ())},
        ligne.retrait,
    )
