"""The composition of an instance, and what is found of a jury that sits. Values only."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Protocol

from attrs import field, frozen

from parchemin.dossier.model import Dossier, Membre
from parchemin.dossier.texte import cle
from parchemin.faits import Fait, Mots
from parchemin.jury.votes import RegleDeVote, Votants
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
    """A jury that sits on a day, and the dossiers before it.

    ``deports`` are the names of the members who leave for a dossier, by its code.
    """

    membres: tuple[Membre, ...]
    dossiers: tuple[Dossier, ...]
    le: date
    deports: Mapping[str, tuple[str, ...]] = field(factory=dict, hash=False)

    def au(self, *roles: str) -> tuple[Membre, ...]:
        """Return the members who hold one of these seats."""
        return tuple(membre for membre in self.membres if membre.role in roles)

    def dossiers_de(self, membre: Membre) -> tuple[Dossier, ...]:
        """Return the dossiers for which a member does not leave."""
        qui = cle(membre.nom)
        if not self.deports:
            return self.dossiers
        return tuple(d for d in self.dossiers if qui not in map(cle, self.deports.get(d.code, ())))

    @property
    def voies(self) -> tuple[str, ...]:
        """The voies of its dossiers."""
        return tuple(dict.fromkeys(dossier.voie for dossier in self.dossiers))

    def par_voie(self) -> tuple["Assemblee", ...]:
        """Return this jury before the dossiers of each voie; itself where there is one alone."""
        if len(self.voies) < 2:
            return (self,)
        parts = (tuple(dossier for dossier in self.dossiers if dossier.voie == voie) for voie in self.voies)
        return tuple(Assemblee(self.membres, dossiers, self.le, self.deports) for dossiers in parts)


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
    """A kind of seat: who holds it, how many there are at least and at most, and their voices.

    ``maximum`` is ``None`` where no document limits it. ``voix`` is how many voices each holder has, often one;
    ``False`` for none. ``preside`` marks the seat of the presidency. A seat is there in some ``voies`` only where
    they are named: one that speaks without voice in VAE alone is declared twice.
    """

    role: str
    intitule: str
    minimum: int = 0
    maximum: int | None = None
    voix: int = True
    preside: bool = False
    voies: tuple[str, ...] = ()

    def sert(self, voie: str) -> bool:
        """Tell whether this seat is there for a dossier of a voie."""
        return not self.voies or voie in self.voies

    def __str__(self) -> str:
        preside = ["préside"] if self.preside else []
        voies = [f"en {' et '.join(self.voies)} seulement"] if self.voies else []
        return f"{self.intitule} ({self.role}) : {', '.join([self._nombre(), *self._voix(), *preside, *voies])}"

    def _voix(self) -> list[str]:
        if self.voix == 1:
            return []
        return [f"{self.voix} voix chacun" if self.voix else "sans voix"]

    def _nombre(self) -> str:
        if self.maximum is None:
            return f"au moins {self.minimum}" if self.minimum else "nombre ouvert"
        return f"{self.minimum}" if self.minimum == self.maximum else f"{self.minimum} à {self.maximum}"


@frozen
class Composition:
    """Who sits in one instance, for some certifications, or for some of their éditions only.

    ``quorum`` counts distinct persons with a vote. ``reserve`` says what no document gives: the composition is
    open there, and every jury is told so. ``designe_par`` is who appoints the members. ``vote`` is how they decide
    by votes, where a text of the branch says it.
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
    vote: RegleDeVote | None = None

    @property
    def vote_exige(self) -> RegleDeVote:
        """How this jury decides: as the branch declares it, or else by more voices for than against.

        That is what is supposed where no text says anything: no majority in use carries a verdict with less, and
        to check nothing would keep an « acquis » of 0 to 2. Who presides breaks a tie, where a seat does. It is
        marked as a reading; a branch that declares its own ``vote`` takes it out.
        """
        president = tuple(dict.fromkeys(siege.role for siege in self.sieges if siege.preside and siege.voix))
        return self.vote or RegleDeVote(self.source, preponderante=president, supposee=True)

    def sieges_de(self, voie: str) -> tuple[Siege, ...]:
        """Return the seats that are there for a dossier of a voie."""
        return tuple(siege for siege in self.sieges if siege.sert(voie))

    def votants(self, presents: tuple[Membre, ...], voie: str) -> Votants:
        """Count who may vote on a dossier of a voie: each person once, by the seat that gives most voices.

        :param presents: the members who sit for it.
        """
        voix = {siege.role: siege.voix for siege in self.sieges_de(voie)}
        siennes: dict[str, int] = {}
        for membre in presents:
            qui = cle(membre.nom)
            siennes[qui] = max(siennes.get(qui, 0), voix.get(membre.role, 0))
        tous = self.vote_exige.sieges or sum((siege.maximum or 0) * siege.voix for siege in self.sieges_de(voie))
        tranchent = (
            tuple(membre.nom for membre in presents if membre.role == role and voix.get(role))
            for role in self.vote_exige.preponderante
        )
        votants = sum(voix > 0 for voix in siennes.values())
        return Votants(votants, sum(siennes.values()), tous, next(filter(None, tranchent), ()))

    def enoncer(self) -> tuple[str, ...]:
        """State the composition in French."""
        sieges = tuple(str(siege) for siege in self.sieges)
        quorum = (f"Quorum : {self.quorum} personnes.",) if self.quorum else ()
        designe = (f"Membres désignés par : {self.designe_par}.",) if self.designe_par else ()
        reserve = (f"Ouvert : {self.reserve}.",) if self.reserve else ()
        vote = (self.vote.enoncer(),) if self.vote else ()
        return (*sieges, *quorum, *vote, *designe, *(regle.enoncer() for regle in self.regles), *reserve)

    def sert(self, certification: str, edition: str) -> bool:
        """Tell whether this composition is that of an édition."""
        return certification in self.certifications and (not self.editions or edition in self.editions)
