"""What followed from a decision taken after the proclamation, in words."""

from collections.abc import Iterator, Sequence
from typing import Any

from parchemin.deliberation.decision import ENSEMBLE, Decision
from parchemin.documents.contenus import donnees
from parchemin.documents.mots import en_mots
from parchemin.registre.apres.rectification import Consequences


def dire(suites: Consequences) -> Iterator[str]:
    """Yield a sentence for each decision, then for the titles that followed."""
    for decision in suites.decisions:
        quoi = "l'ensemble" if decision.objet == ENSEMBLE else f"bloc {decision.objet.chemin}"
        yield f"{suites.dossier}, {quoi} : {en_mots(decision.verdict.value)}, acte {decision.acte}."
    yield from enumerer("Titres délivrés", suites.delivres)
    yield from enumerer("Titres révoqués", suites.revoques)
    yield from enumerer("À revoir, car ils peuvent s'appuyer sur ce qui est perdu", suites.a_revoir)


def en_json(suites: Consequences) -> dict[str, Any]:
    """Return what followed, for a script."""
    return {
        "decisions": [rendue(decision, suites.dossier, deja=False) for decision in suites.decisions],
        "delivres": suites.delivres,
        "revoques": suites.revoques,
        "a_revoir": suites.a_revoir,
        "deja": suites.deja,
    }


def rendue(decision: Decision, dossier: str, *, deja: bool) -> dict[str, Any]:
    """Return a decision for a script, with the dossier that it is on."""
    return {**donnees.decision(decision), "dossier": dossier, "deja": deja}


def enumerer(quoi: str, numeros: Sequence[str]) -> Iterator[str]:
    """Yield the numbers of some titles, if there are any."""
    if numeros:
        yield f"{quoi} : {', '.join(numeros)}."
