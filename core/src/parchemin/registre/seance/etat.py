"""Where a séance stands."""

from enum import Enum


class Etat(Enum):
    """Open; locked, as another proclaimed what it proposed; proclaimed and locked; closed without effect."""

    OUVERTE = "ouverte"
    PROPOSEE = "proposee"
    PROCLAMEE = "proclamee"
    ANNULEE = "annulee"
