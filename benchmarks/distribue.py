"""From what size several processes pay: a cohort judged by one process, then by two workers.

Eight séances of the shape ``criteres``, in CSV of the long form, to verdicts in memory; the rows must be the same.
Read in columns, as plain files are, or dossier by dossier, as those are on which there is a doubt: here, a
table of dossiers in Windows-1252. Two workers, started for it or waiting already. Seconds on the clock, once each.

Run: python benchmarks/distribue.py [DOSSIERS...], after ``make bench``
"""

import sys
from functools import partial
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from distributed import Client, LocalCluster
from formes import CRITERES
from temps import chronometrer

from parchemin.cohortes.calcul import colonnes, distribue
from parchemin.cohortes.lecture.origines import en_fichiers
from parchemin.cohortes.model import Cohorte, Scenario
from parchemin.plugin.host import Hote

SEANCES = 8
OUVRIERS = 2
TAILLES = (8_000, 40_000, 200_000)


def preparer(hote: Hote, combien: int, cohorte: Path, encodage: str) -> Cohorte:
    """Write the séances, all alike, with their dossiers in one encoding."""
    premiere = cohorte / "0"
    premiere.mkdir()
    CRITERES.ecrire(hote, combien // SEANCES, premiere)
    dossiers = premiere / "dossiers.csv"
    dossiers.write_text(dossiers.read_text(encoding="utf-8"), encoding=encodage)
    for rang in range(1, SEANCES):
        copytree(premiere, cohorte / str(rang))
    return en_fichiers([cohorte], hote.catalogue)


def comparer(hote: Hote, client: Client, combien: int, encodage: str) -> None:
    """Print the seconds that each takes, once all have given the same rows."""
    scenarios = (Scenario("règles en vigueur", hote),)
    with TemporaryDirectory() as dossier:
        cohorte = preparer(hote, combien, Path(dossier), encodage)
        facons = (
            colonnes.conclure,
            partial(distribue.conclure, ouvriers=OUVRIERS),
            partial(distribue.conclure_sur, client),
        )
        rendus = [chronometrer(partial(facon, cohorte, scenarios), fois=1) for facon in facons]
    tables = [resultats.table for (resultats,), _ in rendus]
    if not all(table.equals(tables[0]) for table in tables):
        raise SystemExit(f"{combien} : des lignes diffèrent")
    durees = "".join(f"{duree:10.1f} s" for _, duree in rendus)
    print(f"{combien:>9,} {encodage:12}".replace(",", " ") + durees, flush=True)


if __name__ == "__main__":
    hote = Hote.charger(strict=True)
    with (
        LocalCluster(n_workers=OUVRIERS, threads_per_worker=1, dashboard_address=":0") as grappe,
        Client(grappe) as client,
    ):
        print(" dossiers encodage     1 processus  2 à lancer  2 qui attendent")
        for combien in map(int, sys.argv[1:]) if sys.argv[1:] else TAILLES:
            for encodage in ("utf-8", "windows-1252"):
                comparer(hote, client, combien, encodage)
