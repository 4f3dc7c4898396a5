"""Who of a séance may be somebody else of it, or of the register: what waits for an answer, what is only said."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen
from sqlalchemy import Connection, select

from parchemin.dossier.doutes import DOSSIER_DE, PERSONNE_EN_DOUTE, designer, dire_la_meme, dire_le_doute
from parchemin.dossier.model import Candidat
from parchemin.dossier.rapprochements import Rapprochement, rapprocher
from parchemin.faits import Fait, FaitSimple, Tournure
from parchemin.registre.personnes.appellations import identites, rencontres
from parchemin.registre.personnes.reponses import Reponses, lire_reponses
from parchemin.registre.service import Registre
from parchemin.registre.socle.canonique import lire_precisions
from parchemin.registre.socle.lots import lots
from parchemin.registre.socle.tables import DOSSIERS

PERSONNE_CONNUE = Tournure("personne_connue", "personne {personne} du registre, {candidat}")

Fiche = tuple[int, int]
"""A person, and which of the ways in which that person is called."""


@frozen
class Doutes:
    """What is to be said of who is who in a séance: what waits for an answer, and what one should know."""

    questions: tuple[Fait, ...] = ()
    alertes: tuple[Fait, ...] = ()


def consulter_doutes(registre: Registre, seance: int) -> Doutes:
    """Return what is to be said of who is who in a séance."""
    with registre.lire() as cx:
        return douter(cx, seance)


def douter(cx: Connection, seance: int) -> Doutes:
    """Do as `consulter_doutes`, within a transaction."""
    codes = _codes(cx, seance)
    reponses = lire_reponses(cx)
    faits = [*_questions(cx, codes, reponses), *_plusieurs(cx, codes, reponses)]
    questions = tuple(fait for fait in faits if fait.tournure is PERSONNE_EN_DOUTE)
    return Doutes(questions, tuple(fait for fait in faits if fait.tournure is not PERSONNE_EN_DOUTE))


def _codes(cx: Connection, seance: int) -> dict[int, list[str]]:
    """Return the codes of the dossiers of each person of a séance, without those that are withdrawn."""
    codes: dict[int, list[str]] = defaultdict(list)
    tous = select(DOSSIERS.c.personne, DOSSIERS.c.code).where(
        DOSSIERS.c.seance == seance, DOSSIERS.c.retrait == ""
    )
    for personne, code in cx.execute(tous.order_by(DOSSIERS.c.id)):
        codes[personne].append(code)
    return codes


def _questions(cx: Connection, codes: Mapping[int, Sequence[str]], reponses: Reponses) -> Iterator[FaitSimple]:
    """Yield once each two persons who may be one, of whom nobody said so yet."""
    voisins = rencontres(cx, codes)
    fiches = _fiches(cx, [*(qui for qui in codes if qui in voisins), *sorted(voisins - codes.keys())])
    siennes = {fiche for fiche in fiches if fiche[0] in codes}
    trouves = sorted(rapprocher(fiches, siennes), key=lambda trouve: trouve.ressemblance.faible)
    dites: set[frozenset[int]] = set()
    for trouve in trouves:
        (une, _), (autre, _) = trouve.premier, trouve.second
        paire = frozenset((reponses.de(une), reponses.de(autre)))
        if len(paire) == 2 and paire not in dites and not reponses.tranche(une, autre):
            dites.add(paire)
            yield _dire(trouve, fiches, codes)


def _dire(
    trouve: Rapprochement[Fiche], fiches: Mapping[Fiche, Candidat], codes: Mapping[int, Sequence[str]]
) -> FaitSimple:
    ici, la = (trouve.premier, trouve.second) if trouve.premier[0] in codes else (trouve.second, trouve.premier)
    dit = designer(fiches[la])
    autre = DOSSIER_DE(dossier=codes[la[0]][0], candidat=dit) if la[0] in codes else None
    return dire_le_doute(
        codes[ici[0]][0],
        fiches[ici],
        autre or PERSONNE_CONNUE(personne=la[0], candidat=dit),
        trouve.ressemblance,
        premiere=ici[0],
        seconde=la[0],
    )


def _plusieurs(cx: Connection, codes: Mapping[int, Sequence[str]], reponses: Reponses) -> Iterator[FaitSimple]:
    """Yield each person who is in several dossiers of the séance."""
    par_personne: dict[int, list[str]] = defaultdict(list)
    for personne, siens in codes.items():
        par_personne[reponses.de(personne)] += siens
    plusieurs = {personne: siens for personne, siens in par_personne.items() if len(siens) > 1}
    for lot in lots(plusieurs):
        nommes = dict(reversed([*identites(cx, lot)]))
        yield from (dire_la_meme(nommes[personne], plusieurs[personne]) for personne in lot)


def _fiches(cx: Connection, personnes: Sequence[int]) -> dict[Fiche, Candidat]:
    """Return the ways in which some persons are called: by every identity, with what their dossiers add to it."""
    fiches: dict[Fiche, Candidat] = {}
    for lot in lots(personnes):
        dites: dict[int, list[Candidat]] = defaultdict(list)
        for personne, candidat in identites(cx, lot):
            dites[personne].append(candidat)
        precisions = _precisions(cx, lot)
        for personne in lot:
            ajouts = precisions.get(personne) or [{}]
            siennes = dict.fromkeys(evolve(dite, **ajout) for dite in dites[personne] for ajout in ajouts)
            fiches |= {(personne, rang): candidat for rang, candidat in enumerate(siennes)}
    return fiches


def _precisions(cx: Connection, personnes: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """Return what the dossiers of some persons say of them beside the identity."""
    dites: dict[int, list[dict[str, Any]]] = defaultdict(list)
    tous = select(DOSSIERS.c.personne, DOSSIERS.c.contenu).where(DOSSIERS.c.personne.in_(personnes))
    for personne, contenu in cx.execute(tous.order_by(DOSSIERS.c.id)):
        dite = lire_precisions(json.loads(contenu).get("candidat", {}))
        if dite not in dites[personne]:
            dites[personne].append(dite)
    return dites
