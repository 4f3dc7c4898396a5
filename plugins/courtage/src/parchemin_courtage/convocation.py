"""Who is awaited for a bloc, where not every evaluator is convened: the voies VAE and blocs.

A convocation is read from what was observed: whoever observed a bloc, or wrote that the candidate was absent,
was convened for it.
"""

from attrs import evolve, frozen

from parchemin.api import (
    VRAI,
    Concordance,
    Enonce,
    Fait,
    Jugement,
    JugementEnColonnes,
    Lecture,
    LectureEnColonnes,
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

    def juger(self, noeud: Noeud, lecture: Lecture) -> Jugement:
        """Judge by the concordance of those who are awaited."""
        return evolve(self.concordance, roles=self._attendus(noeud, lecture)).juger(noeud, lecture)

    def colonnes(self, noeud: Noeud, lecture: LectureEnColonnes) -> JugementEnColonnes:
        """Judge by the same concordance, in columns."""
        return self.concordance.colonnes(noeud, lecture, self._attendus_en_colonnes(noeud, lecture))

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for what the concordance asks."""
        return self.concordance.exige(jugement)

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the concordance, then who is convened."""
        return (*self.concordance.enoncer(niveau), self.enonce)

    def _attendus(self, noeud: Noeud, lecture: Lecture) -> tuple[str, ...]:
        attendus = {role for role in self.concordance.roles if _a_observe(role, noeud, lecture)}
        attendus.update(self.toujours)
        if not attendus or not attendus.isdisjoint(self.ensemble):
            attendus.update(self.ensemble)
        return tuple(role for role in self.concordance.roles if role in attendus)

    def _attendus_en_colonnes(self, noeud: Noeud, lecture: LectureEnColonnes) -> dict[str, Terme]:
        roles = self.concordance.roles
        attendus = {role: lecture.a_observe(role, noeud) for role in roles} | dict.fromkeys(self.toujours, VRAI)
        de_l_ensemble = (attendu for role, attendu in attendus.items() if role in self.ensemble)
        ensemble = ou(~ou(*attendus.values()), *de_l_ensemble)
        return {role: ou(attendus[role], ensemble) if role in self.ensemble else attendus[role] for role in roles}


def _a_observe(role: str, noeud: Noeud, lecture: Lecture) -> bool:
    siennes = lecture.dossier.observations.par_role.get(role, {})
    return not noeud.descendance.isdisjoint(siennes)
