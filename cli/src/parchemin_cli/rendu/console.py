"""The console of answers; everything else goes to standard error, by click."""

import sys
from typing import NoReturn

from rich.console import Console


class Ecran(Console):
    """A console that hands a reader who stops reading (``| head``) over to `main`, where that is no failure."""

    def on_broken_pipe(self) -> NoReturn:
        """Let the error through, instead of ending with 1."""
        raise BrokenPipeError


def sortie() -> Console:
    """Return the console of answers; off a terminal it neither colours nor breaks lines."""
    sur_ecran = sys.stdout is not None and sys.stdout.isatty()
    return Ecran(highlight=False) if sur_ecran else Ecran(width=100_000, highlight=False)
