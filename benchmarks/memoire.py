"""The most memory that judging in columns takes, some tens of thousands of dossiers at a time.

Run once for each number of dossiers: python benchmarks/memoire.py 100000
"""

import resource
import sys

from formes import COURTAGE

from parchemin.cohortes.calcul.colonnes import JugeEnColonnes
from parchemin.cohortes.lecture.encoder import encoder
from parchemin.deliberation import Deliberation
from parchemin.plugin.host import Hote

LOT = 50_000

if __name__ == "__main__":
    hote = Hote.charger(strict=True)
    seance = COURTAGE.seance(hote, 1_000)
    modele = encoder(seance.dossiers, seance.date)
    prete = Deliberation.preparer(COURTAGE.edition(hote), COURTAGE.voie, hote, seance.date)
    juge = JugeEnColonnes(prete.reglement)
    for graine in range(int(sys.argv[1]) // LOT):
        juge.juger(modele.sample(LOT, with_replacement=True, seed=graine).rechunk())
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} Mo")
