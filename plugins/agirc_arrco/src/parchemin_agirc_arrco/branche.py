"""The branch, its certifying authority and its instances."""

from parchemin.api import Branche, Contact, Instance, Mission, Source

_ACTEURS = Source("000", "acteurs")

AGIRC_ARRCO = Branche(
    "agirc-arrco",
    "Retraite complémentaire (Agirc-Arrco)",
    "CPNEF de la retraite complémentaire",
    (
        Instance("cte", "CTE : experts métiers et formateurs", (Mission.EVALUE, Mission.PROPOSE), _ACTEURS),
        Instance("jury_paritaire", "Jury paritaire", (Mission.DECIDE,), _ACTEURS),
        Instance("cpnef", "CPNEF", (Mission.DELIVRE, Mission.SIGNE, Mission.RECOURS), _ACTEURS),
        Instance(
            "centre_certification",
            "Centre de certification",
            (Mission.ORGANISE,),
            _ACTEURS,
            contact=Contact("certification@agirc-arrco.fr", "https://etinaire.formapulse.fr"),
        ),
    ),
    documents=(("000", "webinaire « CQP Conseiller Entreprise » de l'Agirc-Arrco, 3 octobre 2024"),),
    sans=(
        ("notes", "aucune épreuve n'y est notée par un barème"),
        ("passerelles", "le document n'écrit aucune équivalence"),
    ),
)
