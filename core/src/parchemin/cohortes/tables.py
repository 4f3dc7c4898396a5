"""The tables of a séance as columns of Polars, from CSV and from Parquet, some rows at a time.

Nothing here repairs anything: a table that the checked readers might read otherwise is given up (`Renonce`).
"""

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from parchemin.dossier.readers.fichier import TAILLE_MAX, lire_octets
from parchemin.dossier.readers.rangees import dresser
from parchemin.dossier.readers.tableau import separateur_de

if TYPE_CHECKING:
    import polars as pl

Rangs = NDArray[np.int64]

CELLULES = 8_000_000
"""About how many cells of a Parquet file are in memory at a time."""

DISTINCTES_MAX = 200_000
"""Above so many different values in a column, reading each of them once saves nothing."""

LONGUEUR_MAX = 1000
"""The longest text that is taken without asking the checked reader."""

_CODE = r"^[\p{L}\p{N}](?:[\p{L}\p{N} ._/-]*[\p{L}\p{N}.])?$"
_LIBRE = r"[\p{L}\p{N}]"


class Renonce(Exception):
    """Something that columns do not understand for certain: the checked reader is to answer."""


@frozen(eq=False)
class Table:
    """A table: its columns under the names that the checked readers give them, and its rows, lot by lot."""

    entetes: tuple[str, ...]
    lots: Callable[[], "Iterator[pl.DataFrame]"]


@frozen(eq=False)
class Distinctes:
    """A column as its different values, and which of them each row has."""

    valeurs: Sequence[Any]
    rangs: Rangs


def ouvrir(chemin: Path) -> Table:
    """Open a table; its texts come as categories, but ``dossier``, ``nom`` and ``prenom``."""
    match chemin.suffix.lower():
        case ".csv":
            return _ouvrir_csv(chemin)
        case ".parquet":
            return _ouvrir_parquet(chemin)
    raise Renonce


def _ouvrir_parquet(chemin: Path) -> Table:
    import polars as pl

    if chemin.stat().st_size > TAILLE_MAX:
        raise Renonce
    source = pl.scan_parquet(chemin, glob=False)
    schema = source.collect_schema()
    if any(sorte.is_nested() or sorte.base_type() in (pl.Binary, pl.Object) for sorte in schema.values()):
        raise Renonce
    noms = _nommer(chemin, schema.names())
    categories = [pl.col(nom).cast(pl.Categorical) for nom, s in _repetes(schema, noms) if s == pl.String()]
    pas = max(1, CELLULES // len(noms))
    combien = int(source.select(pl.len()).collect().item())

    def lots() -> Iterator[pl.DataFrame]:
        for debut in range(0, combien, pas):
            lot = source.slice(debut, pas).with_columns(categories).collect()
            yield lot.rename(dict(zip(schema.names(), noms, strict=True)))

    return Table(noms, lots)


def _ouvrir_csv(chemin: Path) -> Table:
    """Open a CSV in UTF-8 of which both libraries see the same rows and cells."""
    import polars as pl

    contenu = lire_octets(chemin).removeprefix(b"\xef\xbb\xbf")
    tete, _, _ = contenu.partition(b"\n")
    titre = tete.decode().rstrip("\r")
    separateur, sautees = separateur_de(io.StringIO(titre))
    if sautees or not _est_simple(contenu, tete, separateur.encode()):
        raise Renonce
    ecrits = titre.split(separateur)
    noms = _nommer(chemin, ecrits)
    categories = {ecrit: pl.Categorical() for ecrit, _ in _repetes(dict.fromkeys(ecrits), noms)}

    def lots() -> Iterator[pl.DataFrame]:
        table = pl.read_csv(
            io.BytesIO(contenu), separator=separateur, infer_schema=False, schema_overrides=categories
        )
        if table.columns != ecrits:
            raise Renonce
        yield table.rename(dict(zip(ecrits, noms, strict=True)))

    return Table(noms, lots)


def _est_simple(contenu: bytes, tete: bytes, separateur: bytes) -> bool:
    """Tell whether lines are rows, and each quotation mark opens or closes a whole cell."""
    if b'"' in tete or b"\0" in contenu:
        return False
    if b"\r" in contenu and contenu.count(b"\r") != contenu.count(b"\r\n"):
        return False
    if not contenu.isascii():
        contenu.decode()
    return b'"' not in contenu or _guillemets_entiers(contenu, separateur)


def _guillemets_entiers(contenu: bytes, separateur: bytes) -> bool:
    """Tell whether quotation marks go by two, around whole cells of one line, and none stands within."""
    octets = np.frombuffer(contenu + b"\n", np.uint8)
    places = np.flatnonzero(octets == ord('"'))
    if len(places) % 2:
        return False
    ouvrants, fermants = places[::2], places[1::2]
    lignes = np.flatnonzero(octets == ord("\n"))
    return bool(
        np.isin(octets[ouvrants - 1], list(separateur + b"\n")).all()
        and np.isin(octets[fermants + 1], list(separateur + b"\r\n")).all()
        and (np.searchsorted(lignes, ouvrants) == np.searchsorted(lignes, fermants)).all()
    )


def _nommer(chemin: Path, ecrits: Sequence[str]) -> tuple[str, ...]:
    noms = dresser(chemin.name, "", [(1, ecrits)]).entetes
    if len(noms) != len(ecrits):
        raise Renonce
    return noms


def _repetes(schema: "Any", noms: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Yield the columns whose values come again and again, as they are written."""
    for (ecrit, sorte), nom in zip(schema.items(), noms, strict=True):
        if nom not in ("dossier", "nom", "prenom"):
            yield ecrit, sorte


def distinctes(colonne: "pl.Series") -> Distinctes:
    """Return the different values of a column.

    :raises Renonce: it has too many of them, or too long ones.
    """
    import polars as pl

    if isinstance(colonne.dtype, pl.Categorical):
        valeurs, rangs = _categories(colonne)
    else:
        uniques = colonne.unique().rename("valeur").to_frame().with_row_index("rang")
        toutes = colonne.rename("valeur").to_frame()
        trouves = toutes.join(uniques, on="valeur", how="left", nulls_equal=True, maintain_order="left")
        valeurs, rangs = uniques["valeur"].to_list(), trouves["rang"].cast(pl.Int64).to_numpy()
    if len(valeurs) > DISTINCTES_MAX or any(isinstance(v, str) and len(v) > LONGUEUR_MAX for v in valeurs):
        raise Renonce
    return Distinctes(valeurs, rangs)


def _categories(colonne: "pl.Series") -> tuple[list[Any], Rangs]:
    """Find the different categories by their numbers: nothing is compared."""
    numeros = colonne.to_physical()
    absent = int(str(numeros.max() or 0)) + 1
    tous = numeros.fill_null(absent).to_numpy()
    une = np.full(absent + 1, -1, np.int64)
    une[tous] = np.arange(len(tous))
    presents = np.flatnonzero(une >= 0)
    places = np.zeros(absent + 1, np.int64)
    places[presents] = np.arange(len(presents))
    return colonne.gather(une[presents]).to_list(), places[tous]


def vues(rangs: Rangs, combien: int) -> list[int]:
    """Return which of so many numbers occur."""
    return [int(rang) for rang in np.flatnonzero(np.bincount(rangs, minlength=combien))]


def exiger_codes(colonne: "pl.Series") -> None:
    """Check that every row holds a code that is text and reads as it is written; raise `Renonce`."""
    _exiger(colonne, _CODE)


def exiger_textes(colonne: "pl.Series") -> None:
    """Check that every row holds a text, which no spreadsheet gave as an error; raise `Renonce`."""
    _exiger(colonne, _LIBRE)
    if colonne.str.contains("#", literal=True).any():
        raise Renonce


def _exiger(colonne: "pl.Series", motif: str) -> None:
    import polars as pl

    bons = colonne.dtype == pl.String and not colonne.null_count() and colonne.str.contains(motif).all()
    if not bons or (len(colonne) and int(str(colonne.str.len_bytes().max())) > LONGUEUR_MAX):
        raise Renonce
