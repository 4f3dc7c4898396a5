"""How the CQP of insurance brokerage are deliberated (document 003, règles de certification).

Each evaluator attributes a bloc from 70 % of its compétences détaillées; the commission's voice prevails.
"""

from collections.abc import Iterator
from functools import partial

from attrs import evolve

from parchemin.api import (
    AccesParContinu,
    Concordance,
    Controle,
    DonneeExigee,
    EvaluationFinale,
    Niveau,
    NiveauOuExperience,
    Part,
    Politique,
    Source,
    Statut,
    Tous,
    TousLesBlocs,
)
from parchemin_courtage.acces import AccesAuFinal, SansNote
from parchemin_courtage.convocation import Convocation
from parchemin_courtage.publics import DEUX_ANS, EXPERIENCE, ParcoursEntier, SalarieExperimente

REGLES = Source("003", "règles de certification")
POINTS_CLES = Source("003", "points clés")
DEUX_COMPTEURS = Source(
    "003", "points clés", "le stage ne compte pas dans les heures de formation : deux compteurs"
)
EVALUATEURS = ("of", "referent", "commission")

ATTRIBUTION = Part(
    Niveau.CRITERE,
    "70 %",
    Source("003", "règles de certification", "compté par évaluateur, sur les compétences détaillées du bloc"),
    noms=("compétence détaillée", "compétences détaillées", "acquises"),
)
ACCES = AccesAuFinal(
    AccesParContinu(
        "10",
        Source(
            "003", "règles de certification", "« minimum de 10/20 » : 10 suffit, malgré « > 10 » dans la grille"
        ),
    ),
    Source(
        "003",
        "règles de certification",
        "« à chaque bloc » : chaque note ouvre l'évaluation finale de son bloc, comme la grille met une note sous "
        "chacun ; qu'une seule au-dessous ferme tout se lit aussi (bloc.acces.portee = ensemble)",
    ),
)
CONCORDANCE = Concordance(EVALUATEURS, "commission", ATTRIBUTION, REGLES)
EN_VAE = Convocation(
    CONCORDANCE,
    "Seuls comptent les évaluateurs convoqués ; la commission l'est toujours.",
    Source("003", "voie de la VAE", "« tous les évaluateurs » sont ceux qui ont été convoqués"),
    toujours=("commission",),
)
PAR_BLOCS = Convocation(
    CONCORDANCE,
    "Un bloc suivi en formation est évalué par l'organisme de formation et le référent, "
    "et par la commission si elle est convoquée ; un bloc présenté sur dossier déclaratif, par elle seule.",
    Source("003", "voie des blocs", "sans la commission, les deux autres s'accordent ou le jury débat"),
    ensemble=("of", "referent"),
)
ACCES_PAR_BLOCS = evolve(
    ACCES,
    source=Source(
        "003",
        "voie des blocs",
        "le tableau de cette voie ne parle pas de contrôle continu : il n'est pas exigé ; la règle, générale, se "
        "lit aussi comme l'exigeant (bloc.acces.sans_note = attend)",
    ),
    sans_note=SansNote.OUVRE,
)
TOUS_LES_BLOCS = TousLesBlocs(Source("003", "points clés : 3 communs, 2 de spécialité, 2 choisis"))
EVALUATION_FINALE = EvaluationFinale(
    "commission",
    ATTRIBUTION,
    Source("003", "voie des blocs", "un bloc attesté par le jury le reste ; c'est le CQP qui passe en débat"),
)

_EN_PARTIE = (ParcoursEntier(POINTS_CLES),)
_GESTIONNAIRE = ("bac", 350, 175)
_PARAMETRES = {"cdc": ("bac+2", 600, 300), "gest-adp": _GESTIONNAIRE, "gest-iard": _GESTIONNAIRE}
"""By certification: the entry level, then the hours of the whole training and of the stage."""


def toutes() -> Iterator[Politique]:
    """Yield the policy of each voie of the three CQP."""
    for code, (niveau, formation, stage) in _PARAMETRES.items():
        edition = f"courtage.{code}@2017"
        entree = tuple(_entree(niveau, formation, stage))
        yield Politique(edition, ("formation",), (TOUS_LES_BLOCS,), Tous((CONCORDANCE, ACCES)), entree)
        yield Politique(edition, ("vae",), (TOUS_LES_BLOCS,), EN_VAE, _EN_PARTIE)
        yield Politique(
            edition,
            ("blocs",),
            (TOUS_LES_BLOCS, EVALUATION_FINALE),
            Tous((PAR_BLOCS, ACCES_PAR_BLOCS)),
            _EN_PARTIE,
            relit_les_acquis=True,
        )


def _entree(niveau: str, formation: int, stage: int) -> Iterator[Controle]:
    """Yield the conditions of entry of the voie formation: a level or two years, then hours by public.

    A demandeur d'emploi who knows the sector is free from the whole training, and from no stage.
    """
    jeune, sans_emploi = (Statut.JEUNE_DIPLOME,), (Statut.DEMANDEUR_EMPLOI,)
    yield NiveauOuExperience(niveau, DEUX_ANS, POINTS_CLES)
    yield SalarieExperimente(Source("003", "voie de la formation"))
    heures = partial(DonneeExigee, source=DEUX_COMPTEURS, unite="h")
    yield heures("formation", "heures de formation", au_moins=formation, statuts=jeune)
    yield heures("formation", "heures de formation", au_moins=formation, statuts=sans_emploi, sauf=EXPERIENCE)
    yield heures("stage", "heures de stage", au_moins=stage, statuts=(*jeune, *sans_emploi))
