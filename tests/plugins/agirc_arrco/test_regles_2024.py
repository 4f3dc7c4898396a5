"""The règlement of the CQP Conseiller Entreprise (document 000), case by case."""

import os
import subprocess
import sys
from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from parchemin.deliberation import Deliberation, Issue, deliberer
from parchemin.dossier.model import Acquis, Avis, Candidat, Dossier, Neutralise, Seance
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import ContenuInconnu, DonneesInvalides
from parchemin.faits import CODES
from parchemin.regles import Verdict

SEANCE = date(2025, 3, 20)
RECEMMENT = date(2024, 6, 20)
BLOCS = ("B1", "B2", "B3")
SANS_CONTENU = ("agirc-arrco.cr", "agirc-arrco.glr")

ACQUIS, NON_ACQUIS = Verdict.ACQUIS, Verdict.NON_ACQUIS
EN_DEBAT, NON_EVALUE = Verdict.EN_DEBAT, Verdict.NON_EVALUE


def titres(proposition):
    return {(titre.nature, titre.objet) for titre in proposition.titres}


def verdicts(proposition):
    return {bloc.bloc.code: bloc.verdict for bloc in proposition.blocs}


def codes(proposition):
    return sorted(alerte.code for alerte in proposition.alertes)


def messages(proposition):
    return [alerte.dire(CODES) for alerte in proposition.alertes]


def test_trois_blocs_dix_competences_professionnelles_et_trois_transverses(ce):
    assert {bloc: [chemin.partition("/")[2] for chemin in ce.competences(bloc)] for bloc in ce.blocs()} == {
        "B1": ["CP1", "CP2", "CP3", "CP4", "CT1"],
        "B2": ["CP5", "CP6", "CP7", "CP8", "CT2"],
        "B3": ["CP9", "CP10", "CT3"],
    }


def _minutes_en_session(epreuve) -> int:
    return sum(partie.minutes for partie in epreuve.parties if partie.en_session)


@pytest.mark.parametrize(("bloc", "en_session"), [("b1", 15), ("b2", 45), ("b3", 45)])
def test_chaque_bloc_se_passe_en_deux_parties_de_trente_et_quinze_minutes(ce, bloc, en_session):
    epreuve = next(epreuve for epreuve in ce.edition.epreuves if epreuve.code == bloc)
    assert [partie.minutes for partie in epreuve.parties] == [30, 15]
    assert (epreuve.minutes, _minutes_en_session(epreuve)) == (45, en_session)
    assert epreuve.evalue == (bloc.upper(),)


def test_la_voie_des_epreuves_dure_135_minutes_dont_105_en_session(ce):
    epreuves = ce.edition.epreuves_de(ce.edition.voie("epreuves"))
    assert sum(epreuve.minutes for epreuve in epreuves) == 135
    assert sum(map(_minutes_en_session, epreuves)) == 105


def test_le_bloc_1_garde_ses_autres_intitules(ce):
    premier, *autres = ce.edition.blocs
    assert len({premier.intitule, *premier.alias}) == 3
    assert "trois intitulés" in premier.source.lecture
    assert not any(bloc.alias for bloc in autres)


@pytest.mark.parametrize("attendu", ["distance", "ordinateur", "identité", "Caméra", "trois semaines"])
def test_les_conditions_materielles_sont_declarees(ce, attendu):
    assert any(attendu in condition.intitule for condition in ce.edition.conditions)


def test_chaque_bloc_a_une_epreuve_dans_chaque_voie(ce):
    for voie in ce.edition.voies:
        evalues = {bloc for epreuve in ce.edition.epreuves_de(voie) for bloc in epreuve.evalue}
        assert evalues == set(BLOCS)


def test_le_reglement_de_la_voie_des_epreuves_se_lit_en_francais(hote):
    phrases = hote.politique("agirc-arrco.ce@2024", "epreuves").enoncer()
    assert [phrase for phrase in phrases if "enregistrement" in phrase.lower() or "identité" in phrase] == [
        "Enregistrement du bloc B1 : dépôt au moins 21 jours avant la session.",
        "Durée de l'enregistrement du bloc B1 : 30 min au plus.",
        "Pièce d'identité vérifiée : oui.",
    ]
    assert not any("%" in phrase for phrase in phrases)


@pytest.mark.parametrize("voie", ["epreuves", "vae"])
def test_les_trois_blocs_acquis_donnent_le_cqp_et_lui_seul(ce, voie):
    proposition = ce.proposer(ce.avis(), voie)
    assert proposition.issue is Issue.CERTIFIE
    assert titres(proposition) == {("cqp", "agirc-arrco.ce")}
    assert not proposition.alertes


@pytest.mark.parametrize("manque", BLOCS)
def test_deux_blocs_acquis_donnent_deux_parchemins_de_bloc(ce, manque):
    refuses = (manque, ce.competences(manque)[0])
    proposition = ce.proposer(ce.avis(non=refuses))
    assert proposition.issue is Issue.PARTIEL
    assert titres(proposition) == {
        ("parchemin_bloc", f"agirc-arrco.ce@2024/{bloc}") for bloc in BLOCS if bloc != manque
    }


def test_aucun_bloc_acquis_ne_donne_aucun_titre(ce):
    proposition = ce.proposer(ce.avis(non=(*BLOCS, *ce.competences())))
    assert proposition.issue is Issue.NON_CERTIFIE
    assert not proposition.titres


@pytest.mark.parametrize("presentes", [("B2",), ("B1", "B3")])
def test_le_candidat_peut_ne_presenter_qu_un_ou_deux_blocs(ce, presentes):
    avis = {chemin: oui for bloc in presentes for chemin, oui in ce.du_bloc(bloc, ce.avis()).items()}
    proposition = ce.proposer(avis, blocs=presentes)
    assert proposition.issue is Issue.PARTIEL
    assert verdicts(proposition) == {bloc: ACQUIS if bloc in presentes else NON_EVALUE for bloc in BLOCS}
    assert {bloc.bloc.code for bloc in proposition.blocs if bloc.presente} == set(presentes)


@pytest.mark.parametrize("bloc", BLOCS)
def test_un_bloc_refuse_suit_l_avis_quel_que_soit_le_nombre_de_competences_acquises(ce, bloc):
    competences = ce.competences(bloc)
    for refusees in range(1, len(competences) + 1):
        proposition = ce.proposer(ce.avis(non=(bloc, *competences[:refusees])))
        assert verdicts(proposition)[bloc] is NON_ACQUIS


@pytest.mark.parametrize("bloc", BLOCS)
def test_un_bloc_refuse_dont_toutes_les_competences_sont_acquises_est_en_debat(ce, bloc):
    proposition = ce.proposer(ce.avis(non=(bloc,)))
    assert verdicts(proposition)[bloc] is EN_DEBAT
    assert proposition.issue is Issue.EN_DEBAT
    total = len(ce.competences(bloc))
    constat = ce.bloc(proposition, bloc).motifs[0].constat.dire(CODES)
    assert constat == f"avis sur le bloc : non acquis ; {total}/{total} compétences acquises"


@pytest.mark.parametrize("bloc", BLOCS)
def test_un_bloc_acquis_dont_une_competence_est_refusee_est_en_debat(ce, bloc):
    for refusee in ce.competences(bloc):
        proposition = ce.proposer(ce.avis(non=(refusee,)))
        assert verdicts(proposition)[bloc] is EN_DEBAT
        assert proposition.issue is Issue.EN_DEBAT
        constat = ce.bloc(proposition, bloc).motifs[0].constat.dire(CODES)
        assert constat.startswith("avis sur le bloc : acquis")
        assert constat.endswith(f"(non acquises : {refusee})")


def test_un_bloc_en_debat_laisse_leur_parchemin_aux_blocs_acquis(ce):
    proposition = ce.proposer(ce.avis(non=("B1/CP3",)))
    assert titres(proposition) == {("parchemin_bloc", f"agirc-arrco.ce@2024/{bloc}") for bloc in ("B2", "B3")}


def test_l_avis_du_cte_reste_ce_qu_il_a_dit_quand_le_jury_en_debat(ce):
    proposition = ce.proposer(ce.avis(non=("B1/CP3", "B2")))
    assert ce.bloc(proposition, "B1").avis == {"cte": ACQUIS}
    assert ce.bloc(proposition, "B2").avis == {"cte": NON_ACQUIS}


@pytest.mark.parametrize("bloc", BLOCS)
def test_des_competences_toutes_acquises_ne_font_pas_un_avis_sur_le_bloc(ce, bloc):
    proposition = ce.proposer(ce.avis(tu=(bloc,)))
    assert verdicts(proposition)[bloc] is NON_EVALUE
    assert proposition.issue is Issue.INCOMPLET


@pytest.mark.parametrize(("non", "verdict"), [((), ACQUIS), (("B3",), NON_ACQUIS)])
def test_l_avis_sur_le_bloc_suffit_si_aucune_competence_ne_le_contredit(ce, non, verdict):
    proposition = ce.proposer(ce.avis(non=non, tu=tuple(ce.competences())))
    assert verdicts(proposition)["B3"] is verdict


@pytest.mark.parametrize(("non", "verdict"), [((), ACQUIS), (("B3",), NON_ACQUIS)])
def test_une_competence_sans_avis_ne_contredit_rien(ce, non, verdict):
    proposition = ce.proposer(ce.avis(non=non, tu=("B3/CT3",)))
    assert verdicts(proposition)["B3"] is verdict


def test_une_competence_neutralisee_ne_contredit_pas_un_bloc_acquis(ce, neutralisee):
    proposition = ce.proposer(ce.avis() | {"B1/CP4": neutralisee})
    assert verdicts(proposition)["B1"] is ACQUIS


def test_un_bloc_refuse_dont_toutes_les_competences_qui_comptent_sont_acquises_est_en_debat(ce, neutralisee):
    proposition = ce.proposer(ce.avis(non=("B1",)) | {"B1/CP4": neutralisee})
    assert verdicts(proposition)["B1"] is EN_DEBAT


def test_un_candidat_absent_a_une_epreuve_n_est_pas_evalue_sur_son_bloc(ce):
    avis = {**ce.du_bloc("B1", ce.avis()), **ce.du_bloc("B3", ce.avis()), "epreuve:b2": Avis.ABSENT}
    proposition = ce.proposer(avis)
    assert verdicts(proposition) == {"B1": ACQUIS, "B2": NON_EVALUE, "B3": ACQUIS}
    assert proposition.issue is Issue.INCOMPLET


def test_un_candidat_absent_a_l_oral_de_vae_n_est_evalue_sur_rien(ce):
    proposition = ce.proposer({"epreuve:oral_vae": Avis.ABSENT}, "vae")
    assert set(verdicts(proposition).values()) == {NON_EVALUE}
    assert proposition.issue is Issue.INCOMPLET


@pytest.mark.parametrize(
    ("acquis", "seance", "tenu"),
    [
        (date(2020, 3, 10), date(2025, 3, 10), True),
        (date(2020, 3, 10), date(2025, 3, 11), False),
        (date(2020, 2, 29), date(2025, 2, 28), True),
        (date(2020, 2, 29), date(2025, 3, 1), False),
        (date(2020, 2, 28), date(2025, 2, 28), True),
        (date(2021, 3, 1), date(2026, 3, 1), True),
        (date(2021, 3, 1), date(2026, 3, 2), False),
        (date(2024, 2, 29), date(2029, 2, 28), True),
        (date(2025, 3, 20), date(2025, 3, 20), True),
    ],
)
@pytest.mark.parametrize("voie", ["epreuves", "vae"])
def test_un_bloc_se_garde_cinq_ans_jour_anniversaire_compris(ce, acquis, seance, tenu, voie):
    avis = ce.du_bloc("B2", ce.avis()) | ce.du_bloc("B3", ce.avis())
    proposition = ce.proposer(avis, voie, seance, acquis=ce.tenir(B1=acquis), blocs=("B2", "B3"))
    assert proposition.issue is (Issue.CERTIFIE if tenu else Issue.PARTIEL)
    assert ce.bloc(proposition, "B1").acquis_le == (acquis if tenu else None)
    assert ("bloc_expire" in codes(proposition)) is not tenu


def test_le_delai_court_bloc_par_bloc(ce):
    tenus = ce.tenir(B1=date(2020, 3, 19), B2=date(2020, 3, 20), B3=RECEMMENT)
    proposition = ce.proposer({}, blocs=("B1",), acquis=tenus)
    assert {bloc: verdict for bloc, verdict in verdicts(proposition).items() if verdict is ACQUIS} == {
        "B2": ACQUIS,
        "B3": ACQUIS,
    }
    assert ce.bloc(proposition, "B1").expire_le == date(2025, 3, 19)


def test_un_bloc_expire_est_nomme_avec_sa_date(ce):
    tenus = ce.tenir(B1=date(2020, 3, 10), B2=RECEMMENT)
    proposition = ce.proposer(ce.du_bloc("B3", ce.avis()), blocs=("B3",), acquis=tenus)
    (message,) = messages(proposition)
    assert "B1" in message
    assert "2025-03-10" in message
    assert "acquis le 2020-03-10" in ce.bloc(proposition, "B1").motifs[0].constat.dire(CODES)
    assert "manque B1" in proposition.motifs[0].constat.dire(CODES)


def test_un_bloc_expire_que_le_candidat_represente_s_acquiert_de_nouveau(ce):
    tenus = ce.tenir(B1=date(2020, 3, 10), B2=RECEMMENT, B3=RECEMMENT)
    proposition = ce.proposer(ce.du_bloc("B1", ce.avis()), blocs=("B1",), acquis=tenus)
    assert proposition.issue is Issue.CERTIFIE
    assert ce.bloc(proposition, "B1").expire_le == date(2025, 3, 10)


def test_un_bloc_expire_que_le_candidat_represente_peut_lui_etre_refuse(ce):
    tenus = ce.tenir(B1=date(2020, 3, 10), B2=RECEMMENT, B3=RECEMMENT)
    refus = ce.du_bloc("B1", ce.avis(non=("B1", "B1/CP1")))
    assert ce.proposer(refus, blocs=("B1",), acquis=tenus).issue is Issue.PARTIEL


def test_un_bloc_expire_et_represente_n_est_pas_dit_deja_acquis(ce):
    tenus = ce.tenir(B1=date(2020, 3, 10), B2=RECEMMENT, B3=RECEMMENT)
    proposition = ce.proposer(ce.du_bloc("B1", ce.avis()), blocs=("B1",), acquis=tenus)
    assert codes(proposition) == ["bloc_expire"]


def test_l_alerte_d_expiration_cite_la_source_des_cinq_ans(ce):
    tenus = ce.tenir(B1=date(2020, 3, 10), B2=RECEMMENT, B3=RECEMMENT)
    proposition = ce.proposer(ce.du_bloc("B1", ce.avis()), blocs=("B1",), acquis=tenus)
    alerte = next(alerte for alerte in proposition.alertes if alerte.code == "bloc_expire")
    assert alerte.source.section == "blocs de compétences"


def test_le_meme_bloc_acquis_deux_fois_vaut_par_sa_derniere_date(ce):
    tenus = (*ce.tenir(B1=date(2020, 3, 10)), *ce.tenir(B1=RECEMMENT, B2=RECEMMENT))
    for ordre in (tenus, tenus[::-1]):
        proposition = ce.proposer(ce.du_bloc("B3", ce.avis()), acquis=ordre)
        assert ce.bloc(proposition, "B1").acquis_le == RECEMMENT
        assert proposition.issue is Issue.CERTIFIE


def test_un_candidat_capitalise_deux_blocs_et_acquiert_le_troisieme(ce):
    tenus = ce.tenir(B1=RECEMMENT, B2=date(2023, 11, 16))
    proposition = ce.proposer(ce.du_bloc("B3", ce.avis()), acquis=tenus)
    assert proposition.issue is Issue.CERTIFIE
    assert titres(proposition) == {("cqp", "agirc-arrco.ce")}


@pytest.mark.parametrize(
    ("voie", "acquis", "signale"),
    [
        ("vae", date(2020, 3, 19), True),
        ("vae", date(2020, 3, 20), False),
        ("epreuves", date(2020, 3, 19), False),
    ],
)
def test_en_vae_un_bloc_de_plus_de_cinq_ans_est_signale_au_jury(ce, voie, acquis, signale):
    avis = ce.du_bloc("B2", ce.avis()) | ce.du_bloc("B3", ce.avis())
    proposition = ce.proposer(avis, voie, blocs=("B2", "B3"), acquis=ce.tenir(B1=acquis))
    assert ("vae_definitive" in codes(proposition)) is signale


@pytest.mark.parametrize(
    "acquis",
    [
        Acquis("ailleurs.cqp@2019/B1", date(2019, 1, 1)),
        Acquis("agirc-arrco.ce@2024/B1", date(2025, 3, 21)),
    ],
)
def test_seul_un_bloc_de_ce_cqp_qui_fut_tenu_est_signale(ce, acquis):
    assert "vae_definitive" not in codes(ce.proposer(ce.avis(), "vae", acquis=(acquis,)))


def test_en_vae_un_bloc_repris_depuis_n_est_pas_signale(ce):
    tenus = (*ce.tenir(B1=date(2019, 3, 10)), *ce.tenir(B1=RECEMMENT))
    assert not ce.proposer(ce.avis(tu=tuple(ce.du_bloc("B1", ce.avis()))), "vae", acquis=tenus).alertes


@pytest.mark.parametrize(
    ("depot", "en_retard"),
    [(date(2025, 2, 19), False), (date(2025, 2, 20), False), (date(2025, 2, 21), True), (SEANCE, True)],
)
@pytest.mark.parametrize("session", ["B1", "b1"])
def test_l_enregistrement_est_remis_21_jours_avant_la_session(ce, session, depot, en_retard):
    sessions = {session: date(2025, 3, 13)}
    proposition = ce.proposer(ce.avis(), depots={"enregistrement": depot}, sessions=sessions)
    assert codes(proposition) == (["depot_tardif"] if en_retard else [])
    assert all("2025-02-20" in message for message in messages(proposition))


def test_sans_le_jour_de_la_session_le_jury_sait_que_le_delai_est_compte_depuis_sa_seance(ce):
    a_temps = ce.proposer(ce.avis(), depots={"enregistrement": date(2025, 2, 27)}, sessions={})
    assert codes(a_temps) == ["session_non_renseignee"]
    assert "compté depuis la séance du 2025-03-20" in messages(a_temps)[0]
    tardif = ce.proposer(ce.avis(), depots={"enregistrement": date(2025, 2, 28)}, sessions={})
    assert codes(tardif) == ["depot_tardif", "session_non_renseignee"]


@pytest.mark.parametrize(("depot", "en_retard"), [(date(2025, 2, 27), False), (date(2025, 2, 28), True)])
def test_la_seance_du_cte_est_la_session(ce, depot, en_retard):
    devant_le_cte = Deliberation.preparer(ce.edition, "epreuves", ce.hote, SEANCE, "cte")
    dossier = ce.dossier(ce.avis(), depots={"enregistrement": depot}, sessions={})
    assert codes(devant_le_cte.proposer(dossier)) == (["depot_tardif"] if en_retard else [])
    une_autre = evolve(dossier, sessions={"B1": date(2025, 3, 19)})
    assert codes(devant_le_cte.proposer(une_autre)) == ["depot_tardif"]


@pytest.mark.parametrize(("minutes", "trop_long"), [(1, False), (29, False), (30, False), (31, True)])
def test_l_enregistrement_dure_30_minutes_au_plus(ce, minutes, trop_long):
    faits = {"enregistrement_minutes": minutes, "identite": 1, "camera": 1}
    proposition = ce.proposer(ce.avis(), heures=faits)
    assert codes(proposition) == (["fait_non_conforme"] if trop_long else [])
    assert all("31 min" in message and "30 min" in message for message in messages(proposition))


def test_un_oui_n_est_pas_une_duree(ce):
    faits = {"enregistrement_minutes": True, "identite": True, "camera": True}
    proposition = ce.proposer(ce.avis(), heures=faits)
    assert codes(proposition) == ["fait_non_conforme"]
    assert "trouvé oui, attendu 30 min au plus" in messages(proposition)[0]


def test_un_enregistrement_non_remis_est_signale(ce):
    proposition = ce.proposer(ce.avis(), depots={}, heures={"identite": 1, "camera": 1})
    assert codes(proposition) == ["depot_tardif", "fait_non_renseigne"]


@pytest.mark.parametrize("fait", ["identite", "camera"])
@pytest.mark.parametrize(
    ("trouve", "alertes"),
    [
        ({"identite": 1, "camera": 1}, []),
        ({"identite": 0, "camera": 0}, ["fait_non_conforme"]),
        ({"identite": 2, "camera": 2}, ["fait_non_conforme"]),
        ({"identite": True, "camera": True}, []),
        ({"identite": False, "camera": False}, ["fait_non_conforme"]),
        ({}, ["fait_non_renseigne"]),
    ],
)
def test_l_identite_et_la_camera_sont_des_faits_consignes(ce, fait, trouve, alertes):
    faits = {"enregistrement_minutes": 28, "identite": 1, "camera": 1}
    autres = {nom: valeur for nom, valeur in faits.items() if nom != fait}
    sien = {fait: trouve[fait]} if trouve else {}
    assert codes(ce.proposer(ce.avis(), heures=autres | sien)) == alertes


@pytest.mark.parametrize(
    "champs", [{"blocs": ("B2", "B3")}, {"acquis": (Acquis("agirc-arrco.ce@2024/B1", RECEMMENT),)}]
)
def test_qui_ne_presente_pas_le_bloc_1_ne_remet_rien(ce, champs):
    avis = ce.du_bloc("B2", ce.avis()) | ce.du_bloc("B3", ce.avis())
    assert not ce.proposer(avis, depots={}, heures={"identite": 1, "camera": 1}, **champs).alertes


def test_en_vae_rien_n_est_remis_ni_filme(ce):
    assert not ce.proposer(ce.avis(), "vae").alertes


def test_un_acquis_date_d_apres_la_seance_ne_dispense_pas_du_depot(ce):
    tenus = ce.tenir(B1=date(2025, 6, 19))
    proposition = ce.proposer(ce.avis(), depots={}, acquis=tenus)
    assert ce.bloc(proposition, "B1").presente
    assert "depot_tardif" in codes(proposition)


@pytest.mark.parametrize("non", [(), ("B1/CP3",), ("B2",), (*BLOCS, "B1/CP1", "B2/CP5", "B3/CP9")])
def test_la_conformite_ne_change_aucun_verdict(ce, non):
    en_regle = ce.proposer(ce.avis(non=non))
    en_faute = ce.proposer(ce.avis(non=non), depots={}, heures={"enregistrement_minutes": 90, "camera": 0})
    assert len(en_faute.alertes) == 4
    assert (en_faute.issue, verdicts(en_faute), titres(en_faute)) == (
        en_regle.issue,
        verdicts(en_regle),
        titres(en_regle),
    )


def test_chaque_alerte_dit_sa_source(ce):
    proposition = ce.proposer(ce.avis(), depots={}, heures={})
    assert {alerte.source.document for alerte in proposition.alertes} == {"000"}


@pytest.mark.parametrize("certification", SANS_CONTENU)
def test_deliberer_un_cqp_sans_contenu_dit_qu_il_n_est_pas_connu(hote, certification):
    edition = hote.catalogue.edition(certification, "2024")
    dossier = Dossier("D1", Candidat("Benhaddou", "Nadia"), "epreuves", date(2024, 10, 14), edition.cle)
    seance = Seance(certification, SEANCE, "jury_paritaire", dossiers=(dossier,), editions={edition.cle: edition})
    with pytest.raises(ContenuInconnu, match=f"{certification}@2024 .*sans contenu.*n'est pas connu"):
        deliberer(seance, hote)


@pytest.fixture
def seance_sans_contenu(tmp_path):
    """Return a function that writes a séance of a certification whose content is not known."""

    def ecrire(certification):
        (tmp_path / "seance.toml").write_text(
            f'[seance]\ncertification = "{certification}"\ndate = 2025-03-20\ninstance = "jury_paritaire"\n',
            "utf-8",
        )
        (tmp_path / "dossiers.csv").write_text(
            "dossier;nom;prenom;voie;entree\nD1;Benhaddou;Nadia;epreuves;2024-10-14\n", "utf-8"
        )
        (tmp_path / "observations.csv").write_text("dossier;evaluateur;cible;valeur\nD1;cte;B1;oui\n", "utf-8")
        return tmp_path

    return ecrire


def parchemin(*arguments):
    """Run the real command, as a script would."""
    return subprocess.run(
        [sys.executable, "-m", "parchemin_cli", *map(str, arguments)],
        env={**os.environ, "PARCHEMIN_BRANCHES_DESACTIVEES": "ucanss,courtage"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("certification", SANS_CONTENU)
def test_lire_une_seance_d_un_cqp_sans_contenu_est_refuse(hote, seance_sans_contenu, certification):
    with pytest.raises(DonneesInvalides, match=r"sans contenu.*n'est pas connu"):
        LecteurDeSeance(seance_sans_contenu(certification), hote.catalogue).entiere()


@pytest.mark.parametrize("commande", ["deliberer", "verifier"])
@pytest.mark.parametrize("certification", SANS_CONTENU)
def test_la_commande_refuse_la_seance_d_un_cqp_sans_contenu(seance_sans_contenu, commande, certification):
    resultat = parchemin(commande, seance_sans_contenu(certification))
    assert resultat.returncode == 2
    assert "sans contenu" in " ".join((resultat.stdout + resultat.stderr).split())


@pytest.mark.parametrize("certification", SANS_CONTENU)
@pytest.mark.parametrize("options", [(), ("--json",), ("--le", "2020-06-01")])
def test_la_commande_referentiel_dit_qu_un_cqp_est_sans_contenu(certification, options):
    resultat = parchemin("referentiel", certification, *options)
    assert resultat.returncode == 0
    assert "n'est pas connu" in " ".join(resultat.stdout.split())


RANG = {NON_EVALUE: 0, NON_ACQUIS: 1, EN_DEBAT: 2, ACQUIS: 3}
DITS = (Avis.ACQUIS, Avis.NON_ACQUIS, Avis.ABSENT)
VOIES = st.sampled_from(["epreuves", "vae"])
EPREUVES = {"epreuves": ("epreuve:b1", "epreuve:b2", "epreuve:b3"), "vae": ("epreuve:oral_vae",)}
JOURS = st.dates(SEANCE - timedelta(days=6 * 366), SEANCE + timedelta(days=366))


def observations(ce, voie):
    """Draw what the CTE said: anything on any node, and absences at some épreuves."""
    noeuds = {bloc: st.sampled_from(DITS) for bloc in ce.blocs()}
    noeuds |= {chemin: st.sampled_from((*DITS, Neutralise("sans objet"))) for chemin in ce.competences()}
    noeuds |= {epreuve: st.just(Avis.ABSENT) for epreuve in EPREUVES[voie]}
    return st.fixed_dictionaries({}, optional=noeuds)


def tenus(ce):
    """Draw the blocs that a candidate holds, held and holds not yet."""
    return st.dictionaries(st.sampled_from(ce.blocs()), JOURS).map(lambda dates: ce.tenir(**dates))


@settings(deadline=None)
@given(data=st.data(), voie=VOIES)
def test_un_acquis_de_plus_n_empire_aucun_verdict(ce, data, voie):
    avis, acquis = data.draw(observations(ce, voie)), data.draw(tenus(ce))
    avant = ce.proposer(avis, voie, acquis=acquis)
    plus = avis | {data.draw(st.sampled_from([*ce.blocs(), *ce.competences()])): Avis.ACQUIS}
    apres = ce.proposer(plus, voie, acquis=acquis)
    assert all(RANG[verdicts(apres)[bloc]] >= RANG[verdict] for bloc, verdict in verdicts(avant).items())
    assert apres.issue is Issue.CERTIFIE or avant.issue is not Issue.CERTIFIE


@settings(deadline=None)
@given(data=st.data(), voie=VOIES, le=JOURS)
def test_un_bloc_tenu_de_plus_n_empire_aucun_verdict(ce, data, voie, le):
    avis, acquis = data.draw(observations(ce, voie)), data.draw(tenus(ce))
    presentes = tuple(data.draw(st.lists(st.sampled_from(BLOCS), min_size=1, unique=True)))
    avant = ce.proposer(avis, voie, acquis=acquis, blocs=presentes)
    plus = (*acquis, *ce.tenir(**{data.draw(st.sampled_from(BLOCS)): le}))
    apres = ce.proposer(avis, voie, acquis=plus, blocs=presentes)
    assert all(RANG[verdicts(apres)[bloc]] >= RANG[verdict] for bloc, verdict in verdicts(avant).items())
    assert apres.issue is Issue.CERTIFIE or avant.issue is not Issue.CERTIFIE


@settings(deadline=None)
@given(data=st.data(), voie=VOIES)
def test_l_ordre_des_observations_est_indifferent(ce, data, voie):
    avis, acquis = data.draw(observations(ce, voie)), data.draw(tenus(ce))
    melange = dict(data.draw(st.permutations(list(avis.items()))))
    avant, apres = ce.proposer(avis, voie, acquis=acquis), ce.proposer(melange, voie, acquis=acquis)
    assert (avant.issue, avant.titres, avant.motifs) == (apres.issue, apres.titres, apres.motifs)
    for bloc, melange in zip(avant.blocs, apres.blocs, strict=True):
        assert (bloc.verdict, bloc.avis, bloc.motifs) == (melange.verdict, melange.avis, melange.motifs)
    assert messages(avant) == messages(apres)


@settings(deadline=None)
@given(data=st.data(), voie=VOIES)
def test_sans_avis_sur_le_bloc_rien_n_est_deduit_de_ses_competences(ce, data, voie):
    avis = data.draw(observations(ce, voie))
    proposition = ce.proposer({chemin: dit for chemin, dit in avis.items() if chemin not in BLOCS}, voie)
    assert set(verdicts(proposition).values()) == {NON_EVALUE}


def test_un_bloc_neutralise_n_a_pas_d_avis_et_le_dit(ce):
    bloc = ce.proposer(ce.avis() | {"B1": Neutralise("interrompu")}).blocs[0]
    assert bloc.verdict is Verdict.NON_EVALUE
    assert "avis sur le bloc : sans avis" in bloc.motifs[0].constat.dire(CODES)
