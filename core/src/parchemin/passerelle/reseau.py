"""All passerelles together, and the routes that they open from anything that can be held.

A whole gives the blocs that all its holders have, an option its whole, and a shared bloc is the same bloc
everywhere: those bridges need no declaration.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property

from attrs import evolve, field, frozen

from parchemin.passerelle.demandes import BlocsDemandes
from parchemin.passerelle.model import Detention, GenreDeLieu, Nature, Passerelle, Repere, lieu_de
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.model import Bloc, Edition, Source

AU_CHOIX_DE_L_ENSEMBLE = "au choix dans sa certification : le titre dit s'il est tenu"


@frozen
class Route:
    """A way from something held to a lieu, whoever takes it.

    ``chaine`` names each step, the first as it is held; ``annees`` is for how many years after what is held was
    obtained the way stays open, for ever when ``None``. Nobody took it before ``depuis``, when the last of its
    éditions began. ``sauf_demande``: unless the jury asks for what it dispenses from.
    """

    lieu: str
    nature: Nature
    chaine: tuple[str, ...]
    sources: tuple[Source, ...] = ()
    annees: int | None = None
    depuis: date = date.min
    sauf_demande: bool = False

    def vaut(self, autre: "Route") -> bool:
        """Tell whether this way gives at least as much as another, for at least as long, and as early."""
        longtemps = _moindre(self.annees, autre.annees) == autre.annees
        return self.nature.force >= autre.nature.force and longtemps and self.depuis <= autre.depuis

    def par(self, passerelle: Passerelle, vers: str, debut: date) -> "Route":
        """Return the way that goes on over a passerelle: no stronger, nor longer open, than each of its steps.

        :param debut: the day on which the édition began that it leads to.
        """
        return Route(
            vers,
            min(self.nature, passerelle.nature, key=lambda nature: nature.force),
            (*self.chaine, passerelle.vers),
            (*self.sources, passerelle.source),
            _moindre(self.annees, passerelle.annees),
            max(self.depuis, debut),
            self.sauf_demande or passerelle.sauf_demande,
        )


@frozen
class Atteinte:
    """A lieu that a person reaches: by which route, from what, and until when (its last day)."""

    route: Route
    tenu: Detention
    jusqu_au: date | None = None

    @property
    def nature(self) -> Nature:
        """By what right it is reached."""
        return self.route.nature

    @property
    def chaine(self) -> tuple[str, ...]:
        """Each step, from what is held to what is reached."""
        return self.route.chaine

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where each passerelle of the way is written, each source once."""
        return tuple(dict.fromkeys(self.route.sources))

    @property
    def lecture(self) -> str:
        """The reading that was chosen where the texts of the way are silent, the last one; or nothing."""
        return next((source.lecture for source in reversed(self.route.sources) if source.lecture), "")

    def expiree(self, le: date) -> bool:
        """Tell whether it is over on a day."""
        return self.jusqu_au is not None and self.jusqu_au < le

    @property
    def rang(self) -> tuple[int, date, int]:
        """What makes one way better than another: its right, how long it lasts, how short it is."""
        return self.nature.force, self.jusqu_au or date.max, -len(self.chaine)


@frozen(eq=False)
class Reseau:
    """The éditions and the passerelles of all active branches.

    ``validites`` says for how many years a bloc of an édition is held; those that are not there are held
    for good. Routes are sought once for each lieu, voie and period, and kept: holders share them.
    """

    catalogue: Catalogue
    passerelles: tuple[Passerelle, ...]
    validites: Mapping[str, int] = field(factory=dict)
    _routes: dict[tuple[str, int, str], tuple[Route, ...]] = field(factory=dict, init=False, repr=False)

    def au(self, le: date) -> "Reseau":
        """Return the network of the éditions that began by a day, closed or not."""
        editions = (edition for edition in self.catalogue.editions if edition.valide_du <= le)
        return evolve(self, catalogue=evolve(self.catalogue, editions=tuple(editions)))

    @cached_property
    def blocs(self) -> Mapping[str, Bloc]:
        """Every bloc, by each path under which it is known."""
        return self.catalogue.blocs()

    @cached_property
    def editions(self) -> Mapping[str, Edition]:
        """Every édition, by its ``cle``."""
        return {edition.cle: edition for edition in self.catalogue.editions}

    @cached_property
    def sans_contenu(self) -> frozenset[str]:
        """The éditions that are declared without content."""
        return frozenset(edition.cle for edition in self.catalogue.editions if edition.sans_contenu)

    @cached_property
    def lieux(self) -> frozenset[str]:
        """Every lieu of the éditions, and every attestation from which a passerelle leaves."""
        connus = {*self.editions, *self.blocs}
        for edition in self.catalogue.editions:
            connus |= {str(Repere(edition.cle, GenreDeLieu.OPTION, option.code)) for option in edition.options}
            connus |= {lieu_de(edition, epreuve) for epreuve in edition.epreuves}
            connus |= {lieu_de(edition, etape) for etape in edition.prerequis}
        attestations = (lieu for lieu in self.departs if Repere.lire(lieu).genre is GenreDeLieu.ATTESTATION)
        return frozenset(connus.union(attestations))

    @cached_property
    def departs(self) -> Mapping[str, tuple[Passerelle, ...]]:
        """The passerelles that leave each lieu, declared or not, in an order that no plugin decides."""
        departs: dict[str, list[Passerelle]] = {}
        for passerelle in sorted((*self._implicites(), *self.passerelles), key=_ordre):
            departs.setdefault(self.nommer(passerelle.de), []).append(passerelle)
        return {lieu: tuple(liste) for lieu, liste in departs.items()}

    @cached_property
    def _bornes(self) -> tuple[date, ...]:
        """The days on which some passerelle starts or stops to take what is obtained, in order."""
        ouvertures = {passerelle.obtenu_du for passerelle in self.passerelles}
        fermetures = {p.obtenu_au + timedelta(days=1) for p in self.passerelles if p.obtenu_au}
        return tuple(sorted(fermetures | {jour for jour in ouvertures if jour}))

    def nommer(self, lieu: str) -> str:
        """Return the one name of a lieu: a shared bloc has the same under each of its éditions."""
        bloc = self.blocs.get(lieu)
        return bloc.cle if bloc else lieu

    def niveau(self, lieu: str) -> int | None:
        """Return the RNCP level of the certification under which something is held, where it is known."""
        edition = self.editions.get(Repere.lire(lieu).edition)
        return edition.niveau if edition else None

    def debut(self, lieu: str) -> date:
        """Return the first day of the édition of a lieu; of an attestation, the first day of all."""
        edition = self.editions.get(Repere.lire(lieu).edition)
        return edition.valide_du if edition else date.min

    def validite(self, lieu: str) -> int | None:
        """Return for how many years what is held at a lieu counts; ``None``: for good."""
        repere = Repere.lire(lieu)
        return self.validites.get(repere.edition) if repere.genre is GenreDeLieu.BLOC else None

    def periode(self, obtenu: date) -> int:
        """Return in which period a day falls: within one, all days cross the same passerelles."""
        return bisect_right(self._bornes, obtenu)

    def routes(self, tenu: Detention, voie: str) -> tuple[Route, ...]:
        """Return the routes from what is held to all that it reaches for a voie; cycles end."""
        cle = tenu.lieu, self.periode(tenu.le), voie
        if cle not in self._routes:
            self._routes[cle] = tuple(self._explorer(tenu, voie))
        return self._routes[cle]

    def suivre(self, route: Route, tenu: Detention) -> Atteinte:
        """Return what a person reaches by a route."""
        jusqu_au = Duree(annees=route.annees).apres(tenu.le) if route.annees is not None else None
        return Atteinte(route, tenu, jusqu_au)

    def _explorer(self, tenu: Detention, voie: str) -> Iterator[Route]:
        """Yield, shortest first, each route that no earlier one to the same lieu is worth."""
        connues: dict[str, list[Route]] = {}
        restent = deque([self._depart(tenu.lieu)])
        while restent:
            route = restent.popleft()
            siennes = connues.setdefault(route.lieu, [])
            if any(connue.vaut(route) for connue in siennes):
                continue
            siennes.append(route)
            yield route
            restent.extend(self._suites(route, tenu, voie))

    def _depart(self, lieu: str) -> Route:
        bloc = self.blocs.get(lieu)
        sources = (bloc.source,) if bloc else ()
        return Route(self.nommer(lieu), Nature.DE_DROIT, (lieu,), sources, self.validite(lieu))

    def _suites(self, route: Route, tenu: Detention, voie: str) -> Iterator[Route]:
        for passerelle in self.departs.get(route.lieu, ()):
            if passerelle.sert(voie) and passerelle.prend(tenu.le, self.niveau(tenu.lieu)):
                yield route.par(passerelle, self.nommer(passerelle.vers), self.debut(passerelle.vers))

    def _implicites(self) -> Iterator[Passerelle]:
        for edition in self.catalogue.editions:
            exiges = BlocsDemandes.de(edition).exiges
            for bloc in edition.blocs:
                sur = bloc.code in exiges
                nature = Nature.DE_DROIT if sur else Nature.A_APPRECIER
                source = bloc.source if sur else evolve(bloc.source, lecture=AU_CHOIX_DE_L_ENSEMBLE)
                yield Passerelle(edition.cle, f"{edition.cle}/{bloc.code}", nature, source)
            for option in edition.options:
                yield Passerelle(f"{edition.cle}:{option.code}", edition.cle, Nature.DE_DROIT, edition.source)


def _ordre(passerelle: Passerelle) -> tuple[str, str, str]:
    return passerelle.vers, passerelle.nature.value, repr(passerelle)


def _moindre(une: int | None, autre: int | None) -> int | None:
    """Return the shorter of two numbers of years, of which ``None`` is for ever."""
    return min((annees for annees in (une, autre) if annees is not None), default=None)
