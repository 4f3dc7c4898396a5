"""JSON documents, and the tables that are lists of objects."""

import json
from functools import partial
from typing import Any

from parchemin.dossier.readers.formats.fichier import refuser
from parchemin.dossier.readers.formats.tableau import EN_TETE_JSON, Tableau, dresser


def lire_json(contenu: bytes, fichier: str) -> Tableau:
    """Read a JSON list of objects; the columns are the keys, in the order in which they first occur."""
    brut = decoder_json(contenu, fichier)
    if not isinstance(brut, list) or not all(isinstance(objet, dict) for objet in brut):
        raise refuser(fichier, "attendu une liste d'objets")
    entetes = list(dict.fromkeys(nom for objet in brut for nom in objet))
    lignes = [(rang, [objet.get(nom) for nom in entetes]) for rang, objet in enumerate(brut)]
    return dresser(fichier, "", [(EN_TETE_JSON, entetes), *lignes])


def decoder_json(contenu: bytes, fichier: str) -> Any:
    """Return what a JSON document holds; raise `DonneesInvalides` where it is none, or gives a key twice."""
    try:
        return json.loads(contenu.decode("utf-8-sig"), object_pairs_hook=partial(_objet, fichier))
    except UnicodeDecodeError:
        raise refuser(fichier, "ce JSON n'est pas en UTF-8") from None
    except json.JSONDecodeError as erreur:
        suite = erreur.doc[erreur.pos :].strip()[:20] or "fin du fichier"
        raise refuser(fichier, f"JSON illisible à partir de « {suite} »", ligne=erreur.lineno) from None
    except (ValueError, RecursionError):
        raise refuser(fichier, "JSON illisible : nombre trop long, ou trop d'imbrications") from None


def _objet(fichier: str, paires: list[tuple[str, Any]]) -> dict[str, Any]:
    objet = dict(paires)
    if len(objet) < len(paires):
        noms = [nom for nom, _ in paires]
        double = next(nom for nom in noms if noms.count(nom) > 1)
        raise refuser(fichier, f"clé « {double} » en double dans un objet")
    return objet
