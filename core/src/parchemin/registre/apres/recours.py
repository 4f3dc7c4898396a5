"""The appeals: deposited against what was proclaimed, decided by the instance that the branch declares for it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Generic, TypeVar

from attrs import evolve, field, frozen
from sqlalchemy import Connection, Row, Select, select

from parchemin.deliberation import InstanceDeRecours
from parchemin.deliberation.decision import Objet, par_objet
from parchemin.errors import ActeRefuse, CodeInconnu, Suggestion
from parchemin.faits import Fait, Tournure
from parchemin.registre.apres.cause import AVANT_LA_DECISION, AVANT_LE_DEPOT, Cause
from parchemin.registre.apres.rectification import (
    AUCUNE,
    Consequences,
    Reprise,
    ReprisePrete,
    inscrire_reprise,
    preparer_reprise,
    proclame,
)
from parchemin.registre.journal.journal import Acte
from parchemin.registre.seance.decisions import lire_decisions, lire_motif
from parchemin.registre.seance.seances import DossierInscrit, SeanceInscrite
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Ecriture, Lisible
from parchemin.registre.socle.tables import ARRETS, DOSSIERS, IDENTITES, PERSONNES, RECOURS, SEANCES
from parchemin.registre.titres.titres import derniere_identite, identite_lue

T = TypeVar("T")

PENDANT, REJETE, ACCUEILLI = "pendant", "rejete", "accueilli"


RECOURS_INCONNU = Tournure("recours_inconnu", "recours {recours} inconnu")
RECOURS_EN_COURS = Tournure(
    "recours_en_cours", "recours {recours} déposé le {le:jour} (acte {acte}) : à trancher d'abord"
)
DELAI_PASSE = Tournure("delai_passe", "{intitule} : le délai de {delai} a pris fin le {le:jour} [{source}]")
INSTANCE_SANS_RECOURS = Tournure(
    "instance_sans_recours", "instance « {instance} » : elle n'entend pas de recours{proche}"
)
RECOURS_TRANCHE = Tournure("recours_tranche", "recours {recours} déjà tranché : {sens} le {le:jour} (acte {acte})")


@frozen
class Depot:
    """An appeal that was deposited, with the number of its act."""

    recours: int
    acte: int
    seance: int
    dossier: str
    le: str
    deja: bool = False


@frozen
class ArretDemande:
    """What an instance decides of an appeal: new verdicts, by what they are of, or none where it rejects."""

    instance: str
    cause: Cause
    verdicts: Mapping[Objet, str] = field(factory=dict, converter=par_objet, hash=False)

    @property
    def sens(self) -> str:
        """Whether the appeal is rejected, or heard."""
        return ACCUEILLI if self.verdicts else REJETE


@frozen
class Arret:
    """What was decided of an appeal, with the number of its act and what followed."""

    recours: int
    acte: int
    certification: str
    instance: str
    sens: str
    le: str
    suites: Consequences = AUCUNE
    deja: bool = False


@frozen
class RecoursResume:
    """A line of the list of appeals."""

    recours: int
    seance: int
    certification: str
    dossier: str
    candidat: str
    depose_le: str
    etat: str
    instance: str | None
    decide_le: str | None


@frozen
class _Prepare(Generic[T]):
    """What is to be written of an appeal, or what was (``deja``)."""

    fiche: SeanceInscrite
    lu: DossierInscrit
    deja: T | None = None
    reprise: ReprisePrete | None = None

    def depend_de(self, acte: Acte) -> bool:
        """Tell whether an act changes it."""
        return acte.touche(self.fiche.id)


def deposer(registre: Registre, seance: int, dossier: str, cause: Cause) -> Depot:
    """Record an appeal against what was proclaimed of a dossier; given again, it is recorded once.

    :raises ActeRefuse: when no instance hears it, it comes too early or too late, or another is pending.
    """
    depot = Depot(0, 0, seance, dossier, cause.le.isoformat())

    def preparer(cx: Connection) -> _Prepare[Depot]:
        fiche, lu = proclame(cx, seance, dossier, registre.branches)
        connus = cx.execute(_tous().where(RECOURS.c.dossier == lu.id).order_by(RECOURS.c.id)).all()
        for connu in connus:
            if Cause(connu.le, lire_motif(cx, connu.motif)) == cause:
                return _Prepare(fiche, lu, evolve(depot, recours=connu.id, acte=connu.acte, deja=True))
        instances = registre.branches.recours(fiche.seance.certification)
        if raisons := [*_raisons(fiche, instances, cause, registre.aujourd_hui), *_pendants(connus)]:
            raise ActeRefuse(raisons)
        return _Prepare(fiche, lu)

    def ecrire(ecriture: Ecriture, prepare: _Prepare[Depot]) -> Depot:
        if prepare.deja:
            return prepare.deja
        lu, numero = prepare.lu, ecriture.suivant(RECOURS)
        contenu = {"recours": numero, "seance": seance, "dossier": dossier, "candidat": lu.empreinte}
        ligne = {"id": numero, "seance": seance, "dossier": lu.id}
        return evolve(depot, recours=numero, acte=cause.inscrire(ecriture, RECOURS, lu.personne, ligne, contenu))

    return registre.preparer_puis_ecrire(preparer, ecrire)


def decider(registre: Registre, numero: int, demande: ArretDemande) -> Arret:
    """Record what an instance decides of an appeal; the first decision stays, and the titles follow the new one.

    :raises ActeRefuse: with every reason; of two who decide at once, one is told.
    """

    def preparer(cx: Connection) -> _Prepare[Arret]:
        depot = _trouver(cx, numero)
        fiche, lu = proclame(cx, depot.seance, depot.code, registre.branches)
        if depot.sens is not None:
            return _Prepare(fiche, lu, _deja(cx, depot, demande))
        instances = registre.branches.recours(fiche.seance.certification)
        if raisons := _empechements(depot, demande, instances, registre.aujourd_hui):
            raise ActeRefuse(raisons)
        if not demande.verdicts:
            return _Prepare(fiche, lu)
        reprise = Reprise(demande.verdicts, demande.cause, numero)
        return _Prepare(fiche, lu, reprise=preparer_reprise(cx, fiche, lu, reprise, registre))

    def ecrire(ecriture: Ecriture, prepare: _Prepare[Arret]) -> Arret:
        if prepare.deja:
            return prepare.deja
        lu = prepare.lu
        dit = {"recours": numero, "instance": demande.instance, "sens": demande.sens}
        contenu = {**dit, "seance": prepare.fiche.id, "dossier": lu.dossier.code, "candidat": lu.empreinte}
        ligne = {"id": ecriture.suivant(ARRETS), **dit}
        acte = demande.cause.inscrire(ecriture, ARRETS, lu.personne, ligne, contenu)
        arret = Arret(
            numero,
            acte,
            prepare.fiche.seance.certification,
            demande.instance,
            demande.sens,
            demande.cause.le.isoformat(),
        )
        return evolve(arret, suites=inscrire_reprise(ecriture, prepare.reprise)) if prepare.reprise else arret

    return registre.preparer_puis_ecrire(preparer, ecrire)


def lister(source: Lisible) -> list[RecoursResume]:
    """Return every appeal, the latest first."""
    with source.lire() as cx:
        return list(map(_resumer, cx.execute(_tous().order_by(RECOURS.c.le.desc(), RECOURS.c.id.desc()))))


def _resumer(ligne: Row[Any]) -> RecoursResume:
    return RecoursResume(
        *(ligne.id, ligne.seance, ligne.certification, ligne.code, f"{ligne.nom} {ligne.prenom}"),
        *(ligne.le.isoformat(), ligne.sens or PENDANT, ligne.instance),
        ligne.decide_le.isoformat() if ligne.decide_le else None,
    )


def _tous() -> Select[Any]:
    """Select appeals, with the name that its candidate bears now, and what was decided of it if anything was."""
    lue = IDENTITES.alias()
    noms = {"acte_arret": ARRETS.c.acte, "decide_le": ARRETS.c.le, "motif_arret": ARRETS.c.motif}
    arret = (ARRETS.c.sens, ARRETS.c.instance, *(colonne.label(nom) for nom, colonne in noms.items()))
    return (
        select(RECOURS, DOSSIERS.c.code, SEANCES.c.certification, *identite_lue(lue), *arret)
        .join_from(RECOURS, DOSSIERS, DOSSIERS.c.id == RECOURS.c.dossier)
        .join(SEANCES, SEANCES.c.id == RECOURS.c.seance)
        .join(PERSONNES, PERSONNES.c.id == DOSSIERS.c.personne)
        .outerjoin(lue, lue.c.id == derniere_identite(DOSSIERS.c.personne, date.max))
        .outerjoin(ARRETS, ARRETS.c.recours == RECOURS.c.id)
    )


def _trouver(cx: Connection, numero: int) -> Row[Any]:
    ligne = cx.execute(_tous().where(RECOURS.c.id == numero)).one_or_none()
    if ligne is None:
        raise CodeInconnu(RECOURS_INCONNU(recours=numero))
    return ligne


def _pendants(connus: Sequence[Row[Any]]) -> Iterator[Fait]:
    for connu in connus:
        if connu.sens is None:
            yield RECOURS_EN_COURS(recours=connu.id, le=connu.le, acte=connu.acte)


def _raisons(
    fiche: SeanceInscrite, instances: Sequence[InstanceDeRecours], cause: Cause, aujourd_hui: date
) -> Iterator[Fait]:
    """Yield why an appeal cannot be deposited on a day."""
    rendue = fiche.seance.date
    yield from cause.raisons(aujourd_hui, rendue, AVANT_LA_DECISION)
    limites = [(i.delai.apres(rendue), i) for i in instances if i.delai]
    if len(limites) == len(instances) and all(limite < cause.le for limite, _ in limites):
        limite, instance = max(limites, key=lambda paire: paire[0])
        source = str(instance.source)
        yield DELAI_PASSE(intitule=instance.intitule, delai=str(instance.delai), le=limite, source=source)


def _empechements(
    depot: Row[Any], demande: ArretDemande, instances: Sequence[InstanceDeRecours], aujourd_hui: date
) -> list[Fait]:
    """Return why an appeal cannot be so decided; raise `CodeInconnu`."""
    connues = [instance.code for instance in instances]
    if demande.instance not in connues:
        proche = Suggestion.parmi(demande.instance, connues)
        raise CodeInconnu(INSTANCE_SANS_RECOURS(instance=demande.instance, proche=proche))
    return [*demande.cause.raisons(aujourd_hui, depot.le, AVANT_LE_DEPOT)]


def _deja(cx: Connection, depot: Row[Any], demande: ArretDemande) -> Arret:
    """Return what was decided already, where it is the very same; else refuse."""
    toutes = [prise.decision for prise in lire_decisions(cx, [depot.dossier]).get(depot.dossier, ())]
    prises = tuple(decision for decision in toutes if decision.recours == depot.id)
    verdicts = {decision.objet: decision.verdict.value for decision in prises}
    cause = Cause(depot.decide_le, lire_motif(cx, depot.motif_arret))
    meme = (depot.instance, depot.sens, cause) == (demande.instance, demande.sens, demande.cause)
    if meme and demande.verdicts.items() <= verdicts.items():
        jour = depot.decide_le.isoformat()
        suites = Consequences(depot.code, prises, deja=True)
        return Arret(
            depot.id, depot.acte_arret, depot.certification, depot.instance, depot.sens, jour, suites, deja=True
        )
    dit = {"sens": depot.sens, "le": depot.decide_le, "acte": depot.acte_arret}
    raise ActeRefuse([RECOURS_TRANCHE(recours=depot.id, **dit)])
