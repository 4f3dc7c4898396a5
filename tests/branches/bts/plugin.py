"""BTS: 10 of weighted mean, marks kept five years, optional épreuves, mentions; VAE gives units without marks."""

from pathlib import Path

from parchemin.api import (
    AvisDe,
    AvisPropre,
    Branche,
    Instance,
    Manque,
    Mention,
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
SOURCE = Source("code", "D643-13 à D643-24")
JURY = Instance("jury", "Jury", (Mission.DECIDE, Mission.SIGNE), SOURCE)
MENTIONS = (Mention("assez bien", "12"), Mention("bien", "14"), Mention("très bien", "16"))
NOTES = Notation(
    SOURCE,
    absence=Manque.ECHEC,
    dispense=Manque.ZERO,
    tenu=Manque.HORS_COMPTE,
    garde=True,
    garde_mois=60,
    garde_des="10",
)
GENERALE = Moyenne("10", SOURCE, mentions=MENTIONS)

parchemin_branche = fournir(Branche("bts", "BTS", "Ministère", (JURY,)))
parchemin_editions = hookimpl(lambda: charger_editions(Path(__file__).parent / "referentiels"))
parchemin_politiques = fournir(
    [
        Politique("bts.gestion@2023", ("formation",), (GENERALE,), Moyenne("10", SOURCE), notation=NOTES),
        Politique("bts.gestion@2023", ("vae",), (TousLesBlocs(SOURCE),), AvisDe("jury", AvisPropre(SOURCE))),
    ]
)
parchemin_titres = fournir(
    [
        ModeleTitre("bts.gestion", "diplome", "BTS", Niveau.EDITION, SOURCE),
        ModeleTitre("bts.gestion", "unite", "Attestation", Niveau.BLOC, SOURCE, annees=5, si_partiel=True),
    ]
)
