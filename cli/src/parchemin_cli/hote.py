"""The options that every command shares, and the host that they ask for."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial, wraps
from typing import Any, TypeVar

import click

from parchemin.errors import CodeInconnu, ValeurRefusee, inconnu
from parchemin.plugin.host import EtatDeGreffon, Hote
from parchemin.referentiel.fuseau import fuseau_par_defaut
from parchemin.referentiel.jours import lire_jour
from parchemin_cli.saisie.codes import branches, desactivees, offrir

F = TypeVar("F", bound=Callable[..., Any])
Chargeur = Callable[[], Hote]


class Jour(click.DateTime):
    """A day, as ``2022-03-16`` or ``16/03/2022``."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a `date`; what is no day is bad usage."""
        if isinstance(value, date):
            return value
        try:
            return lire_jour(str(value).strip())
        except ValeurRefusee as refus:
            self.fail(str(refus), param, ctx)


JOUR = Jour()

SANS_BRANCHE = (
    "Aucune branche active : pip install 'parchemin-cli[ucanss]' (ou courtage, agirc-arrco), "
    "ou retirez --sans-branche et PARCHEMIN_BRANCHES_DESACTIVEES."
)
"""What is said where there is nothing to certify by: most commands then have nothing to answer."""


def maintenant() -> datetime:
    """Return the instant that it is, in the zone of ``PARCHEMIN_FUSEAU``, else of Paris."""
    return datetime.now(fuseau_par_defaut())


def aujourd_hui() -> date:
    """Return the day that it is there."""
    return maintenant().date()


def option_jour(aide: str) -> Callable[[F], F]:
    """Add ``--le``, received as a day: today where it is not given."""
    return click.option(
        "--le",
        type=JOUR,
        metavar="DATE",
        callback=lambda _contexte, _option, le: le or aujourd_hui(),
        help=aide,
    )


def option_naissance(commande: F) -> F:
    """Add ``--naissance``: which of several namesakes."""
    return click.option("--naissance", type=JOUR, metavar="DATE", help="Laquelle de plusieurs homonymes.")(
        commande
    )


def options_hote(commande: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--sans-branche`` and ``--strict``, received as ``charger``: what loads the branches."""

    @click.option(
        "--sans-branche",
        multiple=True,
        metavar="SLUG",
        shell_complete=offrir(branches),
        help="Laisse une branche de côté, sans la charger (répétable).",
    )
    @click.option("--strict", is_flag=True, help="Refuse de continuer si une branche est en erreur.")
    @wraps(commande)
    def avec(*arguments: Any, sans_branche: tuple[str, ...], strict: bool, **options: Any) -> Any:
        return commande(*arguments, charger=partial(charger, sans_branche, strict), **options)

    return avec


option_json = click.option("--json", "en_json", is_flag=True, help="Répond par un document JSON.")


def charger(sans_branche: tuple[str, ...], strict: bool) -> Hote:
    """Load the branches; one that fails is named on standard error, the others work; that none does is said."""
    ecartees = desactivees().union(sans_branche)
    hote = Hote.charger(ecartees, strict=strict)
    slugs = {greffon.slug for greffon in hote.greffons}
    for inconnue in sorted(ecartees - slugs):
        raise CodeInconnu(inconnu("branche inconnue", inconnue, slugs))
    for greffon in hote.greffons:
        if greffon.etat is EtatDeGreffon.EN_ERREUR:
            click.echo(f"Branche « {greffon.slug} » en erreur ({greffon.origine}) : {greffon.cause}", err=True)
            click.echo(f"  Remède : {greffon.remede}", err=True)
    if all(greffon.etat is not EtatDeGreffon.ACTIVE for greffon in hote.greffons):
        click.echo(SANS_BRANCHE, err=True)
    return hote
