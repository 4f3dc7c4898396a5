"""Kills a secretary's commands at random instants, over and over, and says what was found after each.

Run by ``test_pannes.py`` in a process of its own: python tuer.py URL SÉANCE COMBIEN GRAINE
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from random import Random

from attrs import evolve
from sqlalchemy import func, select

from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.deliberation.decision import Votes
from parchemin.dossier.model import Seance
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.plugin.host import Hote
from parchemin.registre.journal import journal
from parchemin.registre.seance import decisions, propositions, seances
from parchemin.registre.seance.proclamation import proclamer
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Base
from parchemin.registre.socle.tables import DECISIONS, DOSSIERS, JOURNAL, PROPOSITIONS, SEANCES, TITRES

HOTE = Hote.charger(strict=True)
DOSSIERS_PAR_SEANCE = 4


def preparer(seance: Seance, rang: int) -> Seance:
    """Return the séance of one round: unknown candidates each time, so that each has titles to be given."""
    dossiers = tuple(
        evolve(dossier, candidat=evolve(dossier.candidat, nom=_nom(f"{rang} {dossier.code}")))
        for dossier in seance.dossiers[:DOSSIERS_PAR_SEANCE]
    )
    return evolve(seance, lieu=f"tour {rang}", dossiers=dossiers)


def _nom(de: str) -> str:
    """Return a name that is like no other."""
    return "".join(chr(ord("a") + octet % 26) for octet in sha256(de.encode()).digest()[:12])


def travailler(adresse: str, seance: Seance, confirmer: Callable[[list], None]) -> None:
    """Give every command of a séance, as somebody does who does not know how far the last attempt came."""
    registre = Registre(base := Base(adresse), HOTE, "Secrétaire", lambda: datetime.now(UTC))
    numero = seances.ouvrir(registre, seance, de_nouveau=True).seance
    confirmer(["seance", numero])
    if not _etat(base, numero):
        propositions.deliberer(registre, numero)
        confirmer(["propositions", numero])
    for dossier in seance.dossiers[:2]:
        demande = Demande(dossier.code, "acquis", "GRU", Votes(3, 1), "vu en séance")
        confirmer(["acte", decisions.decider(registre, numero, demande).decision.acte])
    proclamer(registre, numero)
    confirmer(["proclamee", numero])
    base.fermer()


def _etat(base: Base, numero: int) -> bool:
    with base.lire() as cx:
        return cx.execute(select(SEANCES.c.etat).where(SEANCES.c.id == numero)).scalar() == "proclamee"


def tuer(adresse: str, seance: Seance, delai: float | None) -> tuple[list[list], bool]:
    """Fork a secretary and kill it after a delay; return what was confirmed, and whether it ended by itself."""
    lire, ecrire = os.pipe()
    enfant = os.fork()
    if enfant == 0:
        os.close(lire)
        try:
            travailler(adresse, seance, lambda fait: os.write(ecrire, f"{json.dumps(fait)}\n".encode()))
            os._exit(0)
        except BaseException as erreur:
            os.write(ecrire, f"{json.dumps(['erreur', repr(erreur)])}\n".encode())
            os._exit(3)
    os.close(ecrire)
    if delai is not None:
        time.sleep(delai)
        os.kill(enfant, signal.SIGKILL)
    _, statut = os.waitpid(enfant, 0)
    with os.fdopen(lire, encoding="utf-8") as flux:
        return [json.loads(ligne) for ligne in flux], not os.WIFSIGNALED(statut)


def fautes(adresse: str, confirmes: list[list]) -> list[str]:
    """Return what is lost, half written or broken."""
    base = Base(adresse)
    if base.revision() is None:
        return [f"perdu : {fait}" for fait in confirmes]
    with base.lire() as cx:
        rupture = journal.verifier(base).rupture
        trouvees = [f"journal : {rupture}"] if rupture else []
        actes = set(cx.execute(select(JOURNAL.c.numero)).scalars())
        etats = {cle: valeur for cle, valeur in cx.execute(select(SEANCES.c.id, SEANCES.c.etat))}
        dossiers = {
            cle: valeur
            for cle, valeur in cx.execute(select(DOSSIERS.c.seance, func.count()).group_by(DOSSIERS.c.seance))
        }
        titres = {
            cle: valeur
            for cle, valeur in cx.execute(select(TITRES.c.seance, func.count()).group_by(TITRES.c.seance))
        }
        decidees = set(cx.execute(select(DECISIONS.c.acte)).scalars())
        lien = (
            select(DOSSIERS.c.seance, func.count()).join_from(PROPOSITIONS, DOSSIERS).group_by(DOSSIERS.c.seance)
        )
        proposees = {cle: valeur for cle, valeur in cx.execute(lien)}
        rangs = list(cx.execute(select(TITRES.c.rang).order_by(TITRES.c.rang)).scalars())
    base.fermer()
    trouvees += [f"séance {s} à moitié écrite" for s in etats if dossiers.get(s) != DOSSIERS_PAR_SEANCE]
    trouvees += [f"propositions à moitié : {p}" for p in proposees.items() if p[1] != DOSSIERS_PAR_SEANCE]
    trouvees += [f"titres de {s} à moitié" for s, e in etats.items() if (e == "proclamee") != (s in titres)]
    trouvees += ["numéros à trous"] if rangs != list(range(1, len(rangs) + 1)) else []
    vrais = {
        "seance": lambda numero: numero in etats,
        "propositions": lambda numero: numero in proposees,
        "acte": lambda numero: numero in actes and numero in decidees,
        "proclamee": lambda numero: etats.get(numero) == "proclamee",
    }
    return [*trouvees, *(f"perdu : {f}" for f in confirmes if f[0] not in vrais or not vrais[f[0]](f[1]))]


def main(adresse: str, chemin: str, combien: int, graine: int) -> None:
    """Kill ``combien`` times; print the count of kills, of rounds that came to their end, and every fault."""
    hasard, bilan = Random(graine), {"tues": 0, "finis": 0, "confirmes": 0, "fautes": []}
    lue, confirmes = LecteurDeSeance(Path(chemin), HOTE.catalogue).entiere(), []
    tuer(adresse, preparer(lue, -1), None)
    debut = time.perf_counter()
    tuer(adresse, seance := preparer(lue, 0), None)
    duree = time.perf_counter() - debut
    while bilan["tues"] < combien:
        faits, fini = tuer(adresse, seance, hasard.uniform(0, 0.95 * duree))
        confirmes += faits
        bilan["tues"] += not fini
        bilan["finis"] += fini
        duree *= 0.8 if fini else 1.05  # the machine may be busier, or freer, than a moment ago
        bilan["fautes"] += fautes(adresse, confirmes)
        if fini or [fait[0] for fait in faits][-1:] == ["proclamee"] or hasard.random() < 0.2:
            seance = preparer(lue, bilan["tues"] + bilan["finis"])
    bilan["confirmes"] = len(confirmes)
    bilan["fautes"] = bilan["fautes"][:10]
    print(json.dumps(bilan))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
