"""What followed from a decision taken after the proclamation, in words."""

from collections.abc import Iterator, Sequence

from parchemin.documents.mots import en_mots
from parchemin.registre.reprises import Suites


def dire(suites: Suites) -> Iterator[str]:
    """Yield a sentence for each decision, then for the titles that followed."""
    for decision in suites.decisions:
        quoi = f"bloc {decision.bloc}" if decision.bloc else "l'ensemble"
        yield f"{decision.dossier}, {quoi} : {en_mots(decision.verdict)}, acte {decision.acte}."
    yield from enumerer("Titres délivrés", suites.delivres)
    yield from enumerer("Titres révoqués", suites.revoques)
    yield from enumerer("À revoir, car ils peuvent s'appuyer sur ce qui est perdu", suites.a_revoir)


def enumerer(quoi: str, numeros: Sequence[str]) -> Iterator[str]:
    """Yield the numbers of some titles, if there are any."""
    if numeros:
        yield f"{quoi} : {', '.join(numeros)}."
