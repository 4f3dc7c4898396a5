"""What the register asks of the branches, beside what deliberating asks: who decides, who hears, how long."""

from typing import Protocol

from parchemin.deliberation import DemandesAuRefus, InstanceDeRecours, Regimes
from parchemin.dossier.conservation import Conservation
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.model import Edition


class Branches(Regimes, Protocol):
    """What the register asks of the branches; the plugin host answers."""

    @property
    def catalogue(self) -> Catalogue:
        """Every édition."""
        ...

    def origines(self) -> dict[str, str]:
        """Return the distribution that brings each certification, with its version."""
        ...

    def en_erreur(self) -> tuple[str, ...]:
        """Return the branches that could not be loaded: what they would have said is not known."""
        ...

    def proclame(self, certification: str, instance: str) -> bool:
        """Tell whether an instance decides."""
        ...

    def demandes_au_refus(self, edition: Edition, instance: str, voie: str) -> DemandesAuRefus:
        """Return what documents ask of an instance that refuses: to say why, to advise what comes next."""
        ...

    def nommer_instance(self, certification: str, code: str) -> str:
        """Return the name of an instance; its code where the branch of a certification is not there."""
        ...

    def recours(self, certification: str) -> tuple[InstanceDeRecours, ...]:
        """Return who hears an appeal; raise `ActeRefuse` where nobody does."""
        ...

    def conservation(self, certification: str) -> Conservation | None:
        """Return how long the branch of a certification keeps its dossiers, where it says so.

        :raises CodeInconnu: when the branch is not there to say it.
        """
        ...
