"""The commands of the contract that need no register: what they print, and how they end."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import click
import pytest

import parchemin_cli
from parchemin_cli.main import COMMANDES

ANGLAIS = re.compile(r"\b(Usage:|Options:|Show|Try|Error|Missing|required|Commands|Invalid|No such)\b")


def test_branches_donne_l_etat_de_chacune(lancer_a_part: Callable) -> None:
    resultat = lancer_a_part("branches", "--json")
    branches = {branche["slug"]: branche for branche in json.loads(resultat.stdout)["branches"]}
    assert resultat.returncode == 0
    assert branches["ucanss"]["certifications"] == ["ucanss.cos", "ucanss.gc", "ucanss.gcar"]
    assert {branche["etat"] for branche in branches.values()} == {"active"}


@pytest.mark.parametrize(
    ("arguments", "environnement"),
    [(["--sans-branche", "ucanss"], {}), ([], {"PARCHEMIN_BRANCHES_DESACTIVEES": "ucanss, courtage"})],
)
def test_une_branche_se_desactive(lancer_a_part: Callable, arguments: list[str], environnement: dict) -> None:
    etats = json.loads(lancer_a_part("branches", "--json", *arguments, **environnement).stdout)["branches"]
    assert {b["slug"]: b["etat"] for b in etats}["ucanss"] == "desactivee"


def test_branches_en_table(lancer_a_part: Callable) -> None:
    sortie = lancer_a_part("branches").stdout
    assert "Retraite complémentaire (Agirc-Arrco)" in sortie
    assert "\x1b[" not in sortie


def test_referentiel_liste_les_editions(lancer_a_part: Callable) -> None:
    sortie = lancer_a_part("referentiel").stdout
    assert "ucanss.gc@2021" in sortie
    assert "agirc-arrco.cr@2024" in sortie
    assert "sans contenu : le document 000 la nomme sans la décrire" in sortie


def test_referentiel_montre_blocs_epreuves_et_regles(lancer_a_part: Callable) -> None:
    sortie = lancer_a_part("referentiel", "ucanss.gc@2021").stdout
    for attendu in (
        "GDU Gestion des droits de l'utilisateur",
        "Voie de la formation — 190 min",
        "Observation : 30 min, double écoute ou accueil physique",
        "Réponses écrites : 20 min, 2 à 5 courriers ou courriels",
        "Un bloc est acquis si au moins 80 % de ses compétences sont acquises.",
        "Une compétence est acquise si au moins 80 % de ses critères sont validés.",
    ):
        assert attendu in sortie


def test_une_edition_nommee_ne_se_choisit_pas_aussi_par_une_date(lancer_a_part: Callable) -> None:
    resultat = lancer_a_part("referentiel", "ucanss.gc@2013", "--le", "2022-03-16")
    assert resultat.returncode == 2
    assert "« ucanss.gc@2013 » nomme son édition" in resultat.stderr


def test_referentiel_en_json_est_complet(lancer_a_part: Callable) -> None:
    document = json.loads(lancer_a_part("referentiel", "ucanss.cos", "--le", "2022-03-16", "--json").stdout)
    assert document["cle"] == "ucanss.cos@2021"
    assert [bloc["code"] for bloc in document["blocs"]] == ["GRU", "MDR", "POS", "TD"]
    assert document["valide_du"] == "2021-09-20"
    assert set(document["regles"]) == {voie["intitule"] for voie in document["voies"]}


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("ucanss.gz", "Erreur : certification inconnue « ucanss.gz » ; peut-être « ucanss.gc »"),
        ("ucanss.gc@2022", "Erreur : édition inconnue « 2022 » de ucanss.gc ; peut-être « 2021 »"),
    ],
)
def test_un_code_inconnu_est_refuse(lancer_a_part: Callable, code: str, message: str) -> None:
    resultat = lancer_a_part("referentiel", code)
    assert (resultat.returncode, resultat.stdout) == (2, "")
    assert message in resultat.stderr


def test_exemple_sans_argument_en_donne_la_liste(lancer_a_part: Callable) -> None:
    exemples = json.loads(lancer_a_part("exemple", "--json").stdout)["exemples"]
    assert {"ucanss/cos-2021", "ucanss/gc-2021"} <= {exemple["exemple"] for exemple in exemples}
    assert "ucanss/gc-2021" in lancer_a_part("exemple").stdout


def test_exemple_n_ecrase_rien(lancer_a_part: Callable, exemple: Path) -> None:
    (exemple / "dossiers.csv").write_text("à moi", encoding="utf-8")
    resultat = lancer_a_part("exemple", "ucanss/gc-2021", exemple)
    assert resultat.returncode == 2
    assert "existe déjà et n'est pas un dossier vide" in resultat.stderr
    assert (exemple / "dossiers.csv").read_text(encoding="utf-8") == "à moi"


def test_exemple_demande_ou_l_ecrire(lancer_a_part: Callable) -> None:
    resultat = lancer_a_part("exemple", "ucanss/gc-2021")
    assert resultat.returncode == 2
    assert "dites dans quel dossier écrire l'exemple" in resultat.stderr


def test_demo_montre_chaque_regime_en_deux_ecrans(lancer_a_part: Callable, tmp_path: Path) -> None:
    resultat = lancer_a_part("demo")
    assert resultat.returncode == 0, resultat.stderr
    assert "ucanss/gc-2021" in resultat.stdout
    assert "ucanss/cos-2021" in resultat.stdout
    assert "Gestionnaire conseil" in resultat.stdout
    assert " ; exigé : " in resultat.stdout
    assert resultat.stdout.count("\n") < 60
    pages = {page.name for page in (tmp_path / "parchemin-demo").iterdir()}
    assert {"passerelles.html", "ucanss-gc-2021.html"} <= pages


def test_verifier_dit_ce_qu_est_chaque_fichier(lancer_a_part: Callable, exemple: Path) -> None:
    resultat = lancer_a_part("verifier", exemple, exemple / "grille.toml", exemple / "dossiers.csv", "--json")
    fichiers = json.loads(resultat.stdout)["fichiers"]
    assert [fichier["nature"] for fichier in fichiers] == ["séance", "grille", "table"]
    assert (resultat.returncode, [fichier["valide"] for fichier in fichiers]) == (0, [True] * 3)


def test_verifier_donne_tous_les_defauts_et_finit_par_deux(lancer_a_part: Callable, exemple: Path) -> None:
    grille = exemple / "grille.toml"
    grille.write_text('[grille]\nedition = "ucanss.gc@2021"\n[criteres]\n"GRU/C99" = 5\n', encoding="utf-8")
    (exemple / "dossiers.csv").write_text("dossier;nom;prenon;voie;entree\n", encoding="utf-8")
    resultat = lancer_a_part("verifier", grille, exemple / "dossiers.csv")
    assert resultat.returncode == 2
    assert "grille.toml, $.criteres['GRU/C99'] : compétence inconnue ; peut-être « GRU/C" in resultat.stderr
    assert "colonne « prenon » : colonne inconnue ; peut-être « prenom »" in resultat.stderr
    assert "colonne « prenom » : colonne obligatoire absente" in resultat.stderr


def test_une_commande_mal_ecrite_est_corrigee(lancer_a_part: Callable) -> None:
    resultat = lancer_a_part("deliberr")
    assert resultat.returncode == 2
    assert "commande inconnue « deliberr » ; peut-être « deliberer »" in resultat.stderr


@pytest.mark.parametrize(
    "arguments", [["--help"], *([nom, "--help"] for nom in COMMANDES), ["deliberer"], ["--foo"]]
)
@pytest.mark.parametrize("langue", ["C", "en_US.UTF-8"])
def test_tout_est_en_francais_quelle_que_soit_la_langue(
    lancer_a_part: Callable, arguments: list[str], langue: str
) -> None:
    resultat = lancer_a_part(*arguments, LC_ALL=langue, LANGUAGE="en")
    assert ANGLAIS.findall((resultat.stdout + resultat.stderr).replace("[OPTIONS]", "")) == []
    assert "Usage : parchemin" in resultat.stdout + resultat.stderr


def test_le_catalogue_compile_suit_sa_source() -> None:
    from babel.messages.mofile import read_mo
    from babel.messages.pofile import read_po

    dossier = Path(parchemin_cli.__file__).parent / "locale" / "fr" / "LC_MESSAGES"
    with (dossier / "parchemin.po").open("rb") as source, (dossier / "parchemin.mo").open("rb") as compile_:
        attendus, compiles = (
            {tuple(message.id): tuple(message.string) for message in catalogue if message.id}
            for catalogue in (read_po(source), read_mo(compile_))
        )
    assert compiles == attendus


@pytest.mark.parametrize("module", ["exceptions", "formatting", "parser", "shell_completion", "types"])
def test_tout_ce_que_click_dit_est_au_catalogue(module: str) -> None:
    from babel.messages.extract import extract_from_file
    from babel.messages.pofile import read_po

    with (Path(parchemin_cli.__file__).parent / "locale/fr/LC_MESSAGES/parchemin.po").open("rb") as source:
        connus = {dit for message in read_po(source) for dit in _en_tuple(message.id)}
    dites = extract_from_file("python", Path(click.__file__).with_name(f"{module}.py"))
    assert [dit for _, textes, *_ in dites for dit in _en_tuple(textes) if dit not in connus] == []


def _en_tuple(textes: str | tuple[str, ...]) -> tuple[str, ...]:
    return (textes,) if isinstance(textes, str) else textes


def test_chaque_commande_a_son_module_et_le_meme_nom() -> None:
    modules = {fichier.stem for fichier in (Path(parchemin_cli.__file__).parent / "commands").glob("[a-z]*.py")}
    assert modules == set(COMMANDES)
