"""Running the real command in a process of its own, as a script would."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Resultat = subprocess.CompletedProcess[str]


@pytest.fixture
def lancer(tmp_path: Path) -> Callable[..., Resultat]:
    """Return a function that runs ``parchemin`` with arguments in an empty folder."""

    def lancer(*arguments: str | Path, **environnement: str) -> Resultat:
        return subprocess.run(
            [sys.executable, "-m", "parchemin_cli", *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, **environnement},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return lancer


@pytest.fixture
def exemple(lancer: Callable[..., Resultat], tmp_path: Path) -> Path:
    """Write the example of the CQP GC and return its folder."""
    assert lancer("exemple", "ucanss/gc-2021", "gc").returncode == 0
    return tmp_path / "gc"
