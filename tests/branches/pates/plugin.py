"""Pâtes alimentaires: the jury's avis by bloc, kept five years."""

from pathlib import Path

from parchemin.api import (
    AvisDe,
    AvisPropre,
    Branche,
    Instance,
    Mission,
    ModeleTitre,
    Niveau,
    Politique,
    Source,
    TousLesBlocs,
    charger_editions,
    fournir,
    hookimpl,
)

API_VERSION = 1
SOURCE = Source("accord", "art. 5")
JURY = Instance("jury", "Jury", (Mission.DECIDE, Mission.SIGNE), SOURCE)
AVIS = AvisDe("jury", AvisPropre(SOURCE))

parchemin_branche = fournir(Branche("pates", "Pâtes alimentaires", "CPNEFP", (JURY,)))
parchemin_editions = hookimpl(lambda: charger_editions(Path(__file__).parent / "referentiels"))
parchemin_politiques = fournir([Politique("pates.cqp@2020", ("formation", "vae"), (TousLesBlocs(SOURCE),), AVIS)])
parchemin_titres = fournir(
    [
        ModeleTitre("pates.cqp", "cqp", "CQP", Niveau.EDITION, SOURCE),
        ModeleTitre("pates.cqp", "bloc", "Bloc", Niveau.BLOC, SOURCE, annees=5, si_partiel=True),
    ]
)
