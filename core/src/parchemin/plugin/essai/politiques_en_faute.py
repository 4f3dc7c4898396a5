"""A policy tried on its édition before anybody uses it: what could only give a wrong answer in silence.

A rule that reads nothing of what the édition has, or reads beside its node; one that nobody can meet, or that is
met by who was never observed; rules that contradict one another; a title that nothing leads to.
"""

from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import Any

from attrs import fields, frozen, has

from parchemin.deliberation.capitalisation import Capitalisation
from parchemin.deliberation.model import Issue, ModeleTitre
from parchemin.deliberation.plan import ISSUES, Plan, Reglement
from parchemin.faits import Fait, Tournure
from parchemin.plugin.essai.calcul import LigneLue, calculer, colonnes_lues
from parchemin.plugin.essai.temoins import (
    de_qui_a_tout,
    de_qui_n_a_rien,
    noms_possibles,
)
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.fermeture import fermer
from parchemin.referentiel.model import Edition
from parchemin.regles.base import RANGS, Politique, Regle, Verdict
from parchemin.regles.formule import Formule
from parchemin.regles.lecture import Lecture, nom_acquis, nom_donnee
from parchemin.regles.termes import Terme

_OU = "{edition}, voie « {voie} »"
REGLE_EN_PANNE = Tournure("regle_en_panne", f"{_OU} : la politique ne se prépare pas ({{type}} : {{texte}})")
ROLE_INCONNU = Tournure(
    "regle_sans_evaluateur",
    f"{_OU} : la règle « {{regle}} » lit « {{nom}} », attendu l'un des évaluateurs {{connus}}",
)
EPREUVE_INCONNUE = Tournure(
    "regle_sans_epreuve", f"{_OU} : la règle « {{regle}} » lit l'épreuve « {{nom}} », attendu l'une de {{connus}}"
)
RIEN_LU = Tournure(
    "regle_ne_lit_rien",
    f"{_OU} : la règle « {{regle}} » ne lit rien sur {{noeud}} de ce que l'édition y fait observer, et rend "
    "toujours la même réponse",
)
LU_AILLEURS = Tournure(
    "regle_lit_ailleurs",
    f"{_OU} : la règle « {{regle}} » juge {{noeud}} sur {{lues}}, qui n'en est pas ; une règle de l'ensemble se "
    "met dans « certification », ou déclare « lit_hors_du_noeud »",
)
JAMAIS_ACQUIS = Tournure(
    "regle_jamais_acquise",
    f"{_OU} : la règle « {{regle}} » n'est acquise sur {{noeud}} par personne, même avec tout acquis et la "
    "meilleure note partout",
)
CONTRADICTOIRES = Tournure(
    "regles_contradictoires",
    f"{_OU} : les règles {{regles}} ne sont jamais acquises ensemble, même avec tout acquis",
)
ACQUIS_SANS_RIEN = Tournure(
    "acquis_sans_rien", f"{_OU} : sans aucune observation, {{noeud}} est « {{verdict:verdict}} »"
)

GARDEES = 256
"""For how many policies, by édition and voie, the answer is kept."""

L_ENSEMBLE = "l'ensemble"


@frozen(eq=False)
class _Essai:
    """A policy over one édition and one voie, made ready to be tried."""

    edition: Edition
    voie: str
    politique: Politique
    plan: Plan
    lecture: Lecture
    racine: Noeud

    @property
    def ou(self) -> dict[str, str]:
        """Where it is tried, for the facts."""
        return {"edition": self.edition.cle, "voie": self.voie}


@lru_cache(GARDEES)
def fautes_de_politique(
    edition: Edition, voie: str, politique: Politique, titres: tuple[ModeleTitre, ...]
) -> tuple[Fait, ...]:
    """Return what is wrong with a policy, whatever dossier it meets; it is looked for once."""
    return tuple(_fautes(edition, voie, politique, titres))


def _fautes(edition: Edition, voie: str, politique: Politique, titres: Sequence[ModeleTitre]) -> Iterator[Fait]:
    fermee = fermer(edition, 1)
    try:
        essai = _preparer(fermee, voie, politique, titres)
        fautes = [*_lectures(essai), *_sans_rien(essai)]
        yield from fautes or _jamais(essai)
    except Exception as erreur:  # noqa: BLE001 - the rules may be the branch's own code
        ou = {"edition": edition.cle, "voie": voie}
        yield REGLE_EN_PANNE(**ou, type=type(erreur).__name__, texte=str(erreur))


def _preparer(edition: Edition, voie: str, politique: Politique, titres: Sequence[ModeleTitre]) -> _Essai:
    noms = noms_possibles(edition, voie)
    reglement = Reglement(edition, voie, politique, Capitalisation.de(edition, titres))
    plan = reglement.planifier(noms)
    lecture = reglement.lecture(noms)
    return _Essai(edition, voie, politique, plan, lecture, reglement.racine)


def _lectures(essai: _Essai) -> Iterator[Fait]:
    """Look at what each rule reads; one that asks for nothing in this voie is met by all, and does no harm."""
    ligne = de_qui_n_a_rien(essai.edition)
    yield from _inconnus(essai)
    if (regle := essai.politique.bloc) is not None:
        for noeud in essai.racine.enfants:
            yield from _sur_un_bloc(essai, regle, noeud)
    for formule in essai.plan.certification:
        if not colonnes_lues(formule.verdict) and not _est(formule.verdict, ligne, Verdict.ACQUIS):
            yield RIEN_LU(**essai.ou, regle=formule.regle.code, noeud=L_ENSEMBLE)


def _inconnus(essai: _Essai) -> Iterator[Fait]:
    """Look for the evaluators and the épreuves that rules name, and that the édition lacks."""
    roles = tuple(role.role for role in essai.edition.evaluateurs)
    epreuves = tuple(epreuve.code for epreuve in essai.edition.epreuves)
    connus = {"role": roles, "roles": roles, "decisif": roles, "epreuve": epreuves, "epreuves": epreuves}
    for regle in filter(None, (essai.politique.bloc, *essai.politique.certification)):
        for champ, nom in dict.fromkeys(_nommes(regle, connus)):
            if nom not in connus[champ]:
                dit = {"regle": regle.code, "nom": nom, "connus": connus[champ]}
                yield (ROLE_INCONNU if connus[champ] is roles else EPREUVE_INCONNUE)(**essai.ou, **dit)


def _nommes(valeur: object, champs: Container[str]) -> Iterator[tuple[str, str]]:
    """Walk a rule and those within; yield what its fields of these names hold."""
    if isinstance(valeur, tuple):
        for element in valeur:
            yield from _nommes(element, champs)
    classe: type[Any] = type(valeur)
    if not classe.__module__.startswith("parchemin.regles") or not has(classe):
        return
    for champ in fields(classe):
        tenu = getattr(valeur, champ.name)
        if champ.name in champs:
            noms = tenu if isinstance(tenu, tuple) else (tenu,)
            yield from ((champ.name, nom) for nom in noms if isinstance(nom, str) and nom)
        yield from _nommes(tenu, champs)


def _sur_un_bloc(essai: _Essai, regle: Regle, noeud: Noeud) -> Iterator[Fait]:
    lues = colonnes_lues(regle.formuler(noeud, essai.lecture).verdict)
    dit = {**essai.ou, "regle": regle.code, "noeud": noeud.chemin}
    if all(nom.startswith(nom_acquis("")) for nom in lues):
        yield RIEN_LU(**dit)
    siennes = _siennes(essai, noeud)
    ailleurs = tuple(sorted(nom for nom in lues if ":" in nom and "=" not in nom and _cible(nom) not in siennes))
    if ailleurs and not getattr(regle, "lit_hors_du_noeud", False):
        yield LU_AILLEURS(**dit, lues=ailleurs[:3])


def _siennes(essai: _Essai, noeud: Noeud) -> set[str]:
    """Return the paths of what is of a bloc: below it, its épreuves, and the other sessions of each of those.

    Where an épreuve opens by a rule on others, any of them may be read.
    """
    epreuves = essai.edition.epreuves_de(essai.edition.voie(essai.voie))
    siennes = {*noeud.observables, f"continu:{noeud.chemin}"}
    ouvre = essai.politique.notation is not None and essai.politique.notation.acces is not None
    for _ in epreuves:  # a session of a session of one
        codes = {epreuve.code for epreuve in epreuves if epreuve.cible in siennes}
        siennes |= {epreuve.cible for epreuve in epreuves if ouvre or epreuve.rattrape in codes}
    return siennes


def _cible(colonne: str) -> str:
    return colonne[colonne.index(":") + 1 :]


def _sans_rien(essai: _Essai) -> Iterator[Fait]:
    """Look for what somebody gets who was never observed, and of whom nothing is known."""
    ligne = de_qui_n_a_rien(essai.edition)
    for bloc in essai.plan.blocs:
        if _est(bloc.formule.verdict, ligne, Verdict.ACQUIS):
            yield ACQUIS_SANS_RIEN(**essai.ou, noeud=bloc.bloc.code, verdict=Verdict.ACQUIS)
    if ISSUES[calculer(essai.plan.issue, ligne)] is Issue.CERTIFIE:
        yield ACQUIS_SANS_RIEN(**essai.ou, noeud=L_ENSEMBLE, verdict=Issue.CERTIFIE)


def _jamais(essai: _Essai) -> Iterator[Fait]:
    """Look for somebody who gets it all; of who has all, name the rule that nobody meets."""
    objets = [(bloc.bloc.code, bloc.formule) for bloc in essai.plan.blocs]
    objets += [(L_ENSEMBLE, formule) for formule in essai.plan.certification]
    restent = dict(enumerate(objets))
    donnees = sorted(nom for nom in colonnes_lues(essai.plan.issue) if nom.startswith(nom_donnee("")))
    for ligne in de_qui_a_tout(essai.edition, essai.voie, donnees):
        faits: dict[int, int] = {}
        if ISSUES[calculer(essai.plan.issue, ligne, faits)] is Issue.CERTIFIE:
            return
        restent = {rang: ici for rang, ici in restent.items() if not _est(ici[1].verdict, ligne, Verdict.ACQUIS)}
    yield from (
        JAMAIS_ACQUIS(**essai.ou, regle=_code(formule), noeud=noeud) for noeud, formule in restent.values()
    )
    if not restent:
        regles = tuple(dict.fromkeys(_code(formule) for _, formule in objets))
        yield CONTRADICTOIRES(**essai.ou, regles=regles)


def _code(formule: Formule) -> str:
    return formule.regle.code


def _est(terme: Terme, ligne: LigneLue, verdict: Verdict) -> bool:
    return calculer(terme, ligne) == RANGS[verdict]
