"""By what a person of the register is met: keys of every identity and usage name, and the words of the names.

The keys say who may be whom; the words are for who looks for a name. Both are made of what stands elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve
from sqlalchemy import Connection, delete, insert, select

from parchemin.dossier.model import Candidat
from parchemin.dossier.rapprochements import cles, mots
from parchemin.dossier.recherche import mots_dits, retenir
from parchemin.registre.socle.base import Ecriture
from parchemin.registre.socle.lots import lots
from parchemin.registre.socle.tables import APPELLATIONS, IDENTITES, PERSONNES

COMMUNE_MAX = 2000
"""Of how many persons a key tells something."""

_MOT, _USAGE = "mot:", "usage:"


def appeler(ecriture: Ecriture, candidats: Iterable[tuple[int, Candidat]]) -> None:
    """Keep by what some persons are met, as they are called here; what is kept already stays."""
    voulues: dict[int, set[str]] = defaultdict(set)
    for personne, candidat in candidats:
        voulues[personne] |= {*_toutes(candidat)}
    for lot in lots(voulues):
        connues = select(APPELLATIONS.c.personne, APPELLATIONS.c.cle).where(APPELLATIONS.c.personne.in_(lot))
        for personne, cle in ecriture.cx.execute(connues):
            voulues[personne].discard(cle)
        lignes = [{"personne": personne, "cle": cle} for personne in lot for cle in sorted(voulues[personne])]
        ecriture.ajouter(APPELLATIONS, lignes)


def oublier(cx: Connection, personnes: Sequence[int]) -> None:
    """Remove by what some persons are met."""
    cx.execute(delete(APPELLATIONS).where(APPELLATIONS.c.personne.in_(personnes)))


def oublier_anonymes(cx: Connection, personnes: Sequence[int]) -> None:
    """Remove by what those of some persons are met who have no name any more."""
    anonymes = select(PERSONNES.c.id).where(PERSONNES.c.id.in_(personnes), PERSONNES.c.sel == "")
    cx.execute(delete(APPELLATIONS).where(APPELLATIONS.c.personne.in_(anonymes)))


def identites(cx: Connection, personnes: Sequence[int]) -> Iterator[tuple[int, Candidat]]:
    """Yield each identity of some persons, those that errata gave too; without what their dossiers say."""
    siennes = select(PERSONNES.c.id, PERSONNES.c.nom, PERSONNES.c.prenom, PERSONNES.c.naissance)
    corrigees = select(IDENTITES.c.personne, IDENTITES.c.nom, IDENTITES.c.prenom, IDENTITES.c.naissance)
    for toutes, de in ((siennes, PERSONNES.c.id), (corrigees, IDENTITES.c.personne)):
        for personne, *dite in cx.execute(toutes.where(de.in_(personnes)).order_by(de)):
            yield personne, Candidat(*dite)


def rencontres(cx: Connection, personnes: Iterable[int]) -> set[int]:
    """Return those of some persons who share a key with anybody, and whoever shares one with them.

    A key of so many that no birth date and first name ever are as common is none: of them nothing is said.
    """
    cles_de = select(APPELLATIONS.c.cle).where(~APPELLATIONS.c.cle.startswith(_MOT))
    siennes: set[str] = set()
    for lot in lots(personnes):
        siennes |= {*cx.execute(cles_de.where(APPELLATIONS.c.personne.in_(lot))).scalars()}
    groupes: dict[str, list[int]] = defaultdict(list)
    for lot_de_cles in lots(sorted(siennes)):
        porteurs = select(APPELLATIONS.c.cle, APPELLATIONS.c.personne)
        for cle, personne in cx.execute(porteurs.where(APPELLATIONS.c.cle.in_(lot_de_cles))):
            groupes[cle].append(personne)
    return {qui for groupe in groupes.values() if 1 < len(groupe) <= COMMUNE_MAX for qui in groupe}


def nommees(cx: Connection, nom: str) -> list[int]:
    """Return the persons whom a name may mean, however written, in either order, without its particles."""
    return retenir(nom, _porteurs(cx, mots_dits(nom)))


def _porteurs(cx: Connection, voulus: frozenset[str]) -> Mapping[int, list[Candidat]]:
    """Return who has one of these words in a name or a usage name, each by every identity."""
    qui = select(APPELLATIONS.c.personne).where(APPELLATIONS.c.cle.in_([f"{_MOT}{mot}" for mot in voulus]))
    trouves: dict[int, list[Candidat]] = defaultdict(list)
    for lot in lots(sorted({*cx.execute(qui).scalars()})):
        for personne, candidat in identites(cx, lot):
            trouves[personne].append(candidat)
        for personne, usage in _usages(cx, lot):
            trouves[personne].append(evolve(trouves[personne][0], nom=usage))
    return dict(sorted(trouves.items()))


def _usages(cx: Connection, personnes: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield each usage name, folded, by which some persons are met."""
    siennes = select(APPELLATIONS.c.personne, APPELLATIONS.c.cle).where(APPELLATIONS.c.personne.in_(personnes))
    for personne, cle in cx.execute(siennes.where(APPELLATIONS.c.cle.startswith(_USAGE))):
        yield personne, cle.removeprefix(_USAGE)


def _toutes(candidat: Candidat) -> Iterator[str]:
    yield from cles(candidat)
    for porte in filter(None, (candidat.nom, candidat.nom_usage)):
        yield from (f"{_MOT}{mot}" for mot in (*mots_dits(porte), "".join(mots(porte))))
    if candidat.nom_usage:
        yield f"{_USAGE}{' '.join(mots(candidat.nom_usage))}"


def rebatir(cx: Connection) -> None:
    """Write by what every person is met anew, from the names and birth dates alone."""
    cx.execute(delete(APPELLATIONS))
    for lot in lots(cx.execute(select(PERSONNES.c.id).where(PERSONNES.c.sel != "")).scalars().all()):
        paires = {(cle, personne) for personne, candidat in identites(cx, lot) for cle in _toutes(candidat)}
        cx.execute(insert(APPELLATIONS), [{"cle": cle, "personne": personne} for cle, personne in sorted(paires)])
