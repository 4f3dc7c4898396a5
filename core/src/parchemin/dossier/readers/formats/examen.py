"""What a sheet holds that the reading library does not tell: formulas without a value, what is hidden, its size.

Each function goes once through the XML of one sheet, without building a tree of it.
"""

from collections.abc import Callable, Mapping
from xml.parsers import expat

from attrs import frozen

COLONNES_MAX = 16_384
"""How many columns a sheet may have."""

LIGNES_MASQUEES_MAX = 1_000
"""How many hidden rows of one mark are told."""

Place = tuple[int, int]
"""A row and a column, from 0."""

Attributs = Mapping[str, str]


@frozen
class ExamenDeFeuille:
    """What stands in a sheet beside its values.

    ``hauteur`` and ``largeur`` count the rows and the columns up to the farthest cell; ``erreurs`` gives what a
    formula that fails shows; ``sans_valeur`` are formulas that nobody has computed; rows and columns count from 0.
    """

    hauteur: int
    largeur: int
    erreurs: tuple[tuple[Place, str], ...] = ()
    sans_valeur: tuple[Place, ...] = ()
    lignes_masquees: tuple[int, ...] = ()
    colonnes_masquees: tuple[int, ...] = ()
    filtre: bool = False
    fusions: tuple[tuple[Place, Place], ...] = ()


def examiner_xlsx(xml: bytes, *, a_calculer: bool) -> ExamenDeFeuille:
    """Go through a sheet of an .xlsx.

    :param a_calculer: the workbook asks to be computed when it is opened: no zero in it is the value of a formula.
    """
    balayage = _Xlsx(a_calculer)
    _parcourir(xml, balayage.gestes(), balayage)
    return balayage.examen()


def examiner_ods(xml: bytes, feuille: str) -> ExamenDeFeuille:
    """Go through one table of the ``content.xml`` of an .ods."""
    balayage = _Ods(feuille)
    _parcourir(xml, balayage.gestes(), balayage)
    return balayage.examen()


def rang(lettres: str) -> int:
    """Return the rank (from 0) of a column, from its letters."""
    somme = 0
    for lettre in lettres.upper():
        somme = somme * 26 + ord(lettre) - ord("A") + 1
    return somme - 1


class _Balayage:
    """Hears of the elements of a sheet, in their order."""

    def __init__(self) -> None:
        self.texte: list[str] | None = None
        self.parseur = expat.ParserCreate()

    def ecouter(self) -> None:
        """Keep the text that comes, until the next element begins."""
        self.texte = []
        self.parseur.CharacterDataHandler = self.texte.append

    def entendu(self) -> str:
        """Return the text that came, and keep no more."""
        dit = "".join(self.texte or ()).strip()
        self.texte = self.parseur.CharacterDataHandler = None
        return dit


def _parcourir(xml: bytes, gestes: Mapping[str, Callable[[Attributs], None]], balayage: _Balayage) -> None:
    """Call the gesture of each element, by its name without prefix."""
    connus: dict[str, Callable[[Attributs], None] | None] = {}

    def debuter(nom: str, attributs: Attributs) -> None:
        if nom not in connus:
            connus[nom] = gestes.get(nom.rpartition(":")[2])
        if geste := connus[nom]:
            geste(attributs)

    balayage.parseur.StartElementHandler = debuter
    balayage.parseur.Parse(xml, True)


_CHIFFRES = "0123456789"
_VRAIS = ("1", "true")


class _Xlsx(_Balayage):
    """A sheet in SpreadsheetML (ECMA-376, part 1, §18.3)."""

    def __init__(self, a_calculer: bool) -> None:
        super().__init__()
        self.a_calculer = a_calculer
        self.numero, self.reference, self.genre = "0", "", ""
        self.ligne = self.colonne = -1
        self.formule = self.valeur = False
        self.hauteur, self.largeur, self.lettres = 0, 0, set[str]()
        self.erreurs: list[tuple[Place, str]] = []
        self.sans_valeur: list[Place] = []
        self.lignes_masquees: list[int] = []
        self.colonnes_masquees: list[int] = []
        self.filtre = False

    def gestes(self) -> dict[str, Callable[[Attributs], None]]:
        """Return what is heard."""
        return {
            "row": self._row,
            "c": self._c,
            "f": self._f,
            "v": self._v,
            "col": self._col,
            "filterColumn": self._filtrer,
        }

    def examen(self) -> ExamenDeFeuille:
        """Return what was found."""
        self._clore()
        largeur = max(map(rang, self.lettres), default=-1) + 1
        return ExamenDeFeuille(
            self.hauteur,
            max(largeur, self.largeur),
            tuple(self.erreurs),
            tuple(self.sans_valeur),
            tuple(self.lignes_masquees),
            tuple(self.colonnes_masquees),
            self.filtre,
        )

    def _row(self, attributs: Attributs) -> None:
        self._clore()
        self.numero = attributs.get("r") or str(self.ligne + 2)
        self.ligne, self.colonne = int(self.numero) - 1, -1
        self.hauteur = max(self.hauteur, self.ligne + 1)
        if attributs.get("hidden") in _VRAIS:
            self.lignes_masquees.append(self.ligne)

    def _c(self, attributs: Attributs) -> None:
        self._clore()
        self.reference, self.genre = attributs.get("r", ""), attributs.get("t", "")
        if self.reference:
            lettres = self.reference.rstrip(_CHIFFRES)
            self.lettres.add(lettres)
            if self.reference != lettres + self.numero:
                self.hauteur = max(self.hauteur, int(self.reference.removeprefix(lettres)))
        else:
            self.colonne += 1
            self.largeur = max(self.largeur, self.colonne + 1)

    def _f(self, _: Attributs) -> None:
        self.formule = True

    def _v(self, _: Attributs) -> None:
        self.valeur = True
        if self.formule or self.genre == "e":
            self.ecouter()

    def _clore(self) -> None:
        """Judge the cell that ends, if it is a formula or an error."""
        if self.formule or self.texte is not None:
            self._juger(self.entendu())
        self.formule = self.valeur = False

    def _juger(self, dit: str) -> None:
        colonne = rang(self.reference.rstrip(_CHIFFRES)) if self.reference else self.colonne
        if self.genre == "e" and dit:
            self.erreurs.append(((self.ligne, colonne), dit))
        elif self.formule and self._sans_valeur(dit):
            self.sans_valeur.append((self.ligne, colonne))

    def _sans_valeur(self, dit: str) -> bool:
        vide = not self.valeur or (not dit and self.genre != "str")
        return vide or (self.a_calculer and dit == "0")

    def _col(self, attributs: Attributs) -> None:
        if attributs.get("hidden") in _VRAIS:
            premiere, derniere = (int(attributs.get(nom, "1")) for nom in ("min", "max"))
            self.colonnes_masquees.extend(range(premiere - 1, min(derniere, COLONNES_MAX)))

    def _filtrer(self, _: Attributs) -> None:
        self._clore()
        self.filtre = True


class _Ods(_Balayage):
    """A table in OpenDocument (part 3, §9)."""

    def __init__(self, feuille: str) -> None:
        super().__init__()
        self.feuille, self.dedans = feuille, False
        self.ligne = self.colonne = self.fin_de_ligne = self.fin = -1
        self.hauteur = self.largeur = 0
        self.erreur = False
        self.place: Place = (0, 0)
        self.erreurs: list[tuple[Place, str]] = []
        self.sans_valeur: list[Place] = []
        self.lignes_masquees: list[int] = []
        self.colonnes_masquees: list[int] = []
        self.colonnes, self.filtre = 0, False
        self.fusions: list[tuple[Place, Place]] = []

    def gestes(self) -> dict[str, Callable[[Attributs], None]]:
        """Return what is heard."""
        return {
            "table": self._table,
            "table-row": self._row,
            "table-cell": self._cell,
            "covered-table-cell": self._cell,
            "table-column": self._column,
            "p": self._p,
            "filter": self._filtrer,
        }

    def examen(self) -> ExamenDeFeuille:
        """Return what was found."""
        self._clore()
        return ExamenDeFeuille(
            self.hauteur,
            self.largeur,
            tuple(self.erreurs),
            tuple(self.sans_valeur),
            tuple(self.lignes_masquees),
            tuple(self.colonnes_masquees),
            self.filtre,
            tuple(self.fusions),
        )

    def _table(self, attributs: Attributs) -> None:
        self._clore()
        self.dedans = attributs.get("table:name") == self.feuille

    def _column(self, attributs: Attributs) -> None:
        if self.dedans:
            combien = int(attributs.get("table:number-columns-repeated", "1"))
            if attributs.get("table:visibility", "visible") != "visible":
                self.colonnes_masquees.extend(range(self.colonnes, min(self.colonnes + combien, COLONNES_MAX)))
            self.colonnes += combien

    def _row(self, attributs: Attributs) -> None:
        self._clore()
        if not self.dedans:
            return
        self.ligne = self.fin + 1
        self.fin = self.fin + int(attributs.get("table:number-rows-repeated", "1"))
        self.colonne = 0
        if attributs.get("table:visibility", "visible") != "visible":
            self.lignes_masquees.extend(range(self.ligne, min(self.fin + 1, self.ligne + LIGNES_MASQUEES_MAX)))

    def _cell(self, attributs: Attributs) -> None:
        self._clore()
        if not self.dedans:
            return
        combien = int(attributs.get("table:number-columns-repeated", "1"))
        self.place = (self.ligne, self.colonne)
        self.colonne += combien
        if "office:value-type" in attributs or "table:formula" in attributs:
            self.hauteur, self.largeur = self.fin + 1, max(self.largeur, self.colonne)
        self.erreur = attributs.get("calcext:value-type") == "error"
        if "table:formula" in attributs and "office:value-type" not in attributs and not self.erreur:
            self.sans_valeur.append(self.place)
        bas = int(attributs.get("table:number-rows-spanned", "1"))
        droite = int(attributs.get("table:number-columns-spanned", "1"))
        if bas * droite > 1:
            self.fusions.append((self.place, (self.place[0] + bas - 1, self.place[1] + droite - 1)))

    def _p(self, _: Attributs) -> None:
        if self.erreur:
            self.ecouter()

    def _clore(self) -> None:
        if self.texte is not None:
            self.erreurs.append((self.place, self.entendu()))
        self.erreur = False

    def _filtrer(self, _: Attributs) -> None:
        self._clore()
        self.filtre = True
