"""How the certification is deliberated: the portfolio bloc by bloc, then every bloc."""

from collections.abc import Iterator

from parchemin.api import Politique, Source, TousLesBlocs
from parchemin_metiers_art.branche import CERTIFICATION
from parchemin_metiers_art.echelle import Portfolio


def toutes() -> Iterator[Politique]:
    """Yield the policy that both voies share."""
    bloc = Portfolio(Source("règlement", "§3"))
    tout = TousLesBlocs(Source("règlement", "§4"))
    yield Politique(f"{CERTIFICATION}@2026", ("formation", "vae"), (tout,), bloc)
