"""The files of a simulation, read back with what their readers would open them with."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from attrs import evolve

from parchemin.cohortes.simulation.simuler import Simulation
from parchemin.cohortes.sorties import fichiers
from parchemin.cohortes.sorties.fichiers import document, ecrire, format_de
from parchemin.cohortes.sorties.page import ecrire as html
from parchemin.errors import ParcheminError
from parchemin.plugin.host import Hote

PIEGE = '=SOMME(A1)&"<script>alert(1)</script>"'
GRU = "GRU Gestion de la relation usagers de la Sécurité sociale"


class Page(HTMLParser):
    """What a page holds: its tags, its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.balises: list[str] = []
        self.textes: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.balises.append(tag)
        assert not {nom for nom, _ in attrs} & {"src", "href", "style"}

    def handle_data(self, data: str) -> None:
        self.textes.append(data)


@pytest.fixture(scope="module")
def piegee(jouer: Callable, hote: Hote, tmp_path_factory: pytest.TempPathFactory) -> Simulation:
    """Return a simulation whose candidate who changes works for a formula."""
    dossier = Path(
        shutil.copytree(hote.exemple("ucanss/gc-2021").dossier, tmp_path_factory.mktemp("s") / "gc-2021")
    )
    table = dossier / "dossiers.csv"
    entetes, *lignes = csv.reader(io.StringIO(table.read_text(encoding="utf-8"), newline=""), delimiter=";")
    with table.open("w", encoding="utf-8", newline="") as fichier:
        ecrites = [[PIEGE if cellule == "Urssaf Bretagne" else cellule for cellule in ligne] for ligne in lignes]
        csv.writer(fichier, delimiter=";").writerows([entetes, *ecrites])
    return jouer(
        dossier,
        politiques=("bloc.part=2/3",),
        scenarios=("sévère : bloc.part=100%",),
        pourquoi=("GC-2203-01",),
    )


def test_le_json_donne_avant_apres_et_pourquoi(piegee: Simulation, tmp_path: Path) -> None:
    ecrire(piegee, tmp_path / "s.json")
    lu = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert lu == document(piegee)
    assert lu["cohorte"]["dossiers"] == 14
    assert lu["cohorte"]["seances"] == [{"seance": "gc-2021", "certification": "ucanss.gc", "date": "2022-03-16"}]
    assert [scenario["scenario"] for scenario in lu["scenarios"]] == ["bloc.part=2/3", "sévère"]
    souple = lu["scenarios"][0]
    assert souple["issues"]["certifie"] == {"avant": 8, "apres": 9}
    assert souple["taux"][0] == {"axe": "", "cle": "", "total": 14, "avant": 8, "apres": 9}
    (dossier,) = souple["dossiers"]
    assert dossier["issue"] == {"avant": "partiel", "apres": "certifie"}
    assert dossier["blocs"] == [{"bloc": "GRU", "avant": "non_acquis", "apres": "acquis"}]
    assert dossier["motifs"][0]["objet"] == "GRU"
    assert dossier["motifs"][0]["apres"] == [
        {
            "regle": "part",
            "constat": "GRU : 4/6 compétences acquises",
            "exige": "≥ 66,67 %, soit 4 sur 6",
            "source": "hypothèse bloc.part, au lieu de 80 % (002 §3.A)",
        }
    ]
    assert [inchange["dossier"] for inchange in souple["inchanges"]] == ["GC-2203-01"]


def test_le_csv_s_ouvre_dans_un_excel_francais(piegee: Simulation, tmp_path: Path) -> None:
    ecrire(piegee, tmp_path / "s.csv")
    octets = (tmp_path / "s.csv").read_bytes()
    assert octets.startswith(b"\xef\xbb\xbf")
    lignes = list(csv.DictReader(io.StringIO(octets.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(lignes) == 2 * 14
    (change,) = [ligne for ligne in lignes if ligne["change"] == "oui" and ligne["scenario"] == "bloc.part=2/3"]
    assert (change["dossier"], change["issue_avant"], change["issue"]) == ("GC-2203-04", "partiel", "certifie")
    assert (change["bloc:GRU_avant"], change["bloc:GRU"]) == ("non_acquis", "acquis")
    assert change["organisme"] == f"'{PIEGE}"
    assert change["motifs"].startswith(f"avant : {GRU} : 4/6 compétences acquises ; exigé : ≥ 80 %")
    assert not any(cellule.startswith(("=", "+", "-", "@")) for ligne in lignes for cellule in ligne.values())


def test_le_parquet_se_relit(piegee: Simulation, tmp_path: Path) -> None:
    ecrire(piegee, tmp_path / "s.parquet")
    table = pl.read_parquet(tmp_path / "s.parquet")
    assert table.columns[:8] == [
        "scenario",
        "seance",
        "session",
        "dossier",
        "edition",
        "voie",
        "organisme",
        "issue_avant",
    ]
    assert (table.schema["session"], table.schema["change"], table.height) == (pl.Date(), pl.Boolean(), 28)
    assert table.filter(pl.col("change"), scenario="bloc.part=2/3")["organisme"].to_list() == [PIEGE]


def test_le_classeur_se_relit_sans_formule(piegee: Simulation, tmp_path: Path) -> None:
    ecrire(piegee, tmp_path / "s.xlsx")
    classeur = openpyxl.load_workbook(tmp_path / "s.xlsx")
    assert classeur.sheetnames == ["taux", "changements", "dossiers"]
    cellules = [cellule for feuille in classeur for ligne in feuille.iter_rows() for cellule in ligne]
    assert "f" not in {cellule.data_type for cellule in cellules}
    assert PIEGE in {cellule.value for cellule in cellules}
    taux = [[cellule.value for cellule in ligne] for ligne in classeur["taux"].iter_rows(max_row=2)]
    assert dict(zip(*taux, strict=True)) == {
        "scenario": "bloc.part=2/3",
        "axe": "ensemble",
        "cle": "",
        "dossiers": 14,
        "avant": 8,
        "apres": 9,
        "taux_avant": "57,1 %",
        "taux_apres": "64,3 %",
        "ecart": "+7,1 pts",
    }
    assert classeur["dossiers"].max_row == 1 + 2 * 14
    assert classeur["changements"].max_row == 1 + sum(c.changes for c in piegee.comparaisons)


def test_une_feuille_trop_longue_est_refusee(
    piegee: Simulation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fichiers, "LIGNES_MAX", 27)
    with pytest.raises(ParcheminError, match=r"28 lignes : une feuille en tient 27, prenez .parquet ou .csv"):
        ecrire(piegee, tmp_path / "s.xlsx")
    assert not list(tmp_path.glob("s.*"))


def test_la_page_se_suffit_et_se_lit_sans_la_voir(piegee: Simulation, tmp_path: Path) -> None:
    ecrire(piegee, tmp_path / "s.html")
    source = (tmp_path / "s.html").read_text(encoding="utf-8")
    page = Page(source)
    assert not {"script", "link", "img", "iframe"} & set(page.balises)
    assert "url(" not in source
    assert page.balises.count("table") == 2 * 7
    textes = " ".join(page.textes)
    for attendu in (
        "14 dossiers d’une séance du 2022-03-16 : ucanss.gc.",
        "1 dossier change sur 14 dossiers : 1 de « partiel » à « certifié ».",
        *("8 (57,1 %)", "9 (64,3 %)", "+7,1 pts"),
        "Partiel → Certifié",
        f"{GRU} : 4/6 compétences acquises ; exigé : ≥ 66,67 %, soit 4 sur 6",
        "ne change pas",
    ):
        assert attendu in textes


def test_une_page_sans_scenario_montre_les_regles_en_vigueur(
    jouer: Callable, exemple: Callable, tmp_path: Path
) -> None:
    simulation = jouer(exemple("ucanss/gc-2021"))
    for fin in fichiers.FORMATS:
        ecrire(simulation, tmp_path / f"s{fin}")
    textes = " ".join(Page((tmp_path / "s.html").read_text(encoding="utf-8")).textes)
    assert "8 (57,1 %)" in textes
    assert "→" not in textes
    assert pl.read_parquet(tmp_path / "s.parquet")["change"].any() is False
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))["scenarios"] == []


def test_la_page_dit_d_abord_ce_qu_il_faut_savoir_des_regles_en_vigueur(
    jouer: Callable, exemple: Callable
) -> None:
    simulation = jouer(exemple("ucanss/gc-2021"))
    dite = "1 dossier <anonymisé>, non jugé"
    textes = Page(html(evolve(simulation, reserves={simulation.en_vigueur.scenario: (dite,)})).decode()).textes
    assert textes.index("À savoir") < textes.index(dite) < textes.index("Issues")


def test_un_format_inconnu_se_dit_avant_tout_calcul() -> None:
    with pytest.raises(ParcheminError, match=r"format « .pdf » inconnu pour --sortie : attendu .html"):
        format_de(Path("s.pdf"))


def test_un_dossier_absent_ne_recoit_rien(piegee: Simulation, tmp_path: Path) -> None:
    with pytest.raises(ParcheminError, match="écriture impossible"):
        ecrire(piegee, tmp_path / "absent" / "s.json")
