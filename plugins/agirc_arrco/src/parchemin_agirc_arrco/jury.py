"""Who sits: the document names the CTE and the joint jury, and does not say how they are composed."""

from collections.abc import Iterator

from parchemin.api import Composition, Siege, Source

_ACTEURS = Source("000", "acteurs")


def toutes() -> Iterator[Composition]:
    """Yield both instances, open."""
    yield Composition(
        ("agirc-arrco.ce",),
        "cte",
        (Siege("expert_metier", "Expert métier"), Siege("formateur", "Formateur")),
        _ACTEURS,
        reserve="le document ne donne ni le nombre des membres du CTE ni son quorum",
    )
    yield Composition(
        ("agirc-arrco.ce",),
        "jury_paritaire",
        (Siege("membre", "Membre du jury paritaire"),),
        _ACTEURS,
        reserve="le document ne donne ni la composition du jury paritaire ni son quorum",
    )
