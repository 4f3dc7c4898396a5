"""The séances of a register in a secretary's words: in the list, by dossier, before they are proclaimed."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from attrs import asdict

from parchemin import faits
from parchemin.deliberation import Issue
from parchemin.deliberation.decision import Decision, Objet
from parchemin.documents.contenus.recapitulatif import dire_recapitulatif
from parchemin.documents.mots import NATURES_EN_BREF, RETRAITS, accorder, en_mots, objets_des_titres
from parchemin.faits import Fait
from parchemin.registre.branches import Branches
from parchemin.registre.seance.decisions import DossierMontre
from parchemin.registre.seance.proclamation import ExamenAvantProclamation
from parchemin.registre.seance.seances import Etat, SeanceResumee
from parchemin.regles.base import Verdict

ETATS = {etat: faits.ETATS[etat.value] for etat in Etat}

_ENSEMBLE = ("l'ensemble",)


def lister(resumees: Iterable[SeanceResumee], branches: Branches) -> Iterator[tuple[object, ...]]:
    """Yield the row of each séance: its certification, its instance and its state are named."""
    noms = objets_des_titres(branches.catalogue)
    for resumee in resumees:
        certification = resumee.certification
        dits = {
            "certification": noms.get(certification, certification),
            "instance": branches.nommer_instance(certification, resumee.instance),
            "etat": ETATS[resumee.etat],
        }
        yield tuple({**asdict(resumee), **dits}.values())


def dire_examen(examen: ExamenAvantProclamation, dire: Callable[[Fait], str]) -> Iterator[str]:
    """Yield what forbids to proclaim a séance, what one should know, what it comes to, and how many titles.

    :param dire: what words a fact, with what mends it where the surface knows that.
    """
    if examen.empechements:
        yield f"Séance {examen.seance}, elle ne peut être proclamée :"
        yield from (f"  {dire(empechement)}" for empechement in examen.empechements)
    else:
        yield f"Séance {examen.seance} : rien n'empêche de la proclamer."
    yield from (f"! {dire(avertissement)}" for avertissement in examen.avertissements)
    yield from dire_recapitulatif(examen.recapitulatif)
    natures = Counter(titre.nature for titres in examen.titres.values() for titre in titres)
    if natures:
        dits = ", ".join(f"{NATURES_EN_BREF.get(nature, nature)} {combien}" for nature, combien in natures.items())
        yield f"{natures.total()} {accorder('titre', natures.total())} à délivrer : {dits}."


def resumer(dossier: DossierMontre) -> tuple[str, ...]:
    """Return the code of a dossier, its candidate, what is proposed and what is decided."""
    return dossier.dossier, str(dossier.candidat), _propose(dossier), ", ".join(_decides(dossier.decisions))


def _propose(dossier: DossierMontre) -> str:
    if dossier.anonymise:
        return "dossier anonymisé"
    if dossier.retrait:
        return f"retiré ({RETRAITS[dossier.retrait]})"
    proposition = dossier.propose
    if not proposition:
        return "—"
    dit = en_mots(proposition.issue.value)
    if proposition.issue is Issue.EN_DEBAT:
        debats = [bloc.bloc for bloc in proposition.blocs if bloc.verdict is Verdict.EN_DEBAT]
        dit += f" ({', '.join(debats or _ENSEMBLE)})"
    return f"{dit} (avis du premier jury)" if proposition.avis_precedents else dit


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
