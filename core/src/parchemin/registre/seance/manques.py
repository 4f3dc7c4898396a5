"""What a document asks of a jury that refuses, and that nobody recorded: why, and what is advised.

It is said to whoever is about to proclaim, and forbids nothing.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from attrs import frozen
from sqlalchemy import Connection, select

from parchemin.deliberation import Proposition
from parchemin.deliberation.decision import Decision
from parchemin.faits import Fait, Tournure
from parchemin.registre.branches import Branches
from parchemin.registre.seance.retractations import tient
from parchemin.registre.seance.seances import SeanceInscrite
from parchemin.registre.socle.tables import DECISIONS, DOSSIERS, SEANCES

PRECONISATIONS_ATTENDUES = Tournure(
    "preconisations_attendues",
    "{combien} dossier{combien:s} sans préconisation pour la suite du parcours : {dossiers} [{source}]",
)
AVIS_A_ARGUMENTER = Tournure(
    "avis_a_argumenter", "{combien} avis défavorable{combien:s} du premier jury sans motif : {dossiers} [{source}]"
)


@frozen
class DemandeManquante:
    """Something that is asked for and missing, and where it is written."""

    quoi: Tournure
    source: str


@frozen
class AvisMotives:
    """The jury that proposes: its instance, and the dossiers on which it said why it decided so."""

    instance: str
    dossiers: frozenset[str]


def avis_motives(cx: Connection, fiche: SeanceInscrite) -> AvisMotives | None:
    """Return on which dossiers the jury that proposes said why; ``None`` where a séance follows no other."""
    if fiche.precedente is None:
        return None
    instance = cx.execute(select(SEANCES.c.instance).where(SEANCES.c.id == fiche.precedente)).scalar_one()
    motives = select(DOSSIERS.c.code).join_from(DECISIONS, DOSSIERS, DECISIONS.c.dossier == DOSSIERS.c.id)
    siens = motives.where(DECISIONS.c.seance == fiche.precedente, DECISIONS.c.motif.is_not(None), tient())
    return AvisMotives(instance, frozenset(cx.execute(siens).scalars()))


def manques(
    conclue: Proposition,
    decisions: Iterable[Decision],
    branches: Branches,
    instance: str,
    avis: AvisMotives | None,
) -> Iterator[DemandeManquante]:
    """Yield what misses of a dossier that is refused, by a jury and the one before it, if there was one."""
    dossier = conclue.dossier
    demandes = partial(branches.demandes_au_refus, conclue.edition, voie=dossier.voie)
    conseil = demandes(instance=instance).preconisations
    if conseil and not any(decision.preconisations for decision in decisions):
        yield DemandeManquante(PRECONISATIONS_ATTENDUES, str(conseil))
    motif = demandes(instance=avis.instance).motif if avis else None
    if avis and motif and dossier.code not in avis.dossiers:
        yield DemandeManquante(AVIS_A_ARGUMENTER, str(motif))


def regrouper(trouves: Iterable[tuple[str, DemandeManquante]]) -> Iterator[Fait]:
    """Say each thing that misses once, with the dossiers that it misses of."""
    de: dict[DemandeManquante, list[str]] = {}
    for dossier, manque in trouves:
        de.setdefault(manque, []).append(dossier)
    for manque, dossiers in de.items():
        yield manque.quoi(combien=len(dossiers), dossiers=tuple(dossiers), source=manque.source)
