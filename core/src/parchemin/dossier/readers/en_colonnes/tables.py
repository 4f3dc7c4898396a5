"""The tables of a séance as columns of Polars, from CSV and from Parquet.

Nothing here repairs anything: a table that the checked readers might read otherwise is given up (`Renonce`).
"""

import csv
import io
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from parchemin.dossier.readers.en_colonnes.distinctes import (
    LONGUEUR_MAX,
    Distinctes,
    Rangs,
    Renonce,
    combiner,
    distinctes,
)
from parchemin.dossier.readers.entetes import est_entete
from parchemin.dossier.readers.formats.csv import separateur_de
from parchemin.dossier.readers.formats.fichier import exiger_lisible, lire_octets
from parchemin.dossier.readers.formats.parquet import exiger_decodable
from parchemin.dossier.readers.formats.tableau import Tableau, dresser
from parchemin.dossier.readers.valeurs import nom_propre, texte, vide

if TYPE_CHECKING:
    import polars as pl

CELLULES = 4_000_000
"""About how many cells of a Parquet file are in memory at a time."""

TRANCHE = 1 << 18
"""How many bytes are looked at at a time."""

PROPRES = ("dossier", "candidat")
"""The columns of observations in which no two rows hold the same."""

_SANS = "\0"
"""What separates nothing in a text."""


@frozen(eq=False, slots=False)
class Table:
    """A table: the names that the checked readers give its columns, and what reads it; the separator of a CSV."""

    chemin: Path
    entetes: tuple[str, ...]
    charger: "Callable[[], pl.LazyFrame]"
    separateur: str = ""

    @cached_property
    def _source(self) -> "pl.LazyFrame":
        return self.charger()

    def lire(self, noms: Sequence[str]) -> "pl.DataFrame":
        """Read some columns whole."""
        return self._source.select(noms).collect()

    def retenir(self, voulus: Collection[str]) -> "pl.DataFrame":
        """Read the rows of some dossiers."""
        import polars as pl

        return self._source.filter(pl.col("dossier").is_in(list(voulus))).collect()

    def paquets(self, noms: Sequence[str]) -> "Iterator[pl.DataFrame]":
        """Read some columns whole, a few at a time."""
        pas = max(1, CELLULES // max(1, self._hauteur))
        for debut in range(0, len(noms), pas):
            yield self.lire(noms[debut : debut + pas])

    def suites(self) -> "Iterator[tuple[pl.Series, Distinctes]]":
        """Read some rows at a time: their codes, and their other cells, each different row once.

        A CSV whose codes come first is cut after them: what follows is a few texts, which come again and again.
        """
        if self.separateur and self.entetes[0] == "dossier":
            coupees = _couper(self.chemin, self.separateur)
            fins = distinctes(coupees.select("fin"))["fin"]
            lues = _lire_fins(fins.valeurs, self.separateur, len(self.entetes) - 1)
            yield coupees["code"], Distinctes(lues, fins.rangs)
            return
        pas = CELLULES // len(self.entetes)
        for debut in range(0, self._hauteur, pas):
            lot = self._source.slice(debut, pas).collect()
            yield lot["dossier"], combiner([*distinctes(lot.drop("dossier")).values()])

    @cached_property
    def _hauteur(self) -> int:
        import polars as pl

        return int(self._source.select(pl.len()).collect().item())


def ouvrir(chemin: Path, *, categories: bool = False) -> Table:
    """Open a table, of which nothing is read but its titles.

    :param categories: read the texts of a CSV as categories: cheaper where many columns hold the same few words.
    """
    exiger_lisible(chemin)
    match chemin.suffix.lower():
        case ".csv":
            return _ouvrir_csv(chemin, categories=categories)
        case ".parquet":
            return _ouvrir_parquet(chemin)
    raise Renonce


def extraire(voulus: Collection[str], chemin: Path, _nom: str) -> Tableau:
    """Return the rows of some dossiers of a table, as the checked reader does but for their numbers.

    :raises Renonce: their table is not plainly that of the checked reader.
    """
    table = ouvrir(chemin)
    if "dossier" not in table.entetes:
        raise Renonce
    titres = {nom: nom for nom in table.entetes}
    return Tableau(chemin.name, "", titres, [*enumerate(table.retenir(voulus).iter_rows(), 1)])


def _ouvrir_parquet(chemin: Path) -> Table:
    import polars as pl

    exiger_decodable(lire_octets(chemin), chemin.name)
    source = pl.scan_parquet(chemin, glob=False)
    schema = source.collect_schema()
    if any(sorte.is_nested() or sorte.base_type() in (pl.Binary, pl.Object) for sorte in schema.values()):
        raise Renonce
    noms = _nommer(chemin, schema.names())
    return Table(chemin, noms, lambda: source.rename(dict(zip(schema.names(), noms, strict=True))))


def _ouvrir_csv(chemin: Path, *, categories: bool) -> Table:
    import polars as pl

    with chemin.open("rb") as octets:
        titre = octets.readline().decode("utf-8-sig").removesuffix("\n").removesuffix("\r")
    separateur, sautees = separateur_de(io.StringIO(titre))
    if sautees or "\r" in titre or '"' in titre:
        raise Renonce
    ecrits = titre.split(separateur)
    noms = _nommer(chemin, ecrits)
    types = {ecrit: pl.Categorical() for ecrit, nom in zip(ecrits, noms, strict=True) if nom not in PROPRES}
    schema = types if categories else {}

    def charger() -> pl.LazyFrame:
        table = _lire_csv(lire_octets(chemin), separateur, schema)
        if table.columns != ecrits:
            raise Renonce
        return table.rename(dict(zip(ecrits, noms, strict=True))).lazy()

    return Table(chemin, noms, charger, separateur)


def _nommer(chemin: Path, ecrits: Sequence[str]) -> tuple[str, ...]:
    noms = dresser(chemin.name, "", [(1, ecrits)]).entetes
    if len(noms) != len(ecrits) or not est_entete(noms):
        raise Renonce
    return noms


def _lire_csv(contenu: bytes, separateur: str, types: "Mapping[str, pl.DataType]") -> "pl.DataFrame":
    """Read a CSV in UTF-8 of which both libraries see the same rows and cells."""
    import polars as pl

    if not _est_simple(contenu, separateur.encode()):
        raise Renonce
    return pl.read_csv(contenu, separator=separateur, infer_schema=False, schema_overrides=types)


def _est_simple(contenu: bytes, separateur: bytes) -> bool:
    """Tell whether lines are rows, and each quotation mark opens or closes a whole cell."""
    if b"\0" in contenu:
        return False
    if b"\r" in contenu and contenu.count(b"\r") != contenu.count(b"\r\n"):
        return False
    return b'"' not in contenu or _guillemets_entiers(contenu, separateur)


def _guillemets_entiers(contenu: bytes, separateur: bytes) -> bool:
    """Tell whether quotation marks go by two, around whole cells of one line, and none stands within."""
    octets = np.frombuffer(contenu, np.uint8)
    reperes = np.concatenate([_reperes(octets, debut) for debut in range(0, len(octets), TRANCHE)])
    rangs = np.flatnonzero(octets[reperes] == ord('"'))
    if len(rangs) % 2:
        return False
    avant = octets.take(reperes[rangs[::2]] - 1)
    apres = octets.take(reperes[rangs[1::2]] + 1, mode="clip")  # at the end of the file, the mark itself
    return bool(
        (np.diff(rangs)[::2] == 1).all()
        and np.isin(avant, list(separateur + b"\n")).all()
        and np.isin(apres, list(separateur + b'\r\n"')).all()
    )


def _reperes(octets: NDArray[np.uint8], debut: int) -> Rangs:
    """Return where quotation marks and ends of lines stand, in some bytes: few enough to stay in the cache."""
    tranche = octets[debut : debut + TRANCHE]
    return debut + np.flatnonzero((tranche == ord('"')) | (tranche == ord("\n")))


def _couper(chemin: Path, separateur: str) -> "pl.DataFrame":
    """Return the first cell of each line of a CSV, in bytes, and its end: what follows the first separator."""
    import polars as pl

    lignes = pl.read_csv(
        chemin,
        separator=_SANS,
        quote_char=None,
        has_header=False,
        skip_rows=1,
        new_columns=["ligne"],
        infer_schema=False,
        glob=False,
    ).drop_nulls()
    places = lignes["ligne"].str.find(separateur, literal=True)
    if places.null_count():
        raise Renonce
    premiere, derniere = int(str(places.min())), int(str(places.max()))
    ou = pl.lit(premiere) if premiere == derniere else pl.lit(places)  # codes have one length, most often
    octets = pl.col("ligne").cast(pl.Binary)
    return lignes.select(code=octets.bin.head(ou), fin=octets.bin.slice(ou + 1).cast(pl.String))


def _lire_fins(fins: Sequence[str], separateur: str, combien: int) -> list[list[str]]:
    """Read the cells at the end of some lines as the checked reader does, so many of them at most."""
    try:
        lues = list(csv.reader((fin.removesuffix("\r") for fin in fins), delimiter=separateur, strict=True))
    except csv.Error:
        raise Renonce from None
    deborde = any(len(lue) > combien for lue in lues)
    if len(lues) != len(fins) or deborde or any("\r" in fin[:-1] for fin in fins):
        raise Renonce
    return [[*lue, *[""] * (combien - len(lue))] for lue in lues]


def exiger_codes(colonne: "pl.Series") -> None:
    """Check that every row holds a code that is text and reads as it is written; raise `Renonce`."""
    _exiger_textes(colonne)
    if colonne.str.contains(r"^[0-9]([.,][0-9]+)?[eE]\+[0-9]+$").any():
        raise Renonce
    for douteux in colonne.filter(~colonne.str.contains(r"^[0-9A-Za-z][#-~]*$")):
        if vide(douteux) or texte(douteux) != douteux or '"' in douteux:
            raise Renonce


def cles_de_codes(codes: "pl.Series") -> "pl.Series":
    """Return codes without what leaves two of them near: their case, and their leading zeros."""
    return codes.str.to_lowercase().str.strip_chars_start("0")


def exiger_noms(colonne: "pl.Series") -> None:
    """Check that every row holds a text that is not empty, and that the checked reader takes; raise `Renonce`.

    One that is of Latin letters and signs, and begins with a letter, is plainly such a text.
    """
    _exiger_textes(colonne)
    for douteux in colonne.filter(~colonne.str.contains(r"^[A-Za-zÀ-ÿ][ -~À-ÿ]*$")):
        if vide(douteux) or not nom_propre(douteux):
            raise Renonce


def _exiger_textes(colonne: "pl.Series") -> None:
    import polars as pl

    if colonne.dtype != pl.String or colonne.null_count():
        raise Renonce
    if len(colonne) and int(str(colonne.str.len_bytes().max())) > LONGUEUR_MAX:
        raise Renonce
