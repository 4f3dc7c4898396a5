"""What document 003 states and no rule decides: names, actors, signatures, steps."""

import pytest

from parchemin.plugin.acteurs import acteurs, enoncer
from parchemin.plugin.types import Mission
from parchemin.referentiel.model import Niveau
from parchemin.vae.demande import DemandeVae, EnTeteDeDemande
from parchemin.vae.recevabilite import ORIENTATION, etudier

NOMS = {
    "courtage.cdc": "Chargé de Clientèle",
    "courtage.gest-adp": "Gestionnaire ADP",
    "courtage.gest-iard": "Gestionnaire IARD",
}


@pytest.mark.parametrize("certification", NOMS)
def test_les_cqp_portent_leur_intitule_officiel(hote, certification):
    edition = hote.catalogue.edition(certification, "2017")
    assert edition.intitule == NOMS[certification]
    cqp, attestation = hote.titres(edition)
    assert cqp.intitule == f"CQP {NOMS[certification]}"
    assert attestation.intitule.endswith(cqp.intitule)


def test_les_blocs_portent_l_intitule_de_la_grille(hote):
    blocs = hote.catalogue.edition("courtage.cdc", "2017").blocs
    assert [bloc.intitule for bloc in blocs] == [
        "Exercer son rôle de courtier et assurer la coordination et l'intermédiation clients/organismes assureurs",
        "Assurer le relais d'information et la coordination interne",
        "Gérer la relation clientèle",
        "Rédiger ou proposer une offre commerciale client",
        "Gérer un portefeuille clients et contribuer au développement commercial",
    ]


def test_le_decoupage_des_blocs_suit_la_ligne_de_la_deliberation(hote):
    blocs = hote.catalogue.edition("courtage.cdc", "2017").blocs
    assert [len(bloc.competences) for bloc in blocs] == [3, 2, 2, 5, 3]
    assert all("contredit les verdicts imprimés" in bloc.source.lecture for bloc in blocs)
    assert not any("seule" in bloc.source.lecture for bloc in blocs)


def test_le_president_de_la_cpnefp_siege_sans_que_rien_ne_dise_qu_il_preside(hote):
    edition = hote.catalogue.edition("courtage.cdc", "2017")
    (composition,) = hote.compositions(edition, "jury_certification")
    assert [siege.role for siege in composition.sieges if siege.preside] == []
    assert "president_cpnefp" in {siege.role for siege in composition.sieges}


def test_les_trois_presidents_signent_le_certificat_et_lui_seul(hote):
    edition = hote.catalogue.edition("courtage.cdc", "2017")
    signataires = {titre.pour: titre.signataires for titre in hote.titres(edition)}
    assert signataires[Niveau.EDITION] == (
        "Président du jury de certification",
        "Président de la CSCA",
        "Président de la CPNE",
    )
    assert signataires[Niveau.BLOC] == ()


def test_la_commission_redige_un_avis_argumente_en_vae_et_pour_les_blocs(hote):
    instances = {instance.code: instance for instance in hote.branche("courtage.cdc").instances}
    commission = instances["commission_evaluation"]
    assert [str(commission.motive("courtage.cdc@2017", voie) or "") for voie in ("vae", "blocs", "formation")] == [
        "003 voie de la VAE",
        "003 voie des blocs",
        "",
    ]
    assert instances["jury_certification"].motive("courtage.cdc@2017", "vae") is None


def test_la_csca_organise_et_le_document_ne_dit_pas_qui_entend_le_recours(hote):
    siens = acteurs(hote, hote.catalogue.edition("courtage.cdc", "2017"))
    (csca,) = (acteur for acteur in siens if acteur.code == "csca")
    assert Mission.ORGANISE in csca.missions
    assert "Aucun document ne dit qui entend le recours" in list(enoncer(siens))


@pytest.mark.parametrize("certification", NOMS)
def test_une_vae_non_recevable_oriente_vers_la_formation_ou_les_blocs(hote, certification):
    depot = hote.catalogue.edition(certification, "2017").relu_jusqu_au
    refusee = etudier(DemandeVae(EnTeteDeDemande(certification, depot)), hote.reglement_vae())
    assert not refusee.recevable
    assert ORIENTATION(vers="voie de la formation, ou voie des blocs") in refusee.alertes


@pytest.mark.parametrize("voie", ["formation", "vae", "blocs"])
def test_chaque_voie_a_ses_etapes_et_finit_par_le_certificat(hote, voie):
    edition = hote.catalogue.edition("courtage.cdc", "2017")
    etapes = edition.etapes_de(edition.voie(voie))
    assert etapes[-1].acteurs == "CSCA"
    assert len({etape.intitule for etape in etapes}) == len(etapes) >= 5


@pytest.mark.parametrize(
    ("voie", "public"), [("formation", "jeunes diplômés"), ("vae", "salariés en poste"), ("blocs", "reconversion")]
)
def test_chaque_voie_dit_son_public(hote, voie, public):
    for certification in NOMS:
        assert public in hote.catalogue.edition(certification, "2017").voie(voie).public


def test_la_date_de_l_accord_n_est_pas_citee_comme_du_guide(hote):
    for certification in NOMS:
        edition = hote.catalogue.edition(certification, "2017")
        assert (edition.valide_du.isoformat(), edition.validite.document) == ("2016-04-14", "accord de branche")
        assert "2016" not in edition.source.lecture
