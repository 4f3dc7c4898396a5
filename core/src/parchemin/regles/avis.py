"""Rules over what evaluators say of a bloc: one evaluator's own, several that concur, one that must cohere."""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import ClassVar

from attrs import frozen

from parchemin.dossier.model import Avis
from parchemin.faits import Fait, Mots, Tournure, en_fait, inscrire
from parchemin.referentiel.arbre import Noeud, epreuve_de
from parchemin.referentiel.model import Niveau, Source
from parchemin.regles import termes
from parchemin.regles.base import (
    GARDES,
    RANGS,
    AvisManquant,
    AvisRendu,
    Enonce,
    Jugement,
    Regle,
    Verdict,
    absent_a_l_epreuve,
)
from parchemin.regles.formule import Formule, Lu, Parmi, RenduDe, rendre, selon, trouver
from parchemin.regles.lecture import Lecture, en_valeur
from parchemin.regles.termes import FAUX, VRAI, Terme, entier, et, maximum, minimum, ou, si, somme

_COMPETENCE = Niveau.COMPETENCE


AVIS_EXIGE = Tournure("avis_exige", "une évaluation ({role:role})")


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

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Return the evaluator's verdict, which is its avis as well."""
        dit = self.dire(noeud, lecture)
        return dit.de_l_avis({self.role: dit.verdict})

    def dire(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Return what the evaluator says, before it is laid beside what others say."""
        sienne = lecture.de(self.role)
        absences = ((sienne.dit(cible).est(termes.ABSENT), cible) for cible in noeud.evalue_par)
        return self.regle.formuler(noeud, sienne).sauf(
            *((absent, self._sans_avis(noeud, cible)) for absent, cible in absences),
            (~lecture.a_observe(self.role, noeud), self._sans_avis(noeud)),
        )

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for an observation; what the rule itself asks stands in the rule's own motif."""
        return self._exige

    @cached_property
    def _exige(self) -> Fait:
        return AVIS_EXIGE(role=self.role)

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule by which the evaluator decides."""
        return self.regle.enoncer(niveau)

    def _sans_avis(self, noeud: Noeud, absent_a: str = "") -> Formule:
        return Formule(self, noeud, rendre(Verdict.NON_EVALUE), AvisManquant(self.role, absent_a))


@inscrire
@frozen
class AvisRendus:
    """What each evaluator says of a bloc, by role."""

    rendus: tuple[tuple[str, AvisRendu], ...]

    code: ClassVar[str] = "avis_rendus"

    def dire(self, mots: Mots) -> str:
        """Say what each evaluator says, one after the other."""
        return " ; ".join([mots.introduire(role) + rendu.dire(mots) for role, rendu in self.rendus])


POUR_CHACUN = Tournure("pour_chacun", "{exige} pour chaque évaluateur")


@inscrire
@frozen
class EnoncePourChacun:
    """How each evaluator settles the bloc, as a rule states it."""

    roles: tuple[str, ...]
    enonce: Fait

    code: ClassVar[str] = "enonce_pour_chacun"

    def dire(self, mots: Mots) -> str:
        """State the rule after the evaluators who apply it."""
        dit = self.enonce.dire(mots)
        return f"Pour chaque évaluateur ({mots.dire(self.roles, 'role')}), {dit[0].lower()}{dit[1:]}"


CONCORDANCE = Tournure(
    "enonce_concordance",
    "Le bloc est acquis si tous les évaluateurs le disent acquis ; "
    "il ne l'est pas si « {decisif:role} » le dit non acquis ; sinon le jury en débat.",
)
CONCORDANCE_AILLEURS = Tournure(
    "enonce_concordance_ailleurs",
    "Elle est acquise si tous les évaluateurs la disent acquise ; "
    "elle ne l'est pas si « {decisif:role} » la dit non acquise ; sinon le jury en débat.",
)
SANS_VOIX_DECISIVE = Tournure(
    "enonce_concordance_sans_voix_decisive",
    "L'avis des évaluateurs décide s'ils disent la même chose ; sinon {suite}.",
)
_SUITES = {
    Verdict.EN_DEBAT: "le jury en débat",
    Verdict.NON_ACQUIS: "ce n'est pas acquis",
    Verdict.ACQUIS: "c'est acquis",
    Verdict.NON_EVALUE: "une nouvelle évaluation est attendue",
}


@lru_cache(GARDES)
def _pour_chacun(exige: Fait) -> Fait:
    """Return what is asked of each evaluator: those of whom the same is asked share its words."""
    return POUR_CHACUN(exige=exige)


@frozen
class Concordance:
    """Several evaluators each say whether the bloc is acquired, by one rule; ``decisif`` can refuse it alone.

    All say acquis: acquis. The decisive one says non acquis: non acquis. Anything else is for the jury to
    debate. Without a decisive one (``""``), or where that one is not among them, a refusal takes all of them.
    ``divergence`` is what evaluators come to who do not agree.
    """

    roles: tuple[str, ...]
    decisif: str
    chacun: Regle
    source: Source
    code: str = "concordance"
    divergence: Verdict = Verdict.EN_DEBAT

    def formuler(self, noeud: Noeud, lecture: Lecture, attendus: Mapping[str, Terme] | None = None) -> Formule:
        """Judge by each evaluator, then fold their avis.

        :param attendus: of whom each role is awaited; every one of them, of everybody, when it is not given.
        """
        voulus = attendus or dict.fromkeys(self.roles, VRAI)
        rendus = {avis.role: (voulus[avis.role], avis.dire(noeud, lecture)) for avis in self._avis}
        dits = tuple(((role, RenduDe(rendu)), voulu) for role, (voulu, rendu) in rendus.items())
        avis = {role: si(voulu, rendu.verdict, entier(-1)) for role, (voulu, rendu) in rendus.items()}
        return Formule(self, noeud, self._concorder(rendus), trouver(AvisRendus, rendus=Parmi(dits)), avis=avis)

    def exige(self, jugement: Jugement) -> Fait:
        """Ask each evaluator for what the rule asks."""
        return _pour_chacun(self.chacun.exige(jugement))

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State what each evaluator applies, then how the jury reads them together."""
        pour_chacun = (EnoncePourChacun(self.roles, en_fait(dit)) for dit in self.chacun.enoncer(niveau))
        if not self.decisif:
            return (*pour_chacun, SANS_VOIX_DECISIVE(suite=_SUITES[self.divergence]))
        dite = CONCORDANCE if niveau is Niveau.BLOC else CONCORDANCE_AILLEURS
        return (*pour_chacun, dite(decisif=self.decisif))

    @cached_property
    def _avis(self) -> tuple[AvisDe, ...]:
        return tuple(AvisDe(role, self.chacun) for role in self.roles)

    def _concorder(self, rendus: Mapping[str, tuple[Terme, Formule]]) -> Terme:
        refuse, manque = (
            {role: et(voulu, rendu.est(verdict)) for role, (voulu, rendu) in rendus.items()}
            for verdict in (Verdict.NON_ACQUIS, Verdict.NON_EVALUE)
        )
        bas = minimum(*(si(voulu, rendu.verdict, entier(len(RANGS))) for voulu, rendu in rendus.values()))
        haut = maximum(*(si(voulu, rendu.verdict, entier(-1)) for voulu, rendu in rendus.values()))
        return selon(
            (refuse.get(self.decisif, FAUX), Verdict.NON_ACQUIS),
            (ou(*manque.values()), Verdict.NON_EVALUE),
            (et(bas >= haut, haut >= 0), haut),
            sinon=self.divergence,
        )


@inscrire
@frozen
class AvisEtCompetences:
    """An avis on a bloc beside the avis on its compétences; ``absent_a`` is the code of an épreuve."""

    avis: Avis | None
    acquises: int
    refusees: tuple[str, ...]
    total: int
    sans_avis: int = 0
    neutralisees: int = 0
    absent_a: str = ""

    code: ClassVar[str] = "avis_et_competences"

    def dire(self, mots: Mots) -> str:
        """Say the avis on the bloc, then the count of its compétences and what is particular in it."""
        dits = [absent_a_l_epreuve(self.absent_a, mots)] if self.absent_a else []
        dits += [f"avis sur le bloc : {_SUR_LE_BLOC[self.avis]}"]
        dits += [f"{self.acquises}/{self.total} compétences acquises"]
        precisions = [f"non acquises : {mots.dire(self.refusees, '«noeud»')}"] if self.refusees else []
        precisions += [f"{self.sans_avis} sans avis"] if self.sans_avis else []
        precisions += [f"hors compte, neutralisées : {self.neutralisees}"] if self.neutralisees else []
        return " ; ".join(dits) + (f" ({' ; '.join(precisions)})" if precisions else "")


_SUR_LE_BLOC = {
    None: "sans avis",
    Avis.ACQUIS: "acquis",
    Avis.NON_ACQUIS: "non acquis",
    Avis.ABSENT: "absent",
}

COHERENT_EXIGE = Tournure(
    "coherent_exige", "avis de {role:evaluateur} sur le bloc, cohérent avec ses avis sur les compétences"
)
AVIS_SUIVI = Tournure(
    "enonce_avis_coherent",
    "Le bloc suit l'avis de « {role:role} » ; un avis que ceux donnés sur les compétences contredisent "
    "est débattu par le jury.",
)


def _en_avis(nombre: int) -> Avis | None:
    """Return an avis; a bloc that is taken out of the count has none."""
    dite = en_valeur(nombre)
    return dite if isinstance(dite, Avis) else None


@frozen
class AvisCoherent:
    """One evaluator's avis on the bloc decides, unless its own avis on the compétences contradicts it.

    No threshold stands between the two: an acquired bloc with a compétence refused, or a refused bloc with
    every compétence acquired, is for the jury to debate.
    """

    role: str
    source: Source
    code: str = "avis_coherent"

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Lay the two side by side."""
        sienne = lecture.de(self.role)
        dites = {competence.chemin: sienne.dit(competence.chemin) for competence in noeud.par_niveau[_COMPETENCE]}
        acquises, sans_avis, hors = (
            somme(*(dite.est(code) for dite in dites.values()))
            for code in (termes.ACQUIS, termes.RIEN, termes.NEUTRALISE)
        )
        refusees = {chemin: dite.est(termes.NON_ACQUIS) for chemin, dite in dites.items()}
        avis, absent_a, total = (
            sienne.dit(noeud.chemin),
            _premiere_absence(noeud, sienne),
            entier(len(dites)) - hors,
        )
        favorable, defavorable = avis.est(termes.ACQUIS), avis.est(termes.NON_ACQUIS)
        direct = selon((favorable, Verdict.ACQUIS), (defavorable, Verdict.NON_ACQUIS), sinon=Verdict.NON_EVALUE)
        verdict = selon(
            (absent_a >= 1, Verdict.NON_EVALUE),
            (et(favorable, ou(*refusees.values())), Verdict.EN_DEBAT),
            (et(defavorable, total >= 1, acquises >= total), Verdict.EN_DEBAT),
            sinon=direct,
        )
        constat = trouver(
            AvisEtCompetences,
            avis=Lu(_en_avis, avis),
            acquises=acquises,
            refusees=Parmi(tuple(refusees.items())),
            total=total,
            sans_avis=sans_avis,
            neutralisees=hors,
            absent_a=Lu(("", *map(epreuve_de, noeud.epreuves)).__getitem__, absent_a),
        )
        return Formule(self, noeud, verdict, constat, avis={self.role: direct})

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for an avis that coheres."""
        return COHERENT_EXIGE(role=self.role)

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule."""
        return (AVIS_SUIVI(role=self.role),)


def _premiere_absence(noeud: Noeud, lecture: Lecture) -> Terme:
    """Return the rank of the first épreuve of a node at which the candidate was absent, from 1; 0: none."""
    rang = entier(0)
    for numero in range(len(noeud.epreuves), 0, -1):
        absent = lecture.dit(noeud.epreuves[numero - 1]).est(termes.ABSENT)
        rang = si(absent, entier(numero), rang)
    return rang
