"""Workbooks: .xlsx, and .ods of LibreOffice. What the reading library would hide or choke on is looked at first.

The library gives an empty cell for a formula that fails or that nobody computed, room for each cell up to the
farthest one, and says nothing of what is hidden: ``examen`` does.
"""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

from attrs import evolve, frozen

from parchemin.dossier.readers.formats.examen import ExamenDeFeuille, Place, examiner_ods, examiner_xlsx
from parchemin.dossier.readers.formats.fichier import TAILLE_MAX, mo, refuser
from parchemin.dossier.readers.formats.tableau import Lignes, Tableau, dresser, lettres, remplies
from parchemin.dossier.readers.valeurs import SANS_VALEUR
from parchemin.dossier.texte import cle
from parchemin.errors import Avertissement, Defaut, DonneesInvalides, Lieu
from parchemin.faits import Tournure

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

EN_CLASSEUR = (".xlsx", ".ods")
"""How the name of a workbook ends."""

CLASSEUR_TROP_GROS = Tournure("classeur_trop_gros", "{mo} Mo une fois décompressé : {max} Mo au plus")
CLASSEUR_MENTEUR = Tournure(
    "classeur_menteur", "classeur illisible : il annonce plus de textes qu'il n'en peut tenir"
)
CLASSEUR_ILLISIBLE = Tournure(
    "classeur_illisible", "classeur illisible : le fichier est tronqué, ou n'est pas un {format}"
)
CLASSEUR_SANS_FEUILLE = Tournure("classeur_sans_feuille", "ce classeur n'a aucune feuille")
FEUILLE_ILLISIBLE = Tournure("feuille_illisible", "feuille illisible : le classeur est abîmé")
FEUILLE_TROP_GRANDE = Tournure(
    "feuille_trop_grande", "la feuille s'étend jusqu'à {cellule} : ôtez ce qui est loin des données"
)
CELLULES_FUSIONNEES = Tournure(
    "cellules_fusionnees", "cellules fusionnées {plage} : répétez la valeur sur chaque ligne"
)
FEUILLE_MASQUEE = Tournure("feuille_masquee", "feuille masquée, lue quand même")
LIGNE_MASQUEE = Tournure("ligne_masquee", "ligne masquée, lue quand même")
COLONNE_MASQUEE = Tournure("colonne_masquee", "colonne masquée, lue quand même")
FILTRE_ACTIF = Tournure(
    "filtre_actif", "un filtre est actif : toutes les lignes sont lues, même celles qu'il cache"
)
DATES_DE_1904 = Tournure(
    "dates_de_1904", "ce classeur compte les jours depuis 1904 : ses dates sont lues en conséquence"
)

CELLULES_MAX = 20_000_000
"""The largest rectangle that a sheet may span, its empty cells counted."""

_ABIME = (
    *(zipfile.BadZipFile, zlib.error, ET.ParseError, expat.ExpatError),
    *(LookupError, ValueError, RuntimeError, NotImplementedError, EOFError),
)
"""What a damaged archive may raise, wherever the damage is."""

_COMPTES: Mapping[str, int | None] = {"xl/sharedStrings.xml": 1, "xl/styles.xml": None}
"""The parts whose announced counts the library believes, and in how many of their elements, if not in all."""


@frozen(eq=False)
class Classeur:
    """An open workbook; ``feuilles`` gives the name of each sheet by its folded name."""

    fichier: str
    feuilles: Mapping[str, str]
    archive: zipfile.ZipFile
    lecteur: "CalamineWorkbook"

    @classmethod
    def ouvrir(cls, contenu: bytes, fichier: str) -> "Classeur":
        """Open a workbook; raise `DonneesInvalides` where it is none, is cut short, or unpacks to too much."""
        from python_calamine import CalamineError, CalamineWorkbook

        try:
            archive = zipfile.ZipFile(io.BytesIO(contenu))
            _exiger_sincere(archive, fichier)
            lecteur = CalamineWorkbook.from_filelike(io.BytesIO(contenu))
        except (*_ABIME, CalamineError):
            dit = CLASSEUR_ILLISIBLE(format=fichier[fichier.rfind(".") :].lower())
            raise refuser(fichier, dit) from None
        if not lecteur.sheet_names:
            raise refuser(fichier, CLASSEUR_SANS_FEUILLE())
        return cls(fichier, {cle(nom): nom for nom in lecteur.sheet_names}, archive, lecteur)

    def lieu(self, nom: str, ligne: int = 0, colonne: str = "") -> Lieu:
        """Return a place in the sheet of a folded name."""
        return Lieu(self.fichier, self.feuilles[nom], ligne, colonne)

    def tableau(self, nom: str) -> Tableau:
        """Read the sheet of a folded name as a table, and say what is hidden in it.

        :raises DonneesInvalides: also where cells are merged: they hide which rows they fill. Above the header,
            where titles stand, they hide nothing.
        """
        lignes, examen = self._lire(nom)
        try:
            tableau = dresser(self.fichier, self.feuilles[nom], lignes)
        except DonneesInvalides:
            self._exiger_non_fusionnees(nom, examen.fusions)
            raise
        self._exiger_non_fusionnees(nom, (une for une in examen.fusions if une[1][0] >= tableau.ligne_entete - 1))
        avertissements = (*tableau.avertissements, *self._avertir(nom, examen, tableau))
        return evolve(tableau, avertissements=avertissements)

    def lignes(self, nom: str) -> Lignes:
        """Return the rows of a sheet that hold something, without taking any for a header."""
        lignes, examen = self._lire(nom)
        self._exiger_non_fusionnees(nom, examen.fusions)
        return list(remplies(lignes))

    def _lire(self, nom: str) -> tuple[Lignes, ExamenDeFeuille]:
        from python_calamine import CalamineError

        titre = self.feuilles[nom]
        try:
            examen = self._examiner(titre)
            _mesurer(examen, self.fichier, titre)
            feuille = self.lecteur.get_sheet_by_name(titre)
            cellules: list[list[Any]] = list(feuille.to_python(skip_empty_area=False))
            for (ligne, colonne), erreur in examen.erreurs:
                _poser(cellules, ligne, colonne, erreur)
            for ligne, colonne in examen.sans_valeur:
                _poser(cellules, ligne, colonne, SANS_VALEUR)
        except (*_ABIME, CalamineError):
            raise refuser(self.fichier, FEUILLE_ILLISIBLE(), titre) from None
        return list(enumerate(cellules, 1)), evolve(
            examen, fusions=examen.fusions or tuple(feuille.merged_cell_ranges or ())
        )

    def _examiner(self, titre: str) -> ExamenDeFeuille:
        if "content.xml" in self.archive.namelist():
            return examiner_ods(self.archive.read("content.xml"), titre)
        a_calculer = _propriete(self.archive, "calcPr", "fullCalcOnLoad")
        return examiner_xlsx(self.archive.read(_partie(self.archive, titre)), a_calculer=a_calculer)

    def _exiger_non_fusionnees(self, nom: str, fusions: Iterable[tuple[Place, Place]]) -> None:
        defauts = []
        for (haut, gauche), (bas, droite) in sorted(fusions):
            plage = f"{lettres(gauche)}{haut + 1}:{lettres(droite)}{bas + 1}"
            defauts.append(Defaut(self.lieu(nom, haut + 1), CELLULES_FUSIONNEES(plage=plage)))
        if defauts:
            raise DonneesInvalides(defauts)

    def _avertir(self, nom: str, examen: ExamenDeFeuille, tableau: Tableau) -> Iterator[Avertissement]:
        from python_calamine import SheetVisibleEnum

        visibles = {une.name: une.visible for une in self.lecteur.sheets_metadata}
        if visibles.get(self.feuilles[nom], SheetVisibleEnum.Visible) != SheetVisibleEnum.Visible:
            yield Avertissement(self.lieu(nom), FEUILLE_MASQUEE())
        if examen.filtre:
            yield Avertissement(self.lieu(nom), FILTRE_ACTIF())
        if "content.xml" not in self.archive.namelist() and _propriete(self.archive, "workbookPr", "date1904"):
            yield Avertissement(self.lieu(nom), DATES_DE_1904())
        masquees = {ligne + 1 for ligne in examen.lignes_masquees}
        for numero, _ in tableau.lignes:
            if numero in masquees:
                yield Avertissement(self.lieu(nom, numero), LIGNE_MASQUEE())
        for rang, titre in enumerate(tableau.titres.values()):
            if rang in examen.colonnes_masquees:
                yield Avertissement(self.lieu(nom, colonne=titre), COLONNE_MASQUEE())


def _exiger_sincere(archive: zipfile.ZipFile, fichier: str) -> None:
    """Refuse an archive that unpacks to too much; each part is unpacked once, to see that it does not lie."""
    taille = sum(membre.file_size for membre in archive.infolist())
    if taille > TAILLE_MAX:
        raise refuser(fichier, CLASSEUR_TROP_GROS(mo=mo(taille), max=mo(TAILLE_MAX)))
    if archive.testzip() is not None:
        raise zipfile.BadZipFile
    for nom, seul in _COMPTES.items():
        if nom in archive.namelist() and _compte_enorme(archive.read(nom), seul):
            raise refuser(fichier, CLASSEUR_MENTEUR())


def _compte_enorme(xml: bytes, combien: int | None) -> bool:
    """Tell whether an element, of so many first ones, announces more than any workbook holds."""
    return any(
        nom.endswith(("count", "Count")) and len(valeur) >= _CHIFFRES_MAX
        for _, element in islice(ET.iterparse(io.BytesIO(xml), ("start",)), combien)  # noqa: S314 - as above
        for nom, valeur in element.items()
    )


_CHIFFRES_MAX = 9


def _propriete(archive: zipfile.ZipFile, element: str, attribut: str) -> bool:
    """Tell whether ``xl/workbook.xml`` says yes to a property."""
    livre = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - expat refuses entities that explode
    return any(un.get(attribut) in ("1", "true") for un in livre.findall(f".//{{*}}{element}"))


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


def _mesurer(examen: ExamenDeFeuille, fichier: str, feuille: str) -> None:
    if examen.largeur * examen.hauteur > CELLULES_MAX:
        cellule = f"{lettres(examen.largeur - 1)}{examen.hauteur}"
        raise refuser(fichier, FEUILLE_TROP_GRANDE(cellule=cellule), feuille)


def _poser(cellules: list[list[Any]], ligne: int, colonne: int, valeur: object) -> None:
    """Write a cell that the library may have left out, at the end of what it read."""
    cellules.extend([] for _ in range(ligne + 1 - len(cellules)))
    cellules[ligne].extend([""] * (colonne + 1 - len(cellules[ligne])))
    cellules[ligne][colonne] = valeur
