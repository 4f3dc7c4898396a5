"""Who may apply by experience for the CQP of the Régime général (001 §7, 002 §4.C, 004 §VI), case by case."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from parchemin.documents.contenus.donnees import phrases
from parchemin.faits import CODES
from parchemin.vae.demande import Attestation, DemandeAnterieure, DemandeVae, EnTeteDeDemande, Experience
from parchemin.vae.model import Decompte, Oral
from parchemin.vae.recevabilite import etudier

DEPOT = date(2015, 3, 2)
OUVERTURE = date(2007, 3, 2)
UN_JOUR = timedelta(days=1)
GC, COS, GCAR = "ucanss.gc", "ucanss.cos", "ucanss.gcar"


def emploi(jours, quotite="1", debut=OUVERTURE, heures=None):
    part = None if heures else Fraction(quotite)
    return Experience(debut, debut + timedelta(days=jours - 1), True, part, Fraction(heures) if heures else None)


@pytest.fixture
def etude(hote):
    """A function that answers a request."""

    def etude(*experiences, certification=GC, depot=DEPOT, attestations=(), anterieures=()):
        entete = EnTeteDeDemande(certification, depot)
        demande = DemandeVae(entete, experiences, tuple(attestations), tuple(anterieures))
        return etudier(demande, hote.reglement_vae())

    return etude


@pytest.mark.parametrize(
    ("experiences", "jours", "recevable"),
    [
        ([emploi(1094)], "1094", False),
        ([emploi(1095)], "1095", True),
        ([emploi(2922, "0.375")], "1095.75", True),
        ([emploi(2922, "0.37")], "1081.14", False),
        ([emploi(1369, "0.8")], "1095.2", True),
        ([emploi(1368, "0.8")], "1094.4", False),
        ([emploi(2192, "0.5")], "1096", True),
        ([emploi(2188, "0.5")], "1094", False),
        ([emploi(2189, "0.5")], "1094.5", False),
        ([emploi(2190, "0.5")], "1095", True),
        ([emploi(1000), emploi(1000)], "1000", False),
        ([emploi(1095, "0.5"), emploi(1095, "0.5")], "1095", True),
        ([emploi(1095, "0.6"), emploi(1095, "0.6")], "1095", True),
        ([emploi(730, heures="3214"), emploi(365, debut=date(2012, 1, 1))], "1095", True),
    ],
)
def test_en_2015_trois_ans_d_equivalent_temps_plein_dans_les_huit_dernieres_annees(
    etude, experiences, jours, recevable
):
    recevabilite = etude(*experiences)
    assert (recevabilite.jours, recevabilite.recevable) == (Fraction(jours), recevable)
    assert recevabilite.regle.requis == 1095


@pytest.mark.parametrize(("decalage", "recevable"), [(-1, True), (0, True), (1, False)])
def test_la_fenetre_avance_d_un_jour_avec_le_depot(etude, decalage, recevable):
    recevabilite = etude(emploi(1095), depot=DEPOT + decalage * UN_JOUR)
    assert (recevabilite.jours, recevabilite.recevable) == (1095 if recevable else 1094, recevable)


def test_le_jour_du_depot_ne_compte_pas(etude):
    fin = DEPOT - 1095 * UN_JOUR
    assert etude(Experience(fin, DEPOT, True, Fraction(1))).jours == 1095


@pytest.mark.parametrize(
    ("anterieures", "recevable"),
    [
        ([(GC, "2014-12-31")], True),
        ([(GC, "2015-01-01")], False),
        ([(GC, "2015-03-01")], False),
        ([(COS, "2015-01-01"), (GCAR, "2015-01-01"), ("BTS", "2015-01-01")], True),
    ],
)
def test_en_2015_une_demande_par_annee_civile_pour_ce_cqp(etude, anterieures, recevable):
    deja = [DemandeAnterieure(code, date.fromisoformat(depot)) for code, depot in anterieures]
    assert etude(emploi(1095), anterieures=deja).recevable is recevable


def test_deux_demandes_dans_l_annee_mais_quinze_decembre_puis_cinq_janvier_passent(etude):
    decembre, janvier = date(2015, 12, 15), date(2016, 1, 5)
    experience = emploi(1200, debut=date(2010, 1, 1))
    deja = [DemandeAnterieure(GC, decembre)]
    assert etude(experience, depot=janvier, anterieures=deja).recevable
    assert not etude(experience, depot=date(2015, 12, 31), anterieures=deja).recevable


@pytest.mark.parametrize("certification", [GC, COS])
@pytest.mark.parametrize(
    ("depot", "ailleurs", "ici", "recevable"),
    [
        (date(2022, 6, 1), 0, 0, True),
        (date(2022, 6, 1), 0, 1, False),
        (date(2022, 6, 1), 2, 0, True),
        (date(2022, 6, 1), 3, 0, False),
        (date(2024, 6, 1), 2, 0, True),
        (date(2024, 6, 1), 3, 0, False),
        (date(2024, 6, 1), 0, 1, False),
    ],
)
def test_sous_la_loi_une_par_certification_et_trois_en_tout(etude, certification, depot, ailleurs, ici, recevable):
    deja = [DemandeAnterieure(f"BTS {rang}", depot - UN_JOUR) for rang in range(ailleurs)]
    deja += [DemandeAnterieure(certification, depot - UN_JOUR)] * ici
    experience = emploi(400, debut=date(2020, 1, 1))
    recevabilite = etude(experience, certification=certification, depot=depot, anterieures=deja)
    assert recevabilite.recevable is recevable


@pytest.mark.parametrize(("depot", "recevable"), [(date(2023, 6, 1), False), (date(2024, 6, 1), True)])
def test_depuis_2024_une_demande_sur_des_blocs_ne_compte_pas(etude, depot, recevable):
    deja = [DemandeAnterieure(GC, depot - UN_JOUR, sur_blocs=True)]
    assert etude(emploi(400), depot=depot, anterieures=deja).recevable is recevable


@pytest.mark.parametrize(
    ("depot", "requis", "fenetre", "decompte"),
    [
        (date(2014, 1, 1), 1095, 8, Decompte.ETP),
        (date(2017, 9, 30), 1095, 8, Decompte.ETP),
        (date(2017, 10, 1), 365, None, Decompte.CALENDAIRE),
        (date(2019, 11, 3), 365, None, Decompte.CALENDAIRE),
        (date(2019, 11, 4), 365, None, Decompte.ETP),
        (date(2021, 9, 19), 365, None, Decompte.ETP),
        (date(2021, 9, 20), 365, None, Decompte.ETP),
        (date(2023, 12, 31), 365, None, Decompte.ETP),
        (date(2024, 1, 1), 0, None, Decompte.ETP),
    ],
)
def test_gestionnaire_conseil_suit_la_loi_du_jour_du_depot(hote, depot, requis, fenetre, decompte):
    regle = hote.reglement_vae().le(GC, depot)
    assert (regle.requis, regle.fenetre_annees, regle.decompte) == (requis, fenetre, decompte)


@pytest.mark.parametrize(
    ("certification", "depot"),
    [(GC, date(2018, 6, 1)), (GCAR, date(2018, 6, 1)), (GCAR, date(2020, 6, 1)), (GCAR, date(2025, 6, 1))],
)
@pytest.mark.parametrize(("jours", "recevable"), [(364, False), (365, True)])
def test_un_an_est_trois_cent_soixante_cinq_jours_de_calendrier_quelle_que_soit_la_quotite(
    etude, certification, depot, jours, recevable
):
    moitie = jours // 2
    experiences = emploi(moitie, "0.2"), emploi(jours - moitie, "0.1", debut=date(2010, 1, 1))
    recevabilite = etude(*experiences, certification=certification, depot=depot)
    assert (recevabilite.jours, recevabilite.regle.requis) == (jours, 365)
    assert recevabilite.recevable is recevable


@pytest.mark.parametrize(("certification", "depot"), [(GC, date(2020, 6, 1)), (COS, date(2022, 6, 1))])
@pytest.mark.parametrize(
    ("experience", "recevable"),
    [
        (emploi(1000, heures="1606"), False),
        (emploi(1000, heures="1606.99"), False),
        (emploi(1000, heures="1607"), True),
        (emploi(364), False),
        (emploi(365), True),
        (emploi(729, "0.5"), False),
        (emploi(730, "0.5"), True),
        (emploi(364, heures="3000"), False),
    ],
)
def test_1607_heures_ou_un_an_d_equivalent_temps_plein(etude, certification, depot, experience, recevable):
    assert etude(experience, certification=certification, depot=depot).recevable is recevable


@pytest.mark.parametrize("certification", [GC, COS])
@pytest.mark.parametrize(("depot", "recevable"), [(date(2023, 12, 31), False), (date(2024, 1, 1), True)])
def test_depuis_2024_un_seul_jour_en_relation_suffit(etude, certification, depot, recevable):
    assert etude(emploi(1, "0.1"), certification=certification, depot=depot).recevable is recevable
    assert not etude(certification=certification, depot=depot).recevable


@pytest.mark.parametrize("code", ["tam-tam", "vademecaf", "omega-plus", "sm-pro", "startech"])
@pytest.mark.parametrize(
    ("jour", "oral"),
    [
        (date(2009, 5, 31), Oral.OBLIGATOIRE),
        (date(2009, 6, 1), Oral.DISPENSE),
        (date(2013, 12, 31), Oral.DISPENSE),
        (date(2014, 1, 1), Oral.OBLIGATOIRE),
    ],
)
def test_les_attestations_de_juin_2009_a_decembre_2013_dispensent_de_l_oral_de_2013(etude, code, jour, oral):
    assert etude(emploi(1095), attestations=[Attestation(code, jour)]).oral is oral


@pytest.mark.parametrize(
    ("jour", "oral"),
    [
        (date(2012, 12, 31), Oral.OBLIGATOIRE),
        (date(2013, 1, 1), Oral.DISPENSE),
        (date(2015, 12, 31), Oral.DISPENSE),
        (date(2016, 1, 1), Oral.OBLIGATOIRE),
    ],
)
def test_le_parcours_3a_de_2013_a_2015_dispense_de_l_oral_de_gestionnaire_carriere(etude, jour, oral):
    attestations = [Attestation("parcours-3a", jour)]
    recevabilite = etude(emploi(365), certification=GCAR, depot=date(2018, 3, 1), attestations=attestations)
    assert recevabilite.oral is oral


@pytest.mark.parametrize(
    ("certification", "depot", "code", "oral"),
    [
        (GC, date(2021, 9, 19), "tam-tam", Oral.DISPENSE),
        (GC, date(2021, 9, 20), "tam-tam", Oral.OBLIGATOIRE),
        (COS, date(2021, 9, 20), "tam-tam", Oral.OBLIGATOIRE),
        (GC, DEPOT, "parcours-3a", Oral.OBLIGATOIRE),
        (GCAR, date(2018, 3, 1), "tam-tam", Oral.OBLIGATOIRE),
    ],
)
def test_une_attestation_ne_dispense_que_de_l_oral_de_son_cqp_et_de_son_edition(
    etude, certification, depot, code, oral
):
    attestations = [Attestation(code, date(2013, 6, 1))]
    recevabilite = etude(emploi(1095), certification=certification, depot=depot, attestations=attestations)
    assert recevabilite.oral is oral
    sans_effet = f"l'attestation {code} ne dispense pas de l'oral de {certification}"
    assert (sans_effet in phrases(recevabilite.alertes)) is (oral is Oral.OBLIGATOIRE)


@pytest.mark.parametrize(
    ("certification", "depot", "source"),
    [
        (GC, DEPOT, "004 §VI"),
        (GC, date(2020, 1, 1), "004 §VI"),
        (GC, date(2022, 1, 1), "002 §4.C"),
        (COS, date(2024, 1, 1), "002 §4.C"),
        (GCAR, date(2018, 1, 1), "001 §7"),
    ],
)
def test_l_ucanss_decide_et_la_lecture_est_dite_quand_le_document_se_tait(etude, certification, depot, source):
    recevabilite = etude(emploi(1), certification=certification, depot=depot)
    assert recevabilite.regle.decide_par == "Ucanss"
    assert str(recevabilite.decide_source) == source
    assert bool(recevabilite.decide_source.lecture) is (certification != GCAR)


@pytest.mark.parametrize(("depot", "recevable"), [(date(2013, 12, 31), False), (date(2014, 1, 1), True)])
def test_avant_2014_aucun_dossier_de_vae_ne_se_retire(etude, depot, recevable):
    trouvee = etude(emploi(1095), depot=depot)
    (ouverture,) = (motif for motif in trouvee.motifs if motif.regle == "ouverture")
    assert (trouvee.recevable, ouverture.remplie) == (recevable, recevable)
    assert ouverture.exige.dire(CODES) == "dépôt à partir du 2014-01-01"


def test_gestionnaire_carriere_n_a_pas_de_limite_de_demandes(etude):
    depot = date(2018, 3, 1)
    deja = [DemandeAnterieure(GCAR, depot)] * 4
    assert etude(emploi(365), certification=GCAR, depot=depot, anterieures=deja).recevable
