"""The console of answers; everything else goes to standard error, by click."""

import sys
from typing import NoReturn

from rich.console import Console


class Ecran(Console):
    """A console that a reader may stop reading: ``| head`` is no failure."""

    def on_broken_pipe(self) -> NoReturn:
        """End quietly, with 0."""
        self.quiet = True
        sys.stderr.close()
        raise SystemExit(0)


def sortie() -> Console:
    """Return the console of answers; off a terminal it neither colours nor breaks lines."""
    sur_ecran = sys.stdout is not None and sys.stdout.isatty()
    return Ecran(highlight=False) if sur_ecran else Ecran(width=100_000, highlight=False)
