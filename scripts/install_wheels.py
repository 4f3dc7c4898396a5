"""Build every distribution of the workspace as a wheel and install the wheels into this environment."""

import shutil
import subprocess
import sys
from pathlib import Path


def main(dossier: Path) -> None:
    """Build into ``dossier``, afresh, then install what is there."""
    shutil.rmtree(dossier, ignore_errors=True)
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "build", "-q", "--all-packages", "--wheel", "--out-dir", str(dossier)], check=True)
    roues = sorted(map(str, dossier.glob("*.whl")))
    subprocess.run([*uv, "pip", "install", "-q", "--python", sys.executable, *roues], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
