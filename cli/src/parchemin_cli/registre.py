"""The options of the commands over the register, and how they answer."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice
from textwrap import indent
from typing import Any, TypeVar

import click

from parchemin.registre.base import Base, attente, base_par_defaut
from parchemin_cli.hote import option_json, options_hote

F = TypeVar("F", bound=Callable[..., Any])

PAGE = 1000
"""How many rows of a table are held to be printed together."""


def option_base(commande: F) -> F:
    """Add ``--base``, received as a register that is not open yet."""
    return click.option(
        "--base",
        metavar="URL",
        callback=lambda _contexte, _option, adresse: Base(adresse or base_par_defaut(), attente()),
        help="Le registre (sqlite:///… ou postgresql://…) ; PARCHEMIN_BASE sinon.",
    )(commande)


def options_registre(commande: F) -> F:
    """Add ``--base``, ``--json`` and the options of the host."""
    return option_base(option_json(options_hote(commande)))


def option_verdicts(aide: str, *, obligatoire: bool) -> Callable[[F], F]:
    """Add ``--verdict BLOC=VERDICT``, received as verdicts by bloc; that of the whole has an empty code."""
    return click.option(
        "--verdict",
        "verdicts",
        multiple=True,
        required=obligatoire,
        metavar="[BLOC=]VERDICT",
        callback=_lire_verdicts,
        help=aide,
    )


def _lire_verdicts(_contexte: click.Context, _option: click.Parameter, dits: tuple[str, ...]) -> dict[str, str]:
    verdicts: dict[str, str] = {}
    for dit in dits:
        bloc, _, verdict = dit.rpartition("=")
        if bloc in verdicts:
            raise click.BadParameter(f"deux verdicts pour {bloc}" if bloc else "deux verdicts pour l'ensemble")
        verdicts[bloc] = verdict
    return verdicts


def orienter(suite: str, *, en_json: bool) -> None:
    """Say what comes next, where words were asked for."""
    if not en_json:
        click.echo(suite)


def repondre(document: object, phrases: Iterable[str], *, en_json: bool) -> None:
    """Print an answer, in JSON or in words."""
    if en_json:
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        for phrase in phrases:
            click.echo(phrase)


def derouler(entete: Mapping[str, object], nom: str, elements: Iterable[object]) -> None:
    """Print the JSON document of `repondre` whose last member is a list, each element as soon as it comes."""
    debut = json.dumps({**entete, nom: []}, ensure_ascii=False, indent=2).removesuffix("]\n}")
    suite = "\n"
    for element in elements:
        click.echo(debut + suite + indent(json.dumps(element, ensure_ascii=False, indent=2), "    "), nl=False)
        debut, suite = "", ",\n"
    click.echo(f"{debut}]\n}}" if debut else "\n  ]\n}")


def confirmer(*phrases: str) -> None:
    """Say what will be done and have it confirmed; without anybody to answer, nothing is done (status 2)."""
    for phrase in phrases:
        click.echo(phrase, err=True)
    question = "Tapez « oui » pour continuer"
    reponse: str = click.prompt(question, default="non", show_default=False, prompt_suffix=" : ", err=True)
    if reponse.strip().lower() != "oui":
        raise click.Abort


def tabler(entetes: Sequence[str], lignes: Iterable[Sequence[object]]) -> None:
    """Print a table; a long one by the page, each under its header."""
    reste = iter(lignes)
    _tabler(entetes, islice(reste, PAGE))
    for suivante in reste:
        _tabler(entetes, chain([suivante], islice(reste, PAGE - 1)))


def _tabler(entetes: Sequence[str], lignes: Iterable[Sequence[object]]) -> None:
    from rich.table import Table
    from rich.text import Text

    from parchemin_cli.rendu import console

    table = Table()
    for entete in entetes:
        table.add_column(entete, overflow="fold")
    for ligne in lignes:
        table.add_row(*(Text("" if cellule is None else str(cellule)) for cellule in ligne))
    console.sortie().print(table)
