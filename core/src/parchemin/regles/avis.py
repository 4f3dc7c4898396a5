"""Rules over what evaluators say of a bloc: one evaluator's own, several that concur, one that must cohere."""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import ClassVar

from attrs import frozen

from parchemin.dossier.model import Avis, Neutralise
from parchemin.faits import Fait, Mots, Tournure, en_fait, inscrire
from parchemin.referentiel.arbre import Noeud, epreuve_de
from parchemin.referentiel.model import Niveau, Source
from parchemin.regles import termes
from parchemin.regles.base import (
    GARDES,
    RIEN,
    AvisManquant,
    AvisRendu,
    Enonce,
    Jugement,
    Lecture,
    Regle,
    Verdict,
    absent_a_l_epreuve,
)
from parchemin.regles.colonnes import CODES, JugementEnColonnes, LectureEnColonnes, en_colonnes, selon
from parchemin.regles.part import VERDICTS
from parchemin.regles.termes import Terme, entier, et, maximum, minimum, ou, si, somme

_ABSENT = Avis.ABSENT  # see `part`


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

    def juger(self, noeud: Noeud, lecture: Lecture) -> Jugement:
        """Return the evaluator's verdict, which is its avis as well."""
        dit = self.dire(noeud, lecture)
        regle = self if isinstance(dit.constat, AvisManquant) else self.regle
        return Jugement(regle, noeud, dit.verdict, dit.constat, dit.details, {self.role: dit.verdict})

    def dire(self, noeud: Noeud, lecture: Lecture) -> Jugement:
        """Return what the evaluator says, before it is laid beside what others say."""
        sienne = lecture.de(self.role)
        if manque := self._manque(noeud, sienne):
            return Jugement(self, noeud, Verdict.NON_EVALUE, manque)
        return self.regle.juger(noeud, sienne)

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for an observation; what the rule itself asks stands in the rule's own motif."""
        return self._exige

    @cached_property
    def _exige(self) -> Fait:
        return AVIS_EXIGE(role=self.role)

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule by which the evaluator decides."""
        return self.regle.enoncer(niveau)

    def colonnes(self, noeud: Noeud, lecture: LectureEnColonnes) -> JugementEnColonnes:
        """Decide by the rule, except of those whom the evaluator did not see."""
        sienne = lecture.de(self.role)
        absents = (sienne.dit(cible).est(termes.ABSENT) for cible in noeud.evalue_par)
        manque = ou(*absents, ~lecture.a_observe(self.role, noeud))
        return en_colonnes(self.regle, noeud, sienne).sauf(manque, Verdict.NON_EVALUE)

    def _manque(self, noeud: Noeud, lecture: Lecture) -> AvisManquant | None:
        observations = lecture.observations
        for cible in noeud.evalue_par:
            if observations.get(cible) is _ABSENT:
                return AvisManquant(self.role, cible)
        siennes = lecture.dossier.observations.par_role.get(self.role, RIEN)
        return AvisManquant(self.role) if siennes.keys().isdisjoint(noeud.descendance) else None


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


@lru_cache(GARDES)
def _pour_chacun(exige: Fait) -> Fait:
    """Return what is asked of each evaluator: those of whom the same is asked share its words."""
    return POUR_CHACUN(exige=exige)


@frozen
class Concordance:
    """Several evaluators each say whether the bloc is acquired, by one rule; ``decisif`` can refuse it alone.

    All say acquis: acquis. The decisive one says non acquis: non acquis. Anything else is for the jury to
    debate. Where the decisive one is not among them, a refusal takes all of them.
    """

    roles: tuple[str, ...]
    decisif: str
    chacun: Regle
    source: Source
    code: str = "concordance"

    def juger(self, noeud: Noeud, lecture: Lecture) -> Jugement:
        """Judge by each evaluator, then fold their avis."""
        rendus = tuple([avis.dire(noeud, lecture) for avis in self._avis])
        avis = {role: rendu.verdict for role, rendu in zip(self.roles, rendus, strict=True)}
        constat = AvisRendus(tuple(zip(self.roles, [rendu.rendu for rendu in rendus], strict=True)))
        return Jugement(self, noeud, self._concorder(avis), constat, avis=avis)

    def exige(self, jugement: Jugement) -> Fait:
        """Ask each evaluator for what the rule asks."""
        return _pour_chacun(self.chacun.exige(jugement))

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State what each evaluator applies, then how the jury reads them together."""
        pour_chacun = (EnoncePourChacun(self.roles, en_fait(dit)) for dit in self.chacun.enoncer(niveau))
        return (*pour_chacun, CONCORDANCE(decisif=self.decisif))

    @cached_property
    def _avis(self) -> tuple[AvisDe, ...]:
        return tuple(AvisDe(role, self.chacun) for role in self.roles)

    def colonnes(
        self, noeud: Noeud, lecture: LectureEnColonnes, attendus: Mapping[str, Terme] | None = None
    ) -> JugementEnColonnes:
        """Fold the avis of the evaluators in columns.

        :param attendus: of whom each role is awaited; every one of them, of everybody, when it is not given.
        """
        voulus = attendus or dict.fromkeys(self.roles, termes.VRAI)
        avis = {role: AvisDe(role, self.chacun).colonnes(noeud, lecture) for role in self.roles}
        rendus = [(voulus[role], avis[role]) for role in self.roles]
        refus = (
            [et(voulus[self.decisif], avis[self.decisif].est(Verdict.NON_ACQUIS))] if self.decisif in avis else []
        )
        manque = ou(*(et(voulu, sien.est(Verdict.NON_EVALUE)) for voulu, sien in rendus))
        bas = minimum(*(si(voulu, sien.verdict, entier(len(CODES))) for voulu, sien in rendus))
        haut = maximum(*(si(voulu, sien.verdict, entier(-1)) for voulu, sien in rendus))
        concordent = et(bas >= haut, haut >= 0)
        return JugementEnColonnes(
            selon(
                (ou(*refus), Verdict.NON_ACQUIS),
                (manque, Verdict.NON_EVALUE),
                (concordent, haut),
                sinon=Verdict.EN_DEBAT,
            )
        )

    def _concorder(self, avis: Mapping[str, Verdict]) -> Verdict:
        rendus = [*avis.values()]
        if rendus.count(rendus[0]) == len(rendus):
            return rendus[0]
        if avis.get(self.decisif) is Verdict.NON_ACQUIS:
            return Verdict.NON_ACQUIS
        return Verdict.NON_EVALUE if Verdict.NON_EVALUE in rendus else Verdict.EN_DEBAT


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


@frozen
class AvisCoherent:
    """One evaluator's avis on the bloc decides, unless its own avis on the compétences contradicts it.

    No threshold stands between the two: an acquired bloc with a compétence refused, or a refused bloc with
    every compétence acquired, is for the jury to debate.
    """

    role: str
    source: Source
    code: str = "avis_coherent"

    def juger(self, noeud: Noeud, lecture: Lecture) -> Jugement:
        """Lay the two side by side."""
        observations = lecture.de(self.role).observations
        competences = noeud.par_niveau[Niveau.COMPETENCE]
        dites = {competence.chemin: observations.get(competence.chemin) for competence in competences}
        vues = {chemin: valeur for chemin, valeur in dites.items() if not isinstance(valeur, Neutralise)}
        refusees = tuple(chemin for chemin, avis in vues.items() if avis is Avis.NON_ACQUIS)
        acquises = sum(avis is Avis.ACQUIS for avis in vues.values())
        sans_avis = sum(avis is None for avis in vues.values())
        direct = observations.get(noeud.chemin)
        avis = direct if isinstance(direct, Avis) else None
        absences = (epreuve for epreuve in noeud.epreuves if observations.get(epreuve) is Avis.ABSENT)
        absent_a = epreuve_de(next(absences, ""))
        hors = len(dites) - len(vues)
        constat = AvisEtCompetences(avis, acquises, refusees, len(vues), sans_avis, hors, absent_a)
        sien = VERDICTS[avis] if avis else Verdict.NON_EVALUE
        return Jugement(self, noeud, _coherence(constat), constat, avis={self.role: sien})

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for an avis that coheres."""
        return COHERENT_EXIGE(role=self.role)

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule."""
        return (AVIS_SUIVI(role=self.role),)

    def colonnes(self, noeud: Noeud, lecture: LectureEnColonnes) -> JugementEnColonnes:
        """Lay the two side by side, in columns."""
        sienne = lecture.de(self.role)
        dits = [sienne.dit(competence.chemin) for competence in noeud.par_niveau[Niveau.COMPETENCE]]
        comptees = entier(len(dits)) - somme(*(dit.est(termes.NEUTRALISE) for dit in dits))
        acquises = somme(*(dit.est(termes.ACQUIS) for dit in dits))
        toutes = et(comptees >= 1, acquises >= comptees)
        avis = sienne.dit(noeud.chemin)
        absent = ou(*(sienne.dit(epreuve).est(termes.ABSENT) for epreuve in noeud.epreuves))
        refusee = ou(*(dit.est(termes.NON_ACQUIS) for dit in dits))
        favorable = selon((refusee, Verdict.EN_DEBAT), sinon=Verdict.ACQUIS)
        defavorable = selon((toutes, Verdict.EN_DEBAT), sinon=Verdict.NON_ACQUIS)
        return JugementEnColonnes(
            selon(
                (absent, Verdict.NON_EVALUE),
                (avis.est(termes.ACQUIS), favorable),
                (avis.est(termes.NON_ACQUIS), defavorable),
                sinon=Verdict.NON_EVALUE,
            )
        )


def _coherence(constat: AvisEtCompetences) -> Verdict:
    if constat.absent_a:
        return Verdict.NON_EVALUE
    if constat.avis is Avis.ACQUIS:
        return Verdict.EN_DEBAT if constat.refusees else Verdict.ACQUIS
    if constat.avis is Avis.NON_ACQUIS:
        toutes = 0 < constat.total == constat.acquises
        return Verdict.EN_DEBAT if toutes else Verdict.NON_ACQUIS
    return Verdict.NON_EVALUE
