"""From files to verdicts in a file: what judging adds to reading the tables and writing the answer.

Each case runs in a process of its own, three times over, and its best time counts. « lire » reads the same tables
with Polars, every cell as text, and writes a table of the answer's size. A séance holds at most
`PAR_SEANCE` dossiers, so that no file passes the size that is read; more make several séances.

Run: python benchmarks/bout_en_bout.py [DOSSIERS] [SHAPE...]
"""

import resource
import subprocess
import sys
from functools import partial
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from time import perf_counter

import polars as pl
from formes import FORMES

from parchemin.cohortes.colonnes import Colonnes
from parchemin.cohortes.model import Scenario
from parchemin.cohortes.origines import en_fichiers
from parchemin.plugin.host import Hote

PAR_SEANCE = 10_000
REPRISES = 3
TABLES = ("dossiers", "observations")
FORMES_DE_FICHIERS = ("csv-long", "csv-large", "parquet")


def preparer(nom: str, racine: Path, hote: Hote) -> None:
    """Write one séance in the three forms that are measured."""
    longue = racine / "csv-long"
    longue.mkdir()
    FORMES[nom].ecrire(hote, PAR_SEANCE, longue)
    lues = {table: _lire_csv(longue / f"{table}.csv") for table in TABLES}
    titres = pl.concat_str("evaluateur", pl.lit(":"), "cible")
    valeurs = pl.when(pl.col("motif") != "").then(pl.concat_str("valeur", pl.lit(" : "), "motif"))
    relations = lues["observations"].with_columns(pl.col("motif").fill_null(""))
    pret = relations.select("dossier", titres.alias("titre"), valeurs.otherwise("valeur").alias("valeur"))
    lues["observations"] = pret.pivot("titre", index="dossier", values="valeur")
    for forme in ("csv-large", "parquet"):
        copytree(longue, racine / forme)
        for table, lue in lues.items():
            chemin = racine / forme / f"{table}.csv"
            if forme == "parquet":
                chemin.unlink()
                lue.write_parquet(chemin.with_suffix(".parquet"))
            else:
                lue.write_csv(chemin, separator=";")


def repeter(racine: Path, combien: int) -> None:
    """Make several séances of one."""
    for forme in FORMES_DE_FICHIERS:
        (racine / forme).rename(racine / "une")
        for rang in range(max(1, combien // PAR_SEANCE)):
            copytree(racine / "une", racine / forme / f"{rang:03}")
        (racine / "une").rename(racine / f"modele-{forme}")


def _lire_csv(chemin: Path) -> pl.DataFrame:
    return pl.read_csv(chemin, separator=";", infer_schema=False)


def lire_et_ecrire(seances: Path, reponse: pl.DataFrame, sortie: Path) -> None:
    """Read every cell, one séance at a time, and write a table like the answer."""
    for seance in sorted(seances.iterdir()):
        for table in TABLES:
            if (chemin := seance / f"{table}.parquet").exists():
                pl.read_parquet(chemin)
            else:
                _lire_csv(chemin.with_suffix(".csv"))
    reponse.write_parquet(sortie)


def juger(seances: Path, sortie: Path, hote: Hote) -> None:
    """Read, judge and write."""
    moteur = Colonnes()
    cohorte = en_fichiers([seances], hote.catalogue)
    moteur.conclure(cohorte, Scenario("règles en vigueur", hote)).table.write_parquet(sortie)
    if len(moteur.lues) != len(cohorte.origines):
        raise SystemExit(f"lues en colonnes : {len(moteur.lues)} séances sur {len(cohorte.origines)}")


def mesurer(quoi: str, seances: Path) -> None:
    """Print the best time of several, in seconds, and the most memory that was taken, in megabytes."""
    hote = Hote.charger(strict=True)
    sortie = seances.with_name(f"{seances.name}-{quoi}.parquet")
    if quoi == "juger":
        travail = partial(juger, seances, sortie, hote)
    else:
        reponse = pl.read_parquet(seances.with_name(f"{seances.name}-juger.parquet"))
        travail = partial(lire_et_ecrire, seances, reponse, sortie)
    temps = []
    for _ in range(REPRISES):
        debut = perf_counter()
        travail()
        temps.append(perf_counter() - debut)
    print(min(temps), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def comparer(nom: str, combien: int, hote: Hote) -> None:
    """Print one line a form of the files."""
    with TemporaryDirectory() as dossier:
        racine = Path(dossier)
        preparer(nom, racine, hote)
        repeter(racine, combien)
        for forme in FORMES_DE_FICHIERS:
            (juge, memoire), (lu, _) = (_lancer(quoi, racine / forme) for quoi in ("juger", "lire"))
            rapport = f"{juge:7.2f} s / {lu:6.2f} s = {juge / lu:.2f}"
            print(f"{nom:10} {combien:>9,} {forme:10} {rapport}   {memoire:.0f} Mo".replace(",", " "), flush=True)


def _lancer(quoi: str, seances: Path) -> tuple[float, float]:
    commande = [sys.executable, __file__, "--mesurer", quoi, str(seances)]
    rendu = subprocess.run(commande, check=True, capture_output=True, text=True).stdout
    secondes, memoire = map(float, rendu.split())
    return secondes, memoire


if __name__ == "__main__":
    if sys.argv[1:2] == ["--mesurer"]:
        mesurer(sys.argv[2], Path(sys.argv[3]))
    else:
        hote = Hote.charger(strict=True)
        combien = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
        for nom in sys.argv[2:] or FORMES:
            comparer(nom, combien, hote)
