"""What a rule says once: the verdict on a node as a term, and the facts behind it with terms as their fields.

A cohort in columns takes the verdict; one dossier takes the verdict and, where somebody asks why, the facts.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Niveau
from parchemin.regles.base import RANGS, Verdict
from parchemin.regles.termes import FAUX, Terme, entier, et, ou, si

if TYPE_CHECKING:
    from parchemin.regles.base import Regle

SANS_AVIS: Mapping[str, Terme] = MappingProxyType({})


@frozen(eq=False)
class Formule:
    """What a rule says of a node, of every dossier: one of the `RANGS`, and why.

    ``avis`` holds each evaluator's own verdict, -1 where nobody awaits it; ``details`` the formulas
    that this one rests on. ``hors_compte`` tells of whom nothing of the node counts, as it was neutralised.
    ``cas`` are other formulas that stand in place of this one, each where its condition holds and none before.
    ``sans_effet`` tells, by the codes of blocs, of whom the verdict on one changes nothing any more of the issue.
    """

    regle: "Regle"
    noeud: Noeud
    verdict: Terme
    constat: object
    details: tuple["Formule", ...] = ()
    avis: Mapping[str, Terme] = SANS_AVIS
    hors_compte: Terme = FAUX
    cas: tuple[tuple[Terme, "Formule"], ...] = ()
    sans_effet: Mapping[str, Terme] = SANS_AVIS

    @property
    def parties(self) -> tuple[object, ...]:
        """All that it is made of."""
        siennes = (partie for cas in self.cas for partie in cas)
        return (self.verdict, self.constat, *self.details, *self.avis.values(), *siennes)

    def est(self, verdict: Verdict) -> Terme:
        """Tell of whom this is the verdict."""
        return self.verdict.est(RANGS[verdict])

    def sauf(self, *cas: tuple[Terme, "Formule"]) -> "Formule":
        """Return this formula, except of those of whom a condition holds: the first that does decides."""
        utiles = tuple((condition, autre) for condition, autre in cas if condition != FAUX)
        if not utiles:
            return self
        verdict, hors = self.verdict, self.hors_compte
        for condition, autre in reversed(utiles):
            verdict = si(condition, autre.verdict, verdict)
            hors = ou(et(condition, autre.hors_compte), et(~condition, hors))
        return evolve(self, verdict=verdict, hors_compte=hors, cas=(*utiles, *self.cas))

    def transformee(self, transformer: Callable[["Formule"], "Formule"]) -> "Formule":
        """Return this formula and each of those that may stand in its place, transformed."""
        cas = tuple((condition, autre.transformee(transformer)) for condition, autre in self.cas)
        return transformer(evolve(self, cas=cas))

    def au_nom_de(self, regle: "Regle", noeud: Noeud | None = None) -> "Formule":
        """Return what another rule says, as one's own, of the same node or of another."""
        return self.transformee(lambda formule: evolve(formule, regle=regle, noeud=noeud or formule.noeud))

    def de_l_avis(self, avis: Mapping[str, Terme]) -> "Formule":
        """Return this formula with the verdict of each evaluator beside it."""
        return self.transformee(lambda formule: evolve(formule, avis=avis))

    def detail_acquis(self, niveau: Niveau) -> Terme:
        """Tell of whom a node of a level is acquired, among those on which this formula rests."""
        trouve = ou(*(detail.est(Verdict.ACQUIS) for detail in self.details if detail.noeud.niveau is niveau))
        for condition, autre in reversed(self.cas):
            trouve = ou(et(condition, autre.detail_acquis(niveau)), et(~condition, trouve))
        return trouve


@frozen(eq=False)
class Trouve:
    """A fact to be found of each dossier: its class, and its fields, among them terms and what is read of them."""

    classe: Callable[..., object]
    champs: Mapping[str, object]

    @property
    def parties(self) -> tuple[object, ...]:
        """All that it is made of."""
        return tuple(self.champs.values())


@frozen(eq=False)
class Parmi:
    """Some things, of which a dossier has those whose condition holds, in this order."""

    cas: tuple[tuple[object, Terme], ...]

    @property
    def parties(self) -> tuple[object, ...]:
        """All that it is made of."""
        return tuple(partie for cas in self.cas for partie in cas)


@frozen(eq=False)
class RenduDe:
    """What an evaluator says who judges by another formula: the verdict, after what was found."""

    formule: Formule

    @property
    def parties(self) -> tuple[object, ...]:
        """All that it is made of."""
        return (self.formule,)


@frozen(eq=False)
class Lu:
    """What a number stands for: a day, a mark, a verdict."""

    lire: Callable[[int], object]
    terme: Terme

    @property
    def parties(self) -> tuple[object, ...]:
        """All that it is made of."""
        return (self.terme,)


def trouver(classe: Callable[..., object], **champs: object) -> Trouve:
    """Return a fact to be found."""
    return Trouve(classe, champs)


def rendre(verdict: Verdict) -> Terme:
    """Return a verdict as a term."""
    return entier(RANGS[verdict])


def selon(*cas: tuple[Terme, Verdict | Terme], sinon: Verdict | Terme) -> Terme:
    """Return the verdict of the first case that holds."""
    terme = _en_terme(sinon)
    for condition, alors in reversed(cas):
        terme = si(condition, _en_terme(alors), terme)
    return terme


def acquis_si(condition: Terme) -> Terme:
    """Return the verdict of a rule that holds or does not."""
    return selon((condition, Verdict.ACQUIS), sinon=Verdict.NON_ACQUIS)


def _en_terme(verdict: Verdict | Terme) -> Terme:
    return rendre(verdict) if isinstance(verdict, Verdict) else verdict
