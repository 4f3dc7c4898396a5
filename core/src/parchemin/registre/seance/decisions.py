"""What the jury decides: a bloc or a whole dossier, dated, with its votes, and a motif where it departs."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from attrs import evolve, frozen
from sqlalchemy import Connection, Row, select

from parchemin.deliberation.competences import JUGEES, cle_de_competence
from parchemin.deliberation.decision import (
    ENSEMBLE,
    Conclusion,
    Decision,
    DecisionDemandee,
    Objet,
    SurBloc,
    SurCompetence,
    SurEnsemble,
    Votes,
    conclusion,
    objet,
)
from parchemin.deliberation.inscrite import PropositionInscrite
from parchemin.deliberation.model import DemandesAuRefus, Issue
from parchemin.dossier.model import Candidat
from parchemin.errors import ActeRefuse, CodeInconnu, Suggestion
from parchemin.faits import Fait, Tournure
from parchemin.registre.journal.journal import Acte, empreindre_fait
from parchemin.registre.personnes.conservation import anonymises
from parchemin.registre.personnes.personnes import noter
from parchemin.registre.seance.proposition_canonique import lire
from parchemin.registre.seance.retractations import dernieres_retractees, tient
from parchemin.registre.seance.scrutin import departager, refus_des_votes, scrutins
from parchemin.registre.seance.seances import (
    DOSSIER_RETIRE,
    DossierDesigne,
    DossierInscrit,
    SeanceInscrite,
    charger,
    derniere_proposition,
    parcourir,
)
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Ecriture
from parchemin.registre.socle.canonique import empreindre
from parchemin.registre.socle.tables import DECISIONS, DOSSIERS, MOTIFS
from parchemin.regles.base import Verdict

VERDICTS = (Verdict.ACQUIS.value, Verdict.NON_ACQUIS.value, Verdict.NON_EVALUE.value)
ISSUES = (Issue.CERTIFIE.value, Issue.PARTIEL.value, Issue.NON_CERTIFIE.value, Issue.INCOMPLET.value)


SANS_PROPOSITION = Tournure("sans_proposition", "dossier {dossier} : aucune proposition ; délibérez d'abord")
DOSSIER_INCONNU = Tournure("dossier_inconnu", "dossier inconnu « {dossier} »{proche}")
VERDICT_DE_BLOC_INCONNU = Tournure(
    "verdict_de_bloc_inconnu", "verdict « {verdict} » inconnu pour décider d'un bloc : {attendus}"
)
VERDICT_D_ENSEMBLE_INCONNU = Tournure(
    "verdict_d_ensemble_inconnu", "verdict « {verdict} » inconnu pour décider d'un dossier : {attendus}"
)
VERDICT_DE_COMPETENCE_INCONNU = Tournure(
    "verdict_de_competence_inconnu", "verdict « {verdict} » inconnu pour décider d'une compétence : {attendus}"
)
_ATTENDUS = {
    SurEnsemble: (VERDICT_D_ENSEMBLE_INCONNU, ISSUES),
    SurBloc: (VERDICT_DE_BLOC_INCONNU, VERDICTS),
    SurCompetence: (VERDICT_DE_COMPETENCE_INCONNU, tuple(verdict.value for verdict in JUGEES)),
}
BLOC_INCONNU = Tournure("bloc_inconnu_du_dossier", "bloc inconnu « {bloc} »{proche}")
BLOC_TENU = Tournure("bloc_tenu", "dossier {dossier} : bloc {bloc:noeud} déjà acquis, le jury n'en décide pas")
BLOC_NON_PRESENTE = Tournure(
    "bloc_non_presente", "dossier {dossier} : bloc {bloc:noeud} non présenté, le jury n'en décide pas"
)
COMPETENCE_INCONNUE = Tournure(
    "competence_inconnue_du_dossier",
    "compétence « {competence} » : le jury n'en décide pas, elle n'est pas jugée à part{proche}",
)
COMPETENCE_TENUE = Tournure(
    "competence_tenue",
    "dossier {dossier} : compétence {competence:noeud} validée le {le:jour}, elle le reste ; "
    "le jury n'en décide pas",
)
ECART_SANS_MOTIF = Tournure(
    "ecart_sans_motif",
    "motif obligatoire : « {verdict:verdict} » s'écarte de la proposition, « {propose:verdict} »",
)
REFUS_SANS_MOTIF = Tournure(
    "refus_sans_motif", "motif obligatoire : un avis « {verdict:verdict} » est argumenté [{source}]"
)
RIEN_A_REMPLACER = Tournure("rien_a_remplacer", "l'acte {acte} n'est pas une décision à remplacer ici")
DEJA_DECIDE = Tournure("deja_decide", "déjà décidé : {verdict:verdict} (acte {acte})")


@frozen
class DecisionInscrite:
    """A decision as the register keeps it: the id of its row, the key of what it is of, and what was decided."""

    id: int
    cle: str
    decision: Decision


@frozen
class DecisionAInscrire:
    """A decision on its way to the register: on which dossier, by which key, in the place of which row if any."""

    qui: DossierDesigne
    cle: str
    decision: Decision
    remplace: int = 0


@frozen
class DecisionRendue:
    """What was recorded of a dossier; ``deja`` where an earlier command recorded the very same."""

    dossier: str
    decision: Decision
    deja: bool = False


@frozen
class DossierMontre:
    """A dossier as the register knows it: what is proposed, and every decision."""

    dossier: str
    candidat: Candidat
    anonymise: bool
    propose: PropositionInscrite | None
    decisions: tuple[Decision, ...]
    retrait: str = ""
    deports: tuple[str, ...] = ()


def decider(registre: Registre, numero: int, demande: DecisionDemandee) -> DecisionRendue:
    """Record what the jury decides.

    Given again, the same decision is recorded once. Another one on what is decided already is refused, so that
    of two secretaries who write at once one is told.

    :raises ActeRefuse: with every reason.
    """
    preparer = partial(_preparer, registre=registre, numero=numero, demande=demande)
    return registre.preparer_puis_ecrire(preparer, _ecrire)


@frozen
class _Prete:
    """A decision that may be written, or (``deja``) one that was."""

    seance: int
    voulue: DecisionAInscrire
    deja: DecisionRendue | None = None

    def depend_de(self, acte: Acte) -> bool:
        """Tell whether an act changes it: one on this dossier, or that locks the séance."""
        if acte.nature == "decision":
            return (acte.contenu["seance"], acte.contenu["dossier"]) == (self.seance, self.voulue.qui.code)
        return acte.touche(self.seance)


def _preparer(cx: Connection, *, registre: Registre, numero: int, demande: DecisionDemandee) -> _Prete:
    fiche = charger(cx, numero, registre.catalogue)
    lu = trouver(cx, fiche, demande.dossier)
    actuelle = en_vigueur(cx, [lu.id]).get(lu.id, {}).get(demande.objet)
    confirmee = actuelle is not None and _perimee(actuelle.decision, lu)
    if actuelle is not None and not confirmee and _meme(actuelle.decision, demande):
        deja = DecisionRendue(demande.dossier, actuelle.decision, deja=True)
        return _Prete(numero, DecisionAInscrire(lu.designe, actuelle.cle, actuelle.decision), deja)
    fiche.exiger_ouverte()
    if lu.retrait:
        raise ActeRefuse([DOSSIER_RETIRE(dossier=demande.dossier, raison=lu.retrait)])
    gardee = derniere_proposition(cx, [lu.id]).get(lu.id)
    proposition = lire(gardee.contenu) if gardee and gardee.acte > lu.retouche else None
    if proposition is None:
        raise ActeRefuse([SANS_PROPOSITION(dossier=demande.dossier)])
    propose, cle = _propose(proposition, demande)
    verdict = conclusion(demande.objet, demande.verdict)
    voix = scrutins(fiche, lu, registre.branches)
    decision = Decision(demande.objet, verdict, propose, departager(demande.votes, voix), demande.motif)
    decision = evolve(decision, preconisations=demande.preconisations)
    refus = refus_des_votes(decision, demande.dossier, voix)
    demandes = registre.branches.demandes_au_refus(
        fiche.seance.editions[lu.dossier.edition], fiche.seance.instance, lu.dossier.voie
    )
    if raisons := [*_raisons(demande.dossier, decision, demandes), *refus, *_conflit(actuelle, demande, lu)]:
        raise ActeRefuse(raisons)
    return _Prete(numero, DecisionAInscrire(lu.designe, cle, decision, actuelle.id if actuelle else 0))


def _ecrire(ecriture: Ecriture, prete: _Prete) -> DecisionRendue:
    if prete.deja:
        return prete.deja
    (decision,) = inscrire_decisions(ecriture, prete.seance, [prete.voulue])
    return DecisionRendue(prete.voulue.qui.code, decision)


def inscrire_decisions(ecriture: Ecriture, seance: int, voulues: Iterable[DecisionAInscrire]) -> list[Decision]:
    """Inscribe decisions in the journal and keep their rows; return them with the numbers of their acts."""
    voulues = list(voulues)
    retractees = dernieres_retractees(ecriture.cx, [voulue.qui.id for voulue in voulues])
    apres = [retractees.get((voulue.qui.id, voulue.decision.objet.chemin), 0) for voulue in voulues]
    voulues = [evolve(v, remplace=v.remplace or repris) for v, repris in zip(voulues, apres, strict=True)]
    lignes = [_inscrire(ecriture, seance, voulue) for voulue in voulues]
    ecriture.ajouter(DECISIONS, lignes)
    paires = zip(voulues, lignes, strict=True)
    return [evolve(voulue.decision, acte=ligne["acte"]) for voulue, ligne in paires]


def _inscrire(ecriture: Ecriture, seance: int, voulue: DecisionAInscrire) -> dict[str, Any]:
    """Inscribe a decision in the journal; return its row."""
    decision, qui = voulue.decision, voulue.qui
    conseils = "\n".join(decision.preconisations)
    ligne = {
        "id": ecriture.suivant(DECISIONS),
        "seance": seance,
        "dossier": qui.id,
        "bloc": decision.objet.chemin,
        "bloc_cle": voulue.cle,
        "verdict": decision.verdict.value,
        "propose": decision.propose.value,
        **{nom: getattr(decision.votes, nom) for nom in ("pour", "contre", "abstention")},
        "motif": noter(ecriture, qui.personne.id, decision.motif) if decision.motif else None,
        "remplace": voulue.remplace,
        "le": decision.le,
        "recours": decision.recours,
        "tranche_par": decision.votes.tranche_par or None,
        "preconisations": noter(ecriture, qui.personne.id, conseils) if conseils else None,
    }
    contenu = {nom: ligne[nom] for nom in ("seance", "bloc", "verdict", "propose", "remplace")}
    contenu |= {"dossier": qui.code, "candidat": qui.empreinte, "fait": empreindre_fait(ligne)}
    if decision.motif:
        contenu["motif"] = empreindre(decision.motif, qui.personne.sel)
    if conseils:
        contenu["preconisations"] = empreindre(conseils, qui.personne.sel)
    if decision.le:
        contenu |= {"le": decision.le.isoformat(), "recours": decision.recours}
    return {**ligne, "acte": ecriture.inscrire("decision", contenu)}


def lire_decisions(
    cx: Connection, dossiers: Sequence[int], avant: int | None = None
) -> dict[int, list[DecisionInscrite]]:
    """Return every decision on some dossiers, by dossier and in order, those that another replaced too.

    What the jury took back is not among them.

    :param avant: the act from which on they are left out.
    """
    conseils = MOTIFS.alias()
    voulues = (
        select(DECISIONS, MOTIFS.c.texte, conseils.c.texte.label("conseils"))
        .outerjoin(MOTIFS, MOTIFS.c.id == DECISIONS.c.motif)
        .outerjoin(conseils, conseils.c.id == DECISIONS.c.preconisations)
        .where(DECISIONS.c.dossier.in_(dossiers), tient())
    )
    if avant is not None:
        voulues = voulues.where(DECISIONS.c.acte < avant)
    prises: dict[int, list[DecisionInscrite]] = {}
    for ligne in cx.execute(voulues.order_by(DECISIONS.c.id)):
        prises.setdefault(ligne.dossier, []).append(lire_decision(ligne))
    return prises


def lire_decision(ligne: Row[Any]) -> DecisionInscrite:
    """Return a decision from its row, which has the text of its motif, and what was advised."""
    de = objet(ligne.bloc)
    decision = Decision(
        de,
        conclusion(de, ligne.verdict),
        conclusion(de, ligne.propose),
        Votes(ligne.pour, ligne.contre, ligne.abstention, bool(ligne.tranche_par), ligne.tranche_par or ""),
        ligne.texte or (None if ligne.motif else ""),
        ligne.acte,
        ligne.le,
        ligne.recours,
        tuple((ligne.conseils or "").splitlines()),
    )
    return DecisionInscrite(ligne.id, ligne.bloc_cle, decision)


def en_vigueur(cx: Connection, dossiers: Sequence[int]) -> dict[int, dict[Objet, DecisionInscrite]]:
    """Return the decisions that nothing replaced, by dossier and then by what they are of."""
    prises = lire_decisions(cx, dossiers)
    return {dossier: {prise.decision.objet: prise for prise in siennes} for dossier, siennes in prises.items()}


def montrer(registre: Registre, numero: int, *codes: str) -> Iterator[DossierMontre]:
    """Yield what is known of each dossier of a séance, or of those of some codes.

    :raises CodeInconnu: when there is no séance of that number.
    """
    with registre.lire() as cx:
        fiche = charger(cx, numero, registre.catalogue)
        for page in parcourir(cx, fiche, *codes):
            yield from _montrer(cx, page)


def _montrer(cx: Connection, page: Sequence[DossierInscrit]) -> Iterator[DossierMontre]:
    ids = [lu.id for lu in page]
    proposees, prises, vides = derniere_proposition(cx, ids), lire_decisions(cx, ids), anonymises(cx, ids)
    for lu in page:
        propose = lire(proposees[lu.id].contenu) if lu.id in proposees else None
        decisions = tuple(prise.decision for prise in prises.get(lu.id, ()))
        dits = (lu.dossier.code, lu.dossier.candidat, lu.id in vides, propose, decisions)
        yield DossierMontre(*dits, lu.retrait, lu.deports)


def trouver(cx: Connection, fiche: SeanceInscrite, code: str) -> DossierInscrit:
    """Return a dossier of a séance; raise `CodeInconnu`."""
    trouves = [lu for page in parcourir(cx, fiche, code) for lu in page]
    if trouves:
        return trouves[0]
    codes = cx.execute(select(DOSSIERS.c.code).where(DOSSIERS.c.seance == fiche.id)).scalars()
    raise CodeInconnu(DOSSIER_INCONNU(dossier=code, proche=Suggestion.parmi(code, codes)))


def _propose(propose: PropositionInscrite, demande: DecisionDemandee) -> tuple[Conclusion, str]:
    """Return what was proposed, and the key of what is decided; raise `CodeInconnu`, `ActeRefuse`."""
    de = demande.objet
    inconnu, attendus = _ATTENDUS[type(de)]
    if demande.verdict not in attendus:
        raise CodeInconnu(inconnu(verdict=demande.verdict, attendus=attendus))
    if de == ENSEMBLE:
        return propose.issue, ""
    if isinstance(de, SurCompetence):
        return _de_la_competence(propose, de, demande.dossier)
    bloc = propose.bloc(de.chemin)
    if bloc is None:
        connus = [connu.bloc for connu in propose.blocs]
        raise CodeInconnu(BLOC_INCONNU(bloc=de.chemin, proche=Suggestion.parmi(de.chemin, connus)))
    if not bloc.presente:
        refus = BLOC_TENU if bloc.tenu else BLOC_NON_PRESENTE
        raise ActeRefuse([refus(dossier=demande.dossier, bloc=bloc.bloc)])
    return bloc.verdict, bloc.cle


def _de_la_competence(propose: PropositionInscrite, de: SurCompetence, dossier: str) -> tuple[Conclusion, str]:
    """Return what was proposed of a compétence, and the key by which it is held."""
    dite = propose.competence(de.chemin)
    if dite is None:
        jugees = [autre.chemin for autre in propose.competences]
        raise CodeInconnu(COMPETENCE_INCONNUE(competence=de.chemin, proche=Suggestion.parmi(de.chemin, jugees)))
    if dite.acquise_le:
        fait = COMPETENCE_TENUE(dossier=dossier, competence=de.chemin, le=dite.acquise_le)
        raise ActeRefuse([fait])
    return dite.verdict, cle_de_competence(propose.edition, de.chemin)


def _raisons(dossier: str, decision: Decision, demandes: DemandesAuRefus) -> Iterator[Fait]:
    if (decision.motif or "").strip():
        return
    if decision.s_ecarte:
        yield ECART_SANS_MOTIF(dossier=dossier, verdict=decision.verdict, propose=decision.propose)
    elif demandes.motif and decision.refuse:
        yield REFUS_SANS_MOTIF(dossier=dossier, verdict=decision.verdict, source=str(demandes.motif))


def _perimee(prise: Decision, lu: DossierInscrit) -> bool:
    """Tell whether a decision was taken before what it is of changed: it is to be confirmed."""
    return prise.acte is not None and prise.acte < lu.retouche


def _conflit(actuelle: DecisionInscrite | None, demande: DecisionDemandee, lu: DossierInscrit) -> Iterator[Fait]:
    acte = actuelle.decision.acte if actuelle else None
    confirme = actuelle is not None and _perimee(actuelle.decision, lu) and _meme(actuelle.decision, demande)
    if demande.remplace == acte or (demande.remplace is None and confirme):
        return
    if actuelle is None:
        yield RIEN_A_REMPLACER(dossier=demande.dossier, acte=demande.remplace)
    else:
        yield DEJA_DECIDE(dossier=demande.dossier, verdict=actuelle.decision.verdict, acte=acte)


def _meme(prise: Decision, demande: DecisionDemandee) -> bool:
    dite = (prise.verdict.value, prise.votes, prise.motif or "", prise.preconisations)
    return dite == (demande.verdict, demande.votes, demande.motif, demande.preconisations)


def lire_motif(cx: Connection, numero: int | None) -> str:
    """Return what was written; nothing where nothing was, or where it was removed."""
    texte: str | None = cx.execute(select(MOTIFS.c.texte).where(MOTIFS.c.id == numero)).scalar()
    return texte or ""
