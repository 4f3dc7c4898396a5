"""The branch, its certifying authority and its instances."""

from parchemin.api import AvisArgumente, Branche, Contact, Instance, Mission, Source

_EVALUE_ET_PROPOSE = (Mission.EVALUE, Mission.PROPOSE)

_AVIS_ARGUMENTES = (
    AvisArgumente(Source("001", "§6.1"), editions=("ucanss.gcar@2017",)),
    AvisArgumente(Source("004", "§V"), editions=("ucanss.gc@2013",)),
)
_EN_BLOCS = AvisArgumente(Source("002", "§2 et §4.D"), editions=("ucanss.cos@2021", "ucanss.gc@2021"))


def _preconise(section: str) -> tuple[AvisArgumente, ...]:
    """Return where a jury advises what comes next: in VAE for Gestionnaire carrière, in both voies since 2021."""
    return (AvisArgumente(Source("001", section), ("vae",), ("ucanss.gcar@2017",)), _EN_BLOCS)


UCANSS = Branche(
    "ucanss",
    "Régime général de la Sécurité sociale (Ucanss)",
    "CPNEFP du Régime général de Sécurité sociale",
    (
        Instance(
            "jury_local",
            "Jury local",
            _EVALUE_ET_PROPOSE,
            Source("001", "§6.1 ; 004 §V"),
            avis_argumentes=_AVIS_ARGUMENTES,
            preconise=_preconise("§7.3"),
        ),
        Instance(
            "jury_professionnel",
            "Jury professionnel",
            _EVALUE_ET_PROPOSE,
            Source("002", "§4.D"),
            preconise=(_EN_BLOCS,),
        ),
        Instance(
            "jury_vae",
            "Jury VAE",
            _EVALUE_ET_PROPOSE,
            Source("002", "§4.C et §4.D ; 004 §VI"),
            preconise=(_EN_BLOCS,),
        ),
        Instance(
            "jury_paritaire_national",
            "Jury paritaire national",
            (Mission.DECIDE, Mission.DELIVRE),
            Source("002", "§4.D ; 001 §6.1 ; 004 §V"),
            preconise=_preconise("§6.1"),
        ),
        Instance(
            "ucanss",
            "Ucanss",
            (Mission.ORGANISE,),
            Source("002", "§4.D ; 001 §7"),
            contact=Contact("formation@ucanss.fr", "www.ucanss.fr"),
        ),
    ),
    documents=(
        ("001", "référentiel du CQP Gestionnaire carrière"),
        ("002", "lettre de l'Ucanss sur les CQP COS et GC rénovés en blocs, 20 septembre 2021"),
        ("004", "note sur le CQP Gestionnaire conseil de la Sécurité sociale, 2013"),
    ),
)
