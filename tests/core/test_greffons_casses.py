"""Broken plugins, installed as real distributions beside ours: each is named, and the others work."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint, distributions
from pathlib import Path
from random import Random
from typing import Any

import pytest

from parchemin.faits import CODES
from parchemin.plugin.host import EtatDeGreffon, Hote

FIXTURES = Path(__file__).parents[1] / "fixtures" / "greffons"
NOS_BRANCHES = {"agirc-arrco", "courtage", "ucanss"}
QUI_MARCHENT = {"bavard", "lent"}

CASSES = {
    "import": ("import : KeyError : 'seuil' (casse_import.plugin, ligne 8)", "corriger le module"),
    "dependance": ("No module named 'paquet_qui_manque'", "installer ce qui fournit « paquet_qui_manque »"),
    "point-entree": ("No module named 'casse_point_entree.greffon'", "corriger le point d'entrée"),
    "syntaxe": ("SyntaxError : invalid syntax (plugin.py, line 3)", "corriger le module"),
    "sortie": ("SystemExit : rien à faire (casse_sortie.plugin, ligne 8)", "corriger le module"),
    "type": ("parchemin_politiques a rendu str, attendu Politique", "rendre des valeurs de type parchemin.regles"),
    "hook-inconnu": ("« parchemin_jury » n'est pas un hook ; peut-être « parchemin_jurys »", "renommer"),
    "sans-marque": ("parchemin_jurys n'est pas marqué", "@hookimpl"),
    "arguments": ("parchemin_jurys demande edition", "ôter ces paramètres"),
    "generateur": ("parchemin_titres : LookupError : titre (casse_generateur.plugin, ligne 11)", "corriger parch"),
    "coroutine": ("parchemin_editions est une coroutine", "écrire « def »"),
    "rend-coroutine": ("parchemin_editions a rendu une coroutine", "rendre les valeurs elles-mêmes"),
    "trop-recent": ("API_VERSION vaut 2, attendu 1", "mettre à jour parchemin"),
    "trop-ancien": ("API_VERSION vaut 0, attendu 1", "mettre à jour cette distribution"),
    "rival-a": ("fourni par parchemin-casse-rival-a 1.2.0 et parchemin-casse-rival-b 0.3", "sauf une"),
    "rival-b": ("avec lui les certifications « rival.… »", "sauf une"),
    "liste": ("liste.a@2024 : une liste, ou un autre objet qui se modifie", "corriger ce que rendent"),
    "autrui": ("rival.a@2024 : le code d'une certification commence par « autrui. »", "corriger ce que rendent"),
    "toml": ("parchemin_editions : a/2024.toml, ligne 2", "corriger ces fichiers"),
    "donnee-absente": ("parchemin_editions : FileNotFoundError", "ajouter ce fichier aux données du paquet"),
    "cycle": (
        'communs/2024.toml, $.blocs[0] : « reprend = "B1" » : rien à reprendre ici',
        "corriger ces fichiers",
    ),
    "bloc-pendant": ('a/2024.toml, $.blocs[0] : « reprend = "B7" »', "corriger ces fichiers"),
}


def installer(nom: str, site: Path) -> None:
    """Install a fixture as an installer would: its package, and the metadata of its distribution."""
    projet = tomllib.loads((FIXTURES / nom / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    shutil.copytree(FIXTURES / nom / "src", site, dirs_exist_ok=True)
    info = site / f"{projet['name'].replace('-', '_')}-{projet['version']}.dist-info"
    info.mkdir()
    metadonnees = f"Metadata-Version: 2.1\nName: {projet['name']}\nVersion: {projet['version']}\n"
    (info / "METADATA").write_text(metadonnees, encoding="utf-8")
    points = "".join(f"{s} = {v}\n" for s, v in projet["entry-points"]["parchemin.branches"].items())
    (info / "entry_points.txt").write_text(f"[parchemin.branches]\n{points}", encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder where every fixture is installed."""
    site = tmp_path_factory.mktemp("site")
    for nom in (*CASSES, *QUI_MARCHENT):
        installer(nom, site)
    return site


@pytest.fixture
def points(site: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, EntryPoint]]:
    """Return the entry points of the fixtures, by the name of their folder; forget the modules afterwards."""
    monkeypatch.syspath_prepend(str(site))
    trouves = (point for dist in distributions(path=[str(site)]) for point in dist.entry_points)
    yield {point.module.removeprefix("casse_").partition(".")[0].replace("_", "-"): point for point in trouves}
    for nom in [nom for nom in sys.modules if nom.startswith("casse_")]:
        del sys.modules[nom]


def _parchemin(site: Path, *arguments: str, **environnement: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "parchemin_cli", *arguments],
        env={**os.environ, "PYTHONPATH": str(site), **environnement},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def branches(site: Path) -> dict[str, dict[str, Any]]:
    """Return what ``parchemin branches --json`` says of each distribution, all installed at once."""
    resultat = _parchemin(site, "branches", "--json")
    assert resultat.returncode == 0
    return {branche["distribution"]: branche for branche in json.loads(resultat.stdout)["branches"]}


@pytest.mark.parametrize("nom", CASSES)
def test_chaque_greffon_casse_est_nomme_avec_sa_cause_et_son_remede(
    branches: dict[str, dict[str, Any]], nom: str
) -> None:
    cause, remede = CASSES[nom]
    trouve = branches[f"parchemin-casse-{nom}"]
    assert trouve["slug"] == nom.removesuffix("-a").removesuffix("-b")
    assert trouve["version"] == ("0.3" if nom == "rival-b" else "1.2.0")
    assert trouve["etat"] == "en_erreur"
    assert cause in trouve["cause"]
    assert remede in trouve["remede"]


def test_tous_les_greffons_casses_sont_eprouves() -> None:
    assert {dossier.name for dossier in FIXTURES.iterdir()} == {*CASSES, *QUI_MARCHENT}


def test_a_cote_d_eux_les_autres_marchent(branches: dict[str, dict[str, Any]]) -> None:
    actives = {branche["slug"] for branche in branches.values() if branche["etat"] == "active"}
    assert actives == NOS_BRANCHES | QUI_MARCHENT


@pytest.mark.parametrize("nom", [nom for nom in CASSES if not nom.startswith("rival")])
def test_seul_chaque_greffon_casse_est_refuse(points: dict[str, EntryPoint], nom: str) -> None:
    (greffon,) = Hote.charger(points=[points[nom]]).greffons
    assert (greffon.etat, greffon.origine) == (EtatDeGreffon.EN_ERREUR, f"parchemin-casse-{nom} 1.2.0")
    assert CASSES[nom][0] in greffon.cause
    assert CASSES[nom][1] in greffon.remede


def test_strict_les_refuse_tous_et_ne_repond_rien(site: Path) -> None:
    resultat = _parchemin(site, "branches", "--strict")
    assert (resultat.returncode, resultat.stdout) == (2, "")
    for nom in CASSES:
        assert f"parchemin-casse-{nom} " in resultat.stderr
    assert "remède : mettre à jour parchemin" in resultat.stderr


def test_les_branches_desactivees_ne_sont_jamais_importees(site: Path) -> None:
    slugs = [nom.removesuffix("-a").removesuffix("-b") for nom in (*CASSES, *QUI_MARCHENT)]
    programme = (
        "import sys\n"
        "from parchemin_cli.hote import charger\n"
        "charger((), strict=True)\n"
        "print([nom for nom in sys.modules if nom.startswith('casse_')])\n"
    )
    resultat = subprocess.run(
        [sys.executable, "-c", programme],
        env={**os.environ, "PYTHONPATH": str(site), "PARCHEMIN_BRANCHES_DESACTIVEES": ",".join(slugs)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (resultat.stdout, resultat.stderr) == ("[]\n", "")


def test_un_greffon_lent_marche_et_le_dit(points: dict[str, EntryPoint]) -> None:
    (lent,) = Hote.charger(points=[points["lent"]], lent_apres=0.1).greffons
    assert lent.etat is EtatDeGreffon.ACTIVE
    assert lent.secondes >= 0.3
    assert lent.alertes[0].dire(CODES).startswith("lente à charger (0,")


def test_un_greffon_bavard_ne_parle_pas_dans_la_reponse(
    points: dict[str, EntryPoint], capsys: pytest.CaptureFixture[str]
) -> None:
    Hote.charger(points=[points["bavard"]])
    assert capsys.readouterr() == ("", "bonjour\n")


def test_un_point_d_entree_qui_n_est_pas_un_module_est_refuse(points: dict[str, EntryPoint]) -> None:
    fonction = EntryPoint("bavard", "casse_bavard.plugin:API_VERSION", "parchemin.branches")
    (greffon,) = Hote.charger(points=[fonction]).greffons
    assert greffon.cause == "« casse_bavard.plugin:API_VERSION » n'est pas un module"


@pytest.mark.parametrize("graine", range(3))
def test_l_ordre_d_installation_ne_change_rien(points: dict[str, EntryPoint], graine: int) -> None:
    dans_l_ordre = list(points.values())
    melanges = Random(graine).sample(dans_l_ordre, len(dans_l_ordre))
    charger: Callable[[list[EntryPoint]], Hote] = lambda liste: Hote.charger(points=liste)  # noqa: E731
    une, autre = charger(dans_l_ordre), charger(melanges)
    assert une.greffons == autre.greffons
    assert une.catalogue == autre.catalogue
