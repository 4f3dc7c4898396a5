"""``parchemin notifications``: what is said to each candidate of a proclaimed séance."""

from datetime import date
from functools import partial
from pathlib import Path

import click

from parchemin.deliberation.pieces import Piece
from parchemin.documents.fichiers.fichier import nommer_fichier, nommer_pdf
from parchemin.documents.mots import accorder
from parchemin.documents.pdf import notifications
from parchemin.registre.socle.base import Base
from parchemin_cli.hote import Chargeur, option_naissance
from parchemin_cli.registre import NUMERO, lire_pour_imprimer, options_registre
from parchemin_cli.rendu.impression import (
    concernant,
    en_pdf_ou_dossier,
    imprimer_chacun,
)
from parchemin_cli.rendu.reponse import repondre


@click.command("notifications")
@click.argument("numero", type=NUMERO, metavar="ID")
@click.option(
    "--sortie",
    type=click.Path(path_type=Path),
    metavar="DOSSIER|F.pdf",
    help="Un fichier par candidat dans un dossier, ou tous en un .pdf (notifications-ID.pdf sinon).",
)
@click.option("--candidat", default="", metavar="NOM", help="Celle d'une personne : son nom, ou nom et prénom.")
@option_naissance
@options_registre
def commande(
    numero: int,
    sortie: Path | None,
    candidat: str,
    naissance: date | None,
    base: Base,
    en_json: bool,
    charger: Chargeur,
) -> None:
    """Imprime la notification de chaque candidat de la séance ID : décision, préconisations, voies de recours.

    \b
    Exemples :
      parchemin notifications 1
      parchemin notifications 1 --sortie a-envoyer
    """
    cible = en_pdf_ou_dossier(sortie, nommer_pdf(f"notifications {numero} {candidat}"))
    actes = lire_pour_imprimer(base, numero, charger(), proclamee=True)
    voulues = concernant(actes.par_nom, candidat, lambda piece: piece.dossier.candidat, naissance)

    rangs = {piece.dossier.code: rang for rang, piece in enumerate(actes.par_nom, 1)}

    def fichier(_rang: int, piece: Piece) -> tuple[str, date]:
        nom = f"{rangs[piece.dossier.code]:04d} {piece.dossier.code}"
        return nommer_fichier(nom, piece.dossier.candidat), actes.seance.date

    imprimer_chacun("notifications", cible, voulues, partial(notifications.donnees, actes), fichier)
    imprimees = accorder("notification imprimée", len(voulues))
    document = {"seance": numero, "sortie": str(cible), "dossiers": [piece.dossier.code for piece in voulues]}
    repondre(document, [f"{len(voulues)} {imprimees} dans {cible}."], en_json=en_json)
