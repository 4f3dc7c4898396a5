"""Tables on a terminal of each width: numbers, dates and verdicts whole, names folded, the frame where it fits."""

import csv
import re
import subprocess
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from parchemin_cli.rendu import console
from parchemin_cli.rendu.tableaux import Colonne, couper, dresser

HEURE = re.compile(r"\d{2}:\d{2}")
Lancer = Callable[..., subprocess.CompletedProcess[str]]
NUMERO = Colonne("Dossier", [Text("CDC-1806-01"), Text("CDC-1806-02")])
CANDIDAT = Colonne("Candidat", [Text("Marchand-Peretti Jean-Baptiste"), Text("M'Baye Fatou")], libre=True)
ISSUE = Colonne("Proposition", [Text("Non certifié"), Text("Certifié")])


def _imprimer(largeur: int, *colonnes: Colonne) -> str:
    ecran = Console(width=largeur, file=StringIO(), highlight=False)
    ecran.print(dresser(ecran, colonnes))
    return ecran.file.getvalue()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize(
    ("largeur", "cadre", "entier", "candidat"),
    [
        (63, True, True, "Marchand-Peretti Jean-Baptiste"),
        (62, True, True, "Marchand-Peretti"),
        (48, True, True, "Marchand-Peretti"),
        (47, False, True, "Marchand-Peretti"),
        (41, False, True, "Marchand-Peretti"),
        (40, True, True, "Marchand"),
        (39, False, True, "Marchand"),
        (33, False, True, "Marchand"),
        (32, True, False, "Mar"),
    ],
)
def test_ce_qui_ne_se_coupe_pas_cede_le_dernier(largeur: int, cadre: bool, entier: bool, candidat: str) -> None:
    dite = _imprimer(largeur, NUMERO, CANDIDAT, ISSUE)
    assert max(map(len, dite.splitlines())) <= largeur
    assert ("┃" in dite) is cadre
    assert all(mot in dite for mot in ("CDC-1806-01", "Certifié", "certifié")) is entier
    assert candidat in dite


def test_la_place_va_aux_colonnes_les_plus_etroites() -> None:
    dite = _imprimer(49, NUMERO, CANDIDAT, ISSUE)
    assert "│ CDC-1806-01 │ Marchand-Peretti │ Non certifié │" in dite


@pytest.mark.parametrize(("largeur", "combien"), [(41, 1), (40, 2), (80, 1)])
def test_une_grille_trop_large_se_donne_en_plusieurs_tables(largeur: int, combien: int) -> None:
    parties = list(couper(Console(width=largeur), [NUMERO, CANDIDAT, ISSUE], rappel=1))
    assert len(parties) == combien
    assert all(partie[0] is NUMERO for partie in parties)
    assert [colonne for partie in parties for colonne in partie[1:]] == [CANDIDAT, ISSUE]


def test_une_table_vide_a_ses_entetes() -> None:
    assert "Dossier" in _imprimer(80, Colonne("Dossier", []), Colonne("", []))


@pytest.fixture(params=[80, 100])
def ecran(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Make the answers those of a terminal of this width."""
    largeur: int = request.param
    monkeypatch.setattr(console, "sortie", lambda: Console(width=largeur, highlight=False, color_system=None))
    return largeur


def test_a_l_ecran_ni_les_dossiers_ni_les_verdicts_ne_se_coupent(ecran: int, lancer: Lancer) -> None:
    assert lancer("exemple", "courtage/cdc-2017", "cdc").returncode == 0
    dite = lancer("deliberer", "cdc").stdout
    grilles = [ligne for ligne in dite.splitlines() if ligne.startswith("│")]
    assert max(map(len, dite.splitlines())) <= ecran
    assert dite.count("(suite)") >= 1
    codes = [f"CDC-1806-{rang:02}" for rang in range(1, 18)]
    assert all(sum(code in ligne for ligne in grilles) == dite.count("┡") for code in codes)
    mots = {mot for ligne in grilles for mot in ligne.replace("│", " ").split()}
    assert {"Acquis", "Non", "acquis", "évalué", "(2017-12-14)", "Certifié"} <= mots
    dit = "! « BC2 Assurer le relais d'information et la coordination interne » est présenté"
    assert dit in " ".join(dite.split())


@pytest.mark.parametrize("largeur", [80, 120])
@pytest.mark.parametrize("nom", ["courtage/cdc-2017", "ucanss/gc-2013", "agirc-arrco/ce-2024"])
def test_la_premiere_table_dit_la_proposition_de_chaque_candidat(
    monkeypatch: pytest.MonkeyPatch, lancer: Lancer, tmp_path: Path, nom: str, largeur: int
) -> None:
    monkeypatch.setattr(console, "sortie", lambda: Console(width=largeur, highlight=False, color_system=None))
    lancer("exemple", nom, "s")
    dite = lancer("deliberer", "s").stdout
    premiere = re.split("└|[(]suite[)]|\n! | — (?:Partiel|Non certifié|Incomplet|En débat)\n", dite)[0]
    mots = {mot for ligne in premiere.splitlines() for mot in re.sub("[│┃]", " ", ligne).split()}
    assert {"Dossier", "Candidat", "Proposition", "Voie"} <= mots
    with (tmp_path / "s" / "dossiers.csv").open(encoding="utf-8-sig", newline="") as table:
        for dossier in csv.DictReader(table, delimiter=";"):
            assert {dossier["dossier"], *dossier["nom"].split(), *dossier["prenom"].split()} <= mots


def test_a_l_ecran_les_listes_du_registre_gardent_leurs_dates(ecran: int, lancer: Lancer) -> None:
    lancer("exemple", "ucanss/gc-2021", "gc")
    lancer("seance", "ouvrir", "gc")
    lancer("seance", "deliberer", 1)
    lancer("seance", "decider", 1, "incomplet", "--dossier", "GC-2203-07")
    lancer("seance", "proclamer", 1, "--oui")
    journal = lancer("journal").stdout
    assert len(HEURE.findall(journal)) == lancer("journal", "--json").stdout.count("+00:00") > 10
    titres = lancer("titres", "--le", "2022-03-16").stdout
    assert titres.count("2022-03-16") == titres.count("2022-0000") > 10
    seances = lancer("seance", "liste").stdout
    assert all(mot in seances for mot in ("2022-03-16", "proclamée", "Décisions"))
    assert all(len(ligne) <= ecran for dite in (journal, titres, seances) for ligne in dite.splitlines())


def test_sous_un_plancher_tout_se_plie_et_rien_ne_se_perd() -> None:
    dite = _imprimer(20, NUMERO, ISSUE)
    assert "CDC-1806-01" not in dite
    for signe in "0123456789":
        assert dite.count(signe) == sum(cellule.plain.count(signe) for cellule in NUMERO.cellules)
