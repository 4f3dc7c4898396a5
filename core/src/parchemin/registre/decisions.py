"""What the jury decides: a bloc or a whole dossier, dated, with its votes, and a motif where it departs."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import asdict, evolve, frozen
from sqlalchemy import Connection, Row, select

from parchemin.deliberation import Issue
from parchemin.documents.mots import en_mots
from parchemin.errors import ActeRefuse, CodeInconnu, plus_proche
from parchemin.jury.model import personnes
from parchemin.registre.base import Ecriture
from parchemin.registre.conservation import anonymises
from parchemin.registre.formes import empreindre
from parchemin.registre.journal import empreindre_fait
from parchemin.registre.seances import Fiche, Range, charger, derniere_proposition, parcourir
from parchemin.registre.service import Registre
from parchemin.registre.tables import DECISIONS, DOSSIERS, MOTIFS
from parchemin.regles.base import Verdict

VERDICTS = (Verdict.ACQUIS.value, Verdict.NON_ACQUIS.value, Verdict.NON_EVALUE.value)
ISSUES = (Issue.CERTIFIE.value, Issue.PARTIEL.value, Issue.NON_CERTIFIE.value, Issue.INCOMPLET.value)


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
    with registre.ecrire() as ecriture:
        cx = ecriture.cx
        fiche = charger(cx, numero, registre.catalogue)
        lu = trouver(cx, fiche, demande.dossier)
        actuelle = en_vigueur(cx, [lu.id]).get(lu.id, {}).get(demande.bloc)
        if actuelle is not None and _meme(cx, actuelle, demande):
            return evolve(lue(actuelle, lire_motif(cx, actuelle.motif), lu.dossier.code), deja=True)
        fiche.exiger_ouverte()
        proposition = derniere_proposition(cx, [lu.id]).get(lu.id)
        if proposition is None:
            raise ActeRefuse([f"dossier {demande.dossier} : aucune proposition ; délibérez d'abord"])
        propose, bloc_cle = _propose(json.loads(proposition.contenu), demande)
        if raisons := [*_raisons(fiche, demande, propose), *_conflit(actuelle, demande)]:
            raise ActeRefuse(raisons)
        ligne = ligne_de_decision(
            ecriture, numero, lu.id, Tranche(demande.bloc, bloc_cle, demande.verdict, propose)
        )
        ligne |= {"pour": demande.votes.pour, "contre": demande.votes.contre}
        ligne |= {"abstention": demande.votes.abstention, "remplace": actuelle.id if actuelle else 0}
        ligne["motif"] = noter(ecriture, lu.personne.id, demande.motif) if demande.motif else None
        acte = ajouter_decision(ecriture, lu, ligne, motif=demande.motif)
        return Decision(
            acte, demande.dossier, demande.bloc, demande.verdict, propose, demande.votes, demande.motif
        )


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


def ajouter_decision(ecriture: Ecriture, lu: Range, ligne: dict[str, Any], *, motif: str = "") -> int:
    """Inscribe a decision in the journal and keep its row; return the number of its act."""
    inscrite = inscrire_decision(ecriture, lu, ligne, motif=motif)
    ecriture.ajouter(DECISIONS, [inscrite])
    acte: int = inscrite["acte"]
    return acte


def inscrire_decision(ecriture: Ecriture, lu: Range, ligne: dict[str, Any], *, motif: str = "") -> dict[str, Any]:
    """Inscribe a decision in the journal; return its row, which is to be kept with others."""
    contenu = {nom: ligne[nom] for nom in ("seance", "bloc", "verdict", "propose", "remplace")}
    contenu |= {"dossier": lu.dossier.code, "candidat": lu.empreinte, "fait": empreindre_fait(ligne)}
    if motif:
        contenu["motif"] = empreindre(motif, lu.personne.sel)
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
    raise CodeInconnu(f"dossier inconnu « {code} »{plus_proche(code, codes)}")


def _propose(contenu: dict[str, Any], demande: Demande) -> tuple[str, str]:
    """Return what was proposed, and the key of the bloc; raise `CodeInconnu`, `ActeRefuse`."""
    document, presentes = contenu["document"], contenu["presentes"]
    attendus = VERDICTS if demande.bloc else ISSUES
    if demande.verdict not in attendus:
        de_quoi = "d'un bloc" if demande.bloc else "d'un dossier"
        raise CodeInconnu(f"verdict « {demande.verdict} » inconnu pour décider {de_quoi} : {', '.join(attendus)}")
    if not demande.bloc:
        return document["issue"], ""
    verdicts = {bloc["bloc"]: bloc["verdict"] for bloc in document["blocs"]}
    if demande.bloc not in verdicts:
        raise CodeInconnu(f"bloc inconnu « {demande.bloc} »{plus_proche(demande.bloc, verdicts)}")
    if demande.bloc not in presentes:
        tenu = "déjà acquis" if verdicts[demande.bloc] == Verdict.ACQUIS.value else "non présenté"
        raise ActeRefuse([f"dossier {demande.dossier} : bloc {demande.bloc} {tenu}, le jury n'en décide pas"])
    return verdicts[demande.bloc], presentes[demande.bloc]


def _raisons(fiche: Fiche, demande: Demande, propose: str) -> Iterator[str]:
    if s_ecarte(demande.verdict, propose) and not demande.motif.strip():
        verdict = en_mots(demande.verdict)
        yield f"motif obligatoire : « {verdict} » s'écarte de la proposition, « {en_mots(propose)} »"
    votants = len(personnes(fiche.seance.membres))
    if demande.votes.total > votants:
        yield f"votes : trouvé {demande.votes.total} voix, le jury compte {votants} personnes"


def s_ecarte(verdict: str, propose: str) -> bool:
    """Tell whether a decision departs from what was proposed; in a debate, nothing was."""
    return propose not in (verdict, Verdict.EN_DEBAT.value)


def _conflit(actuelle: Row[Any] | None, demande: Demande) -> Iterator[str]:
    acte = actuelle.acte if actuelle else None
    if demande.remplace == acte:
        return
    if actuelle is None:
        yield f"l'acte {demande.remplace} n'est pas une décision à remplacer ici"
    else:
        suite = f"pour en décider autrement : --remplace {acte}"
        yield f"déjà décidé : {en_mots(actuelle.verdict)} (acte {acte}) ; {suite}"


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
