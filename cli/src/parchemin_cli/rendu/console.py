"""The consoles: answers on standard output, everything else on standard error."""

import shutil
import sys

from rich.console import Console


def sortie() -> Console:
    """Return the console of answers; in a pipe it neither colours nor breaks lines."""
    largeur = shutil.get_terminal_size().columns if sys.stdout.isatty() else 200
    return Console(width=largeur, highlight=False)


def a_cote() -> Console:
    """Return the console of progress and warnings."""
    return Console(stderr=True, highlight=False)
