"""Before proclaiming: what a secretary reads first, and what is refused because nobody saw it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from parchemin.deliberation import Issue
from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.deliberation.decision import Votes
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import ActeRefuse
from parchemin.registre.seance import decisions, retouches, seances
from parchemin.registre.seance.proclamation import examiner, proclamer
from parchemin.registre.seance.propositions import deliberer
from parchemin.registre.seance.retouches import Deport, Raison
from parchemin.registre.service import Registre

GC = "ucanss/gc-2021"
SANS_GRU, UN = "GC-2203-07", "GC-2203-01"


@pytest.fixture
def gc(registre: Registre, ouvrir: Callable, exemple: Callable) -> int:
    numero: int = ouvrir(exemple(GC))
    retouches.retirer(registre, numero, SANS_GRU, Raison.DESISTEMENT)
    return numero


def _codes(faits: tuple) -> set[str]:
    return {fait.code for fait in faits}


def test_le_recapitulatif_dit_le_jury_les_issues_les_ecarts_et_les_votes(registre: Registre, gc: int) -> None:
    decisions.decider(registre, gc, Demande(UN, "non_acquis", "GRU", Votes(0, 4), "fraude"))
    decisions.decider(registre, gc, Demande("GC-2203-02", "certifie"))
    retouches.deporter(registre, gc, Deport("GC-2203-03", "Sylvie Pommier"))
    recap = examiner(registre, gc).recapitulatif
    assert (len(recap.presents), recap.absents, recap.votants) == (4, (), 4)
    assert recap.retires == {"desistement": 1}
    assert recap.deports == {"GC-2203-03": ("Sylvie Pommier",)}
    assert (recap.decisions, recap.votes) == (2, 1)
    assert [(code, ecart.motif) for code, ecart in recap.ecarts] == [(UN, "fraude")]
    assert sum(recap.issues.values()) == 13
    assert recap.issues[Issue.PARTIEL] >= 1


def test_ce_qui_a_change_depuis_le_recapitulatif_ne_se_proclame_pas(registre: Registre, gc: int) -> None:
    lus = examiner(registre, gc).titres
    decisions.decider(registre, gc, Demande(UN, "non_acquis", "GRU", motif="fraude"))
    with pytest.raises(ActeRefuse) as refus:
        proclamer(registre, gc, lus)
    assert _codes(refus.value.raisons) == {"autrement_qu_annonce"}
    assert proclamer(registre, gc, examiner(registre, gc).titres).titres


@pytest.mark.parametrize(("verdict", "titres"), [("acquis", 1), ("non_acquis", 0)])
def test_le_jury_qui_refuse_l_ensemble_dit_ce_que_deviennent_les_blocs(
    registre: Registre, gc: int, verdict: str, titres: int
) -> None:
    decisions.decider(registre, gc, Demande(UN, "non_certifie", motif="fraude établie"))
    with pytest.raises(ActeRefuse) as refus:
        proclamer(registre, gc)
    assert [(fait.code, fait["dossier"]) for fait in refus.value.raisons] == [("titres_d_un_refuse", UN)]
    blocs = refus.value.raisons[0]["blocs"]
    for bloc in blocs:
        decisions.decider(registre, gc, Demande(UN, verdict, bloc, motif="fraude établie"))
    examen = examiner(registre, gc)
    assert examen.empechements == ()
    assert len(examen.titres[UN]) == titres * len(blocs)


class _EnPanne:
    """The branches, of which one could not be loaded."""

    def __init__(self, branches: object) -> None:
        self._branches = branches

    def en_erreur(self) -> tuple[str, ...]:
        return ("cassee",)

    def __getattr__(self, nom: str) -> object:
        return getattr(self._branches, nom)


def test_rien_ne_se_proclame_tant_qu_une_branche_est_en_erreur(registre: Registre, gc: int) -> None:
    en_panne = evolve(registre, branches=_EnPanne(registre.branches))
    with pytest.raises(ActeRefuse, match="branche « cassee » en erreur"):
        proclamer(en_panne, gc)
    assert proclamer(registre, gc).titres


@pytest.mark.parametrize(("jours", "dit"), [(365, False), (366, True)])
def test_une_seance_passee_depuis_plus_d_un_an_est_signalee(
    registre: Registre, gc: int, jours: int, dit: bool
) -> None:
    alors = datetime(2022, 3, 16, 12, tzinfo=UTC) + timedelta(days=jours)
    codes = _codes(examiner(evolve(registre, horloge=lambda: alors), gc).avertissements)
    assert ("seance_ancienne" in codes) is dit
    assert "grille_d_exemple" in codes


def test_un_acte_anterieur_au_precedent_est_signale(registre: Registre, gc: int) -> None:
    tot = evolve(registre, horloge=lambda: datetime(2022, 3, 17, tzinfo=UTC))
    assert "horloge_en_retard" in _codes(examiner(tot, gc).avertissements)
    assert "horloge_en_retard" not in _codes(examiner(registre, gc).avertissements)


def test_tous_refuses_est_signale(registre: Registre, exemple: Callable) -> None:
    lue = LecteurDeSeance(exemple(GC), registre.catalogue).entiere()
    deux = tuple(dossier for dossier in lue.dossiers if dossier.code in (UN, "GC-2203-02"))
    numero = seances.ouvrir(registre, evolve(lue, dossiers=deux)).seance
    deliberer(registre, numero)
    assert "tous_refuses" not in _codes(examiner(registre, numero).avertissements)
    for code in (UN, "GC-2203-02"):
        decisions.decider(registre, numero, Demande(code, "incomplet", motif="alerte incendie"))
    assert "tous_refuses" in _codes(examiner(registre, numero).avertissements)
