"""The engines by name, each imported when it is asked for."""

from collections.abc import Mapping
from importlib import import_module

from parchemin.cohortes.model import Moteur
from parchemin.errors import CodeInconnu, inconnu

EXPLIQUE = "explique"

MOTEURS: Mapping[str, str] = {
    EXPLIQUE: "parchemin.cohortes.calcul.explique",
    "colonnes": "parchemin.cohortes.calcul.colonnes",
    "distribue": "parchemin.cohortes.calcul.distribue",
}
"""The module of each engine, whose ``conclure`` it is."""

AUTOMATIQUE = "colonnes"
"""The engine where none is asked for."""


def moteur(nom: str) -> Moteur:
    """Return an engine by its name; raise `CodeInconnu`."""
    if nom not in MOTEURS:
        raise CodeInconnu(inconnu("moteur inconnu", nom, MOTEURS))
    trouve: Moteur = import_module(MOTEURS[nom]).conclure
    return trouve
