"""Who sits in the commission d'évaluation and in the jury de certification (document 003)."""

from collections.abc import Iterator

from parchemin.api import CollegesPresents, Composition, Siege, Source

_CQP = ("courtage.cdc", "courtage.gest-adp", "courtage.gest-iard")
_VOIES = Source("003", "voies")
_JURY = Source("003", "voies", "le quorum compte des personnes : le président de la CPNEFP peut déjà siéger")
_COLLEGES = Source("003", "voies", "le quorum n'exige pas la parité : un collège absent est une alerte")

_DEUX_COLLEGES = CollegesPresents(
    (("organisation_syndicale", "collège syndical"), ("college_patronal", "collège patronal")), _COLLEGES
)


def toutes() -> Iterator[Composition]:
    """Yield both instances."""
    yield Composition(
        _CQP,
        "commission_evaluation",
        (
            Siege("delegue_jury", "Délégué du jury de certification", 2, 2),
            Siege("observateur_of", "Représentant de l'organisme de formation, sans voix", 0, 1, voix=False),
        ),
        _VOIES,
        designe_par="jury de certification",
    )
    yield Composition(
        _CQP,
        "jury_certification",
        (
            Siege("organisation_syndicale", "Organisation syndicale", 0, 5),
            Siege("college_patronal", "Collège patronal", 0, 5),
            Siege("expert_formation", "Expert de la formation professionnelle", 0, 2),
            Siege("organisme_formation", "Organisme de formation", 0, 1),
            Siege("president_cpnefp", "Président de la CPNEFP", 0, 1),
        ),
        _JURY,
        quorum=4,
        regles=(_DEUX_COLLEGES,),
    )
