"""``parchemin deliberer``: the proposition for each dossier of a séance, with its motifs."""

import json
from pathlib import Path

import click

from parchemin.deliberation import deliberer, examiner_jury, restreindre
from parchemin.documents import donnees
from parchemin.documents.exporter import exporter, format_de
from parchemin.dossier.readers.seance import lire_seance
from parchemin.dossier.texte import cle
from parchemin.errors import CodeInconnu, plus_proche
from parchemin_cli.hote import charger, nommer, option_json, options_hote


@click.command("deliberer")
@click.argument("seance", type=click.Path(path_type=Path))
@click.option(
    "--sortie",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Écrit aussi un fichier .csv, .xlsx, .json ou .html.",
)
@click.option("--pour", metavar="DESTINATAIRE", help="Ne montre que ce que ce destinataire peut voir (organisme).")
@click.option("--organisme", metavar="NOM", help="Seuls les candidats de cet organisme.")
@option_json
@options_hote
def commande(
    seance: Path,
    sortie: Path | None,
    pour: str | None,
    organisme: str | None,
    en_json: bool,
    sans_branche: tuple[str, ...],
    strict: bool,
) -> None:
    """Propose un verdict motivé pour chaque dossier de SEANCE (un dossier, ou un classeur .xlsx).

    \b
    Exemples :
      parchemin deliberer ma-seance
      parchemin deliberer ma-seance.xlsx --sortie propositions.xlsx
      parchemin deliberer ma-seance --sortie grille.html
      parchemin deliberer ma-seance --json
    """
    if sortie is not None:
        format_de(sortie)
    hote = charger(sans_branche, strict)
    lue = lire_seance(seance, hote.catalogue)
    propositions = deliberer(lue, hote)
    if organisme is not None:
        propositions = tuple(p for p in propositions if cle(p.dossier.organisme) == cle(organisme))
        if not propositions:
            connus = {dossier.organisme for dossier in lue.dossiers}
            raise CodeInconnu(f"aucun candidat de « {organisme} »{plus_proche(organisme, connus)}")
    examen = examiner_jury(lue, hote) if pour is None else None
    if pour is not None:
        propositions = tuple(restreindre(proposition, pour) for proposition in propositions)
    noms = nommer(lue, hote)
    if sortie is not None:
        exporter(lue, propositions, examen, sortie, noms)
        click.echo(f"Propositions écrites dans {sortie}", err=True)
    if en_json:
        click.echo(json.dumps(donnees.deliberation(lue, propositions, examen), ensure_ascii=False, indent=2))
    else:
        from parchemin_cli.rendu import console, grille

        grille.afficher(console.sortie(), lue, propositions, examen, noms)
