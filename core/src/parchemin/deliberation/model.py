"""What the computation proposes to a jury, with its reasons."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cached_property
from importlib.resources.abc import Traversable

from attrs import evolve, field, frozen

from parchemin.dossier.model import Dossier, Valeur
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.model import Bloc, Edition, Epreuve, Niveau, Source
from parchemin.regles.base import Diffusion, Jugement, Motif, Politique, Verdict
from parchemin.regles.controles import Alerte
from parchemin.regles.moyenne import Releve
from parchemin.regles.notes import Eliminations


class Issue(Enum):
    """What a dossier comes to."""

    CERTIFIE = "certifie"
    PARTIEL = "partiel"
    NON_CERTIFIE = "non_certifie"
    EN_DEBAT = "en_debat"
    INCOMPLET = "incomplet"


@frozen
class BlocPropose:
    """The verdict on one bloc.

    ``presente`` tells whether the candidate presents it in this séance; ``acquis_le`` is the day on which a
    bloc that is held already was acquired; ``expire_le`` the last day of one that is not held any more.
    """

    bloc: Bloc
    jugement: Jugement
    presente: bool = True
    acquis_le: date | None = None
    expire_le: date | None = None

    @property
    def verdict(self) -> Verdict:
        """What is proposed for this bloc."""
        return self.jugement.verdict

    @property
    def avis(self) -> Mapping[str, Verdict]:
        """Each evaluator's own verdict, by role."""
        return self.jugement.avis

    @property
    def motifs(self) -> tuple[Motif, ...]:
        """Why, from the bloc down to each thing that is not acquired."""
        return self.jugement.motifs()


@frozen
class CompetenceProposee:
    """What is proposed of a compétence, by its path; ``acquise_le`` is since when one is held already."""

    chemin: str
    verdict: Verdict
    acquise_le: date | None = None

    @property
    def bloc(self) -> str:
        """The code of its bloc."""
        return self.chemin.partition("/")[0]


@frozen
class ModeleTitre:
    """A title that a branch delivers for a certification.

    It is that of some ``editions`` only where they are named. ``pour`` is what it crowns: the whole
    (``Niveau.EDITION``) or a bloc (``Niveau.BLOC``). It holds for
    ``annees`` years, without end when that is ``None``; it says so where a document does (``definitif``).
    ``signataires`` sign it, in the order of the document, and nothing else. A title
    that is delivered ``si_partiel`` alone gives way to the one of the whole. ``gabarit`` is the branch's own typst
    model of the page, a file of its package that defines ``titre(t)``; without one, the core's is printed.

    It is delivered on a condition where one is named: to candidates of some ``voies``, of some ``options``, for
    some ``blocs`` only, or where it crowns the whole, once all these ``blocs`` are acquired, whatever the rest.
    """

    certification: str
    nature: str
    intitule: str
    pour: Niveau
    source: Source
    annees: int | None = None
    signataires: tuple[str, ...] = ()
    si_partiel: bool = False
    editions: tuple[str, ...] = ()
    gabarit: Traversable | None = field(default=None, hash=False)
    definitif: bool = False
    voies: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    blocs: tuple[str, ...] = ()

    def sert(self, dossier: Dossier) -> bool:
        """Tell whether it may be delivered to a candidate: of its voies, of its options."""
        return (not self.voies or dossier.voie in self.voies) and (
            not self.options or dossier.option in self.options
        )

    def couronne(self, blocs: Sequence[BlocPropose], issue: Issue) -> bool:
        """Tell whether the whole is crowned: it is certified, or all the ``blocs`` that it names are acquired.

        One of them at least is acquired in this séance: the same title is not delivered again at the next.
        """
        if not self.blocs:
            return issue is Issue.CERTIFIE
        acquis = [bloc for bloc in blocs if bloc.bloc.code in self.blocs and bloc.verdict is Verdict.ACQUIS]
        partiel = not (self.si_partiel and issue is Issue.CERTIFIE)
        return partiel and len(acquis) == len(self.blocs) and any(bloc.presente for bloc in acquis)


@frozen
class InstanceDeRecours:
    """Who hears an appeal against what a jury decided; ``delai`` runs from that day, where a text gives one."""

    code: str
    intitule: str
    source: Source
    delai: Duree | None = None


@frozen
class DemandesAuRefus:
    """Where it is written that who refuses says why, and advises what comes next; ``None``: nowhere."""

    motif: Source | None = None
    preconisations: Source | None = None


@frozen
class TitrePropose:
    """A title that the proposition would deliver: its nature (``cqp``, ``ccp``…) and its object."""

    nature: str
    objet: str


def bloc_du_titre(objet: str) -> str:
    """Return the code of the bloc that a title crowns, from its object; nothing for one of the whole."""
    return objet.rpartition("/")[2] if "/" in objet else ""


@frozen
class Raisons:
    """What a proposition rests on: its blocs, what the certification asks, titles, alerts and marks.

    ``competences`` are those of the blocs presented, where the édition holds them on their own.
    """

    blocs: tuple[BlocPropose, ...] = ()
    certification: tuple[Jugement, ...] = ()
    titres: tuple[TitrePropose, ...] = ()
    alertes: tuple[Alerte, ...] = ()
    notes: tuple[tuple[Epreuve, Valeur | None], ...] = ()
    competences: tuple[CompetenceProposee, ...] = ()


@frozen(eq=False)
class Proposition:
    """What is proposed for one dossier: a pure function of the dossier, its édition and the séance's date.

    Its reasons are found when somebody asks for one of them. ``diffusion`` is the rule by which a proposition was
    cut down for another reader than the jury.
    """

    dossier: Dossier
    edition: Edition
    issue: Issue
    politique: Politique
    motiver: Callable[[], Raisons]
    diffusion: Diffusion | None = None

    @cached_property
    def _raisons(self) -> Raisons:
        return self.motiver()

    def avec(
        self, *, blocs: tuple[BlocPropose, ...] | None = None, titres: tuple[TitrePropose, ...] | None = None
    ) -> "Proposition":
        """Return this proposition with other blocs, or other titles."""
        raisons = self._raisons
        autres = evolve(
            raisons,
            blocs=raisons.blocs if blocs is None else blocs,
            titres=raisons.titres if titres is None else titres,
        )
        return evolve(self, motiver=lambda: autres)

    @property
    def blocs(self) -> tuple[BlocPropose, ...]:
        """What is proposed of each bloc."""
        return self._raisons.blocs

    @property
    def competences(self) -> tuple[CompetenceProposee, ...]:
        """What is proposed of each compétence that is held on its own."""
        return self._raisons.competences

    @property
    def certification(self) -> tuple[Jugement, ...]:
        """What the certification itself asks, and what was found."""
        return self._raisons.certification

    @property
    def titres(self) -> tuple[TitrePropose, ...]:
        """The titles that would be delivered."""
        return self._raisons.titres

    @property
    def alertes(self) -> tuple[Alerte, ...]:
        """What the jury should know besides."""
        return self._raisons.alertes

    @property
    def notes(self) -> tuple[tuple[Epreuve, Valeur | None], ...]:
        """What the marked épreuves of the voie got."""
        return self._raisons.notes

    @property
    def motifs(self) -> tuple[Motif, ...]:
        """Why, of each rule of the certification."""
        return tuple(jugement.motif for jugement in self.certification)

    @property
    def releve(self) -> Releve | None:
        """The marks, in a régime that has a mean."""
        constats = (jugement.constat for jugement in self.certification)
        return next((constat for constat in constats if isinstance(constat, Releve)), None)

    @property
    def mention(self) -> str:
        """What the certification earns beside, by its mean or by the avis; nothing of who is not certified."""
        dites = (getattr(jugement.constat, "mention", "") for jugement in self.certification)
        return next(filter(None, dites), "") if self.issue is Issue.CERTIFIE else ""

    @property
    def eliminatoires(self) -> tuple[str, ...]:
        """The codes of the épreuves whose mark is eliminatory."""
        constats = (jugement.constat for jugement in self.certification)
        return tuple(
            dite.epreuve for constat in constats if isinstance(constat, Eliminations) for dite in constat.notes
        )
