"""The branch, its certifying authority and its instances."""

from parchemin.plugin.types import Branche, Instance, Mission
from parchemin.referentiel.model import Source

COURTAGE = Branche(
    "courtage",
    "Courtage d'assurance",
    "CPNEFP du courtage d'assurance",
    (
        Instance(
            "commission_evaluation", "Commission d'évaluation", (Mission.EVALUE,), Source("003", "voies")
        ),
        Instance("jury_certification", "Jury de certification", (Mission.DECIDE,), Source("003", "voies")),
    ),
)
