"""How faults and warnings of files are said: the same one once, however many times it was made."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click
from attrs import asdict, evolve

from parchemin.errors import Avertissement, Defaut, DonneesInvalides, Remarque

SEMBLABLES_MAX = 3
"""Above so many remarks that differ in their words alone, the first one is said, and how many more there are."""

SUITES_MAX = 5
"""How many runs of rows are named."""

SIGNALES_MAX = 10
"""How many things that a command met beside what it did are said on the screen."""

_AVERTISSEMENTS = "parchemin_cli.avertissements"
_SIGNALES = "parchemin_cli.signales"


def avertir(avertissements: Iterable[Avertissement]) -> None:
    """Say on standard error what files may mean otherwise; `dire_json` adds it to the answer.

    :raises DonneesInvalides: with each of them, under ``--strict``.
    """
    trouves = tuple(dict.fromkeys(avertissements))
    contexte = click.get_current_context()
    if trouves and contexte.params.get("strict"):
        raise DonneesInvalides(un.defaut for un in trouves)
    contexte.meta.setdefault(_AVERTISSEMENTS, []).extend(trouves)
    if not contexte.params.get("en_json"):
        for phrase in grouper(trouves):
            click.echo(f"! {phrase}", err=True)


def signaler(phrases: Sequence[tuple[str, str]], de: str, suite: str) -> None:
    """Say on standard error what a command met beside what it did; `dire_json` adds all of it to the answer.

    :param phrases: the code and the sentence of each.
    :param suite: the command that says those that are too many for the screen.
    """
    contexte = click.get_current_context()
    documents = [{"code": code, "message": message, "ou": de} for code, message in phrases]
    contexte.meta.setdefault(_SIGNALES, []).extend(documents)
    if contexte.params.get("en_json"):
        return
    for _, message in phrases[:SIGNALES_MAX]:
        click.echo(f"! {message}", err=True)
    if len(phrases) > SIGNALES_MAX:
        click.echo(f"! et {len(phrases) - SIGNALES_MAX} autres : {suite}", err=True)


def avertissements_json(avertissements: Iterable[Avertissement]) -> dict[str, Any]:
    """Return the member ``avertissements`` of an answer, where there is something to say."""
    dits = [{"code": un.fait.code, "message": un.message, "ou": str(un.lieu)} for un in avertissements]
    return {"avertissements": dits} if dits else {}


def dits_en_json() -> dict[str, Any]:
    """Return what `avertir` said in this run, as the member of an answer."""
    contexte = click.get_current_context(silent=True)
    if contexte is None:
        return {}
    dits = avertissements_json(contexte.meta.get(_AVERTISSEMENTS, ()))
    tous = [*dits.get("avertissements", ()), *contexte.meta.get(_SIGNALES, ())]
    return {"avertissements": tous} if tous else {}


def grouper(remarques: Iterable[Remarque]) -> Iterator[str]:
    """Yield remarks in words: the same one of several rows once, of many rows alike the first with their count.

    What stands in no row is said each: its count would tell nobody where the others are.
    """
    genres: dict[object, list[Remarque]] = {}
    for remarque in remarques:
        genres.setdefault((remarque.fait.code, evolve(remarque.lieu, ligne=0)), []).append(remarque)
    for semblables in genres.values():
        phrases: dict[str, list[Remarque]] = {}
        for remarque in semblables:
            phrases.setdefault(remarque.message, []).append(remarque)
        if len(phrases) <= SEMBLABLES_MAX or not all(remarque.lieu.ligne for remarque in semblables):
            yield from map(_dire, phrases.values())
        else:
            autres = semblables[1:]
            yield f"{semblables[0]} (et {len(autres)} semblables, {_lignes(autres)})"


def _dire(remarques: Sequence[Remarque]) -> str:
    """Say one remark of some places that differ by their rows alone."""
    premiere = remarques[0]
    return f"{premiere.lieu.dire(_lignes(remarques))} : {premiere.message}"


def _lignes(remarques: Sequence[Remarque]) -> str:
    """Return rows in words, those that follow one another together: ``lignes 2 à 9, 14``."""
    lignes = sorted({remarque.lieu.ligne for remarque in remarques})
    if len(lignes) == 1:
        return f"ligne {lignes[0]}" if lignes[0] else ""
    suites: list[tuple[int, int]] = []
    for ligne in lignes:
        if suites and suites[-1][1] == ligne - 1:
            suites[-1] = (suites[-1][0], ligne)
        else:
            suites.append((ligne, ligne))
    dites = [str(debut) if debut == fin else f"{debut} à {fin}" for debut, fin in suites[:SUITES_MAX]]
    reste = f"… ({len(lignes)} lignes)" if len(suites) > SUITES_MAX else ""
    return f"lignes {', '.join(dites)}{reste}"


def defaut_json(defaut: Defaut) -> dict[str, Any]:
    """Return a fault with its place, of which only the parts that there are, and with the code of its fact."""
    lieu = {nom: partie for nom, partie in asdict(defaut.lieu).items() if partie}
    return {**lieu, "code": defaut.fait.code, "message": defaut.message}
