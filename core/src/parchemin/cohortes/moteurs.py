"""The engines by name, each imported when it is asked for."""

from collections.abc import Callable, Mapping
from importlib import import_module

from parchemin.cohortes.model import Moteur
from parchemin.errors import CodeInconnu, plus_proche

EXPLIQUE = "explique"

MOTEURS: Mapping[str, str] = {
    EXPLIQUE: "parchemin.cohortes.explique:Explique",
    "colonnes": "parchemin.cohortes.colonnes:Colonnes",
    "distribue": "parchemin.cohortes.distribue:Distribue",
}
"""The class of each engine; it is built without arguments, but the explained one."""

AUTOMATIQUE = "colonnes"
"""The engine where none is asked for; the explained one stands in for the scenarios that it declines."""


def moteur(nom: str) -> Moteur:
    """Return an engine by its name; raise `CodeInconnu`."""
    if nom not in MOTEURS:
        raise CodeInconnu(f"moteur inconnu « {nom} »{plus_proche(nom, MOTEURS)}")
    module, _, classe = MOTEURS[nom].partition(":")
    trouve: Callable[[], Moteur] = getattr(import_module(module), classe)
    return trouve()
