"""A bloc once acquired is held: since when, for how long, and what is said of one that is not."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar

from attrs import frozen

from parchemin.deliberation.model import BlocPropose, ModeleTitre
from parchemin.faits import Fait, Mots, Tournure, inscrire
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.model import Bloc, Edition, Niveau, Source
from parchemin.regles.base import Enonce, Jugement, Verdict
from parchemin.regles.controles import Alerte
from parchemin.regles.formule import Formule, Lu, rendre, trouver
from parchemin.regles.lecture import MOIS, Lecture, en_jour
from parchemin.regles.termes import FAUX, Terme, entier, et, maximum, si


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

    def tenir(self, bloc: Bloc, lecture: Lecture) -> "Tenue":
        """Return who holds a bloc, or all its compétences, and who did until a day before the séance."""
        depuis = _depuis(bloc, lecture)
        acquis = depuis >= 1
        if self.annees is None or acquis == FAUX:
            return Tenue(self, depuis, acquis, FAUX)
        encore = depuis + self.annees * 12 * MOIS >= lecture.session
        return Tenue(self, depuis, et(acquis, encore), et(acquis, ~encore))

    def fin(self, depuis: int) -> date | None:
        """Return the last day of a bloc that was acquired on a day, as a number; ``None``: it is held for good."""
        return Duree(annees=self.annees).apres(en_jour(depuis)) if self.annees else None

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Judge a bloc that the candidate neither holds nor presents."""
        return Formule(self, noeud, rendre(Verdict.NON_EVALUE), NON_PRESENTE)

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


def _depuis(bloc: Bloc, lecture: Lecture) -> Terme:
    """Return the day from which a bloc is held: who holds every compétence of it holds the whole."""
    depuis = lecture.tenu_depuis(bloc.cle)
    chemins = [f"{bloc.code}/{une.code}" for une in bloc.competences if une.evaluee]
    if not (chemins and lecture.edition.tient_les_competences):
        return depuis
    toutes = et(*(lecture.tient(chemin) for chemin in chemins))
    if toutes == FAUX:
        return depuis
    return maximum(depuis, si(toutes, maximum(*map(lecture.tenu_depuis, chemins)), entier(0)))


@frozen(eq=False)
class Tenue:
    """Of whom a bloc is held, and of whom it was: ``depuis`` is the last day on which it was acquired, or 0."""

    capitalisation: Capitalisation
    depuis: Terme
    tenu: Terme
    expire: Terme

    @property
    def acquis_le(self) -> Lu:
        """Since when it is held, of who holds it."""
        return Lu(_jour, si(self.tenu, self.depuis, entier(0)))

    @property
    def expire_le(self) -> Lu:
        """The last day on which it was held, of who does not hold it any more."""
        return Lu(self._fin, si(self.expire, self.depuis, entier(0)))

    def _fin(self, depuis: int) -> date | None:
        return self.capitalisation.fin(depuis) if depuis else None

    def formuler(self, noeud: Noeud, verdict: Verdict) -> Formule:
        """Judge a bloc by when it was acquired."""
        constat = trouver(
            Detenu,
            le=Lu(en_jour, self.depuis),
            jusqu_au=Lu(self.capitalisation.fin, self.depuis),
            expire=Lu(bool, self.expire),
        )
        return Formule(self.capitalisation, noeud, rendre(verdict), constat)


def _jour(nombre: int) -> date | None:
    return en_jour(nombre) if nombre else None
