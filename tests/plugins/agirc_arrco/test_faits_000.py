"""What document 000 states and no rule decides: names, actors, steps, contact."""

from parchemin.plugin.acteurs import acteurs, enoncer
from parchemin.plugin.types import Mission
from parchemin.referentiel.model import Niveau


def test_les_cqp_et_les_blocs_portent_leur_intitule_officiel(hote, ce):
    editions = {edition.certification: edition.intitule for edition in hote.catalogue.editions}
    assert editions == {
        "agirc-arrco.ce": "Conseiller Entreprise",
        "agirc-arrco.cr": "Conseiller Retraite",
        "agirc-arrco.glr": "Gestionnaire Liquidation Retraite",
    }
    assert {bloc.code: bloc.intitule for bloc in ce.edition.blocs} == {
        "B1": "Accompagner le client par téléphone à la compréhension de ses erreurs déclaratives "
        "et à leur modification",
        "B2": "Assurer la fiabilisation des données",
        "B3": "Garantir la traçabilité des actions",
    }


def test_le_bloc_1_garde_ses_deux_autres_intitules(ce):
    assert ce.edition.blocs[0].alias == (
        "Accompagnement du client par téléphone",
        "Accompagner le client à la compréhension de ses erreurs déclaratives et à leurs modifications",
    )


def test_chaque_titre_porte_l_intitule_de_sa_certification(hote, ce):
    titres = {titre.pour: titre.intitule for titre in hote.titres(ce.edition)}
    assert titres == {
        Niveau.EDITION: "CQP Conseiller Entreprise",
        Niveau.BLOC: "Bloc de compétences du CQP Conseiller Entreprise",
    }


def test_la_cpnef_delivre_signe_et_entend_le_recours(hote, ce):
    missions = {acteur.code: acteur.missions for acteur in acteurs(hote, ce.edition)}
    assert missions == {
        "cte": (Mission.EVALUE, Mission.PROPOSE),
        "jury_paritaire": (Mission.DECIDE,),
        "cpnef": (Mission.DELIVRE, Mission.SIGNE, Mission.RECOURS),
        "centre_certification": (Mission.ORGANISE,),
    }


def test_le_centre_de_certification_est_joignable(hote, ce):
    (centre,) = (acteur for acteur in acteurs(hote, ce.edition) if acteur.code == "centre_certification")
    assert centre.contact.courriel == "certification@agirc-arrco.fr"
    dits = list(enoncer((centre,)))
    assert dits[:2] == [
        "Centre de certification : organise [000 acteurs]",
        "Centre de certification : contact : certification@agirc-arrco.fr, https://etinaire.formapulse.fr",
    ]
    assert "Aucun document ne dit qui décide" in dits


def test_l_entretien_de_faisabilite_precede_la_vae_et_n_en_est_pas_une_epreuve(ce):
    voie = ce.edition.voie("vae")
    assert [epreuve.code for epreuve in ce.edition.epreuves_de(voie)] == ["livret_vae", "oral_vae"]
    assert sum(epreuve.minutes for epreuve in ce.edition.epreuves_de(voie)) == 0
    intitules = [etape.intitule for etape in ce.edition.etapes_de(voie)]
    assert any("faisabilité, de 1 h à 1 h 30" in intitule for intitule in intitules)
    assert any("11 rendez-vous sur 9 mois" in intitule for intitule in intitules)


def test_l_inscription_aux_epreuves_passe_par_les_rh_et_une_reunion_d_information(ce):
    etapes = ce.edition.etapes_de(ce.edition.voie("epreuves"))
    assert "candidat, RH" in {etape.acteurs for etape in etapes}
    assert any("Réunion d'information" in etape.intitule for etape in etapes)
    assert not any("faisabilité" in etape.intitule for etape in etapes)


def test_le_document_ne_traite_pas_de_l_accord_du_client(ce):
    assert not any("accord" in condition.intitule for condition in ce.edition.conditions)


def test_le_document_ne_date_pas_le_cqp_et_la_lecture_est_dite(ce):
    assert ce.edition.validite is not None
    assert "ne date pas" in ce.edition.validite.lecture
