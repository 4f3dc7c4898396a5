"""What the branch gives to the host: each hook is handed over to the module of its concern."""

from importlib.resources import files

from parchemin.plugin import hookimpl
from parchemin.plugin.types import Branche, Exemple
from parchemin.referentiel.model import Edition
from parchemin.referentiel.toml import charger_editions
from parchemin_ucanss import branche, jury, passerelles, politique, titres, vae

API_VERSION = 1

_ICI = files("parchemin_ucanss")

parchemin_politiques = hookimpl(politique.toutes)
parchemin_jurys = hookimpl(jury.toutes)
parchemin_recevabilites = hookimpl(vae.toutes)
parchemin_passerelles = hookimpl(passerelles.toutes)
parchemin_titres = hookimpl(titres.tous)


@hookimpl
def parchemin_branche() -> Branche:
    """Return the branch and its instances."""
    return branche.UCANSS


@hookimpl
def parchemin_editions() -> tuple[Edition, ...]:
    """Return the éditions of ``referentiels/``."""
    return charger_editions(_ICI / "referentiels")


@hookimpl
def parchemin_exemples() -> tuple[Exemple, ...]:
    """Return the séances of ``exemples/``."""
    exemples = _ICI / "exemples"
    return (
        Exemple("cos-2021", "Conseiller offres de services, mars 2022", "ucanss.cos", exemples / "cos-2021"),
        Exemple("gc-2021", "Gestionnaire conseil, mars 2022", "ucanss.gc", exemples / "gc-2021"),
        Exemple("gc-2013", "Gestionnaire conseil, décembre 2013", "ucanss.gc", exemples / "gc-2013"),
        Exemple("gcar-2017", "Gestionnaire carrière, juin 2018", "ucanss.gcar", exemples / "gcar-2017"),
    )
