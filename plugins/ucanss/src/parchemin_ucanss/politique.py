"""How the Ucanss certifications are deliberated.

Since 2021 two floors follow one another, and no global mean: a compétence by its critères, then a bloc by its
compétences (document 002). Before, and for Gestionnaire carrière, marks decide in the voie formation (documents
004 and 001) and the jury's avis in VAE.
"""

from collections.abc import Iterator
from datetime import date

from parchemin.api import (
    ENTREE,
    SEANCE,
    AvisDe,
    Controle,
    DansLesMois,
    Delai,
    Diffusion,
    Duree,
    Moyenne,
    Niveau,
    ParcoursSuivi,
    Part,
    PasAvant,
    Politique,
    SansNoteEliminatoire,
    Source,
    TousLesBlocs,
)
from parchemin_ucanss.regles import AvisDuJury, OptionDite, SurLEnsemble

COMPETENCE = Part(
    Niveau.CRITERE,
    "80 %",
    Source("002", "§3.A", "un critère non observé compte ; neutralisé avec un motif, il ne compte pas"),
)
BLOC = AvisDe("jury", Part(Niveau.COMPETENCE, "80 %", Source("002", "§3.A"), chacune=COMPETENCE))
CERTIFICATION = (TousLesBlocs(Source("002", "§3.B")), ParcoursSuivi(Source("002", "§3.B (LI0769, LI0789)")))

OPTION = OptionDite(Source("004", "§III"))
AMPLITUDE = Delai(
    "PREMSS",
    "OPTION",
    Duree(annees=2),
    "parcours de formation, du premier jour de Prem'ss à la fin de l'option",
    Source("004", "§IV", "l'examen n'en fait pas partie ; sans date de Prem'ss, l'entrée en tient lieu"),
    faute_de={"PREMSS": ENTREE},
)
PROCLAMATION = Delai(
    "SESSION",
    SEANCE,
    Duree(mois=1),
    "jury national après la session d'examen",
    Source("004", "§V", "le délai prime : la session de décembre peut être proclamée en janvier"),
)
SESSION_D_EXAMEN = DansLesMois("SESSION", (6, 12), "session d'examen", Source("004", "§V"), "hors_session")
PREMIERS_JURYS_DE_VAE = PasAvant(
    SEANCE,
    date(2014, 6, 1),
    "jury de VAE",
    Source("004", "§VI", "les premiers se tiennent « à partir de juin 2014 » : dès le 1er"),
)
VU_PAR_L_ORGANISME = Diffusion("organisme", ("cc_option",), Source("004", "§V"))
DOSSIER_VAE = SurLEnsemble(
    AvisDe("jury", AvisDuJury(Source("004", "§VI", "rien n'y est partiel : le jury VAE se prononce sur le tout")))
)

COMPETENCES_EVALUEES = AvisDe(
    "jury",
    Part(
        Niveau.COMPETENCE,
        "100 %",
        Source("001", "§7.3", "la validation partielle se fait par compétences : toutes sont donc demandées"),
        chacune=AvisDuJury(Source("001", "§7.2 et §7.3")),
        noms=("compétence évaluée", "compétences évaluées", "acquises"),
    ),
)


def toutes() -> Iterator[Politique]:
    """Yield the policy of each édition; the trainings that a voie asks for stand in its référentiel."""
    for edition in ("ucanss.cos@2021", "ucanss.gc@2021"):
        yield Politique(edition, ("formation", "vae"), CERTIFICATION, BLOC)
    organisme = (VU_PAR_L_ORGANISME,)
    yield _notes("ucanss.gc@2013", "004", "§V", (OPTION, AMPLITUDE, SESSION_D_EXAMEN, PROCLAMATION), organisme)
    en_vae = (OPTION, PREMIERS_JURYS_DE_VAE)
    yield Politique("ucanss.gc@2013", ("vae",), (DOSSIER_VAE,), controles=en_vae, diffusions=organisme)
    yield _notes("ucanss.gcar@2017", "001", "§5.6")
    yield Politique("ucanss.gcar@2017", ("vae",), (TousLesBlocs(Source("001", "§7.4")),), COMPETENCES_EVALUEES)


def _notes(
    edition: str,
    document: str,
    section: str,
    controles: tuple[Controle, ...] = (),
    diffusions: tuple[Diffusion, ...] = (),
) -> Politique:
    """Return the régime of marks: a mean of 10 out of 20, no eliminatory mark, and Pass followed."""
    source = Source(document, section)
    regles = (Moyenne("10", source), SansNoteEliminatoire(source), ParcoursSuivi(source))
    return Politique(edition, ("formation",), regles, controles=controles, diffusions=diffusions)
