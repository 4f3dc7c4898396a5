"""A séance as one workbook: a sheet ``seance``, one for each table, and ``membres``, ``grille``, ``valeurs``."""

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import Any

from parchemin.dossier.model import Membre
from parchemin.dossier.readers.colonnes import CELLULE_VIDE, ColonneAttendue, lire_lignes
from parchemin.dossier.readers.entetes import nommer
from parchemin.dossier.readers.fichiers import DEUX_FICHIERS, Fichiers
from parchemin.dossier.readers.formats.classeur import Classeur
from parchemin.dossier.readers.formats.fichier import lire_octets, refuser
from parchemin.dossier.readers.formats.ouverture import ouvrir
from parchemin.dossier.readers.formats.tableau import Tableau
from parchemin.dossier.readers.grille_en_table import lire_grille_en_table
from parchemin.dossier.readers.grille_voisine import (
    GrilleVoisine,
    avec_intitules,
    lire_grille_voisine,
    places_des_intitules,
)
from parchemin.dossier.readers.remarques import Remarques
from parchemin.dossier.readers.repertoire import Ouverture, lire_sens
from parchemin.dossier.readers.seance_brute import EnTeteDeSeance, SeanceBrute
from parchemin.dossier.readers.valeurs import ecrit, jour, oui_ou_non, qualites, texte, vide
from parchemin.dossier.texte import cle
from parchemin.errors import Defaut, DonneesInvalides, Lieu, Suggestion, ValeurRefusee, faits_de
from parchemin.faits import Fait, Tournure
from parchemin.referentiel.structure import CLE_INCONNUE

FEUILLE_ABSENTE = Tournure("feuille_absente", "feuille « {feuille} » absente{suggestion}")
CLE_ABSENTE = Tournure("cle_absente", "clé « {cle} » obligatoire, absente")
CLE_EN_DOUBLE = Tournure("cle_en_double", "clé « {cle} » en double")

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
    ColonneAttendue("present", oui_ou_non),
    ColonneAttendue("qualites", qualites),
)


def lire_classeur(
    chemin: Path, ouvrir: Ouverture = ouvrir, *, suite: bool = False, avant: bool = False
) -> SeanceBrute:
    """Read a séance's workbook; a ``grille.toml`` beside it stands in for a sheet ``grille``.

    So do tables of the usual names beside one that is called ``seance``: the folder is the séance.

    A séance that follows another (``suite``) may lack the tables; one ``avant`` any observation, that table.
    """
    classeur = Classeur.ouvrir(lire_octets(chemin), chemin.name)
    remarques, de_grille = Remarques(), Remarques()
    places: dict[str, Lieu] = {}
    facultatives = ("dossiers", "observations") if suite else ("observations",) if avant else ()

    def table(nom: str) -> Tableau | None:
        voisine = Fichiers().chemin(chemin, nom) if chemin.stem.lower() == "seance" else None
        if nom in classeur.feuilles:
            if voisine and voisine.exists():
                raise refuser(voisine.name, DEUX_FICHIERS(role=nom, noms=(chemin.name, voisine.name)))
            return classeur.tableau(nom)
        if voisine and voisine.exists():
            return ouvrir(voisine, nom)
        if nom not in facultatives:
            raise DonneesInvalides([Defaut(Lieu(chemin.name), _absente(nom, classeur))])
        return None

    if "seance" not in classeur.feuilles:
        remarques.fauter(Lieu(chemin.name), _absente("seance", classeur))
    grille = de_grille.essayer(partial(_grille, places, classeur, chemin, de_grille))
    places |= places_des_intitules(grille)
    remarques.avertissements.extend(de_grille.avertissements)
    return SeanceBrute(
        remarques.essayer(partial(_en_tete, places, classeur)) if "seance" in classeur.feuilles else None,
        places,
        remarques.essayer(partial(_membres, classeur, remarques)) or (),
        remarques.essayer(partial(table, "dossiers")),
        remarques.essayer(partial(table, "observations")),
        grille.grille if grille else None,
        grille.fichier if grille else "",
        remarques,
        de_grille.defauts,
        valeurs=remarques.essayer(partial(_sens, classeur)) or {},
    )


def _absente(nom: str, classeur: Classeur) -> Fait:
    return FEUILLE_ABSENTE(feuille=nom, suggestion=Suggestion.parmi(nom, classeur.feuilles))


def _grille(
    places: dict[str, Lieu], classeur: Classeur, chemin: Path, remarques: Remarques
) -> GrilleVoisine | None:
    if "grille" not in classeur.feuilles:
        return lire_grille_voisine(chemin)
    grille = lire_grille_en_table(classeur.tableau("grille"), places, remarques)
    return avec_intitules(chemin, GrilleVoisine(grille, chemin.name))


def _sens(classeur: Classeur) -> dict[str, str]:
    """Read the pairs shorthand, meaning of the sheet ``valeurs``; it may have a header of its own."""
    if "valeurs" not in classeur.feuilles:
        return {}
    paires = ((*cellules, "", "") for _, cellules in classeur.lignes("valeurs"))
    lues = {ecrit(court): ecrit(sens) for court, sens, *_ in paires if cle(ecrit(court)) != "ecrit"}
    return lire_sens(lues, classeur.fichier)


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


def _membres(classeur: Classeur, remarques: Remarques) -> tuple[Membre, ...]:
    if "membres" not in classeur.feuilles:
        return ()
    siennes = Remarques()
    lignes = [ligne for _, ligne in lire_lignes(classeur.tableau("membres"), COLONNES_MEMBRES, siennes)]
    siennes.exiger_juste()
    remarques.avertissements.extend(siennes.avertissements)
    return tuple(Membre(**ligne) for ligne in lignes)
