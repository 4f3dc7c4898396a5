"""The règlement of the CQP Gestionnaire conseil of 2013 (document 004, §III to §VI), case by case."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from parchemin.deliberation import Issue, deliberer
from parchemin.documents.contenus import donnees
from parchemin.dossier.model import Avis, Note, Seance
from parchemin.dossier.readers.dossiers import lire_dossiers
from parchemin.dossier.readers.editions import Editions
from parchemin.dossier.readers.formats.tableau import dresser
from parchemin.dossier.readers.remarques import Remarques
from parchemin.errors import CodeInconnu
from parchemin.faits import CODES
from parchemin.plugin.types import Mission
from parchemin.regles import Verdict
from parchemin.regles.notes import NoteEliminatoire

EPREUVES = ("cc_tronc", "cc_option", "ecrit", "oral", "apt")
REGIMES = ["gc_2013", "gcar"]
PASS, PREMSS = date(2012, 11, 16), date(2013, 3, 4)
CERTIFIE, NON_CERTIFIE, INCOMPLET = Issue.CERTIFIE, Issue.NON_CERTIFIE, Issue.INCOMPLET


@pytest.fixture(params=REGIMES)
def banc(request):
    """Each of the two éditions whose marks follow the same barème."""
    return request.getfixturevalue(request.param)


def titres(proposition):
    return [(titre.nature, titre.objet) for titre in proposition.titres]


def alertes(proposition):
    return [alerte.code for alerte in proposition.alertes]


def motif(proposition, regle):
    return next(motif for motif in proposition.motifs if motif.regle == regle)


@pytest.mark.parametrize("epreuve", ["ecrit", "oral"])
@pytest.mark.parametrize(
    ("note", "issue"),
    [
        ("0", NON_CERTIFIE),
        ("5,99", NON_CERTIFIE),
        ("6", NON_CERTIFIE),
        ("6,00", NON_CERTIFIE),
        ("6,01", CERTIFIE),
        ("7", CERTIFIE),
    ],
)
def test_une_note_de_six_ou_moins_elimine_a_l_ecrit_et_a_l_oral(banc, epreuve, note, issue):
    autres = dict.fromkeys(EPREUVES, "16")
    proposition = banc.noter({**autres, epreuve: note})
    assert proposition.releve.moyenne > 10
    assert proposition.issue is issue
    assert proposition.eliminatoires == (() if issue is CERTIFIE else (epreuve,))


@pytest.mark.parametrize("epreuve", ["cc_tronc", "cc_option", "apt"])
@pytest.mark.parametrize("note", ["0", "5,99", "6", "6,01"])
def test_aucune_note_n_elimine_aux_autres_epreuves(banc, epreuve, note):
    proposition = banc.noter({**dict.fromkeys(EPREUVES, "16"), epreuve: note})
    assert (proposition.issue, proposition.eliminatoires) == (CERTIFIE, ())


def test_les_deux_notes_eliminatoires_sont_dites(banc):
    proposition = banc.noter({**dict.fromkeys(EPREUVES, "20"), "ecrit": "4", "oral": "6"})
    assert proposition.eliminatoires == ("ecrit", "oral")
    elimine = motif(proposition, "note_eliminatoire")
    assert elimine.constat.dire(CODES) == "ecrit : 4, oral : 6"
    assert elimine.exige.dire(CODES) == "aucune note éliminatoire (ecrit : 6/20 ou moins, oral : 6/20 ou moins)"


@pytest.mark.parametrize(
    ("cc_tronc", "total", "moyenne", "issue"),
    [
        ("9,95", "99,95", "9,995", NON_CERTIFIE),
        ("9,97", "99,97", "9,997", NON_CERTIFIE),
        ("9,99", "99,99", "9,999", NON_CERTIFIE),
        ("10", "100", "10", CERTIFIE),
        ("10,01", "100,01", "10,001", CERTIFIE),
        ("10,1", "100,1", "10,01", CERTIFIE),
    ],
)
def test_la_moyenne_est_d_au_moins_dix_sans_arrondi(banc, cc_tronc, total, moyenne, issue):
    proposition = banc.noter({**dict.fromkeys(EPREUVES, "10"), "cc_tronc": cc_tronc})
    assert motif(proposition, "moyenne").constat.dire(CODES) == f"moyenne {moyenne}/20 (total {total}/200)"
    assert motif(proposition, "moyenne").exige.dire(CODES) == "moyenne ≥ 10/20"
    assert proposition.issue is issue


@pytest.mark.parametrize(
    ("epreuve", "coefficient"), [("cc_tronc", 1), ("cc_option", 1), ("ecrit", 3), ("oral", 3), ("apt", 2)]
)
def test_chaque_epreuve_pese_son_coefficient(banc, epreuve, coefficient):
    notes = dict.fromkeys(EPREUVES, "10")
    avant, apres = banc.noter(notes).releve, banc.noter({**notes, epreuve: "11"}).releve
    assert (avant.total, apres.total - avant.total, avant.sur) == (100, coefficient, 200)


def test_vingt_partout_fait_deux_cents_et_une_moyenne_de_vingt(banc):
    releve = banc.noter(dict.fromkeys(EPREUVES, "20")).releve
    assert (releve.total, releve.sur, releve.moyenne) == (200, 200, 20)


@pytest.mark.parametrize("epreuve", EPREUVES)
def test_une_absence_laisse_le_dossier_incomplet(banc, epreuve):
    proposition = banc.noter({epreuve: Avis.ABSENT})
    assert proposition.issue is INCOMPLET
    assert titres(proposition) == []
    assert epreuve in motif(proposition, "moyenne").constat.dire(CODES)


@pytest.mark.parametrize("epreuve", ["cc_tronc", "cc_option", "apt"])
def test_une_absence_n_est_pas_un_zero_meme_la_ou_un_zero_suffirait(banc, epreuve):
    ailleurs = dict.fromkeys(EPREUVES, "16")
    assert banc.noter({**ailleurs, epreuve: "0"}).issue is CERTIFIE
    assert banc.noter({**ailleurs, epreuve: Avis.ABSENT}).issue is INCOMPLET


@pytest.mark.parametrize("epreuve", ["ecrit", "oral"])
def test_une_absence_n_elimine_pas(banc, epreuve):
    proposition = banc.noter({epreuve: Avis.ABSENT})
    assert proposition.eliminatoires == ()
    assert banc.noter({epreuve: "0"}).eliminatoires == (epreuve,)


@pytest.mark.parametrize("epreuve", EPREUVES)
def test_une_epreuve_qui_n_est_pas_encore_notee_laisse_le_dossier_incomplet(banc, epreuve):
    assert banc.noter({epreuve: None}).issue is INCOMPLET


def test_rien_n_est_note_tout_est_incomplet(banc):
    assert banc.noter(dict.fromkeys(EPREUVES)).issue is INCOMPLET


def test_sans_pass_nul_n_est_certifie(banc):
    sans_pass = {etape: le for etape, le in banc.parcours.items() if etape != "PASS"}
    proposition = banc.noter(dict.fromkeys(EPREUVES, "20"), parcours=sans_pass)
    assert (proposition.issue, titres(proposition)) == (NON_CERTIFIE, [])
    assert motif(proposition, "parcours").constat.dire(CODES) == "Pass : non suivi"


@pytest.mark.parametrize(("jours", "issue"), [(0, CERTIFIE), (1, NON_CERTIFIE)])
def test_pass_est_suivi_au_plus_tard_le_jour_du_jury(banc, jours, issue):
    le = date.fromordinal(banc.le.toordinal() + jours)
    assert banc.noter(parcours={**banc.parcours, "PASS": le}).issue is issue


def test_premss_est_enseigne_mais_n_est_pas_une_condition(banc):
    sans_premss = {etape: le for etape, le in banc.parcours.items() if etape != "PREMSS"}
    assert banc.noter(parcours=sans_premss).issue is CERTIFIE


def test_le_candidat_certifie_recoit_le_cqp_et_rien_d_autre(banc):
    proposition = banc.noter()
    assert titres(proposition) == [("cqp", banc.edition.certification)]
    assert (proposition.blocs, alertes(proposition)) == ((), [])


def test_le_json_donne_le_total_la_moyenne_et_les_eliminatoires(gc_2013):
    dossiers = [
        gc_2013.noter(notes).dossier
        for notes in (
            dict.fromkeys(EPREUVES, "10"),
            {**dict.fromkeys(EPREUVES, "10"), "cc_tronc": "9,97"},
            {"oral": "6"},
            {"oral": Avis.ABSENT},
        )
    ]
    seance = Seance(
        "ucanss.gc",
        gc_2013.le,
        "jury_paritaire_national",
        dossiers=tuple(dossiers),
        editions={gc_2013.edition.cle: gc_2013.edition},
    )
    document = donnees.deliberation(seance, deliberer(seance, gc_2013.hote))
    exact, juste_dessous, elimine, absent = (dossier["notes"] for dossier in document["dossiers"])
    assert exact == {"total": "100", "sur": "200", "moyenne": "10", "eliminatoires": []}
    assert (juste_dessous["total"], juste_dessous["moyenne"]) == ("99.97", "9.997")
    assert elimine["eliminatoires"] == ["oral"]
    assert (absent["total"], absent["moyenne"], absent["eliminatoires"]) == (None, None, [])


OPTIONS = {
    "allocataires": "Technicien conseil allocataires",
    "maladie": "Technicien conseil assurance maladie",
    "carriere": "Technicien carrière et déclarations",
    "atmp": "Technicien tarification AT/MP",
    "recouvrement": "Gestionnaire du recouvrement",
    "service-medical": "Technicien du service médical",
}


def lire_option(edition, option):
    entetes = ["dossier", "nom", "prenom", "voie", "entree", "option"]
    tableau = dresser(
        "d.csv", "", [(1, entetes), (2, ["D1", "Vidal", "Corinne", "formation", "2013-03-04", option])]
    )
    remarques = Remarques()
    lus = lire_dossiers(tableau, Editions(lambda _: edition, {}), remarques)
    return lus["D1"].dossier, remarques.defauts


def test_il_y_a_six_options(gc_2013):
    assert {option.code: option.intitule for option in gc_2013.edition.options} == OPTIONS


@pytest.mark.parametrize(
    ("ecrit", "code"),
    [
        *((code, code) for code in OPTIONS),
        *((intitule, code) for code, intitule in OPTIONS.items()),
        ("gestionnaire conseil allocataire", "allocataires"),
        ("TECHNICIEN CARRIERE ET DECLARATIONS", "carriere"),
    ],
)
def test_une_option_se_dit_par_son_code_son_intitule_ou_son_alias(gc_2013, ecrit, code):
    dossier, defauts = lire_option(gc_2013.edition, ecrit)
    assert defauts == []
    assert dossier.option == code


def test_une_option_inconnue_est_refusee(gc_2013):
    _, (defaut,) = lire_option(gc_2013.edition, "technicien du contentieux")
    assert "option inconnue" in defaut.message


@pytest.mark.parametrize("voie", ["formation", "vae"])
def test_un_dossier_sans_option_est_signale(gc_2013, voie):
    copie = {f"epreuve:{code}": Note(1200) for code in EPREUVES} if voie == "formation" else {"GC": Avis.ACQUIS}
    le = gc_2013.le_en_vae if voie == "vae" else None
    proposition = gc_2013.deliberer(gc_2013.dossier(copie, voie, option=""), le)
    assert (proposition.issue, alertes(proposition)) == (CERTIFIE, ["option_absente"])


@pytest.mark.parametrize("option", OPTIONS)
def test_les_epreuves_sont_les_memes_pour_toutes_les_options(gc_2013, option):
    assert gc_2013.noter({"oral": "6"}, option=option).issue is NON_CERTIFIE
    assert gc_2013.noter({"oral": "6,01"}, option=option).issue is CERTIFIE


def test_l_oral_dure_quarante_cinq_minutes_dont_l_analyse_d_une_situation(gc_2013):
    oral = next(epreuve for epreuve in gc_2013.edition.epreuves if epreuve.code == "oral")
    assert [partie.minutes for partie in oral.parties] == [10, 20, 15]
    assert [str(partie.nombre) for partie in oral.parties if partie.nombre] == ["1 situation"]
    assert oral.minutes == 45


def test_la_duree_de_l_ecrit_n_est_pas_donnee(gc_2013):
    ecrit = next(epreuve for epreuve in gc_2013.edition.epreuves if epreuve.code == "ecrit")
    assert [partie.minutes for partie in ecrit.parties] == [None]


def test_le_bareme_est_celui_du_document(banc):
    epreuves = banc.edition.epreuves_de(banc.edition.voie("formation"))
    assert [(e.code, e.bareme.sur, e.bareme.coefficient, e.bareme.eliminatoire) for e in epreuves] == [
        ("cc_tronc", 20, 1, None),
        ("cc_option", 20, 1, None),
        ("ecrit", 20, 3, 6),
        ("oral", 20, 3, 6),
        ("apt", 20, 2, None),
    ]


@pytest.mark.parametrize(
    ("entree", "edition"),
    [
        (date(2012, 6, 1), "2013"),
        (date(2013, 3, 4), "2013"),
        (date(2021, 9, 19), "2013"),
        (date(2021, 9, 20), "2021"),
        (date(2022, 2, 1), "2021"),
    ],
)
def test_le_dossier_est_fige_sur_l_edition_en_vigueur_a_son_entree(hote, entree, edition):
    assert hote.catalogue.en_vigueur("ucanss.gc", entree).edition == edition


def test_avant_juin_2012_il_n_y_a_pas_de_cqp(hote):
    with pytest.raises(CodeInconnu, match="2013 depuis le 2012-06-01"):
        hote.catalogue.en_vigueur("ucanss.gc", date(2012, 5, 31))


def test_les_deux_editions_ne_laissent_aucun_jour_entre_elles(hote):
    ancienne, nouvelle = hote.catalogue.de("ucanss.gc")
    assert nouvelle.valide_du.toordinal() - ancienne.valide_au.toordinal() == 1


def test_un_dossier_entre_en_2021_s_acheve_sous_son_edition(gc_2013):
    parcours = {etape: date(2021, 9, 19) for etape in ("PASS", "PREMSS", "OPTION")}
    dossier = gc_2013.noter(entree=date(2021, 9, 19), parcours={**parcours, "SESSION": date(2021, 12, 10)}).dossier
    proposition = gc_2013.deliberer(dossier, date(2022, 1, 10))
    assert (proposition.issue, proposition.edition.cle) == (CERTIFIE, "ucanss.gc@2013")
    assert alertes(proposition) == ["edition_a_relire"]


def test_une_entree_apres_l_edition_est_signalee(gc_2013):
    dossier = gc_2013.noter(entree=date(2021, 9, 20)).dossier
    assert "entree_hors_edition" in alertes(gc_2013.deliberer(dossier, date(2021, 12, 16)))


@pytest.mark.parametrize(
    ("premss", "option", "signale"),
    [
        (date(2013, 3, 4), date(2015, 3, 4), False),
        (date(2013, 3, 4), date(2015, 3, 5), True),
        (date(2016, 2, 29), date(2018, 2, 28), False),
        (date(2016, 2, 29), date(2018, 3, 1), True),
        (date(2014, 2, 28), date(2016, 2, 28), False),
        (date(2014, 2, 28), date(2016, 2, 29), True),
        (date(2014, 3, 1), date(2016, 2, 29), False),
    ],
)
def test_le_parcours_tient_en_deux_ans_du_premier_jour_de_premss_a_la_fin_de_l_option(
    gc_2013, premss, option, signale
):
    parcours = {"PASS": PASS, "PREMSS": premss, "OPTION": option, "SESSION": option}
    proposition = gc_2013.deliberer(gc_2013.noter(entree=premss, parcours=parcours).dossier, option)
    assert ("delai_depasse" in alertes(proposition)) is signale
    assert proposition.issue is CERTIFIE


def test_l_examen_ne_compte_pas_dans_les_deux_ans(gc_2013):
    parcours = {"PASS": PASS, "PREMSS": PREMSS, "OPTION": date(2015, 3, 4), "SESSION": date(2015, 6, 10)}
    proposition = gc_2013.deliberer(gc_2013.noter(parcours=parcours).dossier, date(2015, 7, 1))
    assert alertes(proposition) == []


def test_sans_date_de_premss_l_entree_en_tient_lieu(gc_2013):
    parcours = {"PASS": PASS, "OPTION": date(2015, 3, 5)}
    dossier = gc_2013.noter(entree=date(2013, 3, 4), parcours=parcours).dossier
    assert alertes(gc_2013.deliberer(dossier, date(2015, 6, 1))) == ["delai_depasse", "delai_non_compte"]


@pytest.mark.parametrize(
    ("session", "jury", "signale"),
    [
        (date(2013, 12, 3), date(2013, 12, 18), False),
        (date(2013, 12, 3), date(2014, 1, 3), False),
        (date(2013, 12, 3), date(2014, 1, 4), True),
        (date(2014, 1, 31), date(2014, 2, 28), False),
        (date(2014, 1, 31), date(2014, 3, 1), True),
        (date(2016, 1, 30), date(2016, 2, 29), False),
        (date(2016, 1, 30), date(2016, 3, 1), True),
        (date(2016, 2, 29), date(2016, 3, 29), False),
        (date(2016, 2, 29), date(2016, 3, 30), True),
    ],
)
def test_le_jury_national_se_reunit_dans_le_mois_qui_suit_la_session(gc_2013, session, jury, signale):
    parcours = {**gc_2013.parcours, "SESSION": session}
    proposition = gc_2013.deliberer(gc_2013.noter(parcours=parcours).dossier, jury)
    assert ("delai_depasse" in alertes(proposition)) is signale


def test_sans_la_session_le_mois_du_jury_national_ne_se_compte_pas_et_c_est_signale(gc_2013):
    parcours = {etape: le for etape, le in gc_2013.parcours.items() if etape != "SESSION"}
    (alerte,) = gc_2013.noter(parcours=parcours).alertes
    assert alerte.code == "delai_non_compte"
    assert "SESSION non renseigné, le délai (1 mois) ne peut se compter" in alerte.dire(CODES)


@pytest.mark.parametrize(
    ("session", "hors"),
    [
        (date(2013, 12, 2), False),
        (date(2013, 12, 31), False),
        (date(2013, 11, 30), True),
        (date(2013, 6, 3), False),
    ],
)
def test_l_ecrit_et_l_oral_se_deroulent_en_juin_et_decembre(gc_2013, session, hors):
    parcours = {**gc_2013.parcours, "SESSION": session}
    assert ("hors_session" in alertes(gc_2013.noter(parcours=parcours))) is hors


@pytest.mark.parametrize(("le", "trop_tot"), [(date(2014, 5, 31), True), (date(2014, 6, 1), False)])
def test_les_premiers_jurys_de_vae_se_tiennent_a_partir_de_juin_2014(gc_2013, le, trop_tot):
    dossier = gc_2013.dossier({"GC": Avis.ACQUIS}, "vae")
    assert ("trop_tot" in alertes(gc_2013.deliberer(dossier, le))) is trop_tot


@pytest.mark.parametrize(
    ("option", "entree", "fermee"),
    [
        ("allocataires", date(2013, 3, 3), True),
        ("allocataires", date(2013, 3, 4), False),
        ("maladie", date(2013, 6, 30), True),
        ("maladie", date(2013, 7, 1), False),
        ("carriere", date(2013, 9, 30), True),
        ("carriere", date(2013, 10, 1), False),
        ("", date(2013, 3, 4), False),
    ],
)
def test_nul_n_entre_dans_une_option_avant_qu_elle_s_ouvre(gc_2013, option, entree, fermee):
    assert ("option_pas_ouverte" in alertes(gc_2013.noter(option=option, entree=entree))) is fermee


def test_l_alerte_dit_les_dates_et_la_source(gc_2013):
    parcours = {**gc_2013.parcours, "SESSION": date(2013, 11, 15)}
    (alerte,) = (a for a in gc_2013.noter(parcours=parcours).alertes if a.code == "delai_depasse")
    assert "du 2013-11-15 au 2013-12-18" in alerte.dire(CODES)
    assert "jusqu'au 2013-12-15" in alerte.dire(CODES)
    assert str(alerte.source) == "004 §V"


def test_l_employeur_ne_voit_que_l_avis_et_le_controle_continu_de_l_option(hote):
    for voie in ("formation", "vae"):
        (diffusion,) = hote.politique("ucanss.gc@2013", voie).diffusions
        assert (diffusion.destinataire, diffusion.epreuves) == ("organisme", ("cc_option",))
        assert str(diffusion.source) == "004 §V"


def test_aucune_autre_edition_ne_limite_ce_que_voit_l_employeur(hote):
    autres = ("ucanss.gc@2021", "ucanss.cos@2021", "ucanss.gcar@2017")
    assert [hote.politique(edition, voie).diffusions for edition in autres for voie in ("formation", "vae")] == [
        () for _ in range(6)
    ]


@pytest.mark.parametrize(
    ("copie", "issue"),
    [
        ({"GC": Avis.ACQUIS}, CERTIFIE),
        ({"GC": Avis.NON_ACQUIS}, NON_CERTIFIE),
        ({"GC": Avis.ABSENT}, INCOMPLET),
        ({"epreuve:oral_vae": Avis.ABSENT}, INCOMPLET),
        ({"GC": Avis.ACQUIS, "epreuve:oral_vae": Avis.ABSENT}, INCOMPLET),
        ({}, INCOMPLET),
    ],
)
def test_en_vae_le_jury_se_prononce_sur_le_tout(gc_2013, copie, issue):
    proposition = gc_2013.valider(copie)
    assert proposition.issue is issue
    assert titres(proposition) == ([("cqp", "ucanss.gc")] if issue is CERTIFIE else [])


def test_la_vae_de_2013_n_a_ni_bloc_ni_ccp(gc_2013):
    proposition = gc_2013.valider({"GC": Avis.ACQUIS})
    assert proposition.blocs == ()
    assert [titre.nature for titre in proposition.titres] == ["cqp"]


def test_la_vae_ne_demande_ni_pass_ni_delai(gc_2013):
    proposition = gc_2013.valider({"GC": Avis.ACQUIS}, entree=date(2014, 1, 6))
    assert (proposition.issue, alertes(proposition)) == (CERTIFIE, [])


def test_la_dispense_d_oral_ne_demande_aucune_observation_de_l_oral(gc_2013):
    assert gc_2013.valider({"GC": Avis.ACQUIS}).issue is CERTIFIE


def test_le_motif_du_jury_vae_se_lit(gc_2013):
    (refus,) = gc_2013.valider({"GC": Avis.NON_ACQUIS}).motifs
    assert (refus.regle, refus.constat.dire(CODES), refus.exige.dire(CODES)) == (
        "avis_jury",
        "avis : non acquis",
        "avis favorable du jury",
    )
    assert str(refus.source) == "004 §VI"
    (absence,) = gc_2013.valider({"epreuve:oral_vae": Avis.ABSENT}).motifs
    assert absence.constat.dire(CODES) == "candidat absent à l'épreuve oral_vae"


def test_le_jury_local_propose_et_le_jury_national_decide(hote):
    missions = {instance.code: instance.missions for instance in hote.branche("ucanss.gc").instances}
    for propose in ("jury_local", "jury_vae"):
        assert Mission.PROPOSE in missions[propose]
        assert Mission.DECIDE not in missions[propose]
    assert Mission.DECIDE in missions["jury_paritaire_national"]


@pytest.mark.parametrize("edition", ["ucanss.gc@2013", "ucanss.gcar@2017"])
def test_le_reglement_des_notes_se_lit_en_francais(hote, edition):
    assert hote.politique(edition, "formation").enoncer()[:3] == (
        "La moyenne pondérée des épreuves, ramenée sur 20, est d'au moins 10.",
        "Aucune note n'est éliminatoire, au sens du barème de chaque épreuve.",
        "Le candidat a suivi intégralement les formations exigées par sa voie.",
    )


def test_les_controles_de_2013_se_lisent_en_francais(hote):
    assert hote.politique("ucanss.gc@2013", "formation").enoncer()[3:] == (
        "Le dossier dit pour laquelle des six options le CQP est demandé.",
        "Parcours de formation, du premier jour de Prem'ss à la fin de l'option : 2 ans au plus.",
        "Session d'examen : en juin ou décembre.",
        "Jury national après la session d'examen : 1 mois au plus.",
    )
    assert hote.politique("ucanss.gc@2013", "vae").enoncer()[0] == "Le CQP est délivré sur avis favorable du jury."


RANG = {NON_CERTIFIE: 0, INCOMPLET: 1, CERTIFIE: 2}
NOTE = st.integers(0, 2000).map(Note)
COPIE = st.fixed_dictionaries({f"epreuve:{code}": NOTE for code in EPREUVES})
COPIE_A_TROUS = st.fixed_dictionaries(
    {}, optional={f"epreuve:{code}": st.one_of(NOTE, st.just(Avis.ABSENT)) for code in EPREUVES}
)


@settings(deadline=None)
@given(copie=COPIE, data=st.data())
@pytest.mark.parametrize("nom", REGIMES)
def test_une_note_plus_haute_n_empire_jamais_l_issue(request, nom, copie, data):
    banc = request.getfixturevalue(nom)
    cible = data.draw(st.sampled_from(sorted(copie)))
    haussee = data.draw(st.integers(copie[cible].centiemes, 2000).map(Note))
    avant, apres = (banc.deliberer(banc.dossier(c)) for c in (copie, {**copie, cible: haussee}))
    assert RANG[apres.issue] >= RANG[avant.issue]
    assert apres.releve.moyenne >= avant.releve.moyenne
    assert set(apres.eliminatoires) <= set(avant.eliminatoires)


@settings(deadline=None)
@given(copie=COPIE)
def test_l_issue_est_celle_du_calcul_fait_a_la_main(gc_2013, copie):
    coefficients = dict(zip(EPREUVES, (1, 1, 3, 3, 2), strict=True))
    total = sum(copie[f"epreuve:{code}"].centiemes * poids for code, poids in coefficients.items())
    elimine = any(copie[f"epreuve:{code}"].centiemes <= 600 for code in ("ecrit", "oral"))
    attendue = CERTIFIE if total >= 10000 and not elimine else NON_CERTIFIE
    assert gc_2013.deliberer(gc_2013.dossier(copie)).issue is attendue


@settings(deadline=None)
@given(copie=COPIE_A_TROUS, data=st.data())
@pytest.mark.parametrize("nom", REGIMES)
def test_l_ordre_des_notes_est_indifferent(request, nom, copie, data):
    banc = request.getfixturevalue(nom)
    melangee = dict(data.draw(st.permutations(list(copie.items()))))
    avant, apres = (banc.deliberer(banc.dossier(c)) for c in (copie, melangee))
    assert (avant.issue, avant.titres, avant.motifs) == (apres.issue, apres.titres, apres.motifs)


@settings(deadline=None)
@given(copie=COPIE_A_TROUS)
@pytest.mark.parametrize("nom", REGIMES)
def test_ce_qui_manque_ne_certifie_ni_ne_refuse(request, nom, copie):
    banc = request.getfixturevalue(nom)
    notes = [valeur for valeur in copie.values() if isinstance(valeur, Note)]
    proposition = banc.deliberer(banc.dossier(copie))
    assert (proposition.issue is INCOMPLET) is (len(notes) < len(EPREUVES))


def test_les_deux_regimes_jugent_de_meme_les_memes_notes(regimes_de_notes):
    for cc_tronc in ("9,97", "10"):
        notes = {**dict.fromkeys(EPREUVES, "10"), "cc_tronc": cc_tronc}
        assert len({banc.noter(notes).issue for banc in regimes_de_notes}) == 1


def test_un_jugement_porte_les_faits_et_pas_seulement_des_mots(gc_2013):
    moyenne, eliminations, parcours = gc_2013.noter({"oral": "6"}).certification
    assert [moyenne.verdict, eliminations.verdict, parcours.verdict] == [
        Verdict.ACQUIS,
        Verdict.NON_ACQUIS,
        Verdict.ACQUIS,
    ]
    assert eliminations.constat.notes == (NoteEliminatoire("oral", Note(600), Decimal(6), 20),)


def test_deux_candidats_d_une_meme_seance_relevent_chacun_de_son_edition(hote, gc_2013, gc):
    ancien = gc_2013.noter().dossier
    nouveau = evolve(gc.dossier(gc.copie()), code="D2")
    seance = Seance(
        "ucanss.gc",
        date(2022, 3, 16),
        "jury_paritaire_national",
        dossiers=(ancien, nouveau),
        editions={gc_2013.edition.cle: gc_2013.edition, gc.edition.cle: gc.edition},
    )
    en_2013, en_2021 = deliberer(seance, hote)
    assert (en_2013.releve is not None, en_2013.blocs) == (True, ())
    assert en_2021.releve is None
    assert [bloc.bloc.code for bloc in en_2021.blocs] == ["GRU", "MDR", "GDU"]
