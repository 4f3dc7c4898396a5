"""A register of 100,000 holders against one target: how many holders a second are answered.

The floor, measured in the same run, is a hand-written loop that knows the two shared blocs by name and adds up the
minutes of the others: no chain, no source, no date, no alert.

Run: python benchmarks/passerelle.py [titulaires]
"""

import sys
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from temps import chronometrer

from parchemin.passerelle import Detention, Visee
from parchemin.plugin.host import Hote

Registre = Sequence[tuple[Detention, ...]]

VERS = ("ucanss.gc", "2021")
LE = date(2022, 3, 16)
OBJETS = (
    "ucanss.cos@2021",
    "ucanss.cos@2021/GRU",
    "ucanss.cos@2021/MDR",
    "ucanss.cos@2021/TD",
    "ucanss.gc@2021/GDU",
    "ucanss.gc@2013:carriere",
    "ucanss.gcar@2017",
    "attestation:tam-tam",
    "agirc-arrco.ce@2024/B1",
)
DONNES = {
    "ucanss.cos@2021": ("GRU", "MDR"),
    "ucanss.cos@2021/GRU": ("GRU",),
    "ucanss.cos@2021/MDR": ("MDR",),
    "ucanss.gc@2021/GDU": ("GDU",),
}
MINUTES = {"GRU": 70, "MDR": 30, "GDU": 90}


def inventer(combien: int) -> Registre:
    """Make up holders of one to four things, obtained on any day of ten years."""
    hasard = Random(2021)
    return [
        tuple(
            Detention(objet, LE - timedelta(days=hasard.randrange(3650)))
            for objet in hasard.sample(OBJETS, hasard.randint(1, 4))
        )
        for _ in range(combien)
    ]


def a_la_main(registre: Registre) -> list[int]:
    """Return the minutes left to each holder, and nothing more."""
    restes = []
    for tenus in registre:
        acquis = {bloc for tenu in tenus for bloc in DONNES.get(tenu.lieu, ())}
        restes.append(sum(minutes for bloc, minutes in MINUTES.items() if bloc not in acquis))
    return restes


def main(combien: int) -> None:
    hote = Hote.charger(strict=True)
    visee = Visee.preparer(hote.reseau(), hote.catalogue.edition(*VERS))
    registre = inventer(combien)
    attendus, plancher = chronometrer(lambda: a_la_main(registre))
    restes, temps = chronometrer(lambda: [visee.chercher(tenus, LE).minutes for tenus in registre])
    assert restes == attendus
    _, en_mots = chronometrer(lambda: [visee.chercher(tenus, LE).alertes for tenus in registre], 1)
    print(f"{combien:,} titulaires vers {'@'.join(VERS)}")
    for nom, mesure in (("boucle à la main", plancher), ("recherche", temps), ("avec les alertes", en_mots)):
        print(f"{nom:17} {combien / mesure:>11,.0f} titulaires/s   {mesure / plancher:5.1f} fois la boucle")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
