"""In which zone days are counted: that of the people, whatever a machine keeps."""

import os
from collections.abc import Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from parchemin.errors import RegistreIndisponible
from parchemin.faits import Tournure

FUSEAU_INCONNU = Tournure(
    "fuseau_inconnu", "PARCHEMIN_FUSEAU : trouvé « {trouve} », attendu un fuseau, comme Europe/Paris"
)


def fuseau_par_defaut(environnement: Mapping[str, str] = os.environ) -> ZoneInfo:
    """Return the zone of a register to be created, and of commands: ``PARCHEMIN_FUSEAU``, else that of Paris.

    A machine often keeps the time of elsewhere; the day of an act is that of the people.

    :raises RegistreIndisponible: for what is no zone.
    """
    nom = environnement.get("PARCHEMIN_FUSEAU") or "Europe/Paris"
    try:
        return ZoneInfo(nom)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # unknown, or no name of a zone
        raise RegistreIndisponible(FUSEAU_INCONNU(trouve=nom)) from None
