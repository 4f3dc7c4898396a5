"""Whom each voie of a CQP of brokerage is for (document 003, points clés and the head of each voie)."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from parchemin.api import Alerte, Dossier, Source, Statut, Tournure

EXPERIENCE = "experience_secteur"
"""The recorded fact, oui or non, that a candidate has some experience of the sector."""

DEUX_ANS = 24
"""The months of experience, in any field, of a salarié in the voie de la formation."""

PARCOURS_ENTIER = Tournure(
    "public_du_parcours_entier",
    "un jeune diplômé, ou un demandeur d'emploi sans expérience du secteur, suit tout le parcours de formation",
)()
EN_FORMATION = Tournure(
    "public_de_la_formation",
    "salarié : {trouve} mois d'expérience, la voie de la formation en demande {attendu}",
)


@frozen
class ParcoursEntier:
    """A jeune diplômé, or a demandeur d'emploi without experience of the sector, follows the whole training.

    It checks the voies where others may come by a part of it: VAE and blocs.
    """

    source: Source
    code: str = "hors_public"

    def controler(self, dossier: Dossier, le: date) -> Iterator[Alerte]:
        """Look at the statut, and at what is recorded of the experience."""
        sans_experience = dossier.statut is Statut.DEMANDEUR_EMPLOI and not dossier.heures.get(EXPERIENCE)
        if dossier.statut is Statut.JEUNE_DIPLOME or sans_experience:
            yield Alerte(self.code, PARCOURS_ENTIER, self.source)

    def enoncer(self) -> str:
        """State whom it is not for."""
        return f"{PARCOURS_ENTIER}, par la voie de la formation."


@frozen
class SalarieExperimente:
    """A salarié comes to the voie de la formation with two years of experience in any field."""

    source: Source
    code: str = "hors_public"

    def controler(self, dossier: Dossier, le: date) -> Iterator[Alerte]:
        """Compare the months of a salarié."""
        mois = dossier.experience_mois or 0
        if dossier.statut is Statut.SALARIE and mois < DEUX_ANS:
            yield Alerte(self.code, EN_FORMATION(trouve=mois, attendu=DEUX_ANS), self.source)

    def enoncer(self) -> str:
        """State what is asked of a salarié."""
        return f"un salarié justifie de {DEUX_ANS} mois d'expérience, stage compris."
