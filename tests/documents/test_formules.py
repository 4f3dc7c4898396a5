"""No cell that we write starts a formula, and each reads back as it was."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from parchemin.documents.fichiers.fichier import en_csv
from parchemin.dossier.readers.formats.csv import lire_csv
from parchemin.dossier.readers.valeurs import texte
from parchemin.dossier.texte import deproteger, proteger

pytestmark = pytest.mark.lent

DANGEREUX = (
    *("=1+1", "+33 1", "-2", "@SOMME(A1)", "\t=1", "\r=1", "\n=1", " =1+1"),
    *("＝1+1", "＋1", "－1", "＠A1", "'=1+1", "''=1", '=HYPERLINK("x")'),
)
ANODINS = ("", "Lefèvre", "D'Aubigny", "'s-Gravenhage", "l'été", "12,5", "1-2", "'", "''a")

CSV = "csv:Text - txt - csv (StarCalc):59,34,76,1"
"""Semicolons, quotes, UTF-8, from the first row: what LibreOffice writes."""


@pytest.mark.parametrize("cellule", DANGEREUX)
def test_une_formule_est_protegee_et_se_relit(cellule: str) -> None:
    assert proteger(cellule) == f"'{cellule}"
    assert deproteger(proteger(cellule)) == cellule


@pytest.mark.parametrize("cellule", ANODINS)
def test_un_texte_anodin_reste_tel_quel(cellule: str) -> None:
    assert proteger(cellule) == cellule == deproteger(cellule)


def test_un_csv_ecrit_par_nous_se_relit_par_nous() -> None:
    sans_blancs = [cellule for cellule in DANGEREUX if cellule == cellule.strip()]
    tableau = lire_csv(en_csv([["nom"], *([cellule] for cellule in sans_blancs)]), "t.csv")
    assert [texte(ligne[1][0]) for ligne in tableau.lignes] == sans_blancs


@pytest.fixture
def hostile(exemple: Callable) -> Path:
    seance = exemple("ucanss/gc-2021")
    dossiers = seance / "dossiers.csv"
    texte_ = dossiers.read_text(encoding="utf-8").replace("Lefèvre", "=1+1").replace("Diallo", "＝1+1")
    dossiers.write_text(texte_, encoding="utf-8")
    return seance


@pytest.mark.parametrize("fichier", ["p.csv", "p.xlsx", "g.xlsx"])
def test_libreoffice_n_y_calcule_rien(
    lancer: Callable, hostile: Path, convertir: Callable, tmp_path: Path, fichier: str
) -> None:
    lancer("grille" if fichier.startswith("g") else "deliberer", hostile, "--sortie", fichier)
    en_csv = fichier.endswith(".csv")
    rendu = (
        convertir(tmp_path / fichier, "xlsx", "CSV:59,34,76,1") if en_csv else convertir(tmp_path / fichier, CSV)
    )
    if en_csv:
        lues = [cellule for ligne in load_workbook(rendu).active for cellule in ligne]
        assert "f" not in {cellule.data_type for cellule in lues}
        cellules = [str(cellule.value) for cellule in lues]
    else:
        with rendu.open(encoding="utf-8-sig", newline="") as lu:
            cellules = [cellule for ligne in csv.reader(lu, delimiter=";") for cellule in ligne]
    tout = "\n".join(cellules)
    assert "=1+1" in tout
    assert "＝1+1" in tout
    assert "2" not in cellules
