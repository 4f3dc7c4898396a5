"""``parchemin recevabilite``: may this person apply by experience? Each condition, each period, the oral."""

from pathlib import Path

import click

from parchemin.documents.contenus import donnees
from parchemin.referentiel.lexique import Lexique
from parchemin.vae.lecture import lire_demande
from parchemin.vae.recevabilite import etudier
from parchemin_cli.hote import Chargeur, option_json, options_hote
from parchemin_cli.rendu.reponse import dire_json


@click.command("recevabilite")
@click.argument("demande", type=click.Path(path_type=Path), metavar="DEMANDE.toml")
@option_json
@options_hote
@click.pass_context
def commande(ctx: click.Context, demande: Path, en_json: bool, charger: Chargeur) -> None:
    """Dit si une demande de VAE est recevable, qui en décide, et si l'oral est dû.

    Les jours d'expérience sont comptés à la date du dépôt, sous la règle alors en vigueur.

    \b
    DEMANDE.toml :
      [demande]
      certification = "ucanss.gc"
      depot = 2015-03-02
      [[experiences]]                # autant que d'emplois
      debut = 2007-03-02             # les deux jours compris
      fin = 2013-03-01
      quotite = "0.5"                # ou heures = 1607
      en_relation = true
      emploi = "technicien conseil"  # facultatif
      [[attestations]]
      code = "tam-tam"
      date = 2012-06-15
      [[demandes_anterieures]]
      certification = "ucanss.gc"
      depot = 2014-05-12
      sur_blocs = false              # facultatif

    Le code de sortie est 0 si la demande est recevable, 1 si elle ne l'est pas, 2 si le fichier est fautif.

    \b
    Exemple :
      parchemin recevabilite demande.toml
    """
    hote = charger()
    reglement = hote.reglement_vae()
    recevabilite = etudier(lire_demande(demande, reglement), reglement)
    if en_json:
        dire_json(donnees.recevabilite(recevabilite))
    else:
        from parchemin_cli.rendu import console
        from parchemin_cli.rendu.recevabilite import afficher

        recue = recevabilite.demande
        edition = hote.catalogue.en_vigueur(recue.certification, recue.depot)
        afficher(console.sortie(), recevabilite, Lexique.de(edition))
    if not recevabilite.recevable:
        ctx.exit(1)
