"""The branch, its certifying authority and its instances."""

from parchemin.plugin.types import Branche, Instance, Mission
from parchemin.referentiel.model import Source

AGIRC_ARRCO = Branche(
    "agirc-arrco",
    "Retraite complémentaire (Agirc-Arrco)",
    "CPNEF de la retraite complémentaire",
    (
        Instance(
            "cte",
            "CTE : experts métiers et formateurs",
            (
                Mission.EVALUE,
                Mission.PROPOSE,
            ),
            Source("000", "acteurs"),
        ),
        Instance("jury_paritaire", "Jury paritaire", (Mission.DECIDE,), Source("000", "acteurs")),
        Instance(
            "cpnef",
            "CPNEF",
            (
                Mission.SIGNE,
                Mission.RECOURS,
            ),
            Source("000", "acteurs"),
        ),
    ),
    documents=(("000", "webinaire « CQP Conseiller entreprise » de l'Agirc-Arrco, 3 octobre 2024"),),
)
