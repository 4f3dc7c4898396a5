"""The grille d'évaluation: filled as Excel would and as LibreOffice saves it, it reads back as it was observed."""

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from .conftest import EXEMPLES

pytestmark = pytest.mark.lent


def _propositions(lancer: Callable, seance: Path) -> Any:
    return json.loads(lancer("deliberer", seance, "--json").stdout)


def _observer_par(seance: Path, grille: Path) -> None:
    """Have a séance read its observations from a grille."""
    (seance / "grille-remplie.xlsx").write_bytes(grille.read_bytes())
    entete = seance / "seance.toml"
    texte = entete.read_text(encoding="utf-8")
    assert "[fichiers]" not in texte
    premier = texte.index("[[membres]]")
    fichiers = '[fichiers]\nobservations = "grille-remplie.xlsx"\n\n'
    entete.write_text(texte[:premier] + fichiers + texte[premier:], encoding="utf-8")


def _colonnes(feuille: Any) -> dict[str, int]:
    return {str(cellule.value).split("\n")[0]: cellule.column for cellule in feuille[1]}


@pytest.mark.parametrize("nom", EXEMPLES)
def test_la_grille_d_une_seance_porte_tout_ce_qui_y_est_observe(
    lancer: Callable, exemple: Callable, tmp_path: Path, nom: str
) -> None:
    seance = exemple(nom)
    avant = _propositions(lancer, seance)
    lancer("grille", seance, "--sortie", "grille.xlsx")
    _observer_par(seance, tmp_path / "grille.xlsx")
    assert _propositions(lancer, seance) == avant


@pytest.mark.parametrize("nom", ["agirc-arrco/ce-2024", "ucanss/gc-2021", "ucanss/gcar-2017"])
def test_libreoffice_la_rend_telle_quelle(
    lancer: Callable, exemple: Callable, convertir: Callable, tmp_path: Path, nom: str
) -> None:
    seance = exemple(nom)
    avant = _propositions(lancer, seance)
    lancer("grille", seance, "--sortie", "grille.xlsx")
    _observer_par(seance, convertir(tmp_path / "grille.xlsx", "xlsx:Calc MS Excel 2007 XML"))
    assert _propositions(lancer, seance) == avant


def test_une_grille_remplie_s_importe_au_registre(lancer: Callable, exemple: Callable, tmp_path: Path) -> None:
    seance = exemple("ucanss/gcar-2017")
    observations = seance / "observations.csv"
    observations.write_text(observations.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    lancer("base", "migrer")
    lancer("seance", "ouvrir", seance)
    lancer("grille", seance, "--sortie", "grille.xlsx", "--dossier", "CAR-1806-01")
    classeur = load_workbook(tmp_path / "grille.xlsx")
    feuille = classeur["observations"]
    ou = _colonnes(feuille)
    for epreuve, note in (("cc_tronc", 8), ("cc_option", 11), ("ecrit", 10.5), ("oral", "9,5"), ("apt", 10.5)):
        feuille.cell(2, ou[f"jury:epreuve:{epreuve}"]).value = note
    classeur.save(tmp_path / "grille.xlsx")
    assert "1 complété." in lancer("seance", "importer", "1", "grille.xlsx").stdout
    assert "1 certifié" in lancer("seance", "deliberer", "1").stdout


def test_une_faute_de_saisie_est_placee_dans_la_grille(
    lancer: Callable, exemple: Callable, tmp_path: Path
) -> None:
    seance = exemple("ucanss/gcar-2017")
    lancer("grille", seance, "--sortie", "grille.xlsx")
    classeur = load_workbook(tmp_path / "grille.xlsx")
    feuille = classeur["observations"]
    feuille.cell(2, _colonnes(feuille)["jury:epreuve:ecrit"]).value = 21
    feuille.cell(1, 3).value = "jury:epreuve:ecris"
    classeur.save(tmp_path / "grille.xlsx")
    _observer_par(seance, tmp_path / "grille.xlsx")
    erreurs = lancer("deliberer", seance, statut=2).stderr
    assert "attendu de 0 à 20" in erreurs
    assert "jury:epreuve:ecris" in erreurs


def test_ce_que_personne_ne_remplit_est_verrouille(lancer: Callable, exemple: Callable, tmp_path: Path) -> None:
    lancer("grille", exemple("ucanss/gc-2021"), "--sortie", "grille.xlsx")
    feuille = load_workbook(tmp_path / "grille.xlsx")["observations"]
    ou = _colonnes(feuille)
    rangs = {feuille.cell(rang, 1).value: rang for rang in range(2, feuille.max_row + 1)}
    vae = rangs["GC-2203-10"]  # presents GRU and MDR alone
    verrous = [feuille.cell(rang, ou["jury:GDU/C12/1"]).protection.locked for rang in (rangs["GC-2203-01"], vae)]
    assert (feuille.protection.sheet, feuille["A1"].protection.locked, verrous) == (True, True, [False, True])
    assert {v.type for v in feuille.data_validations.dataValidation} == {"list"}
    assert feuille.print_title_rows == "$1:$1"


def test_les_notes_sont_tenues_dans_leur_bareme(lancer: Callable, exemple: Callable, tmp_path: Path) -> None:
    lancer("grille", exemple("ucanss/gc-2013"), "--sortie", "grille.xlsx")
    validations = load_workbook(tmp_path / "grille.xlsx")["observations"].data_validations.dataValidation
    assert ("decimal", "0", "20") in {(v.type, v.formula1, v.formula2) for v in validations}


def test_la_grille_d_un_evaluateur_ne_porte_que_ses_colonnes(
    lancer: Callable, exemple: Callable, tmp_path: Path
) -> None:
    lancer("grille", exemple("courtage/cdc-2017"), "--sortie", "g.xlsx", "--evaluateur", "commission")
    titres = _colonnes(load_workbook(tmp_path / "g.xlsx")["observations"])
    assert {titre.split(":")[0] for titre in titres} == {"dossier", "candidat", "commission"}


def test_une_grille_vierge_se_demande_d_une_edition(lancer: Callable, tmp_path: Path) -> None:
    lancer("grille", "agirc-arrco.ce@2024", "--sortie", "vierge.xlsx")
    titres = list(_colonnes(load_workbook(tmp_path / "vierge.xlsx")["observations"]))
    assert titres[:4] == ["dossier", "candidat", "cte:B1", "cte:B1/CP1"]


@pytest.mark.parametrize(
    ("arguments", "attendu"),
    [
        (["--sortie", "g.xlsx", "--evaluateur", "jurry"], "évaluateur inconnu « jurry »"),
        (["--sortie", "g.xlsx", "--dossier", "GC-2203-99"], "dossier inconnu « GC-2203-99 »"),
        (["--sortie", "grille.doc"], "attendu .xlsx, .html"),
    ],
)
def test_une_demande_fautive_n_ecrit_rien(
    lancer: Callable, exemple: Callable, tmp_path: Path, arguments: list[str], attendu: str
) -> None:
    seance = exemple("ucanss/gc-2021")
    assert attendu in lancer("grille", seance, *arguments, statut=2).stderr
    assert not list(tmp_path.glob("g*.*"))


def test_la_grille_s_imprime_une_fiche_par_candidat(lancer: Callable, exemple: Callable, tmp_path: Path) -> None:
    lancer("grille", exemple("ucanss/gc-2021"), "--sortie", "g.html", "--dossier", "GC-2203-01")
    texte = (tmp_path / "g.html").read_text(encoding="utf-8")
    assert texte.count("<section>") == 1
    assert "Lefèvre Amélie (GC-2203-01)" in texte
    assert "Jury professionnel (ou jury VAE)" in texte


def _fiches(page: Path) -> dict[str, list[tuple[str, str, str]]]:
    """Return, by evaluator, the rows of each fiche: the heading above, what is observed, the value."""
    fiches: dict[str, list[tuple[str, str, str]]] = {}
    for fiche in page.read_text(encoding="utf-8").split("<section>")[1:]:
        bloc, siennes = "", fiches.setdefault(re.findall(r"<p>(.*?)</p>", fiche)[0], [])
        for ligne in re.findall(r"<tr>(.*?)</tr>", fiche)[1:]:
            mots = [" ".join(unescape(re.sub(r"<[^>]+>", "", case)).split()) for case in ligne.split("</th>")]
            if "colgroup" in ligne:
                bloc = mots[0]
            else:
                siennes.append((bloc, mots[0], mots[1]))
    return fiches


def test_chaque_ligne_est_sous_son_bloc(lancer: Callable, exemple: Callable, tmp_path: Path) -> None:
    lancer("grille", exemple("courtage/cdc-2017"), "--sortie", "g.html", "--dossier", "CDC-1806-01")
    fiches = _fiches(tmp_path / "g.html")
    courtier = "Exercer son rôle de courtier et assurer la coordination et l’intermédiation clients/organismes"
    courtier += " assureurs"
    dits = [(bloc, observe) for bloc, observe, _ in fiches["Organisme de formation"]]
    assert dits[:5] == [
        (
            courtier,
            "Contrôle continu",
        ),
        *(
            (
                courtier,
                f"Compétence générique {n} C{n}",
            )
            for n in (1, 2, 3)
        ),
        ("Assurer le relais d’information et la coordination interne", "Contrôle continu"),
    ]
    invente = "Bloc inventé : vendre à distance"
    sous_le_dernier = {observe for lignes in fiches.values() for bloc, observe, _ in lignes if bloc == invente}
    assert not any(observe.startswith("Compétence générique") for observe in sous_le_dernier)
    assert list(dict.fromkeys(bloc for bloc, _, _ in fiches["Référent entreprise"]))[-1] == invente


def test_les_colonnes_du_classeur_se_suivent_bloc_par_bloc(
    lancer: Callable, exemple: Callable, tmp_path: Path
) -> None:
    lancer("grille", exemple("courtage/cdc-2017"), "--sortie", "g.xlsx")
    titres = list(_colonnes(load_workbook(tmp_path / "g.xlsx")["observations"]))[2:]
    blocs = [
        (role, cible.removeprefix("continu:").split("/")[0]) for role, cible in (t.split(":", 1) for t in titres)
    ]
    suite = [bloc for rang, bloc in enumerate(blocs) if not rang or bloc != blocs[rang - 1]]
    assert len(suite) == len(set(suite))
    assert titres[:3] == ["of:continu:BC1", "of:BC1", "of:BC1/C1"]


def test_la_fiche_dit_les_valeurs_en_francais(lancer: Callable, exemple: Callable, tmp_path: Path) -> None:
    for nom in ("courtage/cdc-2017", "ucanss/gc-2013", "agirc-arrco/ce-2024"):
        lancer("grille", exemple(nom), "--sortie", f"{nom[-4:]}.html")
    continues = [valeur for _, observe, valeur in _fiches(tmp_path / "2017.html")["Organisme de formation"]]
    assert continues[0] == "12/20"
    (jury,) = _fiches(tmp_path / "2013.html").values()
    assert jury[2] == ("", "Épreuve écrite", "9/20")
    (cte,) = _fiches(tmp_path / "2024.html").values()
    assert cte[0][0].startswith("Accompagner le client par téléphone à la compréhension")
    assert cte[0][1:] == ("Avis sur le bloc", "oui")
    assert "neutralisé : interlocuteur sans réaction à relever" in {valeur for _, _, valeur in cte}
    page = (tmp_path / "2024.html").read_text(encoding="utf-8")
    assert "<h1>Grille d’évaluation\u202f: Conseiller Entreprise, séance du 20\xa0mars 2025</h1>" in page
