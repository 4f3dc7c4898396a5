"""Three common UC and one of three UC 4, that of the option; the entry test is held."""

from datetime import date

import pytest

from parchemin.faits import CODES
from parchemin.passerelle.model import Detention
from parchemin.passerelle.recherche import chercher

CLE, VOIE = "sport.auto@2024", "formation"
COMMUNES = {f"jury:UC{n}": True for n in (1, 2, 3)}
TEP = {"parcours": {"TEP": date(2024, 6, 1)}}


@pytest.fixture
def sport(branche):
    return branche("sport")


@pytest.mark.parametrize(
    ("dites", "issue"),
    [
        ({"jury:UC4K": True}, "certifie"),
        ({"jury:UC4K": False}, "partiel"),
        ({}, "incomplet"),
        ({"jury:UC4P": True}, "incomplet"),
        ({"jury:UC4K": True, "jury:UC4P": False}, "certifie"),
        ({"jury:UC4K": True, "jury:UC1": False}, "partiel"),
    ],
)
def test_il_faut_l_uc_4_de_son_option_et_elle_seule(sport, dites, issue):
    assert sport.issue(CLE, VOIE, COMMUNES | dites, option="karting", **TEP) == issue


def test_sans_option_on_ne_sait_ce_qui_est_demande(sport):
    proposition = sport.proposer(CLE, VOIE, COMMUNES | {"jury:UC4K": True}, **TEP)
    assert proposition.issue.value == "incomplet"
    assert "option à préciser" in proposition.motifs[0].constat.dire(CODES)


@pytest.mark.parametrize(("tenue", "issue"), [("UC4K", "certifie"), ("UC4P", "incomplet")])
def test_qui_tient_une_autre_uc_4_la_garde_et_elle_ne_sert_pas(sport, tenue, issue):
    acquis = {f"{CLE}/{tenue}": date(2024, 12, 1)}
    proposition = sport.proposer(CLE, VOIE, COMMUNES, option="karting", acquis=acquis, **TEP)
    assert proposition.issue.value == issue
    assert {bloc.bloc.code: bloc.verdict.value for bloc in proposition.blocs}[tenue] == "acquis"


@pytest.mark.parametrize(
    ("jour", "issue"), [(date(2025, 6, 30), "certifie"), (date(2025, 7, 1), "partiel"), (None, "partiel")]
)
def test_les_exigences_d_entree_sont_tenues_le_jour_du_jury(sport, jour, issue):
    parcours = {"TEP": jour} if jour else {}
    dites = COMMUNES | {"jury:UC4K": True}
    assert sport.issue(CLE, VOIE, dites, option="karting", parcours=parcours) == issue


def test_la_passerelle_ne_demande_qu_une_uc_4(sport):
    reseau = sport.hote.reseau()
    edition = sport.hote.catalogue.editions[0]
    tenus = [Detention(f"{CLE}/UC4K", date(2024, 12, 1))]
    chemin = chercher(reseau, tenus, edition, sport.le)
    assert [vise.bloc.code for vise in chemin.blocs] == ["UC1", "UC2", "UC3", "UC4K"]


def test_la_branche_est_conforme_et_ses_colonnes_disent_de_meme(sport, tires):
    assert sport.refus() == []
    tires(sport)
