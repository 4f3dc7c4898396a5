"""Real branches that are not ours, each a little plugin of values: a folder with its `plugin.py` and its TOML."""

import sys
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.metadata import EntryPoint
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from random import Random

import pytest
from attrs import frozen

from parchemin.cohortes.calcul.colonnes import juger_prets
from parchemin.conformance import Sujet, verifier
from parchemin.conformance.engendrer import engendrer
from parchemin.conformance.model import Capacite, GraviteEcart
from parchemin.deliberation import Deliberation, Proposition
from parchemin.dossier.model import Acquis, Avis, Candidat, Dossier, Neutralise, Note, NoteGardee, Observations
from parchemin.plugin.host import Hote

ICI = Path(__file__).parent
AVIS = {True: Avis.ACQUIS, False: Avis.NON_ACQUIS, None: Avis.ABSENT}


def lire(dite: object) -> object:
    """Return what is observed: a text is a mark, ``True`` and ``False`` an avis, ``None`` an absence."""
    if isinstance(dite, str):
        return Note.de(Decimal(dite))
    return dite if isinstance(dite, Neutralise) else AVIS[dite]


@frozen(eq=False)
class Banc:
    """One branch, and a day on which its dossiers are deliberated."""

    hote: Hote
    le: date = date(2025, 6, 30)

    def dossier(self, edition: str, voie: str, dites: Mapping[str, object], **reste: object) -> Dossier:
        """Return a candidate; ``dites`` by role and cible, ``acquis`` and ``notes`` by what is held."""
        par_role: dict[str, dict[str, object]] = {}
        for nom, dite in dites.items():
            role, _, cible = nom.partition(":")
            par_role.setdefault(role, {})[cible] = lire(dite)
        acquis = tuple(Acquis(cle, le) for cle, le in reste.pop("acquis", {}).items())
        notes = tuple(NoteGardee(code, lire(n), le) for code, (n, le) in reste.pop("notes", {}).items())
        observations, entree = Observations(par_role), reste.pop("entree", date(2024, 9, 1))
        candidat = Candidat("Nom", "Prénom")
        return Dossier(
            "D1", candidat, voie, entree, edition, acquis=acquis, notes=notes, observations=observations, **reste
        )

    def proposer(self, edition: str, voie: str, dites: Mapping[str, object], **reste: object) -> Proposition:
        """Return what is proposed, once columns have said the same."""
        une = next(e for e in self.hote.catalogue.editions if e.cle == edition)
        banc = Deliberation.preparer(une, voie, self.hote, self.le)
        dossier = self.dossier(edition, voie, dites, **reste)
        proposition = banc.proposer(dossier)
        (colonnes,) = juger_prets(banc, [dossier]).iter_rows(named=True)
        assert colonnes["issue"] == proposition.issue.value
        blocs = {bloc.bloc.code: bloc.verdict.value for bloc in proposition.blocs}
        assert {nom.removeprefix("bloc:"): dit for nom, dit in colonnes.items() if nom != "issue"} == blocs
        return proposition

    def issue(self, *ce_qui_est_dit: object, **reste: object) -> str:
        """Return the issue alone."""
        return self.proposer(*ce_qui_est_dit, **reste).issue.value

    def refus(self) -> list[str]:
        """Return what the conformance refuses."""
        sujet = Sujet(self.hote.greffons[0], self.hote, self.le)
        sans = {capacite: "hors de cet essai" for capacite in Capacite if capacite not in sujet.capacites}
        return [str(ecart) for _, ecart in verifier(sujet, sans) if ecart.gravite is GraviteEcart.REFUS]


@cache
def charger(slug: str) -> Hote:
    """Return a host with one branch."""
    chemin = ICI / slug.replace("-", "_") / "plugin.py"
    nom = f"branche_{slug.replace('-', '_')}"
    specification = spec_from_file_location(nom, chemin)
    module = module_from_spec(specification)
    sys.modules[nom] = module
    specification.loader.exec_module(module)
    return Hote.charger(strict=True, points=[EntryPoint(slug, nom, "parchemin.branches")])


@pytest.fixture(scope="session")
def branche() -> Callable[[str], Banc]:
    return lambda slug, le=date(2025, 6, 30): Banc(charger(slug), le)


@pytest.fixture(scope="session")
def tires() -> Callable[[Banc], None]:
    """Return a check: on drawn dossiers of every voie, columns say what is said of each."""

    def eprouver(banc: Banc, combien: int = 60) -> None:
        for edition in banc.hote.catalogue.editions:
            for voie in edition.voies:
                pret = Deliberation.preparer(edition, voie.code, banc.hote, banc.le)
                hasard = Random(edition.cle + voie.code)
                dossiers = [engendrer(edition, voie.code, hasard) for _ in range(combien)]
                issues = [ligne["issue"] for ligne in juger_prets(pret, dossiers).iter_rows(named=True)]
                assert issues == [pret.proposer(dossier).issue.value for dossier in dossiers]

    return eprouver
