"""The engine of columns on several processes or machines, by Dask: each reads and judges whole séances.

A séance is what is sent, as a name and a path; what comes back is its verdicts. A worker that dies loses what it
was judging, and another one judges it again: a séance gives the same rows wherever it is judged.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from attrs import frozen

from parchemin.cohortes.colonnes import Colonnes, exiger_sans_relecture
from parchemin.cohortes.model import Cohorte, Origine, Resultats, Scenario, codes_des_blocs
from parchemin.errors import ParcheminError

if TYPE_CHECKING:
    import polars as pl
    from distributed import Client

ADRESSE = "DASK_SCHEDULER_ADDRESS"
"""The variable that names a cluster that runs already, as Dask's own tools do."""


@frozen(eq=False)
class Distribue:
    """The engine, on the cluster that ``DASK_SCHEDULER_ADDRESS`` names, or on one process a core of this machine.

    ``ouvriers`` is how many processes are started, where there is no cluster: one a core when it is not given.
    """

    ouvriers: int | None = None

    def conclure(self, cohorte: Cohorte, scenario: Scenario) -> Resultats:
        """Return the verdicts of every dossier, in the same order as on one machine.

        :raises NonCompilable: as on one machine.
        :raises ParcheminError: Dask is not installed.
        """
        exiger_sans_relecture(scenario)
        with _ouvrir(self.ouvriers) as client:
            return conclure_sur(client, cohorte, scenario)


def conclure_sur(client: "Client", cohorte: Cohorte, scenario: Scenario) -> Resultats:
    """Return the verdicts of every dossier, judged by the workers of a cluster."""
    envoye = client.scatter(scenario, broadcast=True)
    juges = [client.submit(conclure_origine, origine, envoye, pure=False) for origine in cohorte.origines]
    parties: list[tuple[pl.DataFrame, tuple[str, ...]]] = client.gather(juges)
    connus = dict.fromkeys(bloc for _, blocs in parties for bloc in blocs)
    editions = [e for origine in cohorte.origines for e in origine.en_tete().editions.values()]
    ordre = [code for code in codes_des_blocs(editions) if code in connus]
    return Resultats.dresser((table for table, _ in parties), (*ordre, *(c for c in connus if c not in ordre)))


def conclure_origine(origine: Origine, scenario: Scenario) -> "tuple[pl.DataFrame, tuple[str, ...]]":
    """Return the rows of one séance, and the codes of its blocs: what a worker does."""
    resultats = Colonnes().conclure(Cohorte((origine,)), scenario)
    return resultats.table, resultats.blocs


@contextmanager
def _ouvrir(ouvriers: int | None) -> Iterator["Client"]:
    try:
        from distributed import Client, LocalCluster  # noqa: PLC0415 - an extra of its own
    except ImportError:
        raise ParcheminError("ce moteur demande Dask : pip install 'parchemin[distribue]'") from None
    if adresse := os.environ.get(ADRESSE):
        with Client(adresse) as client:
            yield client
        return
    combien = ouvriers or os.cpu_count() or 1
    with (
        LocalCluster(n_workers=combien, threads_per_worker=1, dashboard_address=":0") as grappe,
        Client(grappe) as client,
    ):
        yield client
