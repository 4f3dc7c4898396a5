"""The table of observations, long (a row each) or wide (a row a dossier, a column ``evaluateur:cible``)."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

from attrs import field, frozen

from parchemin.dossier.model import Observations, Valeur
from parchemin.dossier.readers.colonnes import LIGNE_DE_TOTAL, ColonneAttendue, est_un_total, lire_lignes
from parchemin.dossier.readers.dossiers import DOSSIER_EN_DOUBLE
from parchemin.dossier.readers.formats.tableau import Tableau
from parchemin.dossier.readers.remarques import Remarques
from parchemin.dossier.readers.valeurs import lire_code, valeur
from parchemin.dossier.texte import cle, cle_de_code
from parchemin.errors import Lieu, Suggestion, ValeurRefusee, faits_de
from parchemin.faits import Fait, Tournure
from parchemin.referentiel.arbre import Cible, cibles
from parchemin.referentiel.model import Edition, NatureCible, RoleEvaluateur, Voie

EPREUVE_D_UNE_AUTRE_VOIE = Tournure("epreuve_d_une_autre_voie", "{cible} n'est pas de la voie {voie}")
GRILLE_A_JOINDRE = Tournure(
    "grille_a_joindre", "les critères de {competence} ne sont pas connus : joignez la grille (grille.toml)"
)
CIBLE_INCONNUE = Tournure("cible_inconnue", "cible inconnue « {cible} »{suggestion}")
PERSONNE_N_OBSERVE = Tournure("personne_n_observe", "personne n'observe {cible} dans la voie {voie}")
EVALUATEUR_A_PRECISER = Tournure("evaluateur_a_preciser", "évaluateur à préciser : {attendu:ou}")
EVALUATEUR_INCONNU = Tournure("evaluateur_inconnu", "évaluateur inconnu « {evaluateur} »{suggestion}")
N_OBSERVE_PAS = Tournure("evaluateur_sans_droit", "« {evaluateur} » n'observe pas {cible} ; attendu {attendu:ou}")
DOSSIER_AUTREMENT_ECRIT = Tournure(
    "dossier_autrement_ecrit", "dossier « {dossier} » lu comme « {autre} », de la table des dossiers"
)
DOSSIER_ABSENT = Tournure("dossier_absent", "dossier « {dossier} » absent de la table des dossiers{suggestion}")
DEJA_OBSERVE = Tournure("deja_observe", "« {role} » a déjà observé {cible}")
OBSERVE_AUTOUR = Tournure("deja_observe_autour", "« {role} » a déjà observé {cible} : l'un des deux est de trop")

COLONNES = (
    ColonneAttendue("dossier", lire_code, obligatoire=True),
    ColonneAttendue("evaluateur"),
    ColonneAttendue("cible", obligatoire=True),
    ColonneAttendue("valeur", obligatoire=True),
    ColonneAttendue("motif"),
)

CANDIDAT = ColonneAttendue("candidat")
"""Who the dossier of a wide row is: for the eyes of who fills the grille."""

INDICES_MAX = 20
"""For how many unknown dossiers the nearest one is looked for; beyond, the tables do not belong together."""

_AUCUNE: Mapping[str, Observations] = MappingProxyType({})

ParRole = dict[str, dict[str, Valeur]]


class Relation(NamedTuple):
    """One observation as written. In the wide form ``titre`` heads its column, and names its cible."""

    numero: int
    dossier: str
    evaluateur: str
    cible: str
    valeur: str
    motif: str = ""
    titre: str = ""

    def lieu(self, tableau: Tableau, colonne: str) -> Lieu:
        """Return the place of a fault."""
        if not self.titre or colonne == "dossier":
            return tableau.lieu(self.numero, colonne)
        return tableau.lieu(self.numero if colonne == "valeur" else tableau.ligne_entete, self.titre)


@frozen
class Mesure:
    """One observation as understood.

    ``dessus`` are the paths that the role may not observe besides, ``dessous`` what such paths begin with;
    both are empty where the role may observe a node and its parent, ``dessous`` also below a leaf.
    """

    role: str
    chemin: str
    valeur: Valeur
    dessus: tuple[str, ...]
    dessous: str


class ObservationRefusee(ValeurRefusee):
    """What is wrong with an observation, and in which of its columns."""

    def __init__(self, colonne: str, *faits: Fait) -> None:
        super().__init__(*faits)
        self.colonne = colonne


@frozen(eq=False, slots=False)
class Guichet:
    """Says who may observe what in one voie of one édition; each question is answered once."""

    edition: Edition
    voie: Voie
    cibles: Mapping[str, Cible]
    parents: frozenset[str]
    _reponses: dict[tuple[str, ...], Mesure | ObservationRefusee | None] = field(factory=dict, init=False)

    @classmethod
    def ouvrir(cls, edition: Edition, voie: str) -> "Guichet":
        """Prepare the answers for the candidates of one voie."""
        connues = cibles(edition)
        parents = (ancetre for cible in connues.values() for ancetre in cible.ancetres)
        return cls(edition, edition.voie(voie), connues, frozenset(parents))

    def lire(self, relation: Relation) -> Mesure | None:
        """Return what an observation means, ``None`` for a shorthand of nothing; raise `ObservationRefusee`."""
        question = relation[2:6]
        if question not in self._reponses:
            try:
                self._reponses[question] = self._repondre(*question)
            except ObservationRefusee as refus:
                self._reponses[question] = refus
        reponse = self._reponses[question]
        if isinstance(reponse, ObservationRefusee):
            raise ObservationRefusee(reponse.colonne, *reponse.faits)
        return reponse

    def _repondre(self, evaluateur: str, chemin: str, trouve: str, motif: str) -> Mesure | None:
        cible = self._cible(chemin.removeprefix(f"{self.edition.cle}/"))
        role = self._role(evaluateur, cible)
        if (sens := self._sens(cible, trouve)) is not None:
            trouve = sens
        if not trouve:
            return None
        try:
            lue = valeur(cible, trouve, motif)
        except ValueError as erreur:
            raise ObservationRefusee("valeur", *faits_de(erreur)) from None
        if role.cumule:
            return Mesure(role.role, cible.chemin, lue, (), "")
        dessous = f"{cible.chemin}/" if cible.chemin in self.parents else ""
        return Mesure(role.role, cible.chemin, lue, cible.ancetres, dessous)

    def _sens(self, cible: Cible, trouve: str) -> str | None:
        """Return what a shorthand means, where somebody said it; a number is a mark where there are marks."""
        if cible.bareme is not None and trouve[:1].isdigit():
            return None
        return self.edition.valeurs.get(cle(trouve))

    @cached_property
    def _par_cle(self) -> dict[str, str]:
        return {cle(chemin): chemin for chemin in self.cibles}

    def _cible(self, chemin: str) -> Cible:
        chemin = chemin if chemin in self.cibles else self._par_cle.get(cle(chemin), chemin)
        cible = self.cibles.get(chemin)
        if cible is None:
            raise ObservationRefusee("cible", self._inconnue(chemin))
        if cible.nature is NatureCible.EPREUVE and chemin not in self._epreuves():
            raise ObservationRefusee("cible", EPREUVE_D_UNE_AUTRE_VOIE(cible=chemin, voie=self.voie.code))
        return cible

    def _inconnue(self, chemin: str) -> Fait:
        """Say what is wrong with an unknown path: most often, the grille is not there."""
        bloc, _, reste = chemin.partition("/")
        competence = reste.rpartition("/")[0]
        if (bloc, competence) in self._ouvertes():
            return GRILLE_A_JOINDRE(competence=f"{bloc}/{competence}")
        return CIBLE_INCONNUE(cible=chemin, suggestion=Suggestion.parmi(chemin, self.cibles))

    def _epreuves(self) -> set[str]:
        return {epreuve.cible for epreuve in self.edition.epreuves_de(self.voie)}

    def _ouvertes(self) -> set[tuple[str, str]]:
        return {
            (bloc.code, competence.code)
            for bloc in self.edition.blocs
            for competence in bloc.competences
            if competence.evaluee and not competence.criteres
        }

    def _role(self, evaluateur: str, cible: Cible) -> RoleEvaluateur:
        convoques = {role.role: role for role in self.edition.evaluateurs if role.role in self.voie.evaluateurs}
        if evaluateur and evaluateur not in convoques:
            noms = {cle(nom): role.role for role in convoques.values() for nom in (role.intitule, role.role)}
            evaluateur = noms.get(cle(evaluateur), evaluateur)
        roles = [convoques[role] for role in cible.roles or convoques if role in convoques]
        capables = [role for role in roles if cible.nature in role.observe]
        attendus = tuple(role.role for role in capables)
        if not capables:
            raise ObservationRefusee("cible", PERSONNE_N_OBSERVE(cible=cible.chemin, voie=self.voie.code))
        if not evaluateur and len(capables) > 1:
            raise ObservationRefusee("evaluateur", EVALUATEUR_A_PRECISER(attendu=attendus))
        if evaluateur and evaluateur not in convoques:
            inconnu = EVALUATEUR_INCONNU(evaluateur=evaluateur, suggestion=Suggestion.parmi(evaluateur, convoques))
            raise ObservationRefusee("evaluateur", inconnu)
        role = convoques[evaluateur] if evaluateur else capables[0]
        if role not in capables:
            refus = N_OBSERVE_PAS(evaluateur=evaluateur, cible=cible.chemin, attendu=attendus)
            raise ObservationRefusee("evaluateur", refus)
        return role


def porte_des_observations(tableau: Tableau) -> bool:
    """Tell a table of observations, long or wide, from one of dossiers."""
    return "cible" in tableau.entetes or any(":" in nom for nom in tableau.entetes)


def lire_observations(
    tableau: Tableau,
    guichets: Mapping[str, Guichet | None] | None,
    remarques: Remarques,
    deja: Mapping[str, Observations] = _AUCUNE,
) -> dict[str, Observations]:
    """Return the observations of each dossier; ``guichets`` answers for each known dossier.

    A dossier whose guichet is ``None`` is known but at fault: its observations are passed over. Without
    ``guichets`` at all, only the form of the rows is checked. ``deja`` is what was observed before: it is
    completed, and the very same observation may be given again.
    """
    lues = {dossier: _copier(observations) for dossier, observations in deja.items()}
    accueil = _Accueil(guichets or {})
    for relation in _relations(tableau, remarques):
        if guichets is None or relation.dossier in accueil.inconnus:
            continue
        try:
            dossier = relation.dossier
            if dossier not in guichets:
                dossier = accueil.reconnaitre(relation, tableau, remarques)
            if guichet := guichets.get(dossier):
                mesure = guichet.lire(relation)
                if mesure is None:
                    continue
                if dossier not in deja or not _connue(mesure, deja[dossier]):
                    _ranger(mesure, lues.setdefault(dossier, {}))
        except ObservationRefusee as refus:
            remarques.fauter(relation.lieu(tableau, refus.colonne), *refus.faits)
    return {dossier: Observations(par_role) for dossier, par_role in lues.items()}


def grouper(tableau: Tableau, remarques: Remarques) -> Iterator[tuple[str, Iterator[Relation]]]:
    """Yield the observations as they are written, one dossier after the other."""
    return groupby(_relations(tableau, remarques), attrgetter("dossier"))


def observer(guichet: Guichet, relations: Iterable[Relation]) -> Observations:
    """Return the observations of one dossier; raise `ObservationRefusee` at the first that is at fault."""
    par_role: ParRole = {}
    for relation in relations:
        if mesure := guichet.lire(relation):
            _ranger(mesure, par_role)
    return Observations(par_role)


@frozen(eq=False)
class _Accueil:
    """Knows which dossier a row speaks of, and which ones nobody knows."""

    guichets: Mapping[str, Guichet | None]
    inconnus: set[str] = field(factory=set)
    autrement: dict[str, str] = field(factory=dict)

    def reconnaitre(self, relation: Relation, tableau: Tableau, remarques: Remarques) -> str:
        """Return the dossier of a row, also where its code is written otherwise; none for a row of totals.

        :raises ObservationRefusee: for a dossier that nobody knows.
        """
        ecrit = relation.dossier
        if ecrit in self.guichets:
            return ecrit
        if ecrit in self.autrement:
            return self.autrement[ecrit]
        replie = cle_de_code(ecrit)
        trouve = next((connu for connu in self.guichets if cle_de_code(connu) == replie), None)
        if trouve is None:
            self.inconnus.add(ecrit)
            if est_un_total([ecrit]):
                remarques.avertir(relation.lieu(tableau, "dossier"), LIGNE_DE_TOTAL())
                return ""
            cherche = len(self.inconnus) <= INDICES_MAX
            suggestion = Suggestion.parmi(ecrit, self.guichets) if cherche else Suggestion()
            raise ObservationRefusee("dossier", DOSSIER_ABSENT(dossier=ecrit, suggestion=suggestion))
        self.autrement[ecrit] = trouve
        lieu = relation.lieu(tableau, "dossier")
        remarques.avertir(lieu, DOSSIER_AUTREMENT_ECRIT(dossier=ecrit, autre=trouve))
        return trouve


def _copier(observations: Observations) -> ParRole:
    return {role: dict(valeurs) for role, valeurs in observations.par_role.items()}


def _connue(mesure: Mesure, deja: Observations) -> bool:
    return deja.par_role.get(mesure.role, {}).get(mesure.chemin) == mesure.valeur


def _ranger(mesure: Mesure, par_role: ParRole) -> None:
    """Keep an observation, unless its role has observed the same node, or one above or below it."""
    deja = par_role.setdefault(mesure.role, {})
    if mesure.chemin in deja:
        raise ObservationRefusee("cible", DEJA_OBSERVE(role=mesure.role, cible=mesure.chemin))
    if autre := next(_parents_et_enfants(mesure, deja), None):
        raise ObservationRefusee("cible", OBSERVE_AUTOUR(role=mesure.role, cible=autre))
    deja[mesure.chemin] = mesure.valeur


def _parents_et_enfants(mesure: Mesure, deja: Iterable[str]) -> Iterator[str]:
    yield from (chemin for chemin in mesure.dessus if chemin in deja)
    if mesure.dessous:
        yield from (chemin for chemin in deja if chemin.startswith(mesure.dessous))


def _relations(tableau: Tableau, remarques: Remarques) -> Iterator[Relation]:
    large = "cible" not in tableau.entetes and any(":" in nom for nom in tableau.entetes)
    return (_relations_larges if large else _relations_longues)(tableau, remarques)


def _relations_longues(tableau: Tableau, remarques: Remarques) -> Iterator[Relation]:
    for numero, ligne in lire_lignes(tableau, COLONNES, remarques):
        if "dossier" in ligne and "cible" in ligne and "valeur" in ligne:
            yield Relation(
                numero,
                ligne["dossier"],
                ligne.get("evaluateur", ""),
                ligne["cible"],
                ligne["valeur"],
                ligne.get("motif", ""),
            )


def _relations_larges(tableau: Tableau, remarques: Remarques) -> Iterator[Relation]:
    mesures = {nom: mesure_de(nom) for nom in tableau.entetes if ":" in nom}
    vus: set[str] = set()
    for numero, ligne in lire_lignes(tableau, [COLONNES[0], CANDIDAT, *map(ColonneAttendue, mesures)], remarques):
        dossier = ligne.pop("dossier", None)
        ligne.pop(CANDIDAT.nom, None)
        if dossier in vus:
            remarques.fauter(tableau.lieu(numero, "dossier"), DOSSIER_EN_DOUBLE(dossier=dossier))
        elif dossier:
            vus.add(dossier)
            for nom, lue in ligne.items():
                yield Relation(numero, dossier, *mesures[nom], lue, titre=nom)


def mesure_de(titre: str) -> tuple[str, str]:
    """Return the évaluateur and the cible of a header such as ``jury:B1/C1`` or ``epreuve:ecrit``."""
    premier, _, reste = (partie.strip() for partie in titre.partition(":"))
    return ("", f"{premier}:{reste}") if premier in ("epreuve", "continu") else (premier, reste)
