"""What is said to each candidate of a proclaimed séance: the decision, what is left to do, how to appeal."""

from collections.abc import Iterable
from typing import Any

from parchemin.deliberation.pieces import Actes, Piece
from parchemin.documents.contenus import dossiers
from parchemin.documents.contenus.dossiers import DECISIONS
from parchemin.documents.contenus.motifs import competences, conditions, detenus, manques
from parchemin.documents.pdf.pv import entete
from parchemin.referentiel.francais import apostropher, jour, soigner
from parchemin.referentiel.lexique import avec_option


def donnees(actes: Actes, pieces: Iterable[Piece]) -> dict[str, Any]:
    """Return what ``notifications.typ`` prints: a letter a dossier, each with its own page numbers."""
    lettres = [lettre(actes, piece) for piece in pieces]
    seule = f" au dossier {lettres[0]['dossier']}" if len(lettres) == 1 else "s"
    return {"titre": f"Notification{seule}, {actes.seance.date.isoformat()}", "notifications": lettres}


def lettre(actes: Actes, piece: Piece) -> dict[str, Any]:
    """Return the texts of one letter. It shows the candidate's own marks, and nobody's votes."""
    jury = entete(actes)
    return {
        **jury,
        "certification": soigner(avec_option(piece.edition.nom, piece.edition, piece.dossier.option)),
        "titre": "Notification de décision",
        "candidat": dossiers.nommer(piece.dossier),
        "organisme": apostropher(piece.dossier.organisme),
        "voie": dossiers.voie(piece),
        "dossier": piece.dossier.code,
        "seance": soigner(" — ".join(part for part in (jury["instance"], jour(actes.seance.date)) if part)),
        "appel": "Madame, Monsieur,",
        "decision": soigner(f"Le {jour(actes.seance.date)}, votre candidature a reçu la décision suivante :"),
        "issue": _issue(piece),
        "tranches": [tranche for tranche in dossiers.tranches(piece) if tranche["code"]],
        "notes": dossiers.notes(piece),
        "motifs": list(dict.fromkeys(ecart["motif"] for ecart in dossiers.ecarts(piece))),
        "detenus": detenus(piece),
        "competences": competences(piece),
        "preconisations": dossiers.preconisations(piece),
        "manques": manques(piece),
        "conditions": conditions(piece),
        "titres": dossiers.titres(piece),
        "suites": dossiers.suites(piece),
        "recours": _recours(actes),
        "contacts": [soigner(contact) for contact in actes.cadre.contacts],
        "fait": f"{_en_un_lieu(actes.seance.lieu)} le {jour(actes.seance.date)}",
        "signataires": list(actes.cadre.signent),
    }


def _issue(piece: Piece) -> dict[str, str]:
    dite = dossiers.issue(piece)
    return {**dite, "dit": DECISIONS.get(piece.issue, dite["dit"]) if piece.issue else dite["dit"]}


def _en_un_lieu(lieu: str) -> str:
    """Return where a letter was made; a séance « à distance » was held nowhere."""
    return f"{lieu}," if lieu and not lieu.casefold().startswith("à ") else "Fait"


def _recours(actes: Actes) -> str:
    recours = actes.cadre.recours
    return soigner(f"Cette décision peut être contestée ; instance à saisir : {recours}.") if recours else ""
