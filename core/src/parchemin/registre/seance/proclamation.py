"""Proclaiming a séance: refused with every reason, or locked for good with all its decisions and titles."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from attrs import asdict, evolve, field, frozen
from sqlalchemy import Connection, func, select, update

from parchemin.deliberation import Issue, Proposition, examiner_jury
from parchemin.deliberation.competences import cle_de_competence
from parchemin.deliberation.decision import (
    ENSEMBLE,
    REFUS,
    Conclusion,
    Decision,
    Objet,
    SurBloc,
    conclusion,
    objet,
    s_ecarte,
)
from parchemin.dossier.model import Observations
from parchemin.errors import ActeRefuse
from parchemin.faits import Fait, Tournure
from parchemin.jury import Constat, Gravite
from parchemin.registre.branches import Branches
from parchemin.registre.journal.journal import Acte
from parchemin.registre.personnes.personnes import Personne, lots
from parchemin.registre.seance.acquis_declares import interroger
from parchemin.registre.seance.decisions import DecisionAInscrire, DecisionInscrite, en_vigueur, inscrire_decisions
from parchemin.registre.seance.deux_jurys import SANS_AVIS, avis_precedents, cumuler, raisons_de_suite
from parchemin.registre.seance.manques import AvisMotives, DemandeManquante, avis_motives, manques, regrouper
from parchemin.registre.seance.propositions import Calcul, acquis_du_registre
from parchemin.registre.seance.recapitulatif import (
    HORLOGE_EN_RETARD,
    Conclusions,
    Recapitulatif,
    inhabituel,
    recapituler,
)
from parchemin.registre.seance.scrutin import Scrutin, refus_des_votes, scrutins
from parchemin.registre.seance.seances import (
    DossierDesigne,
    DossierInscrit,
    Etat,
    SeanceInscrite,
    charger,
    derniere_proposition,
    juges,
    parcourir,
)
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Ecriture
from parchemin.registre.socle.canonique import canonique
from parchemin.registre.socle.tables import DOSSIERS, JOURNAL, SEANCES, TITRES
from parchemin.registre.socle.tampon import Tampon
from parchemin.registre.titres.titres import Reperage, TitreDu, inscrire_titre, reperes, titres_dus, titres_valides
from parchemin.regles.base import Verdict

NE_PROCLAME_PAS = Tournure(
    "ne_proclame_pas",
    "{instance:instance} ne proclame pas : il évalue ou propose, une autre instance décide",
)
A_CONFIRMER = Tournure(
    "decision_a_confirmer",
    "dossier {dossier}, {objet} : décidé (acte {acte}) avant que le dossier change ; à confirmer",
)
RIEN_A_PROCLAMER = Tournure("rien_a_proclamer", "séance {seance} : aucun dossier à proclamer")
SEANCE_A_VENIR = Tournure(
    "seance_a_venir", "séance {seance} du {le:jour} : à venir, nous sommes le {aujourd_hui:jour}"
)
JURY_IRREGULIER = Tournure("jury_irregulier", "jury irrégulier : {constat} [{source}]")
ALERTE_DU_JURY = Tournure("alerte_du_jury", "jury : {constat} [{source}]")
DE_LA_PREMIERE = Tournure("premiere_seance_irreguliere", "séance {seance}, {raison}")
A_DELIBERER = Tournure("a_deliberer", "dossier {dossier} : à délibérer, il a changé ou ne l'a jamais été")
PROPOSITION_CHANGEE = Tournure(
    "proposition_changee",
    "dossier {dossier} : la proposition a changé depuis l'acte {acte} ; décidez de nouveau",
)
TITRES_D_UN_REFUSE = Tournure(
    "titres_d_un_refuse",
    "dossier {dossier} : le jury refuse l'ensemble, et {combien} titre{combien:s} de bloc "
    "à délivrer : {blocs:noeud} ; décidez de chacun de ces blocs",
)
AUTREMENT_QU_ANNONCE = Tournure(
    "autrement_qu_annonce", "dossier {dossier} : il a changé depuis le récapitulatif ; relisez-le"
)
GREFFON_EN_ERREUR = Tournure(
    "greffon_en_erreur", "branche « {branche} » en erreur : rien ne se proclame tant qu'elle n'est pas réparée"
)
DEBAT_SUR_DES_BLOCS = Tournure("debat_sur_des_blocs", "dossier {dossier} : débat ouvert sur {blocs:noeud}")
DEBAT_SUR_L_ENSEMBLE = Tournure("debat_sur_l_ensemble", "dossier {dossier} : débat ouvert sur l'ensemble")
BLOCS_SANS_OBSERVATIONS = Tournure(
    "blocs_sans_observations", "dossier {dossier} : observations manquantes sur {blocs:noeud}"
)
SANS_OBSERVATIONS = Tournure("sans_observations", "dossier {dossier} : observations manquantes")
BLOC_CONTREDIT = Tournure(
    "bloc_contredit",
    "dossier {dossier} : bloc {bloc:noeud} décidé non acquis, et toutes ses compétences restent validées ; "
    "décidez de celles qui ne le sont pas",
)
ENSEMBLE_CONTREDIT = Tournure(
    "ensemble_contredit",
    "dossier {dossier} : l'ensemble « {verdict:verdict} » ne suit pas de ce qui est décidé de {blocs:noeud}, "
    "qui donne « {donne:verdict} »",
)

OUVERTES = (Issue.EN_DEBAT, Issue.INCOMPLET)


@frozen
class Proclamation:
    """What proclaiming did; ``deja`` when the séance was proclaimed by an earlier command."""

    seance: int
    dossiers: int
    titres: int
    deja: bool = False


@frozen
class ExamenAvantProclamation:
    """What proclaiming a séance would come to now: what forbids it, what one should know, what it would deliver.

    ``titres`` are by dossier; of one on which something is open, nothing is said yet.
    """

    seance: int
    empechements: tuple[Fait, ...]
    avertissements: tuple[Fait, ...]
    titres: Mapping[str, tuple[TitreDu, ...]] = field(hash=False)
    recapitulatif: Recapitulatif = field(factory=Recapitulatif)


@frozen
class _Examine:
    """A dossier as the jury leaves it: what was proposed, what was decided, what it comes to.

    ``issue`` is what was decided of the whole, by this jury or the one that proposed; ``des_blocs`` what the
    rules make of the blocs as they were decided.
    """

    lu: DossierInscrit
    propose: Proposition
    conclusion: Proposition
    decisions: Mapping[Objet, DecisionInscrite]
    issue: Issue | None
    des_blocs: Issue
    scrutins: tuple[Scrutin, ...]


@frozen
class _Conclu:
    """What is to be written of a dossier: what was left to the proposition, the titles due; or what forbids it.

    ``issue`` is what it comes to, once nothing forbids it; ``decisions`` what the jury decided of it.
    """

    qui: DossierDesigne
    empechements: tuple[Fait, ...]
    laisses: tuple[DecisionAInscrire, ...] = ()
    titres: tuple[TitreDu, ...] = ()
    issue: Issue | None = None
    decisions: tuple[Decision, ...] = ()
    manques: tuple[DemandeManquante, ...] = ()


@frozen
class _Proclamable:
    """A séance that nothing forbids to proclaim; what is to be written of its dossiers waits in a `Tampon`."""

    fiche: SeanceInscrite
    titres: int = 0
    deja: Proclamation | None = None

    def depend_de(self, acte: Acte) -> bool:
        """Tell whether an act changes what was examined."""
        return acte.touche(self.fiche.id, self.fiche.precedente)


def examiner(registre: Registre, numero: int) -> ExamenAvantProclamation:
    """Return what `proclamer` would refuse, and what it would deliver; nothing is written.

    :raises CodeInconnu: when there is no séance of that number.
    """
    with registre.lire() as cx:
        fiche = charger(cx, numero, registre.catalogue)
        calcul = Calcul(fiche, registre.branches)
        if close := fiche.cloture():
            return ExamenAvantProclamation(numero, (close,), (), {})
        constats = tuple(_constats(cx, fiche, registre.branches))
        empechements = [*_empechements(cx, calcul, constats, registre.aujourd_hui)]
        conclus = {conclu.qui.code: conclu for conclu in _conclure(cx, calcul)}
        empechements += [fait for conclu in conclus.values() for fait in conclu.empechements]
        recap, avertissements = _recapituler(cx, fiche, registre, conclus)
    titres = {code: conclu.titres for code, conclu in conclus.items()}
    alertes = tuple(
        ALERTE_DU_JURY(constat=constat.fait, source=str(constat.source))
        for constat in constats
        if constat.gravite is Gravite.ALERTE
    )
    manquent = regrouper((code, manque) for code, conclu in conclus.items() for manque in conclu.manques)
    avertissements = (*alertes, *avertissements, *manquent)
    return ExamenAvantProclamation(numero, tuple(empechements), avertissements, titres, recap)


def _recapituler(
    cx: Connection, fiche: SeanceInscrite, registre: Registre, conclus: Mapping[str, _Conclu]
) -> tuple[Recapitulatif, tuple[Fait, ...]]:
    """Return what is to be proclaimed, and what is unusual in it."""
    inscrits = [lu for page in parcourir(cx, fiche) for lu in page]
    deports = {lu.dossier.code: lu.deports for lu in inscrits if lu.deports and not lu.retrait}
    seance, branches = evolve(fiche.seance, deports=deports), registre.branches
    compositions = tuple(
        dict.fromkeys(c for e in seance.editions.values() for c in branches.compositions(e, seance.instance))
    )
    conclues = Conclusions(
        {code: conclu.issue for code, conclu in conclus.items() if conclu.issue},
        {code: conclu.decisions for code, conclu in conclus.items()},
    )
    recap = recapituler(seance, compositions, conclues, [lu.retrait for lu in inscrits if lu.retrait])
    dits = (*inhabituel(fiche.id, seance, recap, compositions, registre.aujourd_hui), *_horloge(cx, registre))
    dits = (*dits, *interroger(cx, fiche).alertes)
    return recap, dits


def _horloge(cx: Connection, registre: Registre) -> Iterator[Fait]:
    """Say that an act would be earlier than the one before it."""
    dernier = cx.execute(select(JOURNAL.c.le).order_by(JOURNAL.c.numero.desc()).limit(1)).scalar()
    ici = registre.horloge()
    if dernier and datetime.fromisoformat(dernier) > ici:
        yield HORLOGE_EN_RETARD(ici=ici.isoformat(timespec="seconds"), dernier=dernier)


def proclamer(
    registre: Registre, numero: int, annonces: Mapping[str, tuple[TitreDu, ...]] | None = None
) -> Proclamation:
    """Lock a séance and deliver its titles; what the jury left to the proposition is decided as proposed.

    :param annonces: the titles that somebody read and agreed to, by dossier; no other is delivered.
    :raises ActeRefuse: with every reason: an instance that does not decide, an irregular jury, an open debate.
    """
    with Tampon() as tampon:
        preparer = partial(_preparer, registre=registre, numero=numero, tampon=tampon, annonces=annonces)
        return registre.preparer_puis_ecrire(preparer, partial(_ecrire, tampon=tampon))


def _preparer(
    cx: Connection,
    *,
    registre: Registre,
    numero: int,
    tampon: Tampon,
    annonces: Mapping[str, tuple[TitreDu, ...]] | None,
) -> _Proclamable:
    fiche = charger(cx, numero, registre.catalogue)
    if fiche.etat is Etat.PROCLAMEE:
        return _Proclamable(fiche, deja=_proclamee(cx, fiche))
    calcul = Calcul(fiche.exiger_ouverte(), registre.branches)
    constats = _constats(cx, fiche, registre.branches)
    empechements = [*_empechements(cx, calcul, constats, registre.aujourd_hui)]
    combien = 0
    tampon.recommencer()
    for conclu in _conclure(cx, calcul):
        empechements += conclu.empechements
        combien += len(conclu.titres)
        if annonces is not None and annonces.get(conclu.qui.code) != conclu.titres:
            empechements.append(AUTREMENT_QU_ANNONCE(dossier=conclu.qui.code))
        tampon.mettre(*_ecrire_conclu(conclu))
    if empechements:
        raise ActeRefuse(empechements)
    return _Proclamable(fiche, combien)


def _ecrire(ecriture: Ecriture, prete: _Proclamable, *, tampon: Tampon) -> Proclamation:
    if prete.deja:
        return prete.deja
    fiche = prete.fiche
    for lot in lots(_lire_conclu(*ecrit) for ecrit in tampon):
        inscrire_decisions(ecriture, fiche.id, [laissee for conclu in lot for laissee in conclu.laisses])
        ecriture.ajouter(TITRES, [ligne for conclu in lot for ligne in _delivrer(ecriture, fiche, conclu)])
    _clore(ecriture, fiche.id, Etat.PROCLAMEE)
    contenu = {"seance": fiche.id, "dossiers": tampon.nombre, "titres": prete.titres}
    if fiche.precedente is not None:
        _clore(ecriture, fiche.precedente, Etat.PROPOSEE)
        contenu["suite_de"] = fiche.precedente
    ecriture.inscrire("proclamation", contenu)
    return Proclamation(fiche.id, tampon.nombre, prete.titres)


def _clore(ecriture: Ecriture, seance: int, etat: Etat) -> None:
    ecriture.cx.execute(update(SEANCES).where(SEANCES.c.id == seance).values(etat=etat.value))


def _proclamee(cx: Connection, fiche: SeanceInscrite) -> Proclamation:
    juges_ici = (DOSSIERS.c.seance == fiche.id, DOSSIERS.c.retrait == "")
    dossiers = cx.execute(select(func.count(DOSSIERS.c.id)).where(*juges_ici)).scalar_one()
    titres = cx.execute(select(func.count(TITRES.c.id)).where(TITRES.c.seance == fiche.id)).scalar_one()
    return Proclamation(fiche.id, dossiers, titres, deja=True)


def _empechements(
    cx: Connection, calcul: Calcul, constats: Iterable[Constat], aujourd_hui: date
) -> Iterator[Fait]:
    """Yield why a séance as a whole cannot proclaim: its day, instance, jury, the séance that it follows."""
    fiche, branches = calcul.fiche, calcul.branches
    yield from (GREFFON_EN_ERREUR(branche=branche) for branche in branches.en_erreur())
    if fiche.seance.date > aujourd_hui:
        yield SEANCE_A_VENIR(seance=fiche.id, le=fiche.seance.date, aujourd_hui=aujourd_hui)
    if not branches.proclame(fiche.seance.certification, fiche.seance.instance):
        yield NE_PROCLAME_PAS(seance=fiche.id, instance=fiche.seance.instance)
    yield from _irregularites(constats)
    if next(_tous(cx, fiche), None) is None:
        yield RIEN_A_PROCLAMER(seance=fiche.id)
    yield from interroger(cx, fiche).questions
    if fiche.precedente is not None:
        premiere = charger(cx, fiche.precedente, branches.catalogue)
        yield from raisons_de_suite(cx, fiche, premiere)
        siens = _irregularites(_constats(cx, premiere, branches))
        yield from (DE_LA_PREMIERE(seance=premiere.id, raison=raison) for raison in siens)


def _constats(cx: Connection, fiche: SeanceInscrite, branches: Branches) -> tuple[Constat, ...]:
    """Return what is found of the jury of a séance."""
    inscrits = [evolve(lu, dossier=evolve(lu.dossier, observations=Observations())) for lu in _tous(cx, fiche)]
    deports = {lu.dossier.code: lu.deports for lu in inscrits if lu.deports}
    dossiers = tuple(lu.dossier for lu in inscrits)
    return examiner_jury(evolve(fiche.seance, dossiers=dossiers, deports=deports), branches).constats


def _irregularites(constats: Iterable[Constat]) -> Iterator[Fait]:
    for constat in constats:
        if constat.gravite is Gravite.IRREGULARITE:
            dits = {"constat": constat.fait, "source": str(constat.source)}
            yield JURY_IRREGULIER(**dits, dossiers=constat.dossiers)


def _tous(cx: Connection, fiche: SeanceInscrite) -> Iterator[DossierInscrit]:
    return (lu for page in juges(cx, fiche) for lu in page)


def _conclure(cx: Connection, calcul: Calcul) -> Iterator[_Conclu]:
    """Yield what each dossier comes to, or what forbids to proclaim it."""
    le, tenus = calcul.fiche.seance.date, set[Reperage]()
    avis = avis_motives(cx, calcul.fiche)
    for page in juges(cx, calcul.fiche):
        tenus |= titres_valides(cx, [lu.personne.id for lu in page], le)
        for lu, examine in zip(page, _examiner(cx, calcul, page), strict=True):
            if not isinstance(examine, _Examine):
                yield _Conclu(lu.designe, (examine,))
                continue
            decisions = tuple(prise.decision for prise in examine.decisions.values())
            dus = [*titres_dus(examine.conclusion, calcul.branches.titres(examine.conclusion.edition), le)]
            empechements = (*_raisons(examine), *_titres_d_un_refuse(examine, dus))
            manquent = tuple(_manques(examine, decisions, calcul, avis))
            if empechements:
                yield _Conclu(lu.designe, empechements, decisions=decisions, manques=manquent)
                continue
            titres, issue = tuple(_nouveaux(lu, dus, tenus)), examine.issue or examine.conclusion.issue
            yield _Conclu(lu.designe, (), tuple(_laisses(examine)), titres, issue, decisions, manquent)


def _titres_d_un_refuse(examine: _Examine, dus: Iterable[TitreDu]) -> Iterator[Fait]:
    """Refuse to deliver titles of blocs to whom the jury refused the whole, unless it said so of each bloc."""
    entier = examine.decisions.get(ENSEMBLE)
    if entier is None or entier.decision.verdict is not Issue.NON_CERTIFIE:
        return
    dits = {prise.cle for de, prise in examine.decisions.items() if de != ENSEMBLE}
    if tus := tuple(du.bloc_cle for du in dus if du.bloc_cle not in dits):
        blocs = tuple(cle.rpartition("/")[2] for cle in tus)
        yield TITRES_D_UN_REFUSE(dossier=examine.lu.dossier.code, combien=len(tus), blocs=blocs)


def _manques(
    examine: _Examine, decisions: Iterable[Decision], calcul: Calcul, avis: AvisMotives | None
) -> Iterator[DemandeManquante]:
    """Yield what a document asks of who refuses and that nobody recorded."""
    if (examine.issue or examine.conclusion.issue) in REFUS:
        instance = calcul.fiche.seance.instance
        yield from manques(examine.conclusion, decisions, calcul.branches, instance, avis)


def _nouveaux(lu: DossierInscrit, dus: Iterable[TitreDu], tenus: set[Reperage]) -> Iterator[TitreDu]:
    """Yield the titles that their holder does not have yet, and take note that they are held from now on."""
    for du in dus:
        siennes = {lu.personne.id, lu.personne.groupe}
        signes = {signe for qui in siennes for signe in reperes(qui, du, du.intitule, lu.dossier.option)}
        if signes.isdisjoint(tenus):
            tenus |= signes
            yield du


def _examiner(cx: Connection, calcul: Calcul, page: list[DossierInscrit]) -> Iterator[_Examine | Fait]:
    """Yield each dossier as the jury leaves it, or that it is to be deliberated first."""
    ids = [lu.id for lu in page]
    gardees, decisions = derniere_proposition(cx, ids), en_vigueur(cx, ids)
    tenus = acquis_du_registre(cx, calcul.fiche, [lu.personne.id for lu in page])
    avant = avis_precedents(cx, calcul.fiche, [lu.dossier.code for lu in page])
    for lu in page:
        acquis, avis = tenus.get(lu.personne.id, []), avant.get(lu.dossier.code, SANS_AVIS)
        if lu.id not in gardees or calcul.perimee(lu, gardees[lu.id], acquis, avis):
            yield A_DELIBERER(dossier=lu.dossier.code, seance=calcul.fiche.id)
            continue
        siennes = decisions.get(lu.id, {})
        decides = cumuler(avis, {de: prise.decision.verdict for de, prise in siennes.items()})
        propose = calcul.conclure(lu.dossier, acquis, avis)
        conclusion = calcul.conclure(lu.dossier, acquis, decides) if siennes else propose
        issue, des_blocs = None, conclusion.issue
        if ENSEMBLE in decides:
            issue = Issue(decides.pop(ENSEMBLE))
            des_blocs = calcul.conclure(lu.dossier, acquis, decides).issue
        voix = scrutins(calcul.fiche, lu, calcul.branches) if siennes else ()
        yield _Examine(lu, propose, conclusion, siennes, issue, des_blocs, voix)


def _raisons(examine: _Examine) -> Iterator[Fait]:
    dossier, conclusion = examine.lu.dossier.code, examine.conclusion
    proposes: dict[Objet, Conclusion] = {SurBloc(bloc.bloc.code): bloc.verdict for bloc in examine.propose.blocs}
    proposes |= {objet(dite.chemin): dite.verdict for dite in examine.propose.competences}
    proposes[ENSEMBLE] = examine.propose.issue
    for prise in examine.decisions.values():
        yield from _a_reprendre(examine, prise.decision)
    for de, prise in examine.decisions.items():
        propose = proposes.get(de, Verdict.NON_EVALUE)
        if prise.decision.motif == "" and s_ecarte(prise.decision.verdict, propose):
            yield PROPOSITION_CHANGEE(dossier=dossier, acte=prise.decision.acte)
    yield from _contradiction(examine, proposes)
    yield from _contredits(examine)
    if examine.issue or conclusion.issue not in OUVERTES:
        return
    ouverts = [bloc for bloc in conclusion.blocs if bloc.presente]
    debats = tuple(bloc.bloc.code for bloc in ouverts if bloc.verdict is Verdict.EN_DEBAT)
    absents = tuple(bloc.bloc.code for bloc in ouverts if bloc.verdict is Verdict.NON_EVALUE)
    if debats:
        yield DEBAT_SUR_DES_BLOCS(dossier=dossier, blocs=debats)
    elif conclusion.issue is Issue.EN_DEBAT:
        yield DEBAT_SUR_L_ENSEMBLE(dossier=dossier)
    elif absents:
        yield BLOCS_SANS_OBSERVATIONS(dossier=dossier, blocs=absents)
    else:
        yield SANS_OBSERVATIONS(dossier=dossier)


def _a_reprendre(examine: _Examine, prise: Decision) -> Iterator[Fait]:
    """Refuse a decision on what changed since, and one that its votes do not carry any more."""
    dossier = examine.lu.dossier.code
    if (prise.acte or 0) < examine.lu.retouche:
        yield A_CONFIRMER(dossier=dossier, objet=prise.objet, acte=prise.acte)
    yield from refus_des_votes(prise, dossier, examine.scrutins)


def _contradiction(examine: _Examine, proposes: Mapping[Objet, Conclusion]) -> Iterator[Fait]:
    """Refuse a whole that does not follow from blocs on which the jury decided otherwise, unless it says why."""
    entier = examine.decisions.get(ENSEMBLE)
    prises = examine.decisions.items()
    changes = [de.chemin for de, p in prises if de != ENSEMBLE and p.decision.verdict != proposes.get(de)]
    if not changes or examine.issue is None or (entier and entier.decision.motif != ""):
        return
    if s_ecarte(examine.issue, examine.des_blocs):
        yield ENSEMBLE_CONTREDIT(
            dossier=examine.lu.dossier.code,
            verdict=examine.issue,
            blocs=tuple(changes),
            donne=examine.des_blocs,
            acte=entier.decision.acte if entier else None,
        )


def _contredits(examine: _Examine) -> Iterator[Fait]:
    """Yield each bloc refused while all its compétences stay validated: the next jury would find it whole."""
    conclue = examine.conclusion
    for bloc in (bloc for bloc in conclue.blocs if SurBloc(bloc.bloc.code) in examine.decisions):
        siennes = {dite.verdict for dite in conclue.competences if dite.bloc == bloc.bloc.code}
        if bloc.verdict is Verdict.NON_ACQUIS and siennes == {Verdict.ACQUIS}:
            yield BLOC_CONTREDIT(dossier=examine.lu.dossier.code, bloc=bloc.bloc.code)


def _laisses(examine: _Examine) -> Iterator[DecisionAInscrire]:
    """Yield what the jury left to the proposition: each bloc presented, then the dossier."""
    qui, conclue = examine.lu.designe, examine.conclusion
    for bloc in (bloc for bloc in conclue.blocs if bloc.presente):
        if (de := SurBloc(bloc.bloc.code)) not in examine.decisions:
            yield DecisionAInscrire(qui, bloc.bloc.cle, Decision(de, bloc.verdict, bloc.verdict))
    for dite in conclue.competences:
        if objet(dite.chemin) not in examine.decisions and not dite.acquise_le:
            cle = cle_de_competence(conclue.edition.cle, dite.chemin)
            yield DecisionAInscrire(qui, cle, Decision(objet(dite.chemin), dite.verdict, dite.verdict))
    if ENSEMBLE not in examine.decisions:
        yield DecisionAInscrire(qui, "", Decision(ENSEMBLE, conclue.issue, examine.propose.issue))


def _delivrer(ecriture: Ecriture, fiche: SeanceInscrite, conclu: _Conclu) -> Iterator[dict[str, Any]]:
    for du in conclu.titres:
        yield inscrire_titre(ecriture, fiche.id, conclu.qui, fiche.seance.date, du)


def _ecrire_conclu(conclu: _Conclu) -> tuple[list[object], str]:
    qui = conclu.qui
    laisses = [
        [
            laissee.cle,
            laissee.decision.objet.chemin,
            laissee.decision.verdict.value,
            laissee.decision.propose.value,
        ]
        for laissee in conclu.laisses
    ]
    titres = [{**asdict(du), "expire_le": str(du.expire_le or "")} for du in conclu.titres]
    return [qui.id, qui.code, qui.personne.id, qui.personne.sel, qui.empreinte], canonique([laisses, titres])


def _ecrire_laissee(laissee: DecisionAInscrire) -> list[str]:
    decision = laissee.decision
    return [laissee.cle, decision.objet.chemin, decision.verdict.value, decision.propose.value]


def _lire_conclu(tete: list[Any], corps: str) -> _Conclu:
    numero, code, personne, sel, empreinte = tete
    laisses, titres = json.loads(corps)
    qui = DossierDesigne(numero, code, Personne(personne, sel), empreinte)
    return _Conclu(qui, (), tuple(_lire_laissee(qui, *dite) for dite in laisses), tuple(map(_lire_du, titres)))


def _lire_laissee(qui: DossierDesigne, cle: str, chemin: str, verdict: str, propose: str) -> DecisionAInscrire:
    de = objet(chemin)
    return DecisionAInscrire(qui, cle, Decision(de, conclusion(de, verdict), conclusion(de, propose)))


def _lire_du(ecrit: dict[str, Any]) -> TitreDu:
    expire = ecrit["expire_le"]
    return TitreDu(**{**ecrit, "expire_le": date.fromisoformat(expire) if expire else None})
