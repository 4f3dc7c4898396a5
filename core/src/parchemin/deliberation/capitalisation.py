"""A bloc once acquired is held: since when, for how long, and what is said of one that is not."""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from parchemin.deliberation.model import BlocPropose, ModeleTitre
from parchemin.dossier.model import Dossier
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.model import Bloc, Edition, Niveau, Source
from parchemin.regles.base import Jugement, Lecture, Verdict
from parchemin.regles.controles import Alerte


@frozen
class Detenu:
    """A bloc held since an earlier séance, or that was: ``jusqu_au`` is the last day on which it counts."""

    le: date
    jusqu_au: date | None = None
    expire: bool = False

    def __str__(self) -> str:
        if self.jusqu_au is None:
            return f"acquis le {self.le}"
        valable = f"acquis le {self.le}, valable jusqu'au {self.jusqu_au}"
        return f"{valable} : expiré" if self.expire else valable


@frozen
class NonPresente:
    """A bloc neither held nor presented."""

    def __str__(self) -> str:
        return "bloc non présenté"


@frozen
class Capitalisation:
    """What is said of a bloc before any observation is read: it is held already, or not presented.

    ``annees`` is for how long a bloc is held; ``None``: for good.
    """

    source: Source
    annees: int | None = None
    code: str = "capitalisation"

    @classmethod
    def de(cls, edition: Edition, modeles: Iterable[ModeleTitre]) -> "Capitalisation":
        """Return how long the blocs of an édition are held: as long as the title that crowns one."""
        for modele in modeles:
            if modele.pour is Niveau.BLOC:
                return cls(modele.source, modele.annees)
        return cls(edition.source)

    def tenir(self, bloc: Bloc, dossier: Dossier, le: date) -> Detenu | None:
        """Return since when a candidate holds a bloc, even when that time is over on the day of the séance."""
        if not dossier.acquis:
            return None
        dates = sorted(acquis.le for acquis in dossier.acquis if acquis.bloc == bloc.cle and acquis.le <= le)
        detenus = [self._detenu(depuis, le) for depuis in dates]
        return next((detenu for detenu in detenus if not detenu.expire), detenus[-1] if detenus else None)

    def _detenu(self, depuis: date, le: date) -> Detenu:
        limite = Duree(annees=self.annees).apres(depuis) if self.annees else None
        return Detenu(depuis, limite, expire=limite is not None and limite < le)

    def juger(self, noeud: Noeud, lecture: Lecture) -> Jugement:
        """Judge a bloc that the candidate neither holds nor presents."""
        return Jugement(self, noeud, Verdict.NON_EVALUE, NonPresente())

    def signaler(self, blocs: Iterable[BlocPropose]) -> Iterator[Alerte]:
        """Name each bloc that was held and is not any more."""
        for bloc in blocs:
            if bloc.expire_le:
                message = f"bloc {bloc.bloc.code} expiré : valable jusqu'au {bloc.expire_le}"
                suite = " ; il est présenté de nouveau" if bloc.presente else ""
                yield Alerte("bloc_expire", message + suite, self.source)

    def exige(self, jugement: Jugement) -> str:
        """Ask for the bloc to be held or presented."""
        return "bloc acquis lors d'une séance antérieure, ou présenté"

    def enoncer(self, niveau: Niveau) -> tuple[str, ...]:
        """State for how long a bloc is held."""
        duree = (
            f"pendant {Duree(annees=self.annees)}, jour anniversaire compris" if self.annees else "définitivement"
        )
        return (f"Un bloc acquis l'est {duree}.",)
