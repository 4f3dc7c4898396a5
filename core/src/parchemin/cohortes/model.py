"""What every engine takes and gives: a cohort, a scenario, and a table with one row a dossier.

Where a cohort is read from is in ``origines``; how it is judged, in one module an engine.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from attrs import evolve, field, frozen

from parchemin.deliberation.model import Issue
from parchemin.deliberation.proposer import Regimes
from parchemin.dossier.model import Seance
from parchemin.errors import NonCompilable
from parchemin.referentiel.model import Edition
from parchemin.regles.base import Verdict

if TYPE_CHECKING:
    import polars as pl

    from parchemin.cohortes.lecture.encoder import Encodee

ISSUE = "issue"
"""The name of the column of the issue."""

FIXES = ("seance", "session", "dossier", "edition", "voie", "organisme", ISSUE)
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

    @property
    def anonymises(self) -> int:
        """How many of its dossiers cannot be judged any more: their data was removed."""
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
    """What an engine gives of a cohort under one scenario: one row a dossier, and what is to be known of them.

    The table goes by session, then by séance, then as dossiers stand in it.
    ``seance``, ``dossier``, ``edition``, ``voie`` and ``organisme`` (empty where it is not given) are text,
    ``session`` the day of the séance; ``issue`` and each ``bloc:CODE`` hold the words of the JSON (``certifie``,
    ``acquis``…), null where the dossier's édition judges no such bloc.

    ``editions`` are those whose blocs have a column. ``reserves`` counts dossiers by what could not be read of
    them under another édition, in French. ``refus`` is why columns could not give these verdicts, which the
    explained engine then gave; otherwise ``lues`` names the séances that were read in columns.
    """

    table: "pl.DataFrame"
    editions: Mapping[str, Edition] = {}
    reserves: Counter[str] = field(factory=Counter)
    refus: NonCompilable | None = None
    lues: tuple[str, ...] = ()

    @classmethod
    def dresser(
        cls,
        parties: "Iterable[pl.DataFrame]",
        editions: Mapping[str, Edition],
        reserves: Counter[str] | None = None,
        lues: Iterable[str] = (),
    ) -> "Resultats":
        """Lay tables one under the other, in the columns, the types and the order that every engine gives."""
        import polars as pl

        types = schema(codes_des_blocs(editions.values()))
        vide = pl.DataFrame(schema=types)
        pretes = [partie.cast({nom: types[nom] for nom in partie.columns}) for partie in parties]
        table = pl.concat([vide, *pretes], how="diagonal").select(*types)
        triee = table if table["session"].is_sorted() else table.sort("session", maintain_order=True)
        return cls(triee, editions, reserves or Counter(), lues=tuple(lues))

    @classmethod
    def reunir(cls, parties: "Sequence[Resultats]") -> "Resultats":
        """Return those of a whole cohort, from those of each of its parts under the same scenario, in order."""
        reunis = cls.dresser(
            (partie.table for partie in parties),
            {cle: edition for partie in parties for cle, edition in partie.editions.items()},
            sum((partie.reserves for partie in parties), Counter()),
            (nom for partie in parties for nom in partie.lues),
        )
        return evolve(reunis, refus=next((partie.refus for partie in parties if partie.refus), None))

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
    """What judges a cohort: a function, one module each."""

    def __call__(
        self, cohorte: Cohorte, scenarios: Sequence[Scenario], avancer: Callable[[int], None]
    ) -> tuple[Resultats, ...]:
        """Return what each scenario gives; ``avancer`` hears of the dossiers that are done.

        :raises DonneesInvalides: with the faults of every séance.
        """
        ...
