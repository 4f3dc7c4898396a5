"""A dossier of the register: as a row (what is proposed, what is decided and still stands), or for a script."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from parchemin.deliberation import Issue
from parchemin.deliberation.decision import Conclusion, Decision, Objet
from parchemin.documents.contenus import donnees
from parchemin.documents.mots import en_mots
from parchemin.registre.seance.decisions import DossierMontre
from parchemin.regles.base import Verdict

RAISONS = {"desistement": "désistement", "erreur": "erreur", "doublon": "doublon"}
"""Why a dossier is withdrawn, in words."""

_ENSEMBLE = ("l'ensemble",)


def en_document(dossier: DossierMontre) -> dict[str, Any]:
    """Return all that is known of a dossier."""
    return {
        "dossier": dossier.dossier,
        "candidat": str(dossier.candidat),
        "anonymise": dossier.anonymise,
        "proposition": donnees.proposition(dossier.propose) if dossier.propose else None,
        "avis_precedents": {de.chemin: verdict.value for de, verdict in _avis_precedents(dossier).items()},
        "retrait": dossier.retrait,
        "deports": list(dossier.deports),
        "decisions": list(map(donnees.decision, dossier.decisions)),
    }


def resumer(dossier: DossierMontre) -> tuple[str, ...]:
    """Return the code of a dossier, its candidate, what is proposed and what is decided."""
    return dossier.dossier, str(dossier.candidat), _propose(dossier), ", ".join(_decides(dossier.decisions))


def _propose(dossier: DossierMontre) -> str:
    if dossier.anonymise:
        return "dossier anonymisé"
    if dossier.retrait:
        return f"retiré ({RAISONS[dossier.retrait]})"
    proposition = dossier.propose
    if not proposition:
        return "—"
    dit = en_mots(proposition.issue.value)
    if proposition.issue is Issue.EN_DEBAT:
        debats = [bloc.bloc for bloc in proposition.blocs if bloc.verdict is Verdict.EN_DEBAT]
        dit += f" ({', '.join(debats or _ENSEMBLE)})"
    return f"{dit} (avis du premier jury)" if proposition.avis_precedents else dit


def _avis_precedents(dossier: DossierMontre) -> Mapping[Objet, Conclusion]:
    return dossier.propose.avis_precedents if dossier.propose else {}


def _decides(decisions: Iterable[Decision]) -> Iterator[str]:
    """Yield each decision that nothing replaced, with the act of the one that it replaces."""
    en_vigueur: dict[Objet, Decision] = {}
    remplaces: dict[Objet, str] = {}
    for decision in decisions:
        if avant := en_vigueur.get(decision.objet):
            remplaces[decision.objet] = f", remplace l'acte {avant.acte}"
        en_vigueur[decision.objet] = decision
    for de, decision in en_vigueur.items():
        acte = f"acte {decision.acte}{remplaces.get(de, '')}"
        yield f"{de.chemin or 'dossier'} {en_mots(decision.verdict.value)} ({acte})"
