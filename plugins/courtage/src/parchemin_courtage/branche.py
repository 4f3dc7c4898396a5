"""The branch, its certifying authority and its instances."""

from parchemin.plugin.types import Branche, Instance, Mission
from parchemin.referentiel.model import Source

_VOIES = Source("003", "voies")

COURTAGE = Branche(
    "courtage",
    "Courtage d'assurance",
    "CPNEFP du courtage d'assurance",
    (
        Instance("commission_evaluation", "Commission d'évaluation", (Mission.EVALUE, Mission.PROPOSE), _VOIES),
        Instance("jury_certification", "Jury de certification", (Mission.DECIDE, Mission.SIGNE), _VOIES),
        Instance("csca", "CSCA", (Mission.SIGNE,), _VOIES),
        Instance("cpnefp", "CPNEFP", (Mission.SIGNE,), _VOIES),
    ),
    documents=(("003", "guide des CQP du courtage d'assurance, mai 2017"),),
)
