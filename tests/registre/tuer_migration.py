"""Kills the creation and the migration of a register at random instants, and says what was found after each.

Run by ``test_migrations.py`` in a process of its own: python tuer_migration.py URL COMBIEN GRAINE
"""

import json
import os
import signal
import sys
import time
from datetime import UTC, datetime
from random import Random

import alembic.command
from sqlalchemy import Connection, column, insert, table, text, update

from parchemin.registre.journal import journal
from parchemin.registre.socle import schema
from parchemin.registre.socle.base import Base
from parchemin.registre.socle.canonique import empreindre
from parchemin.registre.socle.tables import TETE

ALEMBIC = alembic.command
"""Imported here, so that a child spends its time on migrating."""


def partir(adresse: str, depuis: str | None) -> None:
    """Put there what a secretary starts from: nothing, or an old register with an act."""
    base = Base(adresse)
    if base.fichier:
        for reste in base.fichier.parent.glob(f"{base.fichier.name}*"):
            reste.unlink()
    else:
        with base.transaction(ecriture=True) as cx:
            cx.execute(text("DROP SCHEMA public CASCADE"))
            cx.execute(text("CREATE SCHEMA public"))
    if depuis is not None:
        base.migrer(depuis)
        with base.transaction(ecriture=True) as cx:
            _inscrire_ancien(cx)
    base.fermer()


def _inscrire_ancien(cx: Connection) -> None:
    """Write an act as the first registers did: sealed without author."""
    acte = {"numero": 1, "le": "2022-03-16T09:30:00+00:00", "nature": "essai", "contenu": '{"vu":1}'}
    acte |= {"precedent": "0" * 64}
    acte["empreinte"] = empreindre(acte)
    cx.execute(insert(table("journal", *map(column, acte))).values(acte))
    cx.execute(update(TETE).values(numero=1, empreinte=acte["empreinte"]))


def migrer(adresse: str, delai: float | None) -> tuple[bool, float]:
    """Fork a migration and kill it after a delay; return whether it ended by itself, and when."""
    debut = time.perf_counter()
    enfant = os.fork()
    if enfant == 0:
        try:
            Base(adresse).migrer()
            os._exit(0)
        except BaseException:
            os._exit(3)
    if delai is not None:
        time.sleep(delai)
        os.kill(enfant, signal.SIGKILL)
    _, statut = os.waitpid(enfant, 0)
    if os.WIFEXITED(statut) and os.WEXITSTATUS(statut):
        raise RuntimeError("la migration a échoué d'elle-même")
    return not os.WIFSIGNALED(statut), time.perf_counter() - debut


def fautes(adresse: str, depuis: str | None) -> list[str]:
    """Return what is half done after a kill, or cannot be done again."""
    base = Base(adresse, attente=30)
    trouvee = base.revision()
    defauts = [] if trouvee in (depuis, schema.REVISION) else [f"schéma {trouvee} entre {depuis} et le dernier"]
    base.migrer()
    actes = [acte.contenu for acte in journal.lire(base)]
    rupture = journal.verifier(base).rupture
    attendus = [{"vu": 1}] if depuis else []
    defauts += [] if actes == attendus else [f"depuis {depuis} : trouvé {actes}, attendu {attendus}"]
    defauts += [f"journal : {rupture}"] if rupture else []
    with base.ecrire("Secrétaire", datetime.now(UTC)) as ecriture:
        ecriture.inscrire("essai", {})
    base.fermer()
    return defauts


def main(adresse: str, combien: int, graine: int) -> None:
    """Kill ``combien`` times from nothing and from each older revision; print the counts, and every fault."""
    hasard, bilan = Random(graine), {"tues": 0, "avant": 0, "apres": 0, "fautes": []}
    for depuis in (None, *schema.revisions()[:-1]):
        partir(adresse, depuis)
        _, duree = migrer(adresse, None)
        tues = 0
        while tues < combien:
            partir(adresse, depuis)
            fini, _ = migrer(adresse, hasard.uniform(0, duree))
            base = Base(adresse)
            bilan["apres" if base.revision() == schema.REVISION else "avant"] += 1
            base.fermer()
            bilan["fautes"] += fautes(adresse, depuis)
            tues += not fini
            duree *= 0.8 if fini else 1.05  # the machine may be busier, or freer, than a moment ago
        bilan["tues"] += tues
    print(json.dumps(bilan))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
