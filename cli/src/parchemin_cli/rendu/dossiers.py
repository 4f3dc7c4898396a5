"""A dossier of the register in one row: what is proposed, and what is decided and still stands."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from parchemin.deliberation import Issue
from parchemin.documents.mots import en_mots
from parchemin.regles.base import Verdict

_ENSEMBLE = ("l'ensemble",)


def resumer(dossier: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the code of a dossier, its candidate, what is proposed and what is decided."""
    return dossier["dossier"], dossier["candidat"], _propose(dossier), ", ".join(_decides(dossier["decisions"]))


def _propose(dossier: Mapping[str, Any]) -> str:
    if dossier["anonymise"]:
        return "dossier anonymisé"
    proposition = dossier["proposition"]
    if not proposition:
        return "—"
    dit = en_mots(proposition["issue"])
    if proposition["issue"] == Issue.EN_DEBAT.value:
        debats = [bloc["bloc"] for bloc in proposition["blocs"] if bloc["verdict"] == Verdict.EN_DEBAT.value]
        dit += f" ({', '.join(debats or _ENSEMBLE)})"
    return f"{dit} (avis du premier jury)" if dossier["avis_precedents"] else dit


def _decides(decisions: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield each decision that nothing replaced, with the act of the one that it replaces."""
    en_vigueur: dict[str, Mapping[str, Any]] = {}
    remplaces: dict[str, str] = {}
    for decision in decisions:
        if avant := en_vigueur.get(decision["bloc"]):
            remplaces[decision["bloc"]] = f", remplace l'acte {avant['acte']}"
        en_vigueur[decision["bloc"]] = decision
    for bloc, decision in en_vigueur.items():
        acte = f"acte {decision['acte']}{remplaces.get(bloc, '')}"
        yield f"{bloc or 'dossier'} {en_mots(decision['verdict'])} ({acte})"
