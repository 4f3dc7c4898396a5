"""Any sequence of acts on an open séance: its laws hold after each of them."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from attrs import evolve
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from parchemin.deliberation.decision import ENSEMBLE, SurBloc, Votes
from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import ActeRefuse
from parchemin.plugin.host import Hote
from parchemin.registre.journal import journal
from parchemin.registre.seance import decisions, modification, retouches, seances
from parchemin.registre.seance.etat import Etat
from parchemin.registre.seance.proclamation import examiner, proclamer
from parchemin.registre.seance.propositions import deliberer
from parchemin.registre.seance.retouches import Deport, Raison
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Base
from parchemin.registre.titres import titres

CODES = ("GC-2203-01", "GC-2203-07")
MEMBRES = ("Arnaud Villeneuve", "Sylvie Pommier", "Rachid Ouali", "Marie-Claude Bertin")
CODE, VERDICT = st.sampled_from(CODES), st.sampled_from(["acquis", "non_acquis"])
VOTES = st.builds(Votes, st.integers(0, 4), st.integers(0, 4)) | st.just(Votes())


class UneSeance(RuleBasedStateMachine):
    """Two dossiers before four members; what the register should hold is kept beside it."""

    def __init__(self, hote: Hote, horloge: Callable, dossier: Path) -> None:
        super().__init__()
        self.rangement = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.base = Base(f"sqlite:///{Path(self.rangement.name) / 'registre.db'}")
        self.registre = Registre(self.base, hote, "Secrétaire", horloge)
        lue = LecteurDeSeance(dossier, hote.catalogue).entiere()
        self.lue = evolve(lue, dossiers=tuple(un for un in lue.dossiers if un.code in CODES))
        self.numero = seances.ouvrir(self.registre, self.lue).seance
        self.retires: set[str] = set()
        self.decides: dict[tuple[str, str], tuple[int, str]] = {}

    def teardown(self) -> None:
        self.base.fermer()
        self.rangement.cleanup()

    @property
    def ouverte(self) -> bool:
        return seances.consulter(self.registre, self.numero).etat is Etat.OUVERTE

    @rule()
    def deliberer(self) -> None:
        with suppress(ActeRefuse):
            deliberer(self.registre, self.numero)

    @rule(code=CODE, verdict=VERDICT, votes=VOTES)
    def decider(self, code: str, verdict: str, votes: Votes) -> None:
        avant = self.decides.get((code, "GRU"))
        demande = Demande(code, verdict, "GRU", votes, "vu", avant[0] if avant else None)
        with suppress(ActeRefuse):
            rendue = decisions.decider(self.registre, self.numero, demande)
            assert code not in self.retires
            if votes != Votes():
                pour, contre = votes.pour or 0, votes.contre or 0
                assert (pour > contre) is (verdict == "acquis")
                assert pour + contre <= len(MEMBRES)
            self.decides[code, "GRU"] = (rendue.decision.acte or 0, verdict)

    @rule(code=CODE)
    def renvoyer(self, code: str) -> None:
        avant = self.decides.get((code, ""))
        with suppress(ActeRefuse):
            demande = Demande(code, "incomplet", ENSEMBLE, motif="renvoyé", remplace=avant[0] if avant else None)
            rendue = decisions.decider(self.registre, self.numero, demande)
            self.decides[code, ""] = (rendue.decision.acte or 0, "incomplet")

    @precondition(lambda self: self.decides)
    @rule(data=st.data())
    def retracter(self, data: st.DataObject) -> None:
        quoi = data.draw(st.sampled_from(sorted(self.decides)))
        with suppress(ActeRefuse):
            retouches.retracter(self.registre, self.numero, self.decides[quoi][0], "erreur")
            del self.decides[quoi]

    @rule(code=CODE, raison=st.sampled_from(Raison))
    def retirer(self, code: str, raison: Raison) -> None:
        with suppress(ActeRefuse):
            retouches.retirer(self.registre, self.numero, code, raison)
            self.retires.add(code)

    @rule(code=CODE)
    def reintegrer(self, code: str) -> None:
        with suppress(ActeRefuse):
            retouches.reintegrer(self.registre, self.numero, code)
            self.retires.discard(code)

    @rule(code=CODE, membre=st.sampled_from(MEMBRES), revient=st.booleans())
    def deporter(self, code: str, membre: str, revient: bool) -> None:
        with suppress(ActeRefuse):
            retouches.deporter(self.registre, self.numero, Deport(code, membre, revient))

    @rule(jours=st.integers(0, 2), absent=st.integers(0, 3))
    def modifier(self, jours: int, absent: int) -> None:
        membres = tuple(evolve(un, present=rang != absent) for rang, un in enumerate(self.lue.membres))
        autre = evolve(self.lue, date=self.lue.date + timedelta(days=jours), membres=membres)
        with suppress(ActeRefuse):
            modification.modifier(self.registre, self.numero, autre, "corrigé")

    @rule()
    def proclamer(self) -> None:
        if not self.ouverte:
            return
        examen = examiner(self.registre, self.numero)
        try:
            proclamer(self.registre, self.numero, examen.titres)
        except ActeRefuse as refus:
            assert refus.raisons == examen.empechements
            return
        assert examen.empechements == ()
        lus = list(titres.lister(self.registre, self.lue.date + timedelta(days=9)))
        assert len(lus) == sum(map(len, examen.titres.values()))
        assert not self.retires & examen.titres.keys()

    @invariant()
    def le_journal_tient(self) -> None:
        assert journal.verifier(self.base).rupture is None

    @invariant()
    def rien_de_decide_ne_se_perd(self) -> None:
        if not self.ouverte:
            return
        for montre in decisions.montrer(self.registre, self.numero):
            assert bool(montre.retrait) is (montre.dossier in self.retires)
            lues = {une.objet: (une.acte, une.verdict.value) for une in montre.decisions}
            for nom, de in (("GRU", SurBloc("GRU")), ("", ENSEMBLE)):
                assert lues.get(de) == self.decides.get((montre.dossier, nom))


def test_les_lois_d_une_seance_tiennent_apres_toute_suite_d_actes(hote: Hote, exemple: Callable) -> None:
    essai = partial(UneSeance, hote, lambda: datetime.now().astimezone(), exemple("ucanss/gc-2021"))
    sante = list(HealthCheck)
    bornes = settings(max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=sante)
    run_state_machine_as_test(essai, settings=bornes)
