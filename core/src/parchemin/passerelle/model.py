"""An equivalence between blocs or whole certifications, by their paths. Values only."""

from enum import Enum

from attrs import frozen

from parchemin.referentiel.model import Source


class Nature(Enum):
    """What a passerelle gives: the bloc itself, something for the jury to weigh, or a dispense."""

    DE_DROIT = "de_droit"
    A_APPRECIER = "a_apprecier"
    DISPENSE = "dispense"


@frozen
class Passerelle:
    """From what is held (``de``) to what it gives (``vers``), as paths ``certification@edition/bloc``."""

    de: str
    vers: str
    nature: Nature
    source: Source
