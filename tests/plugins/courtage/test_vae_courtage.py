"""Who may apply by experience for the CQP of insurance brokerage (003, points clés): one year, two recommended."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from parchemin.documents.contenus.donnees import phrases
from parchemin.vae.demande import DemandeAnterieure, DemandeVae, EnTeteDeDemande, Experience
from parchemin.vae.model import Oral
from parchemin.vae.recevabilite import etudier

DEPOT = date(2018, 6, 14)
CERTIFICATIONS = ["courtage.cdc", "courtage.gest-adp", "courtage.gest-iard"]


@pytest.fixture(params=CERTIFICATIONS)
def etude(request, hote):
    """A function that answers a request with one experience of so many days, at 20 %."""

    def etude(jours, *, en_relation=True, depot=DEPOT, anterieures=()):
        debut = date(2010, 1, 1)
        experience = Experience(debut, debut + timedelta(days=jours - 1), en_relation, Fraction(1, 5))
        demande = DemandeVae(EnTeteDeDemande(request.param, depot), (experience,), (), anterieures)
        return etudier(demande, hote.reglement_vae())

    return etude


@pytest.mark.parametrize(
    ("jours", "recevable", "alertes"),
    [(364, False, 0), (365, True, 1), (729, True, 1), (730, True, 0)],
)
def test_une_annee_est_exigee_et_deux_recommandees(etude, jours, recevable, alertes):
    recevabilite = etude(jours)
    assert (recevabilite.jours, recevabilite.regle.requis) == (jours, 365)
    assert recevabilite.recevable is recevable
    assert sum("sont recommandés" in alerte for alerte in phrases(recevabilite.alertes)) == alertes


def test_l_alerte_dit_ce_qui_est_recommande_et_ou(etude):
    assert phrases(etude(400).alertes) == ["400 jours : 730 jours, soit 2 ans, sont recommandés (003 points clés)"]


def test_l_experience_est_en_lien_avec_la_qualification(etude):
    recevabilite = etude(730, en_relation=False)
    manques = [motif.regle for motif in recevabilite.motifs if not motif.remplie]
    assert manques == ["nature", "duree"]


def test_la_csca_decide_apres_l_avis_d_un_organisme_de_formation(etude):
    recevabilite = etude(730)
    assert recevabilite.regle.decide_par == "CSCA, après avis d'un organisme de formation"
    assert str(recevabilite.decide_source) == "003 voie de la VAE"
    assert recevabilite.oral is Oral.OBLIGATOIRE


def test_le_document_ne_limite_pas_le_nombre_de_demandes(etude):
    deja = tuple(DemandeAnterieure(code, DEPOT) for code in CERTIFICATIONS * 2)
    assert etude(730, anterieures=deja).recevable
