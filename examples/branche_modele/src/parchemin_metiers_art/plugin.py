"""What the branch gives to the host: each hook is handed over to the module of its concern."""

from importlib.resources import files

from parchemin.plugin import hookimpl
from parchemin.plugin.types import Branche, Exemple
from parchemin.referentiel.model import Edition
from parchemin.referentiel.toml import charger_editions
from parchemin_metiers_art import branche, jury, politique, vae

API_VERSION = 1

_ICI = files("parchemin_metiers_art")

parchemin_politiques = hookimpl(politique.toutes)
parchemin_jurys = hookimpl(jury.toutes)
parchemin_recevabilites = hookimpl(vae.toutes)
parchemin_titres = hookimpl(branche.titres)


@hookimpl
def parchemin_branche() -> Branche:
    """Return the branch and its instances."""
    return branche.BRANCHE


@hookimpl
def parchemin_editions() -> tuple[Edition, ...]:
    """Return the éditions of ``referentiels/``."""
    return charger_editions(_ICI / "referentiels")


@hookimpl
def parchemin_exemples() -> tuple[Exemple, ...]:
    """Return the séances of ``exemples/``."""
    dossier = _ICI / "exemples" / "createur-2026"
    return (Exemple("createur-2026", "Créateur, juin 2026", branche.CERTIFICATION, dossier),)
