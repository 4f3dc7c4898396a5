"""The table of observations, long (a row each) or wide (a row a dossier, a column ``evaluateur:cible``)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import field, frozen

from parchemin.dossier.model import Observations, Valeur
from parchemin.dossier.readers.lignes import Colonne, verifier_entetes
from parchemin.dossier.readers.tableau import Tableau
from parchemin.dossier.readers.valeurs import texte, valeur
from parchemin.errors import Defaut, Lieu, plus_proche
from parchemin.referentiel.arbre import Cible, cibles
from parchemin.referentiel.model import Edition

COLONNES = (
    Colonne("dossier", obligatoire=True),
    Colonne("evaluateur"),
    Colonne("cible", obligatoire=True),
    Colonne("valeur", obligatoire=True),
    Colonne("motif"),
)

EVALUATEUR, CIBLE, VALEUR = range(3)

ParRole = dict[str, dict[str, Valeur]]


@frozen
class Relation:
    """One observation as written; ``colonnes`` name the cells of évaluateur, cible and valeur."""

    numero: int
    dossier: str
    evaluateur: str
    cible: str
    valeur: Any
    motif: str
    colonnes: tuple[str, str, str]
    large: bool = False

    def lieu(self, tableau: Tableau, colonne: int) -> Lieu:
        """Return the place of a fault; in the wide form the évaluateur and the cible stand in the header."""
        en_tete = self.large and colonne < VALEUR
        return tableau.lieu(tableau.ligne_entete if en_tete else self.numero, self.colonnes[colonne])


@frozen(eq=False)
class Guichet:
    """Says who may observe what in one voie of one édition; each question is answered once."""

    roles: Mapping[str, frozenset[Any]]
    cibles: Mapping[str, Cible]
    edition: str
    ouvertes: frozenset[str]
    parents: frozenset[str]
    _reponses: dict[tuple[str, str], tuple[str, Cible]] = field(factory=dict, init=False)

    @classmethod
    def ouvrir(cls, edition: Edition, voie: str) -> "Guichet":
        """Prepare the answers for the candidates of one voie."""
        convoques = edition.voie(voie).evaluateurs
        roles = {role.role: frozenset(role.observe) for role in edition.evaluateurs if role.role in convoques}
        ouvertes = (
            f"{bloc.code}/{competence.code}"
            for bloc in edition.blocs
            for competence in bloc.competences
            if not competence.criteres
        )
        connues = cibles(edition)
        parents = (ancetre for cible in connues.values() for ancetre in cible.ancetres)
        return cls(roles, connues, edition.cle, frozenset(ouvertes), frozenset(parents))

    def resoudre(self, evaluateur: str, chemin: str) -> tuple[str, Cible]:
        """Return the role and the cible that two cells name; raise `_Refus` with the column at fault."""
        question = (evaluateur, chemin)
        if question not in self._reponses:
            self._reponses[question] = self._repondre(evaluateur, chemin.removeprefix(f"{self.edition}/"))
        return self._reponses[question]

    def _repondre(self, evaluateur: str, chemin: str) -> tuple[str, Cible]:
        cible = self._cible(chemin)
        capables = [role for role, natures in self.roles.items() if cible.nature in natures]
        if not capables:
            raise _Refus(CIBLE, f"personne n'observe {chemin} dans cette voie")
        if not evaluateur:
            if len(capables) > 1:
                raise _Refus(EVALUATEUR, f"évaluateur à préciser : {' ou '.join(capables)}")
            return capables[0], cible
        if evaluateur not in self.roles:
            raise _Refus(
                EVALUATEUR, f"évaluateur inconnu « {evaluateur} »{plus_proche(evaluateur, self.roles)}"
            )
        if evaluateur not in capables:
            raise _Refus(
                EVALUATEUR, f"« {evaluateur} » n'observe pas {chemin} ; attendu {' ou '.join(capables)}"
            )
        return evaluateur, cible

    def _cible(self, chemin: str) -> Cible:
        if chemin in self.cibles:
            return self.cibles[chemin]
        parent = chemin.rpartition("/")[0]
        if parent in self.ouvertes:
            raise _Refus(
                CIBLE, f"les critères de {parent} ne sont pas connus : joignez la grille (grille.toml)"
            )
        raise _Refus(CIBLE, f"cible inconnue « {chemin} »{plus_proche(chemin, self.cibles)}")


class _Refus(ValueError):
    """A cell that is refused; ``colonne`` says which of évaluateur, cible and valeur."""

    def __init__(self, colonne: int, message: str) -> None:
        super().__init__(message)
        self.colonne = colonne


def lire_observations(
    tableau: Tableau, guichets: Mapping[str, Guichet | None], defauts: list[Defaut]
) -> dict[str, Observations]:
    """Return the observations of each dossier; ``guichets`` answers for each known dossier.

    A dossier whose guichet is ``None`` is known but at fault: its observations are passed over.
    """
    lues: dict[str, ParRole] = {}
    for relation in _relations(tableau, defauts):
        if relation.dossier not in guichets:
            message = f"dossier « {relation.dossier} » absent de la table des dossiers"
            message += plus_proche(relation.dossier, guichets)
            defauts.append(Defaut(tableau.lieu(relation.numero, "dossier"), message))
        elif guichet := guichets[relation.dossier]:
            try:
                _ranger(relation, guichet, lues.setdefault(relation.dossier, {}))
            except _Refus as refus:
                defauts.append(Defaut(relation.lieu(tableau, refus.colonne), str(refus)))
    return {dossier: Observations(par_role) for dossier, par_role in lues.items()}


def _ranger(relation: Relation, guichet: Guichet, par_role: ParRole) -> None:
    role, cible = guichet.resoudre(relation.evaluateur, relation.cible)
    deja = par_role.setdefault(role, {})
    if cible.chemin in deja:
        raise _Refus(CIBLE, f"« {role} » a déjà observé {cible.chemin} pour {relation.dossier}")
    for autre in _parents_et_enfants(cible, deja, guichet):
        raise _Refus(
            CIBLE, f"« {role} » a déjà observé {autre} pour {relation.dossier} : l'un des deux est de trop"
        )
    try:
        deja[cible.chemin] = valeur(cible, relation.valeur, relation.motif)
    except ValueError as erreur:
        raise _Refus(VALEUR, str(erreur)) from None


def _parents_et_enfants(cible: Cible, deja: Mapping[str, Valeur], guichet: Guichet) -> Iterator[str]:
    yield from (ancetre for ancetre in cible.ancetres if ancetre in deja)
    if cible.chemin not in guichet.parents:
        return
    prefixe = f"{cible.chemin}/"
    yield from (chemin for chemin in deja if chemin.startswith(prefixe))


def _relations(tableau: Tableau, defauts: list[Defaut]) -> Iterator[Relation]:
    large = "cible" not in tableau.entetes and any(":" in nom for nom in tableau.entetes)
    return (_relations_larges if large else _relations_longues)(tableau, defauts)


def _relations_longues(tableau: Tableau, defauts: list[Defaut]) -> Iterator[Relation]:
    defauts += verifier_entetes(tableau, COLONNES)
    lire = [_cellule(tableau, colonne.nom) for colonne in COLONNES]
    noms = ("evaluateur", "cible", "valeur")
    for numero, cellules in tableau.lignes:
        dossier, evaluateur, cible, brut, motif = (lire_cellule(cellules) for lire_cellule in lire)
        if dossier and cible and brut != "":
            yield Relation(numero, dossier, evaluateur, cible, brut, motif, noms)
        else:
            vides = {"dossier": dossier, "cible": cible, "valeur": brut}
            defauts += [
                Defaut(tableau.lieu(numero, nom), "cellule vide : une valeur est obligatoire")
                for nom, cellule in vides.items()
                if cellule == "" and nom in tableau.entetes
            ]


def _cellule(tableau: Tableau, nom: str) -> Callable[[Any], str]:
    if nom not in tableau.entetes:
        return lambda _: ""
    rang = tableau.entetes.index(nom)
    return lambda cellules: texte(cellules[rang]) if rang < len(cellules) else ""


def _relations_larges(tableau: Tableau, defauts: list[Defaut]) -> Iterator[Relation]:
    mesures = [(rang, nom) for rang, nom in enumerate(tableau.entetes) if ":" in nom]
    seul_dossier = Tableau(
        tableau.fichier,
        tableau.feuille,
        tuple(nom for nom in tableau.entetes if ":" not in nom),
        (),
        tableau.ligne_entete,
        tableau.en_json,
    )
    defauts += verifier_entetes(seul_dossier, COLONNES[:1])
    lire_dossier = _cellule(tableau, "dossier")
    for numero, cellules in tableau.lignes:
        for rang, nom in mesures:
            brut = cellules[rang] if rang < len(cellules) else ""
            if texte(brut):
                role, _, cible = nom.partition(":")
                if role in ("epreuve", "continu"):
                    role, cible = "", nom
                yield Relation(
                    numero,
                    lire_dossier(cellules),
                    role.strip(),
                    cible.strip(),
                    brut,
                    "",
                    (nom,) * 3,
                    large=True,
                )
