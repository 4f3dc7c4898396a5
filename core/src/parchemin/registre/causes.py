"""What every act has that comes after a proclamation: its day, and why it is done."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from attrs import frozen
from sqlalchemy import Table

from parchemin.registre.base import Ecriture
from parchemin.registre.decisions import noter
from parchemin.registre.formes import empreindre
from parchemin.registre.journal import empreindre_fait, nature_de
from parchemin.registre.personnes import Personne


@frozen
class Cause:
    """The day from which an act counts, and its motif: mandatory, for it departs from what was proclaimed."""

    le: date
    motif: str

    def raisons(self, aujourd_hui: date, depuis: date, quoi: str) -> Iterator[str]:
        """Yield why an act cannot have this cause: no motif, a day to come, or one before ``quoi``, of ``depuis``.

        An act is for good, and what it says is read as of today: one that is dated ahead would contradict it.
        """
        if not self.motif.strip():
            yield "motif obligatoire : dites pourquoi"
        if self.le > aujourd_hui:
            yield f"le {self.le} est à venir : redonnez la commande ce jour-là"
        if self.le < depuis:
            yield f"le {self.le} précède {quoi}, du {depuis}"

    def inscrire(
        self, ecriture: Ecriture, table: Table, qui: Personne, ligne: Mapping[str, Any], contenu: Mapping[str, Any]
    ) -> int:
        """Add a row to an append-only table, and the act that stands for it; return the number of the act."""
        entiere = {**ligne, "le": self.le, "motif": noter(ecriture, qui.id, self.motif)}
        scelles = {"le": self.le.isoformat(), "motif": empreindre(self.motif, qui.sel)}
        acte = ecriture.inscrire(nature_de(table), {**contenu, **scelles, "fait": empreindre_fait(entiere)})
        ecriture.ajouter(table, [{**entiere, "acte": acte}])
        return acte
