"""``parchemin branches``: what is installed, and whether it works."""

import click

from parchemin.faits import CODES
from parchemin.plugin.host import Greffon
from parchemin_cli.hote import Chargeur, option_json, options_hote
from parchemin_cli.rendu.reponse import dire_json


@click.command("branches")
@option_json
@options_hote
def commande(en_json: bool, charger: Chargeur) -> None:
    """Donne les branches installées : version, certifications, état et, en erreur, la cause.

    \b
    Exemple :
      parchemin branches
    """
    greffons = charger().eprouvees()
    if en_json:
        document = {"branches": [_en_json(greffon) for greffon in greffons]}
        dire_json(document)
        return
    from rich.table import Table
    from rich.text import Text

    from parchemin_cli.rendu import console

    table = Table()
    for nom in ("Branche", "Nom", "Version", "État", "Certifications"):
        table.add_column(nom, overflow="fold")
    couleurs = {"active": "green", "en_erreur": "red", "desactivee": "dim"}
    for greffon in greffons:
        etat = Text(greffon.etat.value, couleurs[greffon.etat.value])
        table.add_row(greffon.slug, _nom(greffon), greffon.version, etat, Text("\n".join(_detail(greffon))))
    console.sortie().print(table)


def _detail(greffon: Greffon) -> list[str]:
    """Return what a branch certifies and what its author should know, or why it does not work."""
    if greffon.cause:
        return [greffon.cause, *([f"Remède : {greffon.remede}"] if greffon.remede else [])]
    return [*_certifications(greffon), *(f"! {alerte.dire(CODES)}" for alerte in greffon.alertes)]


def _nom(greffon: Greffon) -> str:
    return greffon.apport.branche.nom if greffon.apport.branche else ""


def _certifications(greffon: Greffon) -> list[str]:
    return sorted({edition.certification for edition in greffon.apport.editions})


def _en_json(greffon: Greffon) -> dict[str, object]:
    return {
        "slug": greffon.slug,
        "nom": _nom(greffon),
        "distribution": greffon.distribution,
        "version": greffon.version,
        "etat": greffon.etat.value,
        "cause": greffon.cause,
        "remede": greffon.remede,
        "alertes": [alerte.dire(CODES) for alerte in greffon.alertes],
        "certifications": _certifications(greffon),
    }
