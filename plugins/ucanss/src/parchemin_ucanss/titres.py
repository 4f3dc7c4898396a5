"""What the CPNEFP delivers: the CQP, and a CCP for each bloc, acquired without limit of time."""

from collections.abc import Iterator

from parchemin.api import ModeleTitre, Niveau, Source

CARRIERE = "Gestionnaire carrière"
CONSEIL = "Gestionnaire conseil de la Sécurité sociale"
OFFRES = "Conseiller offres de services de la Sécurité sociale"

_CCP = Source(
    "002",
    "§3.B",
    "le CQP est la capitalisation des CCP : chaque bloc a donc le sien, le CQP délivré ou non (§4.C le dit de la "
    "VAE) ; §3.A et §4.D ne remettent le document que pour une validation partielle",
)


def tous() -> Iterator[ModeleTitre]:
    """Yield the titles; Gestionnaire carrière and Gestionnaire conseil 2013 have no bloc to crown."""
    yield _cqp("ucanss.gcar", CARRIERE, "2017", Source("001", "§6.1"))
    yield _cqp("ucanss.gc", CONSEIL, "2013", Source("004", "§V"))
    for certification, metier in (("ucanss.cos", OFFRES), ("ucanss.gc", CONSEIL)):
        yield _cqp(certification, metier, "2021", Source("002", "§3.B"))
        ccp = f"CCP du CQP {metier}"
        yield ModeleTitre(certification, "ccp", ccp, Niveau.BLOC, _CCP, editions=("2021",), definitif=True)


def _cqp(certification: str, metier: str, edition: str, source: Source) -> ModeleTitre:
    return ModeleTitre(certification, "cqp", f"CQP {metier}", Niveau.EDITION, source, editions=(edition,))
