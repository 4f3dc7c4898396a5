"""Cutting what comes one by one into what one query is about."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

LOT = 500
"""How many persons, or dossiers, one query is about."""


def lots(suite: Iterable[T]) -> Iterator[list[T]]:
    """Cut what comes one by one into pieces of `LOT`."""
    reste = iter(suite)
    while lot := list(islice(reste, LOT)):
        yield lot
