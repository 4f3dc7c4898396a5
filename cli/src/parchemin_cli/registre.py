"""The options of the commands over the register, and the register that they ask for."""

import os
from collections.abc import Callable, Mapping
from functools import partial, wraps
from getpass import getuser
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from parchemin.deliberation.pieces import Actes
from parchemin.dossier.texte import cle
from parchemin.plugin.cadre import cadre
from parchemin.plugin.host import Hote
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Base, attente, base_par_defaut
from parchemin_cli.hote import Chargeur, maintenant, option_json, options_hote

F = TypeVar("F", bound=Callable[..., Any])
Acces = Callable[[], Registre]


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


def est_un_numero(seance: str) -> bool:
    """Tell a number of the register from files: a folder named « 1 » is written ``./1``."""
    return seance.isascii() and seance.isdigit() and len(seance) < len(str(2**31))


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


def option_auteur(commande: F) -> F:
    """Add ``--auteur``, received as the name of who writes; empty where nobody is known."""
    return click.option(
        "--auteur",
        metavar="NOM",
        callback=lambda _contexte, _option, nom: _lire_auteur(nom),
        help="Qui écrit au registre ; PARCHEMIN_AUTEUR sinon, ou le nom de la session.",
    )(commande)


def _lire_auteur(donne: str | None) -> str:
    nom = (auteur_par_defaut() if donne is None else donne).strip()
    if donne is not None and not (nom and nom.isprintable()):
        raise click.BadParameter("attendu le nom de qui écrit", param_hint="'--auteur'")
    return nom


def auteur_par_defaut(environnement: Mapping[str, str] = os.environ) -> str:
    """Return who writes: ``PARCHEMIN_AUTEUR``, else the user of the session; nothing where there is none."""
    if choisi := environnement.get("PARCHEMIN_AUTEUR", "").strip():
        return choisi
    try:
        return getuser()
    except (ImportError, KeyError, OSError):  # no password database, or nobody of this number in it
        return ""


def sans_branche() -> Hote:
    """Return the host of a command that works by the rules of no branch."""
    return Hote.de_apports(())


def acceder(base: Base, auteur: str = "", charger: Chargeur = sans_branche) -> Registre:
    """Return a register for who acts in it; a command that only reads says nobody."""
    return Registre(base, charger(), auteur, maintenant)


def lire_pour_imprimer(base: Base, numero: int, hote: Hote, *, proclamee: bool = False) -> Actes:
    """Return a séance of the register with all that was done in it, where PDF can be written.

    :raises ActeRefuse: when it is not proclaimed, where it has to be.
    """
    from parchemin.documents.pdf.typographie import exiger_typst
    from parchemin.registre.seance.pieces import lire_actes

    exiger_typst()
    return lire_actes(acceder(base, charger=lambda: hote), numero, partial(cadre, hote), proclamee=proclamee)


def options_registre(commande: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--base``, ``--json`` and the options of the host, for a command that reads."""
    return option_base(option_json(options_hote(commande)))


def options_ecriture(commande: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--auteur`` to `options_registre`, for a command that writes; ``acces`` loads the branches."""

    @wraps(commande)
    def avec(*arguments: Any, base: Base, auteur: str, charger: Chargeur, **options: Any) -> Any:
        return commande(*arguments, acces=partial(acceder, base, auteur, charger), **options)

    return option_auteur(options_registre(avec))


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
