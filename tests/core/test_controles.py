"""Checks of conformity: what a delay, a deposit, a fact or an entry condition says, on both sides of its bound."""

import json
from datetime import date

import pytest

from parchemin.dossier.model import Candidat, Dossier, Statut
from parchemin.faits import CODES, de_json, en_json
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.model import Source
from parchemin.regles import DansLesMois, Delai, DepotAvant, DonneeExigee, NiveauOuExperience, PasAvant
from parchemin.regles.controles import Alerte, annees_apres_bac, jour

SOURCE = Source("règlement", "§1")
SEANCE = date(2024, 6, 3)
ENTREE = date(2023, 6, 3)


def dossier(**champs):
    return Dossier("D1", Candidat("N", "P"), "formation", ENTREE, "essai.a@2024", **champs)


def messages(controle, **champs):
    return [alerte.dire(CODES) for alerte in controle.controler(dossier(**champs), SEANCE)]


@pytest.mark.parametrize(
    ("nom", "trouve"),
    [
        ("seance", SEANCE),
        ("entree", ENTREE),
        ("stage", date(2023, 9, 1)),
        ("memoire", date(2024, 5, 2)),
        ("tutorat", None),
        ("bilan", None),
        ("formation", None),
    ],
)
def test_un_jour_se_designe_par_son_nom(nom, trouve):
    lu = dossier(parcours={"stage": date(2023, 9, 1)}, depots={"memoire": date(2024, 5, 2)})
    assert jour(lu, SEANCE, nom) == trouve


@pytest.mark.parametrize(
    ("stage", "alertes"),
    [
        (date(2022, 6, 3), []),
        (
            date(2022, 6, 2),
            ["Parcours : du 2022-06-02 au 2024-06-03, au-delà de 2 ans (jusqu'au 2024-06-02)"],
        ),
    ],
)
def test_le_dernier_jour_d_un_delai_est_compris(stage, alertes):
    delai = Delai("stage", "seance", Duree(annees=2), "Parcours", SOURCE)
    assert messages(delai, parcours={"stage": stage} if stage else {}) == alertes


def test_un_delai_qui_ne_peut_se_compter_est_signale():
    delai = Delai("stage", "seance", Duree(annees=2), "Parcours", SOURCE)
    assert messages(delai) == ["Parcours : stage non renseigné, le délai (2 ans) ne peut se compter"]
    autre = Delai("seance", "soutenance", Duree(annees=2), "Parcours", SOURCE)
    assert messages(autre) == ["Parcours : soutenance non renseigné, le délai (2 ans) ne peut se compter"]


@pytest.mark.parametrize(
    ("stage", "alertes"),
    [
        (date(2024, 6, 30), []),
        (date(2021, 12, 1), []),
        (date(2024, 5, 31), ["Stage : le 2024-05-31, attendu en juin ou décembre"]),
        (None, []),
    ],
)
def test_un_jour_tombe_dans_l_un_des_mois(stage, alertes):
    controle = DansLesMois("stage", (6, 12), "Stage", SOURCE)
    assert messages(controle, parcours={"stage": stage} if stage else {}) == alertes


@pytest.mark.parametrize(
    ("stage", "alertes"),
    [
        (date(2023, 9, 1), []),
        (date(2023, 8, 31), ["Stage : le 2023-08-31, pas avant le 2023-09-01"]),
        (None, []),
    ],
)
def test_un_jour_n_est_pas_avant_le_premier(stage, alertes):
    controle = PasAvant("stage", date(2023, 9, 1), "Stage", SOURCE)
    assert messages(controle, parcours={"stage": stage} if stage else {}) == alertes


@pytest.mark.parametrize(
    ("faits", "alertes"),
    [
        ({}, ["H : non renseigné (attendu 10 h au moins, sauf si « connu » est oui)"]),
        ({"h": 9}, ["H : trouvé 9 h, attendu 10 h au moins, sauf si « connu » est oui"]),
        ({"h": 9, "connu": True}, []),
        ({"connu": False, "h": 10}, []),
        ({"h": True}, ["H : trouvé oui, attendu 10 h au moins, sauf si « connu » est oui"]),
    ],
)
def test_un_fait_peut_dispenser_d_un_autre(faits, alertes):
    controle = DonneeExigee("h", "H", SOURCE, au_moins=10, unite="h", sauf="connu")
    assert messages(controle, heures=faits) == alertes


@pytest.mark.parametrize("trouve", [True, False, 0, 9])
def test_ce_qui_fut_trouve_se_relit_de_ce_qui_est_garde(trouve):
    controle = DonneeExigee("h", "H", SOURCE, au_moins=10, unite="h")
    (alerte,) = controle.controler(dossier(heures={"h": trouve}), SEANCE)
    relue = de_json(json.loads(json.dumps(en_json(alerte))), Alerte)
    assert relue.dire(CODES) == alerte.dire(CODES)
    assert type(relue.fait.trouve) is type(trouve)


def test_un_depot_se_compte_depuis_la_session_de_son_epreuve():
    depot = DepotAvant("memoire", Duree(jours=14), "Mémoire", SOURCE, epreuve="oral")
    depots = {"memoire": date(2024, 5, 10)}
    assert messages(depot, depots=depots, sessions={"oral": date(2024, 5, 24)}) == []
    (tardif,) = messages(depot, depots=depots, sessions={"oral": date(2024, 5, 23)})
    assert "attendu le 2024-05-09" in tardif
    (sans,) = messages(depot, depots=depots)
    assert "jour de la session non renseigné, le délai est compté depuis la séance du 2024-06-03" in sans


def test_un_jour_qui_manque_est_remplace_par_celui_que_la_regle_nomme():
    delai = Delai("stage", "seance", Duree(mois=11), "Parcours", SOURCE, {"stage": "entree"})
    assert messages(delai) == ["Parcours : du 2023-06-03 au 2024-06-03, au-delà de 11 mois (jusqu'au 2024-05-03)"]
    assert messages(delai, parcours={"stage": date(2024, 1, 1)}) == []


@pytest.mark.parametrize(
    ("depose", "alertes"),
    [
        (date(2024, 5, 20), []),
        (
            date(2024, 5, 21),
            ["Mémoire : déposé le 2024-05-21, attendu le 2024-05-20 au plus tard (14 jours avant)"],
        ),
        (None, ["Mémoire : dépôt non renseigné (attendu le 2024-05-20 au plus tard)"]),
    ],
)
def test_le_dernier_jour_d_un_depot_est_compris(depose, alertes):
    depot = DepotAvant("memoire", Duree(jours=14), "Mémoire", SOURCE)
    assert messages(depot, depots={"memoire": depose} if depose else {}) == alertes


@pytest.mark.parametrize(
    ("controle", "trouve", "alertes"),
    [
        (DonneeExigee("tutorat", "Tutorat", SOURCE, au_moins=1), 1, []),
        (DonneeExigee("tutorat", "Tutorat", SOURCE, au_moins=1), 0, ["Tutorat : trouvé non, attendu oui"]),
        (DonneeExigee("tutorat", "Tutorat", SOURCE, au_moins=1), None, ["Tutorat : non renseigné (attendu oui)"]),
        (DonneeExigee("pages", "Pages", SOURCE, au_moins=2), 2, []),
        (DonneeExigee("pages", "Pages", SOURCE, au_moins=2), 1, ["Pages : trouvé 1, attendu 2 au moins"]),
        (DonneeExigee("pages", "Pages", SOURCE, au_moins=2), 0, ["Pages : trouvé 0, attendu 2 au moins"]),
        (DonneeExigee("pages", "Pages", SOURCE, au_moins=0), None, ["Pages : non renseigné (attendu 0 au moins)"]),
        (DonneeExigee("pages", "Pages", SOURCE, au_plus=1), 2, ["Pages : trouvé 2, attendu 1 au plus"]),
        (DonneeExigee("pages", "Pages", SOURCE, au_plus=2), 2, []),
        (
            DonneeExigee("h", "Heures", SOURCE, au_moins=1, unite="heures"),
            0,
            ["Heures : trouvé 0 heures, attendu 1 heures au moins"],
        ),
        (
            DonneeExigee("h", "Heures", SOURCE, au_moins=10, au_plus=20, unite="heures"),
            21,
            ["Heures : trouvé 21 heures, attendu 10 heures au moins et 20 heures au plus"],
        ),
        (DonneeExigee("h", "Heures", SOURCE, au_moins=10, au_plus=20, unite="heures"), 20, []),
        (DonneeExigee("h", "Heures", SOURCE, au_moins=10, au_plus=20, unite="heures"), 10, []),
    ],
)
def test_un_fait_se_compare_bornes_comprises(controle, trouve, alertes):
    assert messages(controle, heures={} if trouve is None else {controle.nom: trouve}) == alertes


@pytest.mark.parametrize(
    ("statut", "blocs", "alertes"),
    [
        (Statut.JEUNE_DIPLOME, ("B1", "B2"), 1),
        (Statut.JEUNE_DIPLOME, ("B2",), 0),
        (Statut.SALARIE, ("B1",), 0),
        (None, ("B1",), 1),
        (None, ("B2",), 0),
    ],
)
def test_un_fait_ne_concerne_que_certains_statuts_et_que_qui_presente_le_bloc(statut, blocs, alertes):
    fait = DonneeExigee("tutorat", "Tutorat", SOURCE, au_moins=1, bloc="B1", statuts=(Statut.JEUNE_DIPLOME,))
    assert len(messages(fait, statut=statut, blocs=blocs)) == alertes


@pytest.mark.parametrize(
    ("niveau", "mois", "alertes"),
    [
        ("bac+2", None, []),
        ("bac+3", None, []),
        ("bac+1", None, ["niveau « bac+1 », expérience non renseignée"]),
        ("bac", 11, ["niveau « bac », 11 mois d'expérience"]),
        ("bac", 12, []),
        ("bac", 13, []),
        ("", 0, ["niveau « non renseigné », 0 mois d'expérience"]),
        ("CAP", 12, []),
        ("CAP", 11, ["niveau « CAP », 11 mois d'expérience"]),
    ],
)
def test_a_defaut_du_niveau_l_experience(niveau, mois, alertes):
    condition = NiveauOuExperience("bac+2", 12, SOURCE)
    fin = " ; niveau bac+2 ou 12 mois d'expérience, stage compris."
    assert messages(condition, niveau=niveau, experience_mois=mois) == [f"entrée : {dit}{fin}" for dit in alertes]


@pytest.mark.parametrize("mois", [None, 0])
def test_un_mois_d_experience_n_est_pas_aucun(mois):
    assert len(messages(NiveauOuExperience("bac+2", 1, SOURCE), experience_mois=mois)) == 1


@pytest.mark.parametrize(
    ("niveau", "annees"),
    [("bac", 0), ("Bac +2", 2), ("BAC+10", 10), ("bac+", 0), ("bac+x", None), ("CAP", None), ("", None)],
)
def test_un_niveau_se_lit_en_annees_apres_le_bac(niveau, annees):
    assert annees_apres_bac(niveau) == annees
