"""Facts: a code and fields, which travel and are kept; the sentence is made once, at the edge.

Most facts are of a `Tournure`, a sentence with blanks declared beside the code that finds the fact::

    SANS_PROPOSITION = Tournure("sans_proposition", "dossier {dossier} : aucune proposition")
    fait = SANS_PROPOSITION(dossier="D1")
    fait.code, fait["dossier"], fait.dire(CODES)

A blank says after its colon what stands there (``{bloc:noeud}``, ``{le:jour}``, ``{verdict:verdict}``), so that
who words the fact can name it: `CODES` leaves codes as they are, `parchemin.referentiel.lexique.Lexique` gives
names. A fact whose sentence has turns of its own is a frozen attrs class with the members of `Fait`, made known
by `inscrire`. `ecrire` keeps a fact as JSON has it, and `lire` reads it back. No code reads a sentence back.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cached_property
from string import Formatter
from types import UnionType
from typing import Any, ClassVar, Protocol, TypeVar, Union, get_args, get_origin

import attrs
from attrs import field, frozen

T = TypeVar("T", bound="type[Fait]")
V = TypeVar("V")

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

ETATS: Mapping[str, str] = {
    "ouverte": "ouverte",
    "proposee": "proposée",
    "proclamee": "proclamée",
    "annulee": "annulée",
}
"""The French of where a séance stands, by its codes."""

_MOTS: Mapping[str, Mapping[str, str]] = {"verdict": VERDICTS, "etat": ETATS}
"""What fills a blank by a table of words, by the kind of the blank."""


class Fait(Protocol):
    """A fact, as fields; ``dire`` makes its sentence."""

    @property
    def code(self) -> str:
        """What kind of fact it is: stable, for who scripts against the answers, and for the register."""
        ...

    def dire(self, mots: "Mots") -> str:
        """Return the sentence, in the words that ``mots`` has for what the fact names."""
        ...

    def __hash__(self) -> int: ...


class Mots:
    """How a sentence says what a fact names: here, by its code. `Lexique` gives names."""

    def nommer(self, genre: str, code: str) -> str:
        """Return how a ``noeud``, a ``role``, an ``epreuve``, a ``siege`` or an ``instance`` is said."""
        return code

    def citer(self, genre: str, code: str) -> str:
        """Return how it is said in the middle of a sentence: a name has guillemets, a code stands as it is."""
        return self.nommer(genre, code)

    def introduire(self, role: str) -> str:
        """Return how an evaluator is said before what that evaluator says."""
        return f"{self.nommer('role', role)}: "

    def jour(self, le: date | str) -> str:
        """Return a day; here as ``2022-03-16``."""
        return str(le)

    def dire(self, valeur: object, genre: str = "") -> str:
        """Return a field of a fact, by what stands there; of several, each, with commas between them.

        Names that hold commas have semicolons between them.

        Genres of this class: ``jour``, ``nombre`` (exact, with its comma), ``verdict``, ``s`` (the mark of the
        plural, for a number over one), ``et`` and ``ou`` (several, with that word between them). Any other names
        what `nommer` knows; between guillemets (``«noeud»``) its name has them too.
        """
        if isinstance(valeur, tuple | list):
            dits = [self._dire_un(element, genre) for element in valeur]
            if genre in _LIAISONS:
                return f" {genre} ".join(dits)
            return (" ; " if genre and any("," in dit for dit in dits) else ", ").join(dits)
        return self._dire_un(valeur, genre)

    def _dire_un(self, valeur: object, genre: str) -> str:
        if genre == "s":
            return "s" if isinstance(valeur, int) and valeur > 1 else ""
        if genre in _MOTS:
            return _MOTS[genre].get(_en_clair(valeur), _en_clair(valeur))
        if not isinstance(valeur, _SIMPLES) and hasattr(valeur, "dire"):
            return str(valeur.dire(self))
        if genre == "jour" or isinstance(valeur, date):
            return self.jour(valeur if isinstance(valeur, date) else str(valeur))
        return self._nommer(genre, _en_clair(valeur))

    def _nommer(self, genre: str, code: str) -> str:
        if genre in ("", "nombre", *_LIAISONS):
            return code
        return self.citer(genre.strip("«»"), code) if genre.startswith("«") else self.nommer(genre, code)


_LIAISONS = ("et", "ou")

CODES = Mots()
"""Every code as it is: the words of ``--json``."""

_SIMPLES = (str, int, date, Decimal, Fraction, Enum, type(None))


def _en_clair(valeur: object) -> str:
    if isinstance(valeur, Decimal):
        return str(valeur).replace(".", ",")
    return str(valeur.value) if isinstance(valeur, Enum) else str(valeur)


@frozen
class Tournure:
    """A sentence with blanks, by the code of the facts that it says; calling it with its blanks gives a fact."""

    code: str
    phrase: str

    connues: ClassVar[dict[str, "Tournure"]] = {}

    def __attrs_post_init__(self) -> None:
        connue = self.connues.setdefault(self.code, self)
        if connue.phrase != self.phrase:
            raise ValueError(f"code déjà pris par une autre tournure : {self.code}")

    def __call__(self, **champs: object) -> "FaitSimple":
        """Return the fact of these fields."""
        return FaitSimple(self, tuple(champs.items()))

    @cached_property
    def genres(self) -> Mapping[str, str]:
        """What stands in each blank."""
        return {nom: genre for _, nom, genre in self._morceaux if nom}

    @cached_property
    def _morceaux(self) -> tuple[tuple[str, str, str], ...]:
        """The sentence cut once: what comes before each blank, the blank, what stands there."""
        return tuple((avant, nom or "", genre or "") for avant, nom, genre, _ in Formatter().parse(self.phrase))

    def remplir(self, champs: Mapping[str, object], mots: Mots) -> str:
        """Return the sentence with its blanks filled."""
        return "".join([a + (mots.dire(champs[nom], genre) if nom else "") for a, nom, genre in self._morceaux])


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
        """Fill the blanks; by codes once, for a fact that many dossiers share."""
        return self._en_codes if mots is CODES else self.tournure.remplir(self.champs, mots)

    @cached_property
    def _en_codes(self) -> str:
        return self.tournure.remplir(self.champs, CODES)

    def __str__(self) -> str:
        return self.dire(CODES)


CLASSES: dict[str, "type[Fait]"] = {}
"""The classes of facts that are not of a `Tournure`, by their code."""


def inscrire(classe: T) -> T:
    """Make a class of facts known by its ``code``, so that what was kept of one can be read again."""
    connue = CLASSES.setdefault(str(classe.code), classe)
    if connue.__qualname__ != classe.__qualname__:
        raise ValueError(f"code déjà pris par {connue.__qualname__} : {classe.code}")
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


@inscrire
@frozen
class Ensemble:
    """Several facts, which are said one after the other."""

    faits: tuple[Fait, ...]

    code: ClassVar[str] = "ensemble"

    def dire(self, mots: Mots) -> str:
        """Say each of them."""
        return " ; ".join(fait.dire(mots) for fait in self.faits)


TEXTE = Tournure("texte", "{texte}")
"""A sentence that somebody else wrote, kept as it is: what the first version of the register sealed."""


def en_fait(dit: "Fait | str") -> Fait:
    """Return a fact; a sentence that comes from elsewhere is one as it is."""
    return TEXTE(texte=dit) if isinstance(dit, str) else dit


def ecrire(fait: Fait) -> dict[str, Any]:
    """Return a fact as JSON has it: its ``code``, and its ``champs`` where it has some.

    Days are ISO, exact numbers are texts, enums their values, tuples lists; a fact within is written alike.
    """
    champs = fait.champs if isinstance(fait, FaitSimple | FaitInconnu) else _valeurs(fait)
    if not champs:
        return {"code": fait.code}
    return {"code": fait.code, "champs": {nom: en_json(valeur) for nom, valeur in champs.items()}}


def lire(ecrit: Any) -> Fait:
    """Return the fact that `ecrire` wrote; one that no code in use knows, or that it finds wrong, is unknown."""
    if not isinstance(ecrit, Mapping) or not isinstance(ecrit.get("champs", {}), Mapping):
        return FaitInconnu("", {"lu": ecrit})
    code, champs = str(ecrit.get("code", "")), {str(nom): lu for nom, lu in ecrit.get("champs", {}).items()}
    try:
        if code in CLASSES:
            classe: Fait = _lire_classe(CLASSES[code], champs)
            return classe
        return _lire_simple(Tournure.connues[code], champs)
    except _ILLISIBLE:
        return FaitInconnu(code, champs)


_ILLISIBLE = (ArithmeticError, AttributeError, KeyError, TypeError, ValueError)


def _valeurs(valeur: object) -> dict[str, object]:
    """Return the fields of a value, but those that are as their class has them when nothing is said."""
    classe: type[Any] = type(valeur)
    siens = ((champ, getattr(valeur, champ.name)) for champ in _champs_de(classe))
    return {champ.name: sien for champ, sien in siens if sien != champ.default}


def en_json(valeur: object) -> Any:
    """Return a frozen value that holds facts (a motif, an alert) as JSON has it, field by field."""
    if isinstance(valeur, Enum):
        return valeur.value
    if isinstance(valeur, date | Decimal | Fraction):
        return str(valeur)
    if isinstance(valeur, tuple | list):
        return [en_json(element) for element in valeur]
    return valeur if isinstance(valeur, _SIMPLES) or not attrs.has(type(valeur)) else _table(valeur)


def _table(valeur: Any) -> dict[str, Any]:
    if isinstance(valeur, FaitSimple | FaitInconnu) or _inscrite(type(valeur)):
        return ecrire(valeur)
    return {nom: en_json(sien) for nom, sien in _valeurs(valeur).items()}


def _inscrite(classe: Any) -> bool:
    """Tell whether a class is one of facts: an alert has a code and says itself, and is none."""
    return CLASSES.get(str(getattr(classe, "code", ""))) is classe


def de_json(lu: Any, type_: type[V]) -> V:
    """Return the value of a type that `en_json` wrote; raise `ValueError` where it is none."""
    try:
        valeur: V = _relire(lu, type_)
    except _ILLISIBLE as erreur:
        raise ValueError(f"{type_.__name__} : {lu}") from erreur
    return valeur


def _lire_simple(tournure: Tournure, champs: Mapping[str, Any]) -> FaitSimple:
    if not tournure.genres.keys() <= champs.keys():
        raise KeyError(tournure.code)
    return tournure(**{nom: _relire_simple(lu, tournure.genres.get(nom, "")) for nom, lu in champs.items()})


def _relire_simple(lu: Any, genre: str) -> object:
    if isinstance(lu, list):
        if genre in _GENRES_LUS and any(isinstance(element, list) for element in lu):
            raise ValueError(lu)
        return tuple(_relire_simple(element, genre) for element in lu)
    if isinstance(lu, Mapping):
        return lire(lu)
    return _GENRES_LUS[genre](lu) if genre in _GENRES_LUS else lu


_GENRES_LUS: dict[str, Callable[[str], object]] = {"jour": date.fromisoformat, "nombre": Decimal}


def _lire_classe(classe: type[Any], champs: Mapping[str, Any]) -> Any:
    siens = {champ.name: champ for champ in _champs_de(classe)}
    return classe(**{str(siens[nom].alias): _relire(lu, siens[nom].type) for nom, lu in champs.items()})


_CHAMPS: dict[type[Any], tuple["attrs.Attribute[Any]", ...]] = {}


def _champs_de(classe: type[Any]) -> tuple["attrs.Attribute[Any]", ...]:
    """Return the fields that make a value, each with its type resolved."""
    if classe not in _CHAMPS:
        _CHAMPS[classe] = tuple(champ for champ in attrs.fields(attrs.resolve_types(classe)) if champ.init)
    return _CHAMPS[classe]


def _relire(lu: Any, type_: Any) -> Any:
    """Return what was written, as a value of a type; raise `ValueError` or `TypeError` where it is none."""
    origine = get_origin(type_)
    if origine in (Union, UnionType):
        return _relire_l_un(lu, get_args(type_))
    if origine is tuple:
        return _relire_tuple(lu, get_args(type_))
    if type_ is Fait:
        return lire(lu)
    if _inscrite(type_):
        return _relire_inscrit(lu, type_)
    return _lire_classe(type_, lu) if attrs.has(type_) else _relire_une(lu, type_)


def _relire_inscrit(lu: Any, type_: type[Any]) -> Any:
    """Return a fact of one class, which the value that holds it asks things of that no other answers."""
    fait = lire(lu)
    if not isinstance(fait, type_):
        raise TypeError(lu)
    return fait


def _relire_une(lu: Any, type_: type[Any]) -> Any:
    if issubclass(type_, date):
        return type_.fromisoformat(lu)
    if issubclass(type_, Enum | Decimal | Fraction):
        return type_(lu)
    if type(lu) is not type_:
        raise ValueError(lu)
    return lu


def _relire_l_un(lu: Any, types: tuple[Any, ...]) -> Any:
    """Return what was written as a value of the first type that takes it."""
    for type_ in types:
        try:
            return _relire(lu, type_)
        except _ILLISIBLE:
            continue
    raise ValueError(lu)


def _relire_tuple(lu: Any, types: tuple[Any, ...]) -> tuple[Any, ...]:
    if not isinstance(lu, list):
        raise TypeError(lu)
    if len(types) == 2 and types[1] is Ellipsis:
        return tuple(_relire(element, types[0]) for element in lu)
    return tuple(_relire(element, type_) for element, type_ in zip(lu, types, strict=True))
