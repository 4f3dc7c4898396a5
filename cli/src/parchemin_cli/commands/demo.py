"""``parchemin demo``: every example, deliberated on the spot."""

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from parchemin.deliberation import deliberer, examiner_jury
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.plugin.cadre import cadre
from parchemin_cli.exemples import ecrire
from parchemin_cli.hote import Chargeur, options_hote
from parchemin_cli.memoire import sans_ramasse_miettes


@click.command("demo")
@options_hote
@sans_ramasse_miettes()
def commande(charger: Chargeur) -> None:
    """Délibère sur-le-champ une séance de chaque régime, parmi les exemples des branches.

    \b
    Exemple :
      parchemin demo
    """
    from parchemin_cli.rendu import console, grille

    hote = charger()
    ecran = console.sortie()
    for nom, exemple in sorted(hote.exemples().items()):
        with TemporaryDirectory() as temporaire:
            copie = Path(temporaire) / "seance"
            ecrire(exemple.dossier, copie)
            seance = LecteurDeSeance(copie, hote.catalogue).entiere()
        ecran.print(f"[bold cyan]── {nom} : {exemple.intitule}")
        examen = examiner_jury(seance, hote)
        grille.afficher(ecran, seance, deliberer(seance, hote), examen, cadre(hote, seance))
        ecran.print()
