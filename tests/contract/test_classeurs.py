"""No cell is written as XlsxWriter guesses: ``write`` takes « =1+1 » for a formula."""

import ast
from pathlib import Path

import parchemin

COEUR = Path(parchemin.__file__).parent
CLASSEURS = COEUR / "documents" / "classeurs"
SOURCES = {module: module.read_text(encoding="utf-8") for module in COEUR.rglob("*.py")}


def test_un_seul_module_ouvre_des_classeurs() -> None:
    ouvrent = [module for module, source in SOURCES.items() if "import xlsxwriter" in source]
    assert ouvrent == [CLASSEURS / "__init__.py"]


def test_aucune_cellule_n_est_devinee() -> None:
    ecrivent = [s for module, s in SOURCES.items() if CLASSEURS in module.parents or ".classeurs import" in s]
    noeuds = [noeud for source in ecrivent for noeud in ast.walk(ast.parse(source))]
    appels = {noeud.attr for noeud in noeuds if isinstance(noeud, ast.Attribute)}
    assert appels & {"write_string", "write_number", "write_formula"}
    assert not appels & {"write", "write_row", "write_column", "add_table"}
