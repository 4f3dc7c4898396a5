"""Cohorts made of the branches' own examples, copied where a test may change them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from parchemin.cohortes.lecture.origines import en_fichiers
from parchemin.cohortes.simulation.scenarios import Souhaits, preparer
from parchemin.cohortes.simulation.simuler import Reglages, Simulation, simuler
from parchemin.plugin.host import Hote


@pytest.fixture(scope="session")
def hote() -> Hote:
    return Hote.charger(strict=True)


@pytest.fixture
def exemple(tmp_path: Path, hote: Hote) -> Callable[..., Path]:
    """Return a function that copies an example, and gives its folder."""

    def copier(nom: str, ou: str = "") -> Path:
        return Path(shutil.copytree(hote.exemple(nom).dossier, tmp_path / (ou or nom.partition("/")[2])))

    return copier


@pytest.fixture(scope="session")
def jouer(hote: Hote) -> Callable[..., Simulation]:
    """Return a function that simulates: séances, then what is wished for."""

    def jouer(*seances: Path, pourquoi: tuple[str, ...] = (), motifs: int = 1000, **voeux: tuple) -> Simulation:
        cohorte = en_fichiers(seances, hote.catalogue)
        scenarios = preparer(Souhaits(**voeux), hote, cohorte, hote.catalogue)
        return simuler(cohorte, scenarios, Reglages(pourquoi=pourquoi, motifs=motifs))

    return jouer
