"""The branch, its certifying authority and its instances."""

from parchemin.plugin.types import Branche, Instance, Mission
from parchemin.referentiel.model import Source

UCANSS = Branche(
    "ucanss",
    "Régime général de la Sécurité sociale (Ucanss)",
    "CPNEFP du Régime général de Sécurité sociale",
    (
        Instance("jury_local", "Jury local", (Mission.EVALUE, Mission.PROPOSE), Source("001", "§6.1 ; 004 §V")),
        Instance(
            "jury_professionnel",
            "Jury professionnel",
            (Mission.EVALUE, Mission.PROPOSE),
            Source("002", "§4.D"),
        ),
        Instance(
            "jury_vae", "Jury VAE", (Mission.EVALUE, Mission.PROPOSE), Source("002", "§4.C et §4.D ; 004 §VI")
        ),
        Instance(
            "jury_paritaire_national",
            "Jury paritaire national",
            (Mission.DECIDE,),
            Source("002", "§4.D ; 001 §6.1 ; 004 §V"),
        ),
    ),
    documents=(
        ("001", "référentiel du CQP Gestionnaire carrière, CPNEFP, 12 octobre 2017"),
        ("002", "lettre de l'Ucanss LI0796 sur les CQP COS et GC, 20 septembre 2021"),
        ("004", "note de l'Ucanss sur le CQP Gestionnaire conseil, 2013"),
    ),
)
