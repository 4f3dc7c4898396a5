"""SST: all compétences; the certificate holds 24 months and is renewed by a shorter MAC before it ends."""

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
    Part,
    Politique,
    Source,
    TousLesBlocs,
    charger_editions,
    fournir,
    hookimpl,
)

API_VERSION = 1
SOURCE = Source("document", "§3")
JURY = Instance("organisme", "Organisme habilité", (Mission.DECIDE, Mission.SIGNE), SOURCE)
BLOC = AvisDe("formateur", Part(Niveau.COMPETENCE, "100 %", SOURCE, chacune=AvisPropre(SOURCE)))
TOUT = TousLesBlocs(SOURCE)

parchemin_branche = fournir(Branche("sst", "SST", "INRS", (JURY,)))
parchemin_editions = hookimpl(lambda: charger_editions(Path(__file__).parent / "referentiels"))
parchemin_politiques = fournir(
    [
        Politique("sst.sst@2024", ("formation",), (TOUT,), BLOC),
        Politique("sst.sst@2024", ("mac",), (TOUT, Exigence("SST", SOURCE, mois=24)), BLOC),
    ]
)
parchemin_titres = fournir([ModeleTitre("sst.sst", "certificat", "SST", Niveau.EDITION, SOURCE, annees=2)])
