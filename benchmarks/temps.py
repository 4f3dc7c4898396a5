"""Timing, for the programs of this folder."""

from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")


def chronometrer(faire: Callable[[], T], fois: int = 3) -> tuple[T, float]:
    """Return the result and the best time of a few runs, in seconds."""
    meilleur = float("inf")
    for _ in range(fois):
        debut = perf_counter()
        resultat = faire()
        meilleur = min(meilleur, perf_counter() - debut)
    return resultat, meilleur
