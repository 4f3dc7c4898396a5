"""The options of the commands over the register."""

from collections.abc import Callable
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from parchemin.dossier.texte import cle
from parchemin.registre.base import Base, attente, base_par_defaut
from parchemin_cli.hote import option_json, options_hote

F = TypeVar("F", bound=Callable[..., Any])


class Numero(click.types.IntParamType):
    """A number that the register gave: of a séance, an act, an appeal, a person."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number; one that no register gives is bad usage."""
        numero: int = super().convert(value, param, ctx)
        if not 1 <= numero <= _DERNIER:
            self.fail(f"trouvé {value} ; attendu un numéro de 1 à {_DERNIER}.", param, ctx)
        return numero


NUMERO = Numero()
_DERNIER = 2**31 - 1


def exiger_apres(ctx: click.Context) -> None:
    """Refuse an option that stands before an act of a list: it is the list's, and the act would not hear of it."""
    for option in ctx.command.params:
        if option.name and ctx.get_parameter_source(option.name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"{option.opts[0]} se donne après « {ctx.invoked_subcommand} »")


def ouvrir(contexte: click.Context, adresse: str | None) -> Base:
    """Return the register at a URL, or that of every day; its connections end with the command."""
    if adresse == "":
        raise click.BadParameter("trouvé vide ; attendu sqlite:///… ou postgresql://…", param_hint="'--base'")
    base = Base(adresse or base_par_defaut(), attente())
    contexte.call_on_close(base.fermer)
    return base


def option_base(commande: F) -> F:
    """Add ``--base``, received as a register that is not open yet."""
    return click.option(
        "--base",
        metavar="URL",
        callback=lambda contexte, _option, adresse: ouvrir(contexte, adresse),
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
