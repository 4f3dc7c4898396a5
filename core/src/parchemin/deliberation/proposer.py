"""The computation: each bloc by the policy's rule, then what the certification asks, then the issue."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Protocol

from attrs import evolve, frozen

from parchemin.deliberation.alertes import Veille
from parchemin.deliberation.calendrier import alertes_de_calendrier
from parchemin.deliberation.capitalisation import Capitalisation
from parchemin.deliberation.competences import competences_proposees
from parchemin.deliberation.compilee import Fonctions, PolitiqueCompilee
from parchemin.deliberation.model import BlocPropose, Issue, ModeleTitre, Proposition, Raisons, TitrePropose
from parchemin.deliberation.plan import ISSUES, Reglement
from parchemin.dossier.model import Dossier, Seance, Valeur
from parchemin.faits import CODES, Mots, en_fait
from parchemin.jury import Assemblee, Composition, Examen, examiner
from parchemin.referentiel.arbre import ARBRES
from parchemin.referentiel.model import Edition, Epreuve, Niveau
from parchemin.regles.base import AUCUN_AVIS, Politique, Verdict
from parchemin.regles.compilation import Ligne
from parchemin.regles.controles import Alerte
from parchemin.regles.notation import USUELLE


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

    compilee: PolitiqueCompilee
    modeles: tuple[ModeleTitre, ...]
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
        reglement = Reglement(edition, voie, politique, Capitalisation.de(edition, modeles))
        du_calendrier = tuple(alertes_de_calendrier(edition, instance, le))
        compilee = _compiler(reglement)
        veille = Veille(edition, politique, le, instance, compilee.reglement)
        return cls(compilee, modeles, veille, le, du_calendrier)

    @property
    def reglement(self) -> Reglement:
        """The policy, over its édition and its voie."""
        return self.compilee.reglement

    @property
    def edition(self) -> Edition:
        """The édition."""
        return self.reglement.edition

    @property
    def politique(self) -> Politique:
        """The policy."""
        return self.reglement.politique

    def proposer(
        self, dossier: Dossier, decides: Mapping[str, Verdict] = AUCUN_AVIS, issue: Issue | None = None
    ) -> Proposition:
        """Return what is proposed for a dossier; its reasons are found when somebody asks for them.

        :param decides: what the jury decided of some blocs, by code, in place of what the rules say.
        :param issue: what it decided of the whole.
        """
        fonctions, ligne = self.compilee.lire(dossier, self.le, decides)
        verdicts = fonctions.verdicts(ligne)
        rendue = issue or ISSUES[verdicts[0]]
        motiver = partial(self._motiver, dossier, fonctions, [*ligne, *verdicts], decides, rendue)
        return Proposition(dossier, self.edition, rendue, self.politique, motiver)

    def _motiver(
        self,
        dossier: Dossier,
        fonctions: Fonctions,
        ligne: Ligne,
        decides: Mapping[str, Verdict],
        issue: Issue,
    ) -> Raisons:
        blocs = tuple([_trancher(bloc, decides) for bloc in fonctions.blocs(ligne)])
        alertes = (
            *self.veille.alertes(dossier, blocs),
            *self.reglement.capitalisation.signaler(blocs),
            *self.du_calendrier,
        )
        titres = tuple(self._titres(dossier, blocs, issue))
        notes = tuple(self._notes(dossier))
        competences = competences_proposees(self.edition, dossier, blocs, self.le)
        return Raisons(blocs, fonctions.certification(ligne), titres, alertes, notes, competences)

    def _notes(self, dossier: Dossier) -> Iterator[tuple[Epreuve, Valeur | None]]:
        """Yield what each marked épreuve of the voie got: a mark, an absence, or nothing yet."""
        vues = dossier.observations.par_role.values()
        for epreuve in self.reglement.epreuves:
            if epreuve.bareme:
                yield epreuve, next((vue[epreuve.cible] for vue in vues if epreuve.cible in vue), None)

    def _titres(self, dossier: Dossier, blocs: Sequence[BlocPropose], issue: Issue) -> Iterator[TitrePropose]:
        acquis = [bloc.bloc.code for bloc in blocs if bloc.presente and bloc.verdict is Verdict.ACQUIS]
        for modele in (modele for modele in self.modeles if modele.sert(dossier)):
            if modele.pour is Niveau.BLOC:
                if modele.si_partiel and issue is Issue.CERTIFIE:
                    continue
                siens = (code for code in acquis if not modele.blocs or code in modele.blocs)
                yield from (TitrePropose(modele.nature, f"{self.edition.cle}/{code}") for code in siens)
            elif modele.couronne(blocs, issue):
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
    assemblee = Assemblee(seance.presents, seance.dossiers, seance.date, seance.deports)
    editions = [seance.editions[cle] for cle in sorted(seance.editions)]
    compositions = [trouvee for edition in editions for trouvee in regimes.compositions(edition, seance.instance)]
    return examiner(dict.fromkeys(compositions), assemblee)


def enoncer(edition: Edition, voie: str, regimes: Regimes, mots: Mots = CODES) -> tuple[str, ...]:
    """State in French all the rules by which the candidates of a voie are deliberated."""
    politique = regimes.politique(edition.cle, voie)
    tenue = Capitalisation.de(edition, regimes.titres(edition)).enoncer(Niveau.BLOC)
    dites = (en_fait(dit).dire(mots) for dit in (tenue if politique.bloc else ()))
    notation = politique.notation or USUELLE
    sessions = notation.enoncer_les_sessions() if any(epreuve.rattrape for epreuve in edition.epreuves) else ()
    return (*politique.enoncer(mots), *sessions, *dites)


@lru_cache(ARBRES)
def _compiler(reglement: Reglement) -> PolitiqueCompilee:
    """Compile a policy once for all the séances that it serves."""
    return PolitiqueCompilee(reglement)


def _trancher(bloc: BlocPropose, decides: Mapping[str, Verdict]) -> BlocPropose:
    verdict = decides.get(bloc.bloc.code, bloc.verdict)
    return bloc if verdict is bloc.verdict else evolve(bloc, jugement=evolve(bloc.jugement, verdict=verdict))
