"""Make what a release publishes, and refuse it where it is not what it says.

The five distributions are built twice from the same tree and must be the same bytes; each wheel holds its types
and its licence, and installs with the core alone; the lowest versions that they ask for are enough, on the lowest
Python (3.11, which must be there). Beside them, the list of all that they need (SBOM, CycloneDX).

Run: python scripts/release.py DOSSIER
"""

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

UV = [sys.executable, "-m", "uv"]
RACINE = Path(__file__).parents[1]
EXTRAS = ("cohortes", "documents", "pdf", "postgresql", "registre")
SEANCE = (
    "exemple ucanss/gc-2021 ma-seance",
    "deliberer ma-seance --sortie propositions.xlsx",
    "simuler ma-seance --politique bloc.part=2/3 --sortie simulation.parquet",
    "seance ouvrir ma-seance",
    "seance deliberer 1",
    "pv 1",
)
"""What uses each library that a distribution asks for."""


def main(dossier: Path) -> None:
    """Build into ``dossier``, afresh, and check each thing that was built."""
    shutil.rmtree(dossier, ignore_errors=True)
    publies, temoins = dossier / "dist", dossier / "temoins"
    for ou in (publies, temoins):
        subprocess.run([*UV, "build", "-q", "--all-packages", "--out-dir", str(ou)], check=True)
    distributions = sorted(f for f in publies.iterdir() if f.name.endswith((".whl", ".tar.gz")))
    for distribution in distributions:
        if _empreinte(distribution) != _empreinte(temoins / distribution.name):
            raise SystemExit(f"{distribution.name}: two builds of one tree differ")
    subprocess.run([sys.executable, "-m", "twine", "check", "--strict", *map(str, distributions)], check=True)
    roues = [distribution for distribution in distributions if distribution.suffix == ".whl"]
    coeur = next(roue for roue in roues if roue.name.startswith("parchemin-"))
    for roue in roues:
        _examiner(roue)
        _installer(dossier / "seule" / roue.name, {coeur, roue})
    _planchers(dossier / "planchers", set(roues))
    ensemble = _installer(dossier / "ensemble", set(roues))
    sbom = [*("environment", "--of", "JSON", "-o", str(publies / "parchemin.cdx.json")), str(ensemble)]
    subprocess.run([sys.executable, "-m", "cyclonedx_py", *sbom], check=True)
    for distribution in distributions:
        print(_empreinte(distribution), distribution.name)


def _empreinte(fichier: Path) -> str:
    return sha256(fichier.read_bytes()).hexdigest()


def _examiner(roue: Path) -> None:
    """See that a wheel says that it is typed and under which licence."""
    noms = ZipFile(roue).namelist()
    for attendu in ("/py.typed", "/licenses/LICENSE"):
        if not any(nom.endswith(attendu) for nom in noms):
            raise SystemExit(f"{roue.name}: no {attendu}")


def _planchers(dossier: Path, roues: set[Path]) -> None:
    """Install the lowest versions that the distributions ask for, and take a séance from its files to its PV."""
    dossier.mkdir()
    versions = dossier / "versions.txt"
    extras = [f"--extra={extra}" for extra in EXTRAS]
    lues = [str(RACINE / nom / "pyproject.toml") for nom in ("core", "cli")]
    plus_basses = [
        *("--resolution", "lowest-direct", "--python-version", "3.11", "--no-emit-package", "parchemin")
    ]
    libre = {nom: valeur for nom, valeur in os.environ.items() if nom != "UV_CONSTRAINT"}
    compiler = [*UV, "pip", "compile", "-q", *plus_basses, *extras, *lues, "-o", str(versions)]
    subprocess.run(compiler, check=True, env=libre, stdout=subprocess.DEVNULL)
    python = _installer(dossier / "env", roues, "-r", str(versions), python="3.11", env=libre)
    registre = {**libre, "PARCHEMIN_BASE": "sqlite:///registre.db"}
    for commande in SEANCE:
        lancer = [str(python.absolute()), "-m", "parchemin_cli", *commande.split()]
        subprocess.run(lancer, check=True, cwd=dossier, env=registre, stdout=subprocess.DEVNULL)


def _installer(
    environnement: Path,
    roues: set[Path],
    *autres: str,
    python: str = sys.executable,
    env: dict[str, str] | None = None,
) -> Path:
    """Install wheels in an environment of their own, see that nothing misses there; return its Python."""
    subprocess.run([*UV, "venv", "-q", "--python", python, str(environnement)], check=True)
    interprete = environnement / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    fichiers = sorted(map(str, roues))
    installer = [*UV, "pip", "install", "-q", "--python", str(interprete), *fichiers, *autres]
    subprocess.run(installer, check=True, env=env)
    subprocess.run([*UV, "pip", "check", "-q", "--python", str(interprete)], check=True)
    return interprete


if __name__ == "__main__":
    main(Path(sys.argv[1]))
