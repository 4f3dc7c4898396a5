"""The composition of an instance, and what is found of a jury that sits. Values only."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Protocol

from attrs import field, frozen

from parchemin.dossier.model import Dossier, Membre
from parchemin.dossier.texte import cle
from parchemin.faits import Fait, Mots
from parchemin.referentiel.model import Source


class Gravite(Enum):
    """What a finding does: an irregularity refuses, an alert warns."""

    IRREGULARITE = "irregularite"
    ALERTE = "alerte"


@frozen
class Constat:
    """Something found of a jury: what, where it is written, and for which dossiers (none: for all)."""

    gravite: Gravite
    code: str
    fait: Fait
    source: Source
    dossiers: tuple[str, ...] = ()

    def dire(self, mots: Mots) -> str:
        """Say what was found."""
        return self.fait.dire(mots)


@frozen
class Assemblee:
    """A jury that sits on a day, and the dossiers before it."""

    membres: tuple[Membre, ...]
    dossiers: tuple[Dossier, ...]
    le: date

    def au(self, *roles: str) -> tuple[Membre, ...]:
        """Return the members who hold one of these seats."""
        return tuple(membre for membre in self.membres if membre.role in roles)


def personnes(membres: tuple[Membre, ...]) -> set[str]:
    """Return the distinct persons among some members, however their names are written."""
    return {cle(membre.nom) for membre in membres}


class RegleJury(Protocol):
    """A rule on who may sit. Ours are frozen attrs classes; any class with these members serves as well."""

    def examiner(self, assemblee: Assemblee) -> Iterator[Constat]:
        """Yield what is not as it should be."""
        ...

    def enoncer(self) -> str:
        """State the rule in French."""
        ...


@frozen
class Siege:
    """A kind of seat: who holds it, how many there are at least and at most, whether they vote.

    ``maximum`` is ``None`` where no document limits it. ``preside`` marks the seat of the presidency.
    """

    role: str
    intitule: str
    minimum: int = 0
    maximum: int | None = None
    voix: bool = True
    preside: bool = False

    def __str__(self) -> str:
        details = [self._nombre(), *([] if self.voix else ["sans voix"]), *(["préside"] if self.preside else [])]
        return f"{self.intitule} ({self.role}) : {', '.join(details)}"

    def _nombre(self) -> str:
        if self.maximum is None:
            return f"au moins {self.minimum}" if self.minimum else "nombre ouvert"
        return f"{self.minimum}" if self.minimum == self.maximum else f"{self.minimum} à {self.maximum}"


@frozen
class Composition:
    """Who sits in one instance, for some certifications, or for some of their éditions only.

    ``quorum`` counts distinct persons with a vote. ``reserve`` says what no document gives: the composition is
    open there, and every jury is told so. ``designe_par`` is who appoints the members.
    """

    certifications: tuple[str, ...]
    instance: str
    sieges: tuple[Siege, ...]
    source: Source
    quorum: int | None = None
    regles: tuple[RegleJury, ...] = field(default=(), hash=False)
    editions: tuple[str, ...] = ()
    designe_par: str = ""
    reserve: str = ""

    def enoncer(self) -> tuple[str, ...]:
        """State the composition in French."""
        sieges = tuple(str(siege) for siege in self.sieges)
        quorum = (f"Quorum : {self.quorum} personnes.",) if self.quorum else ()
        designe = (f"Membres désignés par : {self.designe_par}.",) if self.designe_par else ()
        reserve = (f"Ouvert : {self.reserve}.",) if self.reserve else ()
        return (*sieges, *quorum, *designe, *(regle.enoncer() for regle in self.regles), *reserve)

    def sert(self, certification: str, edition: str) -> bool:
        """Tell whether this composition is that of an édition."""
        return certification in self.certifications and (not self.editions or edition in self.editions)
