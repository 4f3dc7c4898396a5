"""From a TOML document to typed values: strict, in French, and with every fault's path at once."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from types import GenericAlias
from typing import Any, TypeVar, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.errors import (
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, mapping_structure_factory

from parchemin.errors import Defaut, DonneesInvalides, Lieu, Suggestion, ValeurRefusee, faits_de
from parchemin.faits import Fait, Tournure
from parchemin.referentiel.jours import lire_jour
from parchemin.referentiel.model import Critere, Source

T = TypeVar("T")

CRITERES_MAX = 100
"""The most critères that one compétence may have."""

TOML_PAS_UTF8 = Tournure("toml_pas_utf8", "ce TOML n'est pas en UTF-8 : enregistrez-le en UTF-8")
TOML_TROP_PROFOND = Tournure("toml_trop_profond", "TOML illisible : nombre trop long, ou trop d'imbrications")
TOML_CLE_DEJA_ECRITE = Tournure(
    "toml_cle_deja_ecrite", "TOML illisible : cette clé ou cette table est déjà écrite plus haut"
)
TOML_ILLISIBLE = Tournure("toml_illisible", "TOML illisible à partir de « {suite} »")
TOML_DATE_NUE = Tournure(
    "toml_date_nue", 'date « {trouve} » : écrivez-la entre guillemets ("16/03/2022"), ou sans, 2022-03-16'
)
TOML_SANS_SUITE = Tournure("toml_sans_suite", "TOML illisible : il manque la suite")
CLE_INCONNUE = Tournure("cle_inconnue", "clé inconnue « {cle} »{suggestion}")
CLE_MANQUANTE = Tournure("cle_manquante", "clé obligatoire manquante")
TYPE_INATTENDU = Tournure("type_inattendu", "trouvé {trouve}, attendu {attendu:ou}")

_DATE_NUE = re.compile(r"=\s*([0-9]{1,4}[/-][0-9]{1,2}[/-][0-9]{1,4})")
"""A date without quotation marks that TOML takes for no date."""

_SCALAIRES: dict[type, str] = {
    str: "un texte entre guillemets",
    bool: "true ou false",
    int: "un nombre entier",
}


def lire_toml(contenu: bytes, fichier: str) -> dict[str, Any]:
    """Parse a TOML document; decimals stay exact. Raise `DonneesInvalides` with the row of the fault."""
    try:
        return tomllib.loads(contenu.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as erreur:
        ligne = contenu[: erreur.start].count(b"\n") + 1
        raise _illisible(fichier, ligne, TOML_PAS_UTF8()) from erreur
    except tomllib.TOMLDecodeError as erreur:
        lignes = contenu.decode("utf-8-sig").split("\n")
        raise _illisible(fichier, *_dire_toml(str(erreur), lignes)) from erreur
    except (ValueError, RecursionError) as erreur:
        raise _illisible(fichier, 0, TOML_TROP_PROFOND()) from erreur


def _dire_toml(erreur: str, lignes: Sequence[str]) -> tuple[int, Fait]:
    """Return the row of a fault of syntax and what it is, from the English words of the parser."""
    position = re.search(r"line (\d+), column (\d+)", erreur)
    ligne, colonne = map(int, position.groups()) if position else (len(lignes), 1)
    if erreur.startswith("Cannot"):
        return ligne, TOML_CLE_DEJA_ECRITE()
    if (jour := _DATE_NUE.search(lignes[ligne - 1])) and jour.start(1) < colonne <= jour.end(1) + 1:
        return ligne, TOML_DATE_NUE(trouve=jour[1])
    suite = lignes[ligne - 1][colonne - 1 :].strip()[:20] if position else ""
    return ligne, TOML_ILLISIBLE(suite=suite) if suite else TOML_SANS_SUITE()


def _illisible(fichier: str, ligne: int, fait: Fait) -> DonneesInvalides:
    return DonneesInvalides([Defaut(Lieu(fichier, ligne=ligne), fait)])


def structurer(convertisseur: Converter, brut: object, type_: type[T], fichier: str) -> T:
    """Turn parsed TOML into a value of ``type_``; raise `DonneesInvalides` with the path of every fault."""
    try:
        return convertisseur.structure(brut, type_)
    except Exception as erreur:  # noqa: BLE001 - cattrs raises groups of anything; `_faits` re-raises bugs
        lieux = _feuilles(erreur, "$")
        raise DonneesInvalides(
            Defaut(Lieu(fichier, chemin=chemin), fait) for chemin, feuille in lieux for fait in _faits(feuille)
        ) from None


def _feuilles(erreur: BaseException, chemin: str) -> Iterator[tuple[str, BaseException]]:
    """Yield the errors that a tree of them holds, each with the path where it was met."""
    if not isinstance(erreur, ClassValidationError | IterableValidationError):
        yield chemin, erreur
        return
    situees, autres = erreur.group_exceptions()
    for dessous, note in situees:
        dedans = f"[{note.index!r}]" if isinstance(note, IterableValidationNote) else f".{note.name}"
        yield from _feuilles(dessous, chemin + dedans)
    for dessous in autres:
        yield from _feuilles(dessous, chemin)


def _faits(erreur: BaseException) -> Iterator[Fait]:
    if isinstance(erreur, ForbiddenExtraKeysError):
        connus = [champ.name for champ in attrs.fields(erreur.cl)]
        yield from (
            CLE_INCONNUE(cle=cle, suggestion=Suggestion.parmi(cle, connus)) for cle in sorted(erreur.extra_fields)
        )
    elif isinstance(erreur, KeyError):
        yield CLE_MANQUANTE()
    elif isinstance(erreur, ValueError):
        yield from faits_de(erreur)
    else:
        raise erreur


def nouveau_convertisseur() -> Converter:
    """Return a converter that takes nothing for something else: no ``"5"`` for 5, no string for a list."""
    convertisseur = Converter(forbid_extra_keys=True, detailed_validation=True)
    for type_, attendu in _SCALAIRES.items():
        convertisseur.register_structure_hook(type_, _scalaire(type_, attendu))
    convertisseur.register_structure_hook(date, _jour)
    convertisseur.register_structure_hook(Decimal, _decimal)
    convertisseur.register_structure_hook(Source, _source(convertisseur))
    convertisseur.register_structure_hook_func(_est_enum, _enum)
    convertisseur.register_structure_hook_func(_est_tuple, lambda brut, type_: _liste(convertisseur, brut, type_))
    convertisseur.register_structure_hook_func(
        lambda type_: type_ == tuple[Critere, ...], lambda brut, _: _criteres(convertisseur, brut)
    )
    convertisseur.register_structure_hook_factory(_est_dict, lambda type_: _dict(convertisseur, type_))
    convertisseur.register_structure_hook_factory(
        lambda type_: attrs.has(type_) and type_ is not Source, lambda type_: _table(convertisseur, type_)
    )
    return convertisseur


def _trouve(brut: object) -> str:
    match brut:
        case bool():
            return "true" if brut else "false"
        case list():
            return "une liste"
        case Mapping():
            return "une table"
    return f"« {brut} »"


def inattendu(brut: object, *attendu: str) -> ValeurRefusee:
    """Return the refusal of a value of another type than those that are said."""
    return ValeurRefusee(TYPE_INATTENDU(trouve=_trouve(brut), attendu=attendu))


def _scalaire(type_: type, attendu: str) -> Callable[[object, object], object]:
    def structurer_scalaire(brut: object, _: object) -> object:
        if type(brut) is not type_:
            raise inattendu(brut, attendu)
        return brut

    return structurer_scalaire


def _jour(brut: object, _: object) -> date:
    """Read a date of TOML, or one between quotation marks, ISO or French."""
    if isinstance(brut, str):
        return lire_jour(brut.strip())
    if type(brut) is not date:
        raise inattendu(brut, "une date : 2022-03-16", '"16/03/2022"')
    return brut


def _decimal(brut: object, _: object) -> Decimal:
    if isinstance(brut, bool) or not isinstance(brut, int | Decimal) or not Decimal(brut).is_finite():
        raise inattendu(brut, "un nombre")
    return Decimal(brut)


def _source(convertisseur: Converter) -> Callable[[object, object], object]:
    en_table = _table(convertisseur, Source)

    def structurer_source(brut: object, cible: object) -> object:
        if isinstance(brut, Mapping):
            return en_table({"section": "", **brut}, cible)
        if not isinstance(brut, str) or not brut.strip():
            raise inattendu(brut, "une source : « document §section »")
        return Source.lire(brut)

    return structurer_source


def _est_tuple(type_: object) -> bool:
    return get_origin(type_) is tuple


def _est_dict(type_: object) -> bool:
    return get_origin(type_) is dict


def _est_enum(type_: object) -> bool:
    return isinstance(type_, type) and issubclass(type_, Enum)


def _enum(brut: object, type_: type[Enum]) -> Enum:
    try:
        return type_(brut)
    except ValueError:
        raise inattendu(brut, *(membre.value for membre in type_)) from None


def _liste(convertisseur: Converter, brut: object, type_: object) -> tuple[object, ...]:
    if not isinstance(brut, list):
        raise inattendu(brut, "une liste")
    en_liste: Any = GenericAlias(list, get_args(type_)[:1])
    return tuple(convertisseur.structure(brut, en_liste))


def _criteres(convertisseur: Converter, brut: object) -> tuple[Critere, ...]:
    return criteres_de(convertisseur.structure(brut, list[str]) if isinstance(brut, list) else brut)


def criteres_de(brut: object) -> tuple[Critere, ...]:
    """Return critères numbered from 1, from their number or their intitulés; raise `ValeurRefusee`."""
    if type(brut) is int and 0 < brut <= CRITERES_MAX:
        brut = [f"critère {rang}" for rang in range(1, brut + 1)]
    if not isinstance(brut, list) or not brut:
        raise inattendu(brut, f"les intitulés des critères ou leur nombre, de 1 à {CRITERES_MAX}")
    return tuple(Critere(str(rang), intitule) for rang, intitule in enumerate(brut, 1))


def _dict(convertisseur: Converter, type_: Any) -> Callable[[object, object], object]:
    lire = mapping_structure_factory(type_, convertisseur)

    def structurer_dict(brut: object, cible: object) -> object:
        if not isinstance(brut, Mapping):
            raise inattendu(brut, "une table")
        return lire(brut, cible)

    return structurer_dict


def _table(convertisseur: Converter, type_: type[Any]) -> Callable[[object, object], object]:
    champs = make_dict_structure_fn(type_, convertisseur, _cattrs_forbid_extra_keys=True)

    def structurer_table(brut: object, cible: object) -> object:
        if not isinstance(brut, Mapping):
            raise inattendu(brut, "une table")
        return champs(brut, type_)

    return structurer_table
