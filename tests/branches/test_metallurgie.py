"""All compétences are acquired; one validated is kept 24 months, a bloc five years."""

from datetime import date

import pytest

CLE, VOIE = "metallurgie.cqpm@2022", "formation"
TOUT = {f"evaluateur:{c}": True for c in ("B1/C1", "B1/C2", "B2/C3")}
LE_JOUR, LA_VEILLE = date(2023, 6, 30), date(2023, 6, 29)


@pytest.fixture
def metallurgie(branche):
    return branche("metallurgie")


@pytest.mark.parametrize(
    ("change", "issue"),
    [({}, "certifie"), ({"evaluateur:B1/C2": False}, "partiel"), ({"evaluateur:B1/C2": None}, "incomplet")],
)
def test_toutes_les_competences_sont_acquises(metallurgie, change, issue):
    assert metallurgie.issue(CLE, VOIE, TOUT | change) == issue


@pytest.mark.parametrize(("le", "verdict"), [(LE_JOUR, "acquis"), (LA_VEILLE, "non_evalue")])
def test_une_competence_validee_se_garde_vingt_quatre_mois(metallurgie, le, verdict):
    restent = {nom: dit for nom, dit in TOUT.items() if nom != "evaluateur:B1/C2"}
    proposition = metallurgie.proposer(CLE, VOIE, restent, acquis={"B1/C2": le})
    assert proposition.blocs[0].verdict.value == verdict


@pytest.mark.parametrize(("le", "issue"), [(LE_JOUR, "certifie"), (LA_VEILLE, "incomplet")])
def test_qui_tient_toutes_les_competences_tient_le_tout(metallurgie, le, issue):
    acquis = {"B1/C1": date(2024, 6, 1), "B1/C2": le, "B2/C3": date(2025, 1, 1)}
    proposition = metallurgie.proposer(CLE, VOIE, {}, acquis=acquis)
    assert proposition.issue.value == issue
    assert proposition.blocs[1].acquis_le == date(2025, 1, 1)


@pytest.mark.parametrize(("le", "issue"), [(date(2020, 6, 30), "certifie"), (date(2020, 6, 29), "partiel")])
def test_un_bloc_se_garde_cinq_ans(metallurgie, le, issue):
    assert metallurgie.issue(CLE, VOIE, {"evaluateur:B2/C3": True}, acquis={f"{CLE}/B1": le}) == issue


def test_la_branche_est_conforme_et_ses_colonnes_disent_de_meme(metallurgie, tires):
    assert metallurgie.refus() == []
    tires(metallurgie)
