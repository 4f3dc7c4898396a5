"""Long lists are printed as they come: the same JSON, and the same tables, as if they were held."""

import json

import pytest

from parchemin_cli.rendu import reponse


@pytest.mark.parametrize("entete", [{}, {"le": "2022-03-16"}, {"seance": {"id": 1, "lieu": "Évry"}}])
@pytest.mark.parametrize("elements", [[], [{"a": 1, "é": [None, {}]}], [{"a": 1}, {"b": []}, "x\ny"]])
def test_une_suite_est_le_document_entier(capsys: pytest.CaptureFixture, entete: dict, elements: list) -> None:
    reponse.derouler(entete, "suite", iter(elements))
    document = {**entete, "suite": elements}
    assert capsys.readouterr().out == json.dumps(document, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize(("lignes", "tables"), [(0, 1), (2, 1), (3, 2), (5, 3)])
def test_une_longue_table_se_donne_par_pages(
    capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch, lignes: int, tables: int
) -> None:
    monkeypatch.setattr(reponse, "PAGE", 2)
    reponse.tabler(("Rang",), ((f"n° {rang}",) for rang in range(lignes)))
    sortie = capsys.readouterr().out
    assert sortie.count("Rang") == tables
    assert [rang for rang in range(lignes) if f"n° {rang}" not in sortie] == []
