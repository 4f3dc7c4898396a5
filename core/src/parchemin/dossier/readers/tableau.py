"""From a file to a `Tableau`: CSV and JSON here, XLSX in ``classeur``, Parquet in ``parquet``."""

import csv
import io
import json
from functools import partial
from pathlib import Path
from typing import Any

from parchemin.dossier.readers.classeur import Classeur
from parchemin.dossier.readers.parquet import lire_parquet
from parchemin.dossier.readers.rangees import EN_TETE_JSON, Tableau, dresser, lire_octets, refuser

_SEPARATEURS = ";,\t"


def ouvrir(chemin: Path, nom: str) -> Tableau:
    """Open one table: a .csv, a .json, a .parquet, or of an .xlsx the sheet called ``nom``, else the first."""
    contenu = lire_octets(chemin)
    match chemin.suffix.lower():
        case ".csv" | ".tsv" | ".txt":
            return lire_csv(contenu, chemin.name)
        case ".json":
            return lire_json(contenu, chemin.name)
        case ".xlsx":
            classeur = Classeur.ouvrir(contenu, chemin.name)
            return classeur.tableau(nom if nom in classeur.feuilles else next(iter(classeur.feuilles)))
        case ".parquet":
            return lire_parquet(contenu, chemin.name)
    raise refuser(chemin.name, f"format « {chemin.suffix} » inconnu : attendu .csv, .xlsx, .json ou .parquet")


def lire_csv(contenu: bytes, fichier: str) -> Tableau:
    """Read a CSV: UTF-8, Windows-1252 or UTF-16 with its mark; ``;``, ``,`` or tab; Excel's ``sep=`` row."""
    source = _decoder(contenu, fichier)
    separateur, sautees = _separateur(source)
    lecteur = csv.reader(io.StringIO(source, newline=""), delimiter=separateur, strict=True)
    lignes, debut = [], 1
    try:
        for cellules in lecteur:
            if debut > sautees:
                lignes.append((debut, tuple(cellules)))
            debut = lecteur.line_num + 1
    except csv.Error as erreur:
        raise refuser(fichier, _dire(erreur), ligne=debut) from None
    return dresser(fichier, "", lignes)


def _dire(erreur: csv.Error) -> str:
    if "expected after" in str(erreur):
        return "CSV illisible : guillemet au milieu d'une cellule, à doubler"
    return "CSV illisible : un guillemet ouvert ici n'est pas refermé"


def _decoder(contenu: bytes, fichier: str) -> str:
    en_utf16 = contenu.startswith((b"\xff\xfe", b"\xfe\xff"))
    ligne = 0
    for encodage in ("utf-16",) if en_utf16 else ("utf-8-sig", "cp1252"):
        try:
            return contenu.decode(encodage)
        except UnicodeDecodeError as erreur:
            ligne = contenu[: erreur.start].count(b"\n") + 1
    raise refuser(fichier, "ni UTF-8 ni Windows-1252 : enregistrez en « CSV UTF-8 »", ligne=ligne)


def _separateur(source: str) -> tuple[str, int]:
    """Return the separator, and how many rows stand before the table."""
    for numero, ligne in enumerate(io.StringIO(source), 1):
        propre = ligne.strip("\r\n")
        if propre.lower().startswith("sep=") and len(propre) == len("sep=;"):
            return propre[-1], numero
        if propre.strip():
            return max(_SEPARATEURS, key=propre.count), 0
    return ";", 0


def lire_json(contenu: bytes, fichier: str) -> Tableau:
    """Read a JSON list of objects; the columns are the keys, in the order in which they first occur."""
    try:
        brut = json.loads(contenu.decode("utf-8-sig"), object_pairs_hook=partial(_objet, fichier))
    except UnicodeDecodeError:
        raise refuser(fichier, "ce JSON n'est pas en UTF-8") from None
    except json.JSONDecodeError as erreur:
        suite = erreur.doc[erreur.pos :].strip()[:20] or "fin du fichier"
        raise refuser(fichier, f"JSON illisible à partir de « {suite} »", ligne=erreur.lineno) from None
    except (ValueError, RecursionError):
        raise refuser(fichier, "JSON illisible : nombre trop long, ou trop d'imbrications") from None
    if not isinstance(brut, list) or not all(isinstance(objet, dict) for objet in brut):
        raise refuser(fichier, "attendu une liste d'objets")
    entetes = list(dict.fromkeys(nom for objet in brut for nom in objet))
    lignes = [(rang, [objet.get(nom) for nom in entetes]) for rang, objet in enumerate(brut)]
    return dresser(fichier, "", [(EN_TETE_JSON, entetes), *lignes])


def _objet(fichier: str, paires: list[tuple[str, Any]]) -> dict[str, Any]:
    objet = dict(paires)
    if len(objet) < len(paires):
        noms = [nom for nom, _ in paires]
        double = next(nom for nom in noms if noms.count(nom) > 1)
        raise refuser(fichier, f"clé « {double} » en double dans un objet")
    return objet
