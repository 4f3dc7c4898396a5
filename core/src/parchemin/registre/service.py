"""The register as whoever acts in it has it: where it is, by which branches, who acts, and what time it is."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from typing import Protocol, TypeVar

from attrs import frozen
from sqlalchemy import Connection

from parchemin.errors import ActeRefuse
from parchemin.faits import Tournure
from parchemin.referentiel.catalogue import Catalogue
from parchemin.registre.branches import Branches
from parchemin.registre.journal import journal
from parchemin.registre.socle.base import Base, Ecriture

SANS_AUTEUR = Tournure("sans_auteur", "aucun auteur : chaque acte dit qui l'inscrit")


CHANGE_SANS_CESSE = Tournure(
    "change_sans_cesse", "d'autres écrivent dans cette séance ; attendez qu'ils aient fini"
)

ESSAIS = 5
"""How often something is prepared anew, because of what others wrote, before it is refused."""


class Prepare(Protocol):
    """What was computed to be written, and from what."""

    def depend_de(self, acte: journal.Acte) -> bool:
        """Tell whether it could be otherwise after an act that was inscribed meanwhile."""
        ...


P = TypeVar("P", bound=Prepare)
R = TypeVar("R")


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
        """The day that it is where the register is kept."""
        return self.horloge().astimezone(self.base.fuseau).date()

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
        self._exiger_auteur()
        with self.base.ecrire(self.auteur, self.horloge(), creer=creer) as ecriture:
            yield ecriture

    def preparer_puis_ecrire(self, preparer: Callable[[Connection], P], ecrire: Callable[[Ecriture, P], R]) -> R:
        """Compute without the lock of the register, then write under it: others do not wait for a computation.

        What others wrote meanwhile makes what was prepared worthless where it depends on it: it is prepared anew.

        :raises ActeRefuse: when that happens time and again.
        """
        self._exiger_auteur()
        for _ in range(ESSAIS):
            with self.lire() as cx:
                avant, prepare = journal.tete(cx), preparer(cx)
            with self.ecrire() as ecriture:
                actes = journal.depuis(ecriture.cx, avant)
                if actes is not None and not any(map(prepare.depend_de, actes)):
                    return ecrire(ecriture, prepare)
        raise ActeRefuse([CHANGE_SANS_CESSE()])

    def _exiger_auteur(self) -> None:
        if not self.auteur.strip():
            raise ActeRefuse([SANS_AUTEUR()])
