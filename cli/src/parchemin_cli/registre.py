"""The options of the commands over the register, and how they answer."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click

from parchemin.registre.base import Base, attente, base_par_defaut
from parchemin_cli.hote import option_json, options_hote

F = TypeVar("F", bound=Callable[..., Any])


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


def repondre(document: object, phrases: Iterable[str], *, en_json: bool) -> None:
    """Print an answer, in JSON or in words."""
    if en_json:
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        for phrase in phrases:
            click.echo(phrase)


def tabler(entetes: Sequence[str], lignes: Iterable[Sequence[object]]) -> None:
    """Print a table."""
    from rich.table import Table
    from rich.text import Text

    from parchemin_cli.rendu import console

    table = Table()
    for entete in entetes:
        table.add_column(entete, overflow="fold")
    for ligne in lignes:
        table.add_row(*(Text("" if cellule is None else str(cellule)) for cellule in ligne))
    console.sortie().print(table)
