"""``parchemin emargement``: the sheet that members and candidates sign."""

from pathlib import Path

import click

from parchemin.deliberation.pieces import Actes, Piece
from parchemin.documents.pdf import pv
from parchemin.documents.pdf.typographie import exiger_typst
from parchemin.plugin.cadre import cadre
from parchemin.plugin.host import Hote
from parchemin.registre.socle.base import Base
from parchemin_cli.hote import Chargeur
from parchemin_cli.registre import est_un_numero, lire_pour_imprimer, options_registre
from parchemin_cli.rendu.impression import en_pdf, imprimer
from parchemin_cli.rendu.remarques import avertir
from parchemin_cli.rendu.reponse import repondre
from parchemin_cli.saisie.lecture import lecteur


@click.command("emargement")
@click.argument("seance", metavar="SEANCE|ID")
@click.option(
    "--sortie", type=click.Path(dir_okay=False, path_type=Path), metavar="F.pdf", help="emargement.pdf sinon."
)
@options_registre
def commande(seance: str, sortie: Path | None, base: Base, en_json: bool, charger: Chargeur) -> None:
    """Imprime la feuille d'émargement d'une séance : ses fichiers (SEANCE), ou son numéro au registre (ID).

    \b
    Exemples :
      parchemin emargement ma-seance
      parchemin emargement 1 --sortie emargement.pdf
    """
    fichier = en_pdf(sortie, "emargement.pdf")
    exiger_typst()
    hote = charger()
    actes = (
        lire_pour_imprimer(base, int(seance), hote) if est_un_numero(seance) else _des_fichiers(Path(seance), hote)
    )
    imprimer("emargement", fichier, pv.emargement(actes), actes.seance.date)
    document = {"fichier": str(fichier), "membres": len(actes.seance.membres), "candidats": len(actes.pieces)}
    repondre(document, [f"Feuille d'émargement écrite dans {fichier}."], en_json=en_json)


def _des_fichiers(chemin: Path, hote: Hote) -> Actes:
    seance = lecteur(chemin, hote.catalogue, avant=True).entiere()
    avertir(seance.avertissements)
    pieces = tuple(Piece(dossier, seance.editions[dossier.edition]) for dossier in seance.dossiers)
    return Actes(None, seance, cadre(hote, seance), pieces)
