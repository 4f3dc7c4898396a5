"""JSON documents, and the tables that are lists of objects."""

import json
from functools import partial
from typing import Any

from parchemin.dossier.readers.formats.fichier import refuser
from parchemin.dossier.readers.formats.tableau import EN_TETE_JSON, Tableau, dresser
from parchemin.faits import Tournure

LISTE_ATTENDUE = Tournure("json_liste_attendue", "attendu une liste d'objets")
JSON_PAS_UTF8 = Tournure("json_pas_utf8", "ce JSON n'est pas en UTF-8")
JSON_ILLISIBLE = Tournure("json_illisible", "JSON illisible à partir de « {suite} »")
JSON_TROP_PROFOND = Tournure("json_trop_profond", "JSON illisible : nombre trop long, ou trop d'imbrications")
JSON_CLE_EN_DOUBLE = Tournure("json_cle_en_double", "clé « {cle} » en double dans un objet")


def lire_json(contenu: bytes, fichier: str) -> Tableau:
    """Read a JSON list of objects; the columns are the keys, in the order in which they first occur."""
    brut = decoder_json(contenu, fichier)
    if not isinstance(brut, list) or not all(isinstance(objet, dict) for objet in brut):
        raise refuser(fichier, LISTE_ATTENDUE())
    entetes = list(dict.fromkeys(nom for objet in brut for nom in objet))
    lignes = [(rang, [objet.get(nom) for nom in entetes]) for rang, objet in enumerate(brut)]
    return dresser(fichier, "", [(EN_TETE_JSON, entetes), *lignes])


def decoder_json(contenu: bytes, fichier: str) -> Any:
    """Return what a JSON document holds; raise `DonneesInvalides` where it is none, or gives a key twice."""
    try:
        return json.loads(contenu.decode("utf-8-sig"), object_pairs_hook=partial(_objet, fichier))
    except UnicodeDecodeError:
        raise refuser(fichier, JSON_PAS_UTF8()) from None
    except json.JSONDecodeError as erreur:
        suite = erreur.doc[erreur.pos :].strip()[:20] or "fin du fichier"
        raise refuser(fichier, JSON_ILLISIBLE(suite=suite), ligne=erreur.lineno) from None
    except (ValueError, RecursionError):
        raise refuser(fichier, JSON_TROP_PROFOND()) from None


def _objet(fichier: str, paires: list[tuple[str, Any]]) -> dict[str, Any]:
    objet = dict(paires)
    if len(objet) < len(paires):
        noms = [nom for nom, _ in paires]
        double = next(nom for nom in noms if noms.count(nom) > 1)
        raise refuser(fichier, JSON_CLE_EN_DOUBLE(cle=double))
    return objet
