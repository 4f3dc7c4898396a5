"""Replay the commands of the guides in French, `docs/guide/*.md`, and write what they really answer."""

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
from parchemin.registre import verification
from parchemin.registre.base import Base, attente

PAGE = Path(__file__).parents[1] / "docs" / "guide" / "seance.md"
BLOC = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
REGISTRE = "registre.db"

CODE = "XXXXX-XXXXX"
"""What stands in the page for the code printed on the title, which is different in each register."""

EMPREINTE = re.compile(r"\b[0-9a-f]{64}\b")
"""The digest of the journal, different in each register: the page has ``…``."""

DEBUT = re.compile(r" \| Select-Object -First (\d+)$")
"""How the page shortens a long answer, as PowerShell does."""


def rejouer(page: str) -> str:
    """Return the page with what its commands answer, run in an empty folder with a register of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as dossier, contextlib.chdir(dossier):
        base = {"PARCHEMIN_BASE": f"sqlite:///{REGISTRE}", "COLUMNS": "100", "NO_COLOR": "1"}
        with patch.dict(os.environ, base):
            return BLOC.sub(lambda bloc: "".join(_console(bloc.group())), page)


def _console(bloc: str) -> Iterator[str]:
    for ligne in bloc.splitlines():
        if ligne.startswith("$ "):
            yield f"{ligne}\n{_repondre(ligne.removeprefix('$ '))}"


def _repondre(commande: str) -> str:
    arguments = shlex.split(DEBUT.sub("", commande))[1:]
    if CODE in arguments:
        arguments[arguments.index(CODE)] = _code(arguments[arguments.index(CODE) - 1])
    messages, reponse = _lancer(arguments)
    if debut := DEBUT.search(commande):
        reponse = reponse[: int(debut.group(1))]
    return "".join(EMPREINTE.sub("…", ligne.rstrip()) + "\n" for ligne in messages + reponse)


def _lancer(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines that a command prints on standard error, and those of its answer."""
    erreurs, ecran = _flux(), _flux()
    with (
        patch.object(sys, "argv", ["parchemin", *arguments]),
        patch.object(sys, "stdin", io.StringIO()),
        contextlib.redirect_stdout(ecran),
        contextlib.redirect_stderr(erreurs),
        contextlib.suppress(SystemExit),
    ):
        parchemin_cli.main.main()
    return _lire(erreurs), _lire(ecran)


def _flux() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)


def _lire(flux: io.TextIOWrapper) -> list[str]:
    flux.seek(0)
    return flux.read().splitlines()


def _code(numero: str) -> str:
    """Return the code that the title of this number bears; they were delivered in order by the only séance."""
    with Base(f"sqlite:///{REGISTRE}", attente()).lire() as cx:
        codes = verification.codes(cx, 1)
    return codes[int(numero.rpartition("-")[2])]


if __name__ == "__main__":
    PAGE.write_text(rejouer(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
