"""What a jury should know of a dossier, and that changes no verdict by itself."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from attrs import evolve, frozen

from parchemin.deliberation.model import BlocPropose
from parchemin.deliberation.plan import Reglement
from parchemin.dossier.model import Dossier
from parchemin.errors import Suggestion
from parchemin.faits import Tournure
from parchemin.referentiel.model import Edition, Epreuve, Option
from parchemin.regles.base import Politique
from parchemin.regles.controles import Alerte, DepotAvant, DonneeExigee
from parchemin.regles.lecture import DONNEE, nom_gardee

NAISSANCE_APRES_ENTREE = Tournure(
    "naissance_apres_entree", "naissance le {le:jour}, après l'entrée, du {entree:jour}"
)
AVANT_L_ENTREE = Tournure("avant_l_entree", "{nature} « {nom} » le {le:jour}, avant l'entrée, du {entree:jour}")
APRES_LA_SEANCE = Tournure("apres_la_seance", "{nature} « {nom} » le {le:jour}, après la séance, du {seance:jour}")
GRILLE_EXEMPLE = Tournure("grille_exemple", "la grille des critères est un exemple, et non celle de la branche")()
ENTREE_HORS_EDITION = Tournure(
    "entree_hors_edition", "entrée le {le:jour}, hors de la validité de l'édition {edition}"
)
ENTREE_FUTURE = Tournure("entree_future", "entrée le {le:jour}, après la séance du {seance:jour}")
OPTION_FERMEE = Tournure(
    "option_pas_ouverte", "entrée le {le:jour}, avant l'ouverture de l'option {option:option} le {du:jour}"
)
ACQUIS_FUTUR = Tournure("acquis_futur", "acquis {bloc:«noeud»} daté du {le:jour}, après la séance : non compté")
ACQUIS_SANS_EFFET = Tournure(
    "acquis_sans_effet", "acquis {bloc:«noeud»} : ce bloc n'est pas de cette certification"
)
BLOC_DEJA_ACQUIS = Tournure("bloc_deja_acquis", "{bloc:«noeud»} est présenté alors qu'il est acquis")
NOTE_FUTURE = Tournure(
    "note_future", "note conservée de {epreuve:epreuve} datée du {le:jour}, après la séance : non comptée"
)
NOTE_SANS_EFFET = Tournure(
    "note_sans_effet", "note conservée de {epreuve:epreuve} : aucune règle ne la lit, elle ne compte pas"
)
NON_OBSERVES = Tournure("competence_non_observee", "aucune observation sur {noeuds:«noeud»}")
IGNOREES_ACQUIS = Tournure(
    "observations_d_un_bloc_acquis", "bloc {bloc:«noeud»} déjà acquis : ses observations sont ignorées"
)
IGNOREES_NON_PRESENTE = Tournure(
    "observations_d_un_bloc_non_presente",
    "bloc {bloc:«noeud»} non présenté : ses observations sont ignorées",
)
NOM_INCONNU = Tournure("nom_inconnu", "{colonne} : « {nom} » n'est lu par aucune règle{suggestion}")


@frozen(eq=False)
class Veille:
    """What is looked for in every dossier of one édition and one policy, on the day of a séance.

    ``reglement`` knows what the rules read beside observations: recorded numbers, marks that were kept.
    """

    edition: Edition
    politique: Politique
    le: date
    instance: str = ""
    reglement: Reglement | None = None

    def alertes(self, dossier: Dossier, blocs: Sequence[BlocPropose]) -> tuple[Alerte, ...]:
        """Return all alerts on a dossier."""
        return (
            *self._de_l_edition,
            *self._dates(dossier),
            *self._acquis(dossier, blocs),
            *self._notes(dossier),
            *self._observations(dossier, blocs),
            *self._controles(dossier, blocs),
        )

    @cached_property
    def _de_l_edition(self) -> tuple[Alerte, ...]:
        """What is said of every dossier: a grille made up, an édition that nobody has read again since."""
        edition, dites = self.edition, []
        if edition.grille is not None and edition.grille.exemple:
            dites.append(Alerte("grille_exemple", GRILLE_EXEMPLE))
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
            "heures": tuple(
                nom
                for controle in controles
                if isinstance(controle, DonneeExigee)
                for nom in (controle.nom, controle.sauf)
                if nom
            )
            + tuple(nom.removeprefix(DONNEE) for nom in self._rares if nom.startswith(DONNEE)),
        }

    def _dates(self, dossier: Dossier) -> Iterator[Alerte]:
        if not self.edition.en_vigueur(dossier.entree):
            fait = ENTREE_HORS_EDITION(le=dossier.entree, edition=self.edition.cle)
            yield Alerte("entree_hors_edition", fait, self.edition.source)
        if dossier.entree > self.le:
            yield Alerte("entree_future", ENTREE_FUTURE(le=dossier.entree, seance=self.le))
        yield from self._ordre(dossier)
        option = self._options.get(dossier.option)
        if option and option.ouverte_du and dossier.entree < option.ouverte_du:
            fait = OPTION_FERMEE(le=dossier.entree, option=option.code, du=option.ouverte_du)
            yield Alerte("option_pas_ouverte", fait, option.source)

    def _ordre(self, dossier: Dossier) -> Iterator[Alerte]:
        """Say of what is out of order: birth, entry, deposits and sessions, séance."""
        naissance, entree = dossier.candidat.naissance, dossier.entree
        if isinstance(naissance, date) and naissance > entree:
            yield Alerte("naissance_apres_entree", NAISSANCE_APRES_ENTREE(le=naissance, entree=entree))
        depots = (("dépôt", nom, le) for nom, le in dossier.depots.items())
        sessions = (("session", nom, le) for nom, le in dossier.sessions.items())
        for nature, nom, le in (*depots, *sessions):
            if le < entree:
                yield Alerte("avant_l_entree", AVANT_L_ENTREE(nature=nature, nom=nom, le=le, entree=entree))
            elif le > self.le:
                yield Alerte("apres_la_seance", APRES_LA_SEANCE(nature=nature, nom=nom, le=le, seance=self.le))

    @cached_property
    def _options(self) -> Mapping[str, Option]:
        return {option.code: option for option in self.edition.options}

    def _acquis(self, dossier: Dossier, blocs: Sequence[BlocPropose]) -> Iterator[Alerte]:
        if not dossier.acquis:
            return
        siens = {bloc.bloc.cle: bloc for bloc in blocs}
        for acquis in dossier.acquis:
            if acquis.le > self.le:
                yield Alerte("acquis_futur", ACQUIS_FUTUR(bloc=acquis.bloc, le=acquis.le))
            elif acquis.bloc in self._competences_tenues:
                continue
            elif acquis.bloc not in siens:
                yield Alerte("acquis_sans_effet", ACQUIS_SANS_EFFET(bloc=acquis.bloc))
            elif siens[acquis.bloc].acquis_le and siens[acquis.bloc].bloc.code in dossier.blocs:
                yield Alerte("bloc_deja_acquis", BLOC_DEJA_ACQUIS(bloc=acquis.bloc))

    @cached_property
    def _rares(self) -> tuple[str, ...]:
        return self.reglement.rares if self.reglement else ()

    def _notes(self, dossier: Dossier) -> Iterator[Alerte]:
        for gardee in dossier.notes:
            if gardee.le > self.le:
                yield Alerte("note_future", NOTE_FUTURE(epreuve=gardee.epreuve, le=gardee.le))
            elif nom_gardee(gardee.epreuve) not in self._rares:
                yield Alerte("note_sans_effet", NOTE_SANS_EFFET(epreuve=gardee.epreuve))

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
                    yield Alerte("competence_non_observee", NON_OBSERVES(noeuds=tuple(oublies)))
            elif not self.politique.relit_les_acquis and not noeud.descendance.isdisjoint(observes):
                ignorees = IGNOREES_ACQUIS if bloc.acquis_le else IGNOREES_NON_PRESENTE
                yield Alerte("observations_ignorees", ignorees(bloc=noeud.chemin))

    def _controles(self, dossier: Dossier, blocs: Sequence[BlocPropose]) -> Iterator[Alerte]:
        if not self.politique.controles:
            return
        presentes = tuple(bloc.bloc.code for bloc in blocs if bloc.presente)
        present = evolve(dossier, blocs=presentes, sessions=self._sessions(dossier))
        yield from self._noms_inconnus(dossier)
        for controle in self.politique.controles:
            yield from controle.controler(present, self.le)

    @cached_property
    def _passees(self) -> tuple[Epreuve, ...]:
        """The épreuves whose session is this very séance."""
        return tuple(epreuve for epreuve in self.edition.epreuves if epreuve.devant == self.instance != "")

    def _sessions(self, dossier: Dossier) -> Mapping[str, date]:
        """Return the day of each épreuve, this one where a dossier gives none and it is passed here."""
        datees = dossier.sessions
        ici = (e.code for e in self._passees if datees.keys().isdisjoint({e.code, *e.blocs}))
        return {**datees, **dict.fromkeys(ici, self.le)}

    def _noms_inconnus(self, dossier: Dossier) -> Iterator[Alerte]:
        """Name what a dossier records and that no check of its policy reads: most often, a slip of the pen."""
        if not (dossier.depots or dossier.heures):
            return
        for colonne, ecrits in (("depots", dossier.depots), ("heures", dossier.heures)):
            connus = self._lus[colonne]
            for nom in ecrits if connus else ():
                if nom not in connus:
                    fait = NOM_INCONNU(colonne=colonne, nom=nom, suggestion=Suggestion.parmi(nom, connus))
                    yield Alerte("nom_inconnu", fait)
