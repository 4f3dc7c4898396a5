"""XLSX workbooks. What the reading library would hide or choke on is looked for in the archive first.

The library gives an empty cell for a formula's error, and room for each cell up to the farthest one.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from attrs import frozen

from parchemin.dossier.readers.formats.fichier import TAILLE_MAX, mo, refuser
from parchemin.dossier.readers.formats.tableau import Lignes, Tableau, dresser, lettres, remplies
from parchemin.dossier.texte import cle
from parchemin.errors import Defaut, DonneesInvalides, Lieu
from parchemin.faits import Tournure

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

CLASSEUR_TROP_GROS = Tournure("classeur_trop_gros", "{mo} Mo une fois décompressé : {max} Mo au plus")
CLASSEUR_MENTEUR = Tournure(
    "classeur_menteur", "classeur illisible : il annonce plus de textes qu'il n'en peut tenir"
)
CLASSEUR_ILLISIBLE = Tournure(
    "classeur_illisible", "classeur illisible : le fichier est tronqué, ou n'est pas un .xlsx"
)
FEUILLE_ILLISIBLE = Tournure("feuille_illisible", "feuille illisible : le classeur est abîmé")
FEUILLE_TROP_GRANDE = Tournure(
    "feuille_trop_grande", "la feuille s'étend jusqu'à {cellule} : ôtez ce qui est loin des données"
)
CELLULES_FUSIONNEES = Tournure(
    "cellules_fusionnees", "cellules fusionnées {plage} : répétez la valeur sur chaque ligne"
)

CELLULES_MAX = 20_000_000
"""The largest rectangle that a sheet may span, its empty cells counted."""

_ABIME = (zipfile.BadZipFile, zlib.error, ET.ParseError, LookupError, ValueError, RuntimeError, EOFError)
"""What a damaged archive may raise, wherever the damage is."""

_CELLULE_EN_ERREUR = re.compile(
    rb'<(?:\w+:)?c\b([^>]*\bt="e"[^>]*)>(?:<(?:\w+:)?f\b[^<]*</[^>]*>)?<(?:\w+:)?v>([^<]*)<'
)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_COLONNES = re.compile(rb"""\br=["']([A-Za-z]+)[0-9]""")
_LIGNES = re.compile(rb"""\br=["'][A-Za-z]*([0-9]{1,20})""")
_ENORME = re.compile(rb'ount="[0-9]{9,}"')


@frozen(eq=False)
class Classeur:
    """An open workbook; ``feuilles`` gives the name of each sheet by its folded name."""

    fichier: str
    feuilles: Mapping[str, str]
    archive: zipfile.ZipFile
    lecteur: "CalamineWorkbook"

    @classmethod
    def ouvrir(cls, contenu: bytes, fichier: str) -> "Classeur":
        """Open an .xlsx; raise `DonneesInvalides` where it is none, is cut short, or unpacks to too much."""
        from python_calamine import CalamineError, CalamineWorkbook

        try:
            archive = zipfile.ZipFile(io.BytesIO(contenu))
            taille = sum(membre.file_size for membre in archive.infolist())
            if taille > TAILLE_MAX:
                raise refuser(fichier, CLASSEUR_TROP_GROS(mo=mo(taille), max=mo(TAILLE_MAX)))
            if any(_ENORME.search(archive.read(membre)) for membre in _comptes(archive)):
                raise refuser(fichier, CLASSEUR_MENTEUR())
            lecteur = CalamineWorkbook.from_filelike(io.BytesIO(contenu))
        except (*_ABIME, CalamineError):
            raise refuser(fichier, CLASSEUR_ILLISIBLE()) from None
        return cls(fichier, {cle(nom): nom for nom in lecteur.sheet_names}, archive, lecteur)

    def lieu(self, nom: str, ligne: int = 0, colonne: str = "") -> Lieu:
        """Return a place in the sheet of a folded name."""
        return Lieu(self.fichier, self.feuilles[nom], ligne, colonne)

    def tableau(self, nom: str) -> Tableau:
        """Read the sheet of a folded name as a table."""
        return dresser(self.fichier, self.feuilles[nom], self._toutes(nom))

    def lignes(self, nom: str) -> Lignes:
        """Return the rows of a sheet that hold something, without taking any for a header."""
        return list(remplies(self._toutes(nom)))

    def _toutes(self, nom: str) -> Lignes:
        from python_calamine import CalamineError

        titre = self.feuilles[nom]
        try:
            xml = self.archive.read(_partie(self.archive, titre))
            _mesurer(xml, self.fichier, titre)
            feuille = self.lecteur.get_sheet_by_name(titre)
            cellules: list[list[Any]] = list(feuille.to_python(skip_empty_area=False))
            for ligne, colonne, erreur in _erreurs(xml):
                cellules[ligne][colonne] = erreur
        except (*_ABIME, CalamineError):
            raise refuser(self.fichier, FEUILLE_ILLISIBLE(), titre) from None
        if defauts := list(_fusions(feuille, self.fichier)):
            raise DonneesInvalides(defauts)
        return list(enumerate(cellules, 1))


def _comptes(archive: zipfile.ZipFile) -> list[str]:
    """Return the parts whose announced counts the library believes, and makes room for."""
    return [nom for nom in archive.namelist() if nom in ("xl/sharedStrings.xml", "xl/styles.xml")]


def _partie(archive: zipfile.ZipFile, feuille: str) -> str:
    """Return the path within the archive of the sheet of that name."""
    livre, liens = (
        ET.fromstring(archive.read(partie))  # noqa: S314 - expat refuses entities that explode
        for partie in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    )
    cibles = {lien.get("Id"): lien.get("Target", "") for lien in liens}
    for element in livre.findall(".//{*}sheet"):
        if element.get("name") == feuille:
            cible = cibles[next((valeur for nom, valeur in element.items() if nom.endswith("}id")), "")]
            return cible[1:] if cible.startswith("/") else f"xl/{cible}"
    raise KeyError(feuille)


def _mesurer(xml: bytes, fichier: str, feuille: str) -> None:
    largeur = max(map(_rang, set(_COLONNES.findall(xml))), default=0) + 1
    hauteur = max(map(int, set(_LIGNES.findall(xml))), default=0)
    if largeur * hauteur > CELLULES_MAX:
        raise refuser(fichier, FEUILLE_TROP_GRANDE(cellule=f"{lettres(largeur - 1)}{hauteur}"), feuille)


def _erreurs(xml: bytes) -> Iterator[tuple[int, int, str]]:
    """Yield the row and the column (from 0) of each formula that fails, and what the cell shows."""
    for attributs, erreur in _CELLULE_EN_ERREUR.findall(xml) if b't="e"' in xml else ():
        if reference := _REFERENCE.search(attributs):
            yield int(reference[2]) - 1, _rang(reference[1]), erreur.decode()


def _rang(colonne: bytes) -> int:
    rang = 0
    for lettre in colonne.upper():
        rang = rang * 26 + lettre - ord("A") + 1
    return rang - 1


def _fusions(feuille: "CalamineSheet", fichier: str) -> Iterator[Defaut]:
    """Yield the merged cells: they hide which rows they fill."""
    for (haut, gauche), (bas, droite) in sorted(feuille.merged_cell_ranges or ()):
        plage = f"{lettres(gauche)}{haut + 1}:{lettres(droite)}{bas + 1}"
        yield Defaut(Lieu(fichier, feuille.name, haut + 1), CELLULES_FUSIONNEES(plage=plage))
