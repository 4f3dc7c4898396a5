"""What the branch gives to the host: each hook is handed over to the module of its concern."""

from importlib.resources import files

from parchemin.plugin import hookimpl
from parchemin.plugin.types import Branche, Exemple
from parchemin.referentiel.model import Edition
from parchemin.referentiel.toml import charger_editions
from parchemin_agirc_arrco import branche, jury, politique, titres, vae

API_VERSION = 1

_ICI = files("parchemin_agirc_arrco")

parchemin_politiques = hookimpl(politique.toutes)
parchemin_jurys = hookimpl(jury.toutes)
parchemin_recevabilites = hookimpl(vae.toutes)
parchemin_titres = hookimpl(titres.tous)


@hookimpl
def parchemin_branche() -> Branche:
    """Return the branch and its instances."""
    return branche.AGIRC_ARRCO


@hookimpl
def parchemin_editions() -> tuple[Edition, ...]:
    """Return the éditions of ``referentiels/``."""
    return charger_editions(_ICI / "referentiels")


@hookimpl
def parchemin_exemples() -> tuple[Exemple, ...]:
    """Return the séances of ``exemples/``."""
    exemples = _ICI / "exemples"
    return (Exemple("ce-2024", "Conseiller entreprise, mars 2025", "agirc-arrco.ce", exemples / "ce-2024"),)
