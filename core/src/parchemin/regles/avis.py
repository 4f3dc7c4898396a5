"""Rules over what evaluators say of a bloc: one evaluator's own avis."""

from attrs import frozen

from parchemin.dossier.model import Avis
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Niveau, Source
from parchemin.regles.base import Jugement, Lecture, Regle, Verdict


@frozen
class Manque:
    """Why an evaluator's avis is not there."""

    role: str
    absent_a: str = ""

    def __str__(self) -> str:
        return f"absent ({self.absent_a})" if self.absent_a else f"aucune observation ({self.role})"


@frozen
class AvisDe:
    """One evaluator decides of the bloc, by a rule over what that role observed.

    Nothing observed below the bloc, or an absence at an épreuve that assesses it, leaves it not evaluated:
    an absence is a state, never a failure.
    """

    role: str
    regle: Regle
    code: str = "avis"

    @property
    def source(self) -> Source:
        """The source of the rule by which the evaluator decides."""
        return self.regle.source

    def juger(self, noeud: Noeud, lecture: Lecture) -> Jugement:
        """Return the evaluator's verdict, which is its avis as well."""
        sienne = lecture.de(self.role)
        if manque := self._manque(noeud, sienne):
            return Jugement(self, noeud, Verdict.NON_EVALUE, manque, avis={self.role: Verdict.NON_EVALUE})
        jugement = self.regle.juger(noeud, sienne)
        return Jugement(
            self.regle,
            noeud,
            jugement.verdict,
            jugement.constat,
            jugement.details,
            {self.role: jugement.verdict},
        )

    def exige(self, jugement: Jugement) -> str:
        """Ask for an observation; what the rule itself asks stands in the rule's own motif."""
        return f"une évaluation par {self.role}"

    def enoncer(self, niveau: Niveau) -> tuple[str, ...]:
        """State the rule by which the evaluator decides."""
        return self.regle.enoncer(niveau)

    def _manque(self, noeud: Noeud, lecture: Lecture) -> Manque | None:
        for epreuve in noeud.epreuves:
            if lecture.observations.get(epreuve) is Avis.ABSENT:
                return Manque(self.role, epreuve)
        if lecture.observations.get(noeud.chemin) is Avis.ABSENT:
            return Manque(self.role, noeud.chemin)
        return Manque(self.role) if noeud.descendance.isdisjoint(lecture.observations) else None
