"""Make what a release publishes, and refuse it where it is not what it says.

The five distributions are built twice from the same tree and must be the same bytes; each wheel holds its types
and its licence, and installs with the core alone. Beside them, the list of all that they need (SBOM, CycloneDX).

Run: python scripts/release.py DOSSIER
"""

import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

UV = [sys.executable, "-m", "uv"]


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


def _installer(environnement: Path, roues: set[Path]) -> Path:
    """Install wheels in an environment of their own, see that nothing misses there; return its Python."""
    subprocess.run([*UV, "venv", "-q", "--python", sys.executable, str(environnement)], check=True)
    python = environnement / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    fichiers = sorted(map(str, roues))
    subprocess.run([*UV, "pip", "install", "-q", "--python", str(python), *fichiers], check=True)
    subprocess.run([*UV, "pip", "check", "-q", "--python", str(python)], check=True)
    return python


if __name__ == "__main__":
    main(Path(sys.argv[1]))
