"""Négoce des matériaux: two evaluators, no one decisive; an UC is held five years."""

from pathlib import Path

from parchemin.api import (
    AvisPropre,
    Branche,
    Concordance,
    Instance,
    Mission,
    ModeleTitre,
    Niveau,
    Part,
    Politique,
    Source,
    TousLesBlocs,
    charger_editions,
    fournir,
    hookimpl,
)

API_VERSION = 1
SOURCE = Source("accord", "art. 4")
DEUX = Concordance(("entreprise", "agree"), "", AvisPropre(SOURCE), SOURCE)
INSTANCES = (
    Instance("jury", "Jury", (Mission.PROPOSE,), SOURCE),
    Instance("cpnefp", "CPNEFP", (Mission.DECIDE, Mission.SIGNE), SOURCE),
)

parchemin_branche = fournir(Branche("negoce", "Négoce des matériaux", "CPNEFP", INSTANCES))
parchemin_editions = hookimpl(lambda: charger_editions(Path(__file__).parent / "referentiels"))
parchemin_politiques = fournir(
    [
        Politique(
            "negoce.cqp@2023",
            ("dossier",),
            (TousLesBlocs(SOURCE),),
            Part(Niveau.COMPETENCE, "100 %", SOURCE, chacune=DEUX),
        )
    ]
)
parchemin_titres = fournir(
    [
        ModeleTitre("negoce.cqp", "cqp", "CQP", Niveau.EDITION, SOURCE),
        ModeleTitre("negoce.cqp", "uc", "Unité", Niveau.BLOC, SOURCE, annees=5, si_partiel=True),
    ]
)
