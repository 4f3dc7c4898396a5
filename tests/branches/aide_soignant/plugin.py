"""Aide-soignant: modules at 8, 10 of mean in the bloc, its compétences acquired in stage, and what closes it."""

from pathlib import Path

from parchemin.api import (
    AvisDe,
    AvisPropre,
    Branche,
    Exigence,
    Instance,
    Mission,
    ModeleTitre,
    Moyenne,
    Niveau,
    NoteMinimale,
    Part,
    Politique,
    Quantite,
    Sinon,
    Source,
    Tous,
    TousLesBlocs,
    charger_editions,
    fournir,
    hookimpl,
)

API_VERSION = 1
SOURCE = Source("arrêté", "art. 7 à 12")
JURY = Instance("jury", "Jury", (Mission.DECIDE, Mission.SIGNE), SOURCE)
STAGE = AvisDe("tuteur", Part(Niveau.COMPETENCE, "100 %", SOURCE, chacune=AvisPropre(SOURCE)))
BLOC = Tous((NoteMinimale("8", SOURCE), Moyenne("10", SOURCE), STAGE))
CERTIFICATION = (
    TousLesBlocs(SOURCE),
    Exigence("AFGSU2", SOURCE, mois=48, sinon=Sinon.SUSPEND),
    Quantite("absences", SOURCE, au_plus="5 %", part_de="formation"),
    Quantite("presentations", SOURCE, au_plus=4),
)

parchemin_branche = fournir(Branche("aide-soignant", "Aide-soignant", "État", (JURY,)))
parchemin_editions = hookimpl(lambda: charger_editions(Path(__file__).parent / "referentiels"))
parchemin_politiques = fournir([Politique("aide-soignant.deas@2021", ("formation",), CERTIFICATION, BLOC)])
parchemin_titres = fournir(
    [
        ModeleTitre("aide-soignant.deas", "diplome", "DEAS", Niveau.EDITION, SOURCE),
        ModeleTitre("aide-soignant.deas", "bloc", "Attestation", Niveau.BLOC, SOURCE, si_partiel=True),
    ]
)
