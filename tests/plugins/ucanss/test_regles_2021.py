"""The règlement of the CQP in blocs (document 002, §3 and §4), case by case."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parchemin.deliberation import Issue
from parchemin.dossier.model import Acquis, Avis, Neutralise
from parchemin.faits import CODES
from parchemin.regles import Verdict

SEANCE = date(2022, 3, 16)
AVANT = date(2021, 12, 16)
PASS, PREMSS = date(2021, 10, 8), date(2021, 11, 26)

ACQUIS, NON_ACQUIS, NON_EVALUE = Verdict.ACQUIS, Verdict.NON_ACQUIS, Verdict.NON_EVALUE


def titres(proposition):
    return {(titre.nature, titre.objet) for titre in proposition.titres}


def verdicts(proposition):
    return {bloc.bloc.code: bloc.verdict for bloc in proposition.blocs}


@pytest.mark.parametrize(
    ("valides", "total", "verdict"),
    [
        (1, 1, ACQUIS),
        (0, 1, NON_ACQUIS),
        (2, 2, ACQUIS),
        (1, 2, NON_ACQUIS),
        (3, 3, ACQUIS),
        (2, 3, NON_ACQUIS),
        (4, 4, ACQUIS),
        (3, 4, NON_ACQUIS),
        (4, 5, ACQUIS),
        (3, 5, NON_ACQUIS),
        (5, 6, ACQUIS),
        (4, 6, NON_ACQUIS),
        (8, 10, ACQUIS),
        (7, 10, NON_ACQUIS),
        (12, 15, ACQUIS),
        (11, 15, NON_ACQUIS),
    ],
)
def test_une_competence_est_acquise_a_80_pour_cent_de_ses_criteres(gc, valides, total, verdict):
    banc = gc.avec({"GRU/C1": total})
    refuses = tuple(f"GRU/C1/{rang}" for rang in range(valides + 1, total + 1))
    jugement = banc.jugement(banc.proposer(banc.copie(non=refuses)), "GRU/C1")
    assert jugement.verdict is verdict
    assert jugement.motif.constat.dire(CODES) == f"{valides}/{total} critères validés"


def test_une_competence_a_quatre_criteres_sur_cinq_est_acquise(gc):
    proposition = gc.proposer(gc.copie(non=("GRU/C1/3",)))
    assert gc.verdict(proposition, "GRU/C1") is ACQUIS


def test_une_competence_a_trois_criteres_sur_cinq_ne_l_est_pas(gc):
    proposition = gc.proposer(gc.copie(non=("GRU/C1/3", "GRU/C1/4")))
    assert gc.verdict(proposition, "GRU/C1") is NON_ACQUIS


def test_le_motif_dit_le_constat_l_exigence_et_la_source(gc):
    motif = gc.jugement(gc.proposer(gc.copie(non=("GRU/C1/3", "GRU/C1/4"))), "GRU/C1").motif
    assert (motif.constat.dire(CODES), motif.exige.dire(CODES)) == ("3/5 critères validés", "≥ 80 %, soit 4 sur 5")
    assert str(motif.source) == "002 §3.A"


@pytest.mark.parametrize(
    ("bloc", "acquises", "total", "verdict"),
    [
        ("GRU", 6, 6, ACQUIS),
        ("GRU", 5, 6, ACQUIS),
        ("GRU", 4, 6, NON_ACQUIS),
        ("MDR", 5, 5, ACQUIS),
        ("MDR", 4, 5, ACQUIS),
        ("MDR", 3, 5, NON_ACQUIS),
        ("GDU", 5, 5, ACQUIS),
        ("GDU", 4, 5, ACQUIS),
        ("GDU", 3, 5, NON_ACQUIS),
        ("POS", 3, 3, ACQUIS),
        ("POS", 2, 3, NON_ACQUIS),
        ("TD", 4, 4, ACQUIS),
        ("TD", 3, 4, NON_ACQUIS),
    ],
)
def test_un_bloc_est_acquis_a_80_pour_cent_de_ses_competences(bancs, bloc, acquises, total, verdict):
    banc = bancs[bloc]
    competences = banc.competences(bloc)
    assert len(competences) == total
    jugement = banc.jugement(banc.proposer(banc.copie(non=tuple(competences[acquises:]))), bloc)
    assert jugement.verdict is verdict
    assert jugement.motif.constat.dire(CODES) == f"{acquises}/{total} compétences acquises"


@pytest.mark.parametrize("bloc", ["GRU", "MDR"])
@pytest.mark.parametrize("manquees", [1, 2])
def test_les_blocs_communs_se_jugent_de_meme_dans_les_deux_cqp(gc, cos, bloc, manquees):
    non = tuple(gc.competences(bloc)[:manquees])
    en_gc, en_cos = gc.proposer(gc.copie(non=non)), cos.proposer(cos.copie(non=non))
    assert gc.verdict(en_gc, bloc) is cos.verdict(en_cos, bloc)
    assert gc.verdict(en_gc, bloc) is (ACQUIS if manquees == 1 else NON_ACQUIS)


def test_quatre_vingt_dix_pour_cent_des_criteres_n_emportent_pas_un_bloc_sous_80_pour_cent(gc):
    manques = tuple(f"{competence}/{rang}" for competence in ("GRU/C1", "GRU/C2") for rang in (1, 2))
    copie = gc.copie(non=manques)
    du_bloc = gc.criteres("GRU")
    assert sum(copie[chemin] is Avis.ACQUIS for chemin in du_bloc) / len(du_bloc) > 0.85
    assert list(copie.values()).count(Avis.ACQUIS) / len(copie) > 0.9
    proposition = gc.proposer(copie)
    assert gc.verdict(proposition, "GRU") is NON_ACQUIS
    assert proposition.issue is Issue.PARTIEL


def test_moins_de_80_pour_cent_des_criteres_suffisent_si_chaque_etage_passe(gc):
    refusees = ("GRU/C6", "MDR/C11", "GDU/C16")
    justes = tuple(f"{competence}/5" for competence in gc.competences())
    copie = gc.copie(non=(*refusees, *justes))
    assert list(copie.values()).count(Avis.ACQUIS) / len(copie) < 0.8
    assert gc.proposer(copie).issue is Issue.CERTIFIE


@pytest.mark.parametrize(("non_observes", "verdict"), [(1, ACQUIS), (2, NON_ACQUIS)])
def test_un_critere_non_observe_compte_au_denominateur(gc, non_observes, verdict):
    tus = tuple(f"GRU/C1/{rang}" for rang in range(1, non_observes + 1))
    jugement = gc.jugement(gc.proposer(gc.copie(tu=tus)), "GRU/C1")
    assert jugement.verdict is verdict
    assert jugement.motif.constat.dire(CODES).startswith(f"{5 - non_observes}/5 critères validés")


def test_une_competence_jamais_observee_compte_et_n_est_pas_acquise(gc):
    une = gc.proposer(gc.copie(tu=("MDR/C11",)))
    deux = gc.proposer(gc.copie(tu=("MDR/C10", "MDR/C11")))
    assert (gc.verdict(une, "MDR/C11"), gc.verdict(une, "MDR")) == (NON_ACQUIS, ACQUIS)
    assert gc.verdict(deux, "MDR") is NON_ACQUIS
    assert "competence_non_observee" in {alerte.code for alerte in une.alertes}


@pytest.mark.parametrize(
    ("total", "refuses", "neutralises", "verdict"),
    [
        (6, 2, 0, NON_ACQUIS),
        (6, 1, 1, ACQUIS),
        (4, 1, 0, NON_ACQUIS),
        (4, 0, 1, ACQUIS),
        (5, 1, 1, NON_ACQUIS),
        (10, 2, 1, NON_ACQUIS),
        (10, 1, 5, ACQUIS),
    ],
)
def test_un_critere_neutralise_sort_du_compte(gc, total, refuses, neutralises, verdict):
    banc = gc.avec({"GRU/C1": total})
    rangs = [f"GRU/C1/{rang}" for rang in range(1, total + 1)]
    non, neutre = tuple(rangs[:refuses]), tuple(rangs[refuses : refuses + neutralises])
    jugement = banc.jugement(banc.proposer(banc.copie(non=non, neutre=neutre)), "GRU/C1")
    assert jugement.verdict is verdict
    assert jugement.motif.constat.dire(CODES).startswith(
        f"{total - refuses - neutralises}/{total - neutralises} critères"
    )


@pytest.mark.parametrize(("refusee", "verdict"), [((), ACQUIS), (("POS/C13",), NON_ACQUIS)])
def test_une_competence_neutralisee_sort_du_compte_du_bloc(cos, refusee, verdict):
    copie = cos.copie(non=refusee, tu=("POS/C14",)) | {"POS/C14": Neutralise("borne en panne")}
    jugement = cos.jugement(cos.proposer(copie), "POS")
    assert jugement.verdict is verdict
    assert jugement.motif.constat.dire(CODES) == f"{2 - len(refusee)}/2 compétences acquises (1 neutralisée)"


def test_une_competence_dont_tous_les_criteres_sont_neutralises_n_est_pas_evaluee(gc):
    proposition = gc.proposer(gc.copie(neutre=("GRU/C1",)))
    assert gc.verdict(proposition, "GRU/C1") is NON_EVALUE


def test_un_bloc_dont_tout_est_neutralise_n_est_pas_evalue(gc):
    proposition = gc.proposer(gc.copie(neutre=("GRU",)))
    assert gc.verdict(proposition, "GRU") is NON_EVALUE
    assert proposition.issue is Issue.INCOMPLET


def test_un_bloc_dont_chaque_competence_est_neutralisee_n_est_pas_evalue(gc):
    neutralisees = {competence: Neutralise("mission arrêtée") for competence in gc.competences("GRU")}
    proposition = gc.proposer(gc.copie(tu=("GRU",)) | neutralisees)
    assert gc.verdict(proposition, "GRU") is NON_EVALUE
    assert proposition.issue is Issue.INCOMPLET


@pytest.mark.parametrize(
    ("cible", "constat"),
    [("GRU", "candidat absent"), ("epreuve:gru", "candidat absent à l'épreuve gru")],
)
def test_un_absent_n_est_pas_evalue_et_jamais_non_acquis(gc, cible, constat):
    proposition = gc.proposer(gc.copie(tu=("GRU",)) | {cible: Avis.ABSENT})
    assert verdicts(proposition) == {"GRU": NON_EVALUE, "MDR": ACQUIS, "GDU": ACQUIS}
    assert gc.jugement(proposition, "GRU").motif.constat.dire(CODES) == constat
    assert proposition.issue is Issue.INCOMPLET
    assert {nature for nature, _ in titres(proposition)} == {"ccp"}


def test_un_absent_a_l_entretien_de_vae_n_est_evalue_sur_aucun_bloc(gc):
    proposition = gc.proposer({"epreuve:entretien_vae": Avis.ABSENT}, voie="vae")
    assert set(verdicts(proposition).values()) == {NON_EVALUE}
    assert proposition.issue is Issue.INCOMPLET


@pytest.mark.parametrize(
    ("absents", "refuses", "verdict"), [(1, 0, ACQUIS), (1, 1, NON_EVALUE), (1, 2, NON_ACQUIS)]
)
def test_une_absence_sur_un_critere_ne_decide_que_si_elle_change_la_reponse(gc, absents, refuses, verdict):
    rangs = [f"GRU/C1/{rang}" for rang in range(1, 6)]
    copie = gc.copie(non=tuple(rangs[:refuses]))
    copie |= dict.fromkeys(rangs[refuses : refuses + absents], Avis.ABSENT)
    assert gc.verdict(gc.proposer(copie), "GRU/C1") is verdict


@pytest.mark.parametrize(("refusees", "verdict"), [(0, ACQUIS), (1, NON_EVALUE), (2, NON_ACQUIS)])
def test_une_absence_sur_une_competence_ne_decide_que_si_elle_change_la_reponse(gc, refusees, verdict):
    absente, *autres = gc.competences("MDR")
    copie = gc.copie(tu=(absente,), non=tuple(autres[:refusees])) | {absente: Avis.ABSENT}
    proposition = gc.proposer(copie)
    assert gc.verdict(proposition, absente) is NON_EVALUE
    assert gc.verdict(proposition, "MDR") is verdict


def test_un_dossier_sans_aucune_observation_est_incomplet(gc):
    proposition = gc.proposer({})
    assert set(verdicts(proposition).values()) == {NON_EVALUE}
    assert proposition.issue is Issue.INCOMPLET
    assert not proposition.titres


@pytest.mark.parametrize(("avis", "verdict"), [(Avis.ACQUIS, ACQUIS), (Avis.NON_ACQUIS, NON_ACQUIS)])
def test_l_avis_du_jury_sur_un_bloc_vaut_pour_tout_le_bloc(gc, avis, verdict):
    proposition = gc.proposer(gc.copie(tu=("MDR",)) | {"MDR": avis}, voie="vae")
    assert gc.verdict(proposition, "MDR") is verdict


@pytest.mark.parametrize(("refusees", "verdict"), [(1, ACQUIS), (2, NON_ACQUIS)])
def test_les_avis_du_jury_par_competence_se_comptent_comme_les_autres(gc, refusees, verdict):
    avis = dict.fromkeys(gc.competences("GDU"), Avis.ACQUIS)
    avis |= dict.fromkeys(gc.competences("GDU")[:refusees], Avis.NON_ACQUIS)
    proposition = gc.proposer(gc.copie(tu=("GDU",)) | avis, voie="vae")
    assert gc.verdict(proposition, "GDU") is verdict


@pytest.mark.parametrize(
    ("voie", "parcours", "issue"),
    [
        ("formation", {"PASS": PASS, "PREMSS": PREMSS}, Issue.CERTIFIE),
        ("formation", {"PASS": PASS}, Issue.PARTIEL),
        ("formation", {"PREMSS": PREMSS}, Issue.PARTIEL),
        ("formation", {}, Issue.PARTIEL),
        ("formation", {"PASS": PASS, "PREMSS": SEANCE}, Issue.CERTIFIE),
        ("formation", {"PASS": PASS, "PREMSS": date(2022, 3, 17)}, Issue.PARTIEL),
        ("formation", {"PASS": date(2022, 3, 17), "PREMSS": PREMSS}, Issue.PARTIEL),
        ("vae", {"PASS": PASS, "PREMSS": PREMSS}, Issue.CERTIFIE),
        ("vae", {}, Issue.CERTIFIE),
    ],
)
def test_le_cqp_demande_pass_et_premss_en_voie_formation_seulement(gc, cos, voie, parcours, issue):
    for banc in (gc, cos):
        assert banc.proposer(banc.copie(), voie=voie, parcours=parcours).issue is issue


def test_sans_premss_les_blocs_restent_acquis_et_leurs_ccp_sont_delivres(gc):
    proposition = gc.proposer(gc.copie(), parcours={"PASS": PASS})
    assert set(verdicts(proposition).values()) == {ACQUIS}
    assert titres(proposition) == {("ccp", f"ucanss.gc@2021/{bloc}") for bloc in ("GRU", "MDR", "GDU")}


def test_les_blocs_communs_sont_les_memes_et_les_autres_non(gc, cos):
    en_gc = {bloc.code: bloc.cle for bloc in gc.edition.blocs}
    en_cos = {bloc.code: bloc.cle for bloc in cos.edition.blocs}
    assert set(en_gc.values()) & set(en_cos.values()) == {en_gc["GRU"], en_gc["MDR"]}
    assert (en_gc["GRU"], en_gc["MDR"]) == (en_cos["GRU"], en_cos["MDR"])


@pytest.mark.parametrize("chemin", ["ucanss.cos@2021/GRU", "ucanss.gc@2021/GRU"])
def test_gru_acquis_en_cos_vaut_en_gc(gc, hote, chemin):
    acquis = (Acquis(hote.catalogue.blocs()[chemin].cle, AVANT),)
    proposition = gc.proposer(gc.copie(tu=("GRU",)), acquis=acquis)
    gru = proposition.blocs[0]
    assert (gru.verdict, gru.presente, gru.acquis_le) == (ACQUIS, False, AVANT)
    assert proposition.issue is Issue.CERTIFIE


@pytest.mark.parametrize("bloc", ["POS", "TD"])
def test_un_bloc_propre_au_cos_ne_vaut_pas_en_gc(gc, hote, bloc):
    acquis = (Acquis(hote.catalogue.blocs()[f"ucanss.cos@2021/{bloc}"].cle, AVANT),)
    proposition = gc.proposer(gc.copie(tu=("GDU",)), acquis=acquis)
    assert gc.verdict(proposition, "GDU") is NON_EVALUE
    assert not any(chacun.acquis_le for chacun in proposition.blocs)
    assert "acquis_sans_effet" in {alerte.code for alerte in proposition.alertes}


def test_gdu_acquis_en_gc_ne_vaut_pas_en_cos(cos, hote):
    acquis = (Acquis(hote.catalogue.blocs()["ucanss.gc@2021/GDU"].cle, AVANT),)
    proposition = cos.proposer(cos.copie(non=("POS", "TD")), acquis=acquis)
    assert not any(chacun.acquis_le for chacun in proposition.blocs)
    assert proposition.issue is Issue.PARTIEL


def test_c12_du_cos_ne_compte_jamais_pour_gc(gc, cos):
    en_cos = dict.fromkeys(cos.criteres("POS"), Avis.ACQUIS)
    sans = gc.proposer(gc.copie(non=("GDU/C12", "GDU/C13")))
    avec = gc.proposer(gc.copie(non=("GDU/C12", "GDU/C13")) | en_cos)
    assert {"POS/C12", "POS/C13"} <= set(cos.competences())
    assert verdicts(sans) == verdicts(avec)
    assert gc.verdict(avec, "GDU") is NON_ACQUIS


def test_c12_a_c16_n_ont_ni_le_meme_intitule_ni_le_meme_chemin(gc, cos):
    codes = {"C12", "C13", "C14", "C15", "C16"}
    en_gc, en_cos = (
        {
            f"{bloc.code}/{competence.code}": competence.intitule
            for bloc in banc.edition.blocs
            for competence in bloc.competences
            if competence.code in codes
        }
        for banc in (gc, cos)
    )
    assert len(en_gc) == len(en_cos) == 5
    assert not en_gc.keys() & en_cos.keys()
    assert not set(en_gc.values()) & set(en_cos.values())


@pytest.mark.parametrize(
    ("le", "issue"),
    [
        (date(2021, 12, 16), Issue.CERTIFIE),
        (SEANCE, Issue.CERTIFIE),
        (date(2022, 3, 17), Issue.INCOMPLET),
    ],
)
def test_un_acquis_compte_des_son_jour_et_jamais_avant(gc, hote, le, issue):
    acquis = (Acquis(hote.catalogue.blocs()["ucanss.gc@2021/GRU"].cle, le),)
    assert gc.proposer(gc.copie(tu=("GRU",)), acquis=acquis).issue is issue


def test_un_bloc_acquis_ne_se_perd_pas_meme_repasse_et_manque(gc, hote):
    acquis = (Acquis(hote.catalogue.blocs()["ucanss.gc@2021/GRU"].cle, AVANT),)
    proposition = gc.proposer(gc.copie(non=("GRU",)), acquis=acquis, blocs=("GRU", "MDR", "GDU"))
    assert gc.verdict(proposition, "GRU") is ACQUIS
    assert proposition.issue is Issue.CERTIFIE
    assert {"bloc_deja_acquis", "observations_ignorees"} <= {alerte.code for alerte in proposition.alertes}


def test_le_cqp_et_un_ccp_par_bloc_quand_tous_sont_acquis(gc, cos):
    assert titres(gc.proposer(gc.copie())) == {
        ("cqp", "ucanss.gc"),
        *(("ccp", f"ucanss.gc@2021/{bloc}") for bloc in ("GRU", "MDR", "GDU")),
    }
    assert titres(cos.proposer(cos.copie())) == {
        ("cqp", "ucanss.cos"),
        *(("ccp", f"ucanss.cos@2021/{bloc}") for bloc in ("GRU", "MDR", "POS", "TD")),
    }


@pytest.mark.parametrize("voie", ["formation", "vae"])
def test_un_bloc_manque_et_les_autres_donnent_chacun_leur_ccp(gc, voie):
    proposition = gc.proposer(gc.copie(non=("GDU",)), voie=voie)
    assert proposition.issue is Issue.PARTIEL
    assert titres(proposition) == {("ccp", "ucanss.gc@2021/GRU"), ("ccp", "ucanss.gc@2021/MDR")}


def test_un_bloc_acquis_avant_ne_redonne_pas_de_ccp(gc, hote):
    acquis = (Acquis(hote.catalogue.blocs()["ucanss.cos@2021/MDR"].cle, AVANT),)
    proposition = gc.proposer(gc.copie(tu=("MDR",)), acquis=acquis)
    assert titres(proposition) == {
        ("cqp", "ucanss.gc"),
        ("ccp", "ucanss.gc@2021/GRU"),
        ("ccp", "ucanss.gc@2021/GDU"),
    }


def test_aucun_bloc_acquis_ne_donne_aucun_titre(gc):
    proposition = gc.proposer(gc.copie(non=("GRU", "MDR", "GDU")))
    assert proposition.issue is Issue.NON_CERTIFIE
    assert not proposition.titres


@pytest.mark.parametrize(
    ("presentes", "manques", "issue"),
    [
        (("GRU", "MDR"), (), Issue.PARTIEL),
        (("GRU", "MDR"), ("MDR",), Issue.PARTIEL),
        (("GRU",), ("GRU",), Issue.NON_CERTIFIE),
        (("GRU", "MDR", "GDU"), (), Issue.CERTIFIE),
    ],
)
def test_un_bloc_non_presente_n_est_ni_evalue_ni_reproche(gc, presentes, manques, issue):
    tus = tuple({"GRU", "MDR", "GDU"} - set(presentes))
    proposition = gc.proposer(gc.copie(tu=tus, non=manques), blocs=presentes)
    for bloc in proposition.blocs:
        assert bloc.presente is (bloc.bloc.code in presentes)
        assert (bloc.verdict is NON_EVALUE) is (bloc.bloc.code not in presentes)
    assert proposition.issue is issue


@pytest.mark.parametrize(
    ("certification", "voie", "minutes"),
    [
        ("ucanss.cos", "formation", {"gru": 70, "pos": 50, "td": 35, "mdr": 30}),
        ("ucanss.gc", "formation", {"gru": 70, "gdu": 90, "mdr": 30}),
        ("ucanss.cos", "vae", {"livret2": 0, "entretien_vae": 45}),
        ("ucanss.gc", "vae", {"livret2": 0, "entretien_vae": 45}),
    ],
)
def test_chaque_epreuve_dure_ce_que_dit_la_lettre(hote, certification, voie, minutes):
    edition = hote.catalogue.edition(certification, "2021")
    epreuves = edition.epreuves_de(edition.voie(voie))
    assert {epreuve.code: epreuve.minutes for epreuve in epreuves} == minutes


@pytest.mark.parametrize(
    ("certification", "voie", "total"),
    [
        ("ucanss.cos", "formation", 185),
        ("ucanss.gc", "formation", 190),
        ("ucanss.cos", "vae", 45),
        ("ucanss.gc", "vae", 45),
    ],
)
def test_le_total_des_epreuves_en_presence(hote, certification, voie, total):
    edition = hote.catalogue.edition(certification, "2021")
    parties = [partie for epreuve in edition.epreuves_de(edition.voie(voie)) for partie in epreuve.parties]
    assert sum(partie.minutes for partie in parties if partie.en_session) == total


@pytest.mark.parametrize("voie", ["formation", "vae"])
def test_chaque_bloc_a_une_epreuve_dans_chaque_voie(gc, cos, voie):
    for banc in (gc, cos):
        epreuves = banc.edition.epreuves_de(banc.edition.voie(voie))
        evalues = {bloc for epreuve in epreuves for bloc in epreuve.evalue}
        assert evalues == {bloc.code for bloc in banc.edition.blocs}


def test_vingt_trois_competences_distinctes_dont_dix_huit_en_cos_et_seize_en_gc(gc, cos):
    en_cos, en_gc = (
        {(bloc.cle, competence.code) for bloc in banc.edition.blocs for competence in bloc.competences}
        for banc in (cos, gc)
    )
    assert (len(en_cos), len(en_gc), len(en_cos | en_gc)) == (18, 16, 23)


def test_quatre_blocs_en_cos_et_trois_en_gc(gc, cos):
    assert [bloc.code for bloc in cos.edition.blocs] == ["GRU", "MDR", "POS", "TD"]
    assert [bloc.code for bloc in gc.edition.blocs] == ["GRU", "MDR", "GDU"]


@pytest.mark.parametrize("certification", ["ucanss.cos", "ucanss.gc"])
@pytest.mark.parametrize("voie", ["formation", "vae"])
def test_le_reglement_se_lit_en_francais(hote, certification, voie):
    phrases = hote.politique(f"{certification}@2021", voie).enoncer()
    assert phrases == (
        "Un bloc est acquis si au moins 80 % de ses compétences sont acquises.",
        "Une compétence est acquise si au moins 80 % de ses critères sont validés.",
        "La certification est délivrée si tous ses blocs sont acquis.",
        "Le candidat a suivi intégralement les formations exigées par sa voie.",
    )


RANG = {NON_ACQUIS: 0, NON_EVALUE: 1, ACQUIS: 2}
RANG_ISSUE = {Issue.NON_CERTIFIE: 0, Issue.PARTIEL: 1, Issue.CERTIFIE: 2}

TRANCHEES = (Avis.ACQUIS, Avis.NON_ACQUIS, None)
TOUTES = (*TRANCHEES, Avis.ABSENT, Neutralise("situation non rencontrée"))


def copies(banc, autres):
    """Draw what was observed: all validated, but some compétences refused and some critères otherwise.

    The first critère of each bloc is always observed, so that each bloc is evaluated.
    """
    premiers = {banc.criteres(bloc.code)[0] for bloc in banc.edition.blocs}

    def observer(tirage):
        refusees, exceptions = tirage
        tenues = {chemin: valeur for chemin, valeur in exceptions.items() if valeur or chemin not in premiers}
        copie = banc.copie(non=tuple(refusees)) | tenues
        return {chemin: valeur for chemin, valeur in copie.items() if valeur}

    refusees = st.sets(st.sampled_from(banc.competences()), max_size=8)
    exceptions = st.dictionaries(st.sampled_from(banc.criteres()), st.sampled_from(autres), max_size=24)
    return st.tuples(refusees, exceptions).map(observer)


def avec_un_valide_de_plus(data, banc, copie):
    """Validate one critère that was not; the copie itself when all were."""
    manques = [chemin for chemin in banc.criteres() if copie.get(chemin) is not Avis.ACQUIS]
    return copie | {data.draw(st.sampled_from(manques)): Avis.ACQUIS} if manques else copie


@settings(deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("nom", ["gc", "cos"])
def test_un_critere_valide_de_plus_n_empire_le_verdict_d_aucun_bloc(request, data, nom):
    banc = request.getfixturevalue(nom)
    copie = data.draw(copies(banc, TOUTES))
    avant = verdicts(banc.proposer(copie))
    apres = verdicts(banc.proposer(avec_un_valide_de_plus(data, banc, copie)))
    assert all(RANG[apres[bloc]] >= RANG[avant[bloc]] for bloc in avant)


@settings(deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("nom", ["gc", "cos"])
def test_un_critere_valide_de_plus_n_empire_jamais_l_issue(request, data, nom):
    banc = request.getfixturevalue(nom)
    copie = data.draw(copies(banc, TRANCHEES))
    avant = banc.proposer(copie)
    apres = banc.proposer(avec_un_valide_de_plus(data, banc, copie))
    assert RANG_ISSUE[apres.issue] >= RANG_ISSUE[avant.issue]
    assert titres(avant) <= titres(apres)


@settings(deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("nom", ["gc", "cos"])
def test_l_ordre_des_observations_est_indifferent(request, data, nom):
    banc = request.getfixturevalue(nom)
    copie = data.draw(copies(banc, TOUTES))
    melangee = dict(data.draw(st.permutations(list(copie.items()))))
    avant, apres = banc.proposer(copie), banc.proposer(melangee)
    assert (avant.issue, avant.titres, avant.motifs) == (apres.issue, apres.titres, apres.motifs)
    for bloc, melange in zip(avant.blocs, apres.blocs, strict=True):
        assert (bloc.verdict, bloc.avis, bloc.motifs) == (melange.verdict, melange.avis, melange.motifs)


@settings(deadline=None)
@given(total=st.integers(1, 60), data=st.data())
def test_le_plancher_est_celui_du_calcul_exact(gc, total, data):
    valides = data.draw(st.integers(0, total))
    banc = gc.avec({"MDR/C7": total})
    refuses = tuple(f"MDR/C7/{rang}" for rang in range(valides + 1, total + 1))
    proposition = banc.proposer(banc.copie(non=refuses))
    assert (banc.verdict(proposition, "MDR/C7") is ACQUIS) is (Decimal(valides) / total >= Decimal("0.8"))
