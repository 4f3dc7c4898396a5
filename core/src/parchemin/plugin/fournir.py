"""The hooks whose body is the same in most branches: a value, the folders of a package."""

from collections.abc import Callable, Iterable
from importlib.resources import files
from typing import TypeVar

from parchemin.plugin import hookimpl
from parchemin.plugin.types import Exemple
from parchemin.referentiel.model import Edition
from parchemin.referentiel.toml import charger_editions

T = TypeVar("T")


def fournir(valeur: T) -> Callable[[], T]:
    """Return a hook that gives a value: most often, the branch itself."""

    def donner() -> T:
        return valeur

    return hookimpl(donner)


def editions_de(paquet: str) -> Callable[[], Iterable[Edition]]:
    """Return a hook that reads the éditions of ``referentiels/``, a folder of a package, when the host loads."""
    return hookimpl(lambda: charger_editions(files(paquet) / "referentiels"))


def exemples_de(paquet: str, *exemples: tuple[str, str, str]) -> Callable[[], Iterable[Exemple]]:
    """Return a hook that gives the séances of ``exemples/``, a folder of a package.

    :param exemples: of each, the name of its folder, its title in French, the code of its certification.
    """
    return hookimpl(lambda: [Exemple(*dit, files(paquet) / "exemples" / dit[0]) for dit in exemples])
