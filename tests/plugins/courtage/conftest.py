"""The CQP of insurance brokerage on the bench, with three optional blocs of 10, 5 and 20 compétences détaillées.

A test asks for the fixture ``cdc``, says what each evaluator found, and reads what is proposed.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve, frozen

from parchemin.deliberation import Deliberation, Proposition
from parchemin.dossier.model import Avis, Candidat, Dossier, Note, Observations, Seance, Valeur
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.faits import CODES
from parchemin.plugin.host import Hote
from parchemin.referentiel.model import Bloc, Competence, Critere, Edition, Grille, NatureBloc, Source
from parchemin.regles import Jugement, Verdict

SEANCE = date(2018, 6, 14)
EVALUATEURS = ("of", "referent", "commission")
CINQ = ("BC1", "BC2", "BC3", "BC4", "BC5")
SEPT = (*CINQ, "OPT1", "OPT2")
OPTIONNELS = {"OPT1": (10,), "OPT2": (5,), "OPT3": (10, 10)}

Trouve = Avis | int | None
ParRole = dict[str, dict[str, Valeur]]


def bloc_invente(code: str, nombres: Iterable[int], nature: NatureBloc = NatureBloc.OPTIONNEL) -> Bloc:
    """Return a bloc with as many compétences détaillées as said, by compétence générique."""
    competences = tuple(
        Competence(
            f"C{rang}",
            f"compétence {rang}",
            tuple(Critere(str(i), f"détaillée {i}") for i in range(1, nombre + 1)),
        )
        for rang, nombre in enumerate(nombres, 1)
    )
    return Bloc(
        code, f"Bloc {code}", nature, Source("exemple", "bloc inventé"), competences, cle=f"invente/{code}"
    )


@frozen(eq=False)
class Banc:
    """A certification on the bench: its édition, completed, and the host that knows its rules."""

    hote: Hote
    edition: Edition

    @classmethod
    def de(cls, hote: Hote, certification: str, *blocs: Bloc) -> "Banc":
        """Complete the édition of 2017 with some blocs."""
        edition = hote.catalogue.edition(certification, "2017")
        return cls(hote, edition.completee(Grille(edition.cle, blocs=blocs)))

    def detaillees(self, bloc: str) -> list[str]:
        """Return the paths of the compétences détaillées of a bloc."""
        (trouve,) = (chacun for chacun in self.edition.blocs if chacun.code == bloc)
        return [
            f"{bloc}/{competence.code}/{critere.code}"
            for competence in trouve.competences
            for critere in competence.criteres
        ]

    def observer(
        self,
        blocs: Iterable[str] = SEPT,
        roles: Iterable[str] = EVALUATEURS,
        sauf: Mapping[tuple[str, str], Trouve] | None = None,
        continu: Mapping[str, str | Avis | None] | None = None,
    ) -> ParRole:
        """Return what was observed: every bloc acquis for every evaluator, 12/20 in continuous marks.

        ``sauf`` replaces one evaluator's avis on a bloc, by a number of compétences détaillées acquises, another
        avis, or nothing; ``continu`` replaces marks.
        """
        par_role: ParRole = {role: {} for role in EVALUATEURS}
        trouves = {(role, bloc): Avis.ACQUIS for role in roles for bloc in blocs} | dict(sauf or {})
        for (role, bloc), trouve in trouves.items():
            par_role[role] |= self._avis(bloc, trouve)
        par_role["of"] |= _notes(dict.fromkeys(blocs, "12") | dict(continu or {}))
        return {role: valeurs for role, valeurs in par_role.items() if valeurs}

    def _avis(self, bloc: str, trouve: Trouve) -> dict[str, Valeur]:
        if trouve is None:
            return {}
        if isinstance(trouve, Avis):
            return {bloc: trouve}
        return {
            chemin: Avis.ACQUIS if rang < trouve else Avis.NON_ACQUIS
            for rang, chemin in enumerate(self.detaillees(bloc))
        }

    def dossier(self, observations: ParRole, voie: str = "formation", **champs: object) -> Dossier:
        """Return a dossier that meets every condition of entry and presents seven blocs."""
        base = Dossier(
            code="D1",
            candidat=Candidat("Renard", "Élodie"),
            voie=voie,
            entree=date(2017, 9, 4),
            edition=self.edition.cle,
            blocs=SEPT,
            niveau="bac+2",
            observations=Observations(observations),
        )
        return evolve(base, **champs)

    def proposer(
        self, observations: ParRole, voie: str = "formation", le: date = SEANCE, **champs: object
    ) -> Proposition:
        """Propose for one dossier."""
        return _preparer(self, voie, le).proposer(self.dossier(observations, voie, **champs))


@cache
def _preparer(banc: Banc, voie: str, le: date) -> Deliberation:
    return Deliberation.preparer(banc.edition, voie, banc.hote, le)


def _notes(continu: Mapping[str, str | Avis | None]) -> dict[str, Valeur]:
    return {
        f"continu:{bloc}": trouve if isinstance(trouve, Avis) else Note.de(Decimal(trouve))
        for bloc, trouve in continu.items()
        if trouve is not None
    }


class Lecteur:
    """Reads a proposition: a bloc's judgment or verdict, the reason of a rule, the codes of the alerts."""

    @staticmethod
    def jugement(proposition: Proposition, bloc: str) -> Jugement:
        """Return the judgment on a bloc."""
        return next(chacun.jugement for chacun in proposition.blocs if chacun.bloc.code == bloc)

    @classmethod
    def verdict(cls, proposition: Proposition, bloc: str) -> Verdict:
        """Return the verdict on a bloc."""
        return cls.jugement(proposition, bloc).verdict

    @staticmethod
    def constat(proposition: Proposition, regle: str) -> str:
        """Return what a rule of the certification found."""
        return next(motif.constat.dire(CODES) for motif in proposition.motifs if motif.regle == regle)

    @staticmethod
    def alertes(proposition: Proposition) -> set[str]:
        """Return the codes of the alerts."""
        return {alerte.code for alerte in proposition.alertes}

    @staticmethod
    def titres(proposition: Proposition) -> set[tuple[str, str]]:
        """Return the nature and the object of each title."""
        return {(titre.nature, titre.objet) for titre in proposition.titres}


@pytest.fixture(scope="session")
def hote() -> Hote:
    return Hote.charger(strict=True)


@pytest.fixture(scope="session")
def lire() -> type[Lecteur]:
    return Lecteur


@pytest.fixture(scope="session")
def cdc(hote: Hote) -> Banc:
    return Banc.de(hote, "courtage.cdc", *(bloc_invente(code, nombres) for code, nombres in OPTIONNELS.items()))


@pytest.fixture(scope="session")
def gestionnaires(hote: Hote) -> dict[str, Banc]:
    """The two CQP Gestionnaire, with spécialités that the guide does not give and the same optional blocs."""
    specialites = [bloc_invente(code, (5,), NatureBloc.SPECIALITE) for code in ("BC4", "BC5")]
    optionnels = [bloc_invente(code, nombres) for code, nombres in OPTIONNELS.items()]
    return {
        certification: Banc.de(hote, certification, *specialites, *optionnels)
        for certification in ("courtage.gest-adp", "courtage.gest-iard")
    }


@pytest.fixture(scope="session")
def bancs(cdc: Banc, gestionnaires: dict[str, Banc]) -> dict[str, Banc]:
    return {"courtage.cdc": cdc, **gestionnaires}


@pytest.fixture(scope="session")
def exemple(hote: Hote) -> Path:
    """The folder of the branch's example séance."""
    return Path(str(hote.exemples()["courtage/cdc-2017"].dossier))


@pytest.fixture(scope="session")
def seance(hote: Hote, exemple: Path) -> Seance:
    """The example séance, read."""
    return LecteurDeSeance(exemple, hote.catalogue).entiere()
