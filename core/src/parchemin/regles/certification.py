"""Rules over the whole dossier: what a certification asks besides each bloc."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from attrs import frozen

from parchemin.faits import Fait, Mots, Tournure, inscrire
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import NatureBloc, Niveau, Quota, Source
from parchemin.regles.avis import AvisDe
from parchemin.regles.base import Enonce, Jugement, Regle, Verdict
from parchemin.regles.formule import Formule, Lu, Parmi, Trouve, acquis_si, rendre, selon, trouver
from parchemin.regles.lecture import Lecture, en_jour
from parchemin.regles.termes import VRAI, Terme, entier, et, maximum, minimum, ou, somme

_Codes = tuple[tuple[str, Terme], ...]
_AUCUN = entier(0)

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


def compter_blocs(lecture: Lecture) -> tuple[Trouve, Terme]:
    """Return how many of the blocs asked for are acquired, and of whom all are, with none in excess.

    They are counted nature by nature where the édition composes its blocs, and all together where it does not.
    """
    acquis = {bloc.noeud.chemin: bloc.est(Verdict.ACQUIS) for bloc in lecture.blocs}
    natures = [_compter_nature(quota, acquis, lecture) for quota in lecture.edition.quotas]
    if not lecture.edition.quotas:
        manquants = tuple((code, ~sien) for code, sien in acquis.items())
        natures = [_DUneNature(somme(*acquis.values()), len(acquis), manquants)]
    constat = trouver(
        BlocsAcquis,
        acquis=somme(*(nature.acquis for nature in natures)),
        total=sum(nature.demandes for nature in natures),
        manquants=Parmi(tuple(manquant for nature in natures for manquant in nature.manquants)),
        a_choisir=somme(*(nature.a_choisir for nature in natures)),
        a_decrire=somme(*(nature.a_decrire for nature in natures)),
        exces=Parmi(tuple(exces for nature in natures for exces in nature.exces)),
    )
    return constat, et(*(nature.complete for nature in natures))


@frozen(eq=False)
class _DUneNature:
    """The blocs of one nature: how many are acquired of those asked for, and which ones miss."""

    acquis: Terme
    demandes: int
    manquants: tuple[tuple[str, Terme], ...]
    a_choisir: Terme = _AUCUN
    a_decrire: Terme = _AUCUN
    exces: tuple[tuple[Trouve, Terme], ...] = ()

    @property
    def complete(self) -> Terme:
        """Tell of whom enough are acquired, and none in excess."""
        return et(self.acquis >= self.demandes, ~ou(*(exces for _, exces in self.exces)))


def _compter_nature(quota: Quota, acquis: Mapping[str, Terme], lecture: Lecture) -> _DUneNature:
    demandes, au_choix = quota.demandes, len(quota.codes) > quota.demandes
    choisis = somme(*(lecture.choisi(code) for code in quota.codes))
    manquants = tuple(
        (code, et(~acquis[code], lecture.choisi(code) if au_choix else VRAI)) for code in quota.codes
    )
    tenus = somme(*(acquis[code] for code in quota.codes))
    reste = maximum(entier(0), entier(demandes) - tenus - somme(*(manque for _, manque in manquants)))
    a_decrire = minimum(reste, entier(max(0, demandes - len(quota.codes))))
    exces = trouver(BlocsEnExces, nature=quota.nature, choisis=choisis, demandes=demandes)
    return _DUneNature(
        minimum(tenus, entier(demandes)),
        demandes,
        manquants,
        reste - a_decrire,
        a_decrire,
        ((exces, choisis >= demandes + 1),),
    )


@frozen
class TousLesBlocs:
    """The certification is delivered when every bloc that it asks for is acquired.

    Where the édition says how many blocs of each nature are asked for (3 communs, 2 spécialité, 2 optionnels),
    that many are; a candidate who chooses more of a nature than is asked for is refused with the count.
    """

    source: Source
    code: str = "tous_les_blocs"

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Count the blocs acquired, those held already included."""
        constat, complets = compter_blocs(lecture)
        return Formule(self, noeud, acquis_si(complets), constat)

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for all of them, and for no more of a nature than it takes."""
        exces = isinstance(jugement.constat, BlocsAcquis) and jugement.constat.exces
        return PAS_UN_DE_PLUS if exces else TOUS_LES_BLOCS

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule."""
        return ("Le CQP est délivré si tous les blocs qui le constituent sont acquis.",)


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

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Fold the evaluator's avis on each bloc acquired."""
        avis = AvisDe(self.role, self.chacun)
        rendus = [(bloc, avis.dire(bloc.noeud, lecture)) for bloc in lecture.blocs]
        refuses, manquants = (
            tuple((bloc.noeud.chemin, et(bloc.est(Verdict.ACQUIS), rendu.est(verdict))) for bloc, rendu in rendus)
            for verdict in (Verdict.NON_ACQUIS, Verdict.NON_EVALUE)
        )
        acquis = somme(*(bloc.est(Verdict.ACQUIS) for bloc in lecture.blocs))
        _, complets = compter_blocs(lecture)
        a_passer = ou(somme(*(manque for _, manque in manquants)) >= acquis, ~complets)
        return self._rendre(noeud, refuses, manquants).sauf((a_passer, self._rien(noeud, manquants)))

    def _rendre(self, noeud: Noeud, refuses: _Codes, manquants: _Codes) -> Formule:
        verdict = selon(
            (ou(*(refus for _, refus in refuses)), Verdict.EN_DEBAT),
            (ou(*(manque for _, manque in manquants)), Verdict.NON_EVALUE),
            sinon=Verdict.ACQUIS,
        )
        constat = trouver(AvisFinals, role=self.role, refuses=Parmi(refuses), manquants=Parmi(manquants))
        return Formule(self, noeud, verdict, constat)

    def _rien(self, noeud: Noeud, manquants: _Codes) -> Formule:
        constat = trouver(AvisFinals, role=self.role, refuses=(), manquants=Parmi(manquants), rien=True)
        return Formule(self, noeud, rendre(Verdict.NON_ACQUIS), constat)

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

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Compare the dossier's dated parcours with the prerequisites of its voie."""
        demandes = lecture.edition.prerequis_de(lecture.edition.voie(lecture.voie))
        jours = [(etape.intitule, lecture.suivi_le(etape.code)) for etape in demandes]
        suivis = [(intitule, jour, et(jour >= 1, lecture.session >= jour)) for intitule, jour in jours]
        constat = trouver(
            FormationsSuivies,
            suivies=Parmi(tuple(((intitule, Lu(en_jour, jour)), suivi) for intitule, jour, suivi in suivis)),
            manquantes=Parmi(tuple((intitule, ~suivi) for intitule, _, suivi in suivis)),
        )
        return Formule(self, noeud, acquis_si(et(*(suivi for *_, suivi in suivis))), constat)

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for the whole parcours."""
        return FORMATIONS_EXIGEES

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule."""
        return ("Le candidat a suivi intégralement les formations exigées par sa voie.",)
