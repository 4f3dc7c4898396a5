"""``parchemin deliberer``: the proposition for each dossier of a séance, with its motifs."""

from collections.abc import Sequence
from pathlib import Path

import click

from parchemin.deliberation import Proposition, deliberer, examiner_jury, restreindre
from parchemin.deliberation.pieces import Actes
from parchemin.documents.contenus import donnees
from parchemin.documents.deliberation_ecrite import FORMATS, Ecriture
from parchemin.documents.fichiers.fichier import choisir, deposer, exiger_distincte
from parchemin.documents.pdf import pv
from parchemin.documents.pdf.typographie import exiger_typst
from parchemin.dossier.decodage import Encodage
from parchemin.dossier.texte import cle
from parchemin.errors import CodeInconnu, DiffusionRefusee, inconnu
from parchemin.plugin.cadre import cadre
from parchemin_cli.hote import Chargeur, option_json, options_hote
from parchemin_cli.memoire import sans_ramasse_miettes
from parchemin_cli.rendu.impression import imprimer
from parchemin_cli.rendu.remarques import avertir
from parchemin_cli.rendu.reponse import dire_json
from parchemin_cli.saisie.lecture import lecteur, option_encodage


@click.command("deliberer")
@click.argument("seance", type=click.Path(path_type=Path))
@click.option(
    "--sortie",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Écrit aussi un fichier .csv, .xlsx, .json, .html ou .pdf (projet de PV).",
)
@click.option(
    "--pour",
    metavar="DESTINATAIRE",
    help="Ne montre que ce que ce destinataire peut voir (organisme), là où une règle de la branche le dit "
    "(à l'Ucanss, Gestionnaire conseil 2013) ; demande --organisme.",
)
@click.option("--organisme", metavar="NOM", help="Seuls les candidats de cet organisme.")
@option_encodage
@option_json
@options_hote
@sans_ramasse_miettes()
def commande(
    seance: Path,
    sortie: Path | None,
    pour: str | None,
    organisme: str | None,
    encodage: Encodage | None,
    en_json: bool,
    charger: Chargeur,
) -> None:
    """Propose un verdict motivé pour chaque dossier de SEANCE (un dossier, ou un classeur .xlsx).

    \b
    Exemples :
      parchemin deliberer ma-seance
      parchemin deliberer ma-seance.xlsx --sortie propositions.xlsx
      parchemin deliberer ma-seance --sortie grille.html
      parchemin deliberer ma-seance --json
    """
    _exiger_son_nom(pour, organisme)
    ecrire = _choisir(sortie, pour) if sortie else None
    hote = charger()
    fichiers = lecteur(seance, hote.catalogue, encodage)
    lue = fichiers.entiere()
    avertir(lue.avertissements)
    if sortie:
        exiger_distincte(sortie, fichiers.fichiers())
    propositions = deliberer(lue, hote)
    if organisme is not None:
        propositions = tuple(p for p in propositions if cle(p.dossier.organisme) == cle(organisme))
        if not propositions:
            connus = {dossier.organisme for dossier in lue.dossiers}
            raise CodeInconnu(inconnu("aucun candidat de", organisme, connus))
    examen = examiner_jury(lue, hote) if pour is None else None
    if pour is not None:
        propositions = _restreindre(propositions, pour)
    autour = cadre(hote, lue)
    if sortie is not None:
        if ecrire is None:
            imprimer("pv", sortie, pv.donnees(Actes.projet(lue, autour, propositions, examen)), lue.date)
        else:
            deposer(sortie, ecrire(lue, propositions, examen, autour))
        click.echo(f"Propositions écrites dans {sortie}", err=True)
    if en_json:
        dire_json(donnees.deliberation(lue, propositions, examen))
    else:
        from parchemin_cli.rendu import console, grille

        grille.afficher(console.sortie(), lue, propositions, examen, autour)


def _exiger_son_nom(pour: str | None, organisme: str | None) -> None:
    if pour is not None and organisme is None:
        raise click.UsageError(f"--pour {pour} demande --organisme NOM : il ne voit que ses candidats")


def _restreindre(propositions: Sequence[Proposition], pour: str) -> tuple[Proposition, ...]:
    """Return what a reader may see of each proposition; a refusal says how to do without."""
    try:
        return tuple(restreindre(proposition, pour) for proposition in propositions)
    except DiffusionRefusee as refus:
        raise DiffusionRefusee(f"{refus} ; pour tout montrer, au jury : sans --pour") from refus


def _choisir(sortie: Path, pour: str | None) -> Ecriture | None:
    """Return what writes the file, ``None`` for a PDF; refuse at once what could not be written."""
    ecrire = choisir({**FORMATS, ".pdf": None}, sortie)
    if ecrire is None:
        if pour is not None:
            raise DiffusionRefusee("un projet de procès-verbal est au jury seul : --pour ne va pas avec un .pdf")
        exiger_typst()
    return ecrire
