"""``parchemin exemple``: a séance to copy."""

from pathlib import Path

import click

from parchemin_cli.hote import Chargeur, option_json, options_hote
from parchemin_cli.rendu.reponse import dire_json
from parchemin_cli.saisie.codes import exemples, offrir
from parchemin_cli.saisie.exemples import ecrire
from parchemin_cli.saisie.groupe import citer


@click.command("exemple")
@click.argument("nom", required=False, metavar="[SLUG/NOM]", shell_complete=offrir(exemples))
@click.argument("dossier", required=False, type=click.Path(path_type=Path), metavar="[DOSSIER]")
@option_json
@options_hote
def commande(nom: str | None, dossier: Path | None, en_json: bool, charger: Chargeur) -> None:
    """Écrit dans DOSSIER une séance d'exemple à copier ; sans argument, donne la liste des exemples.

    Une séance est un dossier : seance.toml (date, lieu, jury), dossiers.csv (les candidats), observations.csv (ce
    que les évaluateurs ont constaté). Remplacez-y les candidats par les vôtres, puis : parchemin verifier DOSSIER.

    \b
    Exemples :
      parchemin exemple
      parchemin exemple ucanss/gc-2021 ma-seance
    """
    hote = charger()
    if nom is None:
        liste = [
            {"exemple": complet, "intitule": exemple.intitule, "certification": exemple.certification}
            for complet, exemple in sorted(hote.exemples().items())
        ]
        if en_json:
            dire_json({"exemples": liste})
        for ligne in [] if en_json else liste:
            click.echo(f"{ligne['exemple']:24} {ligne['intitule']}")
        return
    exemple = hote.exemple(nom)
    if dossier is None:
        raise click.UsageError("dites dans quel dossier écrire l'exemple")
    ecrire(exemple.dossier, dossier)
    if en_json:
        ecrit = {"exemple": nom, "certification": exemple.certification, "dossier": str(dossier)}
        dire_json(ecrit)
    click.echo(f"Exemple écrit dans {dossier}. Pour le délibérer : parchemin deliberer {citer(dossier)}", err=True)
