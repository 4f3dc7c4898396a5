"""What holds for all tests: the real command, and Hypothesis whose examples are never timed, the same on CI."""

import os
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
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


Lancer = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def autour(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Return a function that gives what a command finds around it: a register in its folder, or at ``base``."""
    ici = f"sqlite:///{(tmp_path / 'registre.db').as_posix()}"
    return lambda base=ici, **voulu: {
        "PARCHEMIN_BASE": base,
        "PARCHEMIN_AUTEUR": "Secrétaire",
        "LANGUAGE": "fr",
        **voulu,
    }


@pytest.fixture
def lancer(
    autour: Callable[..., dict[str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Lancer:
    """Return a function that runs ``parchemin`` in an empty folder, in the process of the test.

    ``dit`` is what is typed; ``base`` is the register, and each name in capitals goes to the environment.
    """

    def lancer(*arguments: object, dit: str = "", **voulu: str) -> subprocess.CompletedProcess[str]:
        from parchemin_cli.main import main

        mots = ["parchemin", *map(str, arguments)]
        with monkeypatch.context() as ici:
            ici.chdir(tmp_path)
            ici.setattr(sys, "argv", mots)
            ici.setattr(sys, "stdin", TextIOWrapper(BytesIO(dit.encode()), encoding="utf-8"))
            for nom, valeur in autour(**voulu).items():
                ici.setenv(nom, valeur)
            with pytest.raises(SystemExit) as fin:
                main()
        return subprocess.CompletedProcess(mots, int(str(fin.value)), *capsys.readouterr())

    return lancer


@pytest.fixture
def lancer_a_part(autour: Callable[..., dict[str, str]], tmp_path: Path) -> Lancer:
    """Return what does as `lancer`, in a process of its own: what is tried is how the program starts and ends."""

    def lancer(*arguments: object, dit: str = "", **voulu: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "parchemin_cli", *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, **autour(**voulu)},
            capture_output=True,
            encoding="utf-8",
            input=dit,
            check=False,
        )

    return lancer
