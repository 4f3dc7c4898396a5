"""``parchemin pv``: the procès-verbal of a séance."""

from pathlib import Path

import click

from parchemin.documents.pdf import pv
from parchemin.registre.socle.base import Base
from parchemin_cli.hote import Chargeur
from parchemin_cli.registre import NUMERO, lire_pour_imprimer, options_registre
from parchemin_cli.rendu.impression import en_pdf, imprimer
from parchemin_cli.rendu.reponse import repondre


@click.command("pv")
@click.argument("numero", type=NUMERO, metavar="ID")
@click.option(
    "--sortie", type=click.Path(dir_okay=False, path_type=Path), metavar="F.pdf", help="pv-ID.pdf sinon."
)
@options_registre
def commande(numero: int, sortie: Path | None, base: Base, en_json: bool, charger: Chargeur) -> None:
    """Imprime le procès-verbal de la séance ID ; tant qu'elle n'est pas proclamée, il porte « projet ».

    \b
    Exemples :
      parchemin pv 1
      parchemin pv 1 --sortie proces-verbal.pdf
    """
    fichier = en_pdf(sortie, f"pv-{numero}.pdf")
    actes = lire_pour_imprimer(base, numero, charger())
    imprimer("pv", fichier, pv.donnees(actes), actes.seance.date)
    etat = "Procès-verbal" if actes.sceau else "Projet de procès-verbal"
    document = {"seance": numero, "fichier": str(fichier), "projet": actes.sceau is None}
    repondre(document, [f"{etat} écrit dans {fichier}."], en_json=en_json)
