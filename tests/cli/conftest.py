"""Running the real command in a process of its own, as a script would."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import frozen

Resultat = subprocess.CompletedProcess[str]


@pytest.fixture
def exemple(lancer: Callable[..., Resultat], tmp_path: Path) -> Path:
    """Write the example of the CQP GC and return its folder."""
    assert lancer("exemple", "ucanss/gc-2021", "gc").returncode == 0
    return tmp_path / "gc"


RACINE = Path(__file__).parents[2]
UV = (sys.executable, "-m", "uv")


@frozen
class Ailleurs:
    """A fresh environment, and an empty folder where its commands run."""

    python: Path
    travail: Path

    def installer(self, *paquets: str) -> None:
        """Install distributions: wheels, paths, names."""
        installer = [*UV, "pip", "install", "-q", "--python", str(self.python)]
        contraintes = ["-c", str(RACINE / "constraints.txt")]
        subprocess.run([*installer, *contraintes, *paquets], cwd=self.travail, check=True)

    def __call__(self, *arguments: str) -> Resultat:
        """Run ``python -m …`` there, with nothing of this environment."""
        propre = {
            k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COVERAGE", "VIRTUAL", "PYTEST"))
        }
        return subprocess.run(
            [str(self.python), "-m", *arguments],
            cwd=self.travail,
            env={**propre, "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture(scope="session")
def roues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build every distribution of the workspace; return the folder of the wheels."""
    roues = tmp_path_factory.mktemp("roues")
    subprocess.run(
        [*UV, "build", "-q", "--wheel", "--all-packages", "--out-dir", str(roues)], cwd=RACINE, check=True
    )
    return roues


@pytest.fixture(scope="module")
def ailleurs(tmp_path_factory: pytest.TempPathFactory, roues: Path) -> Ailleurs:
    """Return a fresh environment where our wheels and the tools of the kit are installed."""
    base = tmp_path_factory.mktemp("ailleurs")
    subprocess.run([*UV, "venv", "-q", "--python", sys.executable, str(base / "venv")], check=True)
    python = next(chemin for chemin in (base / "venv").glob("*/python*") if chemin.stem == "python")
    (base / "travail").mkdir()
    neuf = Ailleurs(python, base / "travail")
    neuf.installer("pytest", "hypothesis", *map(str, roues.glob("*.whl")))
    return neuf
