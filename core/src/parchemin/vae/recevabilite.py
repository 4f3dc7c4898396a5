"""Is this request receivable? Each condition with what was found, the oral, and what to be told.

It is proposed to the body that decides, as everything that is computed here.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from parchemin.faits import Fait, Mots, Tournure, en_fait, inscrire
from parchemin.referentiel.model import Source
from parchemin.vae.demande import Attestation, DemandeVae
from parchemin.vae.etp import Jours, PeriodeComptee, compter_selon, mois_de_calendrier, total
from parchemin.vae.model import ConditionVae, Decompte, Dispense, Fenetre, Limite, Oral, Portee, RegleRecevabilite
from parchemin.vae.reglement import ReglementVae

ECARTEE = Tournure("experience_ecartee", "écartée : {raison}")
EXPERIENCE = Tournure("experience", "expérience {rang} {remarque}")
EXPERIENCE_NOMMEE = Tournure("experience_nommee", "expérience {rang} ({emploi}) {remarque}")
ORIENTATION = Tournure("orientation", "orientation : {vers}")
DEPOSEE = Tournure("depot", "dépôt du {le:jour}")
A_PARTIR_DU = Tournure("depot_a_partir_du", "dépôt à partir du {le:jour}")
AUCUNE_EXPERIENCE = Tournure("aucune_experience", "aucune expérience")
EN_RELATION = Tournure(
    "experiences_en_relation", "expériences : {en_relation} sur {toutes} en relation avec la certification"
)
NATURE_EXIGEE = Tournure("nature_exigee", "une expérience en relation avec le contenu de la certification")
DUREE = Tournure("duree_trouvee", "{jours} ({decompte}, {fenetre})")
DUREE_NON_ECRITE = Tournure("duree_non_ecrite", "aucune durée n'est écrite")
SANS_DUREE = Tournure("sans_duree_minimale", "aucune durée minimale")
DUREE_EXIGEE = Tournure("duree_exigee", "≥ {jours} ({decompte})")
DUREE_EXIGEE_DANS = Tournure("duree_exigee_dans", "≥ {jours}, dans les {annees} dernières années ({decompte})")
DEMANDES_AU_PLUS = Tournure("demandes_au_plus", "{maximum} demande{maximum:s} au plus par année civile, {portee}")
OBTENUE = Tournure("attestation_obtenue", "attestation {attestation} obtenue le {le:jour}")
DISPENSE_SI = Tournure("dispense_si", "dispense si obtenue du {du:jour} au {au:jour}, sauf demande du jury")
DISPENSE_DE_DROIT_SI = Tournure("dispense_de_droit_si", "dispense si obtenue {quand}")
DISPENSE_SAUF_DEMANDE_SI = Tournure(
    "dispense_sauf_demande_si", "dispense si obtenue {quand}, sauf demande du jury"
)
DU_AU = Tournure("obtenue_du_au", "du {du:jour} au {au:jour}")
DEPUIS_LE = Tournure("obtenue_depuis", "depuis le {du:jour}")
AVANT_LE = Tournure("obtenue_jusqu_au", "jusqu'au {au:jour}")
UN_JOUR = Tournure("obtenue_un_jour", "à toute date")
DUREE_EN_HEURES = Tournure("duree_exigee_en_heures", "≥ {heures} heures, soit {jours} ({decompte})")
DUREE_EN_MOIS = Tournure("duree_exigee_en_mois", "≥ {mois} mois ({decompte})")
MOIS_TROUVES = Tournure("mois_trouves", "{mois} mois, {jours} ({decompte}, {fenetre})")
DANS_LES_ANNEES = Tournure("duree_dans_les_annees", "{duree}, dans les {annees} dernières années")
DANS_UN_EMPLOI = Tournure("duree_dans_un_emploi", "{duree}, dans un seul emploi")
POUR_LE_BLOC = Tournure("pour_le_bloc", "bloc {bloc:noeud} : {duree}")
AUCUNE_EXIGEE = Tournure(
    "aucune_duree_exigee", "aucune durée d'expérience n'est écrite ({source}) : aucune n'est exigée"
)
RECOMMANDES = Tournure("jours_recommandes", "{jours} : {recommandes}, sont recommandés ({source})")
SANS_EFFET = Tournure(
    "attestation_sans_effet", "l'attestation {attestation} ne dispense pas de l'oral de {certification:«objet»}"
)
TARDIVE = Tournure("attestation_tardive", "attestation {attestation} datée du {le:jour}, après le dépôt")


@inscrire
@frozen
class DemandesDeLAnnee:
    """The requests that a limit counts in a civil year: this one, and those of the days ``deja``."""

    annee: int
    portee: Portee
    deja: tuple[date, ...] = ()
    code: ClassVar[str] = "demandes_de_l_annee"

    @property
    def nombre(self) -> int:
        """How many they are."""
        return len(self.deja) + 1

    def dire(self, mots: Mots) -> str:
        """Count them, and name the days of the earlier ones."""
        avec = f" (déjà le {', le '.join(map(mots.jour, self.deja))})" if self.deja else ""
        s = mots.dire(self.nombre, "s")
        return f"{self.nombre} demande{s} en {self.annee}, {self.portee.value}{avec}"


@frozen
class BlocDemande:
    """What is found of one bloc, where a request may be receivable for some only: its days, and its condition."""

    bloc: str
    jours: Fraction
    condition: ConditionVae

    @property
    def recevable(self) -> bool:
        """Whether the request is receivable for this bloc."""
        return self.condition.remplie


@frozen
class Recevabilite:
    """The answer to a request: every condition, met or not; every period, counted or not; the oral."""

    demande: DemandeVae
    regle: RegleRecevabilite
    periodes: tuple[PeriodeComptee, ...]
    conditions: tuple[ConditionVae, ...]
    oral: Oral
    motifs_oral: tuple[ConditionVae, ...] = ()
    rappels: tuple[Fait, ...] = ()
    blocs: tuple[BlocDemande, ...] = ()

    @property
    def recevable(self) -> bool:
        """Whether every condition is met; where each bloc has its own, of one bloc at least."""
        un_bloc = not self.blocs or any(bloc.recevable for bloc in self.blocs)
        return un_bloc and all(condition.remplie for condition in self.conditions)

    @property
    def jours(self) -> Fraction:
        """The days counted."""
        return total(self.periodes)

    @property
    def fenetre(self) -> Fenetre:
        """The days that could count."""
        return self.regle.fenetre(self.demande.depot)

    @property
    def decide_source(self) -> Source:
        """Where it is written who decides."""
        return self.regle.decide_source or self.regle.source

    @property
    def motifs(self) -> tuple[ConditionVae, ...]:
        """The conditions, those that are not met first, then what bears on the oral."""
        toutes = (*self.conditions, *(bloc.condition for bloc in self.blocs))
        return (*sorted(toutes, key=lambda condition: condition.remplie), *self.motifs_oral)

    @property
    def alertes(self) -> tuple[Fait, ...]:
        """What to be told, the periods that do not count in full included."""
        sur_les_periodes = (
            _situer(rang, periode, remarque)
            for rang, periode in enumerate(self.periodes, 1)
            for remarque in remarques(periode)
        )
        return (*self._orientation, *self.rappels, *sur_les_periodes)

    @property
    def _orientation(self) -> tuple[Fait, ...]:
        orientation = self.regle.orientation
        return (ORIENTATION(vers=orientation.vers),) if orientation and not self.recevable else ()


def remarques(periode: PeriodeComptee) -> tuple[Fait, ...]:
    """Return why a period does not count in full; nothing for one that does."""
    return (ECARTEE(raison=periode.ecartee),) if periode.ecartee else tuple(periode.reductions)


def _situer(rang: int, periode: PeriodeComptee, remarque: Fait) -> Fait:
    emploi = periode.experience.emploi
    if not emploi:
        return EXPERIENCE(rang=rang, remarque=remarque)
    return EXPERIENCE_NOMMEE(rang=rang, emploi=emploi, remarque=remarque)


def etudier(demande: DemandeVae, reglement: ReglementVae) -> Recevabilite:
    """Compare a request with the rule in force on the day of its deposit; raise `CodeInconnu` without one."""
    regle = reglement.le(demande.certification, demande.depot)
    periodes = compter_selon(regle, demande.experiences, demande.depot)
    jours = total(periodes)
    blocs = tuple(_blocs(demande, regle, reglement))
    motifs_oral = tuple(_motifs_oral(demande, regle))
    return Recevabilite(
        demande,
        regle,
        periodes,
        (
            *_ouverture(demande, regle),
            *_nature(demande, regle),
            *(() if blocs else (_duree(demande, regle, periodes),)),
            *_limites(demande, regle),
        ),
        _oral(demande, regle),
        motifs_oral,
        tuple(_rappels(demande, regle, jours, reglement)),
        blocs,
    )


def _oral(demande: DemandeVae, regle: RegleRecevabilite) -> Oral:
    """Return what a text says of the oral; a dispense supposes that there is one."""
    if regle.oral and not regle.oral.tenu:
        return Oral.AUCUN
    obtenues = [
        dispense
        for dispense in regle.dispenses
        for attestation in demande.attestations
        if attestation.code in dispense.attestations and dispense.vaut_le(attestation.date)
    ]
    if obtenues:
        return Oral.DISPENSE if all(dispense.sauf_demande for dispense in obtenues) else Oral.DISPENSE_DE_DROIT
    return Oral.OBLIGATOIRE if regle.oral or regle.dispenses else Oral.NON_PRECISE


def _blocs(demande: DemandeVae, regle: RegleRecevabilite, reglement: ReglementVae) -> Iterator[BlocDemande]:
    """Yield what is found of each bloc that is asked for, by the experiences that relate to it."""
    if regle.par_bloc is None:
        return
    edition = reglement.catalogue.en_vigueur(demande.certification, demande.depot)
    for bloc in demande.demande.blocs or tuple(bloc.code for bloc in edition.blocs):
        siennes = [une for une in demande.experiences if not une.blocs or bloc in une.blocs]
        periodes = compter_selon(regle, siennes, demande.depot)
        trouve = _duree(demande, regle, periodes)
        constat, exige = POUR_LE_BLOC(bloc=bloc, duree=trouve.constat), trouve.exige
        remplie = trouve.remplie and any(periode.compte for periode in periodes)
        yield BlocDemande(bloc, total(periodes), ConditionVae("bloc", constat, exige, regle.par_bloc, remplie))


def _ouverture(demande: DemandeVae, regle: RegleRecevabilite) -> Iterator[ConditionVae]:
    if ouverture := regle.ouverture:
        constat, exige = DEPOSEE(le=demande.depot), A_PARTIR_DU(le=ouverture.le)
        yield ConditionVae("ouverture", constat, exige, ouverture.source, demande.depot >= ouverture.le)


def _nature(demande: DemandeVae, regle: RegleRecevabilite) -> Iterator[ConditionVae]:
    if regle.nature is None:
        return
    en_relation = sum(experience.en_relation for experience in demande.experiences)
    toutes = len(demande.experiences)
    constat = EN_RELATION(en_relation=en_relation, toutes=toutes) if toutes else AUCUNE_EXPERIENCE()
    yield ConditionVae("nature", constat, NATURE_EXIGEE(), regle.nature, en_relation > 0)


def _duree(demande: DemandeVae, regle: RegleRecevabilite, periodes: tuple[PeriodeComptee, ...]) -> ConditionVae:
    jours = total(periodes)
    dit = {"jours": Jours(jours), "decompte": regle.decompte, "fenetre": regle.fenetre(demande.depot)}
    if regle.mois is None or regle.decompte is Decompte.ETP:
        return ConditionVae("duree", DUREE(**dit), exige_duree(regle), regle.source, jours >= regle.requis)
    mois = mois_de_calendrier(periodes)
    return ConditionVae(
        "duree", MOIS_TROUVES(**dit, mois=mois), exige_duree(regle), regle.source, mois >= regle.mois
    )


def exige_duree(regle: RegleRecevabilite) -> Fait:
    """Return the least duration that a rule asks for."""
    if not regle.duree_ecrite:
        return DUREE_NON_ECRITE()
    if not regle.requis:
        return SANS_DUREE()
    exigee = _duree_seule(regle)
    return DANS_UN_EMPLOI(duree=exigee) if regle.un_seul_emploi else exigee


def _duree_seule(regle: RegleRecevabilite) -> Fait:
    jours, annees, decompte = Jours(regle.requis, en_annees=True), regle.fenetre_annees, regle.decompte
    if regle.jours_etp is not None:
        if annees:
            return DUREE_EXIGEE_DANS(jours=jours, annees=annees, decompte=decompte)
        return DUREE_EXIGEE(jours=jours, decompte=decompte)
    if regle.heures is not None:
        exigee = DUREE_EN_HEURES(heures=regle.heures, jours=jours, decompte=decompte)
    else:
        exigee = DUREE_EN_MOIS(mois=regle.mois, decompte=decompte)
    return DANS_LES_ANNEES(duree=exigee, annees=annees) if annees else exigee


def _limites(demande: DemandeVae, regle: RegleRecevabilite) -> Iterator[ConditionVae]:
    for limite in regle.limites:
        constat = DemandesDeLAnnee(demande.depot.year, limite.portee, tuple(sorted(_comptees(demande, limite))))
        exige = DEMANDES_AU_PLUS(maximum=limite.maximum, portee=limite.portee)
        code = "demandes_toutes_certifications" if limite.toutes else "demandes_par_an"
        yield ConditionVae(code, constat, exige, limite.source, constat.nombre <= limite.maximum)


def _comptees(demande: DemandeVae, limite: Limite) -> Iterator[date]:
    """Yield the days of the earlier requests that a limit counts with this one."""
    for anterieure in demande.demandes_anterieures:
        meme_annee = anterieure.depot.year == demande.depot.year
        visee = limite.toutes or anterieure.certification == demande.certification
        if meme_annee and visee and not (limite.hors_blocs and anterieure.sur_blocs):
            yield anterieure.depot


def _motifs_oral(demande: DemandeVae, regle: RegleRecevabilite) -> Iterator[ConditionVae]:
    for dispense in regle.dispenses:
        for attestation in demande.attestations:
            if attestation.code in dispense.attestations:
                yield _motif_oral(attestation, dispense)


def _motif_oral(attestation: Attestation, dispense: Dispense) -> ConditionVae:
    return ConditionVae(
        "oral",
        OBTENUE(attestation=attestation.code, le=attestation.date),
        _dispense_si(dispense),
        dispense.source,
        dispense.vaut_le(attestation.date),
    )


def _dispense_si(dispense: Dispense) -> Fait:
    if dispense.sauf_demande and dispense.du and dispense.au:
        return DISPENSE_SI(du=dispense.du, au=dispense.au)
    bornes = {"du": dispense.du, "au": dispense.au}
    quand = (DU_AU if dispense.au else DEPUIS_LE) if dispense.du else (AVANT_LE if dispense.au else UN_JOUR)
    dit = quand(**{nom: jour for nom, jour in bornes.items() if jour})
    return (DISPENSE_SAUF_DEMANDE_SI if dispense.sauf_demande else DISPENSE_DE_DROIT_SI)(quand=dit)


def _rappels(
    demande: DemandeVae, regle: RegleRecevabilite, jours: Fraction, reglement: ReglementVae
) -> Iterator[Fait]:
    yield from map(en_fait, regle.rappels)
    if not regle.duree_ecrite:
        yield AUCUNE_EXIGEE(source=regle.source)
    if regle.jours_recommandes and regle.requis <= jours < regle.jours_recommandes:
        recommandes = Jours(Fraction(regle.jours_recommandes), en_annees=True)
        yield RECOMMANDES(jours=Jours(jours), recommandes=recommandes, source=regle.source)
    yield from _attestations(demande.attestations, demande, regle)
    yield from _relecture(demande, reglement)


def _attestations(
    attestations: Iterable[Attestation], demande: DemandeVae, regle: RegleRecevabilite
) -> Iterator[Fait]:
    ici = frozenset(regle.attestations())
    for attestation in attestations:
        if attestation.code not in ici:
            yield SANS_EFFET(attestation=attestation.code, certification=demande.certification)
        if attestation.date > demande.depot:
            yield TARDIVE(attestation=attestation.code, le=attestation.date)


def _relecture(demande: DemandeVae, reglement: ReglementVae) -> Iterator[Fait]:
    edition = reglement.catalogue.en_vigueur(demande.certification, demande.depot)
    if a_relire := edition.a_relire(demande.depot):
        yield a_relire
