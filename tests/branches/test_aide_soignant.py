"""In a bloc each module at 8, 10 of mean, all compétences acquired in stage; what closes the diploma."""

from datetime import date

import pytest

CLE, VOIE = "aide-soignant.deas@2021", "formation"
STAGE = {"tuteur:B1/C1": True, "tuteur:B1/C2": True, "tuteur:B2/C3": True}
NOTES = {"ifas:epreuve:m1": "10", "ifas:epreuve:m2": "10", "ifas:epreuve:m3": "10"}
AU_COMPLET = {
    "parcours": {"AFGSU2": date(2022, 1, 1)},
    "heures": {"absences": 70, "formation": 1400, "presentations": 1},
}


@pytest.fixture
def deas(branche):
    return branche("aide-soignant")


def bloc(deas, notes, stage=STAGE):
    changees = {f"ifas:epreuve:{module}": note for module, note in notes.items()}
    proposition = deas.proposer(CLE, VOIE, STAGE | NOTES | changees | stage)
    return proposition.blocs[0].verdict.value


@pytest.mark.parametrize(
    ("notes", "verdict"),
    [
        ({"m1": "8", "m2": "12"}, "acquis"),
        ({"m1": "7.99", "m2": "20"}, "non_acquis"),
        ({"m1": "8", "m2": "11.99"}, "non_acquis"),
        ({"m1": None}, "non_evalue"),
        ({"m1": "7.99", "m1bis": "8", "m2": "12"}, "acquis"),
        ({"m1": "12", "m1bis": "7", "m2": "8"}, "acquis"),
        ({"m1": "9", "m1bis": None, "m2": "11"}, "acquis"),
    ],
)
def test_chaque_module_a_huit_et_dix_de_moyenne_la_meilleure_note_compte(deas, notes, verdict):
    assert bloc(deas, notes) == verdict


@pytest.mark.parametrize(("avis", "verdict"), [(True, "acquis"), (False, "non_acquis")])
def test_toutes_les_competences_du_bloc_sont_acquises_en_stage(deas, avis, verdict):
    assert bloc(deas, {}, {"tuteur:B1/C2": avis}) == verdict


def test_sans_le_stage_le_bloc_n_est_pas_acquis(deas):
    assert deas.proposer(CLE, VOIE, NOTES).blocs[0].verdict.value == "non_evalue"


@pytest.mark.parametrize(
    ("change", "issue"),
    [
        ({}, "certifie"),
        ({"parcours": {"AFGSU2": date(2021, 6, 30)}}, "certifie"),
        ({"parcours": {"AFGSU2": date(2021, 6, 29)}}, "incomplet"),
        ({"parcours": {}}, "incomplet"),
        ({"heures": {"absences": 71, "formation": 1400, "presentations": 1}}, "partiel"),
        ({"heures": {"formation": 1400, "presentations": 1}}, "incomplet"),
        ({"heures": {"absences": 0, "formation": 1400, "presentations": 4}}, "certifie"),
        ({"heures": {"absences": 0, "formation": 1400, "presentations": 5}}, "partiel"),
    ],
)
def test_ce_qui_ferme_le_diplome(deas, change, issue):
    assert deas.issue(CLE, VOIE, STAGE | NOTES, **(AU_COMPLET | change)) == issue


def test_la_branche_est_conforme_et_ses_colonnes_disent_de_meme(deas, tires):
    assert deas.refus() == []
    tires(deas)
