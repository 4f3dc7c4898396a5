"""The one way to write HTML: Jinja's templates in ``gabarits``, which escape whatever they are given.

A page is one file that needs no other: its styles and scripts stand in it, and its policy lets nothing else in.
`style.css` is what all pages share, those of a server as well.
"""

from base64 import b64encode
from collections.abc import Collection
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from parchemin.referentiel.francais import soigner

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def rendre(gabarit: str, **valeurs: object) -> bytes:
    """Return a page in UTF-8, its apostrophes curly; a value that the template does not get is an error."""
    ecrite = gabarits().get_template(gabarit).render(valeurs)
    return ecrite.replace("&#39;", "’").encode("utf-8")


@cache
def gabarits() -> "Environment":
    """Return the templates; Jinja is imported here, by the command that writes a page."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    trouves = Environment(
        loader=PackageLoader(__name__, "gabarits"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    trouves.globals |= {"texte": texte, "politique": politique}
    trouves.filters["soigner"] = soigner
    return trouves


@cache
def texte(nom: str) -> "Markup":
    """Return a style sheet or a script of ours, as it stands in a page."""
    from markupsafe import Markup

    return Markup(files(__name__).joinpath("gabarits", nom).read_text(encoding="utf-8"))  # noqa: S704 - ours


def politique(styles: Collection[str], scripts: Collection[str]) -> "Markup":
    """Return the content security policy of a page: these styles and scripts by their digest, and nothing else."""
    from markupsafe import Markup

    permis = [f"{quoi} 'none'" for quoi in ("default-src", "base-uri", "form-action")]
    permis += [
        " ".join((quoi, *map(_empreinte, noms)))
        for quoi, noms in (("style-src", styles), ("script-src", scripts))
        if noms
    ]
    return Markup("; ".join(permis))  # noqa: S704 - ours


def _empreinte(nom: str) -> str:
    return f"'sha256-{b64encode(sha256(texte(nom).encode()).digest()).decode()}'"
