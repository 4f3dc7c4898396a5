"""Who is awaited for a bloc, where not every evaluator is convened: the voies VAE and blocs.

A convocation is read from what was observed: whoever observed a bloc, or wrote that the candidate was absent,
was convened for it.
"""

from attrs import frozen

from parchemin.api import (
    VRAI,
    Concordance,
    Enonce,
    Fait,
    Formule,
    Jugement,
    Lecture,
    Niveau,
    Noeud,
    Source,
    Terme,
    ou,
)


@frozen
class Convocation:
    """The concordance of the evaluators convened for a bloc.

    ``toujours`` are awaited in any case. Those of ``ensemble`` are awaited together, as soon as one of them
    has observed the bloc, and where nobody has.
    """

    concordance: Concordance
    enonce: str
    source: Source
    toujours: tuple[str, ...] = ()
    ensemble: tuple[str, ...] = ()
    code: str = "convocation"

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Judge by the concordance of those who are awaited."""
        return self.concordance.formuler(noeud, lecture, self._attendus(noeud, lecture))

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for what the concordance asks."""
        return self.concordance.exige(jugement)

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the concordance, then who is convened."""
        return (*self.concordance.enoncer(niveau), self.enonce)

    def _attendus(self, noeud: Noeud, lecture: Lecture) -> dict[str, Terme]:
        roles = self.concordance.roles
        attendus = {role: lecture.a_observe(role, noeud) for role in roles} | dict.fromkeys(self.toujours, VRAI)
        de_l_ensemble = (attendu for role, attendu in attendus.items() if role in self.ensemble)
        ensemble = ou(~ou(*attendus.values()), *de_l_ensemble)
        return {role: ou(attendus[role], ensemble) if role in self.ensemble else attendus[role] for role in roles}
