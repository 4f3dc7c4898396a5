"""The branch, its certifying authority and its instances."""

from parchemin.api import AvisArgumente, Branche, Contact, Instance, Mission, Source

_EVALUE_ET_PROPOSE = (Mission.EVALUE, Mission.PROPOSE)

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
            avis_argumentes=(AvisArgumente(Source("001", "§6.1 ; 004 §V")),),
        ),
        Instance("jury_professionnel", "Jury professionnel", _EVALUE_ET_PROPOSE, Source("002", "§4.D")),
        Instance("jury_vae", "Jury VAE", _EVALUE_ET_PROPOSE, Source("002", "§4.C et §4.D ; 004 §VI")),
        Instance(
            "jury_paritaire_national",
            "Jury paritaire national",
            (Mission.DECIDE, Mission.DELIVRE),
            Source("002", "§4.D ; 001 §6.1 ; 004 §V"),
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
