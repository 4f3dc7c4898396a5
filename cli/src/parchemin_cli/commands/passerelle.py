"""``parchemin passerelle``: what a holder keeps, and what is left to pass."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import click
from attrs import asdict

from parchemin.documents.contenus import donnees
from parchemin.documents.fichiers.fichier import choisir, deposer
from parchemin.documents.fichiers.formats import RESEAU
from parchemin.passerelle import (
    Detention,
    Reseau,
    a_portee,
    chercher,
    lire_lieu,
    lire_titulaire,
    matrice,
    verifier,
)
from parchemin.plugin.host import Hote
from parchemin_cli.hote import Chargeur, option_jour, option_json, options_hote
from parchemin_cli.rendu.reponse import dire_json
from parchemin_cli.saisie.codes import certifications_et_editions, offrir


@click.command("passerelle")
@click.argument("lieux", nargs=-1, metavar="[DE[=DATE]] [VERS]", shell_complete=offrir(certifications_et_editions))
@click.option("--titulaire", type=click.Path(path_type=Path), help="Ce que tient une personne (un fichier JSON).")
@click.option("--verifier", "controle", is_flag=True, help="Contrôle la cohérence de toutes les passerelles.")
@option_jour("À cette date (aujourd'hui sinon).")
@click.option(
    "--voie", default="", metavar="TEXTE", help="Par cette voie de la certification visée (la première sinon)."
)
@click.option(
    "--sortie", type=click.Path(dir_okay=False, path_type=Path), help="Dessine le réseau : .svg ou .html."
)
@option_json
@options_hote
@click.pass_context
def commande(
    ctx: click.Context,
    lieux: tuple[str, ...],
    titulaire: Path | None,
    controle: bool,
    le: date,
    voie: str,
    sortie: Path | None,
    en_json: bool,
    charger: Chargeur,
) -> None:
    """Dit ce que garde un titulaire de DE qui vise VERS : acquis de droit, à apprécier, à passer.

    Sans VERS : les certifications à portée, la plus proche d'abord. Sans rien : la matrice de toutes.

    DE est une certification, une édition, un bloc, une option ou une attestation, obtenus à DATE.

    \b
    Exemples :
      parchemin passerelle ucanss.cos ucanss.gc
      parchemin passerelle ucanss.cos@2021/GRU=2021-12-16 ucanss.gc
      parchemin passerelle attestation:tam-tam=2012-06-15 ucanss.gc@2013 --voie vae
      parchemin passerelle --titulaire titres.json ucanss.gc
      parchemin passerelle ucanss.cos
      parchemin passerelle --sortie passerelles.svg
      parchemin passerelle --verifier
    """
    nombre = len(lieux) + (titulaire is not None)
    if nombre > 2 or (nombre and (controle or sortie)) or (controle and sortie):
        raise click.UsageError("attendu DE et VERS, ou --titulaire et VERS, ou --verifier seul, ou --sortie seul")
    if voie and not nombre:
        raise click.UsageError("--voie va avec DE ou --titulaire")
    hote = charger()
    reseau = hote.reseau()
    if sortie:
        _dessiner(reseau, sortie, en_json)
    elif controle:
        _verifier(ctx, hote, reseau, le, en_json)
    elif not nombre:
        _matrice(reseau.au(le), le, en_json)
    elif titulaire:
        _repondre(reseau, titulaire.name, lire_titulaire(titulaire, reseau), lieux, le, voie, en_json)
    else:
        tenu = lire_lieu(lieux[0], le, reseau)
        _repondre(reseau, tenu.lieu, (tenu,), lieux[1:], le, voie, en_json)


def _repondre(
    reseau: Reseau,
    de: str,
    tenus: tuple[Detention, ...],
    vises: tuple[str, ...],
    le: date,
    voie: str,
    en_json: bool,
) -> None:
    """Answer for one target, or for all that are within reach."""
    if vises:
        chemin = chercher(reseau, tenus, reseau.catalogue.viser(vises[0], le), le, voie)
        _montrer(en_json, donnees.passerelle(de, chemin), lambda rendu: rendu.pont(de, tenus, chemin))
    else:
        chemins = a_portee(reseau, tenus, le, voie)
        document = {"de": de, "a_portee": [donnees.passerelle(de, chemin) for chemin in chemins]}
        _montrer(en_json, document, lambda rendu: rendu.portee(de, chemins))


def _matrice(reseau: Reseau, le: date, en_json: bool) -> None:
    """Print what each certification that exists gives towards each other."""
    lignes = matrice(reseau, le)
    if not (lignes or en_json):
        click.echo(f"Aucune édition n'existe au {le}.")
        return
    document = {
        "matrice": {
            de: {vers: asdict(case) if case else None for vers, case in cases.items()}
            for de, cases in lignes.items()
        },
        "sans_contenu": {e.cle: e.sans_contenu for e in reseau.catalogue.editions if e.sans_contenu},
    }
    _montrer(en_json, document, lambda rendu: rendu.matrice(lignes, reseau))


def _verifier(ctx: click.Context, hote: Hote, reseau: Reseau, le: date, en_json: bool) -> None:
    trouve = verifier(reseau, hote.origines(), hote.declarants(), le)
    document = {
        "coherent": not trouve.fautes,
        "incoherences": donnees.phrases(trouve.fautes),
        "remarques": donnees.phrases(trouve.remarques),
    }
    _montrer(en_json, document, lambda rendu: rendu.coherence(len(reseau.passerelles), trouve))
    if trouve.fautes:
        ctx.exit(1)


def _dessiner(reseau: Reseau, sortie: Path, en_json: bool) -> None:
    deposer(sortie, choisir(RESEAU, sortie)(reseau))
    click.echo(f"Réseau des certifications écrit dans {sortie}", err=True)
    if en_json:
        dire_json({"sortie": str(sortie)})


def _montrer(en_json: bool, document: object, dire: Callable[[ModuleType], Any]) -> None:
    """Print the document, or what the renderer draws; the renderer is imported only then."""
    if en_json:
        dire_json(document)
        return
    from parchemin_cli.rendu import console, passerelle

    console.sortie().print(dire(passerelle))
