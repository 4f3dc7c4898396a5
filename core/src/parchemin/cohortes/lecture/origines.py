"""The dossiers of a cohort from the files of its séances; those of the register are in ``au_registre``."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from attrs import evolve, frozen

from parchemin.cohortes.model import Cohorte, Origine
from parchemin.dossier.model import Seance
from parchemin.dossier.readers.formats.classeur import EN_CLASSEUR
from parchemin.dossier.readers.formats.parquet import exiger_polars
from parchemin.dossier.readers.remarques import Remarques
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import Defaut, DonneesInvalides
from parchemin.referentiel.catalogue import Catalogue

if TYPE_CHECKING:
    from parchemin.cohortes.lecture.encoder import Encodee

LOT = 1000
"""How many dossiers are judged at a time."""


@frozen(eq=False)
class EnFichiers:
    """A séance in its folder or its workbook."""

    nom: str
    lecteur: LecteurDeSeance

    anonymises: ClassVar[int] = 0

    @property
    def chemin(self) -> Path:
        """Where its files stand."""
        return self.lecteur.chemin

    def en_tete(self) -> Seance:
        """Return what the séance says of itself."""
        with self._situer():
            return self.lecteur.en_tete()

    def taille(self) -> int | None:
        """Count the rows of a table of dossiers that is a file of its own, under its default name."""
        dossier = self.chemin if self.chemin.is_dir() else self.chemin.parent
        if self.chemin.suffix.lower() in EN_CLASSEUR:
            return None
        if (table := dossier / "dossiers.csv").is_file():
            with table.open("rb") as lignes:
                return max(0, sum(1 for _ in lignes) - 1)
        if (table := dossier / "dossiers.parquet").is_file():
            polars = exiger_polars()
            return int(polars.scan_parquet(table).select(polars.len()).collect().item())
        return None

    def lots(self, voulus: Collection[str] | None = None) -> Iterator[Seance]:
        """Read the séance, then give its dossiers some at a time."""
        with self._situer():
            seance = self.lecteur.entiere() if voulus is None else self.lecteur.choisis(voulus)
        retenus = iter(seance.dossiers)
        while lot := tuple(islice(retenus, LOT)):
            yield evolve(seance, dossiers=lot)

    def en_colonnes(self) -> "Encodee | None":
        """Read the tables in columns, where there is nothing to say of them."""
        from parchemin.cohortes.lecture.encoder_tables import encoder_tables  # noqa: PLC0415 - it asks for the extra

        return encoder_tables(self.lecteur)

    @contextmanager
    def _situer(self) -> Iterator[None]:
        """Say of each fault of which séance its file is: they all have the same names."""
        try:
            yield
        except DonneesInvalides as erreur:
            raise DonneesInvalides(map(self._situe, erreur.defauts)) from None

    def _situe(self, defaut: Defaut) -> Defaut:
        fichier = defaut.lieu.fichier
        dit = fichier if fichier == self.nom else f"{self.nom}/{fichier}"
        return evolve(defaut, lieu=evolve(defaut.lieu, fichier=dit))


def en_silence(_combien: int) -> None:
    """Say nothing of the dossiers that are read."""


@frozen(eq=False)
class Suivie:
    """A séance of a cohort, whose reader hears of the dossiers that are done."""

    origine: Origine
    avancer: Callable[[int], None] = en_silence

    @property
    def nom(self) -> str:
        """The name of the séance."""
        return self.origine.nom

    @property
    def chemin(self) -> Path | None:
        """Where its files stand."""
        return self.origine.chemin

    @property
    def anonymises(self) -> int:
        """How many of its dossiers are not judged."""
        return self.origine.anonymises

    def en_tete(self) -> Seance:
        """Return what the séance says of itself."""
        return self.origine.en_tete()

    def taille(self) -> int | None:
        """Return about how many dossiers it holds."""
        return self.origine.taille()

    def lots(self, voulus: Collection[str] | None = None) -> Iterator[Seance]:
        """Read the dossiers, and say how many once whoever asked comes back for more."""
        for lot in self.origine.lots(voulus):
            yield lot
            self.avancer(len(lot.dossiers))

    def en_colonnes(self) -> "Encodee | None":
        """Read the dossiers in columns, and say how many."""
        lue = self.origine.en_colonnes()
        if lue is not None:
            self.avancer(len(lue))
        return lue


def suivre(cohorte: Cohorte, avancer: Callable[[int], None]) -> Cohorte:
    """Return the same cohort, of whose reading ``avancer`` hears."""
    return Cohorte(tuple(Suivie(origine, avancer) for origine in cohorte.origines))


def en_fichiers(chemins: Sequence[Path], catalogue: Catalogue) -> Cohorte:
    """Return the cohort of several séances; a folder without ``seance.toml`` stands for those that it holds.

    :raises DonneesInvalides: with every fault of what the séances say of themselves.
    """
    trouves = [seance for chemin in chemins for seance in _seances(chemin)]
    combien = Counter(_nom(chemin) for chemin in trouves)
    origines = [
        EnFichiers(_nom(chemin) if combien[_nom(chemin)] == 1 else str(chemin), LecteurDeSeance(chemin, catalogue))
        for chemin in dict.fromkeys(trouves)
    ]
    return ordonner(origines)


def ordonner(origines: Sequence[Origine]) -> Cohorte:
    """Return the cohort of some séances, by their days; raise `DonneesInvalides` with the faults of all."""
    remarques = Remarques()
    dates: list[tuple[date, int]] = []
    for rang, origine in enumerate(origines):
        en_tete = remarques.essayer(origine.en_tete)
        dates.append((en_tete.date if en_tete else date.max, rang))
    remarques.exiger_juste()
    return Cohorte(tuple(origines[rang] for _, rang in sorted(dates)))


def _seances(chemin: Path) -> list[Path]:
    """Return the séances that a path names."""
    if not chemin.is_dir() or (chemin / "seance.toml").exists():
        return [chemin]
    dedans = sorted(
        voisin
        for voisin in chemin.iterdir()
        if (voisin / "seance.toml").exists()
        or (voisin.suffix.lower() in EN_CLASSEUR and voisin.name[0] not in "~.")
    )
    return dedans or [chemin]


def _nom(chemin: Path) -> str:
    absolu = chemin.resolve()
    return absolu.parent.name if absolu.name == "seance.toml" else absolu.name
