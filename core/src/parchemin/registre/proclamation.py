"""Proclaiming a séance: refused with every reason, or locked for good with all its decisions and titles."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, frozen
from sqlalchemy import Connection, Row, func, select, update

from parchemin.deliberation import Issue, Proposition, examiner_jury
from parchemin.dossier.model import Observations
from parchemin.errors import ActeRefuse
from parchemin.faits import Fait, Tournure
from parchemin.jury import Gravite
from parchemin.registre.base import Ecriture
from parchemin.registre.branches import Branches
from parchemin.registre.decisions import Tranche, en_vigueur, inscrire_decision, ligne_de_decision, s_ecarte
from parchemin.registre.propositions import Calcul, acquis_du_registre
from parchemin.registre.seances import Etat, Fiche, Range, charger, derniere_proposition, parcourir
from parchemin.registre.service import Registre
from parchemin.registre.suite import SANS_AVIS, avis_precedents, cumuler, lire_avis, raisons_de_suite
from parchemin.registre.tables import DECISIONS, DOSSIERS, SEANCES, TITRES
from parchemin.registre.titres import Conclu, delivrer
from parchemin.regles.base import Verdict

NE_PROCLAME_PAS = Tournure(
    "ne_proclame_pas",
    "{instance:instance} ne proclame pas : il évalue ou propose, une autre instance décide",
)
JURY_IRREGULIER = Tournure("jury_irregulier", "jury irrégulier : {constat} [{source}]")
DE_LA_PREMIERE = Tournure("premiere_seance_irreguliere", "séance {seance}, {raison}")
A_DELIBERER = Tournure("a_deliberer", "dossier {dossier} : à délibérer, il a changé ou ne l'a jamais été")
PROPOSITION_CHANGEE = Tournure(
    "proposition_changee",
    "dossier {dossier} : la proposition a changé depuis l'acte {acte} ; décidez de nouveau",
)
DEBAT_SUR_DES_BLOCS = Tournure("debat_sur_des_blocs", "dossier {dossier} : débat ouvert sur {blocs:noeud}")
DEBAT_SUR_L_ENSEMBLE = Tournure("debat_sur_l_ensemble", "dossier {dossier} : débat ouvert sur l'ensemble")
BLOCS_SANS_OBSERVATIONS = Tournure(
    "blocs_sans_observations", "dossier {dossier} : observations manquantes sur {blocs:noeud}"
)
SANS_OBSERVATIONS = Tournure("sans_observations", "dossier {dossier} : observations manquantes")
ENSEMBLE_CONTREDIT = Tournure(
    "ensemble_contredit",
    "dossier {dossier} : l'ensemble « {verdict:verdict} » ne suit pas de ce qui est décidé de {blocs:noeud}, "
    "qui donne « {donne:verdict} »",
)

OUVERTES = (Issue.EN_DEBAT, Issue.INCOMPLET)


@frozen
class Resultat:
    """What proclaiming did; ``deja`` when the séance was proclaimed by an earlier command."""

    seance: int
    dossiers: int
    titres: int
    deja: bool = False


@frozen
class _Examine:
    """A dossier as the jury leaves it: what was proposed, what was decided, what it comes to.

    ``issue`` is what was decided of the whole, by this jury or the one that proposed; ``des_blocs`` what the
    rules make of the blocs as they were decided.
    """

    lu: Range
    propose: Proposition
    conclusion: Proposition
    decisions: Mapping[str, Row[Any]]
    issue: Issue | None
    des_blocs: Issue


def proclamer(registre: Registre, numero: int) -> Resultat:
    """Lock a séance and deliver its titles; what the jury left to the proposition is decided as proposed.

    :raises ActeRefuse: with every reason: an instance that does not decide, an irregular jury, an open debate.
    """
    branches = registre.branches
    with registre.ecrire() as ecriture:
        fiche = charger(ecriture.cx, numero, branches.catalogue)
        if fiche.etat is Etat.PROCLAMEE:
            return _proclamee(ecriture.cx, fiche)
        calcul = Calcul(fiche.exiger_ouverte(), branches)
        raisons = [*_raisons_du_jury(ecriture.cx, calcul), *_raisons_d_avant(ecriture.cx, fiche, branches)]
        dossiers = titres = 0
        for page in parcourir(ecriture.cx, fiche):
            examines = list(_examiner(ecriture.cx, calcul, page, raisons))
            dossiers += len(page)
            if not raisons:
                lignes = [ligne for examine in examines for ligne in _enteriner(ecriture, fiche, examine)]
                ecriture.ajouter(DECISIONS, lignes)
                titres += delivrer(ecriture, fiche, [_conclure(calcul, examine) for examine in examines])
        if raisons:
            raise ActeRefuse(raisons)
        _clore(ecriture, numero, Etat.PROCLAMEE)
        contenu = {"seance": numero, "dossiers": dossiers, "titres": titres}
        if fiche.precedente is not None:
            _clore(ecriture, fiche.precedente, Etat.PROPOSEE)
            contenu["suite_de"] = fiche.precedente
        ecriture.inscrire("proclamation", contenu)
        return Resultat(numero, dossiers, titres)


def _clore(ecriture: Ecriture, seance: int, etat: Etat) -> None:
    ecriture.cx.execute(update(SEANCES).where(SEANCES.c.id == seance).values(etat=etat.value))


def _proclamee(cx: Connection, fiche: Fiche) -> Resultat:
    dossiers = cx.execute(select(func.count(DOSSIERS.c.id)).where(DOSSIERS.c.seance == fiche.id)).scalar_one()
    titres = cx.execute(select(func.count(TITRES.c.id)).where(TITRES.c.seance == fiche.id)).scalar_one()
    return Resultat(fiche.id, dossiers, titres, deja=True)


def _raisons_du_jury(cx: Connection, calcul: Calcul) -> Iterator[Fait]:
    seance = calcul.fiche.seance
    if not calcul.branches.proclame(seance.certification, seance.instance):
        yield NE_PROCLAME_PAS(seance=calcul.fiche.id, instance=seance.instance)
    yield from _irregularites(cx, calcul.fiche, calcul.branches)


def _raisons_d_avant(cx: Connection, fiche: Fiche, branches: Branches) -> Iterator[Fait]:
    """Yield why what the séance before proposes cannot be proclaimed; nothing where there is none."""
    if fiche.precedente is not None:
        premiere = charger(cx, fiche.precedente, branches.catalogue)
        yield from raisons_de_suite(cx, fiche, premiere)
        jury = _irregularites(cx, premiere, branches)
        yield from (DE_LA_PREMIERE(seance=premiere.id, raison=raison) for raison in jury)


def _irregularites(cx: Connection, fiche: Fiche, branches: Branches) -> Iterator[Fait]:
    dossiers = (evolve(lu.dossier, observations=Observations()) for lu in _tous(cx, fiche))
    for constat in examiner_jury(evolve(fiche.seance, dossiers=tuple(dossiers)), branches).constats:
        if constat.gravite is Gravite.IRREGULARITE:
            yield JURY_IRREGULIER(constat=constat.fait, source=str(constat.source))


def _tous(cx: Connection, fiche: Fiche) -> Iterator[Range]:
    return (lu for page in parcourir(cx, fiche) for lu in page)


def _examiner(cx: Connection, calcul: Calcul, page: list[Range], raisons: list[Fait]) -> Iterator[_Examine]:
    ids = [lu.id for lu in page]
    gardees, decisions = derniere_proposition(cx, ids), en_vigueur(cx, ids)
    tenus = acquis_du_registre(cx, calcul.fiche, [lu.personne.id for lu in page])
    avant = avis_precedents(cx, calcul.fiche, [lu.dossier.code for lu in page])
    for lu in page:
        acquis, avis = tenus.get(lu.personne.id, []), avant.get(lu.dossier.code, SANS_AVIS)
        if lu.id not in gardees or gardees[lu.id].entree != calcul.entree(lu, acquis, avis):
            raisons.append(A_DELIBERER(dossier=lu.dossier.code, seance=calcul.fiche.id))
            continue
        siennes = decisions.get(lu.id, {})
        decides, issue = lire_avis(cumuler(avis, {bloc: ligne.verdict for bloc, ligne in siennes.items()}))
        propose = calcul.conclure(lu.dossier, acquis, *lire_avis(avis))
        conclusion = calcul.conclure(lu.dossier, acquis, decides, issue) if siennes else propose
        des_blocs = calcul.conclure(lu.dossier, acquis, decides, None).issue if issue else conclusion.issue
        examine = _Examine(lu, propose, conclusion, siennes, issue, des_blocs)
        raisons += _raisons(examine)
        yield examine


def _raisons(examine: _Examine) -> Iterator[Fait]:
    dossier, conclusion = examine.lu.dossier.code, examine.conclusion
    proposes = {bloc.bloc.code: bloc.verdict.value for bloc in examine.propose.blocs}
    proposes[""] = examine.propose.issue.value
    for bloc, ligne in examine.decisions.items():
        if ligne.motif is None and s_ecarte(ligne.verdict, proposes[bloc]):
            yield PROPOSITION_CHANGEE(dossier=dossier, acte=ligne.acte)
    yield from _contradiction(examine, proposes)
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


def _contradiction(examine: _Examine, proposes: Mapping[str, str]) -> Iterator[Fait]:
    """Refuse a whole that does not follow from blocs on which the jury decided otherwise, unless it says why."""
    entier = examine.decisions.get("")
    changes = tuple(bloc for bloc, ligne in examine.decisions.items() if bloc and ligne.verdict != proposes[bloc])
    if not changes or examine.issue is None or (entier and entier.motif):
        return
    if s_ecarte(examine.issue.value, examine.des_blocs.value):
        yield ENSEMBLE_CONTREDIT(
            dossier=examine.lu.dossier.code,
            verdict=examine.issue,
            blocs=changes,
            donne=examine.des_blocs,
            acte=entier.acte if entier else None,
        )


def _enteriner(ecriture: Ecriture, fiche: Fiche, examine: _Examine) -> Iterator[dict[str, Any]]:
    """Yield as decided what the jury left to the proposition: each bloc presented, then the dossier."""
    tranches = [
        Tranche(bloc.bloc.code, bloc.bloc.cle, bloc.verdict.value, bloc.verdict.value)
        for bloc in examine.conclusion.blocs
        if bloc.presente
    ]
    tranches.append(Tranche("", "", examine.conclusion.issue.value, examine.propose.issue.value))
    for tranche in tranches:
        if tranche.bloc not in examine.decisions:
            ligne = ligne_de_decision(ecriture, fiche.id, examine.lu.id, tranche)
            yield inscrire_decision(ecriture, examine.lu, ligne)


def _conclure(calcul: Calcul, examine: _Examine) -> Conclu:
    return Conclu(examine.lu, examine.conclusion, calcul.branches.titres(examine.conclusion.edition))
