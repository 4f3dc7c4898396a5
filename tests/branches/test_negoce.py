"""Two evaluators give an avis a compétence: alike, it is decided; otherwise the jury examines."""

from datetime import date

import pytest

CLE, VOIE = "negoce.cqp@2023", "dossier"
TOUT = {f"{role}:{c}": True for role in ("entreprise", "agree") for c in ("UC1/C1", "UC1/C2", "UC2/C3")}


@pytest.fixture
def negoce(branche):
    return branche("negoce")


@pytest.mark.parametrize(
    ("entreprise", "agree", "verdict"),
    [
        (True, True, "acquis"),
        (False, False, "non_acquis"),
        (True, False, "en_debat"),
        (False, True, "en_debat"),
        (True, None, "non_evalue"),
        (None, False, "non_evalue"),
    ],
)
def test_pareils_les_avis_decident_sinon_le_jury_examine(negoce, entreprise, agree, verdict):
    dites = TOUT | {"entreprise:UC1/C2": entreprise, "agree:UC1/C2": agree}
    assert negoce.proposer(CLE, VOIE, dites).blocs[0].verdict.value == verdict


@pytest.mark.parametrize(
    ("le", "issue"),
    [(date(2025, 6, 30), "certifie"), (date(2020, 6, 30), "certifie"), (date(2020, 6, 29), "incomplet")],
)
def test_une_uc_se_garde_cinq_ans(negoce, le, issue):
    restent = {nom: dit for nom, dit in TOUT.items() if "UC2" in nom}
    proposition = negoce.proposer(CLE, VOIE, restent, acquis={f"{CLE}/UC1": le}, blocs=("UC1", "UC2"))
    assert proposition.issue.value == issue


def test_la_branche_est_conforme_et_ses_colonnes_disent_de_meme(negoce, tires):
    assert negoce.refus() == []
    tires(negoce)
