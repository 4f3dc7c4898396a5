"""Durations counted from date to date: from a day to the same day of the month, years or months later.

The last day is included, and a day that the month does not have becomes its last (29 February → 28), by analogy
with articles 641 and 642 of the code of civil procedure.
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import ClassVar

from attrs import frozen

from parchemin.faits import Mots, inscrire


@inscrire
@frozen
class Duree:
    """Years, months and days, in calendar units; a fact as well, which others hold."""

    annees: int = 0
    mois: int = 0
    jours: int = 0

    code: ClassVar[str] = "duree"

    def apres(self, depart: date) -> date:
        """Return the last day of a delay that starts on ``depart``."""
        return self._decaler(depart, 1)

    def avant(self, arrivee: date) -> date:
        """Return the last day on which something due this long before ``arrivee`` may be done."""
        return self._decaler(arrivee, -1)

    def _decaler(self, depart: date, sens: int) -> date:
        return _decaler(depart, sens * (self.annees * 12 + self.mois), sens * self.jours)

    def dire(self, mots: Mots) -> str:
        """Say the years, the months, the days."""
        return str(self)

    def __str__(self) -> str:
        parties = [
            f"{self.annees} an{'s' if self.annees > 1 else ''}" if self.annees else "",
            f"{self.mois} mois" if self.mois else "",
            f"{self.jours} jour{'s' if self.jours > 1 else ''}" if self.jours else "",
        ]
        return " ".join(partie for partie in parties if partie)


@lru_cache(maxsize=4096)
def _decaler(depart: date, mois: int, jours: int) -> date:
    """Move a day by months, then by days; a séance asks the same of dossier after dossier."""
    annee, rang = divmod(depart.year * 12 + depart.month - 1 + mois, 12)
    jour = min(depart.day, monthrange(annee, rang + 1)[1])
    return date(annee, rang + 1, jour) + timedelta(days=jours)
