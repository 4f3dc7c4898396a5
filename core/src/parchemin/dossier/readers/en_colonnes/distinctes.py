"""The different values of a column, so that each is read once however many rows hold it."""

from collections.abc import Sequence
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl

Rangs = NDArray[Any]
"""The rank of what each row holds: whole numbers, of whatever width."""

APERCU = 1000
"""In how many rows usual values are looked for."""

USUELLES_MAX = 8
"""Up to how many usual values, comparing with each of them costs less than hashing every cell."""

DISTINCTES_MAX = 200_000
"""Above so many different values in a column, reading each of them once saves nothing."""

COMBINAISONS_MAX = 1 << 24
"""How many different rows a table may have at most: the product of the different values of its columns."""

LONGUEUR_MAX = 1000
"""The longest text that is taken without asking the checked reader."""


class Renonce(Exception):
    """Something that columns do not understand for certain: the checked reader is to answer."""


@frozen(eq=False)
class Distinctes:
    """A column as its different values, and which of them each row has."""

    valeurs: Sequence[Any]
    rangs: Rangs


def distinctes(table: "pl.DataFrame") -> dict[str, Distinctes]:
    """Return the different values of each column of a table.

    :raises Renonce: a column has too many of them, or too long ones.
    """
    usuelles = {} if table.is_empty() else _usuelles(table)
    comparees = table.select(_comparer(nom, valeurs) for nom, valeurs in usuelles.items())
    lues = {
        colonne.name: _completer(colonne, usuelles[colonne.name], comparees[colonne.name].to_numpy())
        if colonne.name in usuelles
        else _compter(colonne)
        for colonne in table.iter_columns()
    }
    for colonne in lues.values():
        _exiger_courtes(colonne.valeurs)
    return lues


def _usuelles(table: "pl.DataFrame") -> dict[str, list[Any]]:
    """Return what the first rows hold, for each column of texts or of truths where it is little."""
    import polars as pl

    apercu = {
        colonne.name: colonne.unique().to_list()
        for colonne in table.head(APERCU).iter_columns()
        if colonne.dtype in (pl.String, pl.Boolean)
    }
    return {nom: valeurs for nom, valeurs in apercu.items() if len(valeurs) <= USUELLES_MAX}


def _comparer(nom: str, valeurs: Sequence[Any]) -> "pl.Expr":
    """Return the rank of a cell among some values, -1 where it is none of them."""
    import polars as pl

    rang, cellule = pl.lit(-1, pl.Int8), pl.col(nom)
    for numero, valeur in enumerate(valeurs):
        egale = cellule.is_null() if valeur is None else cellule == pl.lit(valeur)
        rang = pl.when(egale).then(pl.lit(numero, pl.Int8)).otherwise(rang)
    return rang.alias(nom)


def _completer(colonne: "pl.Series", valeurs: list[Any], rangs: Rangs) -> Distinctes:
    """Add the values of the cells that hold none of the usual ones."""
    autres = np.flatnonzero(rangs < 0)
    if not len(autres):
        return Distinctes(valeurs, rangs)
    suite = _compter(colonne.gather(autres))
    complets = rangs.astype(np.int32)
    complets[autres] = suite.rangs + len(valeurs)
    return Distinctes([*valeurs, *suite.valeurs], complets)


def _compter(colonne: "pl.Series") -> Distinctes:
    """Find the different values of any column: texts by the numbers of their categories, which are dense."""
    import polars as pl

    if colonne.dtype == pl.String:
        colonne = colonne.cast(pl.Categorical)
    if isinstance(colonne.dtype, pl.Categorical):
        return _par_numeros(colonne)
    uniques = colonne.unique().rename("valeur").to_frame().with_row_index("rang")
    toutes = colonne.rename("valeur").to_frame()
    trouves = toutes.join(uniques, on="valeur", how="left", nulls_equal=True, maintain_order="left")
    return Distinctes(uniques["valeur"].to_list(), trouves["rang"].to_numpy())


def _par_numeros(colonne: "pl.Series") -> Distinctes:
    """Find the different categories of a column by their numbers; none at all is one more."""
    physiques = colonne.to_physical()
    absent = int(str(physiques.max() or 0)) + 1
    numeros = physiques.fill_null(absent).to_numpy().astype(np.int64)
    une = np.full(absent + 1, -1)
    une[numeros] = np.arange(len(numeros))
    presents = np.flatnonzero(une >= 0)
    return Distinctes(colonne.gather(une[presents]).to_list(), _renumeroter(presents, absent + 1).take(numeros))


def _exiger_courtes(valeurs: Sequence[Any]) -> None:
    if len(valeurs) > DISTINCTES_MAX or any(isinstance(v, str) and len(v) > LONGUEUR_MAX for v in valeurs):
        raise Renonce


def combiner(colonnes: Sequence[Distinctes]) -> Distinctes:
    """Return the different rows of some columns side by side, each a tuple.

    :raises Renonce: there might be too many.
    """
    tailles = [len(colonne.valeurs) for colonne in colonnes]
    if (combien := prod(tailles)) > COMBINAISONS_MAX:
        raise Renonce
    cas = np.zeros(len(colonnes[0].rangs), np.int64)
    for colonne, taille in zip(colonnes, tailles, strict=True):
        cas = cas * taille + colonne.rangs
    presents = vues(cas, combien)
    rangs = np.unravel_index(presents, tailles)
    lues = ([c.valeurs[rang] for rang in siens] for c, siens in zip(colonnes, rangs, strict=True))
    return Distinctes([*zip(*lues, strict=True)], _renumeroter(presents, combien).take(cas))


def _renumeroter(presents: Rangs, combien: int) -> Rangs:
    """Return the rank of each number that occurs among those that do."""
    places = np.zeros(combien, np.int64)
    places[presents] = np.arange(len(presents))
    return places


def vues(numeros: Rangs, combien: int) -> Rangs:
    """Return which of so many numbers occur."""
    return np.flatnonzero(np.bincount(numeros, minlength=combien))
