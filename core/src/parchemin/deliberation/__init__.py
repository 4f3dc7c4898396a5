"""From a dossier to a proposition, and from a séance to its propositions. The jury decides; this proposes."""

from parchemin.deliberation.diffusion import restreindre
from parchemin.deliberation.model import (
    BlocPropose,
    DemandesAuRefus,
    InstanceDeRecours,
    Issue,
    ModeleTitre,
    Proposition,
    TitrePropose,
)
from parchemin.deliberation.proposer import Deliberation, Regimes, deliberer, enoncer, examiner_jury

__all__ = [
    "BlocPropose",
    "Deliberation",
    "DemandesAuRefus",
    "InstanceDeRecours",
    "Issue",
    "ModeleTitre",
    "Proposition",
    "Regimes",
    "TitrePropose",
    "deliberer",
    "enoncer",
    "examiner_jury",
    "restreindre",
]
