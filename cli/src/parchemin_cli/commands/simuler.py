"""``parchemin simuler``: a cohort under other numbers in the rules, or under another édition."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from parchemin.cohortes.calcul.moteurs import AUTOMATIQUE, EXPLIQUE, MOTEURS
from parchemin.cohortes.lecture.origines import en_fichiers
from parchemin.cohortes.model import Cohorte
from parchemin.cohortes.simulation.parametres import Parametre, dire
from parchemin.cohortes.simulation.scenarios import Souhaits, parametres_de, preparer
from parchemin.cohortes.simulation.simuler import MOTIFS_MAX, Reglages, Simulation, simuler
from parchemin.cohortes.sorties.fichiers import document, ecrire, format_de
from parchemin.documents.fichiers.fichier import exiger_distincte
from parchemin.dossier.readers.formats.parquet import exiger_polars
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.referentiel.catalogue import Catalogue
from parchemin_cli.hote import JOUR, Chargeur, option_json, options_hote
from parchemin_cli.rendu.reponse import dire_json
from parchemin_cli.saisie.codes import certifications, editions, offrir
from parchemin_cli.saisie.groupe import borner


@click.command("simuler")
@click.argument("cohorte", nargs=-1, type=click.Path(path_type=Path), metavar="[COHORTE]…")
@click.option(
    "--politique", "politiques", multiple=True, metavar="REGLE=VALEUR", help="Un autre nombre dans une règle."
)
@click.option(
    "--edition",
    "editions",
    multiple=True,
    metavar="CODE@EDITION",
    shell_complete=offrir(editions),
    help="Une autre édition.",
)
@click.option(
    "--scenario", "scenarios", multiple=True, metavar="« NOM : … »", help="Un scénario de plus, avec son nom."
)
@click.option(
    "--parametres", is_flag=True, help="Dit quels nombres des règles peuvent changer, et ce qu'ils valent."
)
@click.option(
    "--pourquoi", multiple=True, metavar="DOSSIER", help="Tous les motifs de ce dossier, même s'il ne change pas."
)
@click.option(
    "--motifs",
    default=MOTIFS_MAX,
    metavar="N",
    type=int,
    callback=borner(0),
    help=f"Dit pourquoi pour N dossiers qui changent, au plus ({MOTIFS_MAX} sinon).",
)
@click.option("--registre", is_flag=True, help="La cohorte est celle du registre, et non de fichiers.")
@click.option("--base", metavar="URL", help="Ce registre-là ; PARCHEMIN_BASE sinon.")
@click.option(
    "--certification",
    default="",
    metavar="CODE",
    shell_complete=offrir(certifications),
    help="Au registre : cette certification seule.",
)
@click.option("--du", type=JOUR, metavar="DATE", help="Au registre : les séances depuis ce jour.")
@click.option("--au", type=JOUR, metavar="DATE", help="Au registre : les séances jusqu'à ce jour, compris.")
@click.option(
    "--moteur",
    default=AUTOMATIQUE,
    metavar="NOM",
    shell_complete=offrir(lambda _: MOTEURS),
    help=f"{' ou '.join(MOTEURS)} ({AUTOMATIQUE} sinon).",
)
@click.option(
    "--sortie",
    "sorties",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Écrit aussi un fichier .html, .xlsx, .csv, .parquet ou .json (répétable).",
)
@option_json
@options_hote
def commande(
    cohorte: tuple[Path, ...],
    politiques: tuple[str, ...],
    editions: tuple[str, ...],
    scenarios: tuple[str, ...],
    parametres: bool,
    pourquoi: tuple[str, ...],
    motifs: int,
    registre: bool,
    base: str | None,
    certification: str,
    du: date | None,
    au: date | None,
    moteur: str,
    sorties: tuple[Path, ...],
    en_json: bool,
    charger: Chargeur,
) -> None:
    """Rejuge COHORTE sous d'autres règles : qui change de verdict, pourquoi, et les taux avant et après.

    COHORTE est une séance (un dossier, un classeur .xlsx), plusieurs, un dossier de séances, ou --registre.
    Les tables d'une séance peuvent être en Parquet. Tous les --politique font un scénario ; chaque --edition
    et chaque --scenario en fait un de plus, comparé aux règles en vigueur. Rien n'est écrit au registre.

    Sous une autre édition, un dossier est relu autant que les deux disent la même chose : ce qui ne se
    compare pas est dit, et rien n'est deviné.

    \b
    Exemples :
      parchemin simuler ma-seance --parametres
      parchemin simuler ma-seance --politique bloc.part=75%
      parchemin simuler 2021/ 2022/ --scenario "souple : bloc.part=70% competence.part=70%"
      parchemin simuler ma-seance --edition ucanss.gc@2021 --sortie simulation.html
      parchemin simuler --registre --certification ucanss.gc --du 2012-01-01 --politique certification.moyenne=11
    """
    _refuser(
        (registre == bool(cohorte), "attendu COHORTE, ou --registre, et non les deux"),
        (
            not registre and (base is not None or bool(certification or du or au)),
            "--base, --certification, --du et --au vont avec --registre",
        ),
        (
            parametres and bool(politiques or editions or scenarios or pourquoi or sorties),
            "--parametres ne rejuge rien : ni --politique, --edition, --scenario, --pourquoi ni --sortie",
        ),
    )
    exiger_polars()
    for sortie in sorties:
        format_de(sortie)
    hote = charger()
    jours = (du or date.min, au or date.max)
    if registre:
        lue = _du_registre(base, hote.catalogue, certification, *jours)
    else:
        lue = en_fichiers(cohorte, hote.catalogue)
    _exiger_distinctes(sorties, lue, hote.catalogue)
    if parametres:
        _lister(parametres_de(lue, hote, hote.catalogue), en_json)
        return
    prets = preparer(Souhaits(politiques, editions, scenarios), hote, lue, hote.catalogue)
    from parchemin_cli.rendu import console, simulation
    from parchemin_cli.rendu.avancement import avancement

    passages = 1 if moteur == EXPLIQUE else len({scenario.edition is None for scenario in prets})
    tailles = [origine.taille() for origine in lue.origines] * passages
    with avancement("Délibération", tailles) as avancer:
        trouvee = simuler(lue, prets, Reglages(moteur, pourquoi, motifs, avancer))
    _dire_lues(trouvee)
    for sortie in sorties:
        ecrire(trouvee, sortie)
        click.echo(f"Simulation écrite dans {sortie}", err=True)
    if en_json:
        dire_json(document(trouvee))
    else:
        simulation.afficher(console.sortie(), trouvee)


def _refuser(*usages: tuple[bool, str]) -> None:
    """Refuse the first usage that is bad, in its words."""
    for mauvais, message in usages:
        if mauvais:
            raise click.UsageError(message)


def _exiger_distinctes(sorties: Sequence[Path], cohorte: Cohorte, catalogue: Catalogue) -> None:
    """Refuse to write over a file of a séance of the cohort."""
    lecteurs = [LecteurDeSeance(o.chemin, catalogue) for o in cohorte.origines if o.chemin and sorties]
    lus = [lu for lecteur in lecteurs for lu in lecteur.fichiers()]
    for sortie in sorties:
        exiger_distincte(sortie, lus)


def _dire_lues(trouvee: Simulation) -> None:
    """Say which séances were read without their dossiers, and so fast."""
    if lues := trouvee.lues_en_colonnes:
        quoi = "Lue" if len(lues) == 1 else "Lues"
        click.echo(f"{quoi} en colonnes : {', '.join(lues)}", err=True)


def _du_registre(adresse: str | None, catalogue: Catalogue, certification: str, du: date, au: date) -> Cohorte:
    from parchemin.cohortes.lecture.au_registre import au_registre
    from parchemin_cli.registre import ouvrir

    base = ouvrir(click.get_current_context(), adresse)
    return au_registre(base, catalogue, certification, du, au)


def _lister(trouves: Mapping[str, tuple[Parametre, ...]], en_json: bool) -> None:
    """Print each parameter with the values that it has, what may replace them, and where they are written."""
    lignes = [
        {
            "parametre": chemin,
            "valeurs": [dire(un.valeur) for un in siens],
            "attendu": siens[0].type,
            "sources": list(dict.fromkeys(str(un.source) for un in siens if un.source)),
        }
        for chemin, siens in trouves.items()
    ]
    if en_json:
        dire_json({"parametres": lignes})
    elif not lignes:
        click.echo("Les règles de cette cohorte n'ont aucun nombre à changer.")
    for ligne, siens in [] if en_json else zip(lignes, trouves.values(), strict=True):
        valeurs, sources = " ou ".join(ligne["valeurs"]), " ; ".join(ligne["sources"])
        dite = f"{ligne['parametre']:30} {valeurs:12} {ligne['attendu']:24}"
        click.echo(f"{dite} [{sources}]" if sources else dite.rstrip())
        for phrase in dict.fromkeys(un.enonce for un in siens if un.enonce):
            click.echo(f"    {phrase}")
