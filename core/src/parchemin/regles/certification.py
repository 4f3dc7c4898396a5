"""Rules over the whole dossier: what a certification asks besides each bloc."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import ClassVar

from attrs import frozen

from parchemin.faits import Fait, Mots, Tournure, inscrire
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import NatureBloc, Niveau, Quota, Source
from parchemin.regles.avis import AvisDe
from parchemin.regles.base import Enonce, Jugement, Regle, Verdict
from parchemin.regles.formule import SANS_AVIS, Formule, Lu, Parmi, Trouve, acquis_si, rendre, selon, trouver
from parchemin.regles.lecture import Lecture, en_jour
from parchemin.regles.termes import FAUX, VRAI, Terme, entier, et, maximum, minimum, ou, somme

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
    """More blocs of a nature, or of a ``groupe``, were chosen than the certification asks for."""

    nature: NatureBloc | None
    choisis: int
    demandes: int
    groupe: str = ""

    code: ClassVar[str] = "blocs_en_exces"

    def dire(self, mots: Mots) -> str:
        """Say how many, for how many."""
        de = _NATURES[self.nature] if self.nature else f"« {self.groupe} »"
        return f"{self.choisis} blocs {de} choisis pour {self.demandes}"


class Surplus(Enum):
    """What becomes of a bloc that is chosen beyond what a nature or a group asks for.

    ``REFUSE``: the certification is refused. ``COMPTE``: each that is acquired counts like the others.
    ``IGNORE``: of those chosen or held, only the first count, in the order of the référentiel.
    """

    REFUSE = "refuse"
    COMPTE = "compte"
    IGNORE = "ignore"


@inscrire
@frozen
class BlocsAcquis:
    """How many of the blocs that the certification asks for are acquired, and what misses.

    ``a_choisir`` are those that the candidate has still to choose, ``a_decrire`` those that no référentiel
    describes yet; ``exces`` holds each nature of which more are presented than are asked for. ``sans_option``: the
    option that selects blocs is not known.
    """

    acquis: int
    total: int
    manquants: tuple[str, ...] = ()
    a_choisir: int = 0
    a_decrire: int = 0
    exces: tuple[BlocsEnExces, ...] = ()
    sans_option: bool = False

    code: ClassVar[str] = "blocs_acquis"

    def dire(self, mots: Mots) -> str:
        """Say the count, what misses, and what is in excess."""
        manquent = [mots.citer("noeud", bloc) for bloc in self.manquants] if self.acquis < self.total else []
        manquent += [f"{self.a_choisir} à choisir"] if self.a_choisir else []
        manquent += [f"{self.a_decrire} à décrire"] if self.a_decrire else []
        dits = [f"{self.acquis}/{self.total} blocs acquis"]
        dits += [f"manque {', '.join(manquent)}"] if manquent else []
        dits += ["option à préciser"] if self.sans_option else []
        return " ; ".join((*dits, *(exces.dire(mots) for exces in self.exces)))


TOUS_LES_BLOCS = Tournure("tous_les_blocs", "tous les blocs")()
PAS_UN_DE_PLUS = Tournure("tous_les_blocs_sans_exces", "tous les blocs, et pas un de plus")()


@frozen(eq=False)
class CompteDeBlocs:
    """How many of the blocs asked for are acquired, and of whom all are, with none in excess.

    ``sans_effet`` tells, by the codes of blocs, of whom one changes nothing any more; ``sans_option`` of whom the
    option that selects blocs is not known.
    """

    constat: Trouve
    complets: Terme
    sans_effet: Mapping[str, Terme]
    sans_option: Terme


def compter_blocs(lecture: Lecture, surplus: Surplus = Surplus.REFUSE) -> CompteDeBlocs:
    """Count the blocs that are asked for, nature by nature, group by group."""
    acquis = {bloc.noeud.chemin: bloc.est(Verdict.ACQUIS) for bloc in lecture.blocs}
    quotas = lecture.edition.quotas_de(lecture.voie)
    comptes = [_compter(quota, acquis, lecture, surplus) for quota in quotas if quota.codes or quota.demandes]
    options = lecture.edition.options_par_bloc
    sans_option = ~ou(*(lecture.option(option.code) for option in lecture.edition.options)) if options else FAUX
    constat = trouver(
        BlocsAcquis,
        acquis=somme(*(compte.acquis for compte in comptes)),
        total=somme(*(compte.demandes for compte in comptes)),
        manquants=Parmi(tuple(manquant for compte in comptes for manquant in compte.manquants)),
        a_choisir=somme(*(compte.a_choisir for compte in comptes)),
        a_decrire=somme(*(compte.a_decrire for compte in comptes)),
        exces=Parmi(tuple(exces for compte in comptes for exces in compte.exces)),
        sans_option=Lu(bool, sans_option) if options else False,
    )
    sans_effet = {code: dit for compte in comptes for code, dit in compte.sans_effet.items()}
    return CompteDeBlocs(constat, et(*(compte.complete for compte in comptes)), sans_effet, sans_option)


@frozen(eq=False)
class _Compte:
    """The blocs of one nature or group: how many are acquired of those asked for, and which ones miss."""

    acquis: Terme
    demandes: Terme
    manquants: tuple[tuple[str, Terme], ...]
    a_choisir: Terme = _AUCUN
    a_decrire: Terme = _AUCUN
    exces: tuple[tuple[Trouve, Terme], ...] = ()
    sans_effet: Mapping[str, Terme] = SANS_AVIS

    @property
    def complete(self) -> Terme:
        """Tell of whom enough are acquired, and none in excess."""
        return et(self.acquis >= self.demandes, ~ou(*(exces for _, exces in self.exces)))


def _compter(quota: Quota, acquis: Mapping[str, Terme], lecture: Lecture, surplus: Surplus) -> _Compte:
    demande = {code: lecture.demande(code) for code in quota.codes}
    siens = {code: et(acquis[code], demande[code]) for code in quota.codes}
    if surplus is Surplus.IGNORE and quota.au_plus is not None:
        siens = _les_premiers(siens, quota.au_plus, lecture)
    au_choix = len(quota.codes) > quota.demandes
    options = lecture.edition.options_par_bloc
    demandes = _demandes(quota, demande)
    manquants = tuple(
        (code, et(~acquis[code], demande[code], VRAI if not au_choix or code in options else lecture.choisi(code)))
        for code in quota.codes
    )
    tenus = somme(*siens.values())
    reste = maximum(_AUCUN, demandes - tenus - somme(*(manque for _, manque in manquants)))
    a_decrire = minimum(reste, entier(max(0, quota.demandes - len(quota.codes))))
    complete = tenus >= quota.demandes
    return _Compte(
        minimum(tenus, demandes),
        demandes,
        manquants,
        reste - a_decrire,
        a_decrire,
        _exces(quota, demande, lecture) if surplus is Surplus.REFUSE else (),
        dict.fromkeys(quota.codes, complete) if au_choix and _s_accommode(quota, surplus) else SANS_AVIS,
    )


def _demandes(quota: Quota, demande: Mapping[str, Terme]) -> Terme:
    """Return how many are asked for: of those that an option selects, where all of them are asked for."""
    if len(quota.codes) != quota.demandes:
        return entier(quota.demandes)
    return somme(*demande.values()) if demande else entier(quota.demandes)


def _s_accommode(quota: Quota, surplus: Surplus) -> bool:
    """Tell whether more blocs than are needed may be chosen: those left over then change nothing."""
    return surplus is not Surplus.REFUSE or quota.au_plus is None or quota.au_plus > quota.demandes


def _les_premiers(siens: Mapping[str, Terme], au_plus: int, lecture: Lecture) -> dict[str, Terme]:
    """Return of whom each bloc is acquired and one of the first that they chose or hold."""
    retenus: dict[str, Terme] = {}
    rang = _AUCUN
    for code, acquis in siens.items():
        rang = somme(rang, ou(acquis, lecture.choisi(code)))
        retenus[code] = et(acquis, ~(rang >= au_plus + 1))
    return retenus


def _exces(quota: Quota, demande: Mapping[str, Terme], lecture: Lecture) -> tuple[tuple[Trouve, Terme], ...]:
    if quota.au_plus is None or len(quota.codes) <= quota.au_plus:
        return ()
    choisis = somme(*(et(lecture.choisi(code), demande[code]) for code in quota.codes))
    exces = trouver(
        BlocsEnExces, nature=quota.nature, choisis=choisis, demandes=quota.au_plus, groupe=quota.groupe
    )
    return ((exces, choisis >= quota.au_plus + 1),)


_SURPLUS = {
    Surplus.REFUSE: (),
    Surplus.COMPTE: ("Un bloc choisi au-delà de ce qui est demandé compte comme les autres.",),
    Surplus.IGNORE: ("Un bloc choisi au-delà de ce qui est demandé ne compte pas.",),
}


@frozen
class TousLesBlocs:
    """The certification is delivered when every bloc that it asks for is acquired.

    The édition says how many blocs of each nature (``composition``) or of a list (``groupes``) are asked for; an
    option may select blocs, and a voie exclude some. ``surplus`` says what becomes of those that are chosen
    beyond. Who has no option, where an option selects blocs, is not evaluated.
    """

    source: Source
    code: str = "tous_les_blocs"
    surplus: Surplus = Surplus.REFUSE

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Count the blocs acquired, those held already included."""
        compte = compter_blocs(lecture, self.surplus)
        verdict = selon(
            (compte.sans_option, Verdict.NON_EVALUE),
            (compte.complets, Verdict.ACQUIS if lecture.blocs else Verdict.NON_EVALUE),
            sinon=Verdict.NON_ACQUIS,
        )
        return Formule(self, noeud, verdict, compte.constat, sans_effet=compte.sans_effet)

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for all of them, and for no more of a nature than it takes."""
        exces = isinstance(jugement.constat, BlocsAcquis) and jugement.constat.exces
        return PAS_UN_DE_PLUS if exces else TOUS_LES_BLOCS

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule."""
        return (
            "La certification est délivrée si tous ses blocs sont acquis.",
            *_SURPLUS[self.surplus],
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
    "un bloc déjà acquis le reste, et le jury débat de la certification si l'avis est défavorable.",
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
        complets = compter_blocs(lecture).complets
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
