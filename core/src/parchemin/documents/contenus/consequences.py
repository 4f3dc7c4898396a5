"""What followed from a decision taken after the proclamation, in words."""

from collections.abc import Iterator, Sequence

from parchemin.deliberation.decision import ENSEMBLE
from parchemin.documents.mots import en_mots
from parchemin.registre.apres.recours import ACCUEILLI, PENDANT, REJETE, Arret
from parchemin.registre.apres.rectification import Consequences
from parchemin.registre.branches import Branches

ETATS_D_UN_RECOURS = {PENDANT: "pendant", REJETE: "rejeté", ACCUEILLI: "accueilli"}


def dire_arret(arret: Arret, branches: Branches) -> Iterator[str]:
    """Yield what was decided of an appeal, by which instance, and what followed."""
    sens, quand = ETATS_D_UN_RECOURS[arret.sens], "déjà enregistré" if arret.deja else "enregistré"
    par = branches.nommer_instance(arret.certification, arret.instance)
    yield f"Recours {arret.recours} {sens} par l'instance « {par} » le {arret.le}, {quand}, acte {arret.acte}."
    yield from dire(arret.suites)


def dire(consequences: Consequences) -> Iterator[str]:
    """Yield a sentence for each decision, then for the titles that followed."""
    for decision in consequences.decisions:
        quoi = "l'ensemble" if decision.objet == ENSEMBLE else f"bloc {decision.objet.chemin}"
        yield f"{consequences.dossier}, {quoi} : {en_mots(decision.verdict.value)}, acte {decision.acte}."
    yield from enumerer("Titres délivrés", consequences.delivres)
    yield from enumerer("Titres révoqués", consequences.revoques)
    yield from enumerer("À revoir, car ils peuvent s'appuyer sur ce qui est perdu", consequences.a_revoir)


def enumerer(quoi: str, numeros: Sequence[str]) -> Iterator[str]:
    """Yield the numbers of some titles, if there are any."""
    if numeros:
        yield f"{quoi} : {', '.join(numeros)}."
