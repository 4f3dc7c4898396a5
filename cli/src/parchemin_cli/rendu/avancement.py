"""The progress bar of long work, with an estimate: on standard error, on a terminal alone."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

T = TypeVar("T")


@contextmanager
def avancement(quoi: str, tailles: Sequence[int | None]) -> Iterator[Callable[[int], None]]:
    """Show on standard error how far a long work is; yield what hears of each part done.

    :param tailles: the sizes of what is to be done; where one is not known there is no estimate.
    """
    connues = [taille for taille in tailles if taille is not None]
    total = sum(connues) if len(connues) == len(tailles) else None
    ecran = Console(stderr=True)
    colonnes = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    sur_ecran = sys.stderr is not None and sys.stderr.isatty()
    with Progress(*colonnes, console=ecran, transient=True, disable=not sur_ecran) as barre:
        tache = barre.add_task(quoi, total=total)
        yield lambda combien: barre.advance(tache, combien)


def suivre(suite: Sequence[T], quoi: str) -> Iterator[T]:
    """Yield each element of a sequence, and show how far it is."""
    with avancement(quoi, [len(suite)]) as avancer:
        for element in suite:
            yield element
            avancer(1)
