"""``parchemin nouveau``: a plugin that works, to be changed file by file."""

from importlib.metadata import entry_points
from pathlib import Path

import click

from parchemin.plugin.host import GROUPE
from parchemin_cli.gabarit import NouvelleBranche
from parchemin_cli.rendu.reponse import sur_un_terminal
from parchemin_cli.saisie.groupe import citer


@click.command("nouveau")
@click.argument("slug")
@click.argument("dossier", type=click.Path(path_type=Path))
@click.option("--nom", metavar="TEXTE", help="Le nom de la branche ; demandé sur un terminal, sinon tiré du slug.")
def commande(slug: str, dossier: Path, nom: str | None) -> None:
    """Écrit dans DOSSIER la distribution d'une branche SLUG qui s'installe, passe ses tests et délibère.

    \b
    Exemple :
      parchemin nouveau metiers-art ma-branche --nom "Métiers d'art"
    """
    if nom is None:
        propose = slug.replace("-", " ").capitalize()
        nom = propose
        if sur_un_terminal():
            nom = click.prompt("Nom de la branche", default=propose, prompt_suffix=" : ")
    NouvelleBranche(slug, nom).ecrire(dossier)
    click.echo(f"Branche « {nom} » écrite dans {dossier}. Pour l'éprouver :", err=True)
    click.echo(f'  pip install -e "{dossier}[tests]"\n  pytest {citer(dossier)}', err=True)
    click.echo(f"  parchemin conformite {slug}", err=True)
    for deja in entry_points(group=GROUPE, name=slug):
        click.echo(
            f"Attention : {deja.value} s'appelle déjà « {slug} » ici ; ensemble, aucune des deux ne marche.",
            err=True,
        )
