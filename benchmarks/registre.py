"""The register on SQLite: storing and deliberating a séance, the memory that it takes, one person's titles.

Storing and deliberating 10,000 dossiers of 80 observations each stands beside a floor of the same run: reading
the same files with our reader, which checks every cell, and inserting the same rows with sqlite3 alone into
tables without index or trigger. It is given twice, since our reader reads in two ways: as it goes, which the
register does and which is the lower floor, and whole in memory, as `parchemin deliberer` does. The csv module
alone stands beside them. Memory is the peak of a process that does nothing else, in mebibytes.

Run from the root: python benchmarks/registre.py [dossiers [most dossiers of which the memory is taken]]
It takes some minutes whatever the numbers: a million titles are written, to be searched.
"""

import csv
import gc
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from seance import ecrire, lire_nu
from temps import chronometrer

from parchemin.dossier.model import Dossier
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.plugin.host import Hote
from parchemin.registre.seance import propositions, seances
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Base
from parchemin.registre.titres import titres

TABLES = ("seances", "personnes", "dossiers", "propositions", "journal")
TITRES = (10, 1_000_000)
MEMOIRE = (1_000, 10_000, 100_000)
JOUR = date(2022, 3, 16)
Rangees = dict[str, list[tuple[object, ...]]]


class Perdu:
    """Takes dossiers and keeps none."""

    def ajouter(self, dossier: Dossier) -> None:
        """Let it go."""

    def recommencer(self) -> None:
        """Never happens: the files are in order."""
        raise AssertionError("this séance is read as it goes")


def tenir(dossier: Path, registre: Path, hote: Hote) -> None:
    """Store a séance and deliberate it, through our own functions."""
    service = Registre(Base(f"sqlite:///{registre}"), hote, "mesure", lambda: datetime.now(UTC))
    propositions.deliberer(
        service, seances.ouvrir_fichiers(service, LecteurDeSeance(dossier, service.catalogue)).seance
    )
    service.base.fermer()


def relever(registre: Path) -> Rangees:
    with closing(sqlite3.connect(registre)) as cx:
        return {table: cx.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def inserer_nu(rangees: Rangees, registre: Path) -> None:
    """Insert the same rows, into tables that hold nothing else and check nothing."""
    with closing(sqlite3.connect(registre)) as cx, cx:
        for table, lignes in rangees.items():
            places = ", ".join("?" * len(lignes[0]))
            cx.execute(f"CREATE TABLE {table} ({', '.join(f'c{rang}' for rang in range(len(lignes[0])))})")
            cx.executemany(f"INSERT INTO {table} VALUES ({places})", lignes)


def comparer(combien: int, hote: Hote) -> None:
    with TemporaryDirectory() as temporaire:
        dossier = Path(temporaire)
        ecrire(dossier, hote, combien)
        registres = (dossier / f"r{rang}.db" for rang in count())
        tenir(dossier, premier := next(registres), hote)
        rangees = relever(premier)
        temps, insertion, *planchers = alterner(
            lambda: tenir(dossier, next(registres), hote),
            lambda: inserer_nu(rangees, next(registres)),
            lambda: LecteurDeSeance(dossier, hote.catalogue).derouler(Perdu()),
            lambda: LecteurDeSeance(dossier, hote.catalogue).entiere(),
            lambda: lire_nu(dossier),
        )
    print(f"{combien} dossiers, ouvrir puis délibérer : {temps:.2f} s ; insertion nue : {insertion:.2f} s")
    lectures = ("notre lecture au fil des fichiers", "notre lecture en mémoire", "le module csv seul")
    for nom, plancher in zip(lectures, planchers, strict=True):
        fois = temps / (plancher + insertion)
        print(f"  {fois:4.2f} fois {nom} ({plancher:.2f} s) et l'insertion nue")


def alterner(*gestes: Callable[[], object]) -> list[float]:
    """Return the best time of each, in turn over a few rounds: seconds of processor, whoever else uses it."""
    temps = [float("inf")] * len(gestes)
    for _ in range(3):
        for rang, geste in enumerate(gestes):
            gc.collect()
            debut = process_time()
            geste()
            temps[rang] = min(temps[rang], process_time() - debut)
    return temps


def elargir(dossier: Path, hote: Hote, combien: int) -> None:
    """Write the same séance with a row of observations a dossier: a long table of 100,000 passes 100 MB."""
    ecrire(dossier, hote, 1)
    with (dossier / "observations.csv").open(encoding="utf-8", newline="") as fichier:
        longues = list(csv.DictReader(fichier, delimiter=";"))
    with (dossier / "observations.csv").open("w", encoding="utf-8", newline="") as fichier:
        ecrivain = csv.writer(fichier, delimiter=";")
        ecrivain.writerow(["dossier", *(f"jury:{longue['cible']}" for longue in longues)])
        ecrivain.writerows([f"D{n}", *(longue["valeur"] for longue in longues)] for n in range(combien))
    with (dossier / "dossiers.csv").open("a", encoding="utf-8", newline="") as fichier:
        parcours = "PASS=2021-10-04;PREMSS=2021-10-18"
        csv.writer(fichier, delimiter=";").writerows(
            [f"D{n}", f"NOM{n}", "Zoé", "formation", "2021-10-04", parcours] for n in range(1, combien)
        )


def mesurer_memoire(combien: int, hote: Hote) -> None:
    """Store and deliberate in a process of its own; print its peak, taken before and after."""
    with TemporaryDirectory() as temporaire:
        elargir(Path(temporaire), hote, combien)
        debut = perf_counter()
        commande = [sys.executable, __file__, "--memoire", temporaire]
        avant, apres = subprocess.run(commande, check=True, capture_output=True, text=True).stdout.split()
        duree = perf_counter() - debut
    print(f"{combien:>7} dossiers : {apres} Mio au plus (dont {avant} avant de commencer), {duree:.0f} s")


def pic() -> int:
    """Return the peak of this process, in MiB: Linux counts in KiB, macOS in bytes."""
    unite = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unite


def mesurer_ici(dossier: Path) -> None:
    hote = Hote.charger(strict=True)
    avant = pic()
    tenir(dossier, dossier / "r.db", hote)
    print(avant, pic())


def garnir(registre: Path, combien: int) -> None:
    """Fill a register with titles, one a person."""
    base = Base(f"sqlite:///{registre}")
    base.migrer()
    base.fermer()
    with closing(sqlite3.connect(registre)) as cx, cx:
        colonnes = "(id, nom, prenom, cle_nom, cle_entiere, sel, empreinte)"
        cx.executemany(
            f"INSERT INTO personnes {colonnes} VALUES (?, ?, 'Zoé', ?, ?, 's', '')", _personnes(combien)
        )
        mots = ((f"mot:nom{n}", n) for n in range(1, combien + 1))
        cx.executemany("INSERT INTO appellations (cle, personne) VALUES (?, ?)", mots)
        cx.executemany(
            "INSERT INTO titres VALUES (?, ?, 2022, ?, 'cqp', 'c', '', 'c@1', 'CQP', 1, ?, ?, '2022-03-16', NULL)",
            ((n, n, n, n, n) for n in range(1, combien + 1)),
        )


def _personnes(combien: int) -> Iterator[tuple[object, ...]]:
    return ((n, f"NOM{n}", f"nom{n}", f"nom{n} zoe") for n in range(1, combien + 1))


def chercher(combien: int) -> None:
    with TemporaryDirectory() as temporaire:
        registre = Path(temporaire) / "r.db"
        garnir(registre, combien)
        base = Base(f"sqlite:///{registre}")
        trouves, temps = chronometrer(lambda: list(titres.lister(base, JOUR, "nom7")), 200)
        base.fermer()
    print(f"{combien:>9} titres, ceux d'un candidat : {len(trouves)} en {temps * 1e6:.0f} µs")


def main(combien: int, jusqu_a: int = MEMOIRE[-1]) -> None:
    hote = Hote.charger(strict=True)
    for nombre in (nombre for nombre in MEMOIRE if nombre <= jusqu_a):
        mesurer_memoire(nombre, hote)
    for nombre in TITRES:
        chercher(nombre)
    comparer(combien, hote)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memoire"]:
        mesurer_ici(Path(sys.argv[2]))
    else:
        demandes = [int(nombre) for nombre in sys.argv[1:]]
        main(*(demandes or [10_000]))
