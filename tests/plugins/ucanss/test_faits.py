"""What documents 001, 002 and 004 state and no rule decides: names, actors, steps, hours, openings."""

from datetime import date

import pytest

from parchemin.plugin.acteurs import acteurs, enoncer
from parchemin.plugin.types import Mission
from parchemin.referentiel.model import Niveau

CONSEIL = "Gestionnaire conseil de la Sécurité sociale"
OFFRES = "Conseiller offres de services de la Sécurité sociale"
NOMS = {
    ("ucanss.gc", "2013"): CONSEIL,
    ("ucanss.gc", "2021"): CONSEIL,
    ("ucanss.cos", "2021"): OFFRES,
    ("ucanss.gcar", "2017"): "Gestionnaire carrière",
}


@pytest.mark.parametrize(("cle", "nom"), NOMS.items())
def test_les_cqp_et_leurs_titres_portent_l_intitule_officiel(hote, cle, nom):
    edition = hote.catalogue.edition(*cle)
    assert edition.intitule == nom
    for titre in hote.titres(edition):
        assert titre.intitule == {Niveau.EDITION: f"CQP {nom}", Niveau.BLOC: f"CCP du CQP {nom}"}[titre.pour]


def test_les_blocs_de_2021_portent_l_intitule_de_la_lettre(hote):
    editions = (hote.catalogue.edition(code, "2021") for code in ("ucanss.cos", "ucanss.gc"))
    assert {bloc.code: bloc.intitule for edition in editions for bloc in edition.blocs} == {
        "GRU": "Gestion de la relation usagers de la Sécurité sociale",
        "MDR": "Contribution à la maîtrise des risques et à la qualité du service de la Sécurité sociale",
        "POS": "Promotion des offres de services de la Sécurité sociale",
        "TD": "Traitement et fiabilité des données de la Sécurité sociale",
        "GDU": "Gestion des droits de l'utilisateur de la Sécurité sociale",
    }


def test_un_bloc_acquis_l_est_definitivement_et_de_nul_cqp_cela_n_est_dit(hote):
    titres = [titre for cle in NOMS for titre in hote.titres(hote.catalogue.edition(*cle))]
    assert {titre.nature for titre in titres if titre.definitif} == {"ccp"}
    assert {titre.nature for titre in titres if not titre.definitif} == {"cqp"}


def test_le_ccp_remis_a_cote_du_cqp_est_une_lecture_qui_se_dit(hote):
    (ccp,) = (titre for titre in hote.titres(hote.catalogue.edition("ucanss.gc", "2021")) if titre.nature == "ccp")
    assert str(ccp.source) == "002 §3.B"
    assert "§3.A et §4.D ne remettent le document que pour une validation partielle" in ccp.source.lecture


@pytest.mark.parametrize("cle", NOMS)
def test_le_jury_national_decide_et_delivre_et_nul_texte_ne_dit_qui_signe(hote, cle):
    siens = acteurs(hote, hote.catalogue.edition(*cle))
    missions = {acteur.code: acteur.missions for acteur in siens}
    assert missions["jury_paritaire_national"] == (Mission.DECIDE, Mission.DELIVRE)
    dits = list(enoncer(siens))
    assert dits[-2:] == [
        "Aucun document ne dit qui signe les titres",
        "Aucun document ne dit qui entend le recours",
    ]


def test_le_jury_local_argumente_son_avis_de_non_certification(hote):
    instances = {instance.code: instance for instance in hote.branche("ucanss.gc").instances}
    assert str(instances["jury_local"].motive("ucanss.gcar@2017", "formation")) == "001 §6.1"
    assert str(instances["jury_local"].motive("ucanss.gc@2013", "formation")) == "004 §V"
    assert instances["jury_paritaire_national"].motive("ucanss.gcar@2017", "formation") is None
    assert "Jury local : un avis défavorable est argumenté [001 §6.1]" in list(enoncer([instances["jury_local"]]))


def test_pass_dure_40_heures_et_premss_46_plus_14_tutorees_et_1_d_evaluation(hote):
    formations = {etape.code: etape for etape in hote.catalogue.edition("ucanss.gc", "2013").prerequis}
    heures = {code: [volume.heures for volume in etape.volumes] for code, etape in formations.items()}
    assert (heures["PASS"], heures["PREMSS"], heures["OPTION"]) == ([40], [46, 14, 1], [])


def test_accessit_ne_tient_plus_lieu_de_pass(hote):
    (passe,) = (e for e in hote.catalogue.edition("ucanss.gc", "2013").prerequis if e.code == "PASS")
    assert [(autre.intitule, str(autre.source)) for autre in passe.refuse] == [("Accessit", "004 §IV")]


@pytest.mark.parametrize(
    ("option", "du"),
    [
        ("allocataires", date(2013, 3, 4)),
        ("recouvrement", date(2013, 3, 4)),
        ("service-medical", date(2013, 3, 4)),
        ("maladie", date(2013, 7, 1)),
        ("atmp", date(2013, 7, 1)),
        ("carriere", date(2013, 10, 1)),
    ],
)
def test_chaque_option_s_ouvre_a_sa_date(hote, option, du):
    (trouvee,) = (o for o in hote.catalogue.edition("ucanss.gc", "2013").options if o.code == option)
    assert (trouvee.ouverte_du, str(trouvee.source)) == (du, "004 §VII")


@pytest.mark.parametrize(
    ("cle", "voie", "combien"), [(cle, voie, 3) for cle in NOMS for voie in ("formation", "vae")]
)
def test_chaque_voie_dit_ses_etapes(hote, cle, voie, combien):
    edition = hote.catalogue.edition(*cle)
    assert len(edition.etapes_de(edition.voie(voie))) >= combien


def test_les_sieges_de_2013_ne_sont_pas_donnes_comme_du_document_004(hote):
    edition = hote.catalogue.edition("ucanss.gc", "2013")
    for instance, d_ou in (("jury_local", "001 §6.2"), ("jury_vae", "002 §4.D")):
        (composition,) = hote.compositions(edition, instance)
        assert composition.reserve.endswith(f"les sièges viennent de {d_ou}")


def test_la_date_de_la_cpnefp_n_est_pas_citee_comme_du_document_001(hote):
    edition = hote.catalogue.edition("ucanss.gcar", "2017")
    assert (edition.valide_du, edition.validite.document) == (date(2017, 10, 12), "CPNEFP")
    textes = dict(hote.branche("ucanss.gcar").documents)
    assert "2017" not in textes["001"] + edition.source.lecture
    assert "LI0796" not in textes["002"]
