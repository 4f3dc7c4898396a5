"""A séance as one workbook: the sheets ``seance``, ``membres``, ``dossiers``, ``observations``, ``grille``."""

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from parchemin.dossier.model import Membre
from parchemin.dossier.readers.colonnes import CELLULE_VIDE, ColonneAttendue, lire_lignes
from parchemin.dossier.readers.entetes import nommer
from parchemin.dossier.readers.formats.classeur import Classeur
from parchemin.dossier.readers.formats.fichier import lire_octets
from parchemin.dossier.readers.remarques import Remarques
from parchemin.dossier.readers.repertoire import (
    Fichiers,
    avec_intitules,
    lire_grille_voisine,
    places_des_intitules,
)
from parchemin.dossier.readers.seance_brute import EnTeteDeSeance, SeanceBrute
from parchemin.dossier.readers.valeurs import ecrit, entier, jour, liste, texte, vide
from parchemin.dossier.texte import cle
from parchemin.errors import Lieu, Suggestion, ValeurRefusee, faits_de
from parchemin.faits import Tournure
from parchemin.referentiel.model import Critere, Grille
from parchemin.referentiel.structure import CLE_INCONNUE, criteres_de
from parchemin.referentiel.toml import chemin_critere

T = TypeVar("T")

FEUILLE_ABSENTE = Tournure("feuille_absente", "feuille « {feuille} » absente{suggestion}")
CLE_ABSENTE = Tournure("cle_absente", "clé « {cle} » obligatoire, absente")
CLE_EN_DOUBLE = Tournure("cle_en_double", "clé « {cle} » en double")
COMPETENCE_EN_DOUBLE = Tournure("competence_en_double", "compétence « {competence} » en double")

_SEANCE: dict[str, Callable[[object], object]] = {
    "certification": texte,
    "date": jour,
    "instance": texte,
    "edition": texte,
    "lieu": texte,
}
_OBLIGATOIRES = ("certification", "date", "instance")

COLONNES_MEMBRES = (
    ColonneAttendue("nom", obligatoire=True),
    ColonneAttendue("role", obligatoire=True),
    ColonneAttendue("organisme"),
    ColonneAttendue("branche_legislation"),
    ColonneAttendue("formation_jury", jour),
)


def _criteres(brut: object) -> tuple[Critere, ...]:
    """Read a number of critères, or their intitulés separated by ``;``."""
    trouve = texte(brut)
    return criteres_de(entier(trouve) if trouve.removeprefix("-").isdecimal() else list(liste(trouve)))


COLONNES_GRILLE = (
    ColonneAttendue("competence", obligatoire=True),
    ColonneAttendue("criteres", _criteres, obligatoire=True),
)


def lire_classeur(chemin: Path, *, suite: bool = False, avant: bool = False) -> SeanceBrute:
    """Read a séance's workbook; a ``grille.toml`` beside it stands in for a missing sheet ``grille``.

    A séance that follows another (``suite``) may lack the tables; one ``avant`` any observation, that table.
    """
    classeur = Classeur.ouvrir(lire_octets(chemin), chemin.name)
    remarques, de_grille = Remarques(), Remarques()
    places: dict[str, Lieu] = {}

    def lire(nom: str, lecteur: Callable[[Classeur], T]) -> T | None:
        return remarques.essayer(partial(lecteur, classeur)) if nom in classeur.feuilles else None

    tables = () if suite else ("dossiers",) if avant else ("dossiers", "observations")
    for nom in ("seance", *tables):
        if nom not in classeur.feuilles:
            absente = FEUILLE_ABSENTE(feuille=nom, suggestion=Suggestion.parmi(nom, classeur.feuilles))
            remarques.fauter(Lieu(chemin.name), absente)
    lire_grille: Callable[[], Grille | None]
    if "grille" not in classeur.feuilles:
        lire_grille = partial(lire_grille_voisine, chemin)
    else:
        lire_grille = partial(_grille_et_intitules, places, classeur, chemin)
    grille = de_grille.essayer(lire_grille)
    places |= places_des_intitules(grille)
    remarques.avertissements.extend(de_grille.avertissements)
    return SeanceBrute(
        lire("seance", partial(_en_tete, places)),
        places,
        lire("membres", _membres) or (),
        lire("dossiers", lambda ouvert: ouvert.tableau("dossiers")),
        lire("observations", lambda ouvert: ouvert.tableau("observations")),
        grille,
        chemin.name if "grille" in classeur.feuilles else Fichiers().grille,
        remarques,
        de_grille.defauts,
    )


def _en_tete(places: dict[str, Lieu], classeur: Classeur) -> EnTeteDeSeance:
    """Read the pairs key, value, and note where each stands; the sheet may have a header of its own."""
    valeurs: dict[str, Any] = {}
    remarques = Remarques()
    for numero, cellules in classeur.lignes("seance"):
        titre, brut, *_ = (*cellules, "", "")
        nom, lieu = nommer(ecrit(titre)), classeur.lieu("seance", numero, "B")
        if cle(ecrit(brut)) == "valeur":
            continue
        try:
            valeurs[nom] = _valeur(nom, brut, places)
            places[nom] = lieu
        except ValueError as erreur:
            places.setdefault(nom, lieu)
            remarques.fauter(lieu, *faits_de(erreur))
    manquantes = [nom for nom in _OBLIGATOIRES if nom not in places]
    remarques.fauter(classeur.lieu("seance"), *(CLE_ABSENTE(cle=nom) for nom in manquantes))
    remarques.exiger_juste()
    return EnTeteDeSeance(**valeurs)


def _valeur(nom: str, brut: object, deja: Collection[str]) -> Any:
    if nom not in _SEANCE:
        raise ValeurRefusee(CLE_INCONNUE(cle=nom, suggestion=Suggestion.parmi(nom, _SEANCE)))
    if nom in deja:
        raise ValeurRefusee(CLE_EN_DOUBLE(cle=nom))
    if vide(brut) and nom in _OBLIGATOIRES:
        raise ValeurRefusee(CELLULE_VIDE())
    return "" if vide(brut) else _SEANCE[nom](brut)


def _membres(classeur: Classeur) -> tuple[Membre, ...]:
    remarques = Remarques()
    lignes = [ligne for _, ligne in lire_lignes(classeur.tableau("membres"), COLONNES_MEMBRES, remarques)]
    remarques.exiger_juste()
    return tuple(Membre(**ligne) for ligne in lignes)


def _grille_et_intitules(places: dict[str, Lieu], classeur: Classeur, chemin: Path) -> Grille | None:
    return avec_intitules(chemin, _grille(places, classeur))


def _grille(places: dict[str, Lieu], classeur: Classeur) -> Grille:
    """Read the rows ``competence``, ``criteres``, and note where each stands; the sheet names no édition."""
    tableau = classeur.tableau("grille")
    remarques = Remarques()
    criteres: dict[str, tuple[Critere, ...]] = {}
    for numero, ligne in lire_lignes(tableau, COLONNES_GRILLE, remarques):
        chemin = ligne.get("competence", "")
        if chemin in criteres:
            remarques.fauter(tableau.lieu(numero, "competence"), COMPETENCE_EN_DOUBLE(competence=chemin))
        criteres[chemin] = ligne.get("criteres", ())
        places[chemin_critere(chemin)] = tableau.lieu(numero, "competence")
    remarques.exiger_juste()
    return Grille("", criteres)
