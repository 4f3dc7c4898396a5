"""The engine of columns on several processes or machines, by Dask: each reads and judges whole séances.

A séance is what is sent, as a name and a path; what comes back is its verdicts. A worker that dies loses what it
was judging, and another one judges it again: a séance gives the same rows wherever it is judged.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from attrs import frozen

from parchemin.cohortes.colonnes import Colonnes
from parchemin.cohortes.model import Cohorte, Origine, Resultats, Scenario, codes_des_blocs
from parchemin.errors import NonCompilable, ParcheminError
from parchemin.referentiel.model import Edition

if TYPE_CHECKING:
    import polars as pl
    from distributed import Client

    _Partie = tuple[pl.DataFrame, tuple[str, ...]]

ADRESSE = "DASK_SCHEDULER_ADDRESS"
"""The variable that names a cluster that runs already, as Dask's own tools do."""


@frozen(eq=False)
class Distribue:
    """The engine, on the cluster that ``DASK_SCHEDULER_ADDRESS`` names, or on one process a core of this machine.

    ``ouvriers`` is how many processes are started, where there is no cluster: one a core when it is not given.
    """

    ouvriers: int | None = None

    def conclure_tous(
        self, cohorte: Cohorte, scenarios: Sequence[Scenario]
    ) -> tuple[Resultats | NonCompilable, ...]:
        """Return the verdicts of every dossier, in the same order as on one machine.

        :raises ParcheminError: Dask is not installed.
        """
        with _ouvrir(self.ouvriers) as client:
            return conclure_sur(client, cohorte, scenarios)


def conclure_sur(
    client: "Client", cohorte: Cohorte, scenarios: Sequence[Scenario]
) -> tuple[Resultats | NonCompilable, ...]:
    """Return the verdicts of every dossier, judged by the workers of a cluster."""
    envoyes = tuple(scenarios)  # with each séance: what is left on a worker goes with it
    juges = [client.submit(conclure_origine, origine, envoyes, pure=False) for origine in cohorte.origines]
    parties: list[tuple[_Partie | NonCompilable, ...]] = client.gather(juges)
    editions = [e for origine in cohorte.origines for e in origine.en_tete().editions.values()]
    return tuple(_reunir(siennes, editions) for siennes in zip(*parties, strict=True))


def _reunir(
    parties: "Sequence[_Partie | NonCompilable]", editions: Sequence[Edition]
) -> Resultats | NonCompilable:
    """Lay the séances of one scenario under each other, unless one of them was declined."""
    tables = []
    for partie in parties:
        if isinstance(partie, NonCompilable):
            return partie
        tables.append(partie)
    connus = dict.fromkeys(bloc for _, blocs in tables for bloc in blocs)
    ordre = [code for code in codes_des_blocs(editions) if code in connus]
    return Resultats.dresser((table for table, _ in tables), (*ordre, *(c for c in connus if c not in ordre)))


def conclure_origine(origine: Origine, scenarios: Sequence[Scenario]) -> "tuple[_Partie | NonCompilable, ...]":
    """Return the rows of one séance under each scenario, and the codes of its blocs: what a worker does."""
    trouves = Colonnes().conclure_tous(Cohorte((origine,)), scenarios)
    return tuple(t if isinstance(t, NonCompilable) else (t.table, t.blocs) for t in trouves)


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
