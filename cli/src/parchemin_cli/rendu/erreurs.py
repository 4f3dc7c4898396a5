"""How bad input is answered: every fault in words on standard error, and as JSON where that was asked for."""

import sys
from collections.abc import Sequence
from typing import Any

import click

from parchemin.errors import ActeRefuse, DonneesInvalides, ParcheminError
from parchemin_cli.rendu.remarques import avertissements_json, defaut_json, grouper
from parchemin_cli.rendu.remedes import dire, en_json
from parchemin_cli.rendu.reponse import dire_json

_LECTURES = frozenset(
    {"conformite", "deliberer", "demo", "jury", "passerelle", "recevabilite", "referentiel", "simuler", "verifier"}
)
"""The commands that write nothing, but for what ``--sortie`` asks for."""


def terminer(erreur: ParcheminError) -> None:
    """Print the error that ends a run; with ``--json``, as a document on standard output too."""
    if "--json" in sys.argv:
        document = {"erreurs": defauts_json(erreur)}
        if isinstance(erreur, DonneesInvalides):
            document |= avertissements_json(erreur.avertissements)
        if isinstance(erreur, ActeRefuse):
            document = {"refus": [en_json(raison) for raison in erreur.raisons]}
        dire_json(document)
    annoncer(erreur, ", rien n'a été écrit" if _allait_ecrire(sys.argv[1:]) else "")


def _allait_ecrire(mots: Sequence[str]) -> bool:
    return _LECTURES.isdisjoint(mots[:1]) or any(mot.startswith("--sortie") for mot in mots)


def annoncer(erreur: ParcheminError, consequence: str = "") -> None:
    """Print an error in words on standard error, with what comes of it."""
    if isinstance(erreur, ActeRefuse):
        click.echo(f"Refusé{consequence} :", err=True)
        for raison in erreur.raisons:
            click.echo(f"  {dire(raison)}", err=True)
        return
    if not isinstance(erreur, DonneesInvalides):
        click.echo(f"Erreur : {dire(erreur.fait)}", err=True)
        return
    nombre = "1 défaut" if len(erreur.defauts) == 1 else f"{len(erreur.defauts)} défauts"
    click.echo(f"{nombre}{consequence} :", err=True)
    for phrase in grouper(erreur.defauts):
        click.echo(f"  {phrase}", err=True)
    for phrase in grouper(erreur.avertissements):
        click.echo(f"! {phrase}", err=True)


def defauts_json(erreur: ParcheminError) -> list[dict[str, Any]]:
    """Return each fault of an error, or the error itself."""
    if not isinstance(erreur, DonneesInvalides):
        return [{"code": erreur.fait.code, "message": dire(erreur.fait)}]
    return list(map(defaut_json, erreur.defauts))
