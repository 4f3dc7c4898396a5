"""From files to verdicts in a file: what judging adds to reading the tables and writing the answer.

The floor reads the same tables with Polars and writes a table like the answer. Of a CSV it parses every column
into text; of a Parquet it decodes every column, which for text leaves in each cell a reference to a dictionary.
It looks at no cell: it hashes and compares none, checks no code, ties no observation to its dossier. Both sides
find the files in the cache of the system.

Each case runs in a process of its own, which does one then the other, several times over; the best time of each
counts. Two ratios are given: of processor time, which a busy neighbour disturbs little, and of time on the clock,
where Polars has every core to itself. Memory is the most that judging takes, interpreter and branches included.

Dossiers are made up by the thousand, then repeated in another order under other codes and names, so that no file
is a pattern that compresses to nothing. A séance holds as many as its files may (100 MB each); more make several.

Run: python benchmarks/bout_en_bout.py [DOSSIERS] [SHAPE...], by the 5,000
"""

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import copytree, ignore_patterns, rmtree
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import polars as pl
from formes import FORMES

from parchemin.cohortes.calcul.colonnes import conclure
from parchemin.cohortes.lecture.origines import en_fichiers
from parchemin.cohortes.model import Scenario
from parchemin.plugin.host import Hote

MODELE = 5_000
"""How many dossiers are made up."""
PAR_SEANCE = {"csv-long": {"notes": 100_000, "criteres": 25_000, "courtage": 12_500}}
"""How many dossiers a séance holds, where that is less than `PLEINE`."""
PLEINE = 100_000
REPRISES = 7
"""How many times each side of a case runs."""
TABLES = ("dossiers", "observations")
_PROPRES = ("dossier", "nom")
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
        toute = pl.concat(
            [_repeter(lue, lues["dossiers"]["dossier"], tour) for tour in range(par_seance // MODELE)]
        )
        if forme == "parquet":
            toute.write_parquet(cohorte / "000" / f"{table}.parquet")
        else:
            toute.write_csv(cohorte / "000" / f"{table}.csv", separator=";")
    for rang in range(1, combien // par_seance):
        copytree(cohorte / "000", cohorte / f"{rang:03}")
    return cohorte


def _repeter(table: pl.DataFrame, dossiers: pl.Series, tour: int) -> pl.DataFrame:
    """Return a table of the same dossiers in another order, under other codes and names."""
    ordre = dossiers.sample(fraction=1, shuffle=True, seed=tour).to_frame()
    melee = ordre.join(table, on="dossier", maintain_order="left_right")
    return melee.with_columns(pl.col(nom) + f"-{tour}" for nom in _PROPRES if nom in table.columns)


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
    cohorte = en_fichiers([seances], hote.catalogue)
    [resultats] = conclure(cohorte, [Scenario("règles en vigueur", hote)])
    resultats.table.write_parquet(sortie)
    if len(resultats.lues) != len(cohorte.origines):
        raise SystemExit(f"lues en colonnes : {len(resultats.lues)} séances sur {len(cohorte.origines)}")


def mesurer(seances: Path) -> None:
    """Print the best times of both sides, in seconds of a processor then of the clock, and megabytes of memory."""
    hote = Hote.charger(strict=True)
    sortie = seances.with_name(f"{seances.name}.parquet")
    juger(seances, sortie, hote)
    memoire = _memoire()
    reponse = pl.read_parquet(sortie)
    cotes = (partial(juger, seances, sortie, hote), partial(lire_et_ecrire, seances, reponse, sortie))
    temps = [[_chronometrer(cote) for cote in cotes] for _ in range(REPRISES)]
    meilleurs = (min(tour[cote][horloge] for tour in temps) for horloge in (0, 1) for cote in (0, 1))
    print(*meilleurs, memoire)


def _memoire() -> int:
    """Return the most memory that this process took, in megabytes: `resource` counts what its parent took too."""
    lignes = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(ligne.split()[1]) // 1024 for ligne in lignes if ligne.startswith("VmHWM"))


def _chronometrer(faire: Callable[[], None]) -> tuple[float, float]:
    processeur, mur = process_time(), perf_counter()
    faire()
    return process_time() - processeur, perf_counter() - mur


def comparer(nom: str, combien: int, hote: Hote) -> None:
    """Print one line a form of the files."""
    with TemporaryDirectory() as dossier:
        modele = Path(dossier) / "modele"
        modele.mkdir()
        FORMES[nom].ecrire(hote, MODELE, modele)
        for forme in FORMES_DE_FICHIERS:
            cohorte = preparer(nom, forme, combien, modele)
            juge, lu, juge_mur, lu_mur, memoire = _lancer(cohorte)
            processeur = f"{juge:6.2f} s / {lu:5.2f} s = {juge / lu:5.2f}"
            mur = f"{juge_mur:6.2f} s / {lu_mur:5.2f} s = {juge_mur / lu_mur:5.2f}"
            ligne = f"{nom:9} {combien:>9,} {forme:9} {processeur}   {mur}   {memoire:.0f} Mo"
            print(ligne.replace(",", " "), flush=True)
            rmtree(cohorte)


def _lancer(seances: Path) -> list[float]:
    commande = [sys.executable, __file__, "--mesurer", str(seances)]
    return [*map(float, subprocess.run(commande, check=True, capture_output=True, text=True).stdout.split())]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--mesurer"]:
        mesurer(Path(sys.argv[2]))
    else:
        hote = Hote.charger(strict=True)
        combien = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
        if combien < MODELE or combien % MODELE:
            raise SystemExit(f"DOSSIERS : trouvé {combien}, attendu un multiple de {MODELE}")
        for nom in sys.argv[2:] or FORMES:
            comparer(nom, combien, hote)
