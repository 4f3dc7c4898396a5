"""The example séance: what every candidate comes to, worked out by hand from the observations."""

import json
import subprocess
import sys

import pytest
from attrs import evolve

from parchemin.deliberation import Issue, deliberer
from parchemin.documents.contenus import donnees
from parchemin.dossier.model import Avis
from parchemin.dossier.readers.formats.ouverture import ouvrir
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.faits import CODES
from parchemin.plugin.host import Hote
from parchemin.regles import Verdict

A, NA, DEBAT, NE = "acquis", "non_acquis", "en_debat", "non_evalue"
CINQ = ("BC1", "BC2", "BC3", "BC4", "BC5")
GUIDE = "CDC-1806-01"


def blocs(*optionnels, **autres):
    """The five blocs of the guide and those that were chosen: acquis, but those that are named."""
    return dict.fromkeys((*CINQ, *optionnels), A) | autres


ATTENDUS = {
    "CDC-1806-01": ("en_debat", {"BC1": A, "BC2": A, "BC3": DEBAT, "BC4": DEBAT, "BC5": NA}),
    "CDC-1806-02": ("certifie", blocs("OPT1", "OPT3")),
    "CDC-1806-03": ("partiel", blocs("OPT1", "OPT2", BC4=NA)),
    "CDC-1806-04": ("partiel", blocs("OPT1", "OPT2", "OPT3")),
    "CDC-1806-05": ("partiel", blocs("OPT2", "OPT3", BC2=NA)),
    "CDC-1806-06": ("en_debat", blocs("OPT1", "OPT2", BC1=DEBAT, BC5=DEBAT)),
    "CDC-1806-07": ("certifie", blocs("OPT1", "OPT3")),
    "CDC-1806-08": ("non_certifie", dict.fromkeys((*CINQ, "OPT2", "OPT3"), NA)),
    "CDC-1806-09": ("en_debat", blocs("OPT1", "OPT2", BC4=DEBAT)),
    "CDC-1806-10": ("partiel", {"BC3": A}),
    "CDC-1806-11": ("incomplet", {"BC2": A, "BC4": NE}),
    "CDC-1806-12": ("incomplet", dict.fromkeys((*CINQ, "OPT2", "OPT3"), NE)),
    "CDC-1806-13": ("en_debat", blocs("OPT1", "OPT3")),
    "CDC-1806-14": ("certifie", blocs("OPT1", "OPT2")),
    "CDC-1806-15": ("certifie", blocs("OPT1", "OPT2")),
    "CDC-1806-16": ("partiel", blocs("OPT1")),
    "CDC-1806-17": ("incomplet", dict.fromkeys(CINQ, NE)),
}
ALERTES = {
    "CDC-1806-04": ["fait_non_renseigne"],
    "CDC-1806-15": ["entree_non_remplie", "fait_non_conforme", "fait_non_conforme"],
    "CDC-1806-16": [
        "acquis_futur",
        "bloc_deja_acquis",
        "competence_non_observee",
        "entree_hors_edition",
        "observations_ignorees",
        "observations_ignorees",
    ],
    "CDC-1806-17": ["entree_future"],
}


@pytest.fixture(scope="module")
def propositions(hote, seance):
    return {proposition.dossier.code: proposition for proposition in deliberer(seance, hote)}


def bloc(proposition, code):
    return next(chacun for chacun in proposition.blocs if chacun.bloc.code == code)


def constat(proposition, regle):
    return next(motif.constat.dire(CODES) for motif in proposition.motifs if motif.regle == regle)


def natures(proposition):
    return [titre.nature for titre in proposition.titres]


def test_la_grille_du_guide_donne_les_cinq_verdicts_publies(propositions):
    verdicts = [bloc(propositions[GUIDE], code).verdict for code in CINQ]
    assert verdicts == [
        Verdict.ACQUIS,
        Verdict.ACQUIS,
        Verdict.EN_DEBAT,
        Verdict.EN_DEBAT,
        Verdict.NON_ACQUIS,
    ]


def test_la_grille_du_guide_est_celle_qui_est_imprimee(seance):
    """Fifteen avis an evaluator, and for each the compétences génériques that it says non acquises."""
    (dossier,) = (chacun for chacun in seance.dossiers if chacun.code == GUIDE)
    refusees = {
        role: [chemin.partition("/")[2] for chemin, valeur in valeurs.items() if valeur is Avis.NON_ACQUIS]
        for role, valeurs in dossier.observations.par_role.items()
    }
    assert refusees == {
        "of": ["C6"],
        "referent": ["C7", "C8", "C9", "C10", "C11", "C12", "C13"],
        "commission": ["C14", "C15"],
    }
    avis = {
        role: sum("/" in chemin for chemin in valeurs) for role, valeurs in dossier.observations.par_role.items()
    }
    assert avis == {"of": 15, "referent": 15, "commission": 15}


@pytest.mark.parametrize(
    ("code", "of", "referent", "commission"),
    [
        ("BC1", "10/10", "10/10", "10/10"),
        ("BC2", "5/5", "5/5", "5/5"),
        ("BC3", "5/10", "5/10", "10/10"),
        ("BC4", "10/10", "0/10", "10/10"),
        ("BC5", "13/13", "10/13", "3/13"),
    ],
)
def test_la_grille_du_guide_se_compte_en_competences_detaillees(propositions, code, of, referent, commission):
    constate = bloc(propositions[GUIDE], code).motifs[0].constat.dire(CODES)
    comptes = [partie.split()[1] for partie in constate.split(" ; ")]
    assert comptes == [of, referent, commission]


def test_la_grille_du_guide_n_a_que_cinq_blocs_et_ne_donnerait_pas_le_cqp(propositions):
    assert constat(propositions[GUIDE], "tous_les_blocs").startswith("2/7 blocs acquis")
    assert {(titre.nature, titre.objet[-3:]) for titre in propositions[GUIDE].titres} == {
        ("attestation_bloc", "BC1"),
        ("attestation_bloc", "BC2"),
    }


@pytest.mark.parametrize("dossier", ATTENDUS)
def test_chaque_candidat_a_l_issue_attendue(propositions, dossier):
    proposition = propositions[dossier]
    issue, attendus = ATTENDUS[dossier]
    verdicts = {chacun.bloc.code: chacun.verdict.value for chacun in proposition.blocs}
    non_presentes = {
        chacun.bloc.code for chacun in proposition.blocs if not chacun.presente and not chacun.acquis_le
    }
    assert proposition.issue.value == issue
    assert verdicts == attendus | dict.fromkeys(non_presentes, NE)
    assert attendus.keys() | non_presentes == verdicts.keys()


@pytest.mark.parametrize("dossier", ATTENDUS)
def test_chaque_candidat_a_les_alertes_attendues(propositions, dossier):
    codes = sorted(alerte.code for alerte in propositions[dossier].alertes)
    assert [code for code in codes if code != "grille_exemple"] == ALERTES.get(dossier, [])
    assert "grille_exemple" in codes


def test_tous_les_candidats_sont_attendus_et_dans_l_ordre(propositions):
    assert list(propositions) == list(ATTENDUS)


def test_toutes_les_issues_tous_les_verdicts_et_les_trois_voies_sont_montres(propositions):
    assert {proposition.issue for proposition in propositions.values()} == set(Issue)
    assert {chacun.verdict for proposition in propositions.values() for chacun in proposition.blocs} == set(
        Verdict
    )
    assert {proposition.dossier.voie for proposition in propositions.values()} == {"formation", "vae", "blocs"}


def test_un_candidat_est_certifie_au_plus_juste(propositions):
    proposition = propositions["CDC-1806-02"]
    constats = {
        chacun.bloc.code: chacun.motifs[0].constat.dire(CODES).split()[1]
        for chacun in proposition.blocs
        if chacun.presente
    }
    assert constats == {
        "BC1": "7/10",
        "BC2": "4/5",
        "BC3": "7/10",
        "BC4": "7/10",
        "BC5": "10/13",
        "OPT1": "7/10",
        "OPT3": "14/20",
    }
    notes = proposition.dossier.observations.par_role["of"]
    assert min(notes[f"continu:{code}"].centiemes for code in constats) == 1000
    assert [(titre.nature, titre.objet) for titre in proposition.titres] == [("cqp", "courtage.cdc")]


def test_9_99_en_continu_ferme_l_evaluation_finale(propositions):
    proposition = propositions["CDC-1806-03"]
    assert [motif.constat.dire(CODES) for motif in bloc(proposition, "BC4").motifs] == [
        "contrôle continu : 9,99/20"
    ]
    assert natures(proposition) == ["attestation_bloc"] * 6


def test_trois_blocs_optionnels_sont_refuses_avec_la_raison(propositions):
    assert "3 blocs optionnel" in constat(propositions["CDC-1806-04"], "tous_les_blocs")


def test_la_commission_l_emporte_sur_les_deux_autres(propositions):
    avis = {role: verdict.value for role, verdict in bloc(propositions["CDC-1806-05"], "BC2").avis.items()}
    assert avis == {"of": A, "referent": A, "commission": NA}


@pytest.mark.parametrize(("code", "part"), [("BC1", "6/10"), ("BC5", "9/13")])
def test_juste_dessous_pour_un_seul_evaluateur_ouvre_le_debat(propositions, code, part):
    assert part in bloc(propositions["CDC-1806-06"], code).motifs[0].constat.dire(CODES)


def test_en_vae_la_commission_seule_certifie(propositions):
    proposition = propositions["CDC-1806-07"]
    assert {tuple(chacun.avis) for chacun in proposition.blocs if chacun.presente} == {("commission",)}
    assert natures(proposition) == ["cqp"]


def test_en_vae_un_evaluateur_convoque_compte(propositions):
    avis = {role: verdict.value for role, verdict in bloc(propositions["CDC-1806-09"], "BC4").avis.items()}
    assert avis == {"of": NA, "commission": A}


def test_un_bloc_seul_donne_son_attestation(propositions):
    titres = [(titre.nature, titre.objet) for titre in propositions["CDC-1806-10"].titres]
    assert titres == [("attestation_bloc", "courtage.cdc@2017/BC3")]


def test_le_bloc_que_conteste_la_commission_reste_atteste(propositions):
    proposition = propositions["CDC-1806-13"]
    assert constat(proposition, "tous_les_blocs") == "7/7 blocs acquis"
    assert constat(proposition, "evaluation_finale").endswith("non acquis pour BC4")
    assert bloc(proposition, "BC4").acquis_le is not None
    assert not proposition.titres


def test_deux_blocs_communs_viennent_d_un_autre_cqp(exemple, propositions):
    dossiers = ouvrir(exemple / "dossiers.csv", "dossiers")
    rang = dossiers.entetes.index("acquis")
    acquis = {cellules[0]: cellules[rang] for _, cellules in dossiers.lignes}["CDC-1806-14"]
    assert acquis.count("courtage.gest-adp@2017/") == 2
    assert sum(chacun.acquis_le is not None for chacun in propositions["CDC-1806-14"].blocs) == 6


def test_le_jury_reunit_chaque_college_et_son_quorum(seance):
    assert {membre.role for membre in seance.membres} == {
        "organisation_syndicale",
        "college_patronal",
        "expert_formation",
        "organisme_formation",
        "president_cpnefp",
    }
    assert len({membre.nom for membre in seance.membres}) >= 4


def test_les_blocs_optionnels_se_disent_inventes(seance):
    (edition,) = seance.editions.values()
    ajoutes = edition.blocs[len(CINQ) :]
    assert edition.grille is not None
    assert edition.grille.exemple
    assert len(ajoutes) >= 3
    for ajoute in ajoutes:
        assert ajoute.nature.value == "optionnel"
        assert "inventé" in ajoute.intitule
        assert ajoute.source.document == "exemple"


def test_l_exemple_se_lit_sans_les_autres_branches(exemple, propositions):
    seul = Hote.charger(desactivees=("ucanss", "agirc-arrco"), strict=True)
    seance = LecteurDeSeance(exemple, seul.catalogue).entiere()
    issues = {proposition.dossier.code: proposition.issue for proposition in deliberer(seance, seul)}
    assert issues == {code: proposition.issue for code, proposition in propositions.items()}


def test_le_json_dit_la_meme_chose(seance, propositions):
    document = donnees.deliberation(seance, list(propositions.values()))
    relu = json.loads(json.dumps(document, ensure_ascii=False))
    assert {dossier["dossier"]: dossier["issue"] for dossier in relu["dossiers"]} == {
        code: issue for code, (issue, _) in ATTENDUS.items()
    }
    guide = relu["dossiers"][0]
    assert guide["edition"] == "courtage.cdc@2017"
    bc3 = next(chacun for chacun in guide["blocs"] if chacun["bloc"] == "BC3")
    assert (bc3["verdict"], bc3["avis"]) == (DEBAT, {"of": NA, "referent": NA, "commission": A})
    assert bc3["motifs"][0]["regle"] == "concordance"


@pytest.mark.parametrize("lecture", ["bloc.acces.portee=ensemble", "bloc.acces.sans_note=attend"])
def test_l_autre_lecture_se_juge_en_colonnes_comme_dossier_par_dossier(exemple, lecture):
    commande = (sys.executable, "-m", "parchemin_cli", "simuler", exemple, "--politique", lecture, "--json")
    documents = [
        subprocess.run([*commande, "--moteur", moteur], capture_output=True, encoding="utf-8", check=True).stdout
        for moteur in ("colonnes", "explique")
    ]
    assert json.loads(documents[0]) == json.loads(documents[1])


def test_l_ordre_des_lignes_d_observations_est_indifferent(hote, exemple, seance, propositions, tmp_path):
    for fichier in exemple.iterdir():
        (tmp_path / fichier.name).write_bytes(fichier.read_bytes())
    entete, *lignes = (tmp_path / "observations.csv").read_text("utf-8").splitlines()
    melangees = [*lignes[1::3], *lignes[::3], *lignes[2::3]][::-1]
    (tmp_path / "observations.csv").write_text("\n".join([entete, *melangees]) + "\n", "utf-8")
    autre = LecteurDeSeance(tmp_path, hote.catalogue).entiere()
    document = donnees.deliberation(autre, deliberer(autre, hote))
    assert document == donnees.deliberation(seance, list(propositions.values()))


def test_un_dossier_se_delibere_seul_comme_avec_les_autres(hote, seance, propositions):
    ensemble = donnees.deliberation(seance, list(propositions.values()))["dossiers"]
    for dossier, attendu in zip(seance.dossiers, ensemble, strict=True):
        seule = evolve(seance, dossiers=(dossier,))
        assert donnees.deliberation(seule, deliberer(seule, hote))["dossiers"] == [attendu]


def test_les_fichiers_sont_en_utf_8_sans_marque_et_en_fins_de_ligne_unix(exemple):
    for fichier in exemple.iterdir():
        contenu = fichier.read_bytes()
        assert contenu.decode("utf-8")
        assert not contenu.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in contenu
        assert contenu.endswith(b"\n")
