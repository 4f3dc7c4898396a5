"""An equivalence, and what a person holds. Values only; the network they make is in ``reseau``.

Everything that can be held or given has a *lieu*, a path in words that scripts read, and that `Repere` reads:

- ``certification@edition`` and ``certification@edition/BLOC``: a whole, a bloc;
- ``certification@edition:option``: a whole, in one option;
- ``attestation:code``: an attestation of another time;
- ``certification@edition#epreuve:code`` and ``certification@edition#parcours:CODE``: an épreuve, a training.
"""

import re
from datetime import date
from enum import Enum
from functools import lru_cache

from attrs import frozen

from parchemin.referentiel.model import Edition, Epreuve, Prerequis, Source

_LIEU = re.compile(r"(?P<tete>[^/:#]*)(?:(?P<marque>/|:|#(?:(?:epreuve|parcours):)?)(?P<code>.*))?", re.DOTALL)


class GenreDeLieu(Enum):
    """What kind of thing a lieu is, by the mark that follows its édition."""

    ENSEMBLE = ""
    BLOC = "/"
    OPTION = ":"
    EPREUVE = "#epreuve:"
    FORMATION = "#parcours:"
    AUTRE = "#"
    ATTESTATION = "attestation:"


@frozen
class Repere:
    """A lieu that was read: the édition, or the certification, under which it stands, its kind and its code.

    A whole has no code, an attestation no édition.
    """

    edition: str
    genre: GenreDeLieu
    code: str = ""

    @classmethod
    def lire(cls, lieu: str) -> "Repere":
        """Read a lieu; one whose mark is no known one is an ``AUTRE``, and exists nowhere."""
        return _lire(lieu)

    @property
    def certification(self) -> str:
        """The certification."""
        return self.edition.partition("@")[0]

    def __str__(self) -> str:
        return f"{self.edition}{self.genre.value}{self.code}"


@lru_cache(4096)
def _lire(lieu: str) -> Repere:
    trouve = _LIEU.fullmatch(lieu)
    assert trouve, "every text is a head, and what follows it"  # noqa: S101
    tete, marque, code = (trouve[nom] or "" for nom in ("tete", "marque", "code"))
    if tete + marque == GenreDeLieu.ATTESTATION.value:
        return Repere("", GenreDeLieu.ATTESTATION, code)
    return Repere(tete, GenreDeLieu(marque), code)


class Nature(Enum):
    """What a passerelle gives: the thing itself, something for the jury to weigh, or a dispense."""

    DE_DROIT = "de_droit"
    A_APPRECIER = "a_apprecier"
    DISPENSE = "dispense"

    @property
    def force(self) -> int:
        """How much it gives; a chain gives no more than its weakest passerelle."""
        return (Nature.A_APPRECIER, Nature.DISPENSE, Nature.DE_DROIT).index(self)


@frozen
class Passerelle:
    """From what is held (``de``) to what it gives (``vers``), under conditions.

    It takes only what was obtained between ``obtenu_du`` and ``obtenu_au``, both included, under a
    certification whose RNCP level is at least ``niveau``, and for ``annees`` years after that day. It serves
    ``voies`` alone where they are named. An absent condition asks for nothing.
    ``sauf_demande``: a dispense falls where the jury asks for the épreuve all the same.
    """

    de: str
    vers: str
    nature: Nature
    source: Source
    obtenu_du: date | None = None
    obtenu_au: date | None = None
    voies: tuple[str, ...] = ()
    niveau: int | None = None
    annees: int | None = None
    sauf_demande: bool = False

    def prend(self, obtenu: date, niveau: int | None = None) -> bool:
        """Tell whether what was obtained on a day, under a certification of a level, may cross."""
        return (
            (self.obtenu_du is None or self.obtenu_du <= obtenu)
            and (self.obtenu_au is None or obtenu <= self.obtenu_au)
            and (self.niveau is None or (niveau is not None and self.niveau <= niveau))
        )

    def sert(self, voie: str) -> bool:
        """Tell whether a candidate of a voie may use it."""
        return not self.voies or voie in self.voies


@frozen
class Detention:
    """Something that a person holds, by its lieu, since a day.

    ``suppose`` says that the day was not given, and was supposed.
    """

    lieu: str
    le: date
    suppose: bool = False


def lieu_de(edition: Edition, attendu: Epreuve | Prerequis) -> str:
    """Return the lieu of an épreuve or of a training of an édition."""
    genre = GenreDeLieu.EPREUVE if isinstance(attendu, Epreuve) else GenreDeLieu.FORMATION
    return str(Repere(edition.cle, genre, attendu.code))
