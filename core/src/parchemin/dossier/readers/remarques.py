"""What reading meets on its way: faults, after which nothing is taken, and doubts, which are only said."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from attrs import evolve, field, frozen

from parchemin.errors import Avertissement, Defaut, DonneesInvalides, Lieu, Remarque
from parchemin.faits import Fait

T = TypeVar("T")


@frozen(eq=False)
class Remarques:
    """The faults and the doubts of some files, in the order in which they were met."""

    defauts: list[Defaut] = field(factory=list)
    avertissements: list[Avertissement] = field(factory=list)

    def fauter(self, lieu: Lieu, *faits: Fait) -> None:
        """Note faults of one place."""
        self.defauts.extend(Defaut(lieu, fait) for fait in faits)

    def avertir(self, lieu: Lieu, *faits: Fait) -> None:
        """Note doubts of one place."""
        self.avertissements.extend(Avertissement(lieu, fait) for fait in faits)

    def noter(self, remarque: Remarque) -> None:
        """Note a fault or a doubt."""
        if isinstance(remarque, Defaut):
            self.defauts.append(remarque)
        elif isinstance(remarque, Avertissement):
            self.avertissements.append(remarque)

    def oublier(self, ligne: Lieu) -> None:
        """Let go of what was noted last, of one row: nobody means anything by it."""
        for notees in (self.defauts, self.avertissements):
            while notees and evolve(notees[-1].lieu, colonne=ligne.colonne, chemin=ligne.chemin) == ligne:
                notees.pop()

    def prendre(self, erreur: DonneesInvalides) -> None:
        """Note what another reader met."""
        self.defauts.extend(erreur.defauts)
        self.avertissements.extend(erreur.avertissements)

    def essayer(self, lire: Callable[[], T]) -> T | None:
        """Return what a reader reads, or ``None`` with its faults noted."""
        try:
            return lire()
        except DonneesInvalides as erreur:
            self.prendre(erreur)
            return None

    def exiger_juste(self, autres: Iterable[Defaut] = ()) -> None:
        """Raise `DonneesInvalides` with all that was met, where some of it is a fault."""
        if defauts := [*self.defauts, *autres]:
            raise DonneesInvalides(defauts, self.avertissements)
