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
)
