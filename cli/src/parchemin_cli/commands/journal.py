"""``parchemin journal``: every act in order, and whether the chain holds."""

import click
from attrs import asdict

from parchemin.documents.mots import accorder
from parchemin.registre.journal import journal
from parchemin.registre.socle.base import Base
from parchemin_cli.hote import charger, option_json
from parchemin_cli.registre import exiger_apres, option_base
from parchemin_cli.rendu.reponse import derouler, repondre, tabler
from parchemin_cli.saisie.groupe import Groupe


@click.group("journal", cls=Groupe, invoke_without_command=True, subcommand_metavar="[verifier]")
@option_base
@option_json
@click.pass_context
def commande(ctx: click.Context, base: Base, en_json: bool) -> None:
    """Donne tous les actes du registre, dans l'ordre : l'heure est celle d'ici, en JSON celle de Greenwich (UTC).

    \b
    Exemples :
      parchemin journal
      parchemin journal --json
      parchemin journal verifier
    """
    if ctx.invoked_subcommand is not None:
        exiger_apres(ctx)
        return
    actes = journal.lire(base)
    if en_json:
        derouler({}, "actes", map(asdict, actes))
    else:
        from parchemin.documents.contenus.journal import lignes

        entetes = ("Acte", "Le", "Auteur", "Nature", "Objet", "Empreinte")
        tabler(entetes, lignes(actes, charger((), strict=False)), "Aucun acte.")


@commande.command("verifier")
@option_base
@option_json
@click.pass_context
def verifier(ctx: click.Context, base: Base, en_json: bool) -> None:
    """Dit si la chaîne des actes tient, ou quel acte la rompt le premier.

    Finit par 0 si elle tient, par 1 sinon. L'empreinte du dernier acte, portée sur un PV, garde ce qui précède.

    \b
    Exemple :
      parchemin journal verifier
    """
    trouvee = journal.verifier(base)
    rupture = asdict(trouvee.rupture) if trouvee.rupture else None
    document = {
        "tient": rupture is None,
        "actes": trouvee.actes,
        "empreinte": trouvee.empreinte,
        "rupture": rupture,
    }
    tenue = f"Le journal tient : {trouvee.actes} {accorder('acte', trouvee.actes)}, empreinte {trouvee.empreinte}."
    repondre(document, [f"Le journal est rompu, {trouvee.rupture}" if rupture else tenue], en_json=en_json)
    if rupture:
        ctx.exit(1)
