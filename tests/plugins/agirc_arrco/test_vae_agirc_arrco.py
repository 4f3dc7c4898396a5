"""Who may apply by experience for the CQP of Agirc-Arrco: document 000 asks for nothing, and that is said."""

from datetime import date

import pytest

from parchemin.documents.contenus.donnees import phrases
from parchemin.errors import ContenuInconnu
from parchemin.faits import CODES
from parchemin.vae.demande import DemandeVae, EnTeteDeDemande
from parchemin.vae.model import Oral
from parchemin.vae.recevabilite import etudier

DEPOT = date(2025, 3, 3)


def test_le_document_ne_demande_aucune_duree_et_la_reponse_le_dit(hote):
    recevabilite = etudier(DemandeVae(EnTeteDeDemande("agirc-arrco.ce", DEPOT)), hote.reglement_vae())
    assert (recevabilite.recevable, recevabilite.regle.requis, recevabilite.jours) == (True, 0, 0)
    assert [(motif.regle, motif.exige.dire(CODES)) for motif in recevabilite.motifs] == [
        ("duree", "aucune durée n'est écrite")
    ]
    assert any(
        alerte.startswith("aucune durée d'expérience n'est écrite") for alerte in phrases(recevabilite.alertes)
    )
    assert recevabilite.oral is Oral.OBLIGATOIRE


def test_le_document_ne_dit_pas_qui_decide_et_la_reponse_le_dit(hote):
    recevabilite = etudier(DemandeVae(EnTeteDeDemande("agirc-arrco.ce", DEPOT)), hote.reglement_vae())
    assert recevabilite.regle.decide_par == "non précisé par le document"
    assert any("ne dit pas qui décide" in alerte for alerte in phrases(recevabilite.alertes))


@pytest.mark.parametrize("certification", ["agirc-arrco.cr", "agirc-arrco.glr"])
def test_un_cqp_declare_sans_contenu_n_a_pas_de_regle(hote, certification):
    with pytest.raises(ContenuInconnu, match="sans contenu"):
        hote.reglement_vae().le(certification, DEPOT)
