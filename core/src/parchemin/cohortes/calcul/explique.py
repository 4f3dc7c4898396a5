"""The explained engine: each dossier is judged as a jury would have it, some hundreds in memory at a time.

It applies every rule, those in plain Python included, and reads dossiers under another édition; the other engines
are measured against it.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import field, frozen

from parchemin.cohortes.lecture.origines import en_silence, suivre
from parchemin.cohortes.lecture.transposer import Transposition
from parchemin.cohortes.model import Cohorte, Origine, Resultats, Scenario, codes_des_blocs, schema
from parchemin.deliberation import Deliberation, Proposition
from parchemin.dossier.model import Dossier, Seance
from parchemin.errors import Defaut, DonneesInvalides
from parchemin.referentiel.model import Edition

if TYPE_CHECKING:
    import polars as pl

Juges = Iterator[tuple[Dossier, Proposition | None]]
"""Each dossier as it stands, with what is proposed: nothing where the scenario's édition cannot read it."""


@frozen(eq=False)
class JugeExplique:
    """One scenario over one séance: each policy is made ready once, then serves every dossier of its voie.

    ``reserves`` counts the dossiers by what could not be read of them under another édition, in French.
    """

    scenario: Scenario
    reserves: Counter[str] = field(factory=Counter)
    _pretes: dict[tuple[str, str], Deliberation] = field(factory=dict)
    _transpositions: dict[str, Transposition] = field(factory=dict)

    def juger(self, lot: Seance) -> Juges:
        """Judge some dossiers of the séance."""
        for dossier in lot.dossiers:
            edition = lot.editions[dossier.edition]
            relu: Dossier | None = dossier
            if self._change(edition):
                transposition = self._transposition(edition, lot)
                relecture = transposition.relire(dossier)
                edition, relu = transposition.vers, relecture.dossier
                self.reserves.update(transposition.reserves(relecture))
            yield dossier, self._prete(edition, relu.voie, lot).proposer(relu) if relu else None

    def _change(self, edition: Edition) -> bool:
        autre = self.scenario.edition
        return autre is not None and autre.certification == edition.certification and autre.cle != edition.cle

    def _transposition(self, edition: Edition, lot: Seance) -> Transposition:
        if edition.cle not in self._transpositions:
            autre = self.scenario.edition or edition
            self._transpositions[edition.cle] = Transposition.entre(edition, lot.editions.get(autre.cle, autre))
        return self._transpositions[edition.cle]

    def _prete(self, edition: Edition, voie: str, lot: Seance) -> Deliberation:
        if (edition.cle, voie) not in self._pretes:
            prete = Deliberation.preparer(edition, voie, self.scenario.regimes, lot.date, lot.instance)
            self._pretes[edition.cle, voie] = prete
        return self._pretes[edition.cle, voie]


@frozen(eq=False)
class _Suivi:
    """What one scenario has given so far."""

    scenario: Scenario
    parties: "list[pl.DataFrame]" = field(factory=list)
    editions: dict[str, Edition] = field(factory=dict)
    reserves: Counter[str] = field(factory=Counter)

    def juger(self, nom: str, lot: Seance, juge: JugeExplique) -> None:
        """Judge some dossiers of a séance, and note the éditions under which they were."""
        juges = list(juge.juger(lot))
        siennes = (proposition.edition for _, proposition in juges if proposition)
        self.editions.update((edition.cle, edition) for edition in siennes)
        self.parties.append(_table(nom, lot, juges, codes_des_blocs(self.editions.values())))


def conclure(
    cohorte: Cohorte, scenarios: Sequence[Scenario], avancer: Callable[[int], None] = en_silence
) -> tuple[Resultats, ...]:
    """Judge a cohort under several scenarios, reading it once.

    :raises DonneesInvalides: with the faults of every séance.
    """
    defauts: list[Defaut] = []
    suivis = [_Suivi(scenario) for scenario in scenarios]
    for origine in suivre(cohorte, avancer).origines:
        juges = [JugeExplique(suivi.scenario, suivi.reserves) for suivi in suivis]
        for lot in _lots(origine, defauts):
            for suivi, juge in zip(suivis, juges, strict=True):
                suivi.juger(origine.nom, lot, juge)
    if defauts:
        raise DonneesInvalides(defauts)
    return tuple(Resultats.dresser(suivi.parties, suivi.editions, suivi.reserves) for suivi in suivis)


def expliquer(
    cohorte: Cohorte, scenarios: Sequence[Scenario], voulus: Mapping[str, Collection[str]]
) -> Iterator[tuple[tuple[str, str], tuple[Proposition | None, ...]]]:
    """Yield what each scenario proposes for some dossiers, with the name of their séance and their code.

    :param voulus: the codes of the dossiers, by the name of their séance.
    """
    for origine in cohorte.origines:
        codes = voulus.get(origine.nom, ())
        juges = [JugeExplique(scenario) for scenario in scenarios]
        for lot in origine.lots(codes) if codes else ():
            for ensemble in zip(*(juge.juger(lot) for juge in juges), strict=True):
                yield (origine.nom, ensemble[0][0].code), tuple(proposition for _, proposition in ensemble)


def _lots(origine: Origine, defauts: list[Defaut]) -> Iterator[Seance]:
    try:
        yield from origine.lots()
    except DonneesInvalides as erreur:
        defauts += erreur.defauts


def _table(
    seance: str, lot: Seance, juges: Sequence[tuple[Dossier, Proposition | None]], blocs: Sequence[str]
) -> "pl.DataFrame":
    import polars as pl

    lignes = [(seance, lot.date, *_ligne(*juge, blocs)) for juge in juges]
    return pl.DataFrame(lignes, schema=schema(blocs), orient="row")


def _ligne(dossier: Dossier, proposition: Proposition | None, blocs: Sequence[str]) -> tuple[str | None, ...]:
    """Return the cells of a dossier, from its code on."""
    if proposition is None:
        return (dossier.code, dossier.edition, dossier.voie, dossier.organisme, None, *(None for _ in blocs))
    verdicts = {bloc.bloc.code: bloc.verdict.value for bloc in proposition.blocs}
    juge = (proposition.edition.cle, dossier.voie, dossier.organisme, proposition.issue.value)
    return (dossier.code, *juge, *map(verdicts.get, blocs))
