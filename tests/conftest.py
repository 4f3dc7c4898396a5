"""What holds for all tests: the real command, and Hypothesis whose examples are never timed, the same on CI."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from parchemin.referentiel.arbre import arbre

settings.register_profile("parchemin", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("parchemin")


@pytest.fixture(autouse=True)
def _sans_memoire() -> None:
    """Let no test be answered by what another computed: what rules keep of a tree goes with it."""
    arbre.cache_clear()


@pytest.fixture
def lancer(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs ``parchemin`` in an empty folder, with a register there or at ``base``.

    ``dit`` is what is typed; each name in capitals goes to the environment.
    """
    ici = f"sqlite:///{(tmp_path / 'registre.db').as_posix()}"

    def lancer(
        *arguments: object, base: str = ici, dit: str = "", **environnement: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "parchemin_cli", *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "PARCHEMIN_BASE": base, **environnement},
            capture_output=True,
            encoding="utf-8",
            input=dit,
            check=False,
        )

    return lancer


@pytest.fixture
def lancer_ici(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return what `lancer` returns, without a process of its own: for what writes nothing."""

    def lancer_ici(*arguments: object, **environnement: str) -> subprocess.CompletedProcess[str]:
        from parchemin_cli.main import main

        mots = ["parchemin", *map(str, arguments)]
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("PARCHEMIN_BASE", f"sqlite:///{(tmp_path / 'registre.db').as_posix()}")
        monkeypatch.setenv("LANGUAGE", "fr")  # the command sets it: what the tests start later must not inherit it
        for nom, valeur in environnement.items():
            monkeypatch.setenv(nom, valeur)
        monkeypatch.setattr(sys, "argv", mots)
        with pytest.raises(SystemExit) as fin:
            main()
        return subprocess.CompletedProcess(mots, int(str(fin.value)), *capsys.readouterr())

    return lancer_ici
