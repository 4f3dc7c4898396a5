"""A simulation: a cohort judged under the rules in force and under each scenario, compared, and explained.

Verdicts come from the engine; motifs are worded afterwards, for the dossiers that change and those asked for.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import field, frozen

from parchemin.cohortes.calcul.explique import expliquer
from parchemin.cohortes.calcul.moteurs import AUTOMATIQUE, EXPLIQUE, moteur
from parchemin.cohortes.lecture.origines import en_silence
from parchemin.cohortes.model import Cohorte, Resultats, Scenario
from parchemin.cohortes.simulation.comparer import Comparaison
from parchemin.cohortes.simulation.motifs import Pourquoi, pourquoi
from parchemin.cohortes.simulation.parametres import noms
from parchemin.cohortes.simulation.scenarios import RegimesModifies, hypothese
from parchemin.documents.mots import accorder
from parchemin.errors import CodeInconnu, plus_proche

Cle = tuple[str, str]
"""A dossier: the name of its séance, and its code."""

MOTIFS_MAX = 1000
"""For how many dossiers that change the motifs are worded, where nothing else is said."""


@frozen(eq=False)
class Simulation:
    """What was found: one comparison a scenario, with its motifs and its reserves.

    ``seances`` are their names, certifications and days; ``hypotheses`` says in French what each scenario changes.
    ``en_vigueur`` is what the rules in force give. ``motifs`` holds, by scenario, what is said of the dossiers
    that change (the first ones, as many as were asked for) and of those of ``demandes``. ``reserves`` says in
    French, by scenario, what a reader should know: what could not be read or compared, a number that no rule of
    these dossiers has, an engine that gave way. ``noms`` gives the intitulé of a bloc or of a voie, by
    axis and key. ``lues_en_colonnes`` names the séances whose tables were read without their dossiers.
    """

    seances: tuple[tuple[str, str, date], ...]
    hypotheses: Mapping[str, str]
    en_vigueur: Comparaison
    comparaisons: tuple[Comparaison, ...]
    motifs: Mapping[str, Mapping[Cle, tuple[Pourquoi, ...]]]
    reserves: Mapping[str, tuple[str, ...]]
    demandes: tuple[str, ...] = ()
    noms: Mapping[tuple[str, str], str] = field(factory=dict)
    lues_en_colonnes: tuple[str, ...] = ()

    def inchanges(self, comparaison: Comparaison) -> dict[Cle, tuple[Pourquoi, ...]]:
        """Return what is said of the dossiers asked for that do not change."""
        demandes = comparaison.trouver(self.demandes)
        motifs = self.motifs[comparaison.scenario].items()
        return {cle: dits for cle, dits in motifs if not demandes.get(cle, True)}


@frozen
class Reglages:
    """How a simulation is computed, and of which dossiers it says why.

    ``moteur`` names the engine, which reads the cohort once for all scenarios;
    ``pourquoi`` the dossiers of which all is said, whether they change or not; ``motifs`` for how many of those
    that change something is. ``avancer`` hears of the dossiers that are done.
    """

    moteur: str = AUTOMATIQUE
    pourquoi: tuple[str, ...] = ()
    motifs: int = MOTIFS_MAX
    avancer: Callable[[int], None] = en_silence


def simuler(cohorte: Cohorte, scenarios: Sequence[Scenario], reglages: Reglages) -> Simulation:
    """Judge a cohort under the first scenario, then compare each other one with it.

    :raises CodeInconnu: when the cohort has no dossier of a code asked for, or there is no such engine.
    """
    resultats = moteur(reglages.moteur)(cohorte, scenarios, reglages.avancer)
    premier, *autres = resultats
    en_vigueur = Comparaison.entre(scenarios[0].nom, premier, premier)
    _exiger_connus(reglages.pourquoi, en_vigueur)
    comparaisons = tuple(
        Comparaison.entre(scenario.nom, premier, autre)
        for scenario, autre in zip(scenarios[1:], autres, strict=True)
    )
    retires = tuple(_anonymises(cohorte))
    seances = ((o.nom, (seance := o.en_tete()).certification, seance.date) for o in cohorte.origines)
    return Simulation(
        tuple(seances),
        {scenario.nom: hypothese(scenario) for scenario in scenarios},
        en_vigueur,
        comparaisons,
        _motifs(cohorte, scenarios, comparaisons or (en_vigueur,), reglages),
        {s.nom: (*retires, *_reserves(s, siens)) for s, siens in zip(scenarios, resultats, strict=True)},
        reglages.pourquoi,
        dict(_noms(cohorte)),
        premier.lues,
    )


def _noms(cohorte: Cohorte) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the intitulé of each bloc, with and without its certification, and of each voie."""
    for origine in cohorte.origines:
        for edition in origine.en_tete().editions.values():
            for bloc in edition.blocs:
                dit = f"{bloc.code} {bloc.intitule}"
                yield ("bloc", bloc.code), dit
                yield ("bloc", f"{edition.certification}/{bloc.code}"), f"{edition.certification} {dit}"
            yield from ((("voie", voie.code), voie.intitule) for voie in edition.voies)


def _anonymises(cohorte: Cohorte) -> Iterator[str]:
    if combien := sum(origine.anonymises for origine in cohorte.origines):
        yield f"{combien} {accorder('dossier anonymisé', combien)}, {accorder('non jugé', combien)}"


def _reserves(scenario: Scenario, resultats: Resultats) -> Iterator[str]:
    """Say what a reader should know of what a scenario gives."""
    if resultats.refus:
        yield f"jugé dossier par dossier, par le moteur {EXPLIQUE} ({resultats.refus})"
    yield from _sans_effet(scenario, resultats)
    for reserve, combien in resultats.reserves.items():
        yield f"{reserve} ({combien} {accorder('dossier', combien)})"


def _sans_effet(scenario: Scenario, resultats: Resultats) -> Iterator[str]:
    """Name the numbers that change and that no rule has, of those that judge the dossiers of the cohort."""
    if not isinstance(scenario.regimes, RegimesModifies):
        return
    juges = resultats.table.drop_nulls("issue").select("edition", "voie").unique()
    connus = noms(scenario.regimes.fond.politique(edition, voie) for edition, voie in juges.iter_rows())
    for changement in scenario.regimes.changements:
        if changement.chemin not in connus:
            yield f"{changement.chemin} : aucune règle qui juge ces dossiers n'a ce paramètre"


def _exiger_connus(demandes: Iterable[str], en_vigueur: Comparaison) -> None:
    connus = set(en_vigueur.table["dossier"].to_list()) if demandes else set()
    for demande in demandes:
        if demande not in connus:
            raise CodeInconnu(f"dossier « {demande} » absent de la cohorte{plus_proche(demande, connus)}")


def _motifs(
    cohorte: Cohorte,
    scenarios: Sequence[Scenario],
    comparaisons: Sequence[Comparaison],
    reglages: Reglages,
) -> dict[str, dict[Cle, tuple[Pourquoi, ...]]]:
    """Word the motifs of each scenario, reading again the dossiers concerned alone."""
    demandes = set(comparaisons[0].trouver(reglages.pourquoi))
    bascules = {c.scenario: {bascule.cle for bascule in c.bascules(reglages.motifs)} for c in comparaisons}
    voulus: dict[str, set[str]] = {}
    for seance, code in demandes.union(*bascules.values()):
        voulus.setdefault(seance, set()).add(code)
    motifs: dict[str, dict[Cle, tuple[Pourquoi, ...]]] = {nom: {} for nom in bascules}
    juges = scenarios if len(scenarios) > 1 else (scenarios[0], scenarios[0])
    for cle, (avant, *apres) in expliquer(cohorte, juges, voulus):
        for nom, proposition in zip(bascules, apres, strict=True):
            if avant and proposition and (cle in bascules[nom] or cle in demandes):
                motifs[nom][cle] = pourquoi(avant, proposition, tout=cle in demandes)
    return motifs
