"""``parchemin exemple``: a séance to copy."""

import json
from pathlib import Path

import click

from parchemin_cli.exemples import ecrire
from parchemin_cli.hote import charger, option_json, options_hote


@click.command("exemple")
@click.argument("nom", required=False, metavar="[SLUG/NOM]")
@click.argument("dossier", required=False, type=click.Path(path_type=Path), metavar="[DOSSIER]")
@option_json
@options_hote
def commande(
    nom: str | None, dossier: Path | None, en_json: bool, sans_branche: tuple[str, ...], strict: bool
) -> None:
    """Écrit dans DOSSIER une séance d'exemple à copier ; sans argument, donne la liste des exemples.

    \b
    Exemples :
      parchemin exemple
      parchemin exemple ucanss/gc-2021 ma-seance
    """
    hote = charger(sans_branche, strict)
    if nom is None:
        liste = [
            {"exemple": complet, "intitule": exemple.intitule, "certification": exemple.certification}
            for complet, exemple in sorted(hote.exemples().items())
        ]
        if en_json:
            click.echo(json.dumps({"exemples": liste}, ensure_ascii=False, indent=2))
        for ligne in [] if en_json else liste:
            click.echo(f"{ligne['exemple']:24} {ligne['intitule']}")
        return
    exemple = hote.exemple(nom)
    if dossier is None:
        raise click.UsageError("dites dans quel dossier écrire l'exemple")
    ecrire(exemple.dossier, dossier)
    if en_json:
        ecrit = {"exemple": nom, "certification": exemple.certification, "dossier": str(dossier)}
        click.echo(json.dumps(ecrit, ensure_ascii=False, indent=2))
    click.echo(f"Exemple écrit dans {dossier}. Pour le délibérer : parchemin deliberer {dossier}", err=True)
