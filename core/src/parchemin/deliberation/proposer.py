"""The computation: each bloc by the policy's rule, then what the certification asks, then the issue."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol

from attrs import evolve, frozen

from parchemin.deliberation.alertes import alertes
from parchemin.deliberation.model import BlocPropose, Issue, ModeleTitre, Proposition, TitrePropose
from parchemin.dossier.model import Dossier, Seance
from parchemin.referentiel.arbre import Noeud, arbre
from parchemin.referentiel.model import Bloc, Edition, Niveau, Source
from parchemin.regles.base import Jugement, Lecture, Politique, Verdict


class Regimes(Protocol):
    """Where policies and titles are found; the plugin host is one."""

    def politique(self, edition: str, voie: str) -> Politique:
        """Return the policy of an édition and a voie; raise `ContenuInconnu` when there is none."""
        ...

    def titres(self, certification: str) -> tuple[ModeleTitre, ...]:
        """Return the titles that a certification delivers."""
        ...


@frozen
class Detenu:
    """A bloc held since an earlier séance."""

    le: date

    def __str__(self) -> str:
        return f"acquis le {self.le}"


@frozen
class NonPresente:
    """A bloc neither held nor presented."""

    def __str__(self) -> str:
        return "bloc non présenté"


@frozen
class Capitalisation:
    """What is said of a bloc before any observation is read: it is held already, or not presented."""

    source: Source
    code: str = "capitalisation"

    def juger(self, noeud: Noeud, lecture: Lecture) -> Jugement:
        """Judge a bloc that the candidate does not hold."""
        return Jugement(self, noeud, Verdict.NON_EVALUE, NonPresente())

    def tenir(self, noeud: Noeud, le: date) -> Jugement:
        """Judge a bloc that the candidate holds since a day."""
        return Jugement(self, noeud, Verdict.ACQUIS, Detenu(le))

    def exige(self, jugement: Jugement) -> str:
        """Ask for the bloc to be held or presented."""
        return "bloc acquis lors d'une séance antérieure, ou présenté"

    def enoncer(self, niveau: Niveau) -> tuple[str, ...]:
        """State the rule."""
        return ("Un bloc acquis lors d'une séance antérieure le reste.",)


@frozen(eq=False)
class Deliberation:
    """A policy made ready for the candidates of one édition and one voie, on the day of a séance."""

    edition: Edition
    politique: Politique
    modeles: tuple[ModeleTitre, ...]
    racine: Noeud
    blocs: tuple[tuple[Bloc, Noeud], ...]
    le: date

    @classmethod
    def preparer(cls, edition: Edition, voie: str, regimes: Regimes, le: date) -> "Deliberation":
        """Build the tree once; every dossier of this voie is then judged on it."""
        edition.exiger_contenu()
        racine = arbre(edition, voie)
        blocs = tuple(zip(edition.blocs, racine.enfants, strict=True))
        politique, titres = regimes.politique(edition.cle, voie), regimes.titres(edition.certification)
        return cls(edition, politique, titres, racine, blocs, le)

    def proposer(self, dossier: Dossier) -> Proposition:
        """Return what is proposed for a dossier, with all its reasons."""
        lecture = Lecture(dossier, self.edition, self.le)
        blocs = tuple(self._bloc(bloc, noeud, lecture) for bloc, noeud in self.blocs)
        lecture = evolve(lecture, blocs=tuple(bloc.jugement for bloc in blocs))
        certification = tuple(regle.juger(self.racine, lecture) for regle in self.politique.certification)
        issue = _issue(blocs, certification)
        titres = tuple(self._titres(blocs, issue))
        return Proposition(
            dossier,
            self.edition,
            issue,
            blocs,
            certification,
            titres,
            alertes(dossier, self.edition, blocs, self.le),
        )

    def _bloc(self, bloc: Bloc, noeud: Noeud, lecture: Lecture) -> BlocPropose:
        dossier = lecture.dossier
        capitalisation = Capitalisation(self.edition.source)
        for acquis in dossier.acquis:
            if acquis.bloc == bloc.cle and acquis.le <= self.le:
                return BlocPropose(
                    bloc, capitalisation.tenir(noeud, acquis.le), presente=False, acquis_le=acquis.le
                )
        if self.politique.bloc is None or (dossier.blocs and bloc.code not in dossier.blocs):
            return BlocPropose(bloc, capitalisation.juger(noeud, lecture), presente=False)
        return BlocPropose(bloc, self.politique.bloc.juger(noeud, lecture))

    def _titres(self, blocs: Iterable[BlocPropose], issue: Issue) -> Iterator[TitrePropose]:
        acquis = [bloc for bloc in blocs if bloc.presente and bloc.verdict is Verdict.ACQUIS]
        for modele in self.modeles:
            if modele.pour is Niveau.BLOC:
                yield from (
                    TitrePropose(modele.nature, f"{self.edition.cle}/{bloc.bloc.code}") for bloc in acquis
                )
            elif issue is Issue.CERTIFIE:
                yield TitrePropose(modele.nature, self.edition.certification)


def deliberer(seance: Seance, regimes: Regimes) -> tuple[Proposition, ...]:
    """Propose for every dossier of a séance, in the order of the séance.

    :raises ContenuInconnu: when an édition is declared without content, or without a policy for a voie.
    """
    groupes = {(dossier.edition, dossier.voie) for dossier in seance.dossiers}
    pretes = {
        (cle, voie): Deliberation.preparer(seance.editions[cle], voie, regimes, seance.date)
        for cle, voie in sorted(groupes)
    }
    return tuple(pretes[dossier.edition, dossier.voie].proposer(dossier) for dossier in seance.dossiers)


def _issue(blocs: Sequence[BlocPropose], certification: Sequence[Jugement]) -> Issue:
    """Fold the verdicts: what misses first, then what the jury must settle, then what was found."""
    ouverts = {bloc.verdict for bloc in blocs if bloc.presente} | {
        jugement.verdict for jugement in certification
    }
    if Verdict.NON_EVALUE in ouverts:
        return Issue.INCOMPLET
    if Verdict.EN_DEBAT in ouverts:
        return Issue.EN_DEBAT
    if all(jugement.verdict is Verdict.ACQUIS for jugement in certification):
        return Issue.CERTIFIE
    return Issue.PARTIEL if any(bloc.verdict is Verdict.ACQUIS for bloc in blocs) else Issue.NON_CERTIFIE
