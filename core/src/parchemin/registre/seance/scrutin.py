"""The votes on a dossier of the register: who may cast them, and whether those that were counted carry.

The voters are the distinct persons present, with voice, who neither left for the dossier nor are barred from it,
and are not its candidate.
"""

from collections.abc import Iterator

from attrs import evolve, frozen

from parchemin.deliberation import Issue
from parchemin.deliberation.decision import Decision, Votes
from parchemin.faits import Fait, Tournure
from parchemin.jury import Assemblee, RegleDeVote, Suffrages, Votants, depouiller, siegent
from parchemin.jury.model import personnes
from parchemin.referentiel.model import Source
from parchemin.registre.branches import Branches
from parchemin.registre.seance.seances import DossierInscrit, SeanceInscrite
from parchemin.regles.base import Verdict

VOTE_REFUSE = Tournure("vote_refuse", "dossier {dossier}, {objet}, « {verdict:verdict} » : {raison}")

CONTRE_LUI = (Verdict.NON_ACQUIS, Issue.NON_CERTIFIE)
"""What is decided against a candidate; all else is carried by the voices for it."""


@frozen
class Scrutin:
    """How one composition votes on a dossier, and by whom."""

    vote: RegleDeVote
    votants: Votants


def scrutins(fiche: SeanceInscrite, lu: DossierInscrit, branches: Branches) -> tuple[Scrutin, ...]:
    """Return how a jury votes on a dossier, by each composition that serves it."""
    seance, dossier = fiche.seance, lu.dossier
    assemblee = Assemblee(seance.presents, (dossier,), seance.date, {dossier.code: lu.deports})
    compositions = branches.compositions(seance.editions[dossier.edition], seance.instance)
    if not compositions:
        combien = len(personnes(tuple(m for m in seance.presents if assemblee.dossiers_de(m))))
        return (Scrutin(RegleDeVote(Source("", ""), supposee=True), Votants(combien, combien, combien)),)
    return tuple(
        Scrutin(c.vote_exige, c.votants(siegent(c, assemblee, dossier), dossier.voie)) for c in compositions
    )


def refus_des_votes(decision: Decision, dossier: str, scrutins: tuple[Scrutin, ...]) -> Iterator[Fait]:
    """Yield why the votes that were counted do not carry a decision; nothing where none was counted."""
    if decision.votes == Votes():
        return
    favorable = decision.verdict not in CONTRE_LUI
    for scrutin in scrutins:
        rendu = depouiller(scrutin.vote, scrutin.votants, _suffrages(decision.votes), favorable=favorable)
        if rendu.refus:
            dits = {"objet": decision.objet, "verdict": decision.verdict, "raison": rendu.refus}
            yield VOTE_REFUSE(dossier=dossier, **dits)


def departager(votes: Votes, scrutins: tuple[Scrutin, ...]) -> Votes:
    """Return votes with the name of whoever broke the tie, where the casting voice did."""
    if not votes.preponderante:
        return votes
    noms = (nom for scrutin in scrutins for nom in scrutin.votants.preponderants)
    return evolve(votes, tranche_par=", ".join(dict.fromkeys(noms)))


def _suffrages(votes: Votes) -> Suffrages:
    pour, contre, abstention = (voix or 0 for voix in (votes.pour, votes.contre, votes.abstention))
    return Suffrages(pour, contre, abstention, preponderante=votes.preponderante)
