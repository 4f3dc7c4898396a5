"""What any branch may ask of a VAE request: hours, months, one job, activities abroad, blocs apart, the oral."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from attrs import evolve

from parchemin.api import Decompte, Dispense, OralPrevu, RegleRecevabilite, Source
from parchemin.faits import CODES
from parchemin.vae.demande import Attestation, DemandeVae, EnTeteDeDemande, Experience
from parchemin.vae.model import Oral
from parchemin.vae.recevabilite import etudier
from parchemin.vae.reglement import ReglementVae

SOURCE = Source("règlement", "§5")
DEPOT = date(2021, 6, 15)
REGLE = RegleRecevabilite("essai.cqp", SOURCE, "secrétariat")


def experience(jours, *, fin=DEPOT - timedelta(days=1), quotite="1", **champs):
    debut = fin - timedelta(days=jours - 1)
    return Experience(debut, fin, en_relation=True, quotite=Fraction(quotite), **champs)


@pytest.fixture
def etudiee(catalogue):
    def etudier_selon(*experiences, attestations=(), blocs=(), **champs):
        demande = DemandeVae(EnTeteDeDemande("essai.cqp", DEPOT, blocs), experiences, attestations)
        return etudier(demande, ReglementVae((evolve(REGLE, **champs),), catalogue))

    return etudier_selon


@pytest.mark.parametrize(("jours", "recevable"), [(364, False), (365, True)])
def test_1607_heures_font_un_an_de_temps_plein(etudiee, jours, recevable):
    reponse = etudiee(experience(jours), heures=1607)
    assert reponse.recevable is recevable
    assert "≥ 1607 heures, soit 365 jours" in reponse.motifs[0].exige.dire(CODES)


@pytest.mark.parametrize(("heures", "recevable"), [(799, False), (800, True)])
def test_des_heures_se_comptent_en_heures(etudiee, heures, recevable):
    siennes = Experience(date(2020, 1, 1), date(2020, 12, 31), en_relation=True, heures=Fraction(heures))
    assert etudiee(siennes, heures=800).recevable is recevable


@pytest.mark.parametrize(
    ("debut", "fin", "recevable"),
    [
        (date(2021, 2, 1), date(2021, 4, 30), True),
        (date(2021, 2, 1), date(2021, 4, 29), False),
        (date(2021, 1, 31), date(2021, 4, 28), False),
        (date(2021, 1, 31), date(2021, 4, 29), True),
    ],
)
def test_des_mois_de_calendrier_vont_de_date_a_date(etudiee, debut, fin, recevable):
    siennes = Experience(debut, fin, en_relation=True)
    assert etudiee(siennes, mois=3, decompte=Decompte.CALENDAIRE).recevable is recevable


def test_deux_experiences_qui_se_suivent_ne_perdent_pas_de_jour(etudiee):
    siennes = (Experience(date(2021, 1, 1), date(2021, 1, 10), en_relation=True),)
    siennes += (Experience(date(2021, 1, 11), date(2021, 3, 31), en_relation=True),)
    assert etudiee(*siennes, mois=3, decompte=Decompte.CALENDAIRE).recevable


@pytest.mark.parametrize(("quotite", "recevable"), [("1/2", False), ("1", True)])
def test_des_mois_de_temps_plein_comptent_la_quotite(etudiee, quotite, recevable):
    assert etudiee(experience(400, quotite=quotite), mois=12).recevable is recevable


@pytest.mark.parametrize(("un_seul_emploi", "recevable"), [(False, True), (True, False)])
def test_l_experience_peut_se_demander_dans_un_seul_emploi(etudiee, un_seul_emploi, recevable):
    siennes = [
        experience(200, fin=date(2020, 1, 1), emploi="Vendeuse"),
        experience(200, emploi="Cariste"),
    ]
    reponse = etudiee(*siennes, jours_etp=365, un_seul_emploi=un_seul_emploi)
    assert reponse.recevable is recevable
    assert any("un seul compte" in fait.dire(CODES) for fait in reponse.alertes) is un_seul_emploi


@pytest.mark.parametrize(("etranger", "recevable"), [(True, True), (False, False)])
def test_une_activite_a_l_etranger_compte_ou_non(etudiee, etranger, recevable):
    reponse = etudiee(experience(365, etranger=True), jours_etp=365, etranger=etranger)
    assert reponse.recevable is recevable
    assert any("à l'étranger" in fait.dire(CODES) for fait in reponse.alertes) is not etranger


def test_une_demande_peut_etre_recevable_pour_certains_blocs(etudiee):
    siennes = (experience(365, blocs=("B1",)), experience(100, fin=date(2019, 1, 1), blocs=("B2",)))
    reponse = etudiee(*siennes, jours_etp=365, par_bloc=SOURCE, blocs=("B1", "B2"))
    assert [(bloc.bloc, bloc.recevable) for bloc in reponse.blocs] == [("B1", True), ("B2", False)]
    assert reponse.recevable


def test_sans_un_seul_bloc_la_demande_n_est_pas_recevable(etudiee):
    reponse = etudiee(experience(100, blocs=("B1",)), jours_etp=365, par_bloc=SOURCE, blocs=("B1",))
    assert not reponse.recevable


@pytest.mark.parametrize(
    ("champs", "oral"),
    [
        ({}, Oral.NON_PRECISE),
        ({"oral": OralPrevu(SOURCE)}, Oral.OBLIGATOIRE),
        ({"oral": OralPrevu(SOURCE, tenu=False)}, Oral.AUCUN),
        ({"dispenses": (Dispense(("d",), None, date(2010, 1, 1), SOURCE),)}, Oral.OBLIGATOIRE),
        ({"dispenses": (Dispense(("d",), None, None, SOURCE),)}, Oral.DISPENSE_DE_DROIT),
        ({"dispenses": (Dispense(("d",), date(2012, 1, 1), None, SOURCE, sauf_demande=True),)}, Oral.DISPENSE),
    ],
)
def test_l_oral_est_celui_qu_un_texte_dit(etudiee, champs, oral):
    reponse = etudiee(experience(365), attestations=(Attestation("d", date(2012, 1, 1)),), **champs)
    assert reponse.oral is oral
    dits = " ".join(motif.exige.dire(CODES) for motif in reponse.motifs)
    assert ("sauf demande du jury" in dits) is (oral is Oral.DISPENSE)


@pytest.mark.parametrize(
    "champs",
    [
        {"heures": 100, "mois": 3},
        {"jours_etp": -1},
        {"heures": 100, "decompte": Decompte.CALENDAIRE},
        {"fenetre_annees": 0},
    ],
)
def test_une_duree_ne_se_dit_qu_une_fois(champs):
    with pytest.raises(ValueError, match="attendu"):
        evolve(REGLE, **champs)
