"""Who may apply by experience: one year of the métier."""

from collections.abc import Iterator

from parchemin.api import RegleRecevabilite, Source
from parchemin_metiers_art.branche import CERTIFICATION


def toutes() -> Iterator[RegleRecevabilite]:
    """Yield the only rule."""
    source = Source("règlement", "§7")
    yield RegleRecevabilite(CERTIFICATION, source, "secrétariat de la CPNEFP", jours_etp=365, nature=source)
