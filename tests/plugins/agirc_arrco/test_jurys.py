"""The CTE and the joint jury of Agirc-Arrco: the document does not say how they are composed."""

from datetime import date

import pytest

from parchemin.deliberation import examiner_jury
from parchemin.dossier.model import Candidat, Dossier, Seance
from parchemin.faits import CODES
from parchemin.plugin.host import Hote


@pytest.fixture(scope="module")
def hote():
    return Hote.charger(strict=True)


@pytest.mark.parametrize("instance", ["cte", "jury_paritaire"])
def test_la_composition_est_ouverte_et_le_dit(hote, instance):
    edition = hote.catalogue.edition("agirc-arrco.ce", "2024")
    dossier = Dossier("D1", Candidat("Durand", "Zoé"), "vae", date(2024, 11, 4), edition.cle)
    lue = Seance("agirc-arrco.ce", date(2025, 3, 20), instance, "", (), (dossier,), {edition.cle: edition})
    examen = examiner_jury(lue, hote)
    assert examen.regulier
    assert [constat.code for constat in examen.constats] == ["composition_ouverte"]
    assert "ne donne" in examen.constats[0].dire(CODES)
