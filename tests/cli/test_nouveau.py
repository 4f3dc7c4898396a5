"""``parchemin nouveau``: what it writes is the model that we keep, and a wheel of it works beside ours."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from parchemin_cli.gabarit import NouvelleBranche

pytestmark = pytest.mark.lent

RACINE = Path(__file__).parents[2]
MODELE = RACINE / "examples" / "branche_modele"
DEMANDE = """
[demande]
certification = "metiers-art.createur"
depot = 2026-03-02
[[experiences]]
debut = 2024-03-02
fin = 2026-03-01
quotite = "1"
en_relation = true
"""
Lancer = Callable[..., subprocess.CompletedProcess[str]]


def _suivis() -> dict[str, str]:
    """Return the files of the model that git follows."""
    dits = subprocess.run(
        ["git", "ls-files"], cwd=MODELE, capture_output=True, encoding="utf-8", check=True
    ).stdout
    return {chemin: (MODELE / chemin).read_text(encoding="utf-8") for chemin in dits.splitlines()}


def test_le_modele_est_ce_que_la_commande_ecrit() -> None:
    assert NouvelleBranche("metiers-art", "Métiers d'art").fichiers() == _suivis()


def test_une_autre_branche_porte_son_nom_partout(lancer: Lancer, tmp_path: Path) -> None:
    resultat = lancer("nouveau", "eau-2", "ici", "--nom", "Métiers de l'eau")
    assert resultat.returncode == 0
    ecrits = [fichier for fichier in (tmp_path / "ici").rglob("*") if fichier.is_file()]
    textes = "".join(fichier.read_text(encoding="utf-8") for fichier in ecrits)
    assert not any(mot in textes for mot in ("@slug@", "@paquet@", "@nom@", "metiers-art"))
    assert (tmp_path / "ici" / "src" / "parchemin_eau_2" / "plugin.py").is_file()


def test_sans_nom_ni_terminal_le_nom_vient_du_slug(lancer: Lancer, tmp_path: Path) -> None:
    dit = lancer("nouveau", "metiers-du-bois", "ici").stderr
    assert "« Metiers du bois »" in dit
    assert "Attention" not in dit


def test_sur_un_terminal_le_nom_se_demande(
    lancer: Lancer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parchemin_cli.commands.nouveau.sur_un_terminal", lambda: True)
    resultat = lancer("nouveau", "metiers-du-bois", "ici", dit="Métiers du bois\n")
    assert resultat.stdout == "Nom de la branche [Metiers du bois] : "
    assert "« Métiers du bois »" in resultat.stderr


def test_un_slug_deja_installe_se_signale(lancer: Lancer) -> None:
    assert (
        "parchemin_courtage.plugin s'appelle déjà « courtage » ici" in lancer("nouveau", "courtage", "ici").stderr
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Métiers", "ici"], "slug « Métiers » : attendu des minuscules"),
        (["a.b", "ici"], "slug « a.b » : attendu des minuscules"),
        (["bois", "ici", "--nom", 'Le "bois"'], "attendu un texte d'une ligne, sans guillemets"),
        (["bois", "ici", "--nom", "Le \\ bois"], "sans guillemets, ni @, ni \\"),
        (["cli", "ici"], "slug « cli » : ce programme s'appelle ainsi ; attendu un autre slug"),
        (["b" * 41, "ici"], "slug de 41 caractères : attendu 40 au plus"),
        (["bois", "n" * 300], "écriture impossible (le nom est trop long)"),
        (["bois", "plein/f/ici"], "écriture impossible (un fichier est à la place d'un dossier)"),
        (["bois", "plein"], "plein existe déjà et n'est pas un dossier vide"),
    ],
)
def test_une_demande_fautive_n_ecrit_rien(
    lancer: Lancer, tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "plein").mkdir()
    (tmp_path / "plein" / "f").touch()
    resultat = lancer("nouveau", *arguments)
    assert (resultat.returncode, resultat.stdout) == (2, "")
    assert message in resultat.stderr
    assert not (tmp_path / "ici").exists()


@pytest.fixture(scope="module")
def la_bas(ailleurs, tmp_path_factory: pytest.TempPathFactory) -> Lancer:
    """Build the wheel of the model and install it beside ours; copy its tests where commands run."""
    base = tmp_path_factory.mktemp("modele")
    for chemin, texte in _suivis().items():
        (base / chemin).parent.mkdir(parents=True, exist_ok=True)
        (base / chemin).write_text(texte, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "uv", "build", "-q", "--wheel"], cwd=base, check=True)
    ailleurs.installer(*map(str, (base / "dist").glob("*.whl")))
    shutil.copytree(base / "tests", ailleurs.travail / "tests")
    return ailleurs


def test_la_roue_s_installe_a_cote_des_notres_et_passe_ses_tests(la_bas: Lancer) -> None:
    branches = json.loads(la_bas("parchemin_cli", "branches", "--json", "--strict").stdout)["branches"]
    assert {branche["slug"] for branche in branches} == {"agirc-arrco", "courtage", "metiers-art", "ucanss"}
    assert {branche["etat"] for branche in branches} == {"active"}
    tests = la_bas("pytest", "-q", "tests")
    assert tests.returncode == 0, tests.stdout
    assert "20 passed" in tests.stdout


def test_toutes_les_commandes_repondent_sur_elle(la_bas: Lancer, tmp_path: Path) -> None:
    demande = tmp_path / "demande.toml"
    demande.write_text(DEMANDE, encoding="utf-8")
    seance = str(tmp_path / "seance")
    for arguments in (
        ["conformite", "metiers-art"],
        ["referentiel"],
        ["referentiel", "metiers-art.createur@2026"],
        ["exemple"],
        ["exemple", "metiers-art/createur-2026", seance],
        ["verifier", seance],
        ["jury", seance],
        ["recevabilite", str(demande)],
        ["passerelle", "metiers-art.createur", "metiers-art.createur"],
        ["passerelle", "--verifier"],
        ["demo"],
    ):
        resultat = la_bas("parchemin_cli", *arguments)
        assert resultat.returncode == 0, (arguments, resultat.stdout, resultat.stderr)
    issues = json.loads(la_bas("parchemin_cli", "deliberer", seance, "--json").stdout)["dossiers"]
    assert [d["issue"] for d in issues] == ["certifie", "en_debat", "partiel", "incomplet", "certifie"]
    assert issues[1]["blocs"][0]["motifs"][0]["constat"] == "piece : remarquable, carnet : insuffisant"


def test_la_roue_de_la_ligne_de_commande_contient_le_gabarit(la_bas: Lancer, tmp_path: Path) -> None:
    la_bas("parchemin_cli", "nouveau", "metiers-art", str(tmp_path / "m"), "--nom", "Métiers d'art")
    ecrits = (fichier for fichier in (tmp_path / "m").rglob("*") if fichier.is_file())
    assert {f.relative_to(tmp_path / "m").as_posix(): f.read_text(encoding="utf-8") for f in ecrits} == _suivis()


def test_un_partage_sans_president_est_irregulier(la_bas: Lancer, tmp_path: Path) -> None:
    seance = tmp_path / "seance"
    la_bas("parchemin_cli", "exemple", "metiers-art/createur-2026", str(seance))
    texte = (seance / "seance.toml").read_text(encoding="utf-8")
    sans_president = texte.replace('[[membres]]\nnom = "Aline Forestier"\nrole = "president"\n', "")
    (seance / "seance.toml").write_text(sans_president, encoding="utf-8")
    resultat = la_bas("parchemin_cli", "jury", str(seance))
    assert resultat.returncode == 1
    assert "4 votants sans « Président »" in resultat.stdout
