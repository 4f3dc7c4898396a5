"""``parchemin titres``: the register of titles, as of any day."""

from datetime import datetime

import click
from attrs import asdict

from parchemin.registre import titres
from parchemin.registre.base import Base
from parchemin_cli.hote import option_json
from parchemin_cli.registre import option_base, repondre, tabler


@click.command("titres")
@click.option("--candidat", default="", metavar="NOM", help="Ceux d'une personne : son nom, ou nom et prénom.")
@click.option("--le", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="À cette date (aujourd'hui sinon).")
@option_base
@option_json
def commande(candidat: str, le: datetime | None, base: Base, en_json: bool) -> None:
    """Donne les titres délivrés : numéro, objet, date, validité, état.

    \b
    Exemples :
      parchemin titres --candidat "Lefèvre"
      parchemin titres --le 2022-12-31 --json
    """
    jour = (le or datetime.now().astimezone()).date()
    with base.lire() as cx:
        trouves = [{**asdict(titre), "etat": titre.etat.value} for titre in titres.lister(cx, jour, candidat)]
    for titre in trouves:
        for quand in ("delivre_le", "expire_le"):
            titre[quand] = titre[quand].isoformat() if titre[quand] else None
    if en_json:
        repondre({"le": jour.isoformat(), "titres": trouves}, (), en_json=True)
    else:
        entetes = ("Numéro", "Nature", "Objet", "Intitulé", "Candidat", "Délivré le", "Expire le", "État")
        tabler(entetes, [tuple(titre.values()) for titre in trouves])
