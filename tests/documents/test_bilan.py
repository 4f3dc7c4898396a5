"""The yearly table, from a séance that was proclaimed to the files that a secretary keeps."""

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from parchemin.cohortes.sorties import mots as simulation
from parchemin.deliberation.pieces import Passage
from parchemin.documents import mots
from parchemin.documents.contenus.bilan import Bilan, Compte, TableauDeBilan, dresser
from parchemin.documents.fichiers.formats import BILAN
from parchemin.plugin.host import Hote

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1"
"""A CSV of LibreOffice in UTF-8, whatever the locale."""


@pytest.fixture(scope="module")
def modele() -> dict[str, bytes]:
    """Return what keeps the register of the year once it is made."""
    return {}


@pytest.fixture
def annee(lancer: Callable, exemple: Callable, tmp_path: Path, modele: dict[str, bytes]) -> Callable:
    """Proclaim the example of the CQP GC, leave another séance open, and return the command."""
    registre = tmp_path / "registre.db"
    if "registre" not in modele:
        _tenir_l_annee(lancer, exemple)
        modele["registre"] = registre.read_bytes()
    registre.write_bytes(modele["registre"])
    return lancer


def _tenir_l_annee(lancer: Callable, exemple: Callable) -> None:
    lancer("base", "migrer")
    for numero, nom in enumerate(("ucanss/gc-2021", "courtage/cdc-2017"), 1):
        lancer("seance", "ouvrir", exemple(nom))
        lancer("seance", "deliberer", numero)
    lancer("seance", "decider", 1, "incomplet", "--dossier", "GC-2203-07")
    premiere = lancer("seance", "decider", 1, "partiel", "--dossier", "GC-2203-01", "--motif", "erreur", "--json")
    acte = json.loads(premiere.stdout)["acte"]
    lancer("seance", "decider", 1, "certifie", "--dossier", "GC-2203-01", "--remplace", acte)
    lancer("seance", "proclamer", 1, "--oui")


def test_le_bilan_compte_les_decisions_en_vigueur_des_seances_proclamees(annee: Callable) -> None:
    bilan = json.loads(annee("bilan", "--annee", 2022, "--json").stdout)
    (gc,) = bilan["certification"]
    assert (bilan["candidats"], gc["total"], gc["reussis"], gc["taux"]) == (14, 14, 8, "57,1 %")
    assert gc["details"] == {"certifie": 8, "partiel": 4, "non_certifie": 1, "incomplet": 1}
    gru = next(bloc for bloc in bilan["bloc"] if bloc["intitule"].endswith("/GRU)"))
    assert (gru["total"], gru["reussis"]) == (12, 9)
    assert {voie["intitule"]: voie["total"] for voie in bilan["voie"]} == {
        "Voie de la formation": 10,
        "Voie de la validation des acquis de l'expérience": 4,
    }
    assert (len(bilan["organisme"]), len(bilan["seance"])) == (14, 1)


@pytest.mark.parametrize(
    ("periode", "candidats"),
    [
        (["--annee", "2018"], 0),
        (["--du", "2022-03-16", "--au", "2022-03-16"], 14),
        (["--du", "2022-03-17", "--au", "2022-12-31"], 0),
        (["--du", "2022-01-01", "--au", "2022-03-15"], 0),
        (["--annee", "2022", "--certification", "courtage.cdc"], 0),
    ],
)
def test_la_periode_comprend_ses_deux_bornes(annee: Callable, periode: list[str], candidats: int) -> None:
    assert json.loads(annee("bilan", *periode, "--json").stdout)["candidats"] == candidats


def test_le_classeur_a_un_graphique_par_tableau_et_le_suivi_des_candidats(annee: Callable, tmp_path: Path) -> None:
    annee("bilan", "--annee", 2022, "--sortie", "bilan.xlsx")
    classeur = load_workbook(tmp_path / "bilan.xlsx")
    assert [len(feuille._charts) for feuille in classeur] == [1, 1, 1, 1, 1, 0]
    suivi = classeur["Suivi ucanss.gc@2021"]
    lignes = {ligne[0]: ligne for ligne in suivi.iter_rows(values_only=True)}
    assert lignes["Candidat"][4:7] == (
        "Gestion de la relation usagers de la Sécurité sociale",
        "Contribution à la maîtrise des risques et à la qualité du service de la Sécurité sociale",
        "Gestion des droits de l'utilisateur de la Sécurité sociale",
    )
    assert lignes["Hoarau Émilie"][4:9] == (
        *("Acquis (2021-12-16)", "Acquis (2021-12-16)", "Acquis (2022-03-16)"),
        *("Certifié", "2022-03-16"),
    )


def test_libreoffice_lit_dans_le_classeur_les_memes_nombres(
    annee: Callable, convertir: Callable, tmp_path: Path
) -> None:
    annee("bilan", "--annee", 2022, "--sortie", "bilan.xlsx")
    with convertir(tmp_path / "bilan.xlsx", CSV).open(encoding="utf-8", newline="") as lu:
        lignes = list(csv.reader(lu))
    assert lignes[1][1:3] == ["14", "8"]
    assert lignes[1][3].replace(".", ",").replace("\xa0", " ").startswith("57,1")


def test_le_classeur_et_le_tableau_disent_les_memes_parts(annee: Callable, tmp_path: Path) -> None:
    for fin in ("xlsx", "csv"):
        annee("bilan", "--annee", 2022, "--sortie", f"bilan.{fin}")
    feuilles = load_workbook(tmp_path / "bilan.xlsx", data_only=True).worksheets[:5]
    parts = [part for feuille in feuilles for (part,) in feuille.iter_rows(2, None, 4, 4, values_only=True)]
    with (tmp_path / "bilan.csv").open(encoding="utf-8-sig", newline="") as lu:
        dites = [ligne["taux"] for ligne in csv.DictReader(lu, delimiter=";")]
    assert [f"{100 * part:.1f} %".replace(".", ",") for part in parts] == dites


@pytest.mark.parametrize(
    ("combien", "total", "dit"),
    [
        *((6, 17, "35,3 %"), (7, 15, "46,7 %"), (9, 14, "64,3 %"), (1, 16, "6,2 %"), (3, 16, "18,8 %")),
        *((0, 7, "0,0 %"), (7, 7, "100,0 %"), (0, 0, "0,0 %")),
        *((1999, 2000, "99,9 %"), (9999, 10000, "99,9 %"), (1, 2001, "0,1 %"), (1, 10000, "0,1 %")),
    ],
)
def test_une_part_est_arrondie_sans_dire_tout_ni_rien_a_tort(combien: int, total: int, dit: str) -> None:
    assert Compte("", "", total, combien, {}).taux == dit


def test_le_bilan_et_la_simulation_arrondissent_de_meme() -> None:
    pairs = [(combien, total) for total in range(1, 81) for combien in range(total + 1)]
    assert [simulation.pour_cent(*pair) for pair in pairs] == [
        mots.pour_cent(*pair).replace(",0 %", " %") for pair in pairs
    ]


@pytest.mark.parametrize(("reussis", "part"), [(0, 0), (1, 0.001), (5000, 0.5), (9999, 0.999), (10000, 1)])
def test_la_formule_d_un_taux_ne_dit_tout_ou_rien_que_s_il_l_est(
    convertir: Callable, tmp_path: Path, reussis: int, part: float
) -> None:
    compte = Compte("CPAM", "CPAM", 10000, reussis, {})
    bilan = Bilan(date(2022, 1, 1), date(2022, 12, 31), 1, (TableauDeBilan("organisme", (compte,)),), ())
    (tmp_path / "b.xlsx").write_bytes(BILAN[".xlsx"](bilan))
    recalcule = convertir(convertir(tmp_path / "b.xlsx", "ods"), "xlsx")
    for classeur in (tmp_path / "b.xlsx", recalcule):
        assert load_workbook(classeur, data_only=True).active["D2"].value == part


def test_les_accents_ne_changent_pas_l_ordre_des_lignes() -> None:
    passages = [_passage(*rang) for rang in enumerate(("Zoé", "Élan", "Etude", "Eau"))]
    bilan = dresser(passages, Hote.charger().catalogue, date(2022, 1, 1), date(2022, 12, 31))
    organismes = next(tableau for tableau in bilan.tableaux if tableau.nom == "organisme")
    attendus = ["Eau", "Élan", "Etude", "Zoé"]
    assert [compte.intitule for compte in organismes.lignes] == attendus
    assert [ligne[0] for ligne in bilan.suivis[0].lignes] == [f"{nom} Ana" for nom in attendus]


def _passage(personne: int, nom: str) -> Passage:
    quoi = ("ucanss.gc", "ucanss.gc@2021", personne, nom, "Ana", nom, "formation", nom, "certifie")
    return Passage(1, date(2022, 3, 16), *quoi, {}, {})


def test_le_json_garde_ses_codes_et_dit_les_memes_parts() -> None:
    compte = Compte("2022-03-16, ucanss.gc (n° 1)", "2022-03-16, Gestionnaire conseil", 17, 6, {"certifie": 6})
    assert compte.document() == {
        "intitule": "2022-03-16, ucanss.gc (n° 1)",
        "total": 17,
        "reussis": 6,
        "details": {"certifie": 6},
        "taux": "35,3 %",
    }


def test_la_page_et_le_classeur_nomment_la_certification_d_une_seance(annee: Callable, tmp_path: Path) -> None:
    for fin in ("xlsx", "html"):
        annee("bilan", "--annee", 2022, "--sortie", f"bilan.{fin}")
    nom = "Gestionnaire conseil de la Sécurité sociale (séance n° 1)"
    assert load_workbook(tmp_path / "bilan.xlsx")["Par séance"]["A2"].value == f"2022-03-16, {nom}"
    page = (tmp_path / "bilan.html").read_text(encoding="utf-8")
    assert f"16\xa0mars 2022, {nom}" in page
    assert "<h1>Bilan du 1er\xa0janvier 2022 au 31\xa0décembre 2022</h1>" in page
    assert "CPAM de l’Artois" in page
    (seance,) = json.loads(annee("bilan", "--annee", 2022, "--json").stdout)["seance"]
    assert seance["intitule"] == "2022-03-16, ucanss.gc (n° 1)"


def test_la_page_du_bilan_est_accessible(annee: Callable, navigateur: "Chrome", tmp_path: Path) -> None:
    from axe_core_python.selenium import Axe

    annee("bilan", "--annee", 2022, "--sortie", "bilan.html")
    navigateur.get((tmp_path / "bilan.html").as_uri())
    assert Axe().run(navigateur)["violations"] == []
    barre = navigateur.find_element("css selector", "meter")
    assert barre.find_element("xpath", "..").text == "57,1 %"
    assert [barre.get_attribute(nom) for nom in ("value", "max")] == ["8", "14"]


def test_une_periode_a_l_envers_est_refusee(lancer: Callable) -> None:
    envers = lancer("bilan", "--du", "2022-02-01", "--au", "2022-01-31", statut=2)
    assert "--au 2022-01-31 vient avant --du 2022-02-01" in envers.stderr
