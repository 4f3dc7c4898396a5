"""What a secretary reads before proclaiming: the jury, the dossiers by issue, what departs, and what is unusual.

Values only, made from what the examination found; nothing here decides.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from attrs import field, frozen

from parchemin.deliberation import Issue
from parchemin.deliberation.decision import Decision, Votes
from parchemin.dossier.model import Membre, Seance
from parchemin.faits import Fait, Tournure
from parchemin.jury import Composition
from parchemin.jury.model import personnes

SEANCE_ANCIENNE = Tournure("seance_ancienne", "séance {seance} du {le:jour} : passée depuis plus d'un an")
GRILLE_D_EXEMPLE = Tournure(
    "grille_d_exemple", "la grille de {edition} est un exemple, et non celle de la branche"
)
TOUS_REFUSES = Tournure("tous_refuses", "{combien} dossiers, aucun certifié ni partiel")
SANS_VOTE = Tournure("sans_vote", "aucun vote enregistré, et {combien} décision{combien:s} du jury : {exige}")
HORLOGE_EN_RETARD = Tournure(
    "horloge_en_retard", "l'heure de ce poste ({ici}) précède celle du dernier acte ({dernier})"
)

ANCIENNE = timedelta(days=365)
"""From how long ago on a séance is unusual: a parameter of ours, no text gives it."""


@frozen
class Recapitulatif:
    """What is to be proclaimed, in numbers: of ``deports``, the members who left, by dossier.

    ``issues`` counts the dossiers that are settled, ``retires`` those that were withdrawn, by reason; ``ecarts``
    are the decisions that depart from what was proposed, ``votes`` how many decisions were put to the vote.
    """

    presents: tuple[Membre, ...] = ()
    absents: tuple[Membre, ...] = ()
    votants: int = 0
    quorum: int | None = None
    issues: Mapping[Issue, int] = field(factory=dict, hash=False)
    retires: Mapping[str, int] = field(factory=dict, hash=False)
    deports: Mapping[str, tuple[str, ...]] = field(factory=dict, hash=False)
    ecarts: tuple[tuple[str, Decision], ...] = ()
    decisions: int = 0
    votes: int = 0


@frozen
class Conclusions:
    """What the dossiers of a séance come to: the issue of each that is settled, and what the jury decided."""

    issues: Mapping[str, Issue] = field(hash=False)
    decisions: Mapping[str, tuple[Decision, ...]] = field(hash=False)

    def compter(self) -> dict[Issue, int]:
        """Count the dossiers by issue."""
        return {issue: list(self.issues.values()).count(issue) for issue in dict.fromkeys(self.issues.values())}

    @property
    def ecarts(self) -> tuple[tuple[str, Decision], ...]:
        """The decisions that depart from what was proposed, each with its dossier."""
        return tuple((code, une) for code, siennes in self.decisions.items() for une in siennes if une.s_ecarte)

    @property
    def toutes(self) -> tuple[Decision, ...]:
        """All that the jury decided."""
        return tuple(une for siennes in self.decisions.values() for une in siennes)


def recapituler(
    seance: Seance, compositions: Sequence[Composition], conclues: Conclusions, retires: Iterable[str]
) -> Recapitulatif:
    """Return what is to be proclaimed of a séance, of which ``retires`` are why each withdrawn dossier left."""
    raisons = list(retires)
    sieges = [siege for composition in compositions for siege in composition.sieges if siege.voix]
    avec_voix = {siege.role for siege in sieges}
    votants = personnes(tuple(membre for membre in seance.presents if not sieges or membre.role in avec_voix))
    return Recapitulatif(
        seance.presents,
        tuple(membre for membre in seance.membres if not membre.present),
        len(votants),
        next((composition.quorum for composition in compositions if composition.quorum), None),
        conclues.compter(),
        {raison: raisons.count(raison) for raison in dict.fromkeys(raisons)},
        seance.deports,
        conclues.ecarts,
        len(conclues.toutes),
        sum(une.votes != Votes() for une in conclues.toutes),
    )


def inhabituel(
    numero: int, seance: Seance, recap: Recapitulatif, compositions: Sequence[Composition], aujourd_hui: date
) -> Iterator[Fait]:
    """Yield what is seldom right: it forbids nothing, and is read before the question."""
    if aujourd_hui - seance.date > ANCIENNE:
        yield SEANCE_ANCIENNE(seance=numero, le=seance.date)
    for cle, edition in seance.editions.items():
        if edition.grille is not None and edition.grille.exemple:
            yield GRILLE_D_EXEMPLE(edition=cle)
    combien = sum(recap.issues.values())
    if combien > 1 and not any(recap.issues.get(issue) for issue in (Issue.CERTIFIE, Issue.PARTIEL)):
        yield TOUS_REFUSES(combien=combien)
    exiges = [composition.vote.exige() for composition in compositions if composition.vote]
    if exiges and recap.decisions and not recap.votes:
        yield SANS_VOTE(combien=recap.decisions, exige=exiges[0])
