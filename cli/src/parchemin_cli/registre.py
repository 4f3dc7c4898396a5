"""The options of the commands over the register."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from parchemin.dossier.texte import cle
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


def options_registre(commande: Callable[..., Any]) -> Callable[..., Any]:
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
        verdicts[bloc] = lire_verdict(verdict)
    return verdicts


def lire_verdict(dit: str) -> str:
    """Return the code of a verdict, which may be typed as the answers print it: « Non acquis », « certifié »."""
    return cle(dit).replace(" ", "_")
