"""From a file to a `Tableau`: CSV and JSON here, XLSX in ``classeur``, Parquet in ``parquet``."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from parchemin.dossier.readers.classeur import Classeur
from parchemin.dossier.readers.fichier import exiger_lisible, lire_octets, refuser
from parchemin.dossier.readers.parquet import lire_parquet
from parchemin.dossier.readers.tableau import EN_TETE_JSON, Ligne, Tableau, derouler, dresser

EN_CSV = (".csv", ".tsv", ".txt")
"""How the name of a CSV ends."""

_SEPARATEURS = ";,\t"
_EN_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ENCODAGES = ("utf-8-sig", "cp1252")


def ouvrir(chemin: Path, nom: str) -> Tableau:
    """Open one table: a .csv, a .json, a .parquet, or of an .xlsx the sheet called ``nom``, else the first."""
    contenu = lire_octets(chemin)
    match chemin.suffix.lower():
        case suffixe if suffixe in EN_CSV:
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
    return dresser(fichier, "", list(_rangees(io.StringIO(_decoder(contenu, fichier), newline=""), fichier)))


@contextmanager
def derouler_csv(chemin: Path) -> Iterator[Tableau]:
    """Open a CSV of which each row is read when it is asked for; the first fault is raised when it is met."""
    exiger_lisible(chemin)
    with chemin.open(encoding=_encodage(chemin), newline="") as flux:
        yield derouler(chemin.name, _rangees(flux, chemin.name))


def _rangees(flux: TextIO, fichier: str) -> Iterator[Ligne]:
    separateur, sautees = separateur_de(flux)
    flux.seek(0)
    lecteur = csv.reader(flux, delimiter=separateur, strict=True)
    debut = 1
    try:
        for cellules in lecteur:
            if debut > sautees:
                yield debut, cellules
            debut = lecteur.line_num + 1
    except csv.Error as erreur:
        raise refuser(fichier, _dire(erreur), ligne=debut) from None


def _dire(erreur: csv.Error) -> str:
    if "expected after" in str(erreur):
        return "CSV illisible : guillemet au milieu d'une cellule, à doubler"
    return "CSV illisible : un guillemet ouvert ici n'est pas refermé"


def _decoder(contenu: bytes, fichier: str) -> str:
    ligne = 0
    for encodage in ("utf-16",) if contenu.startswith(_EN_UTF16) else _ENCODAGES:
        try:
            return contenu.decode(encodage)
        except UnicodeDecodeError as erreur:
            ligne = contenu[: erreur.start].count(b"\n") + 1
    raise refuser(fichier, "ni UTF-8 ni Windows-1252 : enregistrez en « CSV UTF-8 »", ligne=ligne)


def _encodage(chemin: Path) -> str:
    """Return the encoding in which a whole file can be read, which is gone through once to know."""
    with chemin.open("rb") as octets:
        if octets.read(2) in _EN_UTF16:
            return "utf-16"
    return next((encodage for encodage in _ENCODAGES if _se_lit(chemin, encodage)), _ENCODAGES[-1])


def _se_lit(chemin: Path, encodage: str) -> bool:
    try:
        with chemin.open(encoding=encodage) as flux:
            while flux.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return False
    return True


def separateur_de(flux: TextIO) -> tuple[str, int]:
    """Return the separator, and how many rows stand before the table."""
    for numero, ligne in enumerate(flux, 1):
        propre = ligne.strip("\r\n")
        if propre.lower().startswith("sep=") and len(propre) == len("sep=;"):
            return propre[-1], numero
        if propre.strip():
            return max(_SEPARATEURS, key=propre.count), 0
    return ";", 0


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
