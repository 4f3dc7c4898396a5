"""``parchemin jury``: whether this jury may sit."""

from pathlib import Path

import click

from parchemin.deliberation import examiner_jury
from parchemin.documents.contenus import donnees
from parchemin.dossier.decodage import Encodage
from parchemin.plugin.cadre import cadre
from parchemin_cli.hote import Chargeur, option_json, options_hote
from parchemin_cli.rendu.remarques import avertir
from parchemin_cli.rendu.reponse import dire_json
from parchemin_cli.saisie.lecture import lecteur, option_encodage


@click.command("jury")
@click.argument("seance", type=click.Path(path_type=Path))
@option_encodage
@option_json
@options_hote
@click.pass_context
def commande(
    ctx: click.Context, seance: Path, encodage: Encodage | None, en_json: bool, charger: Chargeur
) -> None:
    """Dit si le jury de SEANCE est régulier : chaque irrégularité (refuse), chaque alerte (prévient).

    Finit par 0 si le jury est régulier, par 1 sinon.

    \b
    Exemples :
      parchemin jury ma-seance
      parchemin jury ma-seance.xlsx --json
    """
    hote = charger()
    lue = lecteur(seance, hote.catalogue, encodage, avant=True).entiere()
    avertir(lue.avertissements)
    examen = examiner_jury(lue, hote)
    if en_json:
        dire_json(donnees.jury(examen))
    else:
        from parchemin_cli.rendu import console, jury

        jury.afficher(console.sortie(), examen, cadre(hote, lue))
    if not examen.regulier:
        ctx.exit(1)
