"""Start-up: ``parchemin --help`` beside ``python -c "import click"``, alternately, bytecode compiled.

Run: python benchmarks/demarrage.py [runs]
"""

import subprocess
import sys
from statistics import median
from time import perf_counter

COMMANDES = {
    'python -c "import click"': [sys.executable, "-c", "import click"],
    "parchemin --help": [sys.executable, "-m", "parchemin_cli", "--help"],
    "parchemin branches": [sys.executable, "-m", "parchemin_cli", "branches", "--json"],
}


def main(fois: int) -> None:
    temps: dict[str, list[float]] = {nom: [] for nom in COMMANDES}
    for _ in range(fois + 1):
        for nom, commande in COMMANDES.items():
            debut = perf_counter()
            subprocess.run(commande, capture_output=True, check=True)
            temps[nom].append(perf_counter() - debut)
    plancher = median(temps['python -c "import click"'][1:])
    for nom, mesures in temps.items():
        tenu = median(mesures[1:])
        print(f"{nom:26} {tenu * 1000:6.1f} ms   {tenu / plancher:4.2f} fois import click")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
