"""How long a branch keeps the dossiers of its candidates."""

from datetime import date

from attrs import frozen

from parchemin.referentiel.duree import Duree
from parchemin.referentiel.model import Source


@frozen
class Conservation:
    """How long a dossier is kept after its séance: neither shorter nor, once `base anonymiser` is run, longer."""

    duree: Duree
    source: Source

    def jusqu_au(self, seance: date) -> date:
        """Return the last day on which a dossier is kept."""
        return self.duree.apres(seance)

    def __str__(self) -> str:
        return f"dossiers gardés {self.duree} après la séance [{self.source}]"
