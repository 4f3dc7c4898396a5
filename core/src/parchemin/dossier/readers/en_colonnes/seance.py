"""The two tables of a séance in columns, with what their cells are read against."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from attrs import frozen

from parchemin.dossier.model import Seance
from parchemin.dossier.readers.editions import Editions, editions_de
from parchemin.dossier.readers.en_colonnes.distinctes import Renonce
from parchemin.dossier.readers.en_colonnes.tables import Table, ouvrir
from parchemin.dossier.readers.repertoire import lire_fichiers
from parchemin.errors import ParcheminError
from parchemin.referentiel.catalogue import Catalogue


@frozen(eq=False)
class TablesDeSeance:
    """A séance without its dossiers, and the tables that hold them; of these, nothing is read but the titles."""

    en_tete: Seance
    editions: Editions
    dossiers: Table
    observations: Table


def ouvrir_tables(entete: Path, en_tete: Seance, catalogue: Catalogue) -> TablesDeSeance:
    """Open the tables that stand beside a ``seance.toml``; raise `Renonce` for a workbook."""
    if entete.suffix.lower() != ".toml":
        raise Renonce
    fichiers = lire_fichiers(entete)
    dossiers = ouvrir(fichiers.chemin(entete, "dossiers"))
    observations = ouvrir(fichiers.chemin(entete, "observations"), categories=True)
    return TablesDeSeance(en_tete, editions_de(en_tete, catalogue), dossiers, observations)


@contextmanager
def sans_doute() -> Iterator[None]:
    """Give up quietly, whatever is not plainly right: the reader of every cell is to answer."""
    import polars as pl

    with suppress(
        Renonce, ValueError, OSError, ParcheminError, pl.exceptions.PolarsError, pl.exceptions.PanicException
    ):
        yield
