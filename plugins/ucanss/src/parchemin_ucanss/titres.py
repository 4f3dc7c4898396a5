"""What the CPNEFP delivers: the CQP, and a CCP for each bloc, acquired without limit of time."""

from collections.abc import Iterator

from parchemin.deliberation import ModeleTitre
from parchemin.referentiel.model import Niveau, Source

_CCP = Source("002", "§3.A", "le CCP est enregistré pour chaque bloc, que le CQP soit délivré ou non")


def tous() -> Iterator[ModeleTitre]:
    """Yield the titles; Gestionnaire carrière and Gestionnaire conseil 2013 have no bloc to crown."""
    yield _cqp("ucanss.gcar", "Gestionnaire carrière", "2017", Source("001", "§6.1"))
    yield _cqp("ucanss.gc", "Gestionnaire conseil", "2013", Source("004", "§V"))
    for certification, metier in (
        ("ucanss.cos", "Conseiller offres de services"),
        ("ucanss.gc", "Gestionnaire conseil"),
    ):
        yield _cqp(certification, metier, "2021", Source("002", "§3.B"))
        ccp = f"CCP du CQP {metier}"
        yield ModeleTitre(certification, "ccp", ccp, Niveau.BLOC, _CCP, editions=("2021",))


def _cqp(certification: str, metier: str, edition: str, source: Source) -> ModeleTitre:
    return ModeleTitre(certification, "cqp", f"CQP {metier}", Niveau.EDITION, source, editions=(edition,))
