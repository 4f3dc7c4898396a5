"""A séance that resembles another: the same sitting opened twice, or a dossier that stands before two juries."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, select

from parchemin.dossier.model import Candidat, Seance
from parchemin.dossier.texte import cle
from parchemin.faits import Fait, Tournure
from parchemin.registre.seance.etat import Etat
from parchemin.registre.socle.lots import lots
from parchemin.registre.socle.tables import DOSSIERS, PERSONNES, SEANCES
from parchemin.registre.socle.tampon import Recu

SEANCE_SEMBLABLE = Tournure(
    "seance_semblable",
    "séance {seance} ({etat:etat}) : la même certification, le même jour ({le:jour}), la même instance",
)
DOSSIER_EN_COURS = Tournure(
    "dossier_en_cours",
    "dossier {dossier} ({candidat}) : il est déjà dans la séance {seance} ({etat:etat}, {le:jour})",
)

VIVES = (Etat.OUVERTE.value, Etat.PROPOSEE.value, Etat.PROCLAMEE.value)
"""The states of a séance that counts: one that was annulled does not."""

DITS = 10
"""How many dossiers are named; beyond, they are the same mistake."""


def semblables(cx: Connection, seance: Seance, sauf: Iterable[int | None] = ()) -> Iterator[Fait]:
    """Yield each séance of the same certification, day and instance.

    :param sauf: the séances that this one may resemble: itself, the one that it follows.
    """
    memes = select(SEANCES.c.id, SEANCES.c.etat).where(
        SEANCES.c.certification == seance.certification,
        SEANCES.c.date == seance.date,
        SEANCES.c.instance == seance.instance,
        SEANCES.c.etat.in_(VIVES),
        SEANCES.c.id.not_in([un for un in sauf if un is not None]),
    )
    for numero, etat in cx.execute(memes.order_by(SEANCES.c.id)):
        yield SEANCE_SEMBLABLE(seance=numero, etat=etat, le=seance.date)


def dossiers_en_cours(
    cx: Connection, certification: str, recus: Iterable[Recu], sauf: Iterable[int | None] = ()
) -> Iterator[Fait]:
    """Yield the first dossiers that stand in another séance: open, or proclaimed with the very same content.

    A candidate who comes again, with another thing to be judged on, after a proclamation, is no doubt.
    """
    dits, exclues = 0, [un for un in sauf if un is not None]
    for lot in lots(recus):
        par_code = {recu.code: recu for recu in lot}
        for ligne in cx.execute(_memes_codes(certification, list(par_code), exclues)):
            recu = par_code[ligne.code]
            if dits < DITS and _est_le_meme(ligne, recu):
                dits += 1
                dit = {"seance": ligne.seance, "etat": ligne.etat, "le": ligne.date}
                yield DOSSIER_EN_COURS(dossier=ligne.code, candidat=str(recu.candidat), **dit)


def _memes_codes(certification: str, codes: list[str], exclues: list[int]) -> Any:
    champs = (PERSONNES.c.nom, PERSONNES.c.prenom, SEANCES.c.etat, SEANCES.c.date)
    return (
        select(DOSSIERS.c.seance, DOSSIERS.c.code, DOSSIERS.c.contenu, *champs)
        .join(SEANCES, SEANCES.c.id == DOSSIERS.c.seance)
        .join(PERSONNES, PERSONNES.c.id == DOSSIERS.c.personne)
        .where(SEANCES.c.certification == certification, SEANCES.c.etat.in_(VIVES))
        .where(SEANCES.c.id.not_in(exclues), DOSSIERS.c.retrait == "", DOSSIERS.c.code.in_(codes))
        .order_by(DOSSIERS.c.id)
    )


def _est_le_meme(ligne: Row[Any], recu: Recu) -> bool:
    meme = _nom(Candidat(ligne.nom, ligne.prenom)) == _nom(recu.candidat)
    return meme and (ligne.etat == Etat.OUVERTE.value or ligne.contenu == recu.contenu)


def _nom(candidat: Candidat) -> list[str]:
    return sorted(cle(str(candidat)).split())
