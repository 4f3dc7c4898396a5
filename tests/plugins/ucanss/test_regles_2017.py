"""The règlement of the CQP Gestionnaire carrière (document 001, §5 to §7), case by case.

What its marks share with the édition 2013 of Gestionnaire conseil is tried in ``test_regles_2013``.
"""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from parchemin.deliberation import Issue
from parchemin.dossier.model import Acquis, Avis, Neutralise
from parchemin.errors import CodeInconnu
from parchemin.faits import CODES
from parchemin.plugin.types import Mission

CERTIFIE, PARTIEL, NON_CERTIFIE, INCOMPLET = (
    Issue.CERTIFIE,
    Issue.PARTIEL,
    Issue.NON_CERTIFIE,
    Issue.INCOMPLET,
)
CC, EE, ORAL, APT = "continu", "ecrit", "oral", "apt"
MATRICE = {
    1: {ORAL, CC},
    2: {ORAL, CC},
    6: {ORAL},
    9: {ORAL, CC},
    10: {APT, ORAL},
    11: {EE, APT, CC},
    12: {APT},
    13: {APT},
    15: {APT, EE, CC},
    19: {APT},
    20: {APT},
    23: {APT, CC},
    26: {APT, ORAL},
    27: {APT, ORAL},
    29: {APT, ORAL},
}
"""Document 001, §5.3: each compétence evaluated, and the épreuves that evaluate it."""

EVALUEES = [f"GCAR/C{numero}" for numero in MATRICE]
HIER = date(2018, 3, 15)
SEANCE = date(2018, 6, 21)


def copie(*non, tu=()):
    """Every compétence evaluated is validated, but those named: ``non`` are refused, ``tu`` not observed."""
    return {chemin: Avis.NON_ACQUIS if chemin in non else Avis.ACQUIS for chemin in EVALUEES if chemin not in tu}


def tenues(*chemins, le=HIER):
    return tuple(Acquis(chemin, le) for chemin in chemins)


def bloc(proposition):
    (seul,) = proposition.blocs
    return seul


def alertes(proposition):
    return [alerte.code for alerte in proposition.alertes]


def test_trente_competences_dont_quinze_evaluees(gcar):
    (seul,) = gcar.edition.blocs
    assert [competence.code for competence in seul.competences] == [f"C{rang}" for rang in range(1, 31)]
    assert [f"GCAR/{c.code}" for c in seul.competences if c.evaluee] == EVALUEES
    assert len(EVALUEES) == 15


@pytest.mark.parametrize("numero", MATRICE)
def test_chaque_competence_est_evaluee_par_ses_epreuves(gcar, numero):
    epreuves = gcar.edition.epreuves_de(gcar.edition.voie("formation"))
    siennes = {epreuve.code for epreuve in epreuves if f"GCAR/C{numero}" in epreuve.evalue}
    assert {CC if code.startswith("cc_") else code for code in siennes} == MATRICE[numero]


def test_aucune_epreuve_n_evalue_une_competence_qui_ne_l_est_pas(gcar):
    epreuves = gcar.edition.epreuves_de(gcar.edition.voie("formation"))
    assert {chemin for epreuve in epreuves for chemin in epreuve.evalue} == set(EVALUEES)


def test_le_controle_continu_de_l_interbranche_et_celui_de_la_carriere_se_partagent_les_competences(gcar):
    evalue = {epreuve.code: epreuve.evalue for epreuve in gcar.edition.epreuves}
    assert evalue["cc_tronc"] == ("GCAR/C1", "GCAR/C2", "GCAR/C9")
    assert evalue["cc_option"] == ("GCAR/C11", "GCAR/C15", "GCAR/C23")


def test_l_ecrit_dure_trois_heures_et_l_oral_quarante_cinq_minutes(gcar):
    minutes = {epreuve.code: epreuve.minutes for epreuve in gcar.edition.epreuves if epreuve.parties}
    assert minutes == {"ecrit": 180, "oral": 45}


def test_l_oral_analyse_deux_situations_en_trente_minutes(gcar):
    oral = next(epreuve for epreuve in gcar.edition.epreuves if epreuve.code == "oral")
    assert [(partie.minutes, str(partie.nombre or "")) for partie in oral.parties] == [
        (15, ""),
        (30, "2 situations"),
    ]


def test_il_n_y_a_pas_d_option(gcar):
    assert gcar.edition.options == ()


def test_le_cqp_existe_depuis_le_12_octobre_2017(hote):
    assert hote.catalogue.en_vigueur("ucanss.gcar", date(2017, 10, 12)).edition == "2017"
    with pytest.raises(CodeInconnu):
        hote.catalogue.en_vigueur("ucanss.gcar", date(2017, 10, 11))


def test_aucun_delai_n_est_demande(gcar):
    parcours = {"PASS": date(2012, 1, 6), "PREMSS": date(2013, 3, 4)}
    proposition = gcar.noter(parcours=parcours)
    assert (proposition.issue, alertes(proposition)) == (CERTIFIE, [])


def test_en_formation_l_echec_est_tout_ou_rien(gcar):
    proposition = gcar.noter({"oral": "6"})
    assert (proposition.issue, proposition.blocs, proposition.titres) == (NON_CERTIFIE, (), ())


def test_une_competence_tenue_n_aide_pas_en_formation(gcar):
    assert gcar.noter({"oral": "6"}, acquis=tenues(*EVALUEES)).issue is NON_CERTIFIE


def test_en_vae_les_quinze_competences_validees_donnent_le_cqp(gcar):
    proposition = gcar.valider(copie())
    assert proposition.issue is CERTIFIE
    assert [(titre.nature, titre.objet) for titre in proposition.titres] == [("cqp", "ucanss.gcar")]
    assert bloc(proposition).jugement.constat.dire(CODES) == "15/15 compétences évaluées acquises"


@pytest.mark.parametrize("refusee", EVALUEES)
def test_une_seule_competence_refusee_rend_la_validation_partielle(gcar, refusee):
    proposition = gcar.valider(copie(refusee))
    assert (proposition.issue, proposition.titres) == (PARTIEL, ())
    assert [motif.cible for motif in bloc(proposition).motifs] == ["GCAR", refusee]


@pytest.mark.parametrize(("validees", "issue"), [(0, NON_CERTIFIE), (1, PARTIEL), (14, PARTIEL), (15, CERTIFIE)])
def test_la_validation_est_partielle_des_une_competence(gcar, validees, issue):
    assert gcar.valider(copie(*EVALUEES[validees:])).issue is issue


def test_une_competence_non_observee_n_est_pas_validee_et_se_signale(gcar):
    proposition = gcar.valider(copie(tu=("GCAR/C13",)))
    assert proposition.issue is PARTIEL
    assert alertes(proposition) == ["competence_non_observee"]
    assert "GCAR/C13" in proposition.alertes[0].dire(CODES)


@pytest.mark.parametrize(
    "observations",
    [
        {},
        {"epreuve:oral_vae": Avis.ABSENT},
        {**copie(), "epreuve:oral_vae": Avis.ABSENT},
        {"GCAR": Avis.ABSENT},
        {**copie(), "GCAR/C11": Avis.ABSENT},
    ],
)
def test_en_vae_une_absence_laisse_le_dossier_incomplet(gcar, observations):
    assert gcar.valider(observations).issue is INCOMPLET


def test_le_jury_peut_se_prononcer_d_un_mot_sur_l_ensemble(gcar):
    assert gcar.valider({"GCAR": Avis.ACQUIS}).issue is CERTIFIE
    assert gcar.valider({"GCAR": Avis.NON_ACQUIS}).issue is NON_CERTIFIE


def test_en_vae_ni_pass_ni_notes(gcar):
    proposition = gcar.valider(copie())
    assert proposition.dossier.parcours == {}
    assert proposition.releve is None


def test_la_dispense_d_oral_ne_demande_aucune_observation_de_l_oral(gcar):
    assert gcar.valider(copie()).issue is CERTIFIE


def test_une_competence_neutralisee_ne_compte_pas(gcar):
    proposition = gcar.valider({**copie(), "GCAR/C23": Neutralise("situation non rencontrée")})
    assert bloc(proposition).jugement.constat.dire(CODES) == "14/14 compétences évaluées acquises (1 neutralisée)"


@pytest.mark.parametrize("combien", [1, 7, 14])
def test_les_competences_tenues_completent_celles_du_jour(gcar, combien):
    proposition = gcar.valider(copie(tu=EVALUEES[:combien]), acquis=tenues(*EVALUEES[:combien]))
    assert proposition.issue is CERTIFIE
    assert alertes(proposition) == []


def test_une_competence_tenue_l_est_sans_limite_de_temps(gcar):
    dossier = gcar.dossier(copie(tu=EVALUEES[:12]), "vae", acquis=tenues(*EVALUEES[:12]))
    assert gcar.deliberer(dossier, date(2038, 3, 15)).issue is CERTIFIE


def test_il_en_manque_encore_une(gcar):
    proposition = gcar.valider(copie("GCAR/C29", tu=EVALUEES[:12]), acquis=tenues(*EVALUEES[:12]))
    assert proposition.issue is PARTIEL
    assert bloc(proposition).jugement.constat.dire(CODES) == "14/15 compétences évaluées acquises"


def test_une_competence_tenue_ne_se_perd_pas(gcar):
    proposition = gcar.valider(copie("GCAR/C11"), acquis=tenues("GCAR/C11"))
    assert proposition.issue is CERTIFIE


def test_le_jury_ne_reprend_pas_d_un_mot_les_competences_tenues(gcar):
    assert gcar.valider({"GCAR": Avis.NON_ACQUIS}, acquis=tenues("GCAR/C11")).issue is PARTIEL


@pytest.mark.parametrize(("le", "issue"), [(SEANCE, CERTIFIE), (date(2018, 6, 22), PARTIEL)])
def test_une_competence_se_tient_a_partir_de_sa_date(gcar, le, issue):
    proposition = gcar.valider(copie(tu=("GCAR/C11",)), acquis=tenues("GCAR/C11", le=le))
    assert proposition.issue is issue
    assert ("acquis_futur" in alertes(proposition)) is (issue is PARTIEL)


def test_qui_tient_des_competences_et_ne_vient_pas_est_incomplet(gcar):
    for observations in ({}, {"epreuve:oral_vae": Avis.ABSENT}):
        assert gcar.valider(observations, acquis=tenues(*EVALUEES[:12])).issue is INCOMPLET


def test_une_competence_qui_n_est_pas_evaluee_ne_compte_pas(gcar):
    proposition = gcar.valider(copie("GCAR/C11"), acquis=tenues("GCAR/C4", "GCAR/C30"))
    assert bloc(proposition).jugement.constat.dire(CODES) == "14/15 compétences évaluées acquises"


def test_le_motif_nomme_la_competence_qui_manque(gcar):
    global_, refus = bloc(gcar.valider(copie("GCAR/C15"))).motifs
    assert (global_.constat.dire(CODES), global_.exige.dire(CODES)) == (
        "14/15 compétences évaluées acquises",
        "≥ 100 %, soit 15 sur 15",
    )
    assert (refus.cible, refus.constat.dire(CODES), refus.exige.dire(CODES)) == (
        "GCAR/C15",
        "avis : non acquis",
        "avis favorable du jury",
    )
    assert (str(global_.source), str(refus.source)) == ("001 §7.3", "001 §7.2 et §7.3")


def test_la_vae_se_decide_en_deux_temps(hote):
    """The jury local proposes, the jury paritaire national proclaims; a VAE has no jury of its own here."""
    edition = hote.catalogue.edition("ucanss.gcar", "2017")
    assert edition.instances == ("jury_local", "jury_paritaire_national", "ucanss")
    missions = {instance.code: instance.missions for instance in hote.branche("ucanss.gcar").instances}
    assert Mission.PROPOSE in missions["jury_local"]
    assert Mission.DECIDE not in missions["jury_local"]
    assert Mission.DECIDE in missions["jury_paritaire_national"]


def test_la_vae_se_lit_en_francais(hote):
    assert hote.politique("ucanss.gcar@2017", "vae").enoncer() == (
        "Un bloc est acquis si au moins 100 % de ses compétences évaluées sont acquises.",
        "Une compétence est acquise sur avis favorable du jury.",
        "La certification est délivrée si tous ses blocs sont acquis.",
    )


RANG = {NON_CERTIFIE: 0, PARTIEL: 1, CERTIFIE: 2}
COPIE = st.fixed_dictionaries(
    {EVALUEES[0]: st.sampled_from((Avis.ACQUIS, Avis.NON_ACQUIS))},
    optional={chemin: st.sampled_from((Avis.ACQUIS, Avis.NON_ACQUIS)) for chemin in EVALUEES[1:]},
)


@settings(deadline=None)
@given(observee=COPIE, data=st.data())
def test_une_competence_validee_de_plus_n_empire_jamais_l_issue(gcar, observee, data):
    de_plus = data.draw(st.sampled_from(EVALUEES))
    avant, apres = gcar.valider(observee), gcar.valider({**observee, de_plus: Avis.ACQUIS})
    assert RANG[apres.issue] >= RANG[avant.issue]


@settings(deadline=None)
@given(observee=COPIE, chemins=st.sets(st.sampled_from(EVALUEES)))
def test_une_competence_tenue_n_empire_jamais_l_issue(gcar, observee, chemins):
    avant, apres = gcar.valider(observee), gcar.valider(observee, acquis=tenues(*sorted(chemins)))
    assert RANG[apres.issue] >= RANG[avant.issue]


@settings(deadline=None)
@given(observee=COPIE, chemins=st.sets(st.sampled_from(EVALUEES)))
def test_tenir_une_competence_ou_la_valider_ce_jour_revient_au_meme(gcar, observee, chemins):
    tenue = gcar.valider(observee, acquis=tenues(*sorted(chemins)))
    validee = gcar.valider({**observee, **dict.fromkeys(chemins, Avis.ACQUIS)})
    assert tenue.issue is validee.issue


@settings(deadline=None)
@given(observee=COPIE, data=st.data())
def test_l_ordre_des_avis_est_indifferent(gcar, observee, data):
    melangee = dict(data.draw(st.permutations(list(observee.items()))))
    avant, apres = gcar.valider(observee), gcar.valider(melangee)
    assert (avant.issue, avant.titres, bloc(avant).motifs) == (apres.issue, apres.titres, bloc(apres).motifs)


def test_l_ordre_des_competences_tenues_est_indifferent(gcar):
    acquis = tenues(*EVALUEES[:12])
    avant = gcar.valider(copie(tu=EVALUEES[:12]), acquis=acquis)
    apres = gcar.deliberer(evolve(avant.dossier, acquis=acquis[::-1]))
    assert (avant.issue, bloc(avant).verdict, bloc(avant).motifs) == (
        apres.issue,
        bloc(apres).verdict,
        bloc(apres).motifs,
    )
