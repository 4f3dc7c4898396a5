"""Build every distribution of the workspace as a wheel and install the wheels into this environment."""

import shutil
import subprocess
import sys
from pathlib import Path

EXTRAS = "cohortes,distribue,documents,pdf,postgresql,registre,testing"
"""What the tests use of the core, and a user asks for by name."""


def main(dossier: Path) -> None:
    """Build into ``dossier``, afresh, then install what is there."""
    shutil.rmtree(dossier, ignore_errors=True)
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "build", "-q", "--all-packages", "--wheel", "--out-dir", str(dossier)], check=True)
    roues = [_demander(roue) for roue in sorted(dossier.resolve().glob("*.whl"))]
    subprocess.run([*uv, "pip", "install", "-q", "--python", sys.executable, *roues], check=True)


def _demander(roue: Path) -> str:
    return f"parchemin[{EXTRAS}] @ {roue.as_uri()}" if roue.name.startswith("parchemin-") else str(roue)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
