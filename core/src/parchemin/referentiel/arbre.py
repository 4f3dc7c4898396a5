"""The référentiel as one neutral tree: what rules fold, and the paths that observations name.

Rules never see a branch's words; they see nodes, their level and what stands below them.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

from attrs import frozen

from parchemin.referentiel.model import (
    Bareme,
    Bloc,
    Competence,
    Echelle,
    Edition,
    Epreuve,
    NatureCible,
    Niveau,
)

ARBRES = 64
"""How many trees are kept: those of the éditions and voies that a run meets again and again."""

_EPREUVE = "epreuve:"
"""What the cible of an épreuve starts with, before its code."""

NATURES = {
    Niveau.BLOC: NatureCible.BLOC,
    Niveau.COMPETENCE: NatureCible.COMPETENCE,
    Niveau.CRITERE: NatureCible.CRITERE,
}
"""What an evaluator observes at each level."""


@frozen(eq=False)
class Noeud:
    """A node: the édition, a bloc, a compétence or a critère.

    ``chemin`` is its path below the édition (``B1/C1/2``); ``epreuves`` are the paths of the épreuves that
    name this very node among what they assess, of those of the voie for which the tree was built.
    """

    niveau: Niveau
    chemin: str
    intitule: str
    enfants: tuple["Noeud", ...] = ()
    epreuves: tuple[str, ...] = ()

    @cached_property
    def descendance(self) -> frozenset[str]:
        """The paths of this node and of all that stands below it."""
        return frozenset(noeud.chemin for noeud in self.parcourir())

    @cached_property
    def observables(self) -> frozenset[str]:
        """All paths below which something is said of this node: its own, those below, and their épreuves."""
        return self.descendance.union(*(noeud.epreuves for noeud in self.parcourir()))

    @cached_property
    def evalue_par(self) -> tuple[str, ...]:
        """The paths at which an absence leaves this node not evaluated: its épreuves, then itself."""
        return (*self.epreuves, self.chemin)

    @cached_property
    def comptees(self) -> Mapping[Niveau, tuple[tuple[str, ...], tuple[str, ...]]]:
        """What is counted to fold this node, level by level: the paths that count, then those between.

        A node whose parts are not known counts as one, at whatever level it stands.
        """
        return {niveau: self._comptees(niveau) for niveau in Niveau}

    def _comptees(self, niveau: Niveau) -> tuple[tuple[str, ...], tuple[str, ...]]:
        feuilles: list[str] = []
        entre: list[str] = []
        for enfant in self.enfants:
            if enfant.niveau is niveau or not enfant.enfants:
                feuilles.append(enfant.chemin)
            else:
                siennes, intermediaires = enfant.comptees[niveau]
                feuilles += siennes
                entre += (enfant.chemin, *intermediaires)
        return tuple(feuilles), tuple(entre)

    @cached_property
    def par_niveau(self) -> Mapping[Niveau, tuple["Noeud", ...]]:
        """The nodes at or below this one, level by level."""
        return {niveau: tuple(noeud for noeud in self.parcourir() if noeud.niveau is niveau) for niveau in Niveau}

    def parcourir(self) -> Iterator["Noeud"]:
        """Walk this node and all that stands below it, in the order of the référentiel."""
        yield self
        for enfant in self.enfants:
            yield from enfant.parcourir()


@frozen(eq=False)
class Cible:
    """What an observation may name: its path, its nature, the paths above it, and its barème if marked.

    ``roles`` are the only ones that observe it; none: all those that observe its nature. ``echelle`` is the scale
    of which it takes a level, in the place of an avis.
    """

    chemin: str
    nature: NatureCible
    ancetres: tuple[str, ...] = ()
    bareme: Bareme | None = None
    roles: tuple[str, ...] = ()
    echelle: Echelle | None = None


def epreuve_de(cible: str) -> str:
    """Return the code of the épreuve that a cible is; nothing for any other."""
    return cible.removeprefix(_EPREUVE) if cible.startswith(_EPREUVE) else ""


@lru_cache(ARBRES)
def arbre(edition: Edition, voie: str) -> Noeud:
    """Return the tree of an édition as candidates of one voie meet it."""
    epreuves = edition.epreuves_de(edition.voie(voie))
    blocs = tuple(_noeud_bloc(bloc, epreuves) for bloc in edition.blocs)
    return Noeud(Niveau.EDITION, "", edition.intitule, blocs)


def _noeud_bloc(bloc: Bloc, epreuves: tuple[Epreuve, ...]) -> Noeud:
    evaluees = (competence for competence in bloc.competences if competence.evaluee)
    enfants = tuple(_noeud_competence(bloc.code, competence, epreuves) for competence in evaluees)
    return Noeud(Niveau.BLOC, bloc.code, bloc.intitule, enfants, _epreuves_de(bloc.code, epreuves))


def _epreuves_de(chemin: str, epreuves: tuple[Epreuve, ...]) -> tuple[str, ...]:
    return tuple(epreuve.cible for epreuve in epreuves if chemin in epreuve.evalue)


def _noeud_competence(bloc: str, competence: Competence, epreuves: tuple[Epreuve, ...]) -> Noeud:
    chemin = f"{bloc}/{competence.code}"
    feuilles = tuple(
        Noeud(Niveau.CRITERE, f"{chemin}/{critere.code}", critere.intitule) for critere in competence.criteres
    )
    return Noeud(Niveau.COMPETENCE, chemin, competence.intitule, feuilles, _epreuves_de(chemin, epreuves))


def cibles(edition: Edition) -> Mapping[str, Cible]:
    """Return all that can be observed in an édition, by path."""
    blocs = (_noeud_bloc(bloc, ()) for bloc in edition.blocs)
    trouvees = [_cible(noeud, edition) for bloc in blocs for noeud in bloc.parcourir()]
    trouvees += [Cible(f"continu:{bloc.code}", NatureCible.CONTINU, bareme=Bareme(1)) for bloc in edition.blocs]
    trouvees += [
        Cible(epreuve.cible, NatureCible.EPREUVE, bareme=epreuve.bareme, roles=tuple(epreuve.notee_par))
        for epreuve in edition.epreuves
    ]
    return {cible.chemin: cible for cible in trouvees}


def _cible(noeud: Noeud, edition: Edition) -> Cible:
    codes = noeud.chemin.split("/")
    ancetres = tuple("/".join(codes[:rang]) for rang in range(1, len(codes)))
    nature = NATURES[noeud.niveau]
    return Cible(noeud.chemin, nature, ancetres, echelle=edition.echelles_par_nature.get(nature))
