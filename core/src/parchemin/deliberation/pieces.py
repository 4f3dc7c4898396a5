"""What the documents of a séance are made from: what was proposed and decided of each dossier, and who says so.

Values only. The register reads them; a séance that is in no register gives them without decisions.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from importlib.resources.abc import Traversable

from attrs import field, frozen

from parchemin.deliberation import Issue, Proposition
from parchemin.deliberation.decision import ENSEMBLE, Conclusion, Decision, Objet
from parchemin.deliberation.inscrite import BlocInscrit, PropositionInscrite
from parchemin.dossier.model import Candidat, Dossier, Seance
from parchemin.dossier.texte import collation
from parchemin.jury import Examen
from parchemin.referentiel.lexique import Lexique
from parchemin.referentiel.model import Edition


@frozen
class Cadre:
    """What a branch says of the bodies behind a séance, in words.

    ``sieges`` names each seat by its role; ``sans_voix`` are the roles that do not vote; ``recours`` hears
    appeals.
    ``documents`` are the texts that sources cite by a code, ``contacts`` say whom a candidate may write to.
    """

    autorite: str
    instance: str
    sieges: Mapping[str, str] = field(factory=dict, hash=False)
    sans_voix: frozenset[str] = frozenset()
    quorum: int | None = None
    recours: str = ""
    documents: tuple[tuple[str, str], ...] = ()
    contacts: tuple[str, ...] = ()

    def siege(self, role: str) -> str:
        """Name a seat; a role without a name names itself."""
        return self.sieges.get(role, role)

    def lexique(self, edition: Edition | None = None, *, imprime: bool = False) -> Lexique:
        """Return the names of the seats, with those of an édition."""
        return Lexique.de(edition, imprime=imprime, siege=self.sieges)

    @property
    def signent(self) -> tuple[str, ...]:
        """Who signs for the séance: its instance. Those who sign its titles sign nothing else."""
        return (self.instance,)


@frozen
class Delivre:
    """A title as it is printed; ``expire_le`` is its last day, ``None`` when it has none.

    ``definitif`` says that a document calls it acquired for good.
    ``modele`` is the branch's own model of the page.
    """

    numero: str
    code: str
    nature: str
    objet: str
    intitule: str
    candidat: Candidat
    edition: Edition
    delivre_le: date
    instance: str
    autorite: str
    lieu: str = ""
    expire_le: date | None = None
    signataires: tuple[str, ...] = ()
    modele: Traversable | None = None
    definitif: bool = False


@frozen
class TitreRemis:
    """A title that a proclamation delivered; ``expire_le`` is its last day."""

    numero: str
    nature: str
    objet: str
    expire_le: date | None = None


@frozen
class Suite:
    """What came after the proclamation, by an act of its own: a decision, a title delivered, a title revoked.

    A decision has its ``objet`` and its ``verdict``; the two others have their ``titre``.
    """

    acte: int
    le: date
    nature: str
    titre: TitreRemis | None = None
    objet: Objet = ENSEMBLE
    verdict: Conclusion | None = None
    recours: bool = False


@frozen
class Piece:
    """One dossier: what was proposed of it, decided, delivered, and what followed."""

    dossier: Dossier
    edition: Edition
    propose: PropositionInscrite | None = None
    decisions: Mapping[Objet, Decision] = field(factory=dict, hash=False)
    titres: tuple[TitreRemis, ...] = ()
    suites: tuple[Suite, ...] = ()

    @property
    def blocs(self) -> tuple[BlocInscrit, ...]:
        """What was proposed of each bloc; nothing before any deliberation."""
        return self.propose.blocs if self.propose else ()

    @property
    def issue(self) -> Issue | None:
        """What the jury decided of the dossier, else what is proposed; ``None`` before any deliberation."""
        if ENSEMBLE in self.decisions:
            return Issue(self.decisions[ENSEMBLE].verdict.value)
        return self.propose.issue if self.propose else None


@frozen
class Passage:
    """A candidate before a jury: what was decided of the dossier (``issue``) and of each bloc, by code.

    ``acquis`` are the days on which the blocs that were held already were acquired, by key. ``retrait`` is why the
    dossier was withdrawn: nothing was decided of it then, and no rate counts it.
    """

    seance: int
    le: date
    certification: str
    edition: str
    personne: int
    nom: str
    prenom: str
    dossier: str
    voie: str
    organisme: str
    issue: str
    blocs: Mapping[str, str] = field(hash=False)
    acquis: Mapping[str, str] = field(hash=False)
    retrait: str = ""


@frozen
class Sceau:
    """The act of the journal that locked a séance."""

    acte: int
    le: str
    empreinte: str


@frozen
class Retire:
    """A dossier that was withdrawn before its séance was proclaimed, and why: a ``desistement``, an ``erreur``."""

    dossier: Dossier
    raison: str


@frozen
class Actes:
    """A séance with all that was done in it; without a ``sceau`` it is not proclaimed.

    ``retires`` are the dossiers that were withdrawn from it: no piece is of one.
    """

    numero: int | None
    seance: Seance
    cadre: Cadre
    pieces: tuple[Piece, ...]
    examen: Examen | None = None
    sceau: Sceau | None = None
    retires: tuple[Retire, ...] = ()

    @property
    def par_nom(self) -> list[Piece]:
        """The pieces in the order of a dictionary, as papers list candidates; who has no name left comes last."""
        return sorted(self.pieces, key=_rang)

    @classmethod
    def projet(
        cls, seance: Seance, cadre: Cadre, propositions: Iterable[Proposition], examen: Examen | None
    ) -> "Actes":
        """Return a séance that is in no register: what is proposed of each dossier, and nothing decided."""
        pieces = tuple(Piece(dite.dossier, dite.edition, PropositionInscrite.de(dite)) for dite in propositions)
        return cls(None, seance, cadre, pieces, examen)


def _rang(piece: Piece) -> tuple[bool, tuple[str, str], str]:
    nom = str(piece.dossier.candidat).strip()
    return not nom, collation(nom), piece.dossier.code
