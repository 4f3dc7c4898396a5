"""The branch, its certifying authority and its instances."""

from parchemin.api import AvisArgumente, Branche, Instance, Mission, Source

_VOIES = Source("003", "voies")
_AVIS_ARGUMENTES = (
    AvisArgumente(Source("003", "voie de la VAE"), ("vae",)),
    AvisArgumente(Source("003", "voie des blocs"), ("blocs",)),
)

COURTAGE = Branche(
    "courtage",
    "Courtage d'assurance",
    "CPNEFP du courtage d'assurance",
    (
        Instance(
            "commission_evaluation",
            "Commission d'évaluation",
            (Mission.EVALUE, Mission.PROPOSE),
            _VOIES,
            avis_argumentes=_AVIS_ARGUMENTES,
        ),
        Instance(
            "jury_certification",
            "Jury de certification",
            (Mission.DECIDE, Mission.DELIVRE, Mission.SIGNE),
            _VOIES,
        ),
        Instance("csca", "CSCA", (Mission.SIGNE, Mission.ORGANISE), _VOIES),
        Instance("cpnefp", "CPNEFP", (Mission.SIGNE,), _VOIES),
    ),
    documents=(("003", "guide des CQP du courtage d'assurance, mai 2017"),),
    sans=(
        ("notes", "aucune épreuve n'y est notée par un barème"),
        ("passerelles", "le document n'écrit aucune équivalence"),
    ),
)
