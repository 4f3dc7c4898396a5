"""Each domaine has three marks: formateurs 30 %, tuteur 20 %, jury 50 %; 10 by domaine, 12 over all."""

from datetime import date

import pytest

CLE, VOIE = "ciment.cqp@2023", "formation"
ROLES = ("formateurs", "tuteur", "jury")


def domaine(numero, *notes):
    return {f"{role}:epreuve:d{numero}": note for role, note in zip(ROLES, notes, strict=True) if note}


HAUTS = domaine(1, "13", "13", "13") | domaine(2, "13", "13", "13")


@pytest.fixture
def ciment(branche):
    return branche("ciment")


def verdicts(proposition):
    return {bloc.bloc.code: bloc.verdict.value for bloc in proposition.blocs}


@pytest.mark.parametrize(
    ("notes", "verdict"),
    [
        (("8", "12", "10.4"), "acquis"),
        (("8", "12", "10.39"), "non_acquis"),
        (("8", "11.98", "10.4"), "non_acquis"),
        (("20", "20", None), "non_evalue"),
    ],
)
def test_un_domaine_est_acquis_a_dix_sur_sa_moyenne_ponderee(ciment, notes, verdict):
    assert verdicts(ciment.proposer(CLE, VOIE, HAUTS | domaine(3, *notes)))["D3"] == verdict


def test_un_domaine_ne_se_juge_pas_sur_les_autres(ciment):
    autres = domaine(1, "20", "20", "20") | domaine(2, "20", "20", "20")
    rendus = verdicts(ciment.proposer(CLE, VOIE, autres | domaine(3, "9.2", "9.2", "9.2")))
    assert rendus == {"D1": "acquis", "D2": "acquis", "D3": "non_acquis"}


@pytest.mark.parametrize(("derniere", "issue"), [("10", "certifie"), ("9.99", "partiel")])
def test_le_cqp_demande_douze_sur_tous_les_domaines(ciment, derniere, issue):
    assert ciment.issue(CLE, VOIE, HAUTS | domaine(3, derniere, derniere, derniere)) == issue


@pytest.mark.parametrize(("premiere", "issue"), [("13", "certifie"), ("12.98", "partiel")])
def test_dix_par_domaine_ne_suffisent_pas_sans_douze_en_tout(ciment, premiere, issue):
    dites = domaine(1, premiere, premiere, premiere) | domaine(2, "13", "13", "13") | domaine(3, "10", "10", "10")
    assert ciment.issue(CLE, VOIE, dites) == issue


@pytest.mark.parametrize(("gardee", "issue"), [("14", "certifie"), ("12.98", "partiel"), ("9.99", "incomplet")])
def test_les_notes_d_un_domaine_acquis_comptent_a_la_session_suivante(ciment, gardee, issue):
    reste = domaine(2, "13", "13", "13") | domaine(3, "10", "10", "10")
    assert ciment.issue(CLE, VOIE, reste, notes={"d1": (gardee, date(2024, 6, 1))}) == issue


def test_la_branche_est_conforme_et_ses_colonnes_disent_de_meme(ciment, tires):
    assert ciment.refus() == []
    tires(ciment)
