"""Dates in words, and the spaces that French typography asks for."""

from datetime import date

import pytest

from parchemin.referentiel.francais import apostropher, en_lettres, enumerer, jour, jour_en_lettres, soigner


@pytest.mark.parametrize(
    ("nombre", "mots"),
    [
        (0, "zéro"),
        (16, "seize"),
        (17, "dix-sept"),
        (20, "vingt"),
        (21, "vingt et un"),
        (22, "vingt-deux"),
        (70, "soixante-dix"),
        (71, "soixante et onze"),
        (77, "soixante-dix-sept"),
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (91, "quatre-vingt-onze"),
        (99, "quatre-vingt-dix-neuf"),
        (100, "cent"),
        (101, "cent un"),
        (200, "deux cents"),
        (281, "deux cent quatre-vingt-un"),
        (1000, "mille"),
        (1999, "mille neuf cent quatre-vingt-dix-neuf"),
        (2000, "deux mille"),
        (2022, "deux mille vingt-deux"),
    ],
)
def test_un_nombre_en_lettres(nombre: int, mots: str) -> None:
    assert en_lettres(nombre) == mots


def test_une_date_en_lettres() -> None:
    assert jour_en_lettres(date(2022, 3, 16)) == "seize mars deux mille vingt-deux"
    assert jour_en_lettres(date(2024, 5, 1)) == "premier mai deux mille vingt-quatre"
    assert jour(date(2024, 5, 1)) == "1er\u00a0mai 2024"
    assert jour(date(2024, 8, 2)) == "2\u00a0août 2024"


@pytest.mark.parametrize(
    ("phrase", "soignee"),
    [
        ("quorum : 4 ; atteint !", "quorum\u202f: 4\u202f; atteint\u202f!"),
        ("bloc « BC1 »", "bloc «\u202fBC1\u202f»"),
        ("≥ 80 %, soit 5 sur 6", "≥\u00a080\u202f%, soit 5 sur 6"),
        ("l'avis d'un jury", "l’avis d’un jury"),
        ("acquis le 2021-12-16", "acquis le 2021-12-16"),
        ("à 14:30", "à 14:30"),
        ("bloc « BC1 » : acquis", "bloc «\u202fBC1\u202f»\u202f: acquis"),
        ("of: 5/10", "of: 5/10"),
    ],
)
def test_la_typographie_est_francaise(phrase: str, soignee: str) -> None:
    assert soigner(phrase) == soignee
    assert soigner(soignee) == soignee


def test_un_nom_ne_change_que_d_apostrophe() -> None:
    assert apostropher("D'Aubigny : l'aînée, 2022-03-16") == "D’Aubigny : l’aînée, 2022-03-16"


def test_une_enumeration_finit_par_et() -> None:
    assert [enumerer(mots) for mots in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a et b",
        "a, b et c",
    ]
