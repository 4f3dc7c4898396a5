"""The dossiers on which a policy is tried before anybody uses it: of who has all, of who was never observed.

Each is a row of numbers by column, as rules read them. A fact beside the observations (a training, a deposit, an
attestation) is there for who has all, whatever its name; none is for the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from attrs import field, frozen

from parchemin.deliberation.ligne import en_nombres
from parchemin.dossier.model import Avis, Candidat, Dossier, Note, Observations, Palier, Valeur
from parchemin.referentiel.arbre import NATURES, Noeud, arbre, cibles
from parchemin.referentiel.model import Bareme, Echelle, Edition, NatureCible, RoleEvaluateur
from parchemin.regles.lecture import (
    CHOISIT,
    SESSION,
    en_nombre,
    nom_acquis,
    nom_choisi,
    nom_decide,
    nom_gardee,
    nom_gardee_le,
    nom_option,
)
from parchemin.regles.termes import RIEN

_BEAUCOUP = 1_000_000

_BLOCS = 6
"""Up to how many blocs every choice of them is tried."""

_FAIT, _DECIDE = "=", nom_decide("")
_ABSENTS = (nom_choisi(""), nom_option(""), nom_gardee(""), nom_gardee_le(""))
"""What somebody has only where it is said: a choice, an option, a mark that was kept."""


class NomsPossibles(frozenset[str]):
    """The names of the observations that there are, and of any fact beside them."""

    def __contains__(self, nom: object) -> bool:
        return super().__contains__(nom) or (isinstance(nom, str) and (_FAIT in nom or nom in (CHOISIT, SESSION)))


@frozen
class LigneTemoin:
    """What stands in each column: what is known of it, else what stands for a fact of its kind."""

    connus: Mapping[str, int] = field(hash=False)
    faits: int

    def __getitem__(self, nom: str) -> int:
        if nom in self.connus:
            return self.connus[nom]
        if nom.startswith(_DECIDE):
            return -1
        return 0 if nom == CHOISIT or nom.startswith(_ABSENTS) else self.faits if _FAIT in nom else RIEN


def noms_possibles(edition: Edition, voie: str) -> NomsPossibles:
    """Return the columns that the dossiers of a voie may have."""
    return NomsPossibles(en_nombres(_dossier(edition, voie), edition.relu_jusqu_au))


def de_qui_a_tout(edition: Edition, voie: str, donnees: Sequence[str]) -> Iterator[LigneTemoin]:
    """Yield the rows of who has all: with each choice of blocs, with and without what was held before.

    :param donnees: the columns of recorded numbers: each is tried at nothing and at a great many, for nobody knows
        whether a rule asks for few or for many.

    The likeliest come first: no choice at all, then what the composition asks for.
    """
    le = edition.relu_jusqu_au
    acquis = {nom_acquis(bloc.cle): 0 for bloc in edition.blocs}
    acquis |= {nom_acquis(chemin): 0 for chemin in edition.competences_tenues()}
    tenus = [acquis, {nom: en_nombre(le) for nom in acquis}]
    nombres_notes = [
        dict(zip(donnees, dits, strict=True)) for dits in product((1, _BEAUCOUP), repeat=len(donnees))
    ]
    for blocs, tenu, notes in product(_choix(edition), tenus, nombres_notes):
        for option in [option.code for option in edition.options] or [""]:
            nombres = en_nombres(_dossier(edition, voie, blocs, option), le)
            yield LigneTemoin({**tenu, **notes, **nombres}, en_nombre(le))


def de_qui_n_a_rien(edition: Edition) -> LigneTemoin:
    """Return the row of somebody of whom nothing is known."""
    return LigneTemoin({SESSION: en_nombre(edition.relu_jusqu_au)}, 0)


def _choix(edition: Edition) -> Iterator[tuple[str, ...]]:
    yield ()
    yield tuple(code for quota in edition.quotas for code in quota.codes[: quota.demandes])
    codes = [bloc.code for bloc in edition.blocs]
    for combien in range(1, len(codes) + 1 if len(codes) <= _BLOCS else 1):
        yield from combinations(codes, combien)


def _dossier(edition: Edition, voie: str, blocs: tuple[str, ...] = (), option: str = "") -> Dossier:
    return Dossier(
        "D1",
        Candidat("Nom", "Prénom"),
        voie,
        edition.valide_du,
        edition.cle,
        option=option,
        blocs=blocs,
        parcours={etape.code: edition.relu_jusqu_au for etape in edition.prerequis},
        observations=Observations(_tout(edition, voie, blocs)),
    )


def _tout(edition: Edition, voie: str, blocs: tuple[str, ...]) -> Mapping[str, Mapping[str, Valeur]]:
    """Return the best avis, level or mark of each evaluator of a voie on all that each one observes."""
    convoques = edition.voie(voie).evaluateurs
    roles = [role for role in edition.evaluateurs if role.role in convoques]
    presentes = [bloc for bloc in arbre(edition, voie).enfants if not blocs or bloc.chemin in blocs]
    echelles = {chemin: cible.echelle for chemin, cible in cibles(edition).items() if cible.echelle}
    vues: dict[str, dict[str, Valeur]] = {
        role.role: {
            chemin: _le_plus_haut(echelles.get(chemin)) for bloc in presentes for chemin in _observes(bloc, role)
        }
        for role in roles
    }
    for nature, cible, bareme in _marquees(edition, voie):
        for role in roles:
            if nature in role.observe:
                vues[role.role][cible] = Note(bareme.sur * 100)
    return {role: vue for role, vue in vues.items() if vue}


def _le_plus_haut(echelle: Echelle | None) -> Valeur:
    """Return the best that can be said of a node: the last level of its scale, or that it is acquired."""
    return Palier(echelle.niveaux[-1], len(echelle.niveaux) - 1) if echelle else Avis.ACQUIS


def _observes(noeud: Noeud, role: RoleEvaluateur) -> Iterator[str]:
    """Yield the lowest nodes that a role observes; those above too, for one whose avis are compared."""
    dessous = [chemin for enfant in noeud.enfants for chemin in _observes(enfant, role)]
    if NATURES[noeud.niveau] in role.observe and (role.cumule or not dessous):
        yield noeud.chemin
    yield from dessous


def _marquees(edition: Edition, voie: str) -> Iterator[tuple[NatureCible, str, Bareme]]:
    for epreuve in edition.epreuves_de(edition.voie(voie)):
        if epreuve.bareme:
            yield NatureCible.EPREUVE, epreuve.cible, epreuve.bareme
    for bloc in edition.blocs:
        yield NatureCible.CONTINU, f"continu:{bloc.code}", Bareme(1)
