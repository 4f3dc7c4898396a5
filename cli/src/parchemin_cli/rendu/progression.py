"""The progress bar of long work: on standard error, on a terminal, and nowhere else."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import track

T = TypeVar("T")


def suivre(suite: Iterable[T], quoi: str, total: int) -> Iterator[T]:
    """Yield each element of a sequence, and show how far it is."""
    console = Console(stderr=True)
    return iter(track(suite, quoi, total, console=console, transient=True, disable=not console.is_terminal))
