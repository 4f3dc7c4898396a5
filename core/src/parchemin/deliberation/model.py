"""What the computation proposes to a jury, with its reasons."""

from collections.abc import Mapping
from datetime import date
from enum import Enum

from attrs import frozen

from parchemin.dossier.model import Dossier
from parchemin.referentiel.model import Bloc, Edition, Niveau, Source
from parchemin.regles.base import Jugement, Motif, Verdict


class Issue(Enum):
    """What a dossier comes to."""

    CERTIFIE = "certifie"
    PARTIEL = "partiel"
    NON_CERTIFIE = "non_certifie"
    EN_DEBAT = "en_debat"
    INCOMPLET = "incomplet"


@frozen
class Alerte:
    """Something that the jury should know and that changes no verdict by itself."""

    code: str
    message: str
    source: Source | None = None


@frozen
class BlocPropose:
    """The verdict on one bloc.

    ``presente`` tells whether the candidate presents it in this séance; ``acquis_le`` is the day on which a
    bloc that was held already was acquired.
    """

    bloc: Bloc
    jugement: Jugement
    presente: bool = True
    acquis_le: date | None = None

    @property
    def verdict(self) -> Verdict:
        """What is proposed for this bloc."""
        return self.jugement.verdict

    @property
    def avis(self) -> Mapping[str, Verdict]:
        """Each evaluator's own verdict, by role."""
        return self.jugement.avis

    @property
    def motifs(self) -> tuple[Motif, ...]:
        """Why, from the bloc down to each thing that is not acquired."""
        return self.jugement.motifs()


@frozen
class ModeleTitre:
    """A title that a branch delivers for a certification.

    ``pour`` is what it crowns: the whole (``Niveau.EDITION``) or a bloc (``Niveau.BLOC``). It holds for
    ``annees`` years, for good when that is ``None``; ``signataires`` are in the order of the document.
    """

    certification: str
    nature: str
    intitule: str
    pour: Niveau
    source: Source
    annees: int | None = None
    signataires: tuple[str, ...] = ()


@frozen
class TitrePropose:
    """A title that the proposition would deliver: its nature (``cqp``, ``ccp``…) and its object."""

    nature: str
    objet: str


@frozen
class Proposition:
    """What is proposed for one dossier: a pure function of the dossier, its édition and the séance's date."""

    dossier: Dossier
    edition: Edition
    issue: Issue
    blocs: tuple[BlocPropose, ...]
    certification: tuple[Jugement, ...]
    titres: tuple[TitrePropose, ...]
    alertes: tuple[Alerte, ...] = ()

    @property
    def motifs(self) -> tuple[Motif, ...]:
        """What the certification itself asks, and what was found."""
        return tuple(jugement.motif for jugement in self.certification)
