"""From a dossier to a proposition, and from a séance to its propositions. The jury decides; this proposes."""

from parchemin.deliberation.model import Alerte, BlocPropose, Issue, ModeleTitre, Proposition, TitrePropose
from parchemin.deliberation.proposer import Deliberation, Regimes, deliberer

__all__ = [
    "Alerte",
    "BlocPropose",
    "Deliberation",
    "Issue",
    "ModeleTitre",
    "Proposition",
    "Regimes",
    "TitrePropose",
    "deliberer",
]
