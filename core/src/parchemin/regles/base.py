"""What a rule is: it judges a node from what was read, gives the facts it found, and states itself in French."""

from collections.abc import Mapping
from enum import Enum, StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Protocol

from attrs import field, frozen

from parchemin.dossier.model import Avis, Valeur
from parchemin.faits import CODES, Fait, Mots, en_fait, inscrire
from parchemin.referentiel.arbre import Noeud, epreuve_de
from parchemin.referentiel.model import Niveau, Source
from parchemin.regles.controles import Controle
from parchemin.regles.exacts import entier_naturel

if TYPE_CHECKING:
    from parchemin.regles.formule import Formule
    from parchemin.regles.lecture import Lecture
    from parchemin.regles.notation import Notation

GARDES = 4096
"""How many judgments a rule keeps to share, or words, or counts: a bound, for runs that have no end."""

AUCUN_AVIS: Mapping[str, "Verdict"] = MappingProxyType({})
RIEN: Mapping[str, Valeur] = MappingProxyType({})


class Verdict(StrEnum):
    """What the computation proposes for a node; text, so that an answer holds it as it is."""

    ACQUIS = "acquis"
    NON_ACQUIS = "non_acquis"
    EN_DEBAT = "en_debat"
    NON_EVALUE = "non_evalue"


RANGS = {Verdict.NON_ACQUIS: 0, Verdict.NON_EVALUE: 1, Verdict.EN_DEBAT: 2, Verdict.ACQUIS: 3}
"""The verdicts as numbers, in the order in which they decide: a refusal is certain whatever else misses."""

VERDICTS = tuple(RANGS)
"""The verdicts, by the number that stands for each."""


class Choix(Enum):
    """The readings of one text, of which a rule follows one: a class of its own names them, by text values.

    A simulation may try another, as it tries another number.
    """


@frozen
class Motif:
    """Why: the rule's code, the node it judged, what was found, what was asked, and where that is written."""

    regle: str
    cible: str
    constat: Fait
    exige: Fait
    source: Source

    def constater(self, mots: Mots, bloc: str = "") -> str:
        """Say what was found, after the node where it was found, unless that is ``bloc``, which is spoken of."""
        dit = self.constat.dire(mots)
        return dit if self.cible in ("", bloc) else f"{mots.nommer('noeud', self.cible)} : {dit}"


@inscrire
@frozen
class AvisDirect:
    """An evaluator's avis on the node itself, which stands for all below it."""

    avis: Avis

    code: ClassVar[str] = "avis_direct"

    def dire(self, mots: Mots) -> str:
        """Say the avis; an absence is none."""
        return _AVIS[self.avis]


@inscrire
@frozen
class AvisManquant:
    """Why an evaluator's avis is not there: nothing was observed, or the candidate was absent at a cible."""

    role: str
    absent_a: str = ""

    code: ClassVar[str] = "avis_manquant"

    def dire(self, mots: Mots) -> str:
        """Say at which épreuve the candidate was absent, or that the evaluator observed nothing."""
        if not self.absent_a:
            return f"aucune observation ({mots.nommer('role', self.role)})"
        epreuve = epreuve_de(self.absent_a)
        return absent_a_l_epreuve(epreuve, mots) if epreuve else "candidat absent"


def absent_a_l_epreuve(epreuve: str, mots: Mots) -> str:
    """Say that the candidate was absent at an épreuve, by its code."""
    return f"candidat absent à l'épreuve {mots.citer('epreuve', epreuve)}"


@inscrire
@frozen
class AvisRendu:
    """What an evaluator says of a node, who is named beside: the fact behind it, then the verdict."""

    constat: Fait
    verdict: Verdict

    code: ClassVar[str] = "avis_rendu"

    def dire(self, mots: Mots) -> str:
        """Say what was observed, then the verdict where that does not say it; by codes once."""
        return self._en_codes if mots is CODES else self._dire(mots)

    @cached_property
    def _en_codes(self) -> str:
        return self._dire(CODES)

    def _dire(self, mots: Mots) -> str:
        constat = self.constat
        if isinstance(constat, AvisManquant) and not constat.absent_a:
            return "aucune observation"
        dit = constat.dire(mots)
        if isinstance(constat, AvisDirect):
            return dit
        return f"{dit} ({_D_UN_EVALUATEUR.get(self.verdict) or mots.dire(self.verdict, 'verdict')})"


_D_UN_EVALUATEUR = {Verdict.EN_DEBAT: "débat", Verdict.NON_EVALUE: "sans avis"}
"""What is said otherwise of an evaluator than of a jury."""

_AVIS = {Avis.ACQUIS: "avis : acquis", Avis.NON_ACQUIS: "avis : non acquis", Avis.ABSENT: "absent"}


class Regle(Protocol):
    """A rule. Ours are frozen attrs classes; any class with these members serves as well."""

    @property
    def code(self) -> str:
        """The rule's name in motifs and parameters (``part``)."""
        ...

    @property
    def source(self) -> Source:
        """Where the rule is written."""
        ...

    def formuler(self, noeud: Noeud, lecture: "Lecture") -> "Formule":
        """Return the verdict on a node and the facts that it rests on, as terms over what hangs below the node."""
        ...

    def exige(self, jugement: "Jugement") -> Fait:
        """Return what was asked, for a judgment that this rule gave."""
        ...

    def enoncer(self, niveau: Niveau) -> "Enonce":
        """State the rule in French, for a node of this level."""
        ...


Enonce = tuple[Fait | str, ...]
"""Sentences that state a rule, each with its full stop: a fact where it names something, else its words."""


@frozen(eq=False)
class Jugement:
    """A verdict on a node, with the fact behind it; the motif is made only when somebody asks.

    ``avis`` holds each evaluator's own verdict; ``details`` the judgments that this one rests on.
    """

    regle: Regle
    noeud: Noeud
    verdict: Verdict
    constat: Fait
    details: tuple["Jugement", ...] = ()
    avis: Mapping[str, Verdict] = AUCUN_AVIS

    @property
    def rang(self) -> int:
        """The number of the verdict."""
        return RANGS[self.verdict]

    @cached_property
    def rendu(self) -> AvisRendu:
        """What an evaluator who judges so says; those who judge alike share its words."""
        return AvisRendu(self.constat, self.verdict)

    @cached_property
    def motif(self) -> Motif:
        """Why this verdict was given."""
        regle = self.regle
        return Motif(regle.code, self.noeud.chemin, self.constat, regle.exige(self), regle.source)

    def motifs(self) -> tuple[Motif, ...]:
        """Return the motif of this verdict, then those of the details that are not acquis."""
        motifs = [self.motif]
        for detail in self.details:
            if detail.verdict is not Verdict.ACQUIS:
                motifs += detail.motifs() if detail.details else [detail.motif]
        return tuple(motifs)


@frozen
class Diffusion:
    """What someone other than the jury may see of a result: the issue, and the marks of some épreuves only."""

    destinataire: str
    epreuves: tuple[str, ...]
    source: Source


@frozen
class Validite:
    """For how many ``mois`` what a candidate holds of a level counts, from the day that its dossier gives it.

    The last day is the same day of the month. It is for compétences that are held on their own; a bloc is held
    as long as its title says.
    """

    pour: Niveau
    mois: int = field(converter=entier_naturel)
    source: Source
    code: str = "validite"

    def enoncer(self, niveau: Niveau) -> "Enonce":
        """State for how long."""
        return (f"Une compétence acquise l'est {self.mois} mois.",)

    def __attrs_post_init__(self) -> None:
        if self.pour is not Niveau.COMPETENCE:
            raise ValueError("une validité est celle des compétences ; celle d'un bloc est à son titre")


@frozen
class Politique:
    """How one édition is deliberated, for some of its voies.

    ``bloc`` judges each bloc (``None`` in a régime without blocs); ``certification`` lists what the CQP
    asks, all of it; ``controles`` find what is not in order without changing a verdict. ``relit_les_acquis``
    says that a rule of the certification reads observations on blocs that are held already. ``notation`` says
    how all its rules read marks, where it is not as usual, ``validites`` for how long a compétence is held.
    """

    edition: str
    voies: tuple[str, ...]
    certification: tuple[Regle, ...]
    bloc: Regle | None = None
    controles: tuple[Controle, ...] = ()
    diffusions: tuple[Diffusion, ...] = ()
    relit_les_acquis: bool = False
    notation: "Notation | None" = None
    validites: tuple[Validite, ...] = ()

    def enoncer(self, mots: Mots = CODES) -> tuple[str, ...]:
        """State the whole policy in French."""
        sur_le_bloc = self.bloc.enoncer(Niveau.BLOC) if self.bloc else ()
        sur_le_tout = (phrase for regle in self.certification for phrase in regle.enoncer(Niveau.EDITION))
        des_notes = self.notation.enoncer() if self.notation else ()
        des_tenues = (phrase for v in self.validites for phrase in v.enoncer(Niveau.COMPETENCE))
        des_controles = (controle.enoncer() for controle in self.controles)
        dits = (
            en_fait(dit).dire(mots)
            for dit in (*sur_le_bloc, *sur_le_tout, *des_notes, *des_tenues, *des_controles)
        )
        return tuple(f"{dit[0].upper()}{dit[1:]}" for dit in dits)
