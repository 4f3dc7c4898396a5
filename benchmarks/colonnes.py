"""Columns against their peers, in one run: verdicts of every bloc and the issue of N dossiers, in three shapes.

Peers compute the same verdicts from the same arrays, and are checked against ours row by row: OpenFisca-core fed
with arrays, Polars and NumPy written by hand for each shape. The dossiers of ``formes`` are encoded, then drawn
with repetition: what is measured starts with columns in memory and ends with columns in memory.

Run: python benchmarks/colonnes.py [DOSSIERS] [SHAPE...]     (after ``make bench``)
"""

import sys
from collections.abc import Callable, Mapping
from typing import Any

import polars as pl
from colonnes_a_la_main import EN_NUMPY, EN_POLARS
from colonnes_openfisca import en_openfisca
from formes import FORMES, Forme
from temps import chronometrer

from parchemin.cohortes.calcul.colonnes import JugeEnColonnes
from parchemin.cohortes.lecture.encoder import encoder
from parchemin.deliberation import Deliberation
from parchemin.plugin.host import Hote

MODELE = 5_000
"""How many dossiers are made up, from which all others are drawn."""
REPRISES = 5

Verdicts = Mapping[str, Any] | pl.DataFrame


def comparer(forme: Forme, hote: Hote, combien: int) -> None:
    """Print one line a peer."""
    seance = forme.seance(hote, MODELE)
    modele = encoder(seance.dossiers, seance.date)
    table = modele.sample(combien, with_replacement=True, seed=7).rechunk()
    edition = forme.edition(hote)
    juge = JugeEnColonnes(Deliberation.preparer(edition, forme.voie, hote, seance.date).reglement)
    tableaux = {nom: table[nom].to_numpy() for nom in table.columns}
    simulation = en_openfisca(forme, edition)
    pairs: dict[str, Callable[[], Verdicts]] = {
        "parchemin, colonnes": lambda: juge.juger(table),
        "OpenFisca-core": lambda: simulation(tableaux),
        "Polars à la main": lambda: EN_POLARS[forme.nom](edition, table),
        "NumPy à la main": lambda: EN_NUMPY[forme.nom](edition, tableaux),
    }
    attendus = {nom: list(colonne) for nom, colonne in _colonnes(pairs["parchemin, colonnes"]()).items()}
    print(f"\n{forme.nom} : {combien:,} dossiers, {table.width} colonnes".replace(",", " "))
    for nom, calcul in pairs.items():
        trouves = _colonnes(calcul())
        ecarts = [cle for cle, valeurs in attendus.items() if list(trouves[cle]) != valeurs]
        _, secondes = chronometrer(calcul, REPRISES)
        debit = combien / secondes / 1e6
        print(f"  {nom:22} {secondes * 1000:9.1f} ms {debit:8.2f} M/s  écarts : {ecarts or 'aucun'}")


def _colonnes(verdicts: Verdicts) -> dict[str, Any]:
    if isinstance(verdicts, pl.DataFrame):
        return {nom: verdicts[nom].to_list() for nom in verdicts.columns}
    return {nom: valeurs.tolist() for nom, valeurs in verdicts.items()}


if __name__ == "__main__":
    hote = Hote.charger(strict=True)
    combien = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    for nom in sys.argv[2:] or FORMES:
        comparer(FORMES[nom], hote, combien)
