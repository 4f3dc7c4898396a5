"""Proclaiming a séance: refused with every reason, or locked for good with all its decisions and titles."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Row, func, select, update

from parchemin.deliberation import Issue, ModeleTitre, Proposition, examiner_jury
from parchemin.errors import ActeRefuse
from parchemin.jury import Gravite
from parchemin.registre.base import Base, Ecriture
from parchemin.registre.decisions import Tranche, ajouter_decision, en_vigueur, ligne_de_decision, s_ecarte
from parchemin.registre.propositions import Calcul, Regles, acquis_du_registre
from parchemin.registre.seances import Etat, Fiche, Range, charger, complete, derniere_proposition, parcourir
from parchemin.registre.tables import SEANCES, TITRES
from parchemin.registre.titres import delivrer
from parchemin.regles.base import Verdict

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
    """A dossier as the jury leaves it: what was proposed, what was decided, what it comes to."""

    lu: Range
    propose: Proposition
    conclusion: Proposition
    decisions: Mapping[str, Row[Any]]


def proclamer(base: Base, numero: int, regles: Regles) -> Resultat:
    """Lock a séance and deliver its titles; what the jury left to the proposition is decided as proposed.

    :raises ActeRefuse: with every reason: an instance that does not decide, an irregular jury, an open debate.
    """
    with base.ecrire() as ecriture:
        fiche = charger(ecriture.cx, numero, regles.catalogue)
        if fiche.etat is Etat.PROCLAMEE:
            return _proclamee(ecriture.cx, fiche)
        calcul = Calcul(fiche, regles)
        raisons = [*_raisons_du_jury(ecriture.cx, calcul)]
        dossiers = titres = 0
        for page in parcourir(ecriture.cx, fiche):
            examines = list(_examiner(ecriture.cx, calcul, page, raisons))
            dossiers += len(page)
            for examine in examines if not raisons else ():
                _enteriner(ecriture, fiche, examine)
                titres += delivrer(ecriture, fiche, examine.lu, examine.conclusion, _modeles(calcul, examine))
        if raisons:
            raise ActeRefuse(raisons)
        ecriture.cx.execute(update(SEANCES).where(SEANCES.c.id == numero).values(etat=Etat.PROCLAMEE.value))
        ecriture.inscrire("proclamation", {"seance": numero, "dossiers": dossiers, "titres": titres})
        return Resultat(numero, dossiers, titres)


def _proclamee(cx: Connection, fiche: Fiche) -> Resultat:
    dossiers = sum(len(page) for page in parcourir(cx, fiche))
    titres = cx.execute(select(func.count(TITRES.c.id)).where(TITRES.c.seance == fiche.id)).scalar_one()
    return Resultat(fiche.id, dossiers, titres, deja=True)


def _raisons_du_jury(cx: Connection, calcul: Calcul) -> Iterator[str]:
    seance = calcul.fiche.seance
    if not calcul.regles.proclame(seance.certification, seance.instance):
        yield f"{seance.instance} ne proclame pas : il évalue ou propose, une autre instance décide"
    for constat in examiner_jury(complete(cx, calcul.fiche), calcul.regles).constats:
        if constat.gravite is Gravite.IRREGULARITE:
            yield f"jury irrégulier : {constat.message} [{constat.source}]"


def _examiner(cx: Connection, calcul: Calcul, page: list[Range], raisons: list[str]) -> Iterator[_Examine]:
    ids = [lu.id for lu in page]
    gardees, decisions = derniere_proposition(cx, ids), en_vigueur(cx, ids)
    tenus = acquis_du_registre(cx, calcul.fiche, [lu.personne.id for lu in page])
    for lu in page:
        acquis = tenus.get(lu.personne.id, [])
        if lu.id not in gardees or gardees[lu.id].entree != calcul.entree(lu, acquis):
            raisons.append(f"dossier {lu.dossier.code} : à délibérer, il a changé ou ne l'a jamais été")
            continue
        siennes = decisions.get(lu.id, {})
        decides = {bloc: Verdict(ligne.verdict) for bloc, ligne in siennes.items() if bloc}
        issue = Issue(siennes[""].verdict) if "" in siennes else None
        propose = calcul.conclure(lu.dossier, acquis)
        examine = _Examine(lu, propose, calcul.conclure(lu.dossier, acquis, decides, issue), siennes)
        raisons += _raisons(examine)
        yield examine


def _raisons(examine: _Examine) -> Iterator[str]:
    nom, conclusion = f"dossier {examine.lu.dossier.code}", examine.conclusion
    proposes = {bloc.bloc.code: bloc.verdict.value for bloc in examine.propose.blocs}
    proposes[""] = examine.propose.issue.value
    for bloc, ligne in examine.decisions.items():
        if ligne.motif is None and s_ecarte(ligne.verdict, proposes[bloc]):
            yield f"{nom} : la proposition a changé depuis l'acte {ligne.acte} ; décidez de nouveau"
    if "" in examine.decisions or conclusion.issue not in OUVERTES:
        return
    ouverts = [bloc for bloc in conclusion.blocs if bloc.presente]
    debats = [bloc.bloc.code for bloc in ouverts if bloc.verdict is Verdict.EN_DEBAT]
    absents = [bloc.bloc.code for bloc in ouverts if bloc.verdict is Verdict.NON_EVALUE]
    if debats:
        yield f"{nom} : débat ouvert sur {', '.join(debats)}"
    elif conclusion.issue is Issue.EN_DEBAT:
        yield f"{nom} : débat ouvert sur l'ensemble, à décider sans --bloc"
    else:
        quoi = f" sur {', '.join(absents)}" if absents else ""
        yield f"{nom} : observations manquantes{quoi} ; importez-les, ou décidez (« incomplet » le renvoie)"


def _enteriner(ecriture: Ecriture, fiche: Fiche, examine: _Examine) -> None:
    """Record as decided what the jury left to the proposition: each bloc presented, then the dossier."""
    tranches = [
        Tranche(bloc.bloc.code, bloc.bloc.cle, bloc.verdict.value, bloc.verdict.value)
        for bloc in examine.conclusion.blocs
        if bloc.presente
    ]
    tranches.append(Tranche("", "", examine.conclusion.issue.value, examine.propose.issue.value))
    for tranche in tranches:
        if tranche.bloc not in examine.decisions:
            ligne = ligne_de_decision(ecriture, fiche.id, examine.lu.id, tranche)
            ajouter_decision(ecriture, examine.lu, ligne)


def _modeles(calcul: Calcul, examine: _Examine) -> tuple[ModeleTitre, ...]:
    return calcul.regles.titres(examine.conclusion.edition)
