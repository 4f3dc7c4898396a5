"""Replay the commands of the guide in French and write what they really answer; try those of the other pages."""

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import parchemin_cli.main
from parchemin.registre.socle.base import Base, attente
from parchemin.registre.titres import verification

DOCS = Path(__file__).parents[1] / "docs"
PAGE = DOCS / "guide" / "seance.md"
BLOC = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
REGISTRE = "registre.db"

CODE = "XXXXX-XXXXX"
"""What stands in the page for the code printed on the title, which is different in each register."""

EMPREINTE = re.compile(r"\b[0-9a-f]{64}\b")
"""The digest of the journal, different in each register: the page has ``…``."""

DEBUT = re.compile(r" \| Select-Object -First (\d+)$")
"""How the page shortens a long answer, as PowerShell does."""


AVANT = (
    "exemple ucanss/gc-2021 ma-seance",
    "seance ouvrir ma-seance",
    "seance deliberer 1",
    "seance decider 1 --dossier GC-2203-07 incomplet",
    "seance proclamer 1 --oui",
)
"""What the other pages suppose done: an example, proclaimed."""


def rejouer(page: str) -> str:
    """Return the page with what its commands answer, run in an empty folder with a register of its own."""
    with _ailleurs():
        return BLOC.sub(lambda bloc: "".join(_console(bloc.group())), page)


def essayer(page: str) -> list[tuple[str, list[str]]]:
    """Run the commands of a page in order; return those that end as bad usage or bad input, and what they say."""
    dites = [ligne.removeprefix("$ parchemin ") for ligne in page.splitlines() if ligne.startswith("$ parchemin ")]
    ratees = []
    with _ailleurs():
        for dite in (*AVANT, *dites):
            statut, erreurs, _ = _lancer(shlex.split(dite))
            if statut == 2 and "existe déjà" not in "".join(erreurs):
                ratees.append((dite, erreurs))
    return ratees


@contextlib.contextmanager
def _ailleurs() -> Iterator[None]:
    """Stand in an empty folder, with a register of its own."""
    base = {"PARCHEMIN_BASE": f"sqlite:///{REGISTRE}", "COLUMNS": "100", "NO_COLOR": "1"}
    vide = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    with vide as dossier, contextlib.chdir(dossier), patch.dict(os.environ, base):
        yield


def _console(bloc: str) -> Iterator[str]:
    for ligne in bloc.splitlines():
        if ligne.startswith("$ "):
            yield f"{ligne}\n{_repondre(ligne.removeprefix('$ '))}"


def _repondre(commande: str) -> str:
    arguments = shlex.split(DEBUT.sub("", commande))[1:]
    if CODE in arguments:
        arguments[arguments.index(CODE)] = _code(arguments[arguments.index(CODE) - 1])
    _, messages, reponse = _lancer(arguments)
    if debut := DEBUT.search(commande):
        reponse = reponse[: int(debut.group(1))]
    return "".join(EMPREINTE.sub("…", ligne.rstrip()) + "\n" for ligne in messages + reponse)


def _lancer(arguments: list[str]) -> tuple[int, list[str], list[str]]:
    """Return how a command ends, the lines that it prints on standard error, and those of its answer."""
    erreurs, ecran, fin = _flux(), _flux(), 0
    with (
        patch.object(sys, "argv", ["parchemin", *arguments]),
        patch.object(sys, "stdin", io.StringIO("oui\n")),
        contextlib.redirect_stdout(ecran),
        contextlib.redirect_stderr(erreurs),
    ):
        try:
            parchemin_cli.main.main()
        except SystemExit as sortie:
            fin = sortie.code if isinstance(sortie.code, int) else 0
    return fin, _lire(erreurs), _lire(ecran)


def _flux() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)


def _lire(flux: io.TextIOWrapper) -> list[str]:
    flux.seek(0)
    return flux.read().splitlines()


def _code(numero: str) -> str:
    """Return the code that the title of this number bears; they were delivered in order by the only séance."""
    base = Base(f"sqlite:///{REGISTRE}", attente())
    with base.lire() as cx:
        codes = verification.codes(cx, 1)
    base.fermer()
    return codes[int(numero.rpartition("-")[2])]


if __name__ == "__main__":
    PAGE.write_text(rejouer(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
