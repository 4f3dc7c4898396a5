"""Métallurgie: all compétences; one is kept 24 months, a bloc five years."""

from pathlib import Path

from parchemin.api import (
    AvisDe,
    AvisPropre,
    Branche,
    Instance,
    Mission,
    ModeleTitre,
    Niveau,
    Part,
    Politique,
    Source,
    TousLesBlocs,
    Validite,
    charger_editions,
    fournir,
    hookimpl,
)

API_VERSION = 1
SOURCE = Source("accord", "art. 3")
JURY = Instance("jury", "Jury paritaire", (Mission.DECIDE, Mission.SIGNE), SOURCE)
TOUTES = AvisDe("evaluateur", Part(Niveau.COMPETENCE, "100 %", SOURCE, chacune=AvisPropre(SOURCE)))
MOIS = (Validite(Niveau.COMPETENCE, 24, SOURCE),)

parchemin_branche = fournir(Branche("metallurgie", "Métallurgie", "CPNEFP", (JURY,)))
parchemin_editions = hookimpl(lambda: charger_editions(Path(__file__).parent / "referentiels"))
parchemin_politiques = fournir(
    [Politique("metallurgie.cqpm@2022", ("formation",), (TousLesBlocs(SOURCE),), TOUTES, validites=MOIS)]
)
parchemin_titres = fournir(
    [
        ModeleTitre("metallurgie.cqpm", "cqpm", "CQPM", Niveau.EDITION, SOURCE),
        ModeleTitre("metallurgie.cqpm", "bloc", "Bloc", Niveau.BLOC, SOURCE, annees=5, si_partiel=True),
    ]
)
