"""What the CPNEFP delivers: the CQP, and a CCP for each bloc, acquired without limit of time."""

from collections.abc import Iterator

from parchemin.deliberation import ModeleTitre
from parchemin.referentiel.model import Niveau, Source

_CCP = Source("002", "§3.A", "le CCP est enregistré pour chaque bloc, que le CQP soit délivré ou non")


def tous() -> Iterator[ModeleTitre]:
    """Yield the titles of the certifications in blocs."""
    for certification, metier in (
        ("ucanss.cos", "Conseiller offres de services"),
        ("ucanss.gc", "Gestionnaire conseil"),
    ):
        yield ModeleTitre(certification, "cqp", f"CQP {metier}", Niveau.EDITION, Source("002", "§3.B"))
        yield ModeleTitre(certification, "ccp", f"CCP du CQP {metier}", Niveau.BLOC, _CCP)
