"""The conditions under which a VAE request is receivable, by date of deposit. Values only."""

from datetime import date

from attrs import frozen

from parchemin.referentiel.model import Source


@frozen
class RegleRecevabilite:
    """What is asked of a request deposited between two days, both included.

    ``jours_etp`` is the least experience in days of full-time equivalent, counted over the last
    ``fenetre_annees`` years before the deposit (over the whole life when that is ``None``).
    """

    certification: str
    source: Source
    decide_par: str
    depose_du: date | None = None
    depose_au: date | None = None
    jours_etp: int | None = None
    fenetre_annees: int | None = None
