"""The commands that print, as a secretary gives them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

GC = "ucanss/gc-2021"


@pytest.fixture
def proclamee(proclame: Callable):
    """Return a register where the séance 1 is proclaimed."""
    return proclame(GC)


def test_tout_s_imprime(lancer: Callable, proclamee, tmp_path: Path) -> None:
    for nom, sortie in (
        ("pv", "pv-1.pdf"),
        ("parchemins", "parchemins-1.pdf"),
        ("notifications", "notifications-1.pdf"),
        ("emargement", "emargement.pdf"),
    ):
        resultat = lancer(nom, "1")
        assert (resultat.returncode, resultat.stderr) == (0, "")
        assert sortie in resultat.stdout
        assert (tmp_path / sortie).read_bytes().startswith(b"%PDF-1.7")


def test_un_fichier_par_titre_ou_par_candidat(lancer: Callable, proclamee, tmp_path: Path) -> None:
    un_a_un = json.loads(lancer("parchemins", "1", "--sortie", "titres", "--json").stdout)
    assert un_a_un["titres"][0] == "2022-000001"
    noms = sorted(fichier.name for fichier in (tmp_path / "titres").iterdir())
    assert len(noms) == len(un_a_un["titres"])
    assert noms[0] == "2022-000001-lefevre-amelie.pdf"
    assert lancer("notifications", "1", "--sortie", "lettres").returncode == 0
    lettres = {fichier.name for fichier in (tmp_path / "lettres").iterdir()}
    assert len(lettres) == 14
    assert lancer("notifications", "1", "--candidat", "Texier", "--sortie", "lettres").returncode == 0
    assert {fichier.name for fichier in (tmp_path / "lettres").iterdir()} == lettres


def test_un_seul_candidat_un_seul_titre(lancer: Callable, proclamee) -> None:
    siens = json.loads(lancer("parchemins", "1", "--candidat", "amelie LEFEVRE", "--json").stdout)["titres"]
    assert len(siens) == 4
    assert json.loads(lancer("parchemins", "1", "--numero", siens[1], "--json").stdout)["titres"] == [siens[1]]
    inconnu = lancer("parchemins", "1", "--candidat", "Lefevbre Amélie")
    assert (inconnu.returncode, "peut-être" in inconnu.stderr) == (2, True)
    assert lancer("parchemins", "1", "--numero", "2022-000099").returncode == 2
    lettre = json.loads(lancer("notifications", "1", "--candidat", "Lefèvre", "--json").stdout)
    assert lettre["dossiers"] == ["GC-2203-01"]


def test_une_seance_ouverte_ne_donne_qu_un_projet(lancer: Callable, registre, tmp_path: Path) -> None:
    registre.ouvrir(GC)
    assert json.loads(lancer("pv", "1", "--json").stdout)["projet"] is True
    for nom in ("parchemins", "notifications"):
        resultat = lancer(nom, "1")
        assert (resultat.returncode, "pas proclamée" in resultat.stderr) == (1, True)
        assert not (tmp_path / f"{nom}-1.pdf").exists()


def test_l_emargement_d_une_seance_en_fichiers(lancer: Callable, tmp_path: Path) -> None:
    lancer("exemple", "courtage/cdc-2017", "cdc")
    document = json.loads(lancer("emargement", "cdc", "--json").stdout)
    assert document == {"fichier": "emargement.pdf", "membres": 7, "candidats": 17}


@pytest.mark.parametrize("nom", ["pv", "emargement"])
def test_une_autre_fin_que_pdf_est_refusee(lancer: Callable, nom: str) -> None:
    resultat = lancer(nom, "1", "--sortie", "sortie.docx")
    assert (resultat.returncode, "attendu un fichier .pdf" in resultat.stderr) == (2, True)


def test_un_dossier_qui_n_existe_pas(lancer: Callable, proclamee) -> None:
    resultat = lancer("pv", "1", "--sortie", "nulle/part/pv.pdf")
    assert (resultat.returncode, "écriture impossible" in resultat.stderr) == (2, True)


def test_verifier_un_titre(lancer: Callable, proclamee) -> None:
    titre = proclamee.titres(1)[0]
    juste = lancer("titres", "verifier", titre.numero, titre.code)
    assert (juste.returncode, "Lefèvre Amélie" in juste.stdout, "valide" in juste.stdout) == (0, True, True)
    faux = lancer("titres", "verifier", "2022-000002", titre.code, "--json")
    assert (faux.returncode, json.loads(faux.stdout)["authentique"]) == (1, False)
    assert "Lefèvre" not in faux.stdout
    avant = lancer("titres", "verifier", titre.numero, titre.code, "--le", "2022-03-15")
    assert avant.returncode == 1
    frappe = lancer("titres", "verifier", titre.numero, titre.code[:-1] + ("0" if titre.code[-1] != "0" else "1"))
    assert (frappe.returncode, "faute de frappe" in frappe.stderr) == (2, True)
    assert len(json.loads(lancer("titres", "--json").stdout)["titres"]) == 40


def test_un_titre_revoque_ne_s_imprime_plus(lancer: Callable, proclamee) -> None:
    titre = proclamee.titres(1)[0]
    assert lancer("titres", "revoquer", titre.numero, "--motif", "fraude établie", "--oui").returncode == 0
    assert titre.numero not in {reste.numero for reste in proclamee.titres(1)}
    resultat = lancer("titres", "verifier", titre.numero, titre.code)
    assert (resultat.returncode, "révoqué" in resultat.stdout) == (1, True)


def test_un_titre_s_imprime_comme_l_erratum_le_dit(
    lancer: Callable, proclamee, relire: Callable, tmp_path: Path
) -> None:
    rectifie = ("titres", "rectifier", "2022-000001", "--nom", "Lefebvre", "--motif", "mal orthographié")
    assert lancer(*rectifie).returncode == 0
    assert lancer("parchemins", "1", "--numero", "2022-000001").returncode == 0
    (page,) = relire(tmp_path / "parchemins-1-2022-000001.pdf")
    assert "Lefebvre" in page
    assert "Lefèvre" not in page


def test_deliberer_imprime_un_projet(lancer: Callable, relire: Callable, tmp_path: Path) -> None:
    lancer("exemple", "ucanss/gc-2013", "gc")
    assert lancer("deliberer", "gc", "--sortie", "projet.pdf").returncode == 0
    texte = " ".join(relire(tmp_path / "projet.pdf"))
    assert "moyenne 9,997/20" in texte
    assert "hors registre" in texte
    refus = lancer("deliberer", "gc", "--sortie", "autre.pdf", "--pour", "organisme", "--organisme", "CPAM")
    assert (refus.returncode, "au jury seul" in refus.stderr) == (2, True)
    assert not (tmp_path / "autre.pdf").exists()


@pytest.mark.parametrize("document", ["parchemins", "notifications"])
def test_la_feuille_d_une_personne_ne_prend_pas_le_nom_de_toutes(
    lancer: Callable, proclamee, tmp_path: Path, document: str
) -> None:
    assert lancer(document, "1").returncode == 0
    toutes = (tmp_path / f"{document}-1.pdf").read_bytes()
    assert lancer(document, "1", "--candidat", "Lefèvre").returncode == 0
    assert (tmp_path / f"{document}-1.pdf").read_bytes() == toutes
    assert (tmp_path / f"{document}-1-lefevre.pdf").exists()
