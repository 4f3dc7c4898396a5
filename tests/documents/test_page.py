"""The page of a deliberation in a real browser: its grid, its motifs by keyboard, its accessibility, its paper."""

import base64
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .conftest import EXEMPLES

pytestmark = pytest.mark.lent

if TYPE_CHECKING:
    from selenium.webdriver import Chrome


def _ouvrir(navigateur: "Chrome", page: Path) -> None:
    navigateur.get(page.as_uri())


def _violations(navigateur: "Chrome") -> list[str]:
    from axe_core_python.selenium import Axe

    trouvees: Any = Axe().run(navigateur)
    assert trouvees["passes"], "axe n'a rien vérifié"
    return [f"{v['id']} : {noeud['html']}" for v in trouvees["violations"] for noeud in v["nodes"]]


@pytest.fixture
def page(lancer: Callable, exemple: Callable, tmp_path: Path) -> Callable[[str], Path]:
    def ecrire(nom: str) -> Path:
        sortie = tmp_path / "grille.html"
        lancer("deliberer", exemple(nom), "--sortie", sortie)
        return sortie

    return ecrire


@pytest.mark.parametrize("nom", EXEMPLES)
def test_axe_ne_trouve_rien(navigateur: "Chrome", page: Callable, nom: str) -> None:
    _ouvrir(navigateur, page(nom))
    navigateur.execute_script("for(const d of document.querySelectorAll('details'))d.open=true")
    for schema in ("dark", "light"):
        preference = [{"name": "prefers-color-scheme", "value": schema}]
        navigateur.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": preference})
        assert _violations(navigateur) == []


@pytest.mark.parametrize(
    "commande",
    [
        ("passerelle",),
        ("grille", "{seance}", "--dossier", "GC-2203-01"),
        ("simuler", "{seance}", "--scenario", "bloc.part=2/3"),
    ],
    ids=lambda commande: commande[0],
)
def test_axe_ne_trouve_rien_aux_autres_pages(
    navigateur: "Chrome", lancer: Callable, exemple: Callable, tmp_path: Path, commande: tuple[str, ...]
) -> None:
    seance = exemple("ucanss/gc-2021")
    lancer(*(mot.format(seance=seance) for mot in commande), "--sortie", "page.html")
    _ouvrir(navigateur, tmp_path / "page.html")
    assert _violations(navigateur) == []
    assert navigateur.get_log("browser") == []


def test_axe_voit_ce_qui_est_faux(navigateur: "Chrome", tmp_path: Path) -> None:
    fausse = tmp_path / "fausse.html"
    fausse.write_text("<!DOCTYPE html><html><title>x</title><img src=''></html>", encoding="utf-8")
    _ouvrir(navigateur, fausse)
    assert any("image-alt" in violation for violation in _violations(navigateur))


def test_un_verdict_s_atteint_au_clavier_et_entree_ouvre_ses_motifs(navigateur: "Chrome", page: Callable) -> None:
    from selenium.webdriver import ActionChains, Keys

    _ouvrir(navigateur, page("courtage/cdc-2017"))
    ou = "return document.activeElement.closest('summary')?.parentElement.querySelector('[id]')?.id"
    for _ in range(200):
        ActionChains(navigateur).send_keys(Keys.TAB).perform()
        if navigateur.execute_script(ou) == "m1-BC3":
            break
    motifs = "const m = document.getElementById('m1-BC3'); return m.checkVisibility() && m.innerText"
    assert not navigateur.execute_script(motifs)
    ActionChains(navigateur).send_keys(Keys.ENTER).perform()
    assert "5/10 compétences détaillées" in navigateur.execute_script(motifs)


def test_le_verdict_de_la_grille_mene_a_ses_motifs(navigateur: "Chrome", page: Callable) -> None:
    _ouvrir(navigateur, page("courtage/cdc-2017"))
    lien = navigateur.find_element("css selector", "a[href='#m1-BC5']")
    navigateur.execute_script("arguments[0].scrollIntoView({block: 'center'})", lien)
    lien.click()
    ouvert = "return document.getElementById('m1-BC5').closest('details').open"
    assert (lien.text, navigateur.execute_script(ouvert)) == ("Non acquis", True)


@pytest.mark.parametrize("largeur", [390, 1280])
def test_la_proposition_se_voit_sans_defiler(navigateur: "Chrome", page: Callable, largeur: int) -> None:
    taille = {"width": largeur, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    navigateur.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", taille)
    try:
        _ouvrir(navigateur, page("courtage/cdc-2017"))
        droite = "return document.querySelector('.synthese td.verdict').getBoundingClientRect().right"
        assert navigateur.execute_script(droite) < largeur
        page_large = navigateur.execute_script("return document.documentElement.scrollWidth")
        assert page_large <= largeur
    finally:
        navigateur.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_le_filtre_ne_montre_que_l_issue_choisie(navigateur: "Chrome", page: Callable) -> None:
    _ouvrir(navigateur, page("courtage/cdc-2017"))
    navigateur.find_element("id", "f-en_debat").click()
    vus = "[...document.querySelectorAll('article')].filter(a => a.checkVisibility()).map(a => a.dataset.issue)"
    assert navigateur.execute_script(f"return {vus}") == ["en_debat"] * 4


def test_la_grille_est_celle_que_le_guide_imprime(navigateur: "Chrome", page: Callable) -> None:
    _ouvrir(navigateur, page("courtage/cdc-2017"))
    lignes = [ligne.text for ligne in navigateur.find_elements("css selector", "#d1 .grille tr")]
    titres = ["Bloc", "Compétences", "Critères", "Contrôle continu", "Organisme de formation"]
    titres += ["Référent entreprise", "Commission d’évaluation", "Proposition"]
    assert [next(t for t in titres if ligne.startswith(t)) for ligne in lignes] == titres
    codes = navigateur.find_elements("css selector", "#d1 thead th[scope=col]")
    assert [code.text for code in codes][:15] == [f"C{rang}" for rang in range(1, 16)]


def test_le_papier_montre_tous_les_motifs(navigateur: "Chrome", page: Callable, tmp_path: Path) -> None:
    import shutil
    import subprocess

    if not (pdftotext := shutil.which("pdftotext")):
        pytest.skip("pdftotext absent de cette machine (apt-get install poppler-utils)")
    _ouvrir(navigateur, page("ucanss/gc-2021"))
    papier = tmp_path / "grille.pdf"
    papier.write_bytes(base64.b64decode(navigateur.execute_cdp_cmd("Page.printToPDF", {})["data"]))
    imprime = subprocess.run(
        [pdftotext, "-layout", papier, "-"], capture_output=True, encoding="utf-8", check=True
    )
    assert "7/10 critères validés" in imprime.stdout


@pytest.mark.parametrize("nom", EXEMPLES)
def test_la_page_ne_demande_rien_a_personne(page: Callable, nom: str) -> None:
    texte = page(nom).read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import|https?://", texte)


@pytest.mark.parametrize(
    ("nom", "titre", "dits"),
    [
        (
            "courtage/cdc-2017",
            "Délibération du 14 juin 2018 : Chargé de Clientèle",
            ("Acquis (16 mars 2017)", "Hélène d’Aubigny", "Assurer le relais d’information", "En débat"),
        ),
        (
            "ucanss/gc-2013",
            "Délibération du 18 décembre 2013 : Gestionnaire conseil de la Sécurité sociale",
            (
                *("Pass : suivi le 16 novembre 2012", "CPAM d’Ille-et-Vilaine"),
                *("|Manque| : moyenne 9,997/20", "|Satisfait| : aucune note éliminatoire"),
            ),
        ),
    ],
)
def test_la_page_se_lit_comme_une_lettre(page: Callable, nom: str, titre: str, dits: tuple[str, ...]) -> None:
    texte = re.sub(r"<(style|script)>.*?</\1>", "", page(nom).read_text(encoding="utf-8"), flags=re.DOTALL)
    visible = " ".join(unescape(re.sub(r"<[^>]+>", "|", texte)).split())
    assert f"|{titre}|" in visible
    assert [dit for dit in dits if dit not in visible] == []
    assert not re.search(r"'|\d{4}-\d{2}-\d{2}|\bDébat\b|Évaluation continue", visible)


def test_un_nom_hostile_reste_du_texte(lancer: Callable, exemple: Callable, tmp_path: Path) -> None:
    seance = exemple("ucanss/gc-2021")
    dossiers = (seance / "dossiers.csv").read_text(encoding="utf-8")
    hostile = "</title><script>alert(1)</script>"
    (seance / "dossiers.csv").write_text(dossiers.replace("Lefèvre", hostile), encoding="utf-8")
    lancer("deliberer", seance, "--sortie", "grille.html")
    texte = (tmp_path / "grille.html").read_text(encoding="utf-8")
    assert "<script>alert" not in texte
    assert "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; Amélie" in texte


def test_l_organisme_ne_voit_ni_grille_ni_motifs(lancer: Callable, exemple: Callable, tmp_path: Path) -> None:
    pour_lui = ("--pour", "organisme", "--organisme", "Caf de la Gironde")
    lancer("deliberer", exemple("ucanss/gc-2013"), *pour_lui, "--sortie", "grille.html")
    texte = (tmp_path / "grille.html").read_text(encoding="utf-8")
    assert "Contrôle continu" in texte
    assert not any(
        secret in texte for secret in ("exigé", "Moyenne", "Coefficients des", "Membres", "<summary>Motif")
    )
