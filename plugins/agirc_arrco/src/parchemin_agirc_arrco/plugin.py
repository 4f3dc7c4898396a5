"""What the branch gives to the host. Each hook hands over to the module of its concern."""

from collections.abc import Iterator
from importlib.resources import files

from parchemin.deliberation import ModeleTitre
from parchemin.plugin import hookimpl
from parchemin.plugin.types import Branche, Exemple
from parchemin.referentiel.model import Edition
from parchemin.referentiel.toml import charger_editions
from parchemin.regles import Politique
from parchemin_agirc_arrco import branche, politique, titres

API_VERSION = 1

_ICI = files("parchemin_agirc_arrco")


@hookimpl
def parchemin_branche() -> Branche:
    """Return the branch and its instances."""
    return branche.AGIRC_ARRCO


@hookimpl
def parchemin_editions() -> tuple[Edition, ...]:
    """Return the éditions of ``referentiels/``."""
    return charger_editions(_ICI / "referentiels")


@hookimpl
def parchemin_politiques() -> Iterator[Politique]:
    """Return the policies of `politique`."""
    return politique.toutes()


@hookimpl
def parchemin_titres() -> Iterator[ModeleTitre]:
    """Return the titles of `titres`."""
    return titres.tous()


@hookimpl
def parchemin_exemples() -> Iterator[Exemple]:
    """Return the séances of ``exemples/``."""
    yield Exemple("ce-2024", "Conseiller entreprise, mars 2025", "agirc-arrco.ce", _ICI / "exemples" / "ce-2024")
