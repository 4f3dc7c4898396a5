"""The compétences that are held on their own: what is proposed of each, and a dossier once a jury decided some.

An édition that holds none has none here.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import evolve, frozen

from parchemin.deliberation.decision import Conclusion, Objet, SurCompetence, objet
from parchemin.deliberation.model import BlocPropose, Proposition
from parchemin.dossier.model import Acquis, Avis, Dossier, Observations, Valeur
from parchemin.referentiel.model import Edition, NatureCible, Niveau
from parchemin.regles.base import AvisDirect, Jugement, Verdict

JUGEES = (Verdict.ACQUIS, Verdict.NON_ACQUIS)
"""What a compétence may be once a jury judged it."""


@frozen
class CompetenceProposee:
    """What is proposed of a compétence, by its path; ``acquise_le`` is since when one is held already."""

    chemin: str
    verdict: Verdict
    acquise_le: date | None = None

    @property
    def objet(self) -> Objet:
        """What a jury decides of it."""
        return objet(self.chemin)


def competences_proposees(proposition: Proposition, le: date) -> tuple[CompetenceProposee, ...]:
    """Return each compétence of the blocs that a dossier presents: held until a day, or judged in this séance.

    One that nobody judged, by itself or with its bloc, is not among them.
    """
    tenables, tenues = proposition.edition.competences_tenues(), _depuis(proposition.dossier, le)
    blocs = (bloc for bloc in proposition.blocs if bloc.presente and tenables)
    return tuple(competence for bloc in blocs for competence in _du_bloc(bloc, tenables, tenues))


def cle_de_competence(edition: Edition, chemin: str) -> str:
    """Return the key by which a register holds a compétence: no other édition has it."""
    return f"{edition.cle}/{chemin}"


def tenu_selon(acquis: Acquis, edition: Edition) -> Acquis | None:
    """Return what is held under a register's key as an édition knows it; ``None`` for another's compétence."""
    cle, _, reste = acquis.bloc.partition("/")
    if not isinstance(objet(reste), SurCompetence):
        return acquis
    return evolve(acquis, bloc=reste) if cle == edition.cle and reste in edition.competences_tenues() else None


def avec_competences(dossier: Dossier, edition: Edition, decides: Mapping[Objet, Conclusion], le: date) -> Dossier:
    """Return a dossier as a jury left it, that decided of some compétences in place of what was observed."""
    siennes = {de: dit for de, dit in decides.items() if isinstance(de, SurCompetence)}
    for de, dit in siennes.items():
        dossier = evolve(dossier, observations=_observer(dossier, edition, de, Avis(dit.value)))
    acquises = (Acquis(de.chemin, le) for de, dit in siennes.items() if dit is Verdict.ACQUIS)
    return evolve(dossier, acquis=(*dossier.acquis, *acquises)) if siennes else dossier


def _depuis(dossier: Dossier, le: date) -> dict[str, date]:
    return {
        tenu.bloc: tenu.le for tenu in sorted(dossier.acquis, key=lambda a: a.le, reverse=True) if tenu.le <= le
    }


def _du_bloc(
    bloc: BlocPropose, tenables: tuple[str, ...], tenues: Mapping[str, date]
) -> Iterator[CompetenceProposee]:
    juges = {jugement.noeud.chemin: jugement.verdict for jugement in _juges(bloc.jugement)}
    en_bloc = bloc.verdict if isinstance(bloc.jugement.constat, AvisDirect) else None
    for chemin in tenables:
        verdict = juges.get(chemin, en_bloc)
        if chemin not in bloc.jugement.noeud.descendance:
            continue
        if chemin in tenues:
            yield CompetenceProposee(chemin, Verdict.ACQUIS, tenues[chemin])
        elif verdict in JUGEES:
            yield CompetenceProposee(chemin, verdict)


def _juges(jugement: Jugement) -> Iterator[Jugement]:
    """Yield the judgments on compétences; of several evaluators, one that is not acquired comes last."""
    juges = sorted(_tous(jugement), key=lambda juge: juge.verdict is not Verdict.ACQUIS)
    yield from (juge for juge in juges if juge.noeud.niveau is Niveau.COMPETENCE)


def _tous(jugement: Jugement) -> Iterator[Jugement]:
    yield jugement
    for detail in jugement.details:
        yield from _tous(detail)


def _observer(dossier: Dossier, edition: Edition, de: SurCompetence, avis: Avis) -> Observations:
    """Return the observations with an avis on a compétence; one given on its whole bloc is said of each first."""
    vues = {role: dict(vue) for role, vue in dossier.observations.par_role.items()}
    for role in _evaluateurs(edition, dossier.voie):
        vues[role] = {**_sans(_detailler(vues.get(role, {}), edition, de), de), de.chemin: avis}
    return Observations(vues)


def _evaluateurs(edition: Edition, voie: str) -> Iterator[str]:
    siens = edition.voie(voie).evaluateurs
    yield from (
        role.role for role in edition.evaluateurs if role.role in siens and NatureCible.COMPETENCE in role.observe
    )


def _detailler(vue: Mapping[str, Valeur], edition: Edition, de: SurCompetence) -> dict[str, Valeur]:
    if de.bloc not in vue:
        return dict(vue)
    siennes = (chemin for chemin in edition.competences_tenues() if chemin.startswith(f"{de.bloc}/"))
    reste = {chemin: valeur for chemin, valeur in vue.items() if chemin != de.bloc}
    return {**reste, **dict.fromkeys(siennes, vue[de.bloc])}


def _sans(vue: Mapping[str, Valeur], de: SurCompetence) -> dict[str, Valeur]:
    return {chemin: valeur for chemin, valeur in vue.items() if not chemin.startswith(f"{de.chemin}/")}
