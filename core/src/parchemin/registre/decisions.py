"""What the jury decides: a bloc or a whole dossier, dated, with its votes, and a motif where it departs."""

import json
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from attrs import asdict, evolve, frozen
from sqlalchemy import Connection, Row, select

from parchemin.deliberation import Issue
from parchemin.errors import ActeRefuse, CodeInconnu, Suggestion
from parchemin.faits import Fait, Tournure
from parchemin.jury.model import personnes
from parchemin.registre.base import Ecriture
from parchemin.registre.conservation import anonymises
from parchemin.registre.formes import empreindre
from parchemin.registre.journal import Acte, empreindre_fait
from parchemin.registre.seances import DossierDesigne, Fiche, Range, charger, derniere_proposition, parcourir
from parchemin.registre.service import Registre
from parchemin.registre.tables import DECISIONS, DOSSIERS, MOTIFS
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
BLOC_INCONNU = Tournure("bloc_inconnu_du_dossier", "bloc inconnu « {bloc} »{proche}")
BLOC_TENU = Tournure("bloc_tenu", "dossier {dossier} : bloc {bloc:noeud} déjà acquis, le jury n'en décide pas")
BLOC_NON_PRESENTE = Tournure(
    "bloc_non_presente", "dossier {dossier} : bloc {bloc:noeud} non présenté, le jury n'en décide pas"
)
ECART_SANS_MOTIF = Tournure(
    "ecart_sans_motif",
    "motif obligatoire : « {verdict:verdict} » s'écarte de la proposition, « {propose:verdict} »",
)
TROP_DE_VOIX = Tournure("trop_de_voix", "votes : trouvé {trouve} voix, le jury compte {attendu} personnes")
RIEN_A_REMPLACER = Tournure("rien_a_remplacer", "l'acte {acte} n'est pas une décision à remplacer ici")
DEJA_DECIDE = Tournure("deja_decide", "déjà décidé : {verdict:verdict} (acte {acte})")


@frozen
class Votes:
    """How the members voted, where it was counted."""

    pour: int | None = None
    contre: int | None = None
    abstention: int | None = None

    @property
    def total(self) -> int:
        """How many voted."""
        return sum(voix or 0 for voix in (self.pour, self.contre, self.abstention))


@frozen
class Demande:
    """A decision to record; without ``bloc`` it is of the whole dossier.

    ``remplace`` is the number of the act that it takes the place of, where one was recorded by mistake.
    """

    dossier: str
    verdict: str
    bloc: str = ""
    votes: Votes = Votes()
    motif: str = ""
    remplace: int | None = None


@frozen
class Decision:
    """A decision of the register, with the number of its act.

    ``le`` is its day where it was taken after the proclamation, and ``recours`` the appeal that it follows.
    """

    acte: int
    dossier: str
    bloc: str
    verdict: str
    propose: str
    votes: Votes
    motif: str
    deja: bool = False
    le: str | None = None
    recours: int | None = None


@frozen
class Tranche:
    """What was decided of a bloc, or with an empty ``bloc`` of the dossier, and what had been proposed."""

    bloc: str
    bloc_cle: str
    verdict: str
    propose: str


def decider(registre: Registre, numero: int, demande: Demande) -> Decision:
    """Record what the jury decides.

    Given again, the same decision is recorded once. Another one on what is decided already is refused, so that
    of two secretaries who write at once one is told.

    :raises ActeRefuse: with every reason.
    """
    preparer = partial(_preparer, registre=registre, numero=numero, demande=demande)
    return registre.preparer_puis_ecrire(preparer, partial(_ecrire, demande=demande))


@frozen
class _Prete:
    """A decision that may be written, or (``deja``) one that was; ``remplace`` is the row whose place it takes."""

    seance: int
    qui: DossierDesigne
    tranche: Tranche
    remplace: int = 0
    deja: Decision | None = None

    def depend_de(self, acte: Acte) -> bool:
        """Tell whether an act changes it: one on this dossier, or that locks the séance."""
        if acte.nature == "decision":
            return (acte.contenu["seance"], acte.contenu["dossier"]) == (self.seance, self.qui.code)
        return acte.touche(self.seance)


def _preparer(cx: Connection, *, registre: Registre, numero: int, demande: Demande) -> _Prete:
    fiche = charger(cx, numero, registre.catalogue)
    lu = trouver(cx, fiche, demande.dossier)
    actuelle = en_vigueur(cx, [lu.id]).get(lu.id, {}).get(demande.bloc)
    if actuelle is not None and _meme(cx, actuelle, demande):
        tranche = Tranche(demande.bloc, actuelle.bloc_cle, actuelle.verdict, actuelle.propose)
        deja = evolve(lue(actuelle, lire_motif(cx, actuelle.motif), lu.dossier.code), deja=True)
        return _Prete(numero, lu.designe, tranche, deja=deja)
    fiche.exiger_ouverte()
    proposition = derniere_proposition(cx, [lu.id]).get(lu.id)
    if proposition is None:
        raise ActeRefuse([SANS_PROPOSITION(dossier=demande.dossier)])
    propose, bloc_cle = _propose(json.loads(proposition.contenu), demande)
    if raisons := [*_raisons(fiche, demande, propose), *_conflit(actuelle, demande)]:
        raise ActeRefuse(raisons)
    tranche = Tranche(demande.bloc, bloc_cle, demande.verdict, propose)
    return _Prete(numero, lu.designe, tranche, actuelle.id if actuelle else 0)


def _ecrire(ecriture: Ecriture, prete: _Prete, *, demande: Demande) -> Decision:
    if prete.deja:
        return prete.deja
    ligne = ligne_de_decision(ecriture, prete.seance, prete.qui.id, prete.tranche)
    ligne |= {**asdict(demande.votes), "remplace": prete.remplace}
    ligne["motif"] = noter(ecriture, prete.qui.personne.id, demande.motif) if demande.motif else None
    acte = ajouter_decision(ecriture, prete.qui, ligne, motif=demande.motif)
    propose = prete.tranche.propose
    return Decision(acte, demande.dossier, demande.bloc, demande.verdict, propose, demande.votes, demande.motif)


def ligne_de_decision(ecriture: Ecriture, seance: int, dossier: int, tranche: Tranche) -> dict[str, Any]:
    """Return the row of a decision of the séance that nobody voted on and that replaces none."""
    return {
        "id": ecriture.suivant(DECISIONS),
        "seance": seance,
        "dossier": dossier,
        **asdict(tranche),
        "pour": None,
        "contre": None,
        "abstention": None,
        "motif": None,
        "remplace": 0,
        "le": None,
        "recours": None,
    }


def ajouter_decision(ecriture: Ecriture, qui: DossierDesigne, ligne: dict[str, Any], *, motif: str = "") -> int:
    """Inscribe a decision in the journal and keep its row; return the number of its act."""
    inscrite = inscrire_decision(ecriture, qui, ligne, motif=motif)
    ecriture.ajouter(DECISIONS, [inscrite])
    acte: int = inscrite["acte"]
    return acte


def inscrire_decision(
    ecriture: Ecriture, qui: DossierDesigne, ligne: dict[str, Any], *, motif: str = ""
) -> dict[str, Any]:
    """Inscribe a decision in the journal; return its row, which is to be kept with others."""
    contenu = {nom: ligne[nom] for nom in ("seance", "bloc", "verdict", "propose", "remplace")}
    contenu |= {"dossier": qui.code, "candidat": qui.empreinte, "fait": empreindre_fait(ligne)}
    if motif:
        contenu["motif"] = empreindre(motif, qui.personne.sel)
    if ligne["le"]:
        contenu |= {"le": ligne["le"].isoformat(), "recours": ligne["recours"]}
    return {**ligne, "acte": ecriture.inscrire("decision", contenu)}


def noter(ecriture: Ecriture, personne: int, texte: str) -> int:
    """Keep what was written about a person where it can be removed; return its id."""
    numero = ecriture.suivant(MOTIFS)
    ecriture.ajouter(MOTIFS, [{"id": numero, "personne": personne, "texte": texte}])
    return numero


def en_vigueur(cx: Connection, dossiers: Sequence[int]) -> dict[int, dict[str, Row[Any]]]:
    """Return the decisions that nothing replaced, by dossier and then by bloc."""
    toutes = cx.execute(select(DECISIONS).where(DECISIONS.c.dossier.in_(dossiers)).order_by(DECISIONS.c.id)).all()
    par_dossier: dict[int, dict[str, Row[Any]]] = {}
    for ligne in toutes:
        par_dossier.setdefault(ligne.dossier, {})[ligne.bloc] = ligne
    return par_dossier


def montrer(cx: Connection, page: Sequence[Range]) -> Iterator[dict[str, Any]]:
    """Yield what is known of each dossier: its candidate, what is proposed, every decision in order."""
    ids = [lu.id for lu in page]
    proposees = derniere_proposition(cx, ids)
    prises: dict[int, list[Row[Any]]] = {}
    siennes = select(DECISIONS, MOTIFS.c.texte).outerjoin(MOTIFS).where(DECISIONS.c.dossier.in_(ids))
    for ligne in cx.execute(siennes.order_by(DECISIONS.c.id)):
        prises.setdefault(ligne.dossier, []).append(ligne)
    vides = anonymises(cx, ids)
    for lu in page:
        yield {
            "dossier": lu.dossier.code,
            "candidat": str(lu.dossier.candidat),
            "anonymise": lu.id in vides,
            **_proposition(proposees.get(lu.id)),
            "decisions": [
                asdict(
                    lue(ligne, ligne.texte, lu.dossier.code),
                    filter=lambda champ, _: champ.name not in ("deja", "dossier"),
                )
                for ligne in prises.get(lu.id, ())
            ],
        }


def _proposition(ligne: Row[Any] | None) -> dict[str, Any]:
    """Return what is proposed, and what the jury that proposes had decided where this séance follows another."""
    contenu = json.loads(ligne.contenu) if ligne else {}
    return {"proposition": contenu.get("document"), "avis_precedents": contenu.get("avis", {})}


def trouver(cx: Connection, fiche: Fiche, code: str) -> Range:
    """Return a dossier of a séance; raise `CodeInconnu`."""
    trouves = [lu for page in parcourir(cx, fiche, code) for lu in page]
    if trouves:
        return trouves[0]
    codes = cx.execute(select(DOSSIERS.c.code).where(DOSSIERS.c.seance == fiche.id)).scalars()
    raise CodeInconnu(DOSSIER_INCONNU(dossier=code, proche=Suggestion.parmi(code, codes)))


def _propose(contenu: dict[str, Any], demande: Demande) -> tuple[str, str]:
    """Return what was proposed, and the key of the bloc; raise `CodeInconnu`, `ActeRefuse`."""
    document, presentes = contenu["document"], contenu["presentes"]
    attendus = VERDICTS if demande.bloc else ISSUES
    if demande.verdict not in attendus:
        inconnu = VERDICT_DE_BLOC_INCONNU if demande.bloc else VERDICT_D_ENSEMBLE_INCONNU
        raise CodeInconnu(inconnu(verdict=demande.verdict, attendus=attendus))
    if not demande.bloc:
        return document["issue"], ""
    verdicts = {bloc["bloc"]: bloc["verdict"] for bloc in document["blocs"]}
    if demande.bloc not in verdicts:
        raise CodeInconnu(BLOC_INCONNU(bloc=demande.bloc, proche=Suggestion.parmi(demande.bloc, verdicts)))
    if demande.bloc not in presentes:
        tenu = verdicts[demande.bloc] == Verdict.ACQUIS.value
        de_quoi = {"dossier": demande.dossier, "bloc": demande.bloc}
        raise ActeRefuse([(BLOC_TENU if tenu else BLOC_NON_PRESENTE)(**de_quoi)])
    return verdicts[demande.bloc], presentes[demande.bloc]


def _raisons(fiche: Fiche, demande: Demande, propose: str) -> Iterator[Fait]:
    if s_ecarte(demande.verdict, propose) and not demande.motif.strip():
        yield ECART_SANS_MOTIF(dossier=demande.dossier, verdict=demande.verdict, propose=propose)
    votants = len(personnes(fiche.seance.presents))
    if demande.votes.total > votants:
        yield TROP_DE_VOIX(dossier=demande.dossier, trouve=demande.votes.total, attendu=votants)


def s_ecarte(verdict: str, propose: str) -> bool:
    """Tell whether a decision departs from what was proposed; in a debate, nothing was."""
    return propose not in (verdict, Verdict.EN_DEBAT.value)


def _conflit(actuelle: Row[Any] | None, demande: Demande) -> Iterator[Fait]:
    acte = actuelle.acte if actuelle else None
    if demande.remplace == acte:
        return
    if actuelle is None:
        yield RIEN_A_REMPLACER(dossier=demande.dossier, acte=demande.remplace)
    else:
        yield DEJA_DECIDE(dossier=demande.dossier, verdict=actuelle.verdict, acte=acte)


def _meme(cx: Connection, ligne: Row[Any], demande: Demande) -> bool:
    votes = Votes(ligne.pour, ligne.contre, ligne.abstention)
    return (ligne.verdict, votes, lire_motif(cx, ligne.motif)) == (demande.verdict, demande.votes, demande.motif)


def lue(ligne: Row[Any], motif: str | None, code: str) -> Decision:
    """Return a decision from its row, with what was written of it."""
    votes = Votes(ligne.pour, ligne.contre, ligne.abstention)
    dite = Decision(ligne.acte, code, ligne.bloc, ligne.verdict, ligne.propose, votes, motif or "")
    return evolve(dite, le=ligne.le.isoformat() if ligne.le else None, recours=ligne.recours)


def lire_motif(cx: Connection, numero: int | None) -> str:
    """Return what was written; nothing where nothing was, or where it was removed."""
    texte: str | None = cx.execute(select(MOTIFS.c.texte).where(MOTIFS.c.id == numero)).scalar()
    return texte or ""
