"""From a table to rows of named values, with the faults of header and cells gathered on the way."""

from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from attrs import frozen

from parchemin.dossier.readers.formats.tableau import EN_TETE_JSON, Tableau
from parchemin.dossier.readers.remarques import Remarques
from parchemin.dossier.readers.valeurs import TEXTE_CACHE, ValeurDouteuse, cache_une_valeur, texte, vide
from parchemin.dossier.texte import cle
from parchemin.errors import Avertissement, Defaut, Lieu, Remarque, Suggestion, faits_de
from parchemin.faits import Tournure

TROP_DE_DEFAUTS = Tournure(
    "trop_de_defauts", "plus de {max} défauts : la lecture s'arrête ici, corrigez-les d'abord"
)
CELLULE_VIDE = Tournure("cellule_vide", "cellule vide : une valeur est obligatoire")
LIGNE_DE_TOTAL = Tournure("ligne_de_total", "ligne de total, laissée de côté")
COLONNE_INCONNUE = Tournure("colonne_inconnue", "colonne inconnue{suggestion}")
PAS_UN_EN_TETE = Tournure(
    "pas_un_en_tete", "aucune colonne connue : cette ligne n'est pas un en-tête ; attendu {attendu}…"
)
COLONNE_NON_LUE = Tournure("colonne_non_lue", "colonne que rien ne lit, laissée de côté")
COLONNE_ABSENTE = Tournure("colonne_absente", "colonne obligatoire absente")

RESSEMBLE = 0.8
"""From which likeness to a known name on a column is mistyped, and not one of somebody else's."""

DEFAUTS_MAX = 10_000
"""How many faults are gathered before reading stops: a column of the wrong kind in a very long table."""


@frozen
class ColonneAttendue:
    """A column: its name, how a cell of it is read, and whether every row must fill it.

    ``si_vide`` is what to say of a row that does not, where it may be meant.
    """

    nom: str
    lire: Callable[[object], Any] = texte
    obligatoire: bool = False
    si_vide: Tournure | None = None


def lire_lignes(
    tableau: Tableau, colonnes: Sequence[ColonneAttendue], remarques: Remarques
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each row's number and its values by column; a cell that is empty or at fault has no value."""
    defauts = remarques.defauts
    for remarque in (*verifier_entetes(tableau, colonnes), *tableau.avertissements):
        remarques.noter(remarque)
    rangs = {nom: rang for rang, nom in enumerate(tableau.entetes)}
    presentes = [
        (colonne, colonne.nom, colonne.lire, rangs[colonne.nom]) for colonne in colonnes if colonne.nom in rangs
    ]
    for numero, cellules in tableau.lignes:
        if len(defauts) >= DEFAUTS_MAX:
            remarques.fauter(tableau.lieu(numero), TROP_DE_DEFAUTS(max=DEFAUTS_MAX))
            return
        ligne, vides = _lire_ligne(tableau, numero, cellules, presentes, remarques)
        if vides > 1 and est_un_total(cellules):
            remarques.oublier(tableau.lieu(numero))
            remarques.avertir(tableau.lieu(numero), LIGNE_DE_TOTAL())
        else:
            yield numero, ligne


def _lire_ligne(
    tableau: Tableau,
    numero: int,
    cellules: Sequence[Any],
    presentes: Sequence[tuple[ColonneAttendue, str, Callable[[object], Any], int]],
    remarques: Remarques,
) -> tuple[dict[str, Any], int]:
    """Return the values of a row by column, and how many of its mandatory cells are empty."""
    ligne: dict[str, Any] = {}
    vides = 0
    for colonne, nom, lire, rang in presentes:
        brut = cellules[rang]
        if (not brut or brut.isspace()) if brut.__class__ is str else vide(brut):
            if colonne.obligatoire:
                vides += 1
                _dire_vide(colonne, tableau.lieu(numero, nom), remarques)
            continue
        try:
            ligne[nom] = lire(brut)
        except ValeurDouteuse as doute:
            ligne[nom] = doute.valeur
            remarques.avertir(tableau.lieu(numero, nom), *doute.faits)
        except ValueError as erreur:
            remarques.fauter(tableau.lieu(numero, nom), *faits_de(erreur))
        if brut.__class__ is str and brut[0] == "'" and cache_une_valeur(brut) and nom in ligne:
            remarques.avertir(tableau.lieu(numero, nom), TEXTE_CACHE(trouve=brut, lu=str(ligne[nom])))
    return ligne, vides


def _dire_vide(colonne: ColonneAttendue, lieu: Lieu, remarques: Remarques) -> None:
    if colonne.si_vide:
        remarques.avertir(lieu, colonne.si_vide())
    else:
        remarques.fauter(lieu, CELLULE_VIDE())


def est_un_total(cellules: Sequence[Any]) -> bool:
    """Tell a row that counts those above it, by the first word that stands there."""
    premiere = next((cellule for cellule in cellules if isinstance(cellule, str) and not vide(cellule)), "")
    return cle(premiere).rstrip(" :") in _TOTAUX


_TOTAUX = frozenset(
    ("total", "totaux", "total general", "sous-total", "moyenne", "moyennes", "somme", "effectif", "nombre")
)


def verifier_entetes(tableau: Tableau, colonnes: Sequence[ColonneAttendue]) -> Iterator[Remarque]:
    """Yield the mandatory columns that miss, those that look mistyped, and as doubts those that nobody reads."""
    connues = [colonne.nom for colonne in colonnes]
    if not set(connues).intersection(tableau.entetes):
        attendu = tuple(colonne.nom for colonne in colonnes if colonne.obligatoire)
        yield Defaut(tableau.lieu(tableau.ligne_entete), PAS_UN_EN_TETE(attendu=attendu))
        return
    en_json = tableau.ligne_entete == EN_TETE_JSON  # where an object may lack what another one gives
    possibles = [connue for connue in connues if en_json or connue not in tableau.entetes]
    for nom in tableau.entetes:
        lieu = tableau.lieu(tableau.ligne_entete, nom)
        if nom in connues:
            continue
        if proches := get_close_matches(nom, possibles, n=1, cutoff=RESSEMBLE):
            yield Defaut(lieu, COLONNE_INCONNUE(suggestion=Suggestion(proche=proches[0])))
        else:
            yield Avertissement(lieu, COLONNE_NON_LUE())
    for colonne in colonnes:
        if colonne.obligatoire and colonne.nom not in tableau.entetes:
            yield Defaut(tableau.lieu(tableau.ligne_entete, colonne.nom), COLONNE_ABSENTE())
