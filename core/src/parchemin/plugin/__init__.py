"""Where a branch joins in.

A branch is a distribution with an entry point in the group ``parchemin.branches``::

    [project.entry-points."parchemin.branches"]
    essai = "parchemin_essai.plugin"

Its ``plugin`` module says for which version of this interface it was written, and implements the hooks that
it needs, none of which is mandatory::

    from parchemin.plugin import hookimpl

    API_VERSION = 1

    @hookimpl
    def parchemin_branche() -> Branche: ...

The hooks are in `parchemin.plugin.specs`, each with an implementation that works; what they return, besides
the types of the core, is in `parchemin.plugin.types`. `parchemin.plugin.host` calls each of them once.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import pluggy

F = TypeVar("F", bound=Callable[..., Any])

PROJET = "parchemin"
API_VERSION = 1

hookimpl: Callable[[F], F] = pluggy.HookimplMarker(PROJET)
"""Marks a function of a plugin as the implementation of the hook of the same name."""
