"""``parchemin grille``: what an evaluator fills, on paper or in a spreadsheet."""

from pathlib import Path

import click

from parchemin.documents.contenus.grille import GrilleAImprimer, grille_de_seance, grille_vierge
from parchemin.documents.fichiers.fichier import choisir, deposer, exiger_distincte
from parchemin.documents.fichiers.formats import GRILLE
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.plugin.host import Hote
from parchemin.registre.seance import seances
from parchemin.registre.socle.base import Base
from parchemin_cli.hote import Chargeur, aujourd_hui, options_hote
from parchemin_cli.registre import acceder, est_un_numero, option_base
from parchemin_cli.rendu.remarques import avertir
from parchemin_cli.saisie.codes import certifications_et_editions, offrir
from parchemin_cli.saisie.lecture import lecteur


@click.command("grille")
@click.argument(
    "source", metavar="SEANCE|ID|CODE[@EDITION]", shell_complete=offrir(certifications_et_editions, fichiers=True)
)
@click.option(
    "--sortie",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Le fichier : .xlsx à remplir, .html à imprimer.",
)
@click.option("--evaluateur", default="", metavar="R", help="Pour un seul évaluateur (jury, of…).")
@click.option("--dossier", default="", metavar="D", help="Pour un seul dossier de la séance.")
@option_base
@options_hote
def commande(
    source: str, sortie: Path | None, evaluateur: str, dossier: str, base: Base, charger: Chargeur
) -> None:
    """Écrit la grille d'évaluation d'une séance (ses fichiers, ou son numéro au registre), ou celle d'une édition.

    Le classeur rempli se relit : « observations » d'une séance, ou parchemin seance importer.

    \b
    Exemples :
      parchemin grille ma-seance --sortie grille.xlsx
      parchemin grille ma-seance --evaluateur jury --dossier D1 --sortie d1.html
      parchemin grille 1 --sortie grille.xlsx
      parchemin grille ma-certification@2021 --sortie vierge.xlsx
    """
    if sortie is None:
        raise click.UsageError("dites où écrire la grille : --sortie grille.xlsx")
    ecrire = choisir(GRILLE, sortie)
    hote = charger()
    if est_un_numero(source):
        lue = seances.lire_entiere(acceder(base, charger=lambda: hote), int(source))
        deposer(sortie, ecrire(grille_de_seance(lue, evaluateur, dossier)))
        click.echo(f"Grille écrite dans {sortie}", err=True)
        return
    fichiers = lecteur(Path(source), hote.catalogue, avant=True)
    grille = _grille(source, fichiers, evaluateur, dossier, hote)
    exiger_distincte(sortie, fichiers.fichiers() if Path(source).exists() else ())
    deposer(sortie, ecrire(grille))
    click.echo(f"Grille écrite dans {sortie}", err=True)


def _grille(source: str, fichiers: LecteurDeSeance, evaluateur: str, dossier: str, hote: Hote) -> GrilleAImprimer:
    certification, arobase, _ = source.partition("@")
    connues = {edition.certification for edition in hote.catalogue.editions}
    if Path(source).exists() or not (arobase or certification in connues):
        seance = fichiers.entiere()
        avertir(seance.avertissements)
        return grille_de_seance(seance, evaluateur, dossier)
    if dossier:
        raise click.UsageError("--dossier se dit d'une séance, et non d'une édition")
    return grille_vierge(hote.catalogue.viser(source, aujourd_hui()), evaluateur)
