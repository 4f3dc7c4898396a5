"""What the branch gives to the host. Each hook hands over to the module of its concern."""

from collections.abc import Iterator
from importlib.resources import files

from parchemin.deliberation import ModeleTitre
from parchemin.plugin import hookimpl
from parchemin.plugin.types import Branche, Exemple
from parchemin.referentiel.model import Edition
from parchemin.referentiel.toml import charger_editions
from parchemin.regles import Politique
from parchemin_ucanss import branche, politique, titres

API_VERSION = 1

_ICI = files("parchemin_ucanss")


@hookimpl
def parchemin_branche() -> Branche:
    """Return the branch and its instances."""
    return branche.UCANSS


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
    """Return the CQP and the CCP."""
    return titres.tous()


@hookimpl
def parchemin_exemples() -> Iterator[Exemple]:
    """Return the séances of ``exemples/``."""
    exemples = _ICI / "exemples"
    yield Exemple("cos-2021", "Conseiller offres de services, mars 2022", "ucanss.cos", exemples / "cos-2021")
    yield Exemple("gc-2021", "Gestionnaire conseil, mars 2022", "ucanss.gc", exemples / "gc-2021")
    yield Exemple("gc-2013", "Gestionnaire conseil, décembre 2013", "ucanss.gc", exemples / "gc-2013")
    yield Exemple("gcar-2017", "Gestionnaire carrière, juin 2018", "ucanss.gcar", exemples / "gcar-2017")
