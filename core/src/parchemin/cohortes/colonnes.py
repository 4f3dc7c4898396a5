"""The engine of columns: the same rules, compiled once a voie, over all the dossiers of a séance at a time.

It gives the verdicts and no motif. A policy that holds a rule of plain Python is beyond it, and it says which.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from parchemin.cohortes.calculer import Programme
from parchemin.cohortes.encoder import encoder
from parchemin.cohortes.model import BLOC, Cohorte, Resultats, Scenario, codes_des_blocs
from parchemin.cohortes.plan import ISSUE, ISSUES, VERDICTS, planifier
from parchemin.deliberation import Deliberation, Regimes
from parchemin.dossier.model import Dossier, Seance
from parchemin.errors import NonCompilable
from parchemin.referentiel.model import Edition

if TYPE_CHECKING:
    import polars as pl

_RANG = "__rang"

Groupe = tuple[str, str]
"""Dossiers that one plan judges: the key of their édition, and their voie."""


@frozen(eq=False)
class Juge:
    """A policy made ready, with one program for each set of columns that dossiers may have."""

    prete: Deliberation
    voie: str
    _programmes: dict[frozenset[str], Programme] = field(factory=dict)

    def juger(self, table: "pl.DataFrame") -> "pl.DataFrame":
        """Return the issue and the verdicts of the blocs of encoded dossiers, as the numbers that stand for them.

        :raises NonCompilable: one of the rules has no columns.
        """
        import polars as pl

        tableaux = {nom: table[nom].to_numpy() for nom in table.columns}
        return pl.DataFrame(self._programme(frozenset(tableaux)).executer(tableaux, table.height))

    def _programme(self, presentes: frozenset[str]) -> Programme:
        if presentes not in self._programmes:
            plan = planifier(self.prete, self.voie, presentes)
            sorties = {BLOC + code: terme for code, terme in plan.blocs.items()}
            self._programmes[presentes] = Programme.de({ISSUE: plan.issue} | sorties)
        return self._programmes[presentes]


def juger_prets(prete: Deliberation, voie: str, dossiers: Sequence[Dossier]) -> "pl.DataFrame":
    """Return the issue and the verdicts of the blocs of some dossiers of one voie, in words."""
    return en_mots(Juge(prete, voie).juger(encoder(dossiers, prete.le)))


def en_mots(jugee: "pl.DataFrame") -> "pl.DataFrame":
    """Return the words of the issue and of each bloc, from the numbers that stand for them."""
    import polars as pl

    mots = {nom: VERDICTS for nom in jugee.columns if nom.startswith(BLOC)} | {ISSUE: ISSUES}
    return pl.DataFrame(
        [pl.Series(nom, siens, dtype=pl.Enum(siens)).gather(jugee[nom]) for nom, siens in mots.items()]
    )


@frozen(eq=False)
class Colonnes:
    """The engine, on one machine."""

    def conclure(self, cohorte: Cohorte, scenario: Scenario) -> Resultats:
        """Return the verdicts of every dossier.

        :raises NonCompilable: a rule has no columns, or dossiers are to be read again under another édition.
        """
        exiger_sans_relecture(scenario)
        parties: list[pl.DataFrame] = []
        editions: dict[str, Edition] = {}
        for origine in cohorte.origines:
            juges = Juges(scenario.regimes)
            for lot in origine.lots():
                parties.append(conclure_lot(origine.nom, lot, juges))
                editions |= {d.edition: lot.editions[d.edition] for d in lot.dossiers}
        return Resultats.dresser(parties, codes_des_blocs(editions.values()))


def exiger_sans_relecture(scenario: Scenario) -> None:
    """Decline a scenario that reads dossiers under another édition: each is read again on its own."""
    if scenario.edition is not None:
        raise NonCompilable(scenario.edition.cle, "sous une autre édition, un dossier se relit seul")


@frozen(eq=False)
class Juges:
    """The judges of one séance, by édition and voie."""

    regimes: Regimes
    _connus: dict[Groupe, Juge] = field(factory=dict)

    def de(self, lot: Seance, groupe: Groupe) -> Juge:
        """Return the judge of an édition and a voie."""
        if groupe not in self._connus:
            cle, voie = groupe
            prete = Deliberation.preparer(lot.editions[cle], voie, self.regimes, lot.date, lot.instance)
            self._connus[groupe] = Juge(prete, voie)
        return self._connus[groupe]


def conclure_lot(nom: str, lot: Seance, juges: Juges) -> "pl.DataFrame":
    """Return the rows of some dossiers of a séance, as they stand in it."""
    import polars as pl

    parties = []
    for groupe, rangs in _groupes(lot).items():
        dossiers = [lot.dossiers[rang] for rang in rangs]
        verdicts = en_mots(juges.de(lot, groupe).juger(encoder(dossiers, lot.date)))
        reperes = pl.DataFrame({_RANG: rangs, **_reperes(nom, lot, dossiers)})
        parties.append(pl.concat([reperes, verdicts], how="horizontal"))
    return pl.concat(parties, how="diagonal").sort(_RANG).drop(_RANG)


def _groupes(lot: Seance) -> dict[Groupe, list[int]]:
    groupes: dict[Groupe, list[int]] = {}
    for rang, dossier in enumerate(lot.dossiers):
        groupes.setdefault((dossier.edition, dossier.voie), []).append(rang)
    return groupes


def _reperes(nom: str, lot: Seance, dossiers: list[Dossier]) -> dict[str, Any]:
    return {
        "seance": [nom] * len(dossiers),
        "session": [lot.date] * len(dossiers),
        "dossier": [dossier.code for dossier in dossiers],
        "edition": [dossier.edition for dossier in dossiers],
        "voie": [dossier.voie for dossier in dossiers],
        "organisme": [dossier.organisme for dossier in dossiers],
    }
