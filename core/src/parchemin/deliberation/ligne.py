"""A dossier as a row of whole numbers, one a column: what compiled rules read."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import repeat

from attrs import evolve, field, frozen

from parchemin.dossier.model import Acquis, Avis, Dossier, Note, Palier, Valeur
from parchemin.referentiel.arbre import Cible, cibles
from parchemin.referentiel.model import Edition, NatureCible
from parchemin.regles import termes
from parchemin.regles.base import AUCUN_AVIS, RANGS, RIEN, Verdict
from parchemin.regles.lecture import (
    CHOISIT,
    SESSION,
    en_nombre,
    nom_acquis,
    nom_choisi,
    nom_decide,
    nom_donnee,
    nom_gardee,
    nom_gardee_le,
    nom_observation,
    nom_option,
    nom_parcours,
)

_AVIS: Mapping[Valeur | None, int] = {
    None: termes.RIEN,
    Avis.ACQUIS: termes.ACQUIS,
    Avis.NON_ACQUIS: termes.NON_ACQUIS,
    Avis.ABSENT: termes.ABSENT,
}
_MARQUEES = frozenset((NatureCible.EPREUVE, NatureCible.CONTINU))


def _se_mesure(cible: Cible) -> bool:
    """Tell whether a cible takes a mark or a level, and not a mere avis."""
    return cible.nature in _MARQUEES or cible.echelle is not None


def en_code(valeur: Valeur | None) -> int:
    """Return the number that stands for what an evaluator says."""
    if isinstance(valeur, Palier):
        return valeur.rang
    return valeur.centiemes if isinstance(valeur, Note) else _AVIS.get(valeur, termes.NEUTRALISE)


def derniers(acquis: Iterable[Acquis], le: date) -> dict[str, int]:
    """Return the last day on which each thing was acquired until a day, as a number."""
    return {cle: en_nombre(jour) for jour, cle in sorted((tenu.le, tenu.bloc) for tenu in acquis if tenu.le <= le)}


def en_nombres(dossier: Dossier, le: date) -> dict[str, int]:
    """Return all that a dossier says on the day of its séance: a number by the name of its column."""
    vues = dossier.observations
    return {
        SESSION: en_nombre(le),
        **{nom_observation(dite.evaluateur, dite.cible): en_code(dite.valeur) for dite in vues},
        **faits_de(dossier, le),
    }


def faits_de(dossier: Dossier, le: date) -> dict[str, int]:
    """Return what a dossier says beside its observations: what was chosen, what is held, what was followed."""
    return {
        **({CHOISIT: 1} if dossier.blocs else {}),
        **{nom_choisi(bloc): 1 for bloc in dossier.blocs},
        **{nom_parcours(etape): en_nombre(jour) for etape, jour in dossier.parcours.items()},
        **{nom_acquis(cle): jour for cle, jour in derniers(dossier.acquis, le).items()},
        **rares_de(dossier, le),
    }


def rares_de(dossier: Dossier, le: date) -> dict[str, int]:
    """Return what few régimes read: the option, the numbers recorded by name, the marks that were kept."""
    gardees = sorted((note.le, note.epreuve, note.note.centiemes) for note in dossier.notes if note.le <= le)
    return {
        **({nom_option(dossier.option): 1} if dossier.option else {}),
        **{nom_donnee(nom): int(nombre) + 1 for nom, nombre in dossier.heures.items()},
        **{nom_gardee(epreuve): centiemes + 1 for _, epreuve, centiemes in gardees},
        **{nom_gardee_le(epreuve): en_nombre(jour) for jour, epreuve, _ in gardees},
    }


@frozen
class _Role:
    """What one evaluator says: of which paths an avis, of which a mark, and which paths stand in no column."""

    role: str
    avis: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    ignorees: frozenset[str] = frozenset()

    @cached_property
    def connues(self) -> frozenset[str]:
        """All paths that this evaluator was met with."""
        return self.ignorees.union(self.avis, self.notes)

    @property
    def noms(self) -> tuple[str, ...]:
        """The columns, in the order of `remplir`."""
        return tuple(nom_observation(self.role, cible) for cible in (*self.avis, *self.notes))

    def remplir(self, ligne: list[int], vue: Mapping[str, Valeur]) -> None:
        """Add what is said to a row, path by path."""
        ligne += map(_AVIS.get, map(vue.get, self.avis), repeat(termes.NEUTRALISE))
        ligne += map(en_code, map(vue.get, self.notes))


@frozen(eq=False)
class Colonnes:
    """The columns of the dossiers of one édition: those of what was met in any dossier so far, and no other.

    What nobody says costs nothing. As soon as an evaluator says something of one node, there is a column for every
    node of that level, so that few dossiers add any. ``rares`` are those that the policy reads and most do not.
    """

    edition: Edition
    roles: Mapping[str, _Role] = field(factory=dict)
    acquis: tuple[str, ...] = ()
    parcours: tuple[str, ...] = ()
    choix: tuple[str, ...] = ()
    decides: tuple[str, ...] = ()
    rares: tuple[str, ...] = ()

    @cached_property
    def noms(self) -> tuple[str, ...]:
        """The name of each column, in the order in which a row holds them."""
        return (
            SESSION,
            *(nom for role in self.roles.values() for nom in role.noms),
            *map(nom_acquis, self.acquis),
            *map(nom_parcours, self.parcours),
            *((CHOISIT,) if self.choix else ()),
            *map(nom_choisi, self.choix),
            *map(nom_decide, self.decides),
            *self.rares,
        )

    def couvrent(self, dossier: Dossier, decides: Mapping[str, Verdict]) -> bool:
        """Tell whether all that a dossier says, and what the jury decided of it, has a column."""
        roles = self.roles
        for role, vue in dossier.observations.par_role.items():
            if role not in roles or not vue.keys() <= roles[role].connues:
                return False
        return bool(
            (self.acquis or not dossier.acquis)
            and (self.parcours or not dossier.parcours)
            and (self.choix or not dossier.blocs)
            and (self.decides or not decides)
        )

    def etendues(self, dossier: Dossier, decides: Mapping[str, Verdict]) -> "Colonnes":
        """Return these columns with those that a dossier needs."""
        vues, codes = dossier.observations.par_role, tuple(bloc.code for bloc in self.edition.blocs)
        roles = {role: self.roles.get(role, _Role(role)) for role in (*self.roles, *vues)}
        return evolve(
            self,
            roles={role: self._etendre(sien, vues.get(role, RIEN)) for role, sien in roles.items()},
            acquis=self.acquis or (tuple(self._tenables()) if dossier.acquis else ()),
            parcours=self.parcours or (self._etapes if dossier.parcours else ()),
            choix=self.choix or (codes if dossier.blocs else ()),
            decides=self.decides or (codes if decides else ()),
        )

    @property
    def _etapes(self) -> tuple[str, ...]:
        return tuple(etape.code for etape in self.edition.prerequis)

    def _tenables(self) -> Iterator[str]:
        """Yield all that a candidate of this édition may hold."""
        yield from (bloc.cle for bloc in self.edition.blocs)
        yield from self.edition.competences_tenues()

    def ligne(self, dossier: Dossier, le: date, decides: Mapping[str, Verdict] = AUCUN_AVIS) -> list[int]:
        """Return the row of a dossier on the day of its séance."""
        vues, tenus = dossier.observations.par_role, derniers(dossier.acquis, le) if self.acquis else {}
        ligne = [en_nombre(le)]
        for role, sien in self.roles.items():
            sien.remplir(ligne, vues.get(role, RIEN))
        ligne += [tenus.get(cle, 0) for cle in self.acquis]
        ligne += [en_nombre(jour) if (jour := dossier.parcours.get(etape)) else 0 for etape in self.parcours]
        if self.choix:
            ligne += (bool(dossier.blocs), *(bloc in dossier.blocs for bloc in self.choix))
        ligne += [RANGS[decides[bloc]] if bloc in decides else -1 for bloc in self.decides]
        if self.rares:
            rares = rares_de(dossier, le)
            ligne += [rares.get(nom, 0) for nom in self.rares]
        return ligne

    def _etendre(self, role: _Role, vue: Mapping[str, Valeur]) -> _Role:
        """Return what a role says with the columns of all nodes of the levels of which it speaks here."""
        nouvelles = vue.keys() - role.connues
        if not nouvelles:
            return role
        natures = {self._cibles[chemin].nature for chemin in nouvelles if chemin in self._cibles}
        siennes = [cible for cible in self._cibles.values() if cible.nature in natures]
        return evolve(
            role,
            avis=(*role.avis, *(cible.chemin for cible in siennes if not _se_mesure(cible))),
            notes=(*role.notes, *(cible.chemin for cible in siennes if _se_mesure(cible))),
            ignorees=role.ignorees.union(nouvelles - self._cibles.keys()),
        )

    @cached_property
    def _cibles(self) -> Mapping[str, Cible]:
        return cibles(self.edition)
