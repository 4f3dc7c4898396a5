"""Parquet tables, whose cells have types: dates, numbers, lists are read as those of a workbook or a JSON are.

The first row is row 1: a Parquet file has no row of titles.
"""

import io
import subprocess
import sys
from typing import Any

from parchemin.dossier.readers.formats.fichier import refuser
from parchemin.dossier.readers.formats.tableau import Tableau, dresser
from parchemin.errors import ParcheminError
from parchemin.faits import Tournure

PARQUET_ILLISIBLE = Tournure(
    "parquet_illisible", "Parquet illisible : le fichier est tronqué, ou n'est pas un .parquet"
)
COLONNE_BINAIRE = Tournure("colonne_binaire", "colonne « {colonne} » en binaire : attendu du texte")
POLARS_ABSENT = Tournure(
    "polars_absent", "Parquet et les cohortes demandent Polars : pip install 'parchemin[cohortes]'"
)

_LIRE = "import io, sys, polars; polars.read_parquet(io.BytesIO(sys.stdin.buffer.read()))"
"""What a process of its own does first: a damaged file may end the one that reads it."""

PATIENCE = 120
"""For how many seconds that process may read: a file of the largest size takes some."""

EN_TETE = 0
"""The row of the names of the columns, which stand in no row."""


def lire_parquet(contenu: bytes, fichier: str) -> Tableau:
    """Read a Parquet file as a table.

    :raises ParcheminError: when the library that reads it is not installed.
    :raises DonneesInvalides: when it is none, is cut short, or holds what no cell can show.
    """
    polars = exiger_polars()
    exiger_decodable(contenu, fichier)
    try:
        table = polars.read_parquet(io.BytesIO(contenu))
    except (polars.exceptions.PolarsError, polars.exceptions.PanicException, OSError):
        raise refuser(fichier, PARQUET_ILLISIBLE()) from None
    opaques = [nom for nom, sorte in table.schema.items() if sorte.base_type() in (polars.Binary, polars.Object)]
    if opaques:
        raise refuser(fichier, COLONNE_BINAIRE(colonne=opaques[0]))
    lignes = ((rang, [_simple(cellule) for cellule in ligne]) for rang, ligne in enumerate(table.iter_rows(), 1))
    return dresser(fichier, "", [(EN_TETE, table.columns), *lignes])


def exiger_decodable(contenu: bytes, fichier: str) -> None:
    """Refuse a Parquet file whose reading fails, or ends its process: it is read in another one first."""
    commande = [sys.executable, "-c", _LIRE]
    try:
        essai = subprocess.run(  # noqa: S603 - ourselves, on a program that stands here
            commande, input=contenu, capture_output=True, check=False, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        raise refuser(fichier, PARQUET_ILLISIBLE()) from None
    if essai.returncode:
        raise refuser(fichier, PARQUET_ILLISIBLE())


def exiger_polars() -> Any:
    """Return the library of the extra ``cohortes``; raise `ParcheminError` when it is not installed."""
    try:
        import polars
    except ImportError:
        raise ParcheminError(POLARS_ABSENT()) from None
    return polars


def _simple(cellule: Any) -> Any:
    """Leave out of a struct what it does not hold: all rows of a column have the same fields."""
    if isinstance(cellule, dict):
        return {nom: valeur for nom, valeur in cellule.items() if valeur is not None}
    return cellule
