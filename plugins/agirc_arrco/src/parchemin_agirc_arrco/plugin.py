"""What the branch gives to the host. Each hook hands over to the module of its concern."""

from importlib.resources import files

from parchemin.plugin import hookimpl
from parchemin.plugin.types import Branche
from parchemin.referentiel.model import Edition
from parchemin.referentiel.toml import charger_editions
from parchemin_agirc_arrco import branche

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
