"""A policy compiled for one dossier at a time."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property

from attrs import define, frozen

from parchemin.deliberation.ligne import Colonnes
from parchemin.deliberation.model import BlocPropose
from parchemin.deliberation.plan import Plan, Reglement
from parchemin.dossier.model import Dossier
from parchemin.regles.base import Jugement, Verdict
from parchemin.regles.compilation import Ligne, compiler


@frozen(eq=False)
class Fonctions:
    """The functions of a row: its verdicts, and once somebody asks why, the judgments with their facts."""

    colonnes: Colonnes
    plan: Plan

    @classmethod
    def de(cls, reglement: Reglement, colonnes: Colonnes) -> "Fonctions":
        """Compile a policy for the columns that dossiers have."""
        return cls(colonnes, reglement.planifier(colonnes.noms))

    @cached_property
    def verdicts(self) -> Callable[[Ligne], tuple[int, ...]]:
        """Give the number of the issue, then that of the verdict of each bloc."""
        return compiler(self.plan.verdicts, self.colonnes.noms)

    @cached_property
    def blocs(self) -> Callable[[Ligne], tuple[BlocPropose, ...]]:
        """Give what is proposed of each bloc, with its reasons."""
        return compiler([bloc.propose for bloc in self.plan.blocs], self.colonnes.noms)

    @cached_property
    def certification(self) -> Callable[[Ligne], tuple[Jugement, ...]]:
        """Give what each rule of the certification found, of a row that the ``verdicts`` follow."""
        return compiler(self.plan.certification, self.colonnes.noms, self.plan.verdicts)


@define(eq=False)
class PolitiqueCompilee:
    """A policy that compiles itself again where a dossier brings columns that none before it had."""

    reglement: Reglement
    _fonctions: Fonctions | None = None

    def lire(self, dossier: Dossier, le: date, decides: Mapping[str, Verdict]) -> tuple[Fonctions, list[int]]:
        """Return the row of a dossier, with the functions that read it."""
        fonctions = self._fonctions
        if fonctions is None or not fonctions.colonnes.couvrent(dossier, decides):
            colonnes = fonctions.colonnes if fonctions else self._premieres
            etendues = colonnes.etendues(dossier, decides)
            fonctions = self._fonctions = Fonctions.de(self.reglement, etendues)
        return fonctions, fonctions.colonnes.ligne(dossier, le, decides)

    @property
    def _premieres(self) -> Colonnes:
        return Colonnes(self.reglement.edition, rares=self.reglement.rares)
