"""Ciment: a domaine from 10 on its own weighted mean, the CQP from 12 over all of them, marks kept."""

from pathlib import Path

from parchemin.api import (
    Branche,
    Instance,
    Mission,
    ModeleTitre,
    Moyenne,
    Niveau,
    Notation,
    Politique,
    Source,
    TousLesBlocs,
    charger_editions,
    fournir,
    hookimpl,
)

API_VERSION = 1
SOURCE = Source("règlement", "§4")
JURY = Instance("jury", "Jury paritaire", (Mission.DECIDE, Mission.SIGNE), SOURCE)
BLOCS, ENSEMBLE = Moyenne("10", SOURCE), Moyenne("12", SOURCE)
NOTES = Notation(SOURCE, garde=True, garde_des="10")

parchemin_branche = fournir(Branche("ciment", "Ciment", "CPNEFP", (JURY,)))
parchemin_editions = hookimpl(lambda: charger_editions(Path(__file__).parent / "referentiels"))
parchemin_politiques = fournir(
    [Politique("ciment.cqp@2023", ("formation",), (TousLesBlocs(SOURCE), ENSEMBLE), BLOCS, notation=NOTES)]
)
parchemin_titres = fournir(
    [
        ModeleTitre("ciment.cqp", "cqp", "CQP", Niveau.EDITION, SOURCE),
        ModeleTitre("ciment.cqp", "domaine", "Domaine", Niveau.BLOC, SOURCE, si_partiel=True),
    ]
)
