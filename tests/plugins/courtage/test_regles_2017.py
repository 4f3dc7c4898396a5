"""The règlement of the CQP of insurance brokerage (document 003), case by case."""

from datetime import date
from decimal import Decimal
from itertools import product
from types import SimpleNamespace

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from parchemin.cohortes.simulation.parametres import Changement, modifier, parametres
from parchemin.deliberation import Deliberation, Issue
from parchemin.dossier.model import Acquis, Avis, Neutralise, Statut
from parchemin.faits import CODES
from parchemin.referentiel.model import NatureBloc, Niveau
from parchemin.regles import Verdict

A, NA, ABSENT = Avis.ACQUIS, Avis.NON_ACQUIS, Avis.ABSENT
ACQUIS, NON_ACQUIS = Verdict.ACQUIS, Verdict.NON_ACQUIS
EN_DEBAT, NON_EVALUE = Verdict.EN_DEBAT, Verdict.NON_EVALUE

AVANT = date(2017, 12, 14)
CINQ = ("BC1", "BC2", "BC3", "BC4", "BC5")
SEPT = (*CINQ, "OPT1", "OPT2")
EVALUATEURS = ("of", "referent", "commission")
FORMATION = ("of", "referent")
VOIES = ("formation", "vae", "blocs")
SANS_NOTE = dict.fromkeys(SEPT)
CERTIFICATIONS = ("courtage.cdc", "courtage.gest-adp", "courtage.gest-iard")


def tenus(banc, *codes, le=AVANT):
    """The blocs of a bench that the candidate holds since an earlier jury."""
    return tuple(Acquis(bloc.cle, le) for bloc in banc.edition.blocs if bloc.code in codes)


def avis(of=None, referent=None, commission=None, bloc="BC3"):
    """What each evaluator says of one bloc."""
    return {("of", bloc): of, ("referent", bloc): referent, ("commission", bloc): commission}


def test_la_grille_compte_quinze_competences_et_quarante_huit_detaillees(hote):
    blocs = hote.catalogue.edition("courtage.cdc", "2017").blocs
    nombres = {bloc.code: [len(competence.criteres) for competence in bloc.competences] for bloc in blocs}
    assert nombres == {
        "BC1": [2, 4, 4],
        "BC2": [3, 2],
        "BC3": [5, 5],
        "BC4": [4, 3, 1, 1, 1],
        "BC5": [3, 9, 1],
    }
    assert [competence.code for bloc in blocs for competence in bloc.competences] == [
        f"C{rang}" for rang in range(1, 16)
    ]
    assert sum(map(sum, nombres.values())) == 48


@pytest.mark.parametrize("certification", CERTIFICATIONS)
def test_sept_blocs_sont_demandes_trois_communs_deux_de_specialite_deux_optionnels(hote, certification):
    edition = hote.catalogue.edition(certification, "2017")
    assert edition.composition == {
        NatureBloc.COMMUN: 3,
        NatureBloc.SPECIALITE: 2,
        NatureBloc.OPTIONNEL: 2,
    }
    assert sum(edition.composition.values()) == 7
    assert [voie.code for voie in edition.voies] == list(VOIES)


def test_les_trois_cqp_ont_les_memes_blocs_communs_et_le_guide_ne_donne_rien_d_autre_des_gestionnaires(hote):
    cdc, adp, iard = (hote.catalogue.edition(certification, "2017").blocs for certification in CERTIFICATIONS)
    assert adp == iard == cdc[:3]
    assert {bloc.nature for bloc in adp} == {NatureBloc.COMMUN}
    assert [bloc.nature for bloc in cdc[3:]] == [NatureBloc.SPECIALITE] * 2


@pytest.mark.parametrize(
    ("of", "referent", "commission", "verdict"),
    [
        (A, A, A, ACQUIS),
        (NA, A, A, EN_DEBAT),
        (A, NA, A, EN_DEBAT),
        (NA, NA, A, EN_DEBAT),
        (A, A, NA, NON_ACQUIS),
        (NA, A, NA, NON_ACQUIS),
        (A, NA, NA, NON_ACQUIS),
        (NA, NA, NA, NON_ACQUIS),
    ],
)
@pytest.mark.parametrize("certification", CERTIFICATIONS)
def test_les_huit_triplets(bancs, lire, certification, of, referent, commission, verdict):
    banc = bancs[certification]
    proposition = banc.proposer(banc.observer(sauf=avis(of, referent, commission)))
    assert lire.verdict(proposition, "BC3") is verdict
    assert (
        proposition.issue
        is {
            ACQUIS: Issue.CERTIFIE,
            EN_DEBAT: Issue.EN_DEBAT,
            NON_ACQUIS: Issue.PARTIEL,
        }[verdict]
    )


@pytest.mark.parametrize(
    ("bloc", "acquises", "total", "attribue"),
    [
        ("BC1", 7, 10, True),
        ("BC1", 6, 10, False),
        ("BC2", 4, 5, True),
        ("BC2", 3, 5, False),
        ("BC3", 7, 10, True),
        ("BC3", 6, 10, False),
        ("BC4", 7, 10, True),
        ("BC4", 6, 10, False),
        ("BC5", 10, 13, True),
        ("BC5", 9, 13, False),
        ("OPT3", 14, 20, True),
        ("OPT3", 13, 20, False),
    ],
)
@pytest.mark.parametrize("role", EVALUATEURS)
def test_un_evaluateur_attribue_un_bloc_a_70_pour_cent_de_ses_competences_detaillees(
    cdc, lire, role, bloc, acquises, total, attribue
):
    sept = (*CINQ, "OPT1", "OPT3")
    proposition = cdc.proposer(cdc.observer(sept, sauf={(role, bloc): acquises}), blocs=sept)
    jugement = lire.jugement(proposition, bloc)
    refus = NON_ACQUIS if role == "commission" else EN_DEBAT
    assert len(cdc.detaillees(bloc)) == total
    assert jugement.avis == dict.fromkeys(EVALUATEURS, ACQUIS) | {role: ACQUIS if attribue else NON_ACQUIS}
    assert jugement.verdict is (ACQUIS if attribue else refus)
    assert f"{role}: {acquises}/{total} compétences détaillées acquises" in jugement.motif.constat.dire(CODES)


def test_le_motif_dit_le_constat_l_exigence_et_la_source(cdc, lire):
    proposition = cdc.proposer(cdc.observer(sauf={("referent", "BC5"): 9}))
    (du_bloc,) = lire.jugement(proposition, "BC5").motifs()
    assert (du_bloc.regle, du_bloc.exige.dire(CODES)) == ("concordance", "≥ 70 % pour chaque évaluateur")
    assert "referent: 9/13 compétences détaillées acquises (non acquis)" in du_bloc.constat.dire(CODES)
    assert du_bloc.source.document == "003"


def test_une_competence_generique_pese_le_nombre_de_ses_detaillees(cdc, lire):
    """Two génériques of three make 67 %, but ten détaillées of thirteen make 77 %."""
    observations = cdc.observer(sauf={("referent", "BC5"): None})
    observations["referent"] |= {"BC5/C13": NA, "BC5/C14": A, "BC5/C15": A}
    proposition = cdc.proposer(observations)
    assert lire.verdict(proposition, "BC5") is ACQUIS
    assert "referent: 10/13" in lire.jugement(proposition, "BC5").motif.constat.dire(CODES)


@pytest.mark.parametrize(("refusee", "verdict"), [("C13", ACQUIS), ("C14", NON_ACQUIS), ("C15", ACQUIS)])
def test_la_competence_generique_la_plus_lourde_emporte_le_bloc(cdc, lire, refusee, verdict):
    observations = cdc.observer(sauf={("commission", "BC5"): None})
    observations["commission"] |= {f"BC5/{code}": NA if code == refusee else A for code in ("C13", "C14", "C15")}
    assert lire.verdict(cdc.proposer(observations), "BC5") is verdict


@pytest.mark.parametrize(("refusees", "verdict"), [(2, ACQUIS), (3, EN_DEBAT)])
def test_une_competence_detaillee_neutralisee_sort_du_compte(cdc, lire, refusees, verdict):
    """Of ten, one neutralised: 7/9 acquises, then 6/9."""
    observations = cdc.observer(sauf={("of", "BC1"): 10 - refusees})
    observations["of"][cdc.detaillees("BC1")[0]] = Neutralise("activité absente de l'entreprise")
    assert lire.verdict(cdc.proposer(observations), "BC1") is verdict


@pytest.mark.parametrize(("tues", "verdict"), [(3, ACQUIS), (4, EN_DEBAT)])
def test_une_competence_detaillee_non_observee_compte_et_n_est_pas_acquise(cdc, lire, tues, verdict):
    observations = cdc.observer(sauf={("of", "BC1"): 10})
    for chemin in cdc.detaillees("BC1")[:tues]:
        del observations["of"][chemin]
    assert lire.verdict(cdc.proposer(observations), "BC1") is verdict


@pytest.mark.parametrize(
    ("note", "verdict"),
    [("0", NON_ACQUIS), ("9.99", NON_ACQUIS), ("10", ACQUIS), ("10.01", ACQUIS), ("20", ACQUIS)],
)
@pytest.mark.parametrize("certification", CERTIFICATIONS)
def test_dix_sur_vingt_en_continu_ouvre_l_evaluation_finale_du_bloc(bancs, lire, certification, note, verdict):
    banc = bancs[certification]
    proposition = banc.proposer(banc.observer(continu={"BC2": note}))
    assert lire.verdict(proposition, "BC2") is verdict
    assert {lire.verdict(proposition, bloc) for bloc in SEPT if bloc != "BC2"} == {ACQUIS}


def test_sous_dix_le_motif_est_la_note_et_non_les_evaluateurs(cdc, lire):
    motif = lire.jugement(cdc.proposer(cdc.observer(continu={"BC2": "9.99"})), "BC2").motif
    assert (motif.regle, motif.constat.dire(CODES)) == ("acces", "contrôle continu : 9,99/20")
    assert motif.exige.dire(CODES).startswith("≥ 10/20")


def test_le_motif_d_un_bloc_acquis_est_l_accord_des_evaluateurs(cdc, lire):
    assert lire.jugement(cdc.proposer(cdc.observer()), "BC2").motif.regle == "concordance"


@pytest.mark.parametrize("trouve", [None, ABSENT])
def test_sans_note_continue_le_bloc_attend(cdc, lire, trouve):
    proposition = cdc.proposer(cdc.observer(continu={"BC2": trouve}))
    assert lire.verdict(proposition, "BC2") is NON_EVALUE
    assert proposition.issue is Issue.INCOMPLET


def essayer(banc, voie, *changements):
    """Return a deliberation under another reading."""
    politique = modifier(banc.hote.politique(banc.edition.cle, voie), [Changement.lire(c) for c in changements])
    regimes = SimpleNamespace(politique=lambda *_: politique, titres=banc.hote.titres)
    return Deliberation.preparer(banc.edition, voie, regimes, date(2018, 6, 14))


@pytest.mark.parametrize(("portee", "fermes"), [("bloc", {"BC2"}), ("ensemble", set(SEPT))])
def test_une_note_sous_dix_ferme_son_bloc_et_selon_une_autre_lecture_tous(cdc, portee, fermes):
    dossier = cdc.dossier(cdc.observer(continu={"BC2": "9.99"}))
    proposition = essayer(cdc, "formation", f"bloc.acces.portee={portee}").proposer(dossier)
    refuses = {bloc.bloc.code for bloc in proposition.blocs if bloc.verdict is NON_ACQUIS}
    assert refuses == fermes
    if portee == "ensemble":
        (motif, *_) = next(bloc.motifs for bloc in proposition.blocs if bloc.bloc.code == "BC3")
        assert motif.constat.dire(CODES) == "contrôle continu de BC2 : 9,99/20"


@pytest.mark.parametrize(("sans_note", "verdict"), [("ouvre", ACQUIS), ("attend", NON_EVALUE)])
def test_la_voie_des_blocs_n_exige_pas_de_controle_continu_et_selon_une_autre_lecture_l_exige(
    cdc, lire, sans_note, verdict
):
    dossier = cdc.dossier(cdc.observer(("BC3",), FORMATION, continu=SANS_NOTE), "blocs", blocs=("BC3",))
    proposition = essayer(cdc, "blocs", f"bloc.acces.sans_note={sans_note}").proposer(dossier)
    assert lire.verdict(proposition, "BC3") is verdict


def test_la_lecture_en_vigueur_est_dite(hote):
    dits = {str(p) for p in parametres(hote.politique("courtage.cdc@2017", "blocs"))}
    assert {"bloc.acces.portee = bloc", "bloc.acces.sans_note = ouvre"} <= dits
    assert "bloc.acces.sans_note = attend" in {
        str(p) for p in parametres(hote.politique("courtage.cdc@2017", "formation"))
    }


def test_une_lecture_qui_n_existe_pas_est_refusee(hote):
    with pytest.raises(ValueError, match="attendu bloc ou ensemble"):
        modifier(hote.politique("courtage.cdc@2017", "formation"), [Changement.lire("bloc.acces.portee=tous")])


def test_une_bonne_note_continue_ne_rachete_pas_la_commission(cdc, lire):
    proposition = cdc.proposer(cdc.observer(sauf={("commission", "BC2"): NA}, continu={"BC2": "20"}))
    assert lire.verdict(proposition, "BC2") is NON_ACQUIS


@pytest.mark.parametrize("manquant", EVALUATEURS)
@pytest.mark.parametrize("trouve", [None, ABSENT])
def test_en_formation_les_trois_evaluateurs_sont_attendus(cdc, lire, manquant, trouve):
    proposition = cdc.proposer(cdc.observer(sauf={(manquant, "BC4"): trouve}))
    assert lire.verdict(proposition, "BC4") is NON_EVALUE
    assert proposition.issue is Issue.INCOMPLET


@pytest.mark.parametrize("manquant", FORMATION)
def test_la_commission_dit_non_sans_attendre_les_autres(cdc, lire, manquant):
    sauf = {("commission", "BC4"): NA, (manquant, "BC4"): None}
    assert lire.verdict(cdc.proposer(cdc.observer(sauf=sauf)), "BC4") is NON_ACQUIS


@pytest.mark.parametrize(("commission", "verdict"), [(A, ACQUIS), (NA, NON_ACQUIS), (7, ACQUIS), (6, NON_ACQUIS)])
def test_en_vae_la_commission_seule_suffit(cdc, lire, commission, verdict):
    observations = cdc.observer(roles=("commission",), sauf={("commission", "BC1"): commission}, continu=SANS_NOTE)
    assert lire.verdict(cdc.proposer(observations, "vae"), "BC1") is verdict


def test_en_vae_la_commission_seule_certifie(cdc, lire):
    proposition = cdc.proposer(cdc.observer(roles=("commission",), continu=SANS_NOTE), "vae")
    assert proposition.issue is Issue.CERTIFIE
    assert set(lire.jugement(proposition, "BC1").avis) == {"commission"}


@pytest.mark.parametrize(
    ("of", "referent", "commission", "verdict"),
    [
        (NA, None, A, EN_DEBAT),
        (None, NA, A, EN_DEBAT),
        (NA, NA, A, EN_DEBAT),
        (A, None, A, ACQUIS),
        (A, A, A, ACQUIS),
        (A, A, NA, NON_ACQUIS),
        (A, None, None, NON_EVALUE),
        (NA, NA, None, NON_EVALUE),
        (A, A, ABSENT, NON_EVALUE),
        (ABSENT, None, A, NON_EVALUE),
        (None, None, None, NON_EVALUE),
    ],
)
def test_en_vae_ne_comptent_que_les_evaluateurs_convoques_dont_toujours_la_commission(
    cdc, lire, of, referent, commission, verdict
):
    observations = cdc.observer(sauf=avis(of, referent, commission), continu=SANS_NOTE)
    assert lire.verdict(cdc.proposer(observations, "vae"), "BC3") is verdict


def test_un_evaluateur_convoque_pour_un_bloc_ne_l_est_pas_pour_les_autres(cdc, lire):
    observations = cdc.observer(roles=("commission",), sauf={("of", "BC4"): A}, continu=SANS_NOTE)
    proposition = cdc.proposer(observations, "vae")
    assert set(lire.jugement(proposition, "BC4").avis) == {"of", "commission"}
    assert set(lire.jugement(proposition, "BC5").avis) == {"commission"}


@pytest.mark.parametrize(
    ("of", "referent", "commission", "verdict"),
    [
        (A, A, None, ACQUIS),
        (NA, A, None, EN_DEBAT),
        (A, NA, None, EN_DEBAT),
        (NA, NA, None, NON_ACQUIS),
        (A, None, None, NON_EVALUE),
        (None, A, None, NON_EVALUE),
        (A, ABSENT, None, NON_EVALUE),
        (None, None, None, NON_EVALUE),
        (A, A, A, ACQUIS),
        (NA, A, A, EN_DEBAT),
        (NA, NA, A, EN_DEBAT),
        (A, A, NA, NON_ACQUIS),
        (A, None, A, NON_EVALUE),
        (A, None, NA, NON_ACQUIS),
    ],
)
def test_un_bloc_suivi_en_formation_attend_l_organisme_et_le_referent(
    cdc, lire, of, referent, commission, verdict
):
    observations = cdc.observer((), sauf=avis(of, referent, commission))
    assert lire.verdict(cdc.proposer(observations, "blocs", blocs=("BC3",)), "BC3") is verdict


@pytest.mark.parametrize(("commission", "verdict"), [(A, ACQUIS), (NA, NON_ACQUIS), (ABSENT, NON_EVALUE)])
def test_un_bloc_presente_sur_dossier_declaratif_est_evalue_par_la_commission(cdc, lire, commission, verdict):
    observations = cdc.observer((), sauf=avis(commission=commission))
    assert lire.verdict(cdc.proposer(observations, "blocs", blocs=("BC3",)), "BC3") is verdict


@pytest.mark.parametrize(
    ("note", "verdict"),
    [(None, ACQUIS), ("9.99", NON_ACQUIS), ("10", ACQUIS), (ABSENT, NON_EVALUE)],
)
def test_en_voie_des_blocs_une_note_continue_compte_si_elle_est_donnee(cdc, lire, note, verdict):
    observations = cdc.observer(("BC3",), FORMATION, continu={"BC3": note})
    assert lire.verdict(cdc.proposer(observations, "blocs", blocs=("BC3",)), "BC3") is verdict


def test_chaque_bloc_acquis_donne_une_attestation_et_le_cqp_reste_a_passer(cdc, lire):
    observations = cdc.observer(("BC1", "OPT1"), FORMATION)
    proposition = cdc.proposer(observations, "blocs", blocs=("BC1", "OPT1"))
    assert proposition.issue is Issue.PARTIEL
    assert lire.titres(proposition) == {
        ("attestation_bloc", "courtage.cdc@2017/BC1"),
        ("attestation_bloc", "courtage.cdc@2017/OPT1"),
    }


def test_tous_les_blocs_attestes_il_reste_l_evaluation_finale(cdc, lire):
    proposition = cdc.proposer({}, "blocs", blocs=(), acquis=tenus(cdc, *SEPT))
    assert lire.constat(proposition, "tous_les_blocs").startswith("7/7")
    assert lire.constat(proposition, "evaluation_finale").endswith("évaluation finale (commission) : à passer")
    assert proposition.issue is Issue.PARTIEL
    assert not proposition.titres


def test_la_commission_dit_oui_a_tous_les_blocs_attestes_et_le_cqp_est_delivre(cdc, lire):
    observations = cdc.observer(SEPT, ("commission",), continu=SANS_NOTE)
    proposition = cdc.proposer(observations, "blocs", blocs=(), acquis=tenus(cdc, *SEPT))
    assert proposition.issue is Issue.CERTIFIE
    assert lire.titres(proposition) == {("cqp", "courtage.cdc")}


@pytest.mark.parametrize("bloc", SEPT)
@pytest.mark.parametrize("refus", [NA, 0])
def test_un_bloc_atteste_le_reste_quand_la_commission_dit_non_et_le_cqp_est_en_debat(cdc, lire, bloc, refus):
    observations = cdc.observer(SEPT, ("commission",), sauf={("commission", bloc): refus}, continu=SANS_NOTE)
    proposition = cdc.proposer(observations, "blocs", blocs=(), acquis=tenus(cdc, *SEPT))
    assert lire.verdict(proposition, bloc) is ACQUIS
    assert proposition.issue is Issue.EN_DEBAT
    assert lire.constat(proposition, "evaluation_finale").endswith(f"non acquis pour {bloc}")
    assert "observations_ignorees" not in lire.alertes(proposition)


@pytest.mark.parametrize("muet", [None, ABSENT])
def test_l_evaluation_finale_porte_sur_chaque_bloc(cdc, muet):
    observations = cdc.observer(SEPT, ("commission",), sauf={("commission", "BC4"): muet}, continu=SANS_NOTE)
    proposition = cdc.proposer(observations, "blocs", blocs=(), acquis=tenus(cdc, *SEPT))
    assert proposition.issue is Issue.INCOMPLET


@pytest.mark.parametrize(
    ("commission", "verdict", "issue"), [(A, ACQUIS, Issue.CERTIFIE), (NA, NON_ACQUIS, Issue.PARTIEL)]
)
def test_le_dernier_bloc_et_l_evaluation_finale_dans_la_meme_seance(cdc, lire, commission, verdict, issue):
    observations = cdc.observer(SEPT, ("commission",), sauf=avis(A, A, commission, bloc="OPT2"), continu=SANS_NOTE)
    siens = tenus(cdc, *CINQ, "OPT1")
    proposition = cdc.proposer(observations, "blocs", blocs=("OPT2",), acquis=siens)
    assert lire.verdict(proposition, "OPT2") is verdict
    assert proposition.issue is issue


@pytest.mark.parametrize("voie", VOIES)
def test_une_attestation_de_bloc_n_a_pas_de_fin(cdc, lire, voie):
    siens = tenus(cdc, "BC1", le=date(2016, 12, 15))
    proposition = cdc.proposer({}, voie, le=date(2046, 12, 16), blocs=("BC2",), acquis=siens)
    assert lire.verdict(proposition, "BC1") is ACQUIS
    assert "bloc_expire" not in lire.alertes(proposition)


def test_un_bloc_commun_atteste_pour_un_cqp_vaut_pour_les_autres(cdc, gestionnaires, lire):
    for gestionnaire in gestionnaires.values():
        proposition = cdc.proposer(
            cdc.observer(), acquis=tenus(gestionnaire, "BC1", "BC2", "BC3"), blocs=("BC4", "BC5", "OPT1", "OPT2")
        )
        assert proposition.issue is Issue.CERTIFIE
        assert {bloc.bloc.code for bloc in proposition.blocs if bloc.acquis_le} == {"BC1", "BC2", "BC3"}


def test_un_bloc_de_specialite_ne_vaut_que_pour_son_cqp(cdc, gestionnaires, lire):
    proposition = gestionnaires["courtage.gest-adp"].proposer({}, acquis=tenus(cdc, "BC4"), blocs=("BC5",))
    assert lire.verdict(proposition, "BC4") is NON_EVALUE
    assert "acquis_sans_effet" in lire.alertes(proposition)


@pytest.mark.parametrize("voie", ["formation", "vae"])
@pytest.mark.parametrize("choisis", [("OPT1", "OPT2"), ("OPT1", "OPT3"), ("OPT2", "OPT3")])
@pytest.mark.parametrize("certification", CERTIFICATIONS)
def test_trois_communs_deux_de_specialite_et_deux_choisis_donnent_le_cqp(
    bancs, lire, certification, choisis, voie
):
    sept = (*CINQ, *choisis)
    proposition = bancs[certification].proposer(bancs[certification].observer(sept), voie, blocs=sept)
    assert proposition.issue is Issue.CERTIFIE
    assert lire.constat(proposition, "tous_les_blocs") == "7/7 blocs acquis"
    assert lire.titres(proposition) == {("cqp", certification)}


@pytest.mark.parametrize("voie", ["formation", "vae"])
def test_trois_blocs_optionnels_sont_refuses_et_le_motif_le_dit(cdc, lire, voie):
    huit = (*SEPT, "OPT3")
    proposition = cdc.proposer(cdc.observer(huit), voie, blocs=huit)
    assert proposition.issue is Issue.PARTIEL
    assert "3 blocs optionnel" in lire.constat(proposition, "tous_les_blocs")
    assert "cqp" not in {nature for nature, _ in lire.titres(proposition)}


def test_un_troisieme_bloc_optionnel_ne_remplace_pas_celui_qui_manque(cdc):
    huit = (*SEPT, "OPT3")
    proposition = cdc.proposer(cdc.observer(huit, sauf={("commission", "OPT1"): NA}), blocs=huit)
    assert proposition.issue is Issue.PARTIEL


@pytest.mark.parametrize(
    ("blocs", "acquis"),
    [
        ((*CINQ, "OPT1"), 6),
        (CINQ, 5),
        (("BC1", "BC2", "BC3", "BC4", "OPT1", "OPT2"), 6),
        (("BC1", "BC2", "BC4", "BC5", "OPT1", "OPT2"), 6),
        (("BC1", "BC2", "BC3", "BC4", "OPT1", "OPT2", "OPT3"), 6),
    ],
)
def test_un_choix_qui_ne_fait_pas_trois_deux_deux_est_refuse(cdc, lire, blocs, acquis):
    proposition = cdc.proposer(cdc.observer(blocs), blocs=blocs)
    assert proposition.issue is Issue.PARTIEL
    assert lire.constat(proposition, "tous_les_blocs").startswith(f"{acquis}/7 blocs acquis ; ")


def test_sans_choix_les_cinq_blocs_obligatoires_sont_presentes(cdc):
    proposition = cdc.proposer(cdc.observer(CINQ), blocs=())
    assert tuple(bloc.bloc.code for bloc in proposition.blocs if bloc.presente) == CINQ


@pytest.mark.parametrize("certification", ["courtage.gest-adp", "courtage.gest-iard"])
def test_un_referentiel_que_la_branche_n_a_pas_complete_ne_donne_pas_le_cqp(bancs, hote, lire, certification):
    nu = evolve(bancs[certification], edition=hote.catalogue.edition(certification, "2017"))
    communs = ("BC1", "BC2", "BC3")
    proposition = nu.proposer(nu.observer(communs), blocs=communs)
    assert proposition.issue is Issue.PARTIEL
    assert lire.constat(proposition, "tous_les_blocs") == "3/7 blocs acquis ; manque 4 à décrire"


def test_un_cqp_partiel_donne_l_attestation_de_chaque_bloc_acquis(cdc, lire):
    proposition = cdc.proposer(cdc.observer(sauf={("commission", "BC5"): NA}))
    assert lire.titres(proposition) == {
        ("attestation_bloc", f"courtage.cdc@2017/{bloc}") for bloc in SEPT if bloc != "BC5"
    }


@pytest.mark.parametrize("certification", CERTIFICATIONS)
def test_le_certificat_porte_trois_signatures_et_l_attestation_n_a_pas_de_fin(hote, certification):
    cqp, attestation = hote.titres(hote.catalogue.edition(certification, "2017"))
    assert (cqp.nature, cqp.pour, len(cqp.signataires)) == ("cqp", Niveau.EDITION, 3)
    assert (attestation.nature, attestation.pour) == ("attestation_bloc", Niveau.BLOC)
    assert cqp.annees is attestation.annees is None


@pytest.mark.parametrize(
    ("certification", "niveau", "mois", "remplie"),
    [
        ("courtage.cdc", "bac+2", None, True),
        ("courtage.cdc", "bac+5", None, True),
        ("courtage.cdc", "bac+1", None, False),
        ("courtage.cdc", "bac", 23, False),
        ("courtage.cdc", "bac", 24, True),
        ("courtage.cdc", "", 24, True),
        ("courtage.cdc", "", None, False),
        ("courtage.gest-adp", "bac", None, True),
        ("courtage.gest-adp", "", 23, False),
        ("courtage.gest-adp", "", 24, True),
        ("courtage.gest-iard", "bac", 0, True),
        ("courtage.gest-iard", "CAP", 23, False),
        ("courtage.gest-iard", "CAP", 24, True),
    ],
)
def test_la_voie_de_la_formation_demande_un_niveau_ou_deux_ans(bancs, lire, certification, niveau, mois, remplie):
    proposition = bancs[certification].proposer({}, niveau=niveau, experience_mois=mois)
    assert ("entree_non_remplie" not in lire.alertes(proposition)) is remplie


HEURES = {"courtage.cdc": (600, 300), "courtage.gest-adp": (350, 175), "courtage.gest-iard": (350, 175)}


@pytest.mark.parametrize(
    ("formation", "stage", "alertes"), [(0, 0, 0), (1, 0, 0), (-1, 0, 1), (0, -1, 1), (-1, -1, 2)]
)
@pytest.mark.parametrize("statut", [Statut.JEUNE_DIPLOME, Statut.DEMANDEUR_EMPLOI])
@pytest.mark.parametrize("certification", CERTIFICATIONS)
def test_jeunes_diplomes_et_demandeurs_d_emploi_suivent_toutes_les_heures(
    bancs, certification, statut, formation, stage, alertes
):
    """The hours of stage are counted beside those of the training, never within."""
    de_formation, de_stage = HEURES[certification]
    heures = {"formation": de_formation + formation, "stage": de_stage + stage}
    proposition = bancs[certification].proposer({}, statut=statut, heures=heures)
    codes = [alerte.code for alerte in proposition.alertes]
    assert codes.count("fait_non_conforme") == alertes
    assert "fait_non_renseigne" not in codes


def test_sans_statut_les_heures_ne_peuvent_etre_controlees_et_c_est_signale(cdc):
    proposition = cdc.proposer({}, statut=None, heures={"formation": 0, "stage": 0})
    dits = [alerte.dire(CODES) for alerte in proposition.alertes if alerte.code == "fait_non_renseigne"]
    assert dits == [
        "heures de formation : statut du candidat non renseigné (attendu 600 h au moins pour un jeune diplômé)",
        "heures de formation : statut du candidat non renseigné "
        "(attendu 600 h au moins pour un demandeur d'emploi, sauf si « experience_secteur » est oui)",
        "heures de stage : statut du candidat non renseigné "
        "(attendu 300 h au moins pour un jeune diplômé ou un demandeur d'emploi)",
    ]


@pytest.mark.parametrize(
    ("statut", "connait", "demandees"),
    [
        (Statut.DEMANDEUR_EMPLOI, False, 2),
        (Statut.DEMANDEUR_EMPLOI, True, 1),
        (Statut.JEUNE_DIPLOME, True, 2),
    ],
)
def test_sans_experience_du_secteur_un_demandeur_d_emploi_suit_la_totalite_du_parcours(
    cdc, statut, connait, demandees
):
    """Who knows the sector is free from the 600 hours, and not from the stage; a jeune diplômé from neither."""
    proposition = cdc.proposer({}, statut=statut, heures={"experience_secteur": connait})
    codes = [alerte.code for alerte in proposition.alertes]
    assert codes.count("fait_non_renseigne") == demandees
    assert "nom_inconnu" not in codes


@pytest.mark.parametrize(
    ("voie", "statut", "faits", "hors"),
    [
        ("formation", Statut.JEUNE_DIPLOME, {}, False),
        ("formation", Statut.DEMANDEUR_EMPLOI, {}, False),
        *[(voie, Statut.SALARIE, {}, False) for voie in ("vae", "blocs")],
        *[(voie, Statut.JEUNE_DIPLOME, {"experience_secteur": True}, True) for voie in ("vae", "blocs")],
        *[(voie, Statut.DEMANDEUR_EMPLOI, {}, True) for voie in ("vae", "blocs")],
        *[(voie, Statut.DEMANDEUR_EMPLOI, {"experience_secteur": True}, False) for voie in ("vae", "blocs")],
    ],
)
def test_chaque_voie_a_son_public(cdc, lire, voie, statut, faits, hors):
    proposition = cdc.proposer({}, voie, statut=statut, heures=faits)
    assert ("hors_public" in lire.alertes(proposition)) is hors


@pytest.mark.parametrize(("mois", "hors"), [(None, True), (23, True), (24, False)])
def test_un_salarie_vient_a_la_formation_avec_deux_ans_d_experience(cdc, lire, mois, hors):
    proposition = cdc.proposer({}, statut=Statut.SALARIE, experience_mois=mois)
    assert ("hors_public" in lire.alertes(proposition)) is hors


def test_des_heures_non_renseignees_sont_signalees(cdc):
    proposition = cdc.proposer({}, statut=Statut.JEUNE_DIPLOME)
    assert [alerte.code for alerte in proposition.alertes].count("fait_non_renseigne") == 2


@pytest.mark.parametrize(
    ("voie", "statut"),
    [
        ("formation", Statut.SALARIE),
        *product(("vae", "blocs"), Statut),
    ],
)
def test_ni_stage_ni_heures_pour_un_salarie_ni_hors_de_la_formation(cdc, lire, voie, statut):
    proposition = cdc.proposer({}, voie, statut=statut)
    assert not {"fait_non_conforme", "fait_non_renseigne"} & lire.alertes(proposition)


@pytest.mark.parametrize("voie", ["vae", "blocs"])
def test_le_niveau_ne_se_demande_qu_en_formation(cdc, lire, voie):
    assert "entree_non_remplie" not in lire.alertes(cdc.proposer({}, voie, niveau="", experience_mois=0))


def test_une_alerte_ne_change_aucun_verdict(cdc, lire):
    proposition = cdc.proposer(cdc.observer(), niveau="", statut=Statut.JEUNE_DIPLOME, heures={"stage": 299})
    assert {"entree_non_remplie", "fait_non_conforme", "fait_non_renseigne"} <= lire.alertes(proposition)
    assert proposition.issue is Issue.CERTIFIE


@pytest.mark.parametrize(
    ("voie", "dits", "tus"),
    [
        (
            "formation",
            (
                "Pour chaque évaluateur (of, referent, commission), un bloc est acquis si au moins 70 %",
                *("10/20", "bac+2", "600 h", "300 h"),
            ),
            ("convoqué",),
        ),
        ("vae", ("70 %", "la commission l'est toujours"), ("10/20", "600 h")),
        ("blocs", ("70 %", "10/20", "dossier déclaratif", "déjà acquis le reste"), ("600 h",)),
    ],
)
def test_le_reglement_se_lit_en_francais(hote, voie, dits, tus):
    texte = "\n".join(hote.politique("courtage.cdc@2017", voie).enoncer())
    assert [mot for mot in dits if mot not in texte] == []
    assert [mot for mot in tus if mot in texte] == []


RANG = {NON_ACQUIS: 0, NON_EVALUE: 1, EN_DEBAT: 2, ACQUIS: 3}


def seances(banc):
    """Draw what was observed: any avis, any count, for any evaluators; a bloc may be left to some of them."""
    trouve = st.one_of(st.none(), st.sampled_from((A, NA)), st.integers(0, 13))
    sauf = st.dictionaries(st.tuples(st.sampled_from(EVALUATEURS), st.sampled_from(SEPT)), trouve, max_size=14)
    continu = st.dictionaries(st.sampled_from(SEPT), st.sampled_from((None, "9.99", "10", "15")), max_size=4)
    return st.builds(lambda sauf, continu: banc.observer(sauf=sauf, continu=continu), sauf, continu)


def manques(banc, observations):
    """What each evaluator who observed a bloc did not validate there, as the cible to validate."""
    for role, bloc in product(EVALUATEURS, SEPT):
        vus = observations.get(role, {})
        if vus.get(bloc) is NA:
            yield role, bloc
        elif bloc not in vus and not vus.keys().isdisjoint(banc.detaillees(bloc)):
            yield from ((role, chemin) for chemin in banc.detaillees(bloc) if vus.get(chemin) is not A)


def avec_un_acquis_de_plus(data, banc, observations):
    possibles = list(manques(banc, observations))
    if not possibles:
        return observations
    role, cible = data.draw(st.sampled_from(possibles))
    return {**observations, role: {**observations[role], cible: A}}


@settings(deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("voie", VOIES)
def test_un_acquis_de_plus_n_empire_le_verdict_d_aucun_bloc(cdc, data, voie):
    """Whoever was convened; to convene one evaluator more may well open a debate."""
    observations = data.draw(seances(cdc))
    avant = cdc.proposer(observations, voie)
    apres = cdc.proposer(avec_un_acquis_de_plus(data, cdc, observations), voie)
    for un, autre in zip(avant.blocs, apres.blocs, strict=True):
        assert RANG[autre.verdict] >= RANG[un.verdict]


@settings(deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("voie", VOIES)
def test_un_acquis_de_plus_ne_fait_pas_perdre_le_cqp(cdc, data, voie):
    observations = data.draw(seances(cdc))
    avant = cdc.proposer(observations, voie)
    apres = cdc.proposer(avec_un_acquis_de_plus(data, cdc, observations), voie)
    if avant.issue is Issue.CERTIFIE:
        assert apres.issue is Issue.CERTIFIE


@settings(deadline=None)
@given(data=st.data())
def test_un_acquis_de_plus_a_l_evaluation_finale_n_empire_pas_l_issue(cdc, data):
    refuses = data.draw(st.sets(st.sampled_from(SEPT), min_size=1))
    sauf = dict.fromkeys([("commission", bloc) for bloc in refuses], NA)
    observations = cdc.observer(SEPT, ("commission",), sauf=sauf, continu=SANS_NOTE)
    siens = {"blocs": (), "acquis": tenus(cdc, *SEPT)}
    avant = cdc.proposer(observations, "blocs", **siens)
    apres = cdc.proposer(avec_un_acquis_de_plus(data, cdc, observations), "blocs", **siens)
    ordre = {Issue.EN_DEBAT: 0, Issue.CERTIFIE: 1}
    assert ordre[apres.issue] >= ordre[avant.issue]


@settings(deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("voie", VOIES)
def test_l_ordre_des_observations_est_indifferent(cdc, data, voie):
    observations = data.draw(seances(cdc))
    melangees = {
        role: dict(data.draw(st.permutations(list(observations[role].items()))))
        for role in data.draw(st.permutations(list(observations)))
    }
    avant, apres = cdc.proposer(observations, voie), cdc.proposer(melangees, voie)
    assert (avant.issue, avant.titres, avant.motifs) == (apres.issue, apres.titres, apres.motifs)
    for bloc, melange in zip(avant.blocs, apres.blocs, strict=True):
        assert (bloc.verdict, bloc.avis, bloc.motifs) == (melange.verdict, melange.avis, melange.motifs)


@settings(deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("voie", VOIES)
def test_le_non_de_la_commission_l_emporte_toujours(cdc, lire, data, voie):
    observations = data.draw(seances(cdc))
    proposition = cdc.proposer(observations, voie)
    for bloc in SEPT:
        jugement = lire.jugement(proposition, bloc)
        if jugement.avis.get("commission") is NON_ACQUIS:
            assert jugement.verdict is NON_ACQUIS


@settings(deadline=None)
@given(acquises=st.integers(0, 13))
@pytest.mark.parametrize("bloc", CINQ)
def test_le_plancher_est_celui_du_calcul_exact(cdc, lire, bloc, acquises):
    total = len(cdc.detaillees(bloc))
    acquises = min(acquises, total)
    proposition = cdc.proposer(cdc.observer(sauf={("commission", bloc): acquises}))
    assert (lire.verdict(proposition, bloc) is ACQUIS) is (Decimal(acquises) / total >= Decimal("0.7"))
