"""``parchemin base``: the state of the register, and its migration."""

import click

from parchemin.registre import schema
from parchemin.registre.base import Base
from parchemin_cli.hote import option_json
from parchemin_cli.registre import option_base, repondre


@click.group("base", options_metavar="[OPTIONS]", subcommand_metavar="COMMANDE …")
def commande() -> None:
    """Donne l'état du registre, et le met à jour."""


@commande.command("etat")
@option_base
@option_json
@click.pass_context
def etat(ctx: click.Context, base: Base, en_json: bool) -> None:
    """Dit où est le registre et si son schéma est celui de ce logiciel (statut 1 sinon)."""
    _dire(ctx, base, en_json)


@commande.command("migrer")
@option_base
@option_json
@click.pass_context
def migrer(ctx: click.Context, base: Base, en_json: bool) -> None:
    """Crée le registre, ou met un ancien à jour, sans retour ; en entier, ou pas du tout."""
    base.migrer()
    _dire(ctx, base, en_json)


def _dire(ctx: click.Context, base: Base, en_json: bool) -> None:
    trouvee = base.revision()
    a_jour = trouvee == schema.REVISION
    document = {"base": base.nom, "revision": trouvee, "attendue": schema.REVISION, "a_jour": a_jour}
    suite = "à jour" if a_jour else f"attendu {schema.REVISION}, lancez « parchemin base migrer »"
    repondre(document, [f"Registre {base.nom} : schéma {trouvee or 'absent'}, {suite}."], en_json=en_json)
    if not a_jour:
        ctx.exit(1)
