"""The compétences that are held on their own: what is proposed of each, and a dossier once a jury decided some.

An édition that holds none has none here.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve

from parchemin.deliberation.decision import Conclusion, Objet, SurCompetence, objet
from parchemin.deliberation.model import BlocPropose, CompetenceProposee
from parchemin.dossier.model import Acquis, Avis, Dossier, Observations, Valeur
from parchemin.referentiel.model import Edition, NatureCible, Niveau
from parchemin.regles.base import AvisDirect, Jugement, Verdict

JUGEES = (Verdict.ACQUIS, Verdict.NON_ACQUIS)
"""What a compétence may be once a jury judged it."""


def competences_proposees(
    edition: Edition, dossier: Dossier, blocs: Iterable[BlocPropose], le: date
) -> tuple[CompetenceProposee, ...]:
    """Return each compétence of the blocs that a dossier presents: held until a day, or judged in this séance.

    One that nobody judged, by itself or with its bloc, is not among them.
    """
    if not edition.tient_les_competences:
        return ()
    tenables, tenues = edition.competences_tenues(), _depuis(dossier, le)
    return tuple(dite for bloc in blocs if bloc.presente for dite in _du_bloc(bloc, tenables, tenues))


def cle_de_competence(edition: str, chemin: str) -> str:
    """Return the key by which a register holds a compétence of an édition: no other édition has it."""
    return f"{edition}/{chemin}"


def tenu_selon(acquis: Acquis, edition: Edition) -> Acquis | None:
    """Return what is held under a register's key as an édition knows it; ``None`` for another's compétence."""
    cle, _, reste = acquis.bloc.partition("/")
    if not isinstance(objet(reste), SurCompetence):
        return acquis
    return evolve(acquis, bloc=reste) if cle == edition.cle and reste in edition.competences_tenues() else None


def avec_competences(dossier: Dossier, edition: Edition, decides: Mapping[Objet, Conclusion]) -> Dossier:
    """Return a dossier as a jury left it, that decided of some compétences in place of what was observed."""
    for de, dit in decides.items():
        if isinstance(de, SurCompetence):
            dossier = evolve(dossier, observations=_observer(dossier, edition, de, Avis(dit.value)))
    return dossier


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
