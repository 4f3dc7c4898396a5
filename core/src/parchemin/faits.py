"""Facts: a code and fields, which travel and are kept; the sentence is made once, at the edge.

Most facts are of a `Tournure`, a sentence with blanks declared beside the code that finds the fact::

    SANS_PROPOSITION = Tournure("sans_proposition", "dossier {dossier} : aucune proposition")
    fait = SANS_PROPOSITION(dossier="D1")
    fait.code, fait["dossier"], fait.dire(CODES)

A blank says after its colon what stands there (``{bloc:noeud}``, ``{le:jour}``, ``{verdict:verdict}``), so that
who words the fact can name it: `CODES` leaves codes as they are, `parchemin.referentiel.lexique.Lexique` gives
names. A fact whose sentence has turns of its own is a frozen class with the members of `Fait`, made known by
`inscrire`. No code reads a sentence back.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from string import Formatter
from typing import Any, ClassVar, Protocol, TypeVar

from attrs import field, frozen

T = TypeVar("T", bound="type[Fait]")

VERDICTS: Mapping[str, str] = {
    "acquis": "acquis",
    "non_acquis": "non acquis",
    "en_debat": "en débat",
    "non_evalue": "non évalué",
    "certifie": "certifié",
    "partiel": "partiel",
    "non_certifie": "non certifié",
    "incomplet": "incomplet",
}
"""The French of the verdicts and of the issues, by their codes, as it stands in a sentence."""


class Fait(Protocol):
    """A fact, as fields; ``dire`` makes its sentence."""

    @property
    def code(self) -> str:
        """What kind of fact it is: stable, for who scripts against the answers, and for the register."""
        ...

    def dire(self, mots: "Mots") -> str:
        """Return the sentence, in the words that ``mots`` has for what the fact names."""
        ...


class Mots:
    """How a sentence says what a fact names: here, by its code. `Lexique` gives names."""

    def nommer(self, genre: str, code: str) -> str:
        """Return how a ``noeud``, a ``role``, an ``epreuve``, a ``siege`` or an ``instance`` is said."""
        return code

    def jour(self, le: date | str) -> str:
        """Return a day; here as ``2022-03-16``."""
        return str(le)

    def dire(self, valeur: object, genre: str = "") -> str:
        """Return a field of a fact, by what stands there; of several, each, with commas between them.

        Genres of this class: ``jour``, ``verdict``, ``s`` (the mark of the plural, for a number over one), ``ou``
        (one of several).
        Any other names what `nommer` knows.
        """
        if isinstance(valeur, tuple | list):
            liaison, de_chacun = (" ou ", "") if genre == "ou" else (", ", genre)
            return liaison.join(self.dire(element, de_chacun) for element in valeur)
        if genre == "s":
            return "s" if isinstance(valeur, int) and valeur > 1 else ""
        if genre == "jour" or isinstance(valeur, date):
            return self.jour(valeur if isinstance(valeur, date) else str(valeur))
        if genre == "verdict":
            return VERDICTS[_en_clair(valeur)]
        if not isinstance(valeur, _SIMPLES) and hasattr(valeur, "dire"):
            return str(valeur.dire(self))
        return self.nommer(genre, _en_clair(valeur)) if genre else _en_clair(valeur)


CODES = Mots()
"""Every code as it is: the words of ``--json``."""

_SIMPLES = (str, int, date, Decimal, Fraction, Enum)


def _en_clair(valeur: object) -> str:
    return str(valeur.value) if isinstance(valeur, Enum) else str(valeur)


class _MiseEnMots(Formatter):
    """Fills the blanks of a sentence, each by its genre."""

    def __init__(self, mots: Mots) -> None:
        self._mots = mots

    def format_field(self, value: object, format_spec: str) -> str:
        return self._mots.dire(value, format_spec)


@frozen
class Tournure:
    """A sentence with blanks, by the code of the facts that it says; calling it with its blanks gives a fact."""

    code: str
    phrase: str

    connues: ClassVar[dict[str, "Tournure"]] = {}

    def __attrs_post_init__(self) -> None:
        self.connues[self.code] = self

    def __call__(self, **champs: object) -> "FaitSimple":
        """Return the fact of these fields."""
        return FaitSimple(self, tuple(champs.items()))


@frozen
class FaitSimple:
    """The fact of a `Tournure`: its fields by name, which ``fait["dossier"]`` reads."""

    tournure: Tournure
    _champs: tuple[tuple[str, object], ...] = ()

    @property
    def code(self) -> str:
        """The code of its sentence."""
        return self.tournure.code

    @property
    def champs(self) -> dict[str, Any]:
        """The fields by name."""
        return dict(self._champs)

    def __getitem__(self, nom: str) -> Any:
        return self.champs[nom]

    def __iter__(self) -> Iterator[str]:
        return iter(self.champs)

    def dire(self, mots: Mots) -> str:
        """Fill the blanks."""
        return _MiseEnMots(mots).vformat(self.tournure.phrase, (), self.champs)

    def __str__(self) -> str:
        return self.dire(CODES)


CLASSES: dict[str, "type[Fait]"] = {}
"""The classes of facts that are not of a `Tournure`, by their code."""


def inscrire(classe: T) -> T:
    """Make a class of facts known by its ``code``, so that what was kept of one can be read again."""
    CLASSES[str(classe.code)] = classe
    return classe


@frozen
class FaitInconnu:
    """A fact that was kept, and that no code in use knows how to say: its fields, one after the other."""

    code: str
    champs: Mapping[str, Any] = field(factory=dict, hash=False)

    def dire(self, mots: Mots) -> str:
        """Say the code, then each field by its name."""
        dits = ", ".join(f"{nom} : {mots.dire(valeur)}" for nom, valeur in self.champs.items())
        return f"{self.code} ({dits})" if dits else self.code


TEXTE = Tournure("texte", "{texte}")
"""A sentence that somebody else wrote, kept as it is: what the first version of the register sealed."""


def en_fait(dit: "Fait | str") -> Fait:
    """Return a fact; a sentence that comes from elsewhere is one as it is."""
    return TEXTE(texte=dit) if isinstance(dit, str) else dit
