"""The jury's avis by bloc; a bloc is kept five years."""

from datetime import date

import pytest

CLE = "pates.cqp@2020"


@pytest.mark.parametrize("voie", ["formation", "vae"])
@pytest.mark.parametrize(("b2", "issue"), [(True, "certifie"), (False, "partiel"), (None, "incomplet")])
def test_l_avis_du_jury_decide_de_chaque_bloc(branche, voie, b2, issue):
    assert branche("pates").issue(CLE, voie, {"jury:B1": True, "jury:B2": b2}) == issue


@pytest.mark.parametrize(("le", "issue"), [(date(2020, 6, 30), "certifie"), (date(2020, 6, 29), "partiel")])
def test_un_bloc_se_garde_cinq_ans(branche, le, issue):
    assert branche("pates").issue(CLE, "vae", {"jury:B2": True}, acquis={f"{CLE}/B1": le}) == issue


def test_la_branche_est_conforme_et_ses_colonnes_disent_de_meme(branche, tires):
    pates = branche("pates")
    assert pates.refus() == []
    tires(pates)
