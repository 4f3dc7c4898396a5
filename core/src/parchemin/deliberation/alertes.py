"""What a jury should know of a dossier, and that changes no verdict by itself."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from attrs import evolve, frozen

from parchemin.deliberation.model import BlocPropose
from parchemin.dossier.model import Dossier
from parchemin.errors import plus_proche
from parchemin.referentiel.model import Edition
from parchemin.regles.base import Politique
from parchemin.regles.controles import Alerte, DepotAvant, Fait


@frozen(eq=False)
class Veille:
    """What is looked for in every dossier of one édition and one policy, on the day of a séance."""

    edition: Edition
    politique: Politique
    le: date

    def alertes(self, dossier: Dossier, blocs: Sequence[BlocPropose]) -> tuple[Alerte, ...]:
        """Return all alerts on a dossier."""
        return (
            *self._de_l_edition,
            *self._dates(dossier),
            *self._acquis(dossier, blocs),
            *self._observations(dossier, blocs),
            *self._controles(dossier, blocs),
        )

    @cached_property
    def _de_l_edition(self) -> tuple[Alerte, ...]:
        """What is said of every dossier: a grille made up, an édition that nobody has read again since."""
        edition, dites = self.edition, []
        if edition.grille is not None and edition.grille.exemple:
            dites.append(
                Alerte("grille_exemple", "la grille des critères est un exemple, et non celle de la branche")
            )
        if a_relire := edition.a_relire(self.le):
            dites.append(Alerte("edition_a_relire", a_relire, edition.source))
        return tuple(dites)

    @cached_property
    def _competences_tenues(self) -> frozenset[str]:
        return frozenset(self.edition.competences_tenues())

    @cached_property
    def _d_en_haut(self) -> bool:
        """Whether an avis on a bloc stands for the compétences below it."""
        return not any(role.cumule for role in self.edition.evaluateurs)

    @cached_property
    def _lus(self) -> Mapping[str, tuple[str, ...]]:
        """The deposits and the facts that a check of the policy reads, by the column that records them."""
        controles = self.politique.controles
        return {
            "depots": tuple(controle.depot for controle in controles if isinstance(controle, DepotAvant)),
            "heures": tuple(controle.nom for controle in controles if isinstance(controle, Fait)),
        }

    def _dates(self, dossier: Dossier) -> Iterator[Alerte]:
        if not self.edition.en_vigueur(dossier.entree):
            message = f"entrée le {dossier.entree}, hors de la validité de l'édition {self.edition.cle}"
            yield Alerte("entree_hors_edition", message, self.edition.source)
        if dossier.entree > self.le:
            yield Alerte("entree_future", f"entrée le {dossier.entree}, après la séance du {self.le}")

    def _acquis(self, dossier: Dossier, blocs: Sequence[BlocPropose]) -> Iterator[Alerte]:
        if not dossier.acquis:
            return
        siens = {bloc.bloc.cle: bloc for bloc in blocs}
        for acquis in dossier.acquis:
            if acquis.le > self.le:
                message = f"acquis {acquis.bloc} daté du {acquis.le}, après la séance : non compté"
                yield Alerte("acquis_futur", message)
            elif acquis.bloc in self._competences_tenues:
                continue
            elif acquis.bloc not in siens:
                message = f"acquis {acquis.bloc} : ce bloc n'est pas de cette certification"
                yield Alerte("acquis_sans_effet", message)
            elif siens[acquis.bloc].acquis_le and siens[acquis.bloc].bloc.code in dossier.blocs:
                yield Alerte("bloc_deja_acquis", f"{acquis.bloc} est présenté alors qu'il est acquis")

    def _observations(self, dossier: Dossier, blocs: Sequence[BlocPropose]) -> Iterator[Alerte]:
        if not blocs:
            return
        observes = set[str]().union(*dossier.observations.par_role.values())
        vus = observes.union(acquis.bloc for acquis in dossier.acquis) if dossier.acquis else observes
        for bloc in blocs:
            noeud = bloc.jugement.noeud
            if bloc.presente:
                oublies = [enfant.chemin for enfant in noeud.enfants if enfant.descendance.isdisjoint(vus)]
                en_partie = 0 < len(oublies) < len(noeud.enfants)
                if en_partie and not (self._d_en_haut and noeud.chemin in observes):
                    message = f"aucune observation sur {', '.join(oublies)}"
                    yield Alerte("competence_non_observee", message)
            elif not self.politique.relit_les_acquis and not noeud.descendance.isdisjoint(observes):
                raison = "déjà acquis" if bloc.acquis_le else "non présenté"
                message = f"bloc {noeud.chemin} {raison} : ses observations sont ignorées"
                yield Alerte("observations_ignorees", message)

    def _controles(self, dossier: Dossier, blocs: Sequence[BlocPropose]) -> Iterator[Alerte]:
        if not self.politique.controles:
            return
        presentes = tuple(bloc.bloc.code for bloc in blocs if bloc.presente)
        present = dossier if presentes == dossier.blocs else evolve(dossier, blocs=presentes)
        yield from self._noms_inconnus(dossier)
        for controle in self.politique.controles:
            yield from controle.controler(present, self.le)

    def _noms_inconnus(self, dossier: Dossier) -> Iterator[Alerte]:
        """Name what a dossier records and that no check of its policy reads: most often, a slip of the pen."""
        if not (dossier.depots or dossier.heures):
            return
        for colonne, ecrits in (("depots", dossier.depots), ("heures", dossier.heures)):
            connus = self._lus[colonne]
            for nom in ecrits if connus else ():
                if nom not in connus:
                    message = f"{colonne} : « {nom} » n'est lu par aucune règle{plus_proche(nom, connus)}"
                    yield Alerte("nom_inconnu", message)
