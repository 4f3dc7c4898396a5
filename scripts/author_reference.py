"""Write the reference of all that an author states, `docs/reference/author.md`, from the code that reads it."""

import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import attrs

from parchemin import api
from parchemin.dossier.readers.classeur_de_seance import COLONNES_MEMBRES
from parchemin.dossier.readers.colonnes import ColonneAttendue
from parchemin.dossier.readers.dossiers import COLONNES as COLONNES_DOSSIERS
from parchemin.dossier.readers.entetes import ALIAS
from parchemin.dossier.readers.observations import COLONNES as COLONNES_OBSERVATIONS
from parchemin.dossier.readers.seance_brute import EnTeteDeSeance
from parchemin.faits import en_fait
from parchemin.referentiel.model import Edition
from parchemin.vae.demande import DemandeVae

FICHIER = Path(__file__).parents[1] / "docs" / "reference" / "author.md"
TETE = """# All that an author states

Every key of a référentiel, every column of a table, every rule with its parameters, every rule of a jury, every
parameter of the VAE. Written from the code by `scripts/author_reference.py`; what the rules say, with worked
examples, is in [the vocabulary](vocabulary.md), how a jury is composed in [the jury](jury.md).
"""
_SIMPLES = {str: "text", int: "whole number", bool: "yes or no", date: "day", Decimal: "exact number"}
_SIMPLES |= {Fraction: "exact share"}
_S = api.Source("accord", "§1")
_AVIS = api.AvisPropre(_S)
EXEMPLES: dict[str, Any] = {
    "AccesParContinu": api.AccesParContinu("10", _S),
    "AvisDe": api.AvisDe("jury", _AVIS),
    "AvisPropre": _AVIS,
    "Concordance": api.Concordance(("entreprise", "jury"), "jury", _AVIS, _S),
    "Effectif": api.Effectif(("membre",), "jury", _S, au_moins=3, au_plus=5),
    "EnVoie": api.EnVoie(("vae",), api.Effectif(("membre",), "jury", _S, au_moins=2)),
    "FormationSuivie": api.FormationSuivie(("membre",), _S),
    "HorsEmployeur": api.HorsEmployeur(("membre",), _S),
    "Incompatibilite": api.Incompatibilite(("membre",), "nom", "tuteur", "tuteur", _S),
    "Moyenne": api.Moyenne("10", _S),
    "NoteMinimale": api.NoteMinimale("8", _S),
    "OrganismesDifferents": api.OrganismesDifferents(("membre",), _S),
    "Parite": api.Parite(("employeur",), ("salarie",), ("employeurs", "salariés"), _S),
    "Part": api.Part(api.Niveau.COMPETENCE, "80 %", _S),
    "Proportion": api.Proportion(("pro",), ("pro", "agent"), "professionnels", _S, "1/4", "1/2"),
    "QualiteCommune": api.QualiteCommune(("expert",), "region", "de la même région", _S),
    "QualiteExigee": api.QualiteExigee(("expert",), "titulaire", "titulaire", _S, depuis=api.Duree(annees=2)),
    "RegleDeVote": api.RegleDeVote(_S, base=api.BaseDesVoix.PRESENTS, preponderante=("president",)),
    "SansNoteEliminatoire": api.SansNoteEliminatoire(_S),
    "TousLesBlocs": api.TousLesBlocs(_S),
}
"""A value of most rules, which states itself on the page."""

_TUES = ("sans_contenu", "grille")
"""What no file of an édition gives."""


def reference() -> str:
    """Return the page."""
    parties = (_toml(), _tables(), _regles(), _jury(), _vae())
    return "\n".join([TETE, *parties])


def _toml() -> str:
    titre = "## The TOML of an édition\n\nOne table for each kind of thing; a table within another stands as"
    titre += ' `[[blocs]]`, then `[[blocs.competences]]`. A `source` is a text: `"accord §4"`.\n'
    return "\n".join([titre, *(_classe(classe) for classe in _classes(Edition))])


def _classes(racine: type[Any]) -> list[type[Any]]:
    """Return a class and those of its fields, each once, in the order in which they are met."""
    trouvees: list[type[Any]] = []
    a_voir = [racine]
    while a_voir:
        classe = a_voir.pop(0)
        if classe in trouvees or classe is api.Source:
            continue
        trouvees.append(classe)
        for champ in _champs(classe):
            a_voir += [type_ for type_ in _feuilles(champ.type) if attrs.has(type_)]
    return trouvees


def _champs(classe: type[Any]) -> list["attrs.Attribute[Any]"]:
    connus = {nom: getattr(api, nom) for nom in api.__all__} | {"Decimal": Decimal, "Fraction": Fraction}
    connus |= vars(sys.modules[classe.__module__])
    siens = attrs.fields(attrs.resolve_types(classe, globalns=connus))
    return [champ for champ in siens if champ.init and champ.name not in _TUES]


def _classe(classe: type[Any]) -> str:
    dit = f"\n\nIt says: {_dire(EXEMPLES[classe.__name__])}" if classe.__name__ in EXEMPLES else ""
    return f"### {classe.__name__}\n\n{_doc(classe)}{dit}\n\n{_table(classe, 'key')}\n"


def _dire(exemple: Any) -> str:
    """Return what a rule states of itself, in French."""
    dits = exemple.enoncer(api.Niveau.BLOC) if hasattr(exemple, "formuler") else (exemple.enoncer(),)
    return " ".join(f"« {en_fait(dit).dire(api.CODES)} »" for dit in dits)


def _table(classe: type[Any], colonne: str) -> str:
    lignes = (f"| `{champ.alias}` | {_type(champ.type)} | {_defaut(champ)} |" for champ in _champs(classe))
    return "\n".join([f"| {colonne} | what it holds | unless given |", "|---|---|---|", *lignes])


def _doc(objet: Any) -> str:
    """Return a docstring, its ``code`` in backticks; parameters as a list."""
    lignes = re.sub(r"``(.+?)``", r"`\1`", inspect.getdoc(objet) or "")
    return re.sub(r":param (\w+):", r"- `\1`:", lignes)


def _feuilles(type_: Any) -> Iterator[type[Any]]:
    if get_origin(type_) in (Union, UnionType, tuple, dict):
        for arg in get_args(type_):
            yield from _feuilles(arg)
    elif isinstance(type_, type):
        yield type_


def _type(type_: Any) -> str:
    origine, args = get_origin(type_), get_args(type_)
    if origine in (Union, UnionType):
        return " or ".join(_type(arg) for arg in args if arg is not type(None))
    if origine is tuple and len(args) == 2 and args[1] is Ellipsis:
        return f"list of {_type(args[0])}"
    if origine is tuple:
        return f"({', '.join(map(_type, args))})"
    if origine is dict or "Mapping" in str(origine):
        return f"table of {_type(args[1])}, by {_type(args[0])}"
    return _simple(getattr(type_, "__supertype__", type_))


def _simple(type_: Any) -> str:
    if type_ in _SIMPLES:
        return _SIMPLES[type_]
    if isinstance(type_, type) and issubclass(type_, Enum):
        return " / ".join(f"`{membre.name if issubclass(type_, int) else membre.value}`" for membre in type_)
    return f"`{getattr(type_, '__name__', type_)}`"


def _defaut(champ: "attrs.Attribute[Any]") -> str:
    if champ.default is attrs.NOTHING:
        return "**needed**"
    if isinstance(champ.default, attrs.Factory):  # type: ignore[arg-type]
        return "empty"
    if champ.default in ("", (), None):
        return "none"
    return f"`{getattr(champ.default, 'name', champ.default)}`"


def _tables() -> str:
    parties = [
        "## The tables of a séance\n",
        "### `seance`\n",
        _table(EnTeteDeSeance, "key"),
        "\n### `membres`\n",
        _colonnes(COLONNES_MEMBRES),
        "\n### `dossiers`\n",
        _colonnes(COLONNES_DOSSIERS),
        "\n### `observations`, one row an observation\n",
        _colonnes(COLONNES_OBSERVATIONS),
        "\n### A request of VAE\n",
        *(
            f"#### {classe.__name__}\n\n{_doc(classe)}\n\n{_table(classe, 'key')}\n"
            for classe in _classes(DemandeVae)
        ),
    ]
    return "\n".join(parties)


def _colonnes(colonnes: Iterable[ColonneAttendue]) -> str:
    lignes = (
        f"| `{colonne.nom}` | {'yes' if colonne.obligatoire else ''} | {', '.join(ALIAS.get(colonne.nom, ()))} |"
        for colonne in colonnes
    )
    return "\n".join(["| column | needed | also called |", "|---|---|---|", *lignes])


def _regles() -> str:
    siens = [nom for nom in ("Politique", "Notation", "Validite", "Mention", "Diffusion") if hasattr(api, nom)]
    tenues = [_classe(getattr(api, nom)) for nom in siens]
    controles = ["## The controls, which warn and change no verdict\n", *_valeurs("controler")]
    return "\n".join(["## The rules of a policy\n", *_valeurs("formuler"), *tenues, *controles, *_branche()])


def _branche() -> list[str]:
    siens = (api.Branche, api.Instance, api.AvisArgumente, api.ModeleTitre, api.Passerelle)
    return ["## The branch, its titles, its passerelles\n", *map(_classe, siens)]


def _jury() -> str:
    siens = (api.Composition, api.Siege, api.RegleDeVote, api.Majorite)
    return "\n".join(["## The jury\n", *map(_classe, siens), "## The rules of a jury\n", *_valeurs("examiner")])


def _vae() -> str:
    siens = (api.RegleRecevabilite, api.OralPrevu, api.Dispense, api.Limite, api.Ouverture, api.Orientation)
    return "\n".join(["## The VAE\n", *map(_classe, siens)])


def _valeurs(methode: str) -> Iterator[str]:
    """Yield the section of each rule that has a method."""
    for nom in api.__all__:
        classe = getattr(api, nom)
        if isinstance(classe, type) and attrs.has(classe) and hasattr(classe, methode):
            yield _classe(classe)


if __name__ == "__main__":
    FICHIER.write_text(reference(), encoding="utf-8")
