"""What is proposed of a dossier, as one value: what a register keeps, documents print and answers give.

A `Proposition` is what was computed; here is what it says, apart from the rules and the dossier behind it.
"""

from collections.abc import Mapping
from fractions import Fraction

from attrs import field, frozen

from parchemin.deliberation.decision import Conclusion, Objet
from parchemin.deliberation.model import BlocPropose, CompetenceProposee, Issue, Proposition, TitrePropose
from parchemin.dossier.model import Avis, Note
from parchemin.regles.base import AUCUN_AVIS, Motif, Verdict
from parchemin.regles.controles import Alerte


@frozen
class BlocInscrit:
    """What is proposed of a bloc, by its code, with the verdict of each evaluator, by role, and the motifs.

    ``cle`` is the key by which a bloc that is presented is acquired; one that is not presented has none.
    """

    bloc: str
    verdict: Verdict
    cle: str = ""
    avis: Mapping[str, Verdict] = field(default=AUCUN_AVIS, hash=False)
    motifs: tuple[Motif, ...] = ()

    @classmethod
    def de(cls, propose: BlocPropose) -> "BlocInscrit":
        """Return what is proposed of a bloc."""
        jugement, bloc = propose.jugement, propose.bloc
        cle = bloc.cle if propose.presente else ""
        return cls(bloc.code, jugement.verdict, cle, jugement.avis, jugement.motifs())

    @property
    def presente(self) -> bool:
        """Tell whether the candidate presents it."""
        return bool(self.cle)

    @property
    def tenu(self) -> bool:
        """Tell whether it was acquired in an earlier séance and is held still."""
        return not self.cle and self.verdict is Verdict.ACQUIS


@frozen
class ConditionInscrite:
    """What a rule of the certification asks and found, and whether the dossier meets it."""

    motif: Motif
    satisfaite: bool = False


@frozen
class MoyenneInscrite:
    """The weighted marks of a dossier: their total, out of ``sur`` points, and their mean; none where one misses.

    ``eliminatoires`` are the épreuves whose mark is eliminatory, by their codes.
    """

    sur: int
    total: Fraction | None = None
    moyenne: Fraction | None = None
    eliminatoires: tuple[str, ...] = ()

    @classmethod
    def de(cls, proposition: Proposition) -> "MoyenneInscrite | None":
        """Return the marks' sums, in a régime that has them."""
        releve = proposition.releve
        if releve is None or not proposition.notes:
            return None
        total, moyenne = (releve.total, releve.moyenne) if releve.complet else (None, None)
        return cls(releve.sur, total, moyenne, proposition.eliminatoires)


@frozen
class PropositionInscrite:
    """What is proposed of a dossier: its issue, each bloc, what the certification asks, titles, alerts, marks.

    ``notes`` are the marks by épreuve, where no ``moyenne`` sums them. ``avis_precedents`` is what the jury that
    proposes decided, where this one follows another. ``competences`` are those that are held on their own.
    """

    dossier: str
    edition: str
    voie: str
    issue: Issue
    blocs: tuple[BlocInscrit, ...] = ()
    conditions: tuple[ConditionInscrite, ...] = ()
    titres: tuple[TitrePropose, ...] = ()
    alertes: tuple[Alerte, ...] = ()
    moyenne: MoyenneInscrite | None = None
    notes: tuple[tuple[str, Note | Avis | None], ...] = ()
    avis_precedents: Mapping[Objet, Conclusion] = field(factory=dict, hash=False)
    competences: tuple[CompetenceProposee, ...] = ()

    @classmethod
    def de(
        cls, proposition: Proposition, avis_precedents: Mapping[Objet, Conclusion] | None = None
    ) -> "PropositionInscrite":
        """Return what a proposition says."""
        moyenne = MoyenneInscrite.de(proposition)
        return cls(
            proposition.dossier.code,
            proposition.edition.cle,
            proposition.dossier.voie,
            proposition.issue,
            tuple([BlocInscrit.de(bloc) for bloc in proposition.blocs]),
            tuple([ConditionInscrite(j.motif, j.verdict is Verdict.ACQUIS) for j in proposition.certification]),
            proposition.titres,
            proposition.alertes,
            moyenne,
            () if moyenne else _notes(proposition),
            avis_precedents or {},
            proposition.competences,
        )

    def competence(self, chemin: str) -> CompetenceProposee | None:
        """Return what is proposed of a compétence, where it is judged by itself."""
        return next((dite for dite in self.competences if dite.chemin == chemin), None)

    def bloc(self, code: str) -> BlocInscrit | None:
        """Return what is proposed of a bloc, where it is one of those of the dossier."""
        return next((bloc for bloc in self.blocs if bloc.bloc == code), None)


def _notes(proposition: Proposition) -> tuple[tuple[str, Note | Avis | None], ...]:
    """Return what each marked épreuve got; one that is taken out of the count got nothing."""
    return tuple(
        (epreuve.code, valeur if isinstance(valeur, Note | Avis) else None)
        for epreuve, valeur in proposition.notes
    )
