"""The example séance: what every candidate comes to, worked out by hand from the files."""

import pytest
from attrs import evolve

from parchemin.deliberation import Issue, deliberer
from parchemin.documents.contenus import donnees
from parchemin.dossier.model import Observations
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.faits import CODES
from parchemin.regles import Verdict

A, NA, NE, DEBAT = "acquis", "non_acquis", "non_evalue", "en_debat"

ATTENDUS = {
    "CE-2503-01": ("certifie", A, A, A),
    "CE-2503-02": ("certifie", A, A, A),
    "CE-2503-03": ("certifie", A, A, A),
    "CE-2503-04": ("partiel", A, NE, A),
    "CE-2503-05": ("en_debat", DEBAT, A, A),
    "CE-2503-06": ("en_debat", A, DEBAT, A),
    "CE-2503-07": ("partiel", NE, A, NE),
    "CE-2503-08": ("incomplet", A, NE, A),
    "CE-2503-09": ("certifie", A, A, A),
    "CE-2503-10": ("incomplet", A, A, NE),
    "CE-2503-11": ("certifie", A, A, A),
    "CE-2503-12": ("partiel", A, A, NA),
    "CE-2503-13": ("non_certifie", NA, NA, NA),
    "CE-2503-14": ("partiel", A, NA, NE),
    "CE-2503-15": ("incomplet", NE, NE, NE),
}
ALERTES = {
    "CE-2503-03": ["bloc_expire"],
    "CE-2503-04": ["bloc_expire"],
    "CE-2503-10": ["competence_non_observee"],
    "CE-2503-11": ["depot_tardif"],
    "CE-2503-12": ["fait_non_conforme", "fait_non_conforme"],
    "CE-2503-13": ["depot_tardif", "fait_non_renseigne", "fait_non_renseigne"],
    "CE-2503-14": ["bloc_expire", "vae_definitive"],
}


@pytest.fixture(scope="module")
def propositions(hote, seance):
    return {proposition.dossier.code: proposition for proposition in deliberer(seance, hote)}


def messages(proposition):
    return [alerte.dire(CODES) for alerte in proposition.alertes]


def titres(proposition):
    return {(titre.nature, titre.objet.rpartition("/")[2]) for titre in proposition.titres}


@pytest.mark.parametrize("code", ATTENDUS)
def test_chaque_candidat_a_l_issue_attendue(propositions, code):
    proposition = propositions[code]
    assert (proposition.issue.value, *(bloc.verdict.value for bloc in proposition.blocs)) == ATTENDUS[code]


def test_tous_les_candidats_sont_attendus_et_dans_l_ordre(propositions):
    assert list(propositions) == list(ATTENDUS)


@pytest.mark.parametrize("code", ATTENDUS)
def test_chaque_candidat_a_les_alertes_attendues(propositions, code):
    assert sorted(alerte.code for alerte in propositions[code].alertes) == ALERTES.get(code, [])


def test_chaque_issue_chaque_verdict_et_chaque_alerte_se_rencontrent(hote, propositions):
    assert {proposition.issue for proposition in propositions.values()} == set(Issue)
    assert {bloc.verdict for proposition in propositions.values() for bloc in proposition.blocs} == set(Verdict)
    du_regime = {
        controle.code
        for voie in ("epreuves", "vae")
        for controle in hote.politique("agirc-arrco.ce@2024", voie).controles
    }
    vues = {alerte.code for proposition in propositions.values() for alerte in proposition.alertes}
    assert du_regime | {"fait_non_renseigne", "bloc_expire"} <= vues


def test_les_deux_voies_sont_representees(seance):
    assert {dossier.voie for dossier in seance.dossiers} == {"epreuves", "vae"}


def test_au_dernier_jour_et_a_la_derniere_minute_tout_est_en_regle(propositions):
    dossier = propositions["CE-2503-01"].dossier
    assert dossier.depots["enregistrement"].isoformat() == "2025-02-20"
    assert dossier.heures["enregistrement_minutes"] == 30


def test_un_bloc_acquis_il_y_a_cinq_ans_jour_pour_jour_compte(propositions):
    proposition = propositions["CE-2503-02"]
    tenus = {bloc.bloc.code: bloc.acquis_le.isoformat() for bloc in proposition.blocs if bloc.acquis_le}
    assert tenus == {"B1": "2020-03-20", "B2": "2024-06-20"}
    assert titres(proposition) == {("cqp", "agirc-arrco.ce")}


@pytest.mark.parametrize(
    ("code", "bloc", "fin", "represente"),
    [
        ("CE-2503-03", "B1", "2025-03-19", True),
        ("CE-2503-04", "B2", "2025-02-28", False),
        ("CE-2503-14", "B3", "2025-03-19", False),
    ],
)
def test_un_bloc_expire_est_nomme_avec_sa_date(propositions, code, bloc, fin, represente):
    proposition = propositions[code]
    expire = next(propose for propose in proposition.blocs if propose.expire_le)
    assert (expire.bloc.code, expire.expire_le.isoformat(), expire.presente) == (bloc, fin, represente)
    assert any(bloc in message and fin in message for message in messages(proposition))


@pytest.mark.parametrize(
    ("code", "bloc", "constat"),
    [
        ("CE-2503-05", "B1", "avis sur le bloc : acquis ; 4/5 compétences acquises (non acquises : B1/CP3)"),
        ("CE-2503-06", "B2", "avis sur le bloc : non acquis ; 5/5 compétences acquises"),
    ],
)
def test_un_avis_contredit_montre_les_deux_faits(seance, propositions, code, bloc, constat):
    document = donnees.deliberation(seance, [propositions[code]])["dossiers"][0]
    sien = next(propose for propose in document["blocs"] if propose["bloc"] == bloc)
    assert sien["motifs"][0]["constat"] == constat
    assert sien["avis"] == {"cte": A if bloc == "B1" else NA}


@pytest.mark.parametrize(
    ("code", "attendus"),
    [
        ("CE-2503-11", ["2025-02-21"]),
        ("CE-2503-12", ["31 min", "caméra"]),
        ("CE-2503-13", ["dépôt", "durée", "identité"]),
    ],
)
def test_la_conformite_se_lit_dans_les_alertes(propositions, code, attendus):
    dites = messages(propositions[code])
    assert len(dites) == len(attendus)
    assert all(attendu in message for attendu, message in zip(attendus, dites, strict=True))


@pytest.mark.parametrize(
    ("code", "attendus"),
    [
        ("CE-2503-04", {("parchemin_bloc", "B3")}),
        ("CE-2503-05", {("parchemin_bloc", "B2"), ("parchemin_bloc", "B3")}),
        ("CE-2503-07", {("parchemin_bloc", "B2")}),
        ("CE-2503-13", set()),
        ("CE-2503-14", {("parchemin_bloc", "B1")}),
    ],
)
def test_sans_le_cqp_chaque_bloc_nouveau_a_son_parchemin(propositions, code, attendus):
    assert titres(propositions[code]) == attendus


def test_sans_la_conformite_les_verdicts_seraient_les_memes(hote, seance, propositions):
    nus = tuple(evolve(dossier, depots={}, heures={}) for dossier in seance.dossiers)
    for proposition in deliberer(evolve(seance, dossiers=nus), hote):
        code = proposition.dossier.code
        assert (proposition.issue.value, *(bloc.verdict.value for bloc in proposition.blocs)) == ATTENDUS[code]


def test_sans_observations_seuls_les_blocs_tenus_restent(hote, seance):
    nus = tuple(evolve(dossier, observations=Observations()) for dossier in seance.dossiers)
    acquis = {
        (proposition.dossier.code, bloc.bloc.code)
        for proposition in deliberer(evolve(seance, dossiers=nus), hote)
        for bloc in proposition.blocs
        if bloc.verdict is Verdict.ACQUIS
    }
    assert {code for code, _ in acquis} == {"CE-2503-02", "CE-2503-03", "CE-2503-04"}


def test_les_fichiers_sont_en_utf_8_sans_marque_et_en_fins_de_ligne_unix(dossier_exemple):
    for fichier in dossier_exemple.iterdir():
        contenu = fichier.read_bytes()
        assert contenu.decode("utf-8")
        assert not contenu.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in contenu
        assert contenu.endswith(b"\n")


def test_l_ordre_des_lignes_d_observations_est_indifferent(hote, dossier_exemple, seance, propositions, tmp_path):
    for fichier in dossier_exemple.iterdir():
        (tmp_path / fichier.name).write_bytes(fichier.read_bytes())
    entete, *lignes = (tmp_path / "observations.csv").read_text("utf-8").splitlines()
    (tmp_path / "observations.csv").write_text("\n".join([entete, *lignes[::-1]]) + "\n", "utf-8")
    relue = LecteurDeSeance(tmp_path, hote.catalogue).entiere()
    document = donnees.deliberation(relue, deliberer(relue, hote))
    assert document == donnees.deliberation(seance, list(propositions.values()))
