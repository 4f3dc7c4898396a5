"""Checking a file names every pair of dossiers that is or may be one person, and what speaks for and against."""

from pathlib import Path

import pytest

from parchemin.dossier.readers.controle import controler
from parchemin.referentiel.catalogue import Catalogue

ENTETE = "dossier;nom;prenom;naissance;nom_usage;voie;entree\n"


def verifier(tmp_path: Path, catalogue: Catalogue, *lignes: str) -> list[tuple[str, str]]:
    """Check a lone table of dossiers; return the code and the sentence of each warning."""
    fichier = tmp_path / "dossiers.csv"
    fichier.write_text(ENTETE + "".join(f"{ligne};formation;2024-10-01\n" for ligne in lignes), encoding="utf-8")
    return [(un.fait.code, un.message) for un in controler(fichier, catalogue).avertissements]


def test_une_personne_dans_deux_dossiers_est_dite(tmp_path: Path, catalogue: Catalogue) -> None:
    ((code, phrase),) = verifier(
        tmp_path, catalogue, "D1;Lefèvre;Amélie;1990-04-02;", "D2;LEFÈVRE;amélie;02/04/1990;"
    )
    assert code == "meme_personne"
    assert phrase == "2 dossiers d'une seule personne, Lefèvre Amélie, naissance 1990-04-02 : D1, D2"


@pytest.mark.parametrize(
    ("autre", "pour"),
    [
        ("D2;LEFEVRE;Amelie;1990-04-02;", "aux accents"),
        ("D2;Lefèvre;Amélie;;", "mêmes nom et prénom"),
        ("D2;Amélie;Lefèvre;1990-04-02;", "intervertis"),
        ("D2;Petit;Amélie;1990-04-02;Lefèvre", "nom d'usage"),
        ("D2;Lefèvre;Amelia;1990-04-02;", "une lettre"),
    ],
)
def test_une_paire_douteuse_est_nommee_avec_ses_raisons(
    autre: str, pour: str, tmp_path: Path, catalogue: Catalogue
) -> None:
    ((code, phrase),) = verifier(tmp_path, catalogue, "D1;Lefèvre;Amélie;1990-04-02;", autre)
    assert code == "personne_en_doute"
    assert "D1" in phrase
    assert "D2" in phrase
    assert pour in phrase.split("contre :")[0]


def test_des_jumeaux_et_un_homonyme_d_un_autre_jour_ne_sont_pas_douteux(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    lignes = ("D1;Diallo;Awa;1995-06-30;", "D2;Diallo;Adama;1995-06-30;", "D3;Diallo;Awa;1988-12-01;")
    assert verifier(tmp_path, catalogue, *lignes) == []


def test_deux_mille_lignes_d_une_personne_sont_dites_une_fois(tmp_path: Path, catalogue: Catalogue) -> None:
    lignes = [f"D{rang};Vidal;Corinne;1986-03-21;" for rang in range(2000)]
    ((code, phrase),) = verifier(tmp_path, catalogue, *lignes)
    assert code == "meme_personne"
    assert phrase.startswith("2000 dossiers")
    assert phrase.endswith("D9, …")
