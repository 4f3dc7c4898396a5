"""What Tab offers where a code is expected: those of the branches that are installed, and not left aside."""

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from parchemin.plugin.host import Hote

if TYPE_CHECKING:  # click loads it under Tab alone
    from click.shell_completion import CompletionItem

Offre = Callable[[click.Context, click.Parameter, str], list["CompletionItem"]]


def desactivees() -> set[str]:
    """Return the slugs that ``PARCHEMIN_BRANCHES_DESACTIVEES`` leaves aside, separated by commas."""
    dites = os.environ.get("PARCHEMIN_BRANCHES_DESACTIVEES", "").split(",")
    return {slug.strip() for slug in dites if slug.strip()}


def offrir(lister: Callable[[Hote], Iterable[str]], *, fichiers: bool = False) -> Offre:
    """Return what completes a code; a branch in error is left out, without a word.

    :param fichiers: a path may stand there instead, which the shell completes where no code begins so.
    """

    def completer(_contexte: click.Context, _parametre: click.Parameter, debut: str) -> list["CompletionItem"]:
        from click.shell_completion import CompletionItem

        codes = sorted(set(lister(Hote.charger(desactivees()))))
        offerts = [CompletionItem(code) for code in codes if code.startswith(debut)]
        return offerts or ([CompletionItem(debut, type="file")] if fichiers else [])

    return completer


def branches(hote: Hote) -> Iterable[str]:
    """Return the slugs of the branches."""
    return (greffon.slug for greffon in hote.greffons)


def certifications(hote: Hote) -> Iterable[str]:
    """Return the codes of the certifications."""
    return (edition.certification for edition in hote.catalogue.editions)


def editions(hote: Hote) -> Iterable[str]:
    """Return the codes of the éditions."""
    return (edition.cle for edition in hote.catalogue.editions)


def certifications_et_editions(hote: Hote) -> Iterable[str]:
    """Return the codes of both, where either may be named."""
    return (*certifications(hote), *editions(hote))


def exemples(hote: Hote) -> Iterable[str]:
    """Return the names of the séances to copy."""
    return hote.exemples()
