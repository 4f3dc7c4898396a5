"""From files to verdicts in a file: what judging adds to reading the tables and writing the answer.

Each case runs in a process of its own, three times over, and its best time counts. The reference reads the same
tables with Polars, every cell as text, and writes a table like the answer. Dossiers are made up by the thousand,
then repeated under other codes; a séance holds as many as its files may (100 MB each), and more make several.

Run: python benchmarks/bout_en_bout.py [DOSSIERS] [SHAPE...], by the 5,000
"""

import resource
import subprocess
import sys
from functools import partial
from pathlib import Path
from shutil import copytree, ignore_patterns, rmtree
from tempfile import TemporaryDirectory
from time import perf_counter

import polars as pl
from formes import FORMES

from parchemin.cohortes.colonnes import Colonnes
from parchemin.cohortes.model import Scenario
from parchemin.cohortes.origines import en_fichiers
from parchemin.plugin.host import Hote

MODELE = 5_000
"""How many dossiers are made up."""
PAR_SEANCE = {"csv-long": {"notes": 100_000, "criteres": 25_000, "courtage": 12_500}}
"""How many dossiers a séance holds, where that is less than `PLEINE`."""
PLEINE = 100_000
REPRISES = 3
TABLES = ("dossiers", "observations")
FORMES_DE_FICHIERS = ("csv-long", "csv-large", "parquet")


def preparer(nom: str, forme: str, combien: int, modele: Path) -> Path:
    """Write a cohort in one form of files, from a séance in the long form; return its folder."""
    par_seance = min(combien, PAR_SEANCE.get(forme, {}).get(nom, PLEINE))
    lues = {table: _lire_csv(modele / f"{table}.csv") for table in TABLES}
    if forme != "csv-long":
        lues["observations"] = _elargir(lues["observations"])
    cohorte = modele.with_name(forme)
    copytree(modele, cohorte / "000", ignore=ignore_patterns("*.csv"))
    for table, lue in lues.items():
        codes = [
            pl.concat_str(pl.lit(f"{tour}."), "dossier").alias("dossier") for tour in range(par_seance // MODELE)
        ]
        toute = pl.concat([lue.with_columns(code) for code in codes])
        if forme == "parquet":
            toute.write_parquet(cohorte / "000" / f"{table}.parquet")
        else:
            toute.write_csv(cohorte / "000" / f"{table}.csv", separator=";")
    for rang in range(1, combien // par_seance):
        copytree(cohorte / "000", cohorte / f"{rang:03}")
    return cohorte


def _elargir(longue: pl.DataFrame) -> pl.DataFrame:
    """Return a row a dossier; a motif goes into its cell."""
    titre = pl.concat_str("evaluateur", pl.lit(":"), "cible")
    motive = pl.concat_str("valeur", pl.lit(" : "), "motif")
    valeur = pl.when(pl.col("motif").fill_null("") != "").then(motive).otherwise("valeur")
    pret = longue.select("dossier", titre.alias("titre"), valeur.alias("valeur"))
    return pret.pivot("titre", index="dossier", values="valeur")


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
        modele = Path(dossier) / "modele"
        modele.mkdir()
        FORMES[nom].ecrire(hote, MODELE, modele)
        for forme in FORMES_DE_FICHIERS:
            cohorte = preparer(nom, forme, combien, modele)
            (juge, memoire), (lu, _) = (_lancer(quoi, cohorte) for quoi in ("juger", "lire"))
            rapport = f"{juge:7.2f} s / {lu:6.2f} s = {juge / lu:.2f}"
            print(f"{nom:10} {combien:>9,} {forme:10} {rapport}   {memoire:.0f} Mo".replace(",", " "), flush=True)
            rmtree(cohorte)


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
        if combien < MODELE or combien % MODELE:
            raise SystemExit(f"DOSSIERS : trouvé {combien}, attendu un multiple de {MODELE}")
        for nom in sys.argv[2:] or FORMES:
            comparer(nom, combien, hote)
