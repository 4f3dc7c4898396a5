"""One policy over all the dossiers of a voie at once: the terms of each bloc's verdict, and of the issue.

What `parchemin.deliberation` says of one dossier, in columns, and with the same readings.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from parchemin.deliberation import Deliberation
from parchemin.deliberation.model import Issue
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Bloc, NatureBloc
from parchemin.regles.base import Regle, Verdict
from parchemin.regles.colonnes import CODES, JugementEnColonnes, LectureEnColonnes, en_colonnes
from parchemin.regles.termes import FAUX, Terme, entier, et, ou, si

ISSUE = "issue"
"""The name of the column of the issue."""

VERDICTS = tuple(verdict.value for verdict in sorted(CODES, key=CODES.__getitem__))
"""The words of the verdicts, by the number that stands for each."""

ISSUES = tuple(issue.value for issue in Issue)
"""The words of the issues, by the number that stands for each."""

_RANGS = {issue: rang for rang, issue in enumerate(Issue)}


@frozen
class Plan:
    """The terms by which every dossier of one voie is judged."""

    blocs: Mapping[str, Terme]
    issue: Terme


@frozen
class _BlocEnColonnes:
    """The judgment on a bloc, and who presents it."""

    jugement: JugementEnColonnes
    presente: Terme


def planifier(prete: Deliberation, voie: str, presentes: frozenset[str]) -> Plan:
    """Return the plan of a policy, for the columns that a cohort has.

    :raises NonCompilable: one of its rules has no columns.
    """
    lecture = LectureEnColonnes(prete.edition, voie, presentes, prete.epreuves)
    blocs = {bloc.code: _bloc(bloc, noeud, lecture, prete) for bloc, noeud in prete.blocs}
    noeuds = (noeud for _, noeud in prete.blocs)
    juges = tuple((noeud, bloc.jugement) for noeud, bloc in zip(noeuds, blocs.values(), strict=True))
    lecture = evolve(lecture, blocs=juges)
    certification = [en_colonnes(regle, prete.racine, lecture) for regle in prete.politique.certification]
    issue = _issue([*blocs.values()], certification, _en_partie(lecture))
    return Plan({code: bloc.jugement.verdict for code, bloc in blocs.items()}, issue)


def _bloc(bloc: Bloc, noeud: Noeud, lecture: LectureEnColonnes, prete: Deliberation) -> _BlocEnColonnes:
    """Judge a bloc: held, presented and judged by the rule, or neither."""
    depuis = lecture.tenu_depuis(bloc.cle)
    jamais = ~(depuis >= 1)
    tenu = _tenu(depuis, lecture.session, prete.capitalisation.annees)
    choisi = lecture.choisi(bloc.code)
    vu = lecture.est_observe(noeud)
    d_office = vu if bloc.nature is NatureBloc.OPTIONNEL else ou(jamais, vu)
    presente = et(~tenu, ou(choisi, et(~lecture.choisit, d_office)))
    jugement = en_colonnes(_regle(prete), noeud, lecture).sauf(~presente, Verdict.NON_EVALUE)
    return _BlocEnColonnes(jugement.sauf(tenu, Verdict.ACQUIS), presente)


def _regle(prete: Deliberation) -> Regle:
    assert prete.politique.bloc is not None, "no bloc is judged without a rule"  # noqa: S101
    return prete.politique.bloc


def _tenu(depuis: Terme, session: Terme, annees: int | None) -> Terme:
    """Tell of whom a bloc is still held: a day as a number, so many years later, is so many times 10,000 more.

    A 29 February that ends on the 28th is the same bound: no day stands between the two.
    """
    acquis = depuis >= 1
    return acquis if annees is None or acquis == FAUX else et(acquis, depuis + annees * 10_000 >= session)


def _en_partie(lecture: LectureEnColonnes) -> Terme:
    """Tell of whom a part of the certification is acquired: a bloc, or where they are held, a compétence."""
    un_bloc = ou(*(jugement.est(Verdict.ACQUIS) for _, jugement in lecture.blocs))
    if not (lecture.blocs and lecture.edition.tient_les_competences):
        return un_bloc
    details = (jugement.detail_acquis for _, jugement in lecture.blocs)
    tenues = (lecture.tenu_depuis(chemin) >= 1 for chemin in lecture.edition.competences_tenues())
    return ou(un_bloc, *details, *tenues)


def _issue(
    blocs: Sequence[_BlocEnColonnes], certification: Sequence[JugementEnColonnes], en_partie: Terme
) -> Terme:
    """Fold the verdicts: what misses first, then what the jury must settle, then what was found."""

    def ouverts(verdict: Verdict) -> Iterator[Terme]:
        yield from (et(bloc.presente, bloc.jugement.est(verdict)) for bloc in blocs)
        yield from (jugement.est(verdict) for jugement in certification)

    tout = et(*(jugement.est(Verdict.ACQUIS) for jugement in certification))
    terme = entier(_RANGS[Issue.NON_CERTIFIE])
    for condition, issue in (
        (en_partie, Issue.PARTIEL),
        (tout, Issue.CERTIFIE),
        (ou(*ouverts(Verdict.EN_DEBAT)), Issue.EN_DEBAT),
        (ou(*ouverts(Verdict.NON_EVALUE)), Issue.INCOMPLET),
    ):
        terme = si(condition, entier(_RANGS[issue]), terme)
    return terme
