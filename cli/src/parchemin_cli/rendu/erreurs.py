"""How bad input is answered: every fault in words on standard error, and as JSON where that was asked for."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click
from attrs import asdict, evolve

from parchemin.errors import ActeRefuse, Defaut, DonneesInvalides, ParcheminError
from parchemin.faits import Fait, FaitSimple
from parchemin_cli.rendu.remedes import dire
from parchemin_cli.reponse import dire_json

_LECTURES = frozenset(
    {"conformite", "deliberer", "demo", "jury", "passerelle", "recevabilite", "referentiel", "simuler", "verifier"}
)
"""The commands that write nothing, but for what ``--sortie`` asks for."""


def terminer(erreur: ParcheminError) -> None:
    """Print the error that ends a run; with ``--json``, as a document on standard output too."""
    if "--json" in sys.argv:
        document = {"erreurs": defauts_json(erreur)}
        if isinstance(erreur, ActeRefuse):
            document = {"refus": [_refus(raison) for raison in erreur.raisons]}
        dire_json(document)
    annoncer(erreur, ", rien n'a été écrit" if _allait_ecrire(sys.argv[1:]) else "")


def _refus(raison: Fait) -> dict[str, Any]:
    dossier = raison.champs.get("dossier") if isinstance(raison, FaitSimple) else None
    return {"message": dire(raison), "code": raison.code, **({"dossier": dossier} if dossier else {})}


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
    for defaut in grouper(erreur.defauts):
        click.echo(f"  {defaut}", err=True)


def grouper(defauts: Iterable[Defaut]) -> Iterator[str]:
    """Yield each fault in words; the same one of several rows is said once, with all its rows."""
    lignes: dict[Defaut, list[int]] = {}
    for defaut in defauts:
        partout = evolve(defaut, lieu=evolve(defaut.lieu, ligne=0))
        lignes.setdefault(partout, []).append(defaut.lieu.ligne)
    for defaut, siennes in lignes.items():
        premiere = str(evolve(defaut, lieu=evolve(defaut.lieu, ligne=siennes[0])))
        toutes = f"lignes {_suites(siennes)}"
        yield premiere.replace(f"ligne {siennes[0]}", toutes, 1) if len(siennes) > 1 else premiere


def _suites(lignes: Iterable[int]) -> str:
    """Return rows in words, those that follow one another together: ``2 à 9, 14``."""
    suites: list[tuple[int, int]] = []
    for ligne in sorted(lignes):
        if suites and suites[-1][1] == ligne - 1:
            suites[-1] = (suites[-1][0], ligne)
        else:
            suites.append((ligne, ligne))
    return ", ".join(str(debut) if debut == fin else f"{debut} à {fin}" for debut, fin in suites)


def defauts_json(erreur: ParcheminError) -> list[dict[str, Any]]:
    """Return each fault with its place, of which only the parts that there are, and with the code of its fact."""
    if not isinstance(erreur, DonneesInvalides):
        return [{"code": erreur.fait.code, "message": dire(erreur.fait)}]
    return [
        {
            **{nom: partie for nom, partie in asdict(defaut.lieu).items() if partie},
            "code": defaut.fait.code,
            "message": defaut.message,
        }
        for defaut in erreur.defauts
    ]
