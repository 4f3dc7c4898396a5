"""Rules over avis as they are given: the one on the node itself, and so many favourable ones among several."""

from typing import ClassVar

from attrs import field, frozen

from parchemin.dossier.model import Avis
from parchemin.faits import Fait, Mots, Tournure, en_fait, inscrire
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Niveau, Source
from parchemin.regles import termes
from parchemin.regles.avis import AvisDe, AvisRendus, EnoncePourChacun
from parchemin.regles.base import AvisDirect, Enonce, Jugement, Regle, Verdict
from parchemin.regles.exacts import entier_naturel
from parchemin.regles.formule import Formule, Lu, Parmi, RenduDe, rendre, selon, trouver
from parchemin.regles.lecture import Lecture
from parchemin.regles.part import AVIS, NON_OBSERVE, SELON_L_AVIS
from parchemin.regles.termes import VRAI, entier, si, somme

AVIS_PROPRE_EXIGE = Tournure("avis_propre_exige", "avis : acquis")()
NEUTRALISEE = Tournure("neutralisee", "neutralisé, hors compte")()
_SUJETS = {
    Niveau.EDITION: "La certification est acquise",
    Niveau.BLOC: "Le bloc est acquis",
    Niveau.COMPETENCE: "La compétence est acquise",
    Niveau.CRITERE: "Le critère est validé",
}


@frozen
class AvisPropre:
    """The avis on the node itself decides, and nothing below it: acquis, non acquis; an absence is no avis.

    Within `AvisDe` or `Concordance` it is that of their evaluator, otherwise that of whoever observes the node. A
    compétence that is held reads as acquired.
    """

    source: Source
    code: str = "avis_propre"

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Read what was said of the node."""
        dit = lecture.dit(noeud.chemin)
        hors = Formule(self, noeud, rendre(Verdict.NON_EVALUE), NEUTRALISEE, hors_compte=VRAI)
        cas = ((dit.est(code), self._selon(noeud, avis)) for avis, code in AVIS.items())
        rien = Formule(self, noeud, rendre(Verdict.NON_EVALUE), NON_OBSERVE)
        return rien.sauf(*cas, (dit.est(termes.NEUTRALISE), hors))

    def _selon(self, noeud: Noeud, avis: Avis) -> Formule:
        return Formule(self, noeud, rendre(SELON_L_AVIS[avis]), AvisDirect(avis))

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for a favourable avis."""
        return AVIS_PROPRE_EXIGE

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule."""
        return (f"{_SUJETS[niveau]} sur l'avis de l'évaluateur.",)


@frozen
class MentionParAvis:
    """What so many favourable avis earn."""

    nom: str
    au_moins: int = field(converter=entier_naturel)


@inscrire
@frozen
class AvisComptes:
    """How many evaluators are favourable, what each says, and the mention that they earn together."""

    favorables: int
    rendus: AvisRendus
    mention: str = ""

    code: ClassVar[str] = "avis_comptes"

    def dire(self, mots: Mots) -> str:
        """Say the count, then each avis."""
        s = mots.dire(self.favorables, "s")
        mention = f" ; mention {self.mention}" if self.mention else ""
        return f"{self.favorables} avis favorable{s} ({self.rendus.dire(mots)}){mention}"


AVIS_FAVORABLES_EXIGES = Tournure("avis_favorables_exiges", "{au_moins} avis favorables au moins sur {total}")


@frozen
class AvisFavorables:
    """At least so many of several evaluators are favourable, each by one rule; ``mentions`` are what more earn.

    An avis that misses leaves it not evaluated, unless enough others are favourable, or too few can be.
    """

    roles: tuple[str, ...]
    au_moins: int = field(converter=entier_naturel)
    chacun: Regle
    source: Source
    mentions: tuple[MentionParAvis, ...] = ()
    code: str = "avis_favorables"

    def __attrs_post_init__(self) -> None:
        if not 1 <= self.au_moins <= len(self.roles):
            raise ValueError(
                f"trouvé {self.au_moins} avis sur {len(self.roles)} : attendu de 1 à {len(self.roles)}"
            )

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Count the favourable avis, then those that may still be."""
        rendus = {role: AvisDe(role, self.chacun).dire(noeud, lecture) for role in self.roles}
        favorables = somme(*(rendu.est(Verdict.ACQUIS) for rendu in rendus.values()))
        debats, manques = (
            somme(*(rendu.est(verdict) for rendu in rendus.values()))
            for verdict in (Verdict.EN_DEBAT, Verdict.NON_EVALUE)
        )
        verdict = selon(
            (favorables >= self.au_moins, Verdict.ACQUIS),
            (~(favorables + debats + manques >= self.au_moins), Verdict.NON_ACQUIS),
            (manques >= 1, Verdict.NON_EVALUE),
            sinon=Verdict.EN_DEBAT,
        )
        dits = tuple(((role, RenduDe(rendu)), VRAI) for role, rendu in rendus.items())
        mentions = sorted(self.mentions, key=lambda mention: mention.au_moins)
        rang = si(favorables >= self.au_moins, somme(*(favorables >= m.au_moins for m in mentions)), entier(0))
        constat = trouver(
            AvisComptes,
            favorables=favorables,
            rendus=trouver(AvisRendus, rendus=Parmi(dits)),
            mention=Lu(("", *(m.nom for m in mentions)).__getitem__, rang) if mentions else "",
        )
        avis = {role: rendu.verdict for role, rendu in rendus.items()}
        return Formule(self, noeud, verdict, constat, avis=avis)

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for so many."""
        return AVIS_FAVORABLES_EXIGES(au_moins=self.au_moins, total=len(self.roles))

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State what each applies, then how many it takes."""
        chacun = (EnoncePourChacun(self.roles, en_fait(dit)) for dit in self.chacun.enoncer(niveau))
        tout = f"{_SUJETS[niveau]} si au moins {self.au_moins} avis sur {len(self.roles)} sont favorables."
        mentions = (f"{m.au_moins} avis favorables donnent la mention « {m.nom} »." for m in self.mentions)
        return (*chacun, tout, *mentions)
