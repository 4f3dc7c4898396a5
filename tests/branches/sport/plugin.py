"""Sport automobile: three common UC, and the UC 4 of the candidate's option."""

from pathlib import Path

from parchemin.api import (
    AvisDe,
    AvisPropre,
    Branche,
    Exigence,
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
SOURCE = Source("arrêté", "art. 2")
JURY = Instance("jury", "Jury", (Mission.DECIDE, Mission.EVALUE, Mission.SIGNE), SOURCE)

parchemin_branche = fournir(Branche("sport", "Sport automobile", "État", (JURY,)))
parchemin_editions = hookimpl(lambda: charger_editions(Path(__file__).parent / "referentiels"))
parchemin_politiques = fournir(
    [
        Politique(
            "sport.auto@2024",
            ("formation",),
            (TousLesBlocs(SOURCE), Exigence("TEP", Source("arrêté", "art. 3"))),
            AvisDe("jury", AvisPropre(SOURCE)),
        )
    ]
)
parchemin_titres = fournir(
    [
        ModeleTitre("sport.auto", "diplome", "BPJEPS", Niveau.EDITION, SOURCE),
        ModeleTitre("sport.auto", "uc", "Unité capitalisable", Niveau.BLOC, SOURCE, si_partiel=True),
    ]
)
