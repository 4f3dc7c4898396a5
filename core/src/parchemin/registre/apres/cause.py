"""What every act has that comes after a proclamation: its day, and why it is done."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from attrs import frozen
from sqlalchemy import Table

from parchemin.faits import Fait, Tournure
from parchemin.registre.journal.journal import empreindre_fait, nature_de
from parchemin.registre.personnes.personnes import Personne, noter
from parchemin.registre.socle.base import Ecriture
from parchemin.registre.socle.canonique import empreindre

SANS_MOTIF = Tournure("sans_motif", "motif obligatoire : dites pourquoi")
JOUR_A_VENIR = Tournure("jour_a_venir", "le {le:jour} est à venir")
AVANT_LA_SEANCE = Tournure("avant_la_seance", "le {le:jour} précède la séance, du {depuis:jour}")
AVANT_LA_DECISION = Tournure("avant_la_decision", "le {le:jour} précède la décision, du {depuis:jour}")
AVANT_LE_DEPOT = Tournure("avant_le_depot", "le {le:jour} précède le dépôt du recours, du {depuis:jour}")
AVANT_LA_DELIVRANCE = Tournure("avant_la_delivrance", "le {le:jour} précède la délivrance, du {depuis:jour}")


@frozen
class Cause:
    """The day from which an act counts, and its motif: mandatory, for it departs from what was proclaimed."""

    le: date
    motif: str

    def raisons(self, aujourd_hui: date, depuis: date, trop_tot: Tournure) -> Iterator[Fait]:
        """Yield why an act cannot have this cause: no motif, a day to come, or one before ``depuis``.

        An act is for good, and what it says is read as of today: one that is dated ahead would contradict it.
        """
        if not self.motif.strip():
            yield SANS_MOTIF()
        if self.le > aujourd_hui:
            yield JOUR_A_VENIR(le=self.le)
        if self.le < depuis:
            yield trop_tot(le=self.le, depuis=depuis)

    def inscrire(
        self, ecriture: Ecriture, table: Table, qui: Personne, ligne: Mapping[str, Any], contenu: Mapping[str, Any]
    ) -> int:
        """Add a row to an append-only table, and the act that stands for it; return the number of the act."""
        entiere = {**ligne, "le": self.le, "motif": noter(ecriture, qui.id, self.motif)}
        scelles = {"le": self.le.isoformat(), "motif": empreindre(self.motif, qui.sel)}
        acte = ecriture.inscrire(nature_de(table), {**contenu, **scelles, "fait": empreindre_fait(entiere)})
        ecriture.ajouter(table, [{**entiere, "acte": acte}])
        return acte
