"""``parchemin demo``: each example in a line, one verdict explained, and a folder of pages to open."""

from collections.abc import Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from parchemin.deliberation import Issue, Proposition, deliberer, examiner_jury
from parchemin.documents.fichiers.fichier import deposer
from parchemin.documents.fichiers.formats import RESEAU
from parchemin.documents.pages import deliberation as page
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.plugin.cadre import cadre
from parchemin.plugin.host import Hote
from parchemin_cli.hote import Chargeur, options_hote
from parchemin_cli.memoire import sans_ramasse_miettes
from parchemin_cli.saisie.exemples import ecrire

SUITE = (
    "parchemin exemple NOM ma-seance   (une de ces séances, à copier)",
    "parchemin deliberer ma-seance     (chaque verdict et ses motifs)",
    "parchemin passerelle              (ce qui mène d'une certification à l'autre)",
)


@click.command("demo")
@click.option(
    "--sortie",
    type=click.Path(file_okay=False, path_type=Path),
    default="parchemin-demo",
    metavar="DOSSIER",
    help="Où écrire les pages (parchemin-demo sinon).",
)
@options_hote
@sans_ramasse_miettes()
def commande(sortie: Path, charger: Chargeur) -> None:
    """Délibère sur-le-champ une séance de chaque régime, parmi les exemples des branches.

    \b
    Exemple :
      parchemin demo
    """
    from parchemin_cli.rendu import console, grille

    hote, ecran = charger(), console.sortie()
    sortie.mkdir(parents=True, exist_ok=True)
    montree: Proposition | None = None
    for nom, exemple in sorted(hote.exemples().items()):
        ecran.print(f"[bold cyan]{nom}[/] : {exemple.intitule}")
        propositions = _deliberer(hote, exemple.dossier, sortie / f"{nom.replace('/', '-')}.html")
        ecran.print(f"  {grille.bilan(propositions)}")
        montree = montree or next((p for p in propositions if p.issue is Issue.PARTIEL), None)
    deposer(sortie / "passerelles.html", RESEAU[".html"](hote.reseau()))
    if montree:
        ecran.print("\n[bold]Un verdict, et pourquoi :")
        for ligne in (grille.titre(montree), *grille.expliquer(montree)):
            ecran.print(ligne)
    ecran.print(f"\n[bold]Les grilles et les passerelles, en pages à ouvrir : {sortie}")
    ecran.print("\n".join(("[bold]À essayer ensuite :", *SUITE)))


def _deliberer(hote: Hote, exemple: Traversable, fichier: Path) -> Sequence[Proposition]:
    """Judge an example, write its page, and return its propositions."""
    with TemporaryDirectory() as temporaire:
        copie = Path(temporaire) / "seance"
        ecrire(exemple, copie)
        seance = LecteurDeSeance(copie, hote.catalogue).entiere()
    propositions = deliberer(seance, hote)
    deposer(fichier, page.ecrire(seance, propositions, examiner_jury(seance, hote), cadre(hote, seance)))
    return propositions
