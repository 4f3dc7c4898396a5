"""Two scenarios side by side: which dossiers change, and the rates before and after. Counts only, no float."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from parchemin.cohortes.model import BLOC, FIXES, Resultats
from parchemin.deliberation.model import Issue
from parchemin.dossier.texte import collation
from parchemin.regles.base import Verdict

if TYPE_CHECKING:
    import polars as pl

AVANT = "_avant"
"""What the name of a column ends with, that holds what was found under the rules in force."""

AXES = ("bloc", "voie", "organisme", "session")
"""Along what rates are given."""


@frozen
class Taux:
    """How many of ``total`` are acquired or certified, before and after; ``cle`` is empty for the whole cohort."""

    axe: str
    cle: str
    total: int
    avant: int
    apres: int


@frozen
class Bascule:
    """A dossier that changes: its issue, and each bloc whose verdict does, before and after."""

    seance: str
    session: date
    dossier: str
    voie: str
    organisme: str
    avant: Issue
    apres: Issue
    blocs: tuple[tuple[str, Verdict, Verdict], ...] = ()

    @property
    def cle(self) -> tuple[str, str]:
        """What names this dossier within the cohort."""
        return self.seance, self.dossier


@frozen(eq=False)
class Comparaison:
    """A scenario beside the rules in force.

    ``table`` has the columns of the scenario's own results, those of the rules in force beside them (their names
    end with `AVANT`), and ``change``. A dossier that the scenario could not judge has no ``issue``: it changes
    nothing, and counts in no rate.
    """

    scenario: str
    table: "pl.DataFrame"
    blocs: tuple[str, ...]

    @classmethod
    def entre(cls, scenario: str, avant: Resultats, apres: Resultats) -> "Comparaison":
        """Lay two results side by side; they hold the same dossiers, in the same order."""
        import polars as pl

        if not avant.table["dossier"].equals(apres.table["dossier"]):
            raise ValueError("ces deux résultats ne sont pas ceux d'une même cohorte")
        blocs = tuple(code for code in dict.fromkeys((*avant.blocs, *apres.blocs)) if _juge(code, avant, apres))
        objets = ("issue", *(BLOC + code for code in blocs))
        table = _tenir(apres.table, objets).hstack(
            _tenir(avant.table, objets).select(pl.col(nom).alias(nom + AVANT) for nom in objets)
        )
        change = pl.any_horizontal((pl.col(nom) != pl.col(nom + AVANT)).fill_null(value=False) for nom in objets)
        return cls(scenario, table.with_columns(change=change), blocs)

    @property
    def dossiers(self) -> int:
        """How many dossiers the cohort holds."""
        return self.table.height

    @property
    def compares(self) -> "pl.DataFrame":
        """The dossiers that both judge."""
        return self.table.drop_nulls("issue")

    @property
    def changes(self) -> int:
        """How many dossiers change."""
        return int(self.table["change"].sum())

    def bascules(self, combien: int | None = None) -> Iterator[Bascule]:
        """Yield the dossiers that change, in the order of the cohort; the first ones, or all."""
        table = self.table.filter("change")
        premiers = table.height if combien is None else min(combien, table.height)
        for ligne in table.head(premiers).iter_rows(named=True):
            paires = ((code, ligne[BLOC + code + AVANT], ligne[BLOC + code]) for code in self.blocs)
            yield Bascule(
                ligne["seance"],
                ligne["session"],
                ligne["dossier"],
                ligne["voie"],
                ligne["organisme"],
                Issue(ligne["issue" + AVANT]),
                Issue(ligne["issue"]),
                tuple((code, Verdict(a), Verdict(b)) for code, a, b in paires if a and b and a != b),
            )

    def trouver(self, codes: Collection[str]) -> dict[tuple[str, str], bool]:
        """Return the dossiers of these codes, by séance and code, and whether each changes."""
        import polars as pl

        trouves = self.table.filter(pl.col("dossier").is_in(list(codes))).select("seance", "dossier", "change")
        return {(seance, code): change for seance, code, change in trouves.iter_rows()}

    def passages(self) -> Counter[tuple[Issue, Issue]]:
        """Count the dossiers by their issue before and after, where it changes."""
        table = self.compares.group_by("issue" + AVANT, "issue").len()
        comptes = {(Issue(avant), Issue(apres)): combien for avant, apres, combien in table.iter_rows()}
        return Counter({couple: combien for couple, combien in comptes.items() if couple[0] is not couple[1]})

    def issues(self) -> dict[Issue, tuple[int, int]]:
        """Return how many dossiers come to each issue, before and after."""
        avant, apres = (dict(self.compares[nom].value_counts().iter_rows()) for nom in ("issue" + AVANT, "issue"))
        return {issue: (avant.get(issue.value, 0), apres.get(issue.value, 0)) for issue in Issue}

    def taux(self) -> tuple[Taux, ...]:
        """Return every rate: the whole, then along each axis; blocs stand in the order of their éditions."""
        return (*self._certifies(""), *self._par_bloc(), *(t for axe in AXES[1:] for t in self._certifies(axe)))

    def _certifies(self, axe: str) -> Iterator[Taux]:
        import polars as pl

        certifie = Issue.CERTIFIE.value
        comptes = [
            pl.len().alias("total"),
            (pl.col("issue" + AVANT) == certifie).sum().alias("avant"),
            (pl.col("issue") == certifie).sum().alias("apres"),
        ]
        par = (pl.col(axe).cast(pl.String) if axe else pl.lit("")).alias("cle")
        comptees = self.compares.group_by(par).agg(comptes).iter_rows()
        for cle, total, avant, apres in sorted(comptees, key=lambda ligne: collation(ligne[0] or "")):
            if total:
                yield Taux(axe, cle, total, avant, apres)

    def _par_bloc(self) -> list[Taux]:
        """Return the rate of each bloc; its certification is named where there are several."""
        import polars as pl

        certification = pl.col("edition").str.split("@").list.first().alias("certification")
        compares = self.compares.with_columns(certification)
        plusieurs = compares["certification"].n_unique() > 1
        trouves: list[tuple[str, Taux]] = []
        for code in self.blocs:
            avant, apres = (pl.col(BLOC + code + suffixe) for suffixe in (AVANT, ""))
            acquis = ((verdict == Verdict.ACQUIS.value).sum() for verdict in (avant, apres))
            juges = compares.filter(avant.is_not_null() & apres.is_not_null())
            for nom, *nombres in juges.group_by("certification").agg(pl.len(), *acquis).iter_rows():
                trouves.append((nom, Taux("bloc", f"{nom}/{code}" if plusieurs else code, *nombres)))
        return [taux for _, taux in sorted(trouves, key=lambda trouve: trouve[0])]


def _juge(code: str, *cotes: Resultats) -> bool:
    """Tell whether a bloc has any verdict: a régime of marks has none."""
    tables = (cote.table for cote in cotes if code in cote.blocs)
    return any(table[BLOC + code].count() for table in tables)


def _tenir(table: "pl.DataFrame", objets: tuple[str, ...]) -> "pl.DataFrame":
    """Return a table with a column for each bloc of both sides."""
    import polars as pl

    verdicts = pl.Enum([verdict.value for verdict in Verdict])
    manquants = [pl.lit(None, verdicts).alias(nom) for nom in objets if nom not in table.columns]
    return table.with_columns(manquants).select(*FIXES, *objets[1:])
