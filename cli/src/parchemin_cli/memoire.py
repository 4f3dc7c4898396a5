"""How memory is kept while a command makes many propositions: they all stand at once, and none is garbage.

A command is alone in its process and ends with it; the core, which serves others too, does nothing of the kind.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def sans_ramasse_miettes() -> Iterator[None]:
    """Pause the collector of cycles: a proposition adds none, and it would walk all of them time and again."""
    active = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if active:
            gc.enable()
