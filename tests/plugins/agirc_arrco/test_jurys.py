"""The CTE and the joint jury of Agirc-Arrco: the document does not say how they are composed."""

from datetime import date

import pytest

from parchemin.deliberation import examiner_jury
from parchemin.dossier.model import Candidat, Dossier, Membre, Seance
from parchemin.faits import CODES
from parchemin.plugin.host import Hote


def edition_ce(hote):
    return hote.catalogue.edition("agirc-arrco.ce", "2024")


@pytest.fixture(scope="module")
def hote():
    return Hote.charger(strict=True)


@pytest.mark.parametrize("instance", ["cte", "jury_paritaire"])
def test_la_composition_est_ouverte_et_le_dit(hote, instance):
    examen = examiner_le_jury(hote, instance, *hote.compositions(edition_ce(hote), instance)[0].sieges[:1])
    assert examen.regulier
    assert [constat.code for constat in examen.constats] == ["composition_ouverte"]
    assert "ne donne" in examen.constats[0].dire(CODES)


@pytest.mark.parametrize("instance", ["cte", "jury_paritaire"])
def test_un_jury_de_personne_ne_siege_pas(hote, instance):
    examen = examiner_le_jury(hote, instance)
    assert not examen.regulier
    assert [constat.code for constat in examen.constats] == ["composition_ouverte", "jury_vide"]


def examiner_le_jury(hote, instance, *sieges):
    edition, membres = edition_ce(hote), tuple(Membre("Roy", siege.role) for siege in sieges)
    dossier = Dossier("D1", Candidat("Durand", "Zoé"), "vae", date(2024, 11, 4), edition.cle)
    lue = Seance("agirc-arrco.ce", date(2025, 3, 20), instance, "", membres, (dossier,), {edition.cle: edition})
    return examiner_jury(lue, hote)
