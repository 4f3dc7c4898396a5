"""Rows and columns, wherever they come from: CSV, XLSX and JSON all become a `Tableau`.

Nothing here knows what the columns mean; places and faults are those of the file that the secretary sees.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import field, frozen

from parchemin.dossier.readers.valeurs import cle, texte
from parchemin.errors import Defaut, DonneesInvalides, Lieu

TAILLE_MAX = 100_000_000
"""The largest file that is read, in bytes; an .xlsx counts unpacked. A séance holds far less."""

_SEPARATEURS = ";,\t"


@frozen
class Tableau:
    """A header, and rows with their number in the file (from 1; in JSON, their rank from 0)."""

    fichier: str
    feuille: str
    entetes: tuple[str, ...]
    lignes: Sequence[tuple[int, Sequence[Any]]] = field(repr=False)
    ligne_entete: int = 1
    en_json: bool = False

    def lieu(self, ligne: int, colonne: str = "") -> Lieu:
        """Return the place of a cell."""
        if self.en_json:
            return Lieu(self.fichier, chemin=f"$[{ligne}]" + (f".{colonne}" if colonne else ""))
        return Lieu(self.fichier, self.feuille, ligne, colonne)


def refuser(fichier: str, message: str, feuille: str = "", ligne: int = 0) -> DonneesInvalides:
    """Return the error of a file that cannot be read at all."""
    return DonneesInvalides([Defaut(Lieu(fichier, feuille, ligne), message)])


def lire_octets(chemin: Path) -> bytes:
    """Read a file whole, unless it is missing or larger than `TAILLE_MAX`."""
    try:
        taille = chemin.stat().st_size
        if taille > TAILLE_MAX:
            raise refuser(
                chemin.name, f"{_mo(taille)} Mo : un fichier de séance ne dépasse pas {_mo(TAILLE_MAX)} Mo"
            )
        return chemin.read_bytes()
    except FileNotFoundError:
        raise refuser(chemin.name, "fichier absent") from None
    except OSError as erreur:
        raise refuser(chemin.name, f"fichier illisible ({erreur.strerror})") from None


def _mo(octets: int) -> int:
    return round(octets / 1_000_000)


def ouvrir(chemin: Path, nom: str) -> Tableau:
    """Open one table: a .csv, a .json, or of an .xlsx the sheet called ``nom``, else the first."""
    match chemin.suffix.lower():
        case ".csv" | ".tsv" | ".txt":
            return lire_csv(lire_octets(chemin), chemin.name)
        case ".json":
            return lire_json(lire_octets(chemin), chemin.name)
        case ".xlsx":
            feuilles = lire_classeur(chemin)
            return feuilles.get(nom) or next(iter(feuilles.values()))
    raise refuser(chemin.name, f"format « {chemin.suffix} » inconnu : attendu .csv, .xlsx ou .json")


def lire_csv(contenu: bytes, fichier: str) -> Tableau:
    """Read a CSV: UTF-8, Windows-1252 or UTF-16 with its mark; ``;``, ``,`` or tab; Excel's ``sep=`` row."""
    source = _decoder(contenu, fichier)
    separateur, sautees = _separateur(source)
    lecteur = csv.reader(io.StringIO(source, newline=""), delimiter=separateur, strict=True)
    lignes, debut = [], 1
    try:
        for cellules in lecteur:
            if debut > sautees:
                lignes.append((debut, cellules))
            debut = lecteur.line_num + 1
    except csv.Error as erreur:
        raise refuser(fichier, f"CSV illisible ({erreur})", ligne=debut) from None
    return _tableau(fichier, "", lignes)


def _decoder(contenu: bytes, fichier: str) -> str:
    if contenu.startswith((b"\xff\xfe", b"\xfe\xff")):
        return contenu.decode("utf-16", errors="replace")
    for encodage in ("utf-8-sig", "cp1252"):
        try:
            return contenu.decode(encodage)
        except UnicodeDecodeError as erreur:
            ligne = contenu[: erreur.start].count(b"\n") + 1
    raise refuser(fichier, "ni UTF-8 ni Windows-1252 : enregistrez en « CSV UTF-8 »", ligne=ligne)


def _separateur(source: str) -> tuple[str, int]:
    premiere = source.split("\n", 1)[0].rstrip("\r")
    if premiere.lower().startswith("sep=") and len(premiere) == len("sep=;"):
        return premiere[-1], 1
    return max(_SEPARATEURS, key=premiere.count), 0


def lire_json(contenu: bytes, fichier: str) -> Tableau:
    """Read a JSON list of objects; the columns are the keys, in the order in which they first occur."""
    try:
        brut = json.loads(contenu.decode("utf-8-sig"), parse_float=str)
    except UnicodeDecodeError:
        raise refuser(fichier, "ce JSON n'est pas en UTF-8") from None
    except json.JSONDecodeError as erreur:
        raise refuser(fichier, f"JSON illisible ({erreur.msg})", ligne=erreur.lineno) from None
    if not isinstance(brut, list) or not all(isinstance(objet, dict) for objet in brut):
        raise refuser(fichier, "attendu une liste d'objets")
    if not brut:
        raise refuser(fichier, "liste vide")
    entetes = tuple(dict.fromkeys(nom for objet in brut for nom in objet))
    lignes = [(rang, [objet.get(nom, "") for nom in entetes]) for rang, objet in enumerate(brut)]
    return Tableau(fichier, "", entetes, lignes, ligne_entete=0, en_json=True)


def lire_classeur(chemin: Path) -> dict[str, Tableau]:
    """Read every sheet of an .xlsx, by name; merged cells are refused, for they hide which row they fill."""
    from python_calamine import CalamineError, CalamineWorkbook

    _verifier_archive(chemin, lire_octets(chemin))
    try:
        with CalamineWorkbook.from_path(chemin) as classeur:
            return {
                nom: _feuille(chemin.name, classeur.get_sheet_by_name(nom)) for nom in classeur.sheet_names
            }
    except CalamineError as erreur:
        raise refuser(chemin.name, f"classeur illisible ({erreur})") from None


def _verifier_archive(chemin: Path, contenu: bytes) -> None:
    if not contenu:
        raise refuser(chemin.name, "fichier vide")
    try:
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            taille = sum(membre.file_size for membre in archive.infolist())
    except zipfile.BadZipFile:
        raise refuser(
            chemin.name, "classeur illisible : le fichier est tronqué, ou n'est pas un .xlsx"
        ) from None
    if taille > TAILLE_MAX:
        message = f"{_mo(taille)} Mo une fois décompressé : un classeur ne dépasse pas {_mo(TAILLE_MAX)} Mo"
        raise refuser(chemin.name, message)


def _feuille(fichier: str, feuille: Any) -> Tableau:
    if fusions := list(_fusions(feuille.merged_cell_ranges or ())):
        defauts = [
            Defaut(
                Lieu(fichier, feuille.name, ligne),
                f"cellules fusionnées {plage} : répétez la valeur sur chaque ligne",
            )
            for ligne, plage in fusions
        ]
        raise DonneesInvalides(defauts)
    return _tableau(fichier, feuille.name, list(enumerate(feuille.to_python(skip_empty_area=False), 1)))


def _fusions(plages: Sequence[Any]) -> Iterator[tuple[int, str]]:
    for (haut, gauche), (bas, droite) in sorted(plages):
        yield haut + 1, f"{_colonne(gauche)}{haut + 1}:{_colonne(droite)}{bas + 1}"


def _colonne(rang: int) -> str:
    lettres = ""
    rang += 1
    while rang:
        rang, reste = divmod(rang - 1, 26)
        lettres = chr(ord("A") + reste) + lettres
    return lettres


def _tableau(fichier: str, feuille: str, brutes: Sequence[tuple[int, Sequence[Any]]]) -> Tableau:
    """Take the first row that is not empty as the header, and drop the empty rows and columns."""
    lignes = [
        (numero, cellules) for numero, cellules in brutes if any(_rempli(cellule) for cellule in cellules)
    ]
    if not lignes:
        raise refuser(fichier, "feuille vide" if feuille else "fichier vide", feuille)
    numero, titres = lignes[0]
    entetes = [
        cle(texte(titre)).replace(" ", "_") if ":" not in texte(titre) else texte(titre) for titre in titres
    ]
    while entetes and not entetes[-1]:
        entetes.pop()
    tableau = Tableau(fichier, feuille, tuple(entetes), lignes[1:], numero)
    if defauts := list(_debordements(tableau)):
        raise DonneesInvalides(defauts)
    return tableau


def _rempli(cellule: object) -> bool:
    return cellule is not None and cellule != "" and texte(cellule) != ""


def _debordements(tableau: Tableau) -> Iterator[Defaut]:
    largeur = len(tableau.entetes)
    for rang, nom in enumerate(tableau.entetes):
        if not nom:
            yield Defaut(tableau.lieu(tableau.ligne_entete), f"la colonne {_colonne(rang)} n'a pas de nom")
        elif nom in tableau.entetes[:rang]:
            yield Defaut(tableau.lieu(tableau.ligne_entete, nom), "colonne en double")
    for ligne, cellules in tableau.lignes:
        if len(cellules) > largeur and any(_rempli(cellule) for cellule in cellules[largeur:]):
            yield Defaut(tableau.lieu(ligne), f"trouvé {len(cellules)} cellules, attendu {largeur} au plus")
