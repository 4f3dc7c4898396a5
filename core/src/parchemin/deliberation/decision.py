"""What a jury decides, and of what: one form for the register, the documents, the pages and the commands."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from parchemin.deliberation.model import Issue
from parchemin.faits import Mots
from parchemin.regles.base import Verdict

Conclusion = Verdict | Issue
"""What is decided: an issue of the whole, a verdict of anything below it."""


@frozen
class SurEnsemble:
    """The whole of a dossier."""

    code: ClassVar[str] = "l_ensemble"
    chemin: ClassVar[str] = ""

    def dire(self, mots: Mots) -> str:
        """Name it, as it stands in a sentence."""
        return "l'ensemble"


@frozen
class SurBloc:
    """A bloc, by its code in the édition of the dossier."""

    bloc: str
    code: ClassVar[str] = "le_bloc"

    @property
    def chemin(self) -> str:
        """Where it stands below the édition."""
        return self.bloc

    def dire(self, mots: Mots) -> str:
        """Name it, as it stands in a sentence."""
        return f"le bloc {mots.nommer('noeud', self.chemin)}"


@frozen
class SurCompetence:
    """A compétence of a bloc, by both codes, where the édition holds compétences."""

    bloc: str
    competence: str
    code: ClassVar[str] = "la_competence"

    @property
    def chemin(self) -> str:
        """Where it stands below the édition."""
        return f"{self.bloc}/{self.competence}"

    def dire(self, mots: Mots) -> str:
        """Name it, as it stands in a sentence."""
        return f"la compétence {mots.nommer('noeud', self.chemin)}"


Objet = SurEnsemble | SurBloc | SurCompetence
"""Of what something is decided."""

ENSEMBLE = SurEnsemble()


def objet(dit: Objet | str) -> Objet:
    """Return of what something is decided, from its path below the édition: none, ``GRU``, ``GRU/C1``."""
    if not isinstance(dit, str):
        return dit
    bloc, _, competence = dit.partition("/")
    if competence:
        return SurCompetence(bloc, competence)
    return SurBloc(bloc) if bloc else ENSEMBLE


def par_objet(verdicts: Mapping[Objet, str] | Mapping[str, str]) -> dict[Objet, str]:
    """Return verdicts by what they are of, where they may be by paths."""
    return {objet(dit): verdict for dit, verdict in verdicts.items()}


def conclusion(de: Objet, code: str) -> Conclusion:
    """Return what is decided, from its code; raise `ValueError` for one that cannot be decided of this."""
    return Issue(code) if de == ENSEMBLE else Verdict(code)


@frozen
class Votes:
    """How the members voted, where it was counted.

    ``preponderante`` says that the casting voice broke a tie; ``tranche_par`` whose it is, once it is recorded.
    """

    pour: int | None = None
    contre: int | None = None
    abstention: int | None = None
    preponderante: bool = False
    tranche_par: str = field(default="", eq=False)

    @property
    def total(self) -> int:
        """How many voted."""
        return sum(voix or 0 for voix in (self.pour, self.contre, self.abstention))


@frozen
class Decision:
    """What was decided, beside what had been proposed; ``acte`` is its act in the register.

    ``le`` is its day where it was taken after the proclamation, and ``recours`` the appeal that it follows. A
    ``motif`` that was removed with the data of its candidate is ``None``; without one, it is empty.
    ``preconisations`` are what the jury advises: works, training, another path.
    """

    objet: Objet
    verdict: Conclusion
    propose: Conclusion
    votes: Votes = Votes()
    motif: str | None = ""
    acte: int | None = None
    le: date | None = None
    recours: int | None = None
    preconisations: tuple[str, ...] = ()

    @property
    def s_ecarte(self) -> bool:
        """Whether it departs from what was proposed; in a debate, nothing was."""
        return s_ecarte(self.verdict, self.propose)

    @property
    def refuse(self) -> bool:
        """Whether it refuses the certification or a bloc; a compétence alone is none of them."""
        return self.verdict in REFUS and not isinstance(self.objet, SurCompetence)


REFUS = (Issue.NON_CERTIFIE, Issue.PARTIEL, Verdict.NON_ACQUIS)
"""What refuses a certification, or a bloc."""


def s_ecarte(verdict: Conclusion, propose: Conclusion) -> bool:
    """Tell whether what is decided departs from what was proposed; in a debate, nothing was."""
    return propose.value not in (verdict.value, Verdict.EN_DEBAT.value)


def _en_lignes(dites: Iterable[str]) -> tuple[str, ...]:
    """Return what is advised, each on a line; a blank one says nothing."""
    return tuple(ligne for dite in dites if (ligne := " ".join(dite.split())))


@frozen
class DecisionDemandee:
    """A decision to record, as somebody asks for it: ``verdict`` is a code that may be wrong.

    ``remplace`` is the act that it takes the place of, where one was recorded by mistake.
    """

    dossier: str
    verdict: str
    objet: Objet = field(default=ENSEMBLE, converter=objet)
    votes: Votes = Votes()
    motif: str = ""
    remplace: int | None = None
    preconisations: tuple[str, ...] = field(default=(), converter=_en_lignes)
