"""Looking for a person by name, as people write one: in either order, without accents, case or particles."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from parchemin.dossier.model import Candidat
from parchemin.dossier.rapprochements import mots
from parchemin.faits import Tournure

R = TypeVar("R")

PLUSIEURS_DE_CE_NOM = Tournure("plusieurs_de_ce_nom", "« {nom} » : {combien} personnes, {personnes}")
AUCUN_NE_CE_JOUR = Tournure("aucun_ne_ce_jour", "« {nom} » : aucune n'est de ce jour, {personnes}")

PARTICULES = frozenset(
    (
        *("de", "du", "des", "d", "la", "le", "les", "l", "da", "das", "di", "do", "dos", "del", "della", "dei"),
        *("van", "von", "der", "den", "el", "al", "ben", "bin", "ould"),
    )
)
"""Words of a name that who looks for it may leave out."""


def retenir(nom: str, porteurs: Mapping[R, Iterable[Candidat]]) -> list[R]:
    """Return who is meant by a name, of some persons as each is called.

    Who bears it whole comes alone; else whoever bears all its words: a part of a double name, of first names.
    """
    voulus = mots_dits(nom)
    entiers = [qui for qui, siens in porteurs.items() if any(_entier(voulus, un) for un in siens)]
    return entiers or [qui for qui, siens in porteurs.items() if any(_en_partie(voulus, un) for un in siens)]


def mots_dits(nom: str) -> frozenset[str]:
    """Return the words of a name by which one looks: without particles, unless there is nothing else."""
    tous = frozenset(mots(nom))
    return tous - PARTICULES or tous


def _entier(voulus: frozenset[str], candidat: Candidat) -> bool:
    """Tell whether these words are a name, or a name and the first names, and nothing less."""
    prenoms = mots_dits(candidat.prenom)
    return any(voulus in (nom, nom | prenoms) for nom in _noms(candidat))


def _en_partie(voulus: frozenset[str], candidat: Candidat) -> bool:
    """Tell whether each of these words is of the person, and one at least of the name."""
    prenoms = mots_dits(candidat.prenom)
    return any(voulus <= nom | prenoms and not voulus.isdisjoint(nom) for nom in _noms(candidat))


def _noms(candidat: Candidat) -> list[frozenset[str]]:
    """Return the name and the usage name, each as its words and written in one."""
    portes = [porte for porte in (candidat.nom, candidat.nom_usage) if porte]
    return [un for porte in portes for un in (mots_dits(porte), frozenset(["".join(mots(porte))]))]
