"""Whole séances judged by several processes, one of them killed on the way: the same rows in the same order."""

import os
import re
import shutil
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from time import monotonic, sleep

import dask
import pytest
from attrs import evolve, frozen
from distributed import Client, LocalCluster

from parchemin.cohortes.calcul import colonnes, distribue
from parchemin.cohortes.calcul.distribue import ADRESSE, conclure_sur
from parchemin.cohortes.lecture.au_registre import au_registre
from parchemin.cohortes.lecture.origines import EnFichiers
from parchemin.cohortes.model import Cohorte, Resultats, Scenario
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import DonneesInvalides, ParcheminError
from parchemin.plugin.host import Hote
from parchemin.registre.seance import seances
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Base

pytestmark = pytest.mark.lent

HOTE = Hote.charger(strict=True)
SCENARIO = Scenario("règles en vigueur", HOTE)
SEANCES = 8


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with (
        dask.config.set(
            {"distributed.scheduler.allowed-failures": 1}
        ),  # three by default: as many restarts to wait for
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as grappe,
        Client(grappe) as client,
    ):
        yield client


def _cohorte(combien: int) -> Cohorte:
    """Return many séances: the examples of the branches, again and again."""
    chemins = [Path(str(exemple.dossier)) for greffon in HOTE.greffons for exemple in greffon.apport.exemples]
    origines = (
        EnFichiers(f"{chemin.name} {rang}", LecteurDeSeance(chemin, HOTE.catalogue))
        for rang, chemin in enumerate(chemins)
    )
    repetees = enumerate(islice(cycle(tuple(origines)), combien))
    return Cohorte(tuple(evolve(origine, nom=f"{rang:03} {origine.nom}") for rang, origine in repetees))


def _exiger_les_memes(rendus: Resultats, attendus: Resultats) -> None:
    assert rendus.table.equals(attendus.table)
    assert (str(rendus.refus), rendus.reserves) == (str(attendus.refus), attendus.reserves)
    assert rendus.lues == attendus.lues


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
        juges = fil.submit(conclure_sur, client, cohorte, [SCENARIO])
        tue = _tuer_qui_travaille(client)
        [resultats] = juges.result(timeout=120)
    client.wait_for_workers(2)
    assert tue not in client.run(os.getpid).values()
    _exiger_les_memes(resultats, colonnes.conclure(cohorte, [SCENARIO])[0])
    assert resultats.table["seance"].n_unique() == SEANCES


def test_une_grappe_qui_tourne_deja_est_prise(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADRESSE, client.scheduler.address)
    cohorte = _cohorte(3)
    [resultats] = distribue.conclure(cohorte, [SCENARIO])
    _exiger_les_memes(resultats, colonnes.conclure(cohorte, [SCENARIO])[0])


def test_ce_qui_se_relit_dossier_par_dossier_est_relu_par_les_ouvriers(client: Client) -> None:
    cohorte, vus, ici = _cohorte(SEANCES), list[int](), list[int]()
    scenarios = [SCENARIO, Scenario("2021", HOTE, HOTE.catalogue.edition("ucanss.gc", "2021"))]
    resultats = conclure_sur(client, cohorte, scenarios, vus.append)
    for rendus, attendus in zip(resultats, colonnes.conclure(cohorte, scenarios, ici.append), strict=True):
        _exiger_les_memes(rendus, attendus)
    assert "sous une autre édition" in str(resultats[1].refus)
    assert (len(vus), sum(vus)) == (SEANCES, sum(ici))


def test_les_fautes_de_toutes_les_seances_reviennent(client: Client, tmp_path: Path) -> None:
    origines = []
    for nom in ("a", "b"):
        seance = Path(shutil.copytree(str(HOTE.exemple("ucanss/gc-2021").dossier), tmp_path / nom))
        table = seance / "dossiers.csv"
        texte = table.read_text(encoding="utf-8")
        table.write_text(texte.replace(";formation;", ";fomration;", 1), encoding="utf-8")
        origines.append(EnFichiers(nom, LecteurDeSeance(seance, HOTE.catalogue)))
    with pytest.raises(DonneesInvalides) as levee:
        conclure_sur(client, Cohorte(tuple(origines)), [SCENARIO])
    assert [defaut.lieu.fichier for defaut in levee.value.defauts] == ["a/dossiers.csv", "b/dossiers.csv"]


def test_les_seances_du_registre_se_jugent_de_meme(client: Client, tmp_path: Path) -> None:
    base = Base(f"sqlite:///{tmp_path / 'registre.db'}")
    base.migrer()
    registre = Registre(base, HOTE, "Secrétaire", lambda: datetime.now(UTC))
    for nom in ("ucanss/gc-2021", "courtage/cdc-2017"):
        seances.ouvrir(registre, LecteurDeSeance(Path(str(HOTE.exemple(nom).dossier)), HOTE.catalogue).entiere())
    cohorte = au_registre(base, HOTE.catalogue)
    [resultats] = conclure_sur(client, cohorte, [SCENARIO])
    _exiger_les_memes(resultats, colonnes.conclure(cohorte, [SCENARIO])[0])
    assert resultats.table.height == 31


@frozen
class Mortelle(EnFichiers):
    """A séance that no process survives."""

    def en_colonnes(self) -> None:
        os._exit(1)


def test_une_seance_qui_fait_tomber_ses_ouvriers_est_nommee(client: Client) -> None:
    [bonne, autre] = _cohorte(2).origines
    assert isinstance(autre, EnFichiers)
    mortelle = Mortelle(autre.nom, autre.lecteur)
    with pytest.raises(ParcheminError, match=f"^{re.escape(mortelle.nom)} : les ouvriers"):
        conclure_sur(client, Cohorte((bonne, mortelle)), [SCENARIO])


def test_une_grappe_qui_ne_repond_pas_est_dite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADRESSE, "tcp://127.0.0.1:1")
    bref = dask.config.set({"distributed.comm.timeouts.connect": "1s"})
    with bref, pytest.raises(ParcheminError, match=r"la grappe tcp://127\.0\.0\.1:1 ne répond pas"):
        distribue.conclure(_cohorte(1), [SCENARIO])
