"""The engine of columns on several processes or machines, by Dask: each reads and judges whole séances.

A séance is what is sent, as a name and a path; what comes back is its verdicts. A worker that dies loses what it
was judging, and another one judges it again: a séance gives the same rows wherever it is judged.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from attrs import frozen

from parchemin.cohortes.calcul import colonnes
from parchemin.cohortes.lecture.origines import en_silence
from parchemin.cohortes.model import Cohorte, Origine, Resultats, Scenario
from parchemin.errors import Defaut, DonneesInvalides, ParcheminError

if TYPE_CHECKING:
    from distributed import Client

ADRESSE = "DASK_SCHEDULER_ADDRESS"
"""The variable that names a cluster that runs already, as Dask's own tools do."""


def conclure(
    cohorte: Cohorte,
    scenarios: Sequence[Scenario],
    avancer: Callable[[int], None] = en_silence,
    ouvriers: int | None = None,
) -> tuple[Resultats, ...]:
    """Return what each scenario gives, in the same order as on one machine.

    It is computed on the cluster that ``DASK_SCHEDULER_ADDRESS`` names, or on processes started for it.

    :param ouvriers: how many processes are started, where there is no cluster: one a core when it is not given.
    :raises ParcheminError: there is no Dask, the cluster does not answer, or a séance brings its workers down.
    :raises DonneesInvalides: with the faults of every séance.
    """
    with _ouvrir(ouvriers) as client:
        return conclure_sur(client, cohorte, scenarios, avancer)


def conclure_sur(
    client: "Client",
    cohorte: Cohorte,
    scenarios: Sequence[Scenario],
    avancer: Callable[[int], None] = en_silence,
) -> tuple[Resultats, ...]:
    """Return what each scenario gives, judged by the workers of a cluster."""
    from distributed import KilledWorker, as_completed  # noqa: PLC0415 - an extra of its own

    envoyes = tuple(scenarios)  # with each séance: what is left on a worker goes with it
    juges = [client.submit(_juger, origine, envoyes, pure=False) for origine in cohorte.origines]
    parties: dict[str, _Partie] = {}
    try:
        for juge, partie in as_completed(juges, with_results=True):
            avancer(partie.parcourus)
            parties[juge.key] = partie
    except KilledWorker as erreur:
        rang = [juge.key for juge in juges].index(erreur.task)
        raise ParcheminError(f"{cohorte.origines[rang].nom} : les ouvriers qui la jugent s'arrêtent") from None
    rendues = [parties[juge.key] for juge in juges]
    if defauts := [defaut for partie in rendues for defaut in partie.defauts]:
        raise DonneesInvalides(defauts)
    return tuple(Resultats.reunir([partie.resultats[rang] for partie in rendues]) for rang in range(len(envoyes)))


@frozen(eq=False)
class _Partie:
    """What comes back of a séance: its results by scenario or its faults, how many dossiers were gone through."""

    resultats: tuple[Resultats, ...]
    defauts: tuple[Defaut, ...]
    parcourus: int


def _juger(origine: Origine, scenarios: Sequence[Scenario]) -> _Partie:
    """Judge one séance under each scenario: what a worker does."""
    parcourus: list[int] = []
    try:
        resultats = colonnes.conclure(Cohorte((origine,)), scenarios, parcourus.append)
    except DonneesInvalides as erreur:
        return _Partie((), erreur.defauts, sum(parcourus))
    return _Partie(resultats, (), sum(parcourus))


@contextmanager
def _ouvrir(ouvriers: int | None) -> Iterator["Client"]:
    try:
        from distributed import Client, LocalCluster  # noqa: PLC0415 - an extra of its own
    except ImportError:
        raise ParcheminError("ce moteur demande Dask : pip install 'parchemin[distribue]'") from None
    if adresse := os.environ.get(ADRESSE):
        try:
            client = Client(adresse)
        except (OSError, ValueError) as erreur:
            raise ParcheminError(f"{ADRESSE} : la grappe {adresse} ne répond pas") from erreur
        with client:
            yield client
        return
    combien = ouvriers or os.cpu_count() or 1
    with (
        LocalCluster(n_workers=combien, threads_per_worker=1, dashboard_address=":0") as grappe,
        Client(grappe) as client,
    ):
        yield client
