"""``parchemin bilan``: what a year of proclaimed séances comes to."""

from datetime import date
from pathlib import Path

import click

from parchemin.documents.contenus import bilan as documents
from parchemin.documents.fichiers.fichier import choisir, deposer
from parchemin.documents.fichiers.formats import BILAN
from parchemin.documents.mots import RETRAITS, accorder
from parchemin.registre.seance import bilan as registre
from parchemin.registre.socle.base import Base
from parchemin_cli.hote import JOUR, Chargeur, aujourd_hui
from parchemin_cli.registre import options_registre
from parchemin_cli.rendu.reponse import repondre, tabler
from parchemin_cli.saisie.codes import certifications, offrir
from parchemin_cli.saisie.groupe import borner


@click.command("bilan")
@click.option(
    "--annee", type=int, callback=borner(1900, 9998), metavar="AAAA", help="Cette année (celle en cours sinon)."
)
@click.option("--du", type=JOUR, metavar="DATE", help="Depuis ce jour, compris.")
@click.option("--au", type=JOUR, metavar="DATE", help="Jusqu'à ce jour, compris (aujourd'hui sinon).")
@click.option(
    "--certification",
    default="",
    metavar="C",
    shell_complete=offrir(certifications),
    help="Une seule certification.",
)
@click.option(
    "--sortie",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Écrit un fichier .xlsx, .html, .csv ou .json.",
)
@options_registre
def commande(
    annee: int | None,
    du: date | None,
    au: date | None,
    certification: str,
    sortie: Path | None,
    base: Base,
    en_json: bool,
    charger: Chargeur,
) -> None:
    """Compte ce que les jurys ont décidé : par certification, bloc, voie, organisme et séance.

    \b
    Exemples :
      parchemin bilan --annee 2022
      parchemin bilan --du 2021-09-01 --au 2022-08-31 --sortie bilan.xlsx
    """
    debut, fin = _periode(annee, du, au)
    ecrire = choisir(BILAN, sortie) if sortie else None
    hote = charger()
    if certification:
        hote.catalogue.de(certification)
    passages = registre.passages(base, registre.Periode(debut, fin, certification))
    bilan = documents.dresser(passages, hote.catalogue, debut, fin)
    if sortie and ecrire:
        deposer(sortie, ecrire(bilan))
        click.echo(f"Bilan écrit dans {sortie}", err=True)
    if en_json:
        repondre(bilan.document(), (), en_json=True)
    elif not sortie:
        click.echo(f"{bilan.titre} : {bilan.candidats} {accorder('candidat', bilan.candidats)}")
        for tableau in bilan.tableaux if bilan.candidats else ():
            tabler(tableau.entetes, (compte.cellules for compte in tableau.lignes))
        if bilan.retires:
            dits = (f"{RETRAITS[raison]} {combien}" for raison, combien in bilan.retires.items())
            click.echo(f"Retirés, à part : {', '.join(dits)}")


def _periode(annee: int | None, du: date | None, au: date | None) -> tuple[date, date]:
    """Return the first and the last day; without any, the year that is running."""
    if annee and (du or au):
        raise click.UsageError("attendu --annee, ou --du et --au, et non les trois")
    jour = aujourd_hui()
    if du or au:
        debut = du or date(1900, 1, 1)
        fin = au or jour
        if fin < debut:
            raise click.UsageError(f"--au {fin} vient avant --du {debut}")
        return debut, fin
    voulue = annee or jour.year
    return date(voulue, 1, 1), date(voulue, 12, 31)
