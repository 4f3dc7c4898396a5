"""What is computed without the lock of the register: others write meanwhile; what they change is computed anew."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.dossier.readers.complement import lire_complement
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import ActeRefuse
from parchemin.registre.apres import recours
from parchemin.registre.apres.cause import Cause
from parchemin.registre.journal import journal
from parchemin.registre.seance import propositions, seances
from parchemin.registre.seance.decisions import decider
from parchemin.registre.seance.proclamation import proclamer
from parchemin.registre.seance.propositions import Calcul, deliberer
from parchemin.registre.service import ESSAIS, Registre
from parchemin.registre.socle.base import Base
from parchemin.registre.titres import corrections

GC = "ucanss/gc-2021"


@pytest.fixture
def autre(registre: Registre) -> Registre:
    """Return the same register, as another secretary has it, who does not wait for long."""
    ailleurs = evolve(registre, base=Base(registre.base.adresse, attente=2), auteur="Autre")
    yield ailleurs
    ailleurs.base.fermer()


@pytest.fixture
def pendant(monkeypatch: pytest.MonkeyPatch) -> Callable:
    """Return a function that has something done while a séance is computed: the first time, or each time."""

    def pendant(faire: Callable[[int], object], fois: int = 1) -> list[int]:
        calculs: list[int] = []
        vraie = propositions.charger
        reste = iter(range(fois))

        def charger(*arguments):
            fiche = vraie(*arguments)
            calculs.append(fiche.id)
            if (tour := next(reste, None)) is not None:
                faire(tour)
            return fiche

        monkeypatch.setattr(propositions, "charger", charger)
        return calculs

    return pendant


def _apporter(registre: Registre, numero: int, chemin: Path, code: str) -> None:
    """Bring one more dossier to a séance."""
    chemin.write_text(f"dossier;nom;prenom;voie;entree\n{code};Neuf;Ève;vae;2021-11-02\n", encoding="utf-8")
    with registre.lire() as cx:
        seance = seances.complete(cx, seances.charger(cx, numero, registre.catalogue))
    complement = lire_complement([chemin], seance, registre.catalogue)
    assert seances.importer(registre, numero, complement).ajoutes == 1


@pytest.fixture
def ouverte(registre: Registre, exemple: Callable) -> int:
    return seances.ouvrir(registre, LecteurDeSeance(exemple(GC), registre.catalogue).entiere()).seance


def test_une_autre_seance_s_ouvre_pendant_que_celle_ci_se_delibere(
    registre: Registre, autre: Registre, ouverte: int, exemple: Callable, pendant: Callable
) -> None:
    lue = LecteurDeSeance(exemple("courtage/cdc-2017", ou="c"), registre.catalogue).entiere()
    calculs = pendant(lambda _: seances.ouvrir(autre, lue))
    assert deliberer(registre, ouverte).nouvelles == 14
    assert calculs == [ouverte]


def test_ce_qu_un_autre_importe_pendant_le_calcul_y_entre(
    registre: Registre, autre: Registre, ouverte: int, pendant: Callable, tmp_path: Path
) -> None:
    calculs = pendant(lambda _: _apporter(autre, ouverte, tmp_path / "n.csv", "N1"))
    assert deliberer(registre, ouverte).nouvelles == 15
    assert calculs == [ouverte, ouverte]


def test_qui_ne_cesse_d_ecrire_empeche_et_c_est_dit(
    registre: Registre, autre: Registre, ouverte: int, pendant: Callable, tmp_path: Path
) -> None:
    pendant(lambda tour: _apporter(autre, ouverte, tmp_path / "n.csv", f"N{tour}"), fois=ESSAIS)
    with pytest.raises(ActeRefuse) as refus:
        deliberer(registre, ouverte)
    assert [raison.code for raison in refus.value.raisons] == ["change_sans_cesse"]
    assert "deliberation" not in {acte.nature for acte in journal.lire(registre)}
    assert deliberer(registre, ouverte).nouvelles == 14 + ESSAIS


def test_ce_que_le_jury_decide_pendant_le_calcul_ne_change_rien_a_ce_qui_est_propose(
    registre: Registre, autre: Registre, ouverte: int, pendant: Callable
) -> None:
    deliberer(registre, ouverte)
    calculs = pendant(lambda _: decider(autre, ouverte, Demande("GC-2203-07", "incomplet")))
    assert deliberer(registre, ouverte).nouvelles == 0
    assert calculs == [ouverte]


def test_une_decision_prise_pendant_la_proclamation_y_est_comptee(
    registre: Registre, autre: Registre, ouverte: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliberer(registre, ouverte)
    decider(registre, ouverte, Demande("GC-2203-07", "incomplet"))
    vraie, faites = Calcul.conclure, []

    def conclure(*arguments):
        if not faites:
            faites.append(decider(autre, ouverte, Demande("GC-2203-01", "non_acquis", "GRU", motif="fraude")))
        return vraie(*arguments)

    monkeypatch.setattr(Calcul, "conclure", conclure)
    proclamer(registre, ouverte)
    actes = list(journal.lire(registre))
    decides = [acte.contenu for acte in actes if acte.contenu.get("dossier") == "GC-2203-01"]
    assert [dit["verdict"] for dit in decides if dit.get("bloc") == "GRU"] == ["non_acquis"]
    assert [dit["verdict"] for dit in decides if dit.get("bloc") == ""] == ["partiel"]


def test_un_titre_revoque_pendant_que_l_on_rectifie_ne_l_est_pas_deux_fois(
    registre: Registre, autre: Registre, ce: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two who decide one appeal, the second finds it decided."""
    depot = recours.deposer(registre, ce, "CE-2503-12", Cause(date(2025, 4, 1), "B3"))
    demande = recours.ArretDemande("cpnef", Cause(date(2025, 5, 6), "vu"), {"B3": "acquis"})
    vraie, faits = recours.preparer_reprise, []

    def preparer(*arguments):
        if not faits:
            faits.append(None)
            faits.append(recours.decider(autre, depot.recours, demande))
        return vraie(*arguments)

    monkeypatch.setattr(recours, "preparer_reprise", preparer)
    assert recours.decider(registre, depot.recours, demande).deja
    assert [acte.nature for acte in journal.lire(registre)].count("arret") == 1
    assert journal.verifier(registre).rupture is None


def test_un_registre_remplace_pendant_le_calcul_se_recalcule(registre: Registre) -> None:
    """The head that the computation began with is not in the register any more."""
    with registre.ecrire() as ecriture:
        ecriture.inscrire("essai", {})
    with registre.lire() as cx:
        tete = journal.tete(cx)
        assert journal.depuis(cx, tete) == []
        assert journal.depuis(cx, evolve(tete, empreinte="0" * 64)) is None
        assert journal.depuis(cx, evolve(tete, numero=9)) is None


def test_le_titre_d_un_tiers_n_est_pas_corrige_par_qui_ne_dit_pas_son_nom(registre: Registre, ce: int) -> None:
    with pytest.raises(ActeRefuse, match="aucun auteur"):
        corrections.revoquer(evolve(registre, auteur=" "), "2025-000001", Cause(date(2025, 5, 1), "x"))
    with pytest.raises(ActeRefuse, match="aucun auteur"):
        deliberer(evolve(registre, auteur=""), ce)
