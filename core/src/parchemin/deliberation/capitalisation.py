"""A bloc once acquired is held: since when, for how long, and what is said of one that is not."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar

from attrs import frozen

from parchemin.deliberation.model import BlocPropose, ModeleTitre
from parchemin.dossier.model import Dossier
from parchemin.faits import Fait, Mots, Tournure, inscrire
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.model import Bloc, Edition, Niveau, Source
from parchemin.regles.base import Enonce, Jugement, Lecture, Verdict
from parchemin.regles.controles import Alerte


@inscrire
@frozen
class Detenu:
    """A bloc held since an earlier séance, or that was: ``jusqu_au`` is the last day on which it counts."""

    le: date
    jusqu_au: date | None = None
    expire: bool = False

    code: ClassVar[str] = "detenu"

    def dire(self, mots: Mots) -> str:
        """Say since when, and until when."""
        depuis = f"acquis le {mots.jour(self.le)}"
        if self.jusqu_au is None:
            return depuis
        return f"{depuis}, valable jusqu'au {mots.jour(self.jusqu_au)}{' : expiré' if self.expire else ''}"


NON_PRESENTE = Tournure("non_presente", "bloc non présenté")()
"""A bloc neither held nor presented."""

DETENU_OU_PRESENTE = Tournure("detenu_ou_presente", "bloc acquis lors d'une séance antérieure, ou présenté")()
BLOC_EXPIRE = Tournure("bloc_expire", "bloc {bloc:«noeud»} expiré : valable jusqu'au {le:jour}")
BLOC_EXPIRE_PRESENTE = Tournure(
    "bloc_expire_presente",
    "bloc {bloc:«noeud»} expiré : valable jusqu'au {le:jour} ; il est présenté de nouveau",
)


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
        return Jugement(self, noeud, Verdict.NON_EVALUE, NON_PRESENTE)

    def signaler(self, blocs: Iterable[BlocPropose]) -> Iterator[Alerte]:
        """Name each bloc that was held and is not any more."""
        for bloc in blocs:
            if bloc.expire_le:
                expire = BLOC_EXPIRE_PRESENTE if bloc.presente else BLOC_EXPIRE
                fait = expire(bloc=bloc.bloc.code, le=bloc.expire_le)
                yield Alerte("bloc_expire", fait, self.source)

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for the bloc to be held or presented."""
        return DETENU_OU_PRESENTE

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State for how long a bloc is held."""
        duree = (
            f"pendant {Duree(annees=self.annees)}, jour anniversaire compris" if self.annees else "définitivement"
        )
        return (f"Un bloc acquis l'est {duree}.",)
