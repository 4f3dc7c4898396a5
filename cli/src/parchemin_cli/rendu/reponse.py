"""How a command answers, in JSON or in words, and how it asks before what is for good."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice
from textwrap import indent
from typing import Any, TypeVar

import click

from parchemin_cli.rendu.remarques import dits_en_json

F = TypeVar("F", bound=Callable[..., Any])

PAGE = 1000
"""How many rows of a table are held to be printed together."""

LIBRES = frozenset({"Auteur", "Candidat", "Certification", "Instance", "Intitulé", "Lieu", "Objet"})
"""The columns of names and objects, whose words may be cut where a terminal is narrow."""


def dire_json(document: object) -> None:
    """Print a JSON document, with the warnings that were met on the way."""
    if isinstance(document, Mapping):
        document = {**document, **dits_en_json()}
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def orienter(suite: str, *, en_json: bool) -> None:
    """Say what comes next, where words were asked for."""
    if not en_json:
        click.echo(suite)


def repondre(document: object, phrases: Iterable[str], *, en_json: bool) -> None:
    """Print an answer, in JSON or in words."""
    if en_json:
        dire_json(document)
    else:
        for phrase in phrases:
            click.echo(phrase)


def derouler(entete: Mapping[str, object], nom: str, elements: Iterable[object]) -> None:
    """Print the JSON document of `repondre` whose last member is a list, each element as soon as it comes."""
    debut = json.dumps({**entete, **dits_en_json(), nom: []}, ensure_ascii=False, indent=2).removesuffix("]\n}")
    suite = "\n"
    for element in elements:
        click.echo(debut + suite + indent(json.dumps(element, ensure_ascii=False, indent=2), "    "), nl=False)
        debut, suite = "", ",\n"
    click.echo(f"{debut}]\n}}" if debut else "\n  ]\n}")


def sur_un_terminal() -> bool:
    """Tell whether somebody may answer a question."""
    return sys.stdin is not None and sys.stdin.isatty()


def confirmer(*phrases: str) -> None:
    """Say what will be done and have it confirmed; without anybody to answer, nothing is done (status 2)."""
    for phrase in phrases:
        click.echo(phrase, err=True)
    question = "Tapez « oui » pour continuer"
    reponse: str = click.prompt(question, default="non", show_default=False, prompt_suffix=" : ", err=True)
    if reponse.strip().lower() != "oui":
        raise click.Abort


def option_oui(commande: F) -> F:
    """Add ``--oui``: on a terminal, what cannot be undone is asked about without it."""
    return click.option("--oui", is_flag=True, help="Ne demande pas confirmation.")(commande)


def tabler(entetes: Sequence[str], lignes: Iterable[Sequence[object]], vide: str = "") -> None:
    """Print a table, a long one by the page, each under its header; without a row, the sentence ``vide``."""
    reste = iter(lignes)
    if (premiere := next(reste, None)) is None and vide:
        click.echo(vide)
        return
    _tabler(entetes, chain([premiere] if premiere else (), islice(reste, PAGE - 1)))
    for suivante in reste:
        _tabler(entetes, chain([suivante], islice(reste, PAGE - 1)))


def _tabler(entetes: Sequence[str], lignes: Iterable[Sequence[object]]) -> None:
    from rich.text import Text

    from parchemin_cli.rendu import console, tableaux

    rangees = [[Text("" if cellule is None else str(cellule)) for cellule in ligne] for ligne in lignes]
    cellules = zip(*rangees, strict=True) if rangees else ((),) * len(entetes)
    colonnes = [
        tableaux.Colonne(entete, siennes, libre=entete in LIBRES)
        for entete, siennes in zip(entetes, cellules, strict=True)
    ]
    ecran = console.sortie()
    ecran.print(tableaux.dresser(ecran, colonnes))
