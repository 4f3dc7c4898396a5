"""What a secretary reads before a séance is proclaimed, a line for each: the jury, the issues, what departs."""

from collections.abc import Iterable, Iterator

from parchemin.documents.mots import RETRAITS, accorder, compter, en_mots
from parchemin.dossier.model import Membre
from parchemin.registre.seance.recapitulatif import Recapitulatif

MONTRES = 20
"""How many decisions that depart are shown one by one."""


def dire_recapitulatif(recap: Recapitulatif) -> Iterator[str]:
    """Yield the jury, the dossiers by issue and apart, the decisions and those that depart."""
    yield from _jury(recap)
    if recap.issues:
        combien = sum(recap.issues.values())
        yield f"{combien} {accorder('dossier', combien)} : {', '.join(compter(recap.issues))}."
    if recap.retires:
        retires = (f"{RETRAITS[raison]} {combien}" for raison, combien in recap.retires.items())
        yield f"À part : {', '.join(retires)}."
    if recap.decisions:
        prises = f"{recap.decisions} {accorder('décision', recap.decisions)} du jury"
        yield f"{prises}, dont {recap.votes} avec {accorder('vote', recap.votes)}."
    yield from _ecarts(recap)


def _jury(recap: Recapitulatif) -> Iterator[str]:
    if recap.presents:
        exige = f" (quorum {recap.quorum})" if recap.quorum else ""
        yield f"Jury : {_nommer(recap.presents)} ; {recap.votants} avec voix{exige}."
    if recap.absents:
        yield f"Absents : {_nommer(recap.absents)}."
    for dossier, noms in recap.deports.items():
        yield f"Déport pour {dossier} : {', '.join(noms)}."


def _ecarts(recap: Recapitulatif) -> Iterator[str]:
    for dossier, ecart in recap.ecarts[:MONTRES]:
        de, decide, propose = ecart.objet.chemin or "l'ensemble", ecart.verdict.value, ecart.propose.value
        dit = f"{en_mots(decide)}, proposé {en_mots(propose)}"
        yield f"  {dossier}, {de} : {dit} ({ecart.motif or 'sans motif'})"
    if len(recap.ecarts) > MONTRES:
        yield f"  et {len(recap.ecarts) - MONTRES} autres écarts"


def _nommer(membres: Iterable[Membre]) -> str:
    return ", ".join(membre.nom for membre in membres) or "personne"
