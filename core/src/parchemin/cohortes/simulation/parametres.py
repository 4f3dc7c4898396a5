"""The numbers and the choices in the rules of a policy: which there are, and the same policy with some changed.

A parameter is named by what its rule judges, then by the rule's code: ``bloc.part`` is the share that makes a
bloc acquired, ``certification.moyenne`` the least mean. A number that is not the rule's first one has its own name
behind: ``certification.moyenne.echelle``. A `Choix` is one of the readings of a text. Two rules of one name are
changed together. Checks have none: they change no verdict.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
from attrs import field, frozen

from parchemin.faits import CODES, en_fait
from parchemin.referentiel.model import Niveau, Source
from parchemin.referentiel.nombres import en_francais
from parchemin.regles import Choix, EvaluationFinale, Part, Politique
from parchemin.regles.part import pourcent

Nombre = Fraction | Decimal | int | Choix

_NIVEAUX = {
    Niveau.EDITION: "certification",
    Niveau.BLOC: "bloc",
    Niveau.COMPETENCE: "competence",
    Niveau.CRITERE: "critere",
}
_PREMIER = "au_moins"
"""The number that a rule's code names on its own."""

_DECIMAL = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")
_FRACTION = re.compile(r"[0-9]{1,9}/[1-9][0-9]{0,8}")


@frozen
class Parametre:
    """A number in a rule: its name, its value, where the rule is written, and the rule in words."""

    chemin: str
    valeur: Nombre
    source: Source | None = None
    enonce: str = field(default="", eq=False)

    @property
    def type(self) -> str:
        """What may stand in its place, in French."""
        return _types(self.valeur)

    def __str__(self) -> str:
        return f"{self.chemin} = {dire(self.valeur)}"


@frozen
class Changement:
    """Another value for a parameter, as it was written."""

    chemin: str
    texte: str

    @classmethod
    def lire(cls, ecrit: str) -> "Changement":
        """Read ``bloc.part=75%``; raise `ValueError` where it is not so."""
        chemin, egal, texte = (partie.strip() for partie in ecrit.partition("="))
        if not (chemin and egal and texte):
            raise ValueError(f"trouvé « {ecrit} » : attendu PARAMETRE=VALEUR, comme bloc.part=75%")
        return cls(chemin, texte)

    def __str__(self) -> str:
        return f"{self.chemin} = {self.texte}"


def parametres(politique: Politique) -> tuple[Parametre, ...]:
    """Return the numbers of a policy, in the order of its rules."""
    tous = (parametre for regle, niveau in _regles(politique) for parametre in _de(regle, niveau))
    return tuple(dict.fromkeys(tous))


def modifier(politique: Politique, changements: Sequence[Changement]) -> Politique:
    """Return the policy with other numbers; a change that it has no parameter for is passed over.

    The source of a rule that changes says so, so that no motif cites a document for a number that is not there.

    :raises ValueError: for a value that is not exact, or that the rule refuses.
    """
    voulus = {changement.chemin: changement for changement in changements}
    return attrs.evolve(
        politique,
        notation=politique.notation and _changer(politique.notation, Niveau.EDITION, voulus).regle,
        validites=tuple(_changer(validite, validite.pour, voulus).regle for validite in politique.validites),
        certification=tuple(_changer(regle, Niveau.EDITION, voulus).regle for regle in politique.certification),
        bloc=politique.bloc and _changer(politique.bloc, Niveau.BLOC, voulus).regle,
    )


def lire_nombre(actuel: Nombre, texte: str) -> Nombre:
    """Read an exact number of the kind of another one; raise `ValueError` with what was expected."""
    propre = texte.replace(" ", "").replace("\u202f", "").replace("\xa0", "")
    pourcentage = propre.endswith("%")
    chiffres = propre.removesuffix("%").replace(",", ".")
    if isinstance(actuel, Choix) and propre in [choix.value for choix in type(actuel)]:
        return type(actuel)(propre)
    if isinstance(actuel, Fraction) and _DECIMAL.fullmatch(chiffres):
        return Fraction(chiffres) / (100 if pourcentage else 1)
    if isinstance(actuel, Fraction) and _FRACTION.fullmatch(propre):
        return Fraction(propre)
    if isinstance(actuel, Decimal) and _DECIMAL.fullmatch(chiffres) and not pourcentage:
        return Decimal(chiffres)
    if isinstance(actuel, int) and propre.isascii() and propre.isdigit() and len(propre) < 10:
        return int(propre)
    raise ValueError(f"trouvé « {texte} » : attendu {_types(actuel)}")


def dire(nombre: Nombre) -> str:
    """Return a number in French, exactly: ``80 %``, ``2/3``, ``10,5``."""
    if isinstance(nombre, Choix):
        return str(nombre.value)
    if not isinstance(nombre, Fraction):
        return en_francais(str(nombre))
    en_pourcent = (nombre * 10_000).denominator == 1
    return pourcent(nombre) if en_pourcent else str(nombre)


def _types(nombre: Nombre) -> str:
    if isinstance(nombre, Choix):
        return " ou ".join(str(choix.value) for choix in type(nombre))
    if isinstance(nombre, Fraction):
        return "une part (75 %, 3/4)"
    return "un nombre (10, 10,5)" if isinstance(nombre, Decimal) else "un entier"


def _regles(politique: Politique) -> Iterator[tuple[Any, Niveau]]:
    """Yield every rule of a policy, with the level of the nodes that it judges."""
    if politique.bloc is not None:
        yield from _descendre(politique.bloc, Niveau.BLOC)
    for regle in politique.certification:
        yield from _descendre(regle, Niveau.EDITION)
    if politique.notation is not None:
        yield from _descendre(politique.notation, Niveau.EDITION)
    for validite in politique.validites:
        yield validite, validite.pour


def _descendre(regle: Any, niveau: Niveau) -> Iterator[tuple[Any, Niveau]]:
    yield regle, niveau
    for _, valeur in _champs(regle):
        for fille in _filles(valeur):
            yield from _descendre(fille, _dessous(regle, niveau))


def _dessous(regle: Any, niveau: Niveau) -> Niveau:
    """Return the level of the nodes that the rules within a rule judge."""
    if isinstance(regle, Part):
        return regle.de
    return Niveau.BLOC if isinstance(regle, EvaluationFinale) else niveau


def _champs(regle: Any) -> Iterator[tuple["attrs.Attribute[Any]", Any]]:
    """Yield what a rule is made of; a rule in plain Python shows nothing of itself."""
    if attrs.has(type(regle)):
        for champ in attrs.fields(type(regle)):
            if champ.init:
                yield champ, getattr(regle, champ.name)


def _filles(valeur: Any) -> tuple[Any, ...]:
    candidates = valeur if isinstance(valeur, tuple) else (valeur,)
    return tuple(candidate for candidate in candidates if hasattr(candidate, "formuler"))


def _de(regle: Any, niveau: Niveau) -> Iterator[Parametre]:
    source = getattr(regle, "source", None)
    for champ, valeur in _champs(regle):
        if _se_change(valeur):
            enonce = next((en_fait(dit).dire(CODES) for dit in regle.enoncer(niveau) or ()), "")
            yield Parametre(_chemin(regle, niveau, champ.name), valeur, source, enonce)


def _se_change(valeur: object) -> bool:
    return type(valeur) in (Fraction, Decimal, int) or isinstance(valeur, Choix)


def _chemin(regle: Any, niveau: Niveau, champ: str) -> str:
    tete = f"{_NIVEAUX[niveau]}.{regle.code}"
    return tete if champ == _PREMIER else f"{tete}.{champ}"


@frozen(eq=False)
class _Changee:
    """A rule with other numbers, itself where none is; ``faits`` say in French what changes of its own nodes."""

    regle: Any
    faits: tuple[str, ...] = ()


def _changer(regle: Any, niveau: Niveau, voulus: Mapping[str, Changement]) -> _Changee:
    nouveaux: dict[str, Any] = {}
    faits: list[str] = []
    dessous = _dessous(regle, niveau)
    for champ, valeur in _champs(regle):
        nom = champ.alias or champ.name
        changement = voulus.get(_chemin(regle, niveau, champ.name))
        if filles := _filles(valeur):
            changees = [_changer(fille, dessous, voulus) for fille in filles]
            regles = tuple(changee.regle for changee in changees)
            if any(changee is not fille for changee, fille in zip(regles, filles, strict=True)):
                nouveaux[nom] = regles if isinstance(valeur, tuple) else regles[0]
                faits += (fait for changee in changees for fait in changee.faits if dessous is niveau)
        elif changement is not None and _se_change(valeur):
            nouveaux[nom] = lire_nombre(valeur, changement.texte)
            faits.append(f"{changement.chemin}, au lieu de {dire(valeur)}")
    if not nouveaux:
        return _Changee(regle)
    if faits and any(champ.name == "source" for champ, _ in _champs(regle)):
        nouveaux["source"] = Source("hypothèse", f"{' ; '.join(dict.fromkeys(faits))} ({regle.source})")
    return _Changee(attrs.evolve(regle, **nouveaux), tuple(faits))


def noms(politiques: Iterable[Politique]) -> dict[str, tuple[Parametre, ...]]:
    """Return the parameters of several policies by name, each with every value that it has among them."""
    trouves: dict[str, tuple[Parametre, ...]] = {}
    for politique in politiques:
        for parametre in parametres(politique):
            deja = trouves.get(parametre.chemin, ())
            if all(parametre.valeur != autre.valeur for autre in deja):
                trouves[parametre.chemin] = (*deja, parametre)
    return trouves
