"""Rules over the whole dossier: what a certification asks besides each bloc."""

from collections.abc import Callable
from datetime import date
from functools import cached_property, lru_cache, reduce
from typing import ClassVar, NamedTuple

from attrs import frozen

from parchemin.faits import Fait, Mots, Tournure, inscrire
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import NatureBloc, Niveau, Quota, Source
from parchemin.regles.avis import AvisDe
from parchemin.regles.base import GARDES, Enonce, Jugement, Lecture, Regle, Verdict
from parchemin.regles.colonnes import JugementEnColonnes, LectureEnColonnes, acquis_si, selon
from parchemin.regles.termes import Terme, et, ou, somme

_NATURES = {
    NatureBloc.COMMUN: "communs",
    NatureBloc.SPECIFIQUE: "spécifiques",
    NatureBloc.SPECIALITE: "de spécialité",
    NatureBloc.OPTIONNEL: "optionnels",
}


@inscrire
@frozen
class BlocsEnExces:
    """More blocs of a nature were chosen than the certification asks for."""

    nature: NatureBloc
    choisis: int
    demandes: int

    code: ClassVar[str] = "blocs_en_exces"

    def dire(self, mots: Mots) -> str:
        """Say how many, for how many."""
        return f"{self.choisis} blocs {_NATURES[self.nature]} choisis pour {self.demandes}"


@inscrire
@frozen
class BlocsAcquis:
    """How many of the blocs that the certification asks for are acquired, and what misses.

    ``a_choisir`` are those that the candidate has still to choose, ``a_decrire`` those that no référentiel
    describes yet; ``exces`` holds each nature of which more are presented than are asked for.
    """

    acquis: int
    total: int
    manquants: tuple[str, ...] = ()
    a_choisir: int = 0
    a_decrire: int = 0
    exces: tuple[BlocsEnExces, ...] = ()

    code: ClassVar[str] = "blocs_acquis"

    @property
    def complet(self) -> bool:
        """Tell whether every bloc that the certification asks for is acquired, and none is in excess."""
        return self.acquis == self.total and not self.exces

    def plus(self, autre: "BlocsAcquis") -> "BlocsAcquis":
        """Return both together: those of one nature, then those of another."""
        return BlocsAcquis(
            self.acquis + autre.acquis,
            self.total + autre.total,
            self.manquants + autre.manquants,
            self.a_choisir + autre.a_choisir,
            self.a_decrire + autre.a_decrire,
            self.exces + autre.exces,
        )

    def dire(self, mots: Mots) -> str:
        """Say the count, what misses, and what is in excess."""
        manquent = [mots.citer("noeud", bloc) for bloc in self.manquants] if self.acquis < self.total else []
        manquent += [f"{self.a_choisir} à choisir"] if self.a_choisir else []
        manquent += [f"{self.a_decrire} à décrire"] if self.a_decrire else []
        dits = [f"{self.acquis}/{self.total} blocs acquis"]
        dits += [f"manque {', '.join(manquent)}"] if manquent else []
        return " ; ".join((*dits, *(exces.dire(mots) for exces in self.exces)))


TOUS_LES_BLOCS = Tournure("tous_les_blocs", "tous les blocs")()
PAS_UN_DE_PLUS = Tournure("tous_les_blocs_sans_exces", "tous les blocs, et pas un de plus")()


class _Blocs(NamedTuple):
    """What is counted: what the édition asks for, the codes of the blocs acquired, the others, those chosen."""

    quotas: tuple[Quota, ...]
    acquis: tuple[str, ...]
    autres: tuple[str, ...]
    choisis: tuple[str, ...]

    @classmethod
    def de(cls, lecture: Lecture) -> "_Blocs":
        acquis: list[str] = []
        autres: list[str] = []
        for bloc in lecture.blocs:
            (acquis if bloc.verdict is Verdict.ACQUIS else autres).append(bloc.noeud.chemin)
        return cls(lecture.edition.quotas, tuple(acquis), tuple(autres), tuple(lecture.dossier.blocs))

    def compter(self) -> BlocsAcquis:
        """Count nature by nature where the édition composes its blocs, and all together where it does not."""
        if not self.quotas:
            return BlocsAcquis(len(self.acquis), len(self.acquis) + len(self.autres), self.autres)
        return reduce(BlocsAcquis.plus, [_compter_nature(quota, self) for quota in self.quotas])


def _compter_nature(quota: Quota, blocs: _Blocs) -> BlocsAcquis:
    demandes = quota.demandes
    acquis = [code for code in quota.codes if code in blocs.acquis]
    presentes = [code for code in quota.codes if code in blocs.choisis]
    en_exces = BlocsEnExces(quota.nature, len(presentes), demandes)
    exces = (en_exces,) if len(presentes) > demandes else ()
    voulus = presentes if len(quota.codes) > demandes else quota.codes
    manquants = tuple([code for code in voulus if code not in blocs.acquis])
    reste = max(0, demandes - len(acquis) - len(manquants))
    a_decrire = min(reste, max(0, demandes - len(quota.codes)))
    return BlocsAcquis(
        min(len(acquis), demandes),
        demandes,
        manquants,
        reste - a_decrire,
        a_decrire,
        exces,
    )


@frozen
class TousLesBlocs:
    """The certification is delivered when every bloc that it asks for is acquired.

    Where the édition says how many blocs of each nature are asked for (3 communs, 2 spécialité, 2 optionnels),
    that many are; a candidate who chooses more of a nature than is asked for is refused with the count.
    """

    source: Source
    code: str = "tous_les_blocs"

    def juger(self, noeud: Noeud, lecture: Lecture) -> Jugement:
        """Count the blocs acquired, those held already included."""
        return self._juger_blocs(noeud, _Blocs.de(lecture))

    @cached_property
    def _juger_blocs(self) -> Callable[[Noeud, _Blocs], Jugement]:
        """Judge once for all those of whom the same blocs are acquired, among the same."""
        return lru_cache(GARDES)(lambda noeud, blocs: Jugement(self, noeud, *self._trancher(blocs)))

    def _trancher(self, blocs: _Blocs) -> tuple[Verdict, BlocsAcquis]:
        constat = blocs.compter()
        return Verdict.ACQUIS if constat.complet else Verdict.NON_ACQUIS, constat

    def colonnes(self, noeud: Noeud, lecture: LectureEnColonnes) -> JugementEnColonnes:
        """Count in columns."""
        return acquis_si(_complets(lecture))

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for all of them, and for no more of a nature than it takes."""
        exces = isinstance(jugement.constat, BlocsAcquis) and jugement.constat.exces
        return PAS_UN_DE_PLUS if exces else TOUS_LES_BLOCS

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule."""
        return ("Le CQP est délivré si tous les blocs qui le constituent sont acquis.",)


def _complets(lecture: LectureEnColonnes) -> Terme:
    """Tell of whom `BlocsAcquis.complet` holds: enough of each nature, and no nature in excess."""
    acquis = {noeud.chemin: jugement.est(Verdict.ACQUIS) for noeud, jugement in lecture.blocs}
    if not lecture.edition.quotas:
        return et(*acquis.values())
    return et(
        *(
            et(
                somme(*(acquis[code] for code in quota.codes)) >= quota.demandes,
                ~(somme(*(lecture.choisi(code) for code in quota.codes)) >= quota.demandes + 1),
            )
            for quota in lecture.edition.quotas
        )
    )


@inscrire
@frozen
class AvisFinals:
    """The final evaluation of blocs held already: who was not convinced, and what was not evaluated."""

    role: str
    refuses: tuple[str, ...]
    manquants: tuple[str, ...]
    rien: bool = False

    code: ClassVar[str] = "avis_finals"

    def dire(self, mots: Mots) -> str:
        """Say what the evaluator refuses and has not seen, or that the evaluation is still to come."""
        return f"évaluation finale ({mots.nommer('role', self.role)}) : {self._dire(mots)}"

    def _dire(self, mots: Mots) -> str:
        if self.rien:
            return "à passer"
        dits = [f"non acquis pour {mots.dire(self.refuses, '«noeud»')}"] if self.refuses else []
        dits += [f"sans avis sur {mots.dire(self.manquants, '«noeud»')}"] if self.manquants else []
        return " ; ".join(dits) or "acquis"


FAVORABLE_EXIGE = Tournure("favorable_exige", "avis favorable de {role:evaluateur} sur chaque bloc")
ENONCE_FINALE = Tournure(
    "enonce_evaluation_finale",
    "Quand tous les blocs sont acquis, « {role:role} » les évalue ensemble ; "
    "un bloc déjà acquis le reste, et le jury débat du CQP si l'avis est défavorable.",
)


@frozen
class EvaluationFinale:
    """Once every bloc is acquired one by one, an evaluator sees them all again before the certification.

    A bloc held stays held when that evaluator says no: it is the certification that the jury debates.
    """

    role: str
    chacun: Regle
    source: Source
    code: str = "evaluation_finale"

    def juger(self, noeud: Noeud, lecture: Lecture) -> Jugement:
        """Fold the evaluator's avis on each bloc acquired."""
        acquis = [bloc.noeud for bloc in lecture.blocs if bloc.verdict is Verdict.ACQUIS]
        avis = {bloc.chemin: AvisDe(self.role, self.chacun).juger(bloc, lecture).verdict for bloc in acquis}
        refuses = tuple(code for code, verdict in avis.items() if verdict is Verdict.NON_ACQUIS)
        manquants = tuple(code for code, verdict in avis.items() if verdict is Verdict.NON_EVALUE)
        if len(manquants) == len(acquis) or not _Blocs.de(lecture).compter().complet:
            return Jugement(self, noeud, Verdict.NON_ACQUIS, AvisFinals(self.role, (), manquants, rien=True))
        verdict = Verdict.EN_DEBAT if refuses else Verdict.NON_EVALUE if manquants else Verdict.ACQUIS
        return Jugement(self, noeud, verdict, AvisFinals(self.role, refuses, manquants))

    def colonnes(self, noeud: Noeud, lecture: LectureEnColonnes) -> JugementEnColonnes:
        """Fold the avis in columns."""
        rendus = [
            (bloc.est(Verdict.ACQUIS), AvisDe(self.role, self.chacun).colonnes(noeud_du_bloc, lecture))
            for noeud_du_bloc, bloc in lecture.blocs
        ]
        refus, manques = (
            [et(acquis, avis.est(verdict)) for acquis, avis in rendus]
            for verdict in (Verdict.NON_ACQUIS, Verdict.NON_EVALUE)
        )
        rien = somme(*manques) >= somme(*(acquis for acquis, _ in rendus))
        return JugementEnColonnes(
            selon(
                (ou(rien, ~_complets(lecture)), Verdict.NON_ACQUIS),
                (ou(*refus), Verdict.EN_DEBAT),
                (ou(*manques), Verdict.NON_EVALUE),
                sinon=Verdict.ACQUIS,
            )
        )

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for the evaluator's avis on each bloc."""
        return FAVORABLE_EXIGE(role=self.role)

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule."""
        return (ENONCE_FINALE(role=self.role),)


@inscrire
@frozen
class FormationsSuivies:
    """The trainings of a voie, by name: those followed with their dates, and those that miss."""

    suivies: tuple[tuple[str, date], ...]
    manquantes: tuple[str, ...]

    code: ClassVar[str] = "formations_suivies"

    def dire(self, mots: Mots) -> str:
        """Say each of them."""
        dits = [f"{intitule} : suivi le {mots.jour(le)}" for intitule, le in self.suivies]
        dits += [f"{intitule} : non suivi" for intitule in self.manquantes]
        return ", ".join(dits) or "aucune formation exigée"


FORMATIONS_EXIGEES = Tournure("parcours_exige", "formations suivies intégralement")()


@frozen
class ParcoursSuivi:
    """Every training that the voie asks for was followed whole, at the latest on the day of the séance."""

    source: Source
    code: str = "parcours"

    def juger(self, noeud: Noeud, lecture: Lecture) -> Jugement:
        """Compare the dossier's dated parcours with the prerequisites of its voie."""
        suivis: list[tuple[str, date]] = []
        manquants: list[str] = []
        for etape in lecture.edition.prerequis_de(lecture.edition.voie(lecture.dossier.voie)):
            le = lecture.dossier.parcours.get(etape.code)
            if le is not None and le <= lecture.le:
                suivis.append((etape.intitule, le))
            else:
                manquants.append(etape.intitule)
        verdict = Verdict.NON_ACQUIS if manquants else Verdict.ACQUIS
        return Jugement(self, noeud, verdict, FormationsSuivies(tuple(suivis), tuple(manquants)))

    def colonnes(self, noeud: Noeud, lecture: LectureEnColonnes) -> JugementEnColonnes:
        """Compare the days in columns."""
        demandes = lecture.edition.prerequis_de(lecture.edition.voie(lecture.voie))
        jours = [lecture.suivi_le(etape.code) for etape in demandes]
        return acquis_si(et(*(et(jour >= 1, lecture.session >= jour) for jour in jours)))

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for the whole parcours."""
        return FORMATIONS_EXIGEES

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule."""
        return ("Le candidat a suivi intégralement les formations exigées par sa voie.",)
