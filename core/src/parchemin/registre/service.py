"""The register as whoever acts in it has it: where it is, by which branches, who acts, and what time it is."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime

from attrs import frozen
from sqlalchemy import Connection

from parchemin.errors import ActeRefuse
from parchemin.faits import Tournure
from parchemin.referentiel.catalogue import Catalogue
from parchemin.registre.base import Base, Ecriture
from parchemin.registre.branches import Branches

SANS_AUTEUR = Tournure("sans_auteur", "aucun auteur : chaque acte dit qui l'inscrit")


@frozen(eq=False)
class Registre:
    """A register, the branches by whose rules it works, who acts in it, and the clock.

    It serves commands and pages alike: nothing in this folder looks at a clock, or for who is there. ``horloge``
    gives an instant with its time zone, whose day is today.
    """

    base: Base
    branches: Branches
    auteur: str
    horloge: Callable[[], datetime]

    @property
    def catalogue(self) -> Catalogue:
        """Every édition."""
        return self.branches.catalogue

    @property
    def aujourd_hui(self) -> date:
        """The day that it is for who acts."""
        return self.horloge().date()

    def lire(self) -> AbstractContextManager[Connection]:
        """Open a transaction that reads.

        :raises RegistreIndisponible: when there is no register yet, or it cannot be read.
        """
        return self.base.lire()

    @contextmanager
    def ecrire(self, *, creer: bool = False) -> Iterator[Ecriture]:
        """Open a transaction that writes, in the name of ``auteur``; leaving it confirms all, or nothing.

        :param creer: create the register where there is none yet.
        :raises ActeRefuse: when nobody says who writes.
        :raises RegistreIndisponible: when there is no register, or nothing could be written.
        """
        if not self.auteur.strip():
            raise ActeRefuse([SANS_AUTEUR()])
        with self.base.ecrire(self.auteur, self.horloge(), creer=creer) as ecriture:
            yield ecriture
