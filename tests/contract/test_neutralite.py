"""The core knows no branch: its text holds no branch's slug, and nothing heavy is imported to answer --help."""

import json
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import parchemin

COEUR = Path(parchemin.__file__).parent
LOURDS = (
    *("sqlalchemy", "alembic", "rich", "polars", "typst", "segno", "duckdb", "xlsxwriter", "python_calamine"),
    *("jinja2", "markupsafe"),
)


def _slugs() -> list[str]:
    return [nom for point in entry_points(group="parchemin.branches") for nom in (point.name, point.value)]


def test_les_trois_branches_sont_installees() -> None:
    assert {"agirc-arrco", "courtage", "ucanss"} <= set(_slugs())


@pytest.mark.parametrize(
    "fichier", sorted(COEUR.rglob("*.py")), ids=lambda fichier: str(fichier.relative_to(COEUR))
)
def test_le_coeur_ne_nomme_aucune_branche(fichier: Path) -> None:
    texte = fichier.read_text(encoding="utf-8").casefold()
    mots = {slug.split(".")[0].removeprefix("parchemin_") for slug in _slugs()} | {"agirc"}
    assert [mot for mot in mots if mot in texte] == []


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["deliberer", "--help"], ["simuler", "--help"], []], ids=" ".join
)
def test_l_aide_n_importe_rien_de_lourd(arguments: list[str]) -> None:
    programme = (
        "import sys, json, atexit\n"
        f"sys.argv = ['parchemin', *{arguments!r}]\n"
        "atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))\n"
        "from parchemin_cli.main import main\n"
        "main()\n"
    )
    resultat = subprocess.run(
        [sys.executable, "-c", programme], capture_output=True, encoding="utf-8", check=False
    )
    modules = json.loads(resultat.stderr.splitlines()[-1])
    assert [lourd for lourd in LOURDS if lourd in modules] == []
    assert "click" in modules
