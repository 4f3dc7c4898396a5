"""What every engine takes and gives: a cohort, a scenario, and a table with one row a dossier.

Where a cohort is read from is in ``origines``; how it is judged, in one module an engine.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from attrs import frozen

from parchemin.deliberation.model import Issue
from parchemin.deliberation.proposer import Regimes
from parchemin.dossier.model import Seance
from parchemin.errors import NonCompilable
from parchemin.referentiel.model import Edition
from parchemin.regles.base import Verdict

if TYPE_CHECKING:
    import polars as pl

    from parchemin.cohortes.encoder import Encodee

FIXES = ("seance", "session", "dossier", "edition", "voie", "organisme", "issue")
"""The columns that every table of results has, in order; then one column a bloc."""

BLOC = "bloc:"
"""What the name of a bloc's column begins with: ``bloc:B1``."""


class Origine(Protocol):
    """Where one séance of a cohort comes from: files, or the register."""

    @property
    def nom(self) -> str:
        """Its name, unique within the cohort: the column ``seance`` of the results."""
        ...

    @property
    def chemin(self) -> Path | None:
        """Its folder, its ``seance.toml`` or its workbook; ``None`` where it is not in files."""
        ...

    def en_tete(self) -> Seance:
        """Return the séance without its dossiers, its éditions completed by its grille."""
        ...

    def taille(self) -> int | None:
        """Return about how many dossiers it holds, where that can be told without reading them."""
        ...

    def lots(self, voulus: Collection[str] | None = None) -> Iterator[Seance]:
        """Yield the séance with some of its dossiers at a time, in the order in which they stand.

        :param voulus: only the dossiers of these codes.
        :raises DonneesInvalides: with every fault of its files at once.
        """
        ...

    def en_colonnes(self) -> "Encodee | None":
        """Return all its dossiers in columns; ``None`` where they are to be read by ``lots``."""
        ...


@frozen
class Cohorte:
    """Séances whose dossiers are judged again, in the order of their days."""

    origines: tuple[Origine, ...]


@frozen
class Scenario:
    """Under what a cohort is judged: rules, and the édition that replaces the dossiers' own, where one does.

    How a dossier is read under another édition is in ``transposer``.
    """

    nom: str
    regimes: Regimes
    edition: Edition | None = None


@frozen(eq=False)
class Resultats:
    """What a scenario gives: one row a dossier, by session, then by séance, then as they stand in it.

    ``seance``, ``dossier``, ``edition``, ``voie`` and ``organisme`` (empty where it is not given) are text,
    ``session`` the day of the séance; ``issue`` and each ``bloc:CODE`` hold the words of the JSON (``certifie``,
    ``acquis``…), null where the dossier's édition judges no such bloc.
    """

    table: "pl.DataFrame"

    @classmethod
    def dresser(cls, parties: "Iterable[pl.DataFrame]", blocs: Iterable[str]) -> "Resultats":
        """Lay tables one under the other, in the columns, the types and the order that every engine gives.

        :param blocs: the codes of the blocs, in the order of their columns: that of `codes_des_blocs`.
        """
        import polars as pl

        types = schema(blocs)
        vide = pl.DataFrame(schema=types)
        pretes = [partie.cast({nom: types[nom] for nom in partie.columns}) for partie in parties]
        table = pl.concat([vide, *pretes], how="diagonal").select(*types)
        return cls(table if table["session"].is_sorted() else table.sort("session", maintain_order=True))

    @property
    def blocs(self) -> tuple[str, ...]:
        """The codes of the blocs that have a column."""
        return tuple(nom.removeprefix(BLOC) for nom in self.table.columns if nom.startswith(BLOC))


def schema(blocs: Iterable[str]) -> "dict[str, pl.DataType]":
    """Return the type of each column of a table of results."""
    import polars as pl

    verdicts = pl.Enum([verdict.value for verdict in Verdict])
    types: dict[str, pl.DataType] = dict.fromkeys(FIXES, pl.String())
    types |= {"session": pl.Date(), "issue": pl.Enum([issue.value for issue in Issue])}
    return types | {BLOC + code: verdicts for code in blocs}


def codes_des_blocs(editions: Iterable[Edition]) -> tuple[str, ...]:
    """Return the codes of the blocs of several éditions: by édition, then in its order, each once."""
    ordonnees = sorted(editions, key=lambda edition: edition.cle)
    return tuple(dict.fromkeys(bloc.code for edition in ordonnees for bloc in edition.blocs))


class Moteur(Protocol):
    """What judges a cohort."""

    def conclure_tous(
        self, cohorte: Cohorte, scenarios: Sequence[Scenario]
    ) -> tuple[Resultats | NonCompilable, ...]:
        """Return the verdicts of every dossier under each scenario, reading the cohort once.

        Where the rules of a scenario, or its édition, are beyond this engine, why stands in for its verdicts.
        """
        ...
