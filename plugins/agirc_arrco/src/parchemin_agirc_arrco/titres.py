"""What the CPNEF delivers: the parchemin of the CQP, or that of each bloc, which holds for five years."""

from collections.abc import Iterator

from parchemin.api import ModeleTitre, Niveau, Source
from parchemin_agirc_arrco.validite import CINQ_ANS, VALIDITE

_SIGNATAIRES = ("Présidence de la CPNEF",)


def tous() -> Iterator[ModeleTitre]:
    """Yield the titles of the only certification whose content is known."""
    yield ModeleTitre(
        "agirc-arrco.ce",
        "cqp",
        "CQP Conseiller Entreprise",
        Niveau.EDITION,
        Source("000", "acteurs"),
        signataires=_SIGNATAIRES,
    )
    yield ModeleTitre(
        "agirc-arrco.ce",
        "parchemin_bloc",
        "Bloc de compétences du CQP Conseiller Entreprise",
        Niveau.BLOC,
        CINQ_ANS,
        annees=VALIDITE.annees,
        signataires=_SIGNATAIRES,
        si_partiel=True,
    )
