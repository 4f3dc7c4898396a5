"""Whole séances judged by several processes, one of them killed on the way: the same rows in the same order."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from time import monotonic, sleep

import pytest
from attrs import evolve
from distributed import Client, LocalCluster

from parchemin.cohortes.colonnes import Colonnes
from parchemin.cohortes.distribue import ADRESSE, Distribue, conclure_sur
from parchemin.cohortes.model import Cohorte, Scenario
from parchemin.cohortes.origines import EnFichiers
from parchemin.plugin.host import Hote

pytestmark = pytest.mark.lent

HOTE = Hote.charger(strict=True)
SCENARIO = Scenario("règles en vigueur", HOTE)
SEANCES = 8


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as grappe,
        Client(grappe) as client,
    ):
        yield client


def _cohorte(combien: int) -> Cohorte:
    """Return many séances: the examples of the branches, again and again."""
    chemins = [Path(str(exemple.dossier)) for greffon in HOTE.greffons for exemple in greffon.apport.exemples]
    origines = (EnFichiers(f"{chemin.name} {rang}", chemin, HOTE.catalogue) for rang, chemin in enumerate(chemins))
    repetees = enumerate(islice(cycle(tuple(origines)), combien))
    return Cohorte(tuple(evolve(origine, nom=f"{rang:03} {origine.nom}") for rang, origine in repetees))


def _tuer_qui_travaille(client: Client) -> int:
    """Kill a worker that is judging, and return its process."""
    ouvriers = client.run(os.getpid)
    fin = monotonic() + 60
    while monotonic() < fin:
        for adresse, taches in client.processing().items():
            if taches and adresse in ouvriers:
                os.kill(ouvriers[adresse], getattr(signal, "SIGKILL", signal.SIGTERM))
                return int(ouvriers[adresse])
        sleep(0.01)
    pytest.fail("aucun ouvrier n'a travaillé")


def test_un_ouvrier_tue_ne_change_aucune_ligne(client: Client) -> None:
    cohorte = _cohorte(SEANCES)
    with ThreadPoolExecutor(1) as fil:
        distribue = fil.submit(conclure_sur, client, cohorte, [SCENARIO])
        tue = _tuer_qui_travaille(client)
        [resultats] = distribue.result(timeout=120)
    client.wait_for_workers(2)
    assert tue not in client.run(os.getpid).values()
    table = resultats.table
    assert table.equals(Colonnes().conclure(cohorte, SCENARIO).table)
    assert table["seance"].n_unique() == SEANCES


def test_une_grappe_qui_tourne_deja_est_prise(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADRESSE, client.scheduler.address)
    cohorte = _cohorte(3)
    [resultats] = Distribue().conclure_tous(cohorte, [SCENARIO])
    assert resultats.table.equals(Colonnes().conclure(cohorte, SCENARIO).table)
