"""The explained path beside its peers: every dossier with all its motifs in words, one dossier at a time.

On each of the three shapes, in one run and on the same dossiers: Parchemin (the verdicts, then the whole
document with every motif worded), zen-engine with its trace, json-logic rule by rule (panzi-json-logic; it keeps
the value of each step and no trace), and a hand-written loop that explains nothing. All must give the same
verdicts on every dossier, or nothing is said.

Each round has new dossiers, which nobody has judged before, and times all in turn, from another one on. Rates are
the best of the rounds, in time of the processor; ratios are those of one round, the median of all. The collector
of cycles, which Parchemin pauses by itself, is paused for everybody.

Run: python benchmarks/regles.py [dossiers], after ``make bench``
"""

import gc
import sys
from collections.abc import Callable
from statistics import median
from time import process_time
from typing import Any

from attrs import frozen
from boucles import BOUCLES, Rendu
from formes import FORMES, GRAINE, Forme
from moteurs import appliquer_json_logic, decision_zen, entrees, regles_json_logic

from parchemin.deliberation import deliberer
from parchemin.documents.contenus.donnees import deliberation
from parchemin.plugin.host import Hote

TOURS = 15
SEULS, NOTRE = "verdicts seuls", "parchemin"
ZEN, LOGIQUE, BOUCLE = "zen-engine, tracé", "json-logic", "boucle muette"

Lire = Callable[[Any], Rendu]
"""What reads the issue and the verdicts of the blocs in what is said of a dossier."""


@frozen
class Course:
    """A shape, and the engines that judge it, made ready once for all rounds."""

    forme: Forme
    hote: Hote
    codes: tuple[str, ...]
    zen: Any
    logique: Any

    @classmethod
    def preparer(cls, forme: Forme, hote: Hote) -> "Course":
        """Make the engines ready for a shape."""
        edition = forme.edition(hote)
        codes = tuple(bloc.code for bloc in edition.blocs if bloc.competences)
        return cls(forme, hote, codes, decision_zen(forme.nom, edition), regles_json_logic(forme.nom, edition))

    def tour(self, combien: int, graine: int) -> dict[str, float]:
        """Return the seconds that each takes on new dossiers, once all have given the same verdicts."""
        seance = self.forme.seance(self.hote, combien, graine)
        lus = list(entrees(seance))
        temps: dict[str, float] = {}
        verdicts: dict[str, list[Rendu]] = {}

        def deliberer_et_motiver() -> list[dict[str, Any]]:
            debut = process_time()
            propositions = deliberer(seance, self.hote)
            temps[SEULS] = process_time() - debut
            dossiers: list[dict[str, Any]] = deliberation(seance, propositions)["dossiers"]
            return dossiers

        actes: dict[str, tuple[Callable[[], list[Any]], Lire]] = {
            NOTRE: (deliberer_et_motiver, self._notre),
            ZEN: (
                lambda: [self.zen.evaluate(lu, {"trace": True}) for lu in lus],
                lambda dit: self._sien(dit["result"]),
            ),
            LOGIQUE: (lambda: [appliquer_json_logic(self.logique, lu) for lu in lus], self._sien),
            BOUCLE: (lambda: BOUCLES[self.forme.nom](seance), tuple),
        }
        noms = [*actes]
        for nom in noms[graine % len(noms) :] + noms[: graine % len(noms)]:
            acte, lire = actes[nom]
            reponses, temps[nom] = _chronometrer(acte)
            verdicts[nom] = [lire(reponse) for reponse in reponses]
        for nom, dits in verdicts.items():
            assert dits == verdicts[NOTRE], f"{self.forme.nom} : {nom} ne rend pas les mêmes verdicts"
        return temps

    def _notre(self, dit: dict[str, Any]) -> Rendu:
        return dit["issue"], tuple(bloc["verdict"] for bloc in dit["blocs"] if bloc["bloc"] in self.codes)

    def _sien(self, dit: dict[str, Any]) -> Rendu:
        return dit["issue"], tuple(dit[code] for code in self.codes)


def _chronometrer(acte: Callable[[], list[Any]]) -> tuple[list[Any], float]:
    gc.collect()
    gc.disable()
    debut = process_time()
    try:
        return acte(), process_time() - debut
    finally:
        gc.enable()


def main(combien: int) -> None:
    hote = Hote.charger(strict=True)
    for forme in FORMES.values():
        course = Course.preparer(forme, hote)
        tours = [course.tour(combien, GRAINE + rang) for rang in range(TOURS)]
        print(f"\n{forme.nom}, {combien} dossiers, les mêmes verdicts partout")
        for nom in (SEULS, NOTRE, ZEN, LOGIQUE, BOUCLE):
            debit = combien / min(tour[nom] for tour in tours)
            par_zen, par_boucle = (median(tour[nom] / tour[autre] for tour in tours) for autre in (ZEN, BOUCLE))
            print(
                f"{nom:18} {debit:>11,.0f} dossiers/s {1 / par_zen:8.2f} fois le débit de zen-engine"
                f" {par_boucle:8.1f} fois le temps de la boucle"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
