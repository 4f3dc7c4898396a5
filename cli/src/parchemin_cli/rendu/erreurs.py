"""How bad input is answered: every fault in words on standard error, and as JSON where that was asked for."""

import sys
from typing import Any

import click
from attrs import asdict

from parchemin.errors import ActeRefuse, DonneesInvalides, ParcheminError
from parchemin_cli.reponse import dire_json


def terminer(erreur: ParcheminError) -> None:
    """Print the error that ends a run; with ``--json``, as a document on standard output too."""
    if "--json" in sys.argv:
        document = {"erreurs": defauts_json(erreur)}
        if isinstance(erreur, ActeRefuse):
            document = {"refus": [{"message": raison} for raison in erreur.raisons]}
        dire_json(document)
    annoncer(erreur, ", rien n'a été écrit")


def annoncer(erreur: ParcheminError, consequence: str = "") -> None:
    """Print an error in words on standard error, with what comes of it."""
    if isinstance(erreur, ActeRefuse):
        click.echo(f"Refusé{consequence} :", err=True)
        for raison in erreur.raisons:
            click.echo(f"  {raison}", err=True)
        return
    if not isinstance(erreur, DonneesInvalides):
        click.echo(f"Erreur : {erreur}", err=True)
        return
    nombre = "1 défaut" if len(erreur.defauts) == 1 else f"{len(erreur.defauts)} défauts"
    click.echo(f"{nombre}{consequence} :", err=True)
    for defaut in erreur.defauts:
        click.echo(f"  {defaut}", err=True)


def defauts_json(erreur: ParcheminError) -> list[dict[str, Any]]:
    """Return each fault with its place; only the parts of a place that there are."""
    if not isinstance(erreur, DonneesInvalides):
        return [{"message": str(erreur)}]
    return [
        {**{nom: partie for nom, partie in asdict(defaut.lieu).items() if partie}, "message": defaut.message}
        for defaut in erreur.defauts
    ]
