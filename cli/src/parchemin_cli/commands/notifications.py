"""``parchemin notifications``: what is said to each candidate of a proclaimed séance."""

from pathlib import Path

import click

from parchemin.documents import notifications
from parchemin.documents.fichier import deposer
from parchemin.documents.mots import accorder
from parchemin.documents.pdf import atelier
from parchemin.errors import ActeRefuse
from parchemin.registre.base import Base
from parchemin_cli.documents import lire_actes
from parchemin_cli.hote import charger
from parchemin_cli.impression import choisir, ecrire_un_a_un, nommer_fichier, prevenir
from parchemin_cli.registre import options_registre, repondre


@click.command("notifications")
@click.argument("numero", type=int, metavar="ID")
@click.option(
    "--sortie",
    type=click.Path(path_type=Path),
    metavar="DOSSIER|F.pdf",
    help="Un fichier par candidat dans un dossier, ou tous en un .pdf (notifications-ID.pdf sinon).",
)
@click.option("--candidat", default="", metavar="NOM", help="Celle d'une personne : son nom, ou nom et prénom.")
@options_registre
def commande(
    numero: int,
    sortie: Path | None,
    candidat: str,
    base: Base,
    en_json: bool,
    sans_branche: tuple[str, ...],
    strict: bool,
) -> None:
    """Imprime la notification de chaque candidat de la séance ID : décision, préconisations, voies de recours.

    \b
    Exemples :
      parchemin notifications 1
      parchemin notifications 1 --sortie a-envoyer
    """
    from parchemin_cli.rendu.progression import suivre

    cible = sortie or Path(f"notifications-{numero}.pdf")
    actes = lire_actes(base, numero, charger(sans_branche, strict))
    if actes.sceau is None:
        raise ActeRefuse([f"séance {numero} : elle n'est pas proclamée, rien n'en sort encore"])
    voulues = choisir(actes.pieces, candidat, lambda piece: piece.dossier.candidat)
    le = actes.seance.date
    with atelier("notifications") as ouvert:
        suivies = suivre(voulues, "Notifications", len(voulues))
        if cible.suffix.lower() == ".pdf":
            deposer(cible, ouvert.composer(notifications.donnees(actes, suivies), le))
        else:
            lettres = (
                (
                    nommer_fichier(f"{rang:04d} {piece.dossier.code}", piece.dossier.candidat),
                    ouvert.composer(notifications.donnees(actes, [piece]), le),
                )
                for rang, piece in enumerate(suivies, 1)
            )
            ecrire_un_a_un(cible, lettres)
        prevenir(ouvert)
    imprimees = accorder("notification imprimée", len(voulues))
    document = {"seance": numero, "sortie": str(cible), "dossiers": [piece.dossier.code for piece in voulues]}
    repondre(document, [f"{len(voulues)} {imprimees} dans {cible}."], en_json=en_json)
