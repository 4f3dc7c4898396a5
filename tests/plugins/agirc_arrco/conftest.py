"""The CQP Conseiller Entreprise on the bench, and few words to say what the CTE found of a candidate.

Only this branch is loaded: what happens to the others is not the concern of these tests.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from attrs import evolve, frozen

from parchemin.deliberation import Deliberation, Proposition
from parchemin.deliberation.model import BlocPropose
from parchemin.dossier.model import Acquis, Avis, Candidat, Dossier, Neutralise, Observations, Seance, Valeur
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.plugin.host import GROUPE, Hote
from parchemin.referentiel.model import Edition

SEANCE = date(2025, 3, 20)
SESSION = date(2025, 3, 13)
EN_REGLE = {
    "depots": {"enregistrement": date(2025, 2, 13)},
    "sessions": {"B1": SESSION},
    "heures": {"enregistrement_minutes": 28, "identite": 1, "camera": 1},
}
"""The deposit and the facts of a candidate of the voie épreuves with whom all is in order."""


@frozen(eq=False)
class Banc:
    """The édition of 2024 and the host that knows its rules."""

    hote: Hote
    edition: Edition

    def competences(self, bloc: str = "") -> list[str]:
        """Return the paths of the compétences of a bloc, or of all."""
        return [
            f"{chacun.code}/{competence.code}"
            for chacun in self.edition.blocs
            for competence in chacun.competences
            if bloc in ("", chacun.code)
        ]

    def blocs(self) -> list[str]:
        """Return the codes of the blocs."""
        return [bloc.code for bloc in self.edition.blocs]

    def avis(self, *, non: tuple[str, ...] = (), tu: tuple[str, ...] = ()) -> dict[str, Valeur]:
        """Return favourable avis on every compétence and every bloc, but on the nodes named.

        ``non`` are refused, ``tu`` not observed; each names itself alone, and nothing below it.
        """
        noeuds = [*self.competences(), *self.blocs()]
        return {chemin: Avis.NON_ACQUIS if chemin in non else Avis.ACQUIS for chemin in noeuds if chemin not in tu}

    def du_bloc(self, bloc: str, avis: Mapping[str, Valeur]) -> dict[str, Valeur]:
        """Return those of some avis that are on a bloc and on its compétences."""
        return {chemin: valeur for chemin, valeur in avis.items() if chemin.partition("/")[0] == bloc}

    def tenir(self, **dates: date) -> tuple[Acquis, ...]:
        """Return blocs held since a day: ``tenir(B1=date(2020, 3, 10))``."""
        return tuple(Acquis(f"{self.edition.cle}/{bloc}", le) for bloc, le in dates.items())

    def dossier(self, avis: Mapping[str, Valeur], voie: str = "epreuves", **champs: object) -> Dossier:
        """Return a dossier; in the voie épreuves, all is in order by default."""
        base = Dossier(
            code="D1",
            candidat=Candidat("Benhaddou", "Nadia"),
            voie=voie,
            entree=date(2024, 10, 14),
            edition=self.edition.cle,
            observations=Observations({"cte": avis} if avis else {}),
        )
        return evolve(base, **((EN_REGLE if voie == "epreuves" else {}) | champs))

    def proposer(
        self, avis: Mapping[str, Valeur], voie: str = "epreuves", le: date = SEANCE, **champs: object
    ) -> Proposition:
        """Propose for one dossier, in the séance of 20 March 2025 or of another day."""
        return _preparer(self, voie, le).proposer(self.dossier(avis, voie, **champs))

    def bloc(self, proposition: Proposition, code: str) -> BlocPropose:
        """Return what is proposed for one bloc."""
        return next(bloc for bloc in proposition.blocs if bloc.bloc.code == code)


@cache
def _preparer(banc: Banc, voie: str, le: date) -> Deliberation:
    return Deliberation.preparer(banc.edition, voie, banc.hote, le)


@pytest.fixture(scope="session")
def hote() -> Hote:
    return Hote.charger(strict=True, points=entry_points(group=GROUPE, name="agirc-arrco"))


@pytest.fixture(scope="session")
def ce(hote: Hote) -> Banc:
    return Banc(hote, hote.catalogue.edition("agirc-arrco.ce", "2024"))


@pytest.fixture(scope="session")
def dossier_exemple(hote: Hote) -> Path:
    """The folder of the branch's example séance."""
    return Path(str(hote.exemple("agirc-arrco/ce-2024").dossier))


@pytest.fixture(scope="session")
def seance(hote: Hote, dossier_exemple: Path) -> Seance:
    return LecteurDeSeance(dossier_exemple, hote.catalogue).entiere()


@pytest.fixture(scope="session")
def neutralisee() -> Neutralise:
    return Neutralise("interlocuteur sans réaction à relever")
