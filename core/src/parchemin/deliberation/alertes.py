"""What a jury should know of a dossier, and that changes no verdict by itself."""

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import evolve

from parchemin.deliberation.model import BlocPropose
from parchemin.dossier.model import Dossier
from parchemin.errors import plus_proche
from parchemin.referentiel.model import Edition
from parchemin.regles.base import Politique
from parchemin.regles.controles import Alerte, DepotAvant, Fait


def alertes(
    dossier: Dossier, edition: Edition, politique: Politique, blocs: Sequence[BlocPropose], le: date
) -> tuple[Alerte, ...]:
    """Return all alerts on a dossier that is deliberated on a day."""
    return (
        *_dates(dossier, edition, le),
        *_acquis(dossier, edition, blocs, le),
        *_observations(dossier, edition, politique, blocs),
        *_controles(dossier, politique, blocs, le),
    )


def _dates(dossier: Dossier, edition: Edition, le: date) -> Iterator[Alerte]:
    if edition.grille is not None and edition.grille.exemple:
        yield Alerte("grille_exemple", "la grille des critères est un exemple, et non celle de la branche")
    if le > edition.relu_jusqu_au:
        message = f"l'édition {edition.cle} n'a été relue que jusqu'au {edition.relu_jusqu_au}"
        yield Alerte("edition_a_relire", message, edition.source)
    if not edition.en_vigueur(dossier.entree):
        message = f"entrée le {dossier.entree}, hors de la validité de l'édition {edition.cle}"
        yield Alerte("entree_hors_edition", message, edition.source)
    if dossier.entree > le:
        yield Alerte("entree_future", f"entrée le {dossier.entree}, après la séance du {le}")


def _acquis(dossier: Dossier, edition: Edition, blocs: Sequence[BlocPropose], le: date) -> Iterator[Alerte]:
    siens = {bloc.bloc.cle: bloc for bloc in blocs}
    for acquis in dossier.acquis:
        if acquis.le > le:
            yield Alerte("acquis_futur", f"acquis {acquis.bloc} daté du {acquis.le}, après la séance : non compté")
        elif acquis.bloc in edition.competences_tenues():
            continue
        elif acquis.bloc not in siens:
            yield Alerte("acquis_sans_effet", f"acquis {acquis.bloc} : ce bloc n'est pas de cette certification")
        elif siens[acquis.bloc].acquis_le and siens[acquis.bloc].bloc.code in dossier.blocs:
            yield Alerte("bloc_deja_acquis", f"{acquis.bloc} est présenté alors qu'il est acquis")


def _controles(dossier: Dossier, politique: Politique, blocs: Sequence[BlocPropose], le: date) -> Iterator[Alerte]:
    if not politique.controles:
        return
    presentes = tuple(bloc.bloc.code for bloc in blocs if bloc.presente)
    present = dossier if presentes == dossier.blocs else evolve(dossier, blocs=presentes)
    yield from _noms_inconnus(dossier, politique)
    for controle in politique.controles:
        yield from controle.controler(present, le)


def _noms_inconnus(dossier: Dossier, politique: Politique) -> Iterator[Alerte]:
    """Name what a dossier records and that no check of its policy reads: most often, a slip of the pen."""
    if not (dossier.depots or dossier.heures):
        return
    depots = [controle.depot for controle in politique.controles if isinstance(controle, DepotAvant)]
    faits = [controle.nom for controle in politique.controles if isinstance(controle, Fait)]
    for colonne, ecrits, connus in (("depots", dossier.depots, depots), ("heures", dossier.heures, faits)):
        for nom in ecrits if connus else ():
            if nom not in connus:
                message = f"{colonne} : « {nom} » n'est lu par aucune règle{plus_proche(nom, connus)}"
                yield Alerte("nom_inconnu", message)


def _observations(
    dossier: Dossier, edition: Edition, politique: Politique, blocs: Sequence[BlocPropose]
) -> Iterator[Alerte]:
    observes = set[str]().union(*dossier.observations.par_role.values())
    vus = observes.union(acquis.bloc for acquis in dossier.acquis) if dossier.acquis else observes
    d_en_haut = not any(role.cumule for role in edition.evaluateurs)
    for bloc in blocs:
        noeud = bloc.jugement.noeud
        if bloc.presente:
            oublies = [enfant.chemin for enfant in noeud.enfants if enfant.descendance.isdisjoint(vus)]
            if 0 < len(oublies) < len(noeud.enfants) and not (d_en_haut and noeud.chemin in observes):
                message = f"aucune observation sur {', '.join(oublies)}"
                yield Alerte("competence_non_observee", message)
        elif not politique.relit_les_acquis and not noeud.descendance.isdisjoint(observes):
            raison = "déjà acquis" if bloc.acquis_le else "non présenté"
            yield Alerte("observations_ignorees", f"bloc {noeud.chemin} {raison} : ses observations sont ignorées")
