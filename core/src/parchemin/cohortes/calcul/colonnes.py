"""The engine of columns: the same rules, compiled once a voie, over all the dossiers of a séance at a time.

It gives the verdicts and no motif. A scenario under which a rule is plain Python, or dossiers are read again under
another édition, is beyond it: the explained engine judges it, and the answer says why.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from attrs import define, evolve, field, frozen

from parchemin.cohortes.calcul import explique
from parchemin.cohortes.calcul.calculer import Programme
from parchemin.cohortes.lecture.encoder import Encodee, Groupe, encoder, encoder_lot
from parchemin.cohortes.lecture.origines import en_silence, suivre
from parchemin.cohortes.model import BLOC, ISSUE, Cohorte, Origine, Resultats, Scenario
from parchemin.deliberation import Deliberation, Regimes
from parchemin.deliberation.plan import ISSUES, Reglement
from parchemin.dossier.model import Dossier
from parchemin.dossier.readers.remarques import Remarques
from parchemin.errors import NonCompilable
from parchemin.referentiel.model import Edition
from parchemin.regles.base import VERDICTS

if TYPE_CHECKING:
    import polars as pl

_RANG = "__rang"


@frozen(eq=False)
class JugeEnColonnes:
    """A policy made ready, with one program for each set of columns that dossiers may have."""

    reglement: Reglement
    _programmes: dict[frozenset[str], Programme] = field(factory=dict)

    def juger(self, table: "pl.DataFrame") -> "pl.DataFrame":
        """Return the issue and the verdicts of the blocs of encoded dossiers, as numbers."""
        import polars as pl

        tableaux = {nom: table[nom].to_numpy() for nom in table.columns}
        return pl.DataFrame(self._programme(frozenset(tableaux)).executer(tableaux, table.height))

    def _programme(self, presentes: frozenset[str]) -> Programme:
        if presentes not in self._programmes:
            plan = self.reglement.planifier(presentes)
            sorties = {BLOC + bloc.bloc.code: bloc.formule.verdict for bloc in plan.blocs}
            self._programmes[presentes] = Programme.de({ISSUE: plan.issue} | sorties)
        return self._programmes[presentes]


def juger_prets(prete: Deliberation, dossiers: Sequence[Dossier]) -> "pl.DataFrame":
    """Return the issue and the verdicts of the blocs of some dossiers of one voie, in words."""
    return en_mots(JugeEnColonnes(prete.reglement).juger(encoder(dossiers, prete.le)))


def en_mots(jugee: "pl.DataFrame") -> "pl.DataFrame":
    """Return the words of the issue and of each bloc, from the numbers that stand for them."""
    import polars as pl

    mots = {nom: VERDICTS for nom in jugee.columns if nom.startswith(BLOC)} | {ISSUE: ISSUES}
    codes = {nom: [mot.value for mot in siens] for nom, siens in mots.items()}
    return pl.DataFrame(
        [pl.Series(nom, siens, dtype=pl.Enum(siens)).gather(jugee[nom]) for nom, siens in codes.items()]
    )


def conclure(
    cohorte: Cohorte, scenarios: Sequence[Scenario], avancer: Callable[[int], None] = en_silence
) -> tuple[Resultats, ...]:
    """Judge a cohort under several scenarios, reading it once; the explained engine judges those beyond columns.

    :raises DonneesInvalides: with the faults of every séance.
    """
    remarques = Remarques()
    lues: list[str] = []
    suivis = [_Suivi(scenario) for scenario in scenarios]
    for origine in suivre(cohorte, avancer).origines:
        if any(suivi.refus is None for suivi in suivis):
            remarques.essayer(partial(_juger, origine, suivis, lues))
    refuses = [suivi.scenario for suivi in suivis if suivi.refus]
    if len(refuses) < len(suivis):  # otherwise nothing is read here to the end, and all is read below
        remarques.exiger_juste()
    expliques = iter(explique.conclure(cohorte, refuses, avancer) if refuses else ())
    return tuple(
        evolve(next(expliques), refus=suivi.refus) if suivi.refus else suivi.finir(lues) for suivi in suivis
    )


def _juger(origine: Origine, suivis: "Sequence[_Suivi]", lues: list[str]) -> None:
    """Judge a séance, whole where its tables are read in columns, and otherwise some dossiers at a time."""
    lue = origine.en_colonnes()
    if lue is not None:
        lues.append(origine.nom)
    for lot in map(encoder_lot, origine.lots()) if lue is None else (lue,):
        for suivi in suivis:
            suivi.juger(origine.nom, lot)


@define(eq=False)
class _Suivi:
    """What one scenario has given so far, or why columns cannot say it."""

    scenario: Scenario
    refus: NonCompilable | None = field(init=False)
    parties: "list[pl.DataFrame]" = field(factory=list, init=False)
    editions: dict[str, Edition] = field(factory=dict, init=False)
    _juges: "Juges" = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.refus = _relecture(self.scenario)
        self._juges = Juges(self.scenario.regimes)

    def juger(self, nom: str, lot: Encodee) -> None:
        """Judge some dossiers of a séance, unless columns cannot."""
        if self.refus is None:
            self.parties.append(conclure_lot(nom, lot, self._juges))
            self.editions |= lot.editions

    def finir(self, lues: Iterable[str]) -> Resultats:
        """Return the table."""
        return Resultats.dresser(self.parties, self.editions, lues=lues)


def _relecture(scenario: Scenario) -> NonCompilable | None:
    """Decline a scenario that reads dossiers under another édition: each is read again on its own."""
    if scenario.edition is None:
        return None
    return NonCompilable(scenario.edition.cle, "sous une autre édition, un dossier se relit seul")


@frozen(eq=False)
class Juges:
    """The judges of a cohort, by édition and voie: one serves a séance after another, as its plan holds no day."""

    regimes: Regimes
    _connus: dict[Groupe, JugeEnColonnes] = field(factory=dict)

    def de(self, lot: Encodee, groupe: Groupe) -> JugeEnColonnes:
        """Return the judge of an édition and a voie."""
        (cle, voie), seance = groupe, lot.seance
        juge = self._connus.get(groupe)
        if juge is None or juge.reglement.edition != lot.editions[cle]:  # another grille may complete it
            prete = Deliberation.preparer(lot.editions[cle], voie, self.regimes, seance.date, seance.instance)
            juge = self._connus[groupe] = JugeEnColonnes(prete.reglement)
        return juge


def conclure_lot(nom: str, lot: Encodee, juges: Juges) -> "pl.DataFrame":
    """Return the rows of some dossiers of a séance, as they stand in it."""
    import polars as pl

    parties = []
    for groupe, partie in lot.parties.items():
        verdicts = en_mots(juges.de(lot, groupe).juger(partie.colonnes))
        parties.append(pl.concat([_reperes(nom, lot, groupe), verdicts], how="horizontal"))
    if len(parties) == 1:
        return parties[0].drop(_RANG)
    return pl.concat(parties, how="diagonal").sort(_RANG).drop(_RANG)


def _reperes(nom: str, lot: Encodee, groupe: Groupe) -> "pl.DataFrame":
    import polars as pl

    partie, (edition, voie) = lot.parties[groupe], groupe
    return pl.select(
        pl.Series(_RANG, partie.rangs),
        pl.lit(nom).alias("seance"),
        pl.lit(lot.seance.date).alias("session"),
        partie.codes.alias("dossier"),
        pl.lit(edition).alias("edition"),
        pl.lit(voie).alias("voie"),
        partie.organismes.alias("organisme"),
    )
