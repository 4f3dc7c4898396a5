"""The explained path beside its peers: every dossier with all its motifs in words, one dossier at a time.

On each of the three shapes, in one run and on the same dossiers: Parchemin (the verdicts, then the whole
document with every motif worded), zen-engine with its trace, json-logic rule by rule (panzi-json-logic; it keeps
the value of each step and no trace), and a hand-written loop that explains nothing. All must give the same
verdicts on every dossier, or nothing is measured. Times are of the processor, the best of several rounds in turn.

Run: python benchmarks/regles.py [dossiers], after ``make bench``
"""

import sys
from collections.abc import Callable, Sequence
from time import process_time
from typing import Any

from boucles import BOUCLES, Rendu
from formes import FORMES, Forme
from moteurs import appliquer_json_logic, decision_zen, entrees, regles_json_logic

from parchemin.deliberation import deliberer
from parchemin.documents.donnees import deliberation
from parchemin.dossier.model import Seance
from parchemin.plugin.host import Hote

TOURS = 5


def rendus(dossiers: Sequence[dict[str, Any]], voulus: Sequence[str]) -> list[Rendu]:
    """Return the issue and the verdicts of the blocs from an engine's answers."""
    return [(dossier["issue"], tuple(dossier[code] for code in voulus)) for dossier in dossiers]


def concurrents(forme: Forme, seance: Seance, hote: Hote) -> dict[str, tuple[Callable[[], Any], list[Rendu]]]:
    """Return what is timed, by name, with the verdicts that it gives."""
    (edition,) = seance.editions.values()
    codes = [bloc.code for bloc in edition.blocs if bloc.competences]
    lus = list(entrees(seance))
    zen, logique = decision_zen(forme.nom, edition), regles_json_logic(forme.nom, edition)

    def parchemin() -> list[dict[str, Any]]:
        dossiers: list[dict[str, Any]] = deliberation(seance, deliberer(seance, hote))["dossiers"]
        return dossiers

    def tracer() -> list[Any]:
        return [zen.evaluate(lu, {"trace": True}) for lu in lus]

    def appliquer() -> list[Any]:
        return [appliquer_json_logic(logique, lu) for lu in lus]

    def boucler() -> list[Rendu]:
        return BOUCLES[forme.nom](seance)

    notres = [
        (dit["issue"], tuple(b["verdict"] for b in dit["blocs"] if b["bloc"] in codes)) for dit in parchemin()
    ]
    siens = rendus([dit["result"] for dit in tracer()], codes)
    return {
        "verdicts seuls": (lambda: deliberer(seance, hote), notres),
        "parchemin": (parchemin, notres),
        "zen-engine, tracé": (tracer, siens),
        "json-logic": (appliquer, rendus(appliquer(), codes)),
        "boucle muette": (boucler, boucler()),
    }


def chronometrer(actes: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """Return the best time of each over several rounds, each round timing all of them."""
    temps = dict.fromkeys(actes, float("inf"))
    for _ in range(TOURS):
        for nom, acte in actes.items():
            debut = process_time()
            acte()
            temps[nom] = min(temps[nom], process_time() - debut)
    return temps


def main(combien: int) -> None:
    hote = Hote.charger(strict=True)
    for forme in FORMES.values():
        seance = forme.seance(hote, combien)
        tous = concurrents(forme, seance, hote)
        for nom, (_, verdicts) in tous.items():
            assert verdicts == tous["parchemin"][1], f"{forme.nom} : {nom} ne rend pas les mêmes verdicts"
        temps = chronometrer({nom: acte for nom, (acte, _) in tous.items()})
        print(f"\n{forme.nom}, {combien} dossiers, les mêmes verdicts partout")
        for nom, duree in temps.items():
            par_zen, par_boucle = temps["zen-engine, tracé"] / duree, duree / temps["boucle muette"]
            print(
                f"{nom:18} {combien / duree:>11,.0f} dossiers/s {par_zen:8.2f} fois le débit de zen-engine"
                f" {par_boucle:8.1f} fois le temps de la boucle"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
