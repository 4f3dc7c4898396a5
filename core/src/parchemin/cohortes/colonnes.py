"""The engine of columns: the same rules, compiled once a voie, over all the dossiers of a séance at a time.

It gives the verdicts and no motif. A policy that holds a rule of plain Python is beyond it, and it says which.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import narwhals as nw
from attrs import field, frozen

from parchemin.cohortes.encoder import encoder
from parchemin.cohortes.model import BLOC, Cohorte, Resultats, Scenario, codes_des_blocs
from parchemin.cohortes.plan import ISSUES, VERDICTS, planifier
from parchemin.cohortes.traduire import Traduction, traduire
from parchemin.deliberation import Deliberation, Regimes
from parchemin.dossier.model import Dossier, Seance
from parchemin.errors import NonCompilable
from parchemin.referentiel.model import Edition

if TYPE_CHECKING:
    import polars as pl

ISSUE = "issue"
_RANG = "__rang"

Groupe = tuple[str, str]
"""Dossiers that one plan judges: the key of their édition, and their voie."""


@frozen(eq=False)
class Juge:
    """The plans of one séance under some régimes: one by édition, voie, and columns that dossiers have."""

    seance: Seance
    regimes: Regimes
    _pretes: dict[Groupe, Deliberation] = field(factory=dict)
    _plans: dict[tuple[Groupe, frozenset[str]], Traduction] = field(factory=dict)

    def juger(self, table: "pl.DataFrame", groupe: Groupe) -> "pl.DataFrame":
        """Return the issue and the verdicts of the blocs, in words, of the encoded dossiers of one voie.

        :raises NonCompilable: one of the rules has no columns.
        """
        plan = self._plan(groupe, frozenset(table.columns))
        jugee: pl.DataFrame = nw.to_native(plan.appliquer(nw.from_native(table)))
        return en_mots(jugee)

    def _plan(self, groupe: Groupe, presentes: frozenset[str]) -> Traduction:
        if (groupe, presentes) not in self._plans:
            plan = planifier(self._prete(groupe), groupe[1], presentes)
            sorties = {BLOC + code: terme for code, terme in plan.blocs.items()}
            self._plans[groupe, presentes] = traduire({ISSUE: plan.issue} | sorties)
        return self._plans[groupe, presentes]

    def _prete(self, groupe: Groupe) -> Deliberation:
        if groupe not in self._pretes:
            cle, voie = groupe
            edition = self.seance.editions[cle]
            self._pretes[groupe] = Deliberation.preparer(
                edition, voie, self.regimes, self.seance.date, self.seance.instance
            )
        return self._pretes[groupe]


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
        if scenario.edition is not None:
            raise NonCompilable(scenario.edition.cle, "un dossier se relit sous une autre édition un par un")
        parties: list[pl.DataFrame] = []
        editions: dict[str, Edition] = {}
        for origine in cohorte.origines:
            for lot in origine.lots():
                judges = Juge(lot, scenario.regimes)
                parties.append(conclure_lot(origine.nom, lot, judges))
                editions |= {d.edition: lot.editions[d.edition] for d in lot.dossiers}
        return Resultats.dresser(parties, codes_des_blocs(editions.values()))


def conclure_lot(nom: str, lot: Seance, juge: Juge) -> "pl.DataFrame":
    """Return the rows of some dossiers of a séance, as they stand in it."""
    import polars as pl

    parties = []
    for groupe, rangs in _groupes(lot).items():
        dossiers = [lot.dossiers[rang] for rang in rangs]
        verdicts = juge.juger(encoder(dossiers, lot.date), groupe)
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
