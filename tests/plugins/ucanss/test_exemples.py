"""The two example séances: what every candidate comes to, worked out by hand from the observations."""

import json
from datetime import date

import pytest
from attrs import evolve

from parchemin.deliberation import Issue, deliberer
from parchemin.documents.contenus import donnees
from parchemin.dossier.model import Avis, Neutralise, Observations
from parchemin.dossier.readers.formats.ouverture import ouvrir
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.faits import CODES
from parchemin.regles import Verdict

A, NA, NE = "acquis", "non_acquis", "non_evalue"

ATTENDUS = {
    "gc-2021": {
        "GC-2203-01": ("certifie", {"GRU": A, "MDR": A, "GDU": A}),
        "GC-2203-02": ("certifie", {"GRU": A, "MDR": A, "GDU": A}),
        "GC-2203-03": ("certifie", {"GRU": A, "MDR": A, "GDU": A}),
        "GC-2203-04": ("partiel", {"GRU": NA, "MDR": A, "GDU": A}),
        "GC-2203-05": ("certifie", {"GRU": A, "MDR": A, "GDU": A}),
        "GC-2203-06": ("certifie", {"GRU": A, "MDR": A, "GDU": A}),
        "GC-2203-07": ("incomplet", {"GRU": NE, "MDR": A, "GDU": A}),
        "GC-2203-08": ("partiel", {"GRU": A, "MDR": A, "GDU": A}),
        "GC-2203-09": ("non_certifie", {"GRU": NA, "MDR": NA, "GDU": NA}),
        "GC-2203-10": ("partiel", {"GRU": A, "MDR": A, "GDU": NE}),
        "GC-2203-11": ("certifie", {"GRU": A, "MDR": A, "GDU": A}),
        "GC-2203-12": ("partiel", {"GRU": A, "MDR": NA, "GDU": A}),
        "GC-2203-13": ("certifie", {"GRU": A, "MDR": A, "GDU": A}),
        "GC-2203-14": ("certifie", {"GRU": A, "MDR": A, "GDU": A}),
    },
    "cos-2021": {
        "COS-2203-01": ("certifie", {"GRU": A, "MDR": A, "POS": A, "TD": A}),
        "COS-2203-02": ("certifie", {"GRU": A, "MDR": A, "POS": A, "TD": A}),
        "COS-2203-03": ("certifie", {"GRU": A, "MDR": A, "POS": A, "TD": A}),
        "COS-2203-04": ("partiel", {"GRU": A, "MDR": A, "POS": NA, "TD": A}),
        "COS-2203-05": ("certifie", {"GRU": A, "MDR": A, "POS": A, "TD": A}),
        "COS-2203-06": ("certifie", {"GRU": A, "MDR": A, "POS": A, "TD": A}),
        "COS-2203-07": ("incomplet", {"GRU": A, "MDR": NE, "POS": A, "TD": A}),
        "COS-2203-08": ("partiel", {"GRU": A, "MDR": A, "POS": A, "TD": A}),
        "COS-2203-09": ("non_certifie", {"GRU": NA, "MDR": NA, "POS": NA, "TD": NA}),
        "COS-2203-10": ("partiel", {"GRU": NE, "MDR": NE, "POS": A, "TD": A}),
        "COS-2203-11": ("certifie", {"GRU": A, "MDR": A, "POS": A, "TD": A}),
        "COS-2203-12": ("partiel", {"GRU": A, "MDR": A, "POS": A, "TD": NA}),
        "COS-2203-13": ("incomplet", {"GRU": NE, "MDR": NE, "POS": NE, "TD": NE}),
        "COS-2203-14": ("certifie", {"GRU": A, "MDR": A, "POS": A, "TD": A}),
    },
}
EXEMPLES = list(ATTENDUS)
CANDIDATS = [(exemple, dossier) for exemple, dossiers in ATTENDUS.items() for dossier in dossiers]


@pytest.fixture(scope="module")
def propositions(hote, seances):
    return {
        exemple: {proposition.dossier.code: proposition for proposition in deliberer(seance, hote)}
        for exemple, seance in seances.items()
    }


def constats(proposition):
    """What was found of each bloc and compétence, by path: ``4/5 compétences acquises``."""
    juges = [bloc.jugement for bloc in proposition.blocs]
    juges += [detail for jugement in juges for detail in jugement.details]
    return {jugement.noeud.chemin: jugement.constat.dire(CODES) for jugement in juges}


@pytest.mark.parametrize(("exemple", "dossier"), CANDIDATS)
def test_chaque_candidat_a_l_issue_attendue(propositions, exemple, dossier):
    proposition = propositions[exemple][dossier]
    verdicts = {bloc.bloc.code: bloc.verdict.value for bloc in proposition.blocs}
    assert (proposition.issue.value, verdicts) == ATTENDUS[exemple][dossier]


@pytest.mark.parametrize("exemple", EXEMPLES)
def test_tous_les_candidats_sont_attendus_et_dans_l_ordre(propositions, exemple):
    assert list(propositions[exemple]) == list(ATTENDUS[exemple])


@pytest.mark.parametrize("exemple", EXEMPLES)
def test_les_seules_alertes_sont_la_grille_d_exemple_et_une_competence_oubliee(propositions, exemple):
    codes = {
        dossier: {alerte.code for alerte in proposition.alertes} - {"grille_exemple"}
        for dossier, proposition in propositions[exemple].items()
    }
    assert {dossier: code for dossier, code in codes.items() if code} == (
        {"GC-2203-13": {"competence_non_observee"}} if exemple == "gc-2021" else {}
    )
    assert all(
        "grille_exemple" in {alerte.code for alerte in proposition.alertes}
        for proposition in propositions[exemple].values()
    )


@pytest.mark.parametrize("exemple", EXEMPLES)
def test_le_json_dit_la_meme_chose(seances, propositions, exemple):
    document = donnees.deliberation(seances[exemple], list(propositions[exemple].values()))
    relu = json.loads(json.dumps(document, ensure_ascii=False))
    assert relu["seance"]["date"] == "2022-03-16"
    assert {
        dossier["dossier"]: (
            dossier["issue"],
            {bloc["bloc"]: bloc["verdict"] for bloc in dossier["blocs"]},
        )
        for dossier in relu["dossiers"]
    } == ATTENDUS[exemple]


@pytest.mark.parametrize(
    ("dossier", "attendus"),
    [
        ("GC-2203-03", {"GRU": "5/6", "MDR": "4/5", "GDU": "4/5"}),
        ("COS-2203-03", {"GRU": "5/6", "MDR": "4/5", "POS": "3/3", "TD": "4/4"}),
    ],
)
def test_un_candidat_est_certifie_au_plus_juste(propositions, dossier, attendus):
    exemple = f"{dossier.partition('-')[0].lower()}-2021"
    proposition = propositions[exemple][dossier]
    trouves = constats(proposition)
    for bloc, part in attendus.items():
        assert trouves[bloc] == f"{part} compétences acquises"
    acquises = {
        detail.noeud.chemin
        for bloc in proposition.blocs
        for detail in bloc.jugement.details
        if detail.verdict is Verdict.ACQUIS
    }
    justes = {f"{part} critères validés" for part in ("4/4", "4/5", "5/6", "8/10")}
    assert {trouves[chemin] for chemin in acquises} <= justes


@pytest.mark.parametrize(
    ("dossier", "attendus"),
    [
        ("GC-2203-04", {"GRU": "4/6 compétences acquises", "GRU/C2": "7/10 critères validés"}),
        ("GC-2203-12", {"MDR": "3/5 compétences acquises"}),
        ("COS-2203-04", {"POS": "2/3 compétences acquises", "POS/C13": "3/4 critères validés"}),
        ("COS-2203-12", {"TD": "3/4 compétences acquises", "TD/C17": "3/5 critères validés"}),
    ],
)
def test_un_candidat_juste_dessous_n_obtient_que_ses_autres_blocs(propositions, dossier, attendus):
    exemple = f"{dossier.partition('-')[0].lower()}-2021"
    proposition = propositions[exemple][dossier]
    assert constats(proposition).items() >= attendus.items()
    assert {titre.nature for titre in proposition.titres} == {"ccp"}


@pytest.mark.parametrize(
    ("exemple", "dossier", "tenus"),
    [
        ("gc-2021", "GC-2203-05", {"GRU": date(2021, 12, 16), "MDR": date(2021, 12, 16)}),
        ("gc-2021", "GC-2203-14", {"GRU": date(2021, 12, 16)}),
        ("cos-2021", "COS-2203-05", {"GRU": date(2021, 12, 16), "MDR": date(2021, 12, 16)}),
        ("cos-2021", "COS-2203-14", {"GRU": date(2022, 1, 27)}),
    ],
)
def test_un_candidat_est_certifie_en_capitalisant(propositions, exemple, dossier, tenus):
    proposition = propositions[exemple][dossier]
    acquis = {bloc.bloc.code: bloc.acquis_le for bloc in proposition.blocs if bloc.acquis_le}
    assert acquis == tenus
    nouveaux = {bloc.bloc.code for bloc in proposition.blocs if bloc.presente}
    ccp = {titre.objet.rpartition("/")[2] for titre in proposition.titres if titre.nature == "ccp"}
    assert ccp == nouveaux
    assert ("cqp", proposition.edition.certification) in {(t.nature, t.objet) for t in proposition.titres}


def test_un_bloc_tenu_du_cos_est_nomme_par_sa_cle_du_cos(exemples):
    dossiers = ouvrir(exemples["gc-2021"] / "dossiers.csv", "dossiers")
    rang = dossiers.entetes.index("acquis")
    acquis = {cellules[0]: cellules[rang] for _, cellules in dossiers.lignes}
    assert "ucanss.cos@2021/MDR=2021-12-16" in acquis["GC-2203-05"]


@pytest.mark.parametrize(
    ("exemple", "dossier", "issue_sinon"),
    [("gc-2021", "GC-2203-06", Issue.PARTIEL), ("cos-2021", "COS-2203-06", Issue.PARTIEL)],
)
def test_un_critere_neutralise_decide(hote, seances, exemple, dossier, issue_sinon):
    """Counted as refused, the one neutralised critère would cost the bloc."""
    seance = seances[exemple]
    le_sien = next(candidat for candidat in seance.dossiers if candidat.code == dossier)
    copie = le_sien.observations.par_role["jury"]
    neutralises = {chemin: valeur for chemin, valeur in copie.items() if isinstance(valeur, Neutralise)}
    assert [bool(valeur.motif) for valeur in neutralises.values()] == [True]
    refusee = {**copie, **dict.fromkeys(neutralises, Avis.NON_ACQUIS)}
    sinon = evolve(le_sien, observations=Observations({"jury": refusee}))
    (proposition,) = deliberer(evolve(seance, dossiers=(sinon,)), hote)
    assert proposition.issue is issue_sinon


@pytest.mark.parametrize(
    ("exemple", "dossier", "cible"),
    [
        ("gc-2021", "GC-2203-07", "GRU"),
        ("cos-2021", "COS-2203-07", "epreuve:mdr"),
        ("cos-2021", "COS-2203-13", "epreuve:entretien_vae"),
    ],
)
def test_un_candidat_absent_reste_en_attente(propositions, exemple, dossier, cible):
    proposition = propositions[exemple][dossier]
    assert proposition.dossier.observations.par_role["jury"][cible] is Avis.ABSENT
    assert proposition.issue is Issue.INCOMPLET


@pytest.mark.parametrize(("exemple", "dossier"), [("gc-2021", "GC-2203-08"), ("cos-2021", "COS-2203-08")])
def test_il_ne_manque_que_premss(propositions, exemple, dossier):
    proposition = propositions[exemple][dossier]
    assert all(bloc.verdict is Verdict.ACQUIS for bloc in proposition.blocs)
    assert [motif.constat.dire(CODES) for motif in proposition.motifs if motif.regle == "parcours"] == [
        "Pass : suivi le 2021-11-05, Prem'ss : non suivi"
    ]
    assert {titre.nature for titre in proposition.titres} == {"ccp"}


@pytest.mark.parametrize(
    ("exemple", "dossier", "blocs"),
    [("gc-2021", "GC-2203-10", ("GRU", "MDR")), ("cos-2021", "COS-2203-10", ("POS", "TD"))],
)
def test_un_candidat_ne_presente_que_quelques_blocs(propositions, exemple, dossier, blocs):
    proposition = propositions[exemple][dossier]
    assert proposition.dossier.blocs == blocs
    assert tuple(bloc.bloc.code for bloc in proposition.blocs if bloc.presente) == blocs


@pytest.mark.parametrize("exemple", EXEMPLES)
def test_les_deux_voies_sont_representees(seances, exemple):
    seance = seances[exemple]
    assert len(seance.dossiers) >= 12
    assert {dossier.voie for dossier in seance.dossiers} == {"formation", "vae"}
    assert {dossier.voie for dossier in seance.dossiers if dossier.parcours} == {"formation"}


def test_les_deux_formes_d_observations_sont_montrees(exemples):
    longue, large = (ouvrir(exemples[nom] / "observations.csv", "observations").entetes for nom in EXEMPLES)
    assert longue == ("dossier", "evaluateur", "cible", "valeur", "motif")
    assert large[:2] == ("dossier", "jury:GRU/C1/1")


def test_les_blocs_communs_ont_les_memes_criteres_dans_les_deux_grilles(seances):
    gc, cos = ({bloc.cle: bloc for bloc in next(iter(seances[nom].editions.values())).blocs} for nom in EXEMPLES)
    communs = gc.keys() & cos.keys()
    assert len(communs) == 2
    assert [gc[cle] for cle in sorted(communs)] == [cos[cle] for cle in sorted(communs)]


@pytest.mark.parametrize("exemple", EXEMPLES)
def test_chaque_competence_a_des_criteres_et_la_grille_se_dit_un_exemple(seances, exemple):
    (edition,) = seances[exemple].editions.values()
    assert edition.grille is not None
    assert edition.grille.exemple
    assert all(competence.criteres for bloc in edition.blocs for competence in bloc.competences)


@pytest.mark.parametrize("exemple", EXEMPLES)
def test_les_fichiers_sont_en_utf_8_sans_marque_et_en_fins_de_ligne_unix(exemples, exemple):
    for fichier in exemples[exemple].iterdir():
        contenu = fichier.read_bytes()
        assert contenu.decode("utf-8")
        assert not contenu.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in contenu
        assert contenu.endswith(b"\n")


@pytest.mark.parametrize("exemple", EXEMPLES)
def test_l_ordre_des_lignes_d_observations_est_indifferent(hote, exemples, propositions, exemple, tmp_path):
    for fichier in exemples[exemple].iterdir():
        (tmp_path / fichier.name).write_bytes(fichier.read_bytes())
    entete, *lignes = (tmp_path / "observations.csv").read_text("utf-8").splitlines()
    melangees = [*lignes[1::3], *lignes[::3], *lignes[2::3]][::-1]
    (tmp_path / "observations.csv").write_text("\n".join([entete, *melangees]) + "\n", "utf-8")
    seance = LecteurDeSeance(tmp_path, hote.catalogue).entiere()
    document = donnees.deliberation(seance, deliberer(seance, hote))
    assert document == donnees.deliberation(seance, list(propositions[exemple].values()))
