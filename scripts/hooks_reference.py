"""Write the reference of the hooks, `docs/reference/hooks.md`, from their docstrings."""

import inspect
import re
from pathlib import Path
from typing import get_type_hints

from parchemin.plugin import API_VERSION
from parchemin.plugin.chargement import HOOKS

FICHIER = Path(__file__).parents[1] / "docs" / "reference" / "hooks.md"
TETE = f"""# The hooks

A plugin of this version of the interface says `API_VERSION = {API_VERSION}`. Each hook is a function of its
module, marked `@hookimpl` and without parameters; none is mandatory. This page is written from the docstrings of
`parchemin.plugin.specs` by `scripts/hooks_reference.py`.
"""


def reference() -> str:
    """Return the page."""
    return "\n".join([TETE, *(_section(nom) for nom in HOOKS)])


def _section(nom: str) -> str:
    rendu = str(get_type_hints(HOOKS[nom])["return"])
    type_ = re.sub(r"<class '(.*)'>", r"\1", rendu).removeprefix("collections.abc.")
    prose, exemple = (inspect.getdoc(HOOKS[nom]) or "").split("::\n", 1)
    code = "\n".join(ligne.removeprefix("    ") for ligne in exemple.strip("\n").splitlines())
    dit = re.sub(r"``(.+?)``", r"`\1`", prose.strip())
    return f"## `{nom}`\n\nReturns `{type_}`.\n\n{dit.rstrip(':.')}.\n\n```python\n{code}\n```\n"


if __name__ == "__main__":
    FICHIER.write_text(reference(), encoding="utf-8")
