"""All compétences; a certificate of less than 24 months is renewed by the MAC, which is shorter."""

from datetime import date

import pytest

CLE = "sst.sst@2024"
MAC = {"formateur:B1/C1": True, "formateur:B1/C2": True}


@pytest.fixture
def sst(branche):
    return branche("sst")


@pytest.mark.parametrize(("prevenir", "issue"), [(True, "certifie"), (False, "partiel"), (None, "incomplet")])
def test_la_formation_demande_toutes_les_competences(sst, prevenir, issue):
    assert sst.issue(CLE, "formation", MAC | {"formateur:B2/C3": prevenir}) == issue


@pytest.mark.parametrize(
    ("certificat", "issue"),
    [
        (date(2023, 6, 30), "certifie"),
        (date(2023, 6, 29), "partiel"),
        (date(2025, 7, 1), "partiel"),
        (None, "partiel"),
    ],
)
def test_la_mac_renouvelle_un_certificat_qui_vaut_encore(sst, certificat, issue):
    assert sst.issue(CLE, "mac", MAC, parcours={"SST": certificat} if certificat else {}) == issue


def test_la_mac_demande_ses_competences(sst):
    dites = MAC | {"formateur:B1/C2": False}
    assert sst.issue(CLE, "mac", dites, parcours={"SST": date(2024, 1, 1)}) == "non_certifie"


def test_la_branche_est_conforme_et_ses_colonnes_disent_de_meme(sst, tires):
    assert sst.refus() == []
    tires(sst)
