"""The computation: each bloc by the policy's rule, then what the certification asks, then the issue."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

from attrs import evolve, frozen

from parchemin.deliberation.alertes import Veille
from parchemin.deliberation.calendrier import alertes_de_calendrier
from parchemin.deliberation.capitalisation import Capitalisation, Detenu
from parchemin.deliberation.model import BlocPropose, Issue, ModeleTitre, Proposition, TitrePropose
from parchemin.dossier.model import Dossier, Seance
from parchemin.faits import CODES, Mots, en_fait
from parchemin.jury import Assemblee, Composition, Examen, examiner
from parchemin.referentiel.arbre import Noeud, arbre
from parchemin.referentiel.model import Bloc, Edition, Epreuve, NatureBloc, Niveau
from parchemin.regles.base import AUCUN_AVIS, Jugement, Lecture, Politique, Verdict
from parchemin.regles.controles import Alerte


class Regimes(Protocol):
    """Where policies and titles are found; the plugin host is one."""

    def politique(self, edition: str, voie: str) -> Politique:
        """Return the policy of an édition and a voie; raise `ContenuInconnu` when there is none."""
        ...

    def titres(self, edition: Edition) -> tuple[ModeleTitre, ...]:
        """Return the titles that an édition delivers."""
        ...

    def compositions(self, edition: Edition, instance: str) -> tuple[Composition, ...]:
        """Return how an instance is composed when it serves an édition."""
        ...


@frozen(eq=False)
class Deliberation:
    """A policy made ready for the candidates of one édition and one voie, on the day of a séance."""

    edition: Edition
    politique: Politique
    modeles: tuple[ModeleTitre, ...]
    racine: Noeud
    blocs: tuple[tuple[Bloc, Noeud], ...]
    epreuves: tuple[Epreuve, ...]
    capitalisation: Capitalisation
    veille: Veille
    le: date
    du_calendrier: tuple[Alerte, ...]

    @classmethod
    def preparer(
        cls, edition: Edition, voie: str, regimes: Regimes, le: date, instance: str = ""
    ) -> "Deliberation":
        """Take what every dossier of this voie is judged on."""
        edition.exiger_contenu()
        politique, modeles = regimes.politique(edition.cle, voie), regimes.titres(edition)
        racine = arbre(edition, voie)
        juges = tuple(zip(edition.blocs, racine.enfants, strict=True)) if politique.bloc else ()
        epreuves = edition.epreuves_de(edition.voie(voie))
        tenue = Capitalisation.de(edition, modeles)
        du_calendrier = tuple(alertes_de_calendrier(edition, instance, le))
        veille = Veille(edition, politique, le)
        return cls(edition, politique, modeles, racine, juges, epreuves, tenue, veille, le, du_calendrier)

    def proposer(
        self, dossier: Dossier, decides: Mapping[str, Verdict] = AUCUN_AVIS, issue: Issue | None = None
    ) -> Proposition:
        """Return what is proposed for a dossier, with all its reasons.

        :param decides: what the jury decided of some blocs, by code, in place of what the rules say.
        :param issue: what it decided of the whole.
        """
        lecture = Lecture(dossier, self.edition, self.le, self.epreuves)
        blocs = tuple([self._bloc(bloc, noeud, lecture) for bloc, noeud in self.blocs])
        if decides:
            blocs = tuple([_trancher(bloc, decides) for bloc in blocs])
        if blocs:
            lecture = lecture.avec(tuple([bloc.jugement for bloc in blocs]))
        certification = tuple([regle.juger(self.racine, lecture) for regle in self.politique.certification])
        issue = issue or _issue(blocs, certification, en_partie=self._en_partie(dossier, blocs))
        titres = tuple(self._titres(blocs, issue))
        constatees = (
            *self.veille.alertes(dossier, blocs),
            *self.capitalisation.signaler(blocs),
            *self.du_calendrier,
        )
        return Proposition(
            dossier, self.edition, issue, blocs, certification, titres, self.politique, constatees, lecture.notes()
        )

    def _bloc(self, bloc: Bloc, noeud: Noeud, lecture: Lecture) -> BlocPropose:
        dossier = lecture.dossier
        detenu = self.capitalisation.tenir(bloc, dossier, self.le)
        if detenu and not detenu.expire:
            jugement = Jugement(self.capitalisation, noeud, Verdict.ACQUIS, detenu)
            return BlocPropose(bloc, jugement, presente=False, acquis_le=detenu.le)
        if self.politique.bloc is not None and _presente(bloc, noeud, dossier, detenu):
            return BlocPropose(bloc, self.politique.bloc.juger(noeud, lecture), expire_le=_fin(detenu))
        jugement = self.capitalisation.juger(noeud, lecture)
        if detenu:
            jugement = evolve(jugement, constat=detenu)
        return BlocPropose(bloc, jugement, presente=False, expire_le=_fin(detenu))

    def _en_partie(self, dossier: Dossier, blocs: Sequence[BlocPropose]) -> bool:
        """Tell whether a part of the certification is acquired: a bloc, or where they are held, a compétence."""
        if any(bloc.verdict is Verdict.ACQUIS for bloc in blocs):
            return True
        if not (blocs and self.edition.tient_les_competences):
            return False
        tenues = {acquis.bloc for acquis in dossier.acquis if acquis.le <= self.le}
        details = (detail for bloc in blocs for detail in bloc.jugement.details)
        return any(detail.verdict is Verdict.ACQUIS for detail in details) or not tenues.isdisjoint(
            self.edition.competences_tenues()
        )

    def _titres(self, blocs: Iterable[BlocPropose], issue: Issue) -> Iterator[TitrePropose]:
        acquis = [bloc for bloc in blocs if bloc.presente and bloc.verdict is Verdict.ACQUIS]
        for modele in self.modeles:
            if modele.pour is Niveau.BLOC:
                if modele.si_partiel and issue is Issue.CERTIFIE:
                    continue
                yield from (TitrePropose(modele.nature, f"{self.edition.cle}/{bloc.bloc.code}") for bloc in acquis)
            elif issue is Issue.CERTIFIE:
                yield TitrePropose(modele.nature, self.edition.certification)


def deliberer(seance: Seance, regimes: Regimes) -> tuple[Proposition, ...]:
    """Propose for every dossier of a séance, in the order of the séance.

    :raises ContenuInconnu: when an édition is declared without content, or without a policy for a voie.
    """
    groupes = {(dossier.edition, dossier.voie) for dossier in seance.dossiers}
    pretes = {
        (cle, voie): Deliberation.preparer(seance.editions[cle], voie, regimes, seance.date, seance.instance)
        for cle, voie in sorted(groupes)
    }
    return tuple([pretes[dossier.edition, dossier.voie].proposer(dossier) for dossier in seance.dossiers])


def examiner_jury(seance: Seance, regimes: Regimes) -> Examen:
    """Examine the jury of a séance by the composition of its instance, for each édition of its dossiers."""
    assemblee = Assemblee(seance.presents, seance.dossiers, seance.date)
    editions = [seance.editions[cle] for cle in sorted(seance.editions)]
    compositions = [trouvee for edition in editions for trouvee in regimes.compositions(edition, seance.instance)]
    return examiner(dict.fromkeys(compositions), assemblee)


def enoncer(edition: Edition, voie: str, regimes: Regimes, mots: Mots = CODES) -> tuple[str, ...]:
    """State in French all the rules by which the candidates of a voie are deliberated."""
    politique = regimes.politique(edition.cle, voie)
    tenue = Capitalisation.de(edition, regimes.titres(edition)).enoncer(Niveau.BLOC)
    dites = (en_fait(dit).dire(mots) for dit in (tenue if politique.bloc else ()))
    return (*politique.enoncer(mots), *dites)


def _presente(bloc: Bloc, noeud: Noeud, dossier: Dossier, detenu: Detenu | None) -> bool:
    """Tell whether a bloc is presented: chosen, or one of all where nothing was chosen.

    Where nothing was chosen, an optional bloc, or one that was held and expired, is presented when somebody
    observed it.
    """
    if dossier.blocs:
        return bloc.code in dossier.blocs
    if bloc.nature is not NatureBloc.OPTIONNEL and detenu is None:
        return True
    vues = dossier.observations.par_role.values()
    return not all(noeud.descendance.union(noeud.epreuves).isdisjoint(valeurs) for valeurs in vues)


def _trancher(bloc: BlocPropose, decides: Mapping[str, Verdict]) -> BlocPropose:
    verdict = decides.get(bloc.bloc.code, bloc.verdict)
    return bloc if verdict is bloc.verdict else evolve(bloc, jugement=evolve(bloc.jugement, verdict=verdict))


def _fin(detenu: Detenu | None) -> date | None:
    return detenu.jusqu_au if detenu and detenu.expire else None


def _issue(blocs: Sequence[BlocPropose], certification: Sequence[Jugement], *, en_partie: bool) -> Issue:
    """Fold the verdicts: what misses first, then what the jury must settle, then what was found."""
    ouverts = [bloc.verdict for bloc in blocs if bloc.presente] + [tout.verdict for tout in certification]
    if Verdict.NON_EVALUE in ouverts:
        return Issue.INCOMPLET
    if Verdict.EN_DEBAT in ouverts:
        return Issue.EN_DEBAT
    if all(jugement.verdict is Verdict.ACQUIS for jugement in certification):
        return Issue.CERTIFIE
    return Issue.PARTIEL if en_partie else Issue.NON_CERTIFIE
