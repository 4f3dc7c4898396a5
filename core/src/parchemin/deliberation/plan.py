"""A policy as formulas: each bloc by its rule, then what the certification asks, then the issue.

Written once, and read by every engine: one dossier at a time, or a cohort in columns.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import evolve, frozen

from parchemin.deliberation.capitalisation import Capitalisation, Tenue
from parchemin.deliberation.model import BlocPropose, Issue
from parchemin.referentiel.arbre import Noeud, arbre
from parchemin.referentiel.model import Bloc, Edition, Epreuve, NatureBloc, Niveau
from parchemin.regles.base import Politique, Regle, Verdict
from parchemin.regles.formule import Formule, Lu, Trouve, trouver
from parchemin.regles.lecture import Lecture, est_rare
from parchemin.regles.notation import USUELLE
from parchemin.regles.termes import FAUX, Terme, entier, et, ou, si

ISSUES = tuple(Issue)
"""The issues, by the number that stands for each."""

_RANGS = {issue: rang for rang, issue in enumerate(ISSUES)}


@frozen(eq=False)
class BlocFormule:
    """What is said of a bloc: the verdict on it, who presents it, and of whom it is held."""

    bloc: Bloc
    formule: Formule
    presente: Terme
    tenue: Tenue

    @property
    def propose(self) -> Trouve:
        """What is proposed of the bloc for one dossier."""
        return trouver(
            BlocPropose,
            bloc=self.bloc,
            jugement=self.formule,
            presente=Lu(bool, self.presente),
            acquis_le=self.tenue.acquis_le,
            expire_le=self.tenue.expire_le,
        )


@frozen(eq=False)
class Plan:
    """The formulas by which every dossier of one voie is judged."""

    blocs: tuple[BlocFormule, ...]
    decides: tuple[Terme, ...]
    certification: tuple[Formule, ...]
    issue: Terme

    @property
    def verdicts(self) -> tuple[Terme, ...]:
        """The issue, then the verdict of each bloc, as the jury decided it where it did."""
        return (self.issue, *self.decides)


@frozen(cache_hash=True)
class Reglement:
    """A policy over one édition and one voie, and how what is acquired is held."""

    edition: Edition
    voie: str
    politique: Politique
    capitalisation: Capitalisation

    @property
    def racine(self) -> Noeud:
        """The tree of the édition, as candidates of the voie meet it."""
        return arbre(self.edition, self.voie)

    @cached_property
    def epreuves(self) -> tuple[Epreuve, ...]:
        """The épreuves of the voie."""
        return self.edition.epreuves_de(self.edition.voie(self.voie))

    @cached_property
    def rares(self) -> tuple[str, ...]:
        """The columns that its rules read and that most policies do not: an option, a recorded number."""
        lus: set[str] = set()
        self._planifier(evolve(self.lecture(()), lus=lus))
        return tuple(sorted(nom for nom in lus if est_rare(nom)))

    def planifier(self, presentes: Iterable[str]) -> Plan:
        """Return the formulas, for the columns that dossiers have."""
        return self._planifier(self.lecture(presentes))

    def lecture(self, presentes: Iterable[str]) -> Lecture:
        """Return what its rules may read, where dossiers have these columns.

        :raises ValueError: for a validity of compétences that the édition does not let anybody hold.
        """
        if self.politique.validites and not self.edition.tient_les_competences:
            raise ValueError("une validité de compétences, que l'édition ne tient pas : tient_les_competences")
        return Lecture(
            self.edition,
            self.voie,
            presentes if isinstance(presentes, frozenset) else frozenset(presentes),
            self.epreuves,
            notation=self.politique.notation or USUELLE,
            validites={validite.pour: validite.mois for validite in self.politique.validites},
        )

    def _planifier(self, lecture: Lecture) -> Plan:
        tenues = {bloc.code: self.capitalisation.tenir(bloc, lecture) for bloc in self.edition.blocs}
        lecture = evolve(lecture, tenus={code: tenue.tenu for code, tenue in tenues.items()})
        regle = self.politique.bloc
        blocs = tuple(self._blocs(regle, tenues, lecture)) if regle else ()
        decides = tuple(_decide(bloc, lecture) for bloc in blocs)
        lecture = lecture.avec(tuple(bloc.formule for bloc in decides))
        certification = tuple(regle.formuler(self.racine, lecture) for regle in self.politique.certification)
        verdicts = tuple(bloc.formule.verdict for bloc in decides)
        return Plan(blocs, verdicts, certification, _issue(decides, certification, self._en_partie(lecture)))

    def _blocs(self, regle: Regle, tenues: Mapping[str, Tenue], lecture: Lecture) -> Iterator[BlocFormule]:
        for bloc, noeud in zip(self.edition.blocs, self.racine.enfants, strict=True):
            yield self._bloc(regle, bloc, noeud, tenues[bloc.code], lecture)

    def _bloc(self, regle: Regle, bloc: Bloc, noeud: Noeud, tenue: Tenue, lecture: Lecture) -> BlocFormule:
        """Judge a bloc: held, presented and judged by the rule, or neither."""
        demande = lecture.demande(bloc.code)
        presente = et(~tenue.tenu, demande, _presente(bloc, noeud, lecture, jamais=~tenue.expire))
        formule = regle.formuler(noeud, lecture).sauf(
            (tenue.tenu, tenue.formuler(noeud, Verdict.ACQUIS)),
            (et(~presente, tenue.expire), tenue.formuler(noeud, Verdict.NON_EVALUE)),
            (~presente, self.capitalisation.formuler(noeud, lecture)),
        )
        return BlocFormule(bloc, formule, presente, tenue)

    def _en_partie(self, lecture: Lecture) -> Terme:
        """Tell of whom a part is acquired: a bloc, or where they are held, a compétence."""
        un_bloc = ou(*(bloc.est(Verdict.ACQUIS) for bloc in lecture.blocs))
        if not (lecture.blocs and self.edition.tient_les_competences):
            return un_bloc
        details = (bloc.detail_acquis(Niveau.COMPETENCE) for bloc in lecture.blocs)
        tenues = (lecture.tient(chemin) for chemin in self.edition.competences_tenues())
        return ou(un_bloc, *details, *tenues)


def _presente(bloc: Bloc, noeud: Noeud, lecture: Lecture, jamais: Terme) -> Terme:
    """Tell who presents a bloc: chosen, or one of all where nothing was chosen.

    Where nothing was chosen, an optional bloc, one of several of which fewer are asked for, or one that was held
    and expired, is presented when somebody observed it.
    """
    vu = lecture.est_observe(noeud)
    d_office = vu if _au_choix(bloc, lecture) else ou(jamais, vu)
    return ou(lecture.choisi(bloc.code), et(~lecture.choisit, d_office))


def _au_choix(bloc: Bloc, lecture: Lecture) -> bool:
    """Tell whether a candidate may do without a bloc, whatever the option."""
    if bloc.code in lecture.edition.options_par_bloc:
        return False
    quotas = lecture.edition.quotas_de(lecture.voie)
    parmi = any(bloc.code in quota.codes and len(quota.codes) > quota.demandes for quota in quotas)
    return parmi or bloc.nature is NatureBloc.OPTIONNEL


def _decide(bloc: BlocFormule, lecture: Lecture) -> BlocFormule:
    """Put what the jury decided of a bloc, where it did, in place of what the rules say."""
    decide = lecture.decide(bloc.bloc.code)
    verdict = si(decide >= 0, decide, bloc.formule.verdict)
    return evolve(bloc, formule=evolve(bloc.formule, verdict=verdict))


def _issue(blocs: Sequence[BlocFormule], certification: Sequence[Formule], en_partie: Terme) -> Terme:
    """Fold the verdicts: what misses first, then what the jury must settle, then what was found."""

    def compte(bloc: BlocFormule) -> Terme:
        sans_effet = (formule.sans_effet.get(bloc.bloc.code, FAUX) for formule in certification)
        return et(bloc.presente, ~ou(*sans_effet))

    def ouvert(verdict: Verdict) -> Terme:
        presentes = (et(compte(bloc), bloc.formule.est(verdict)) for bloc in blocs)
        return ou(*presentes, *(formule.est(verdict) for formule in certification))

    return _selon(
        (ouvert(Verdict.NON_EVALUE), Issue.INCOMPLET),
        (ouvert(Verdict.EN_DEBAT), Issue.EN_DEBAT),
        (et(*(formule.est(Verdict.ACQUIS) for formule in certification)), Issue.CERTIFIE),
        (en_partie, Issue.PARTIEL),
        sinon=Issue.NON_CERTIFIE,
    )


def _selon(*cas: tuple[Terme, Issue], sinon: Issue) -> Terme:
    terme = entier(_RANGS[sinon])
    for condition, issue in reversed(cas):
        terme = si(condition, entier(_RANGS[issue]), terme)
    return terme
