"""The branch, who certifies, its instances, and what it delivers."""

from collections.abc import Iterator

from parchemin.api import Branche, Instance, Mission, ModeleTitre, Niveau, Source

CERTIFICATION = "metiers-art.createur"

_MISSIONS = (Mission.EVALUE, Mission.DECIDE, Mission.SIGNE)
_JURY = Instance("jury", "Jury des pairs", _MISSIONS, Source("règlement", "§1"))

_SANS = (("passerelles", "aucune équivalence n'est écrite"),)

BRANCHE = Branche("metiers-art", "Métiers d'art", "CPNEFP de la branche", (_JURY,), sans=_SANS)


def titres() -> Iterator[ModeleTitre]:
    """Yield the title of the whole, and that of a bloc, which is held for five years."""
    source = Source("règlement", "§6")
    yield ModeleTitre(CERTIFICATION, "cqp", "CQP Créateur de pièces d'exception", Niveau.EDITION, source)
    yield ModeleTitre(CERTIFICATION, "ccp", "Certificat de bloc", Niveau.BLOC, source, annees=5, si_partiel=True)
