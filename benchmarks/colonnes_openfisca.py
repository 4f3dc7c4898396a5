"""The same verdicts by OpenFisca: one variable a column, one a bloc with its formula, and the issue."""

from collections.abc import Callable
from typing import Any

import numpy as np
from colonnes_a_la_main import EN_NUMPY, Tableaux, bloc_courtage, bloc_criteres, issue, suivi
from formes import Forme
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit, period
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from parchemin.referentiel.model import Bloc, Edition

DOSSIER = build_entity(key="dossier", plural="dossiers", label="dossier", is_person=True)
QUAND = period("2022-01")
_BLOCS = {"courtage": bloc_courtage, "criteres": bloc_criteres}


class _Lus(dict[str, Any]):
    """The columns of a population, each asked of the simulation when a formula reads it."""

    def __init__(self, dossier: Any, noms: frozenset[str]) -> None:
        super().__init__()
        self.dossier, self.noms = dossier, noms

    def __contains__(self, nom: object) -> bool:
        return nom in self.noms

    def __iter__(self) -> Any:
        return iter(sorted(self.noms))

    def __missing__(self, nom: str) -> Any:
        return self.dossier(nom, QUAND)


def en_openfisca(forme: Forme, edition: Edition) -> Callable[[Tableaux], dict[str, Any]]:
    """Return what computes the verdicts from arrays; the system itself is built once, at the first call."""
    systemes: dict[frozenset[str], TaxBenefitSystem] = {}

    def calculer(tableaux: Tableaux) -> dict[str, Any]:
        noms = frozenset(tableaux)
        if noms not in systemes:
            systemes[noms] = _systeme(forme, edition, noms)
        simulation = SimulationBuilder().build_default_simulation(systemes[noms], len(tableaux["session"]))
        for nom, valeurs in tableaux.items():
            simulation.set_input(nom, QUAND, valeurs)
        sorties = ["issue", *(f"bloc:{bloc.code}" for bloc in edition.blocs if forme.nom in _BLOCS)]
        return {nom: simulation.calculate(nom, QUAND) for nom in sorties}

    return calculer


def _systeme(forme: Forme, edition: Edition, noms: frozenset[str]) -> TaxBenefitSystem:
    systeme = TaxBenefitSystem([DOSSIER])
    for nom in noms:
        _ajouter(systeme, nom)
    if forme.nom not in _BLOCS:
        _ajouter(systeme, "issue", lambda d, _: EN_NUMPY[forme.nom](edition, _Lus(d, noms))["issue"])
        return systeme
    for bloc in edition.blocs:
        _ajouter(systeme, f"bloc:{bloc.code}", _du_bloc(forme, bloc, noms))
    _ajouter(systeme, "issue", lambda d, _: _issue(forme, edition, d, noms))
    return systeme


def _du_bloc(forme: Forme, bloc: Bloc, noms: frozenset[str]) -> Any:
    """Return the formula of a bloc; OpenFisca counts the arguments of what it is given."""
    return lambda dossier, _: _BLOCS[forme.nom](_Lus(dossier, noms), bloc)


def _issue(forme: Forme, edition: Edition, dossier: Any, noms: frozenset[str]) -> Any:
    blocs = [dossier(f"bloc:{bloc.code}", QUAND) for bloc in edition.blocs]
    if forme.nom == "courtage":
        return issue(blocs, np.zeros(len(blocs[0]), bool))
    acquis = np.logical_and.reduce([bloc == 3 for bloc in blocs])
    return issue(blocs, acquis & suivi(_Lus(dossier, noms), ("PASS", "PREMSS")))


def _ajouter(systeme: TaxBenefitSystem, nom: str, formule: Any = None) -> None:
    membres: dict[str, Any] = {
        "value_type": int,
        "entity": DOSSIER,
        "definition_period": DateUnit.MONTH,
        "label": nom,
    }
    if formule is not None:
        membres["formula"] = formule
    systeme.add_variable(type(nom, (Variable,), membres))
