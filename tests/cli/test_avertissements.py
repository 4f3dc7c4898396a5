"""What a file may mean otherwise is said on lines that begin with !, kept in JSON, and an error under --strict."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def douteuse(exemple: Path) -> Path:
    """Return a séance whose first candidate's name was decoded wrongly."""
    return _changer(exemple / "dossiers.csv", "Lefèvre", "LefÃ¨vre")


def _changer(fichier: Path, avant: str, apres: str) -> Path:
    texte = fichier.read_text(encoding="utf-8")
    assert avant in texte
    fichier.write_text(texte.replace(avant, apres), encoding="utf-8", newline="\n")
    return fichier.parent


DIT = "se lit mieux « Lefèvre » : ce fichier a changé d'encodage"


def test_verifier_avertit_sans_refuser(lancer: Callable, douteuse: Path) -> None:
    resultat = lancer("verifier", douteuse)
    assert resultat.returncode == 0
    assert "séance sans défaut" in resultat.stdout
    assert resultat.stderr.startswith("! dossiers.csv, ligne 2, colonne « nom » : « LefÃ¨vre » ")
    [fichier] = json.loads(lancer("verifier", douteuse, "--json").stdout)["fichiers"]
    assert fichier["valide"]
    [dit] = fichier["avertissements"]
    assert (dit["code"], dit["ou"]) == ("decode_autrement", "dossiers.csv, ligne 2, colonne « nom »")
    assert dit["message"].endswith(DIT)


def test_verifier_strict_refuse(lancer: Callable, douteuse: Path) -> None:
    resultat = lancer("verifier", douteuse, "--strict")
    assert resultat.returncode == 2
    assert DIT in resultat.stderr


@pytest.mark.parametrize("commande", ["deliberer", "jury"])
def test_la_reponse_porte_les_avertissements(lancer: Callable, douteuse: Path, commande: str) -> None:
    resultat = lancer(commande, douteuse, "--json")
    assert DIT in json.loads(resultat.stdout)["avertissements"][0]["message"]
    assert "!" not in resultat.stderr
    assert f"! dossiers.csv, ligne 2, colonne « nom » : « LefÃ¨vre » {DIT}" in lancer(commande, douteuse).stderr
    assert lancer(commande, douteuse, "--strict").returncode == 2


def test_une_reponse_sans_doute_n_a_pas_d_avertissements(lancer: Callable, exemple: Path) -> None:
    assert "avertissements" not in json.loads(lancer("deliberer", exemple, "--json").stdout)


def test_dire_l_encodage_leve_le_doute(lancer: Callable, exemple: Path) -> None:
    dossiers = exemple / "dossiers.csv"
    lettres = (bytes([octet]) for octet in dossiers.read_text(encoding="utf-8-sig").encode())
    deux_fois = "".join(une.decode("latin-1" if une in b"\x81\x8d\x8f\x90\x9d" else "cp1252") for une in lettres)
    dossiers.write_text(deux_fois, encoding="utf-8", newline="")
    assert "! " in lancer("verifier", exemple).stderr
    resultat = lancer("deliberer", exemple, "--encodage", "utf-8-deux-fois")
    assert (resultat.returncode, "! dossiers.csv" in resultat.stderr) == (0, False)
    assert "Lefèvre" in resultat.stdout


def test_un_fichier_de_mac_se_lit_et_se_dit(lancer: Callable, exemple: Path) -> None:
    dossiers = exemple / "dossiers.csv"
    dossiers.write_bytes(dossiers.read_text(encoding="utf-8-sig").encode("mac_roman"))
    resultat = lancer("verifier", exemple)
    assert resultat.returncode == 0
    assert "! dossiers.csv : ni UTF-8 ni Windows-1252 : lu en macroman" in resultat.stderr
    assert lancer("verifier", exemple, "--encodage", "macroman").stderr == ""
    assert "dossiers.csv, ligne 2 : ce fichier n'est pas en utf-8" in (
        lancer("verifier", exemple, "--encodage", "utf-8").stderr
    )


def test_ouvrir_strict_n_ecrit_rien(lancer: Callable, douteuse: Path, tmp_path: Path) -> None:
    base = {"PARCHEMIN_BASE": f"sqlite:///{tmp_path / 'r.db'}"}
    assert lancer("seance", "ouvrir", douteuse, "--strict", **base).returncode == 2
    assert not (tmp_path / "r.db").exists()
    resultat = lancer("seance", "ouvrir", douteuse, "--json", **base)
    assert json.loads(resultat.stdout)["avertissements"][0]["code"] == "decode_autrement"


def test_270_fautes_du_meme_genre_sont_une_ligne(lancer: Callable, exemple: Path) -> None:
    lignes = [f"Z{rang};N;P;ici;;formation;2021-10-{rang}x;" for rang in range(270)]
    entete = "dossier;nom;prenom;organisme;branche_legislation;voie;entree;parcours"
    (exemple / "dossiers.csv").write_text("\n".join([entete, *lignes]), encoding="utf-8")
    (exemple / "observations.csv").write_text("dossier;evaluateur;cible;valeur\n", encoding="utf-8")
    sortie = lancer("verifier", exemple).stderr
    assert "270 défauts :" in sortie
    assert "date illisible « 2021-10-0x » : attendu" in sortie
    assert "(et 269 semblables, lignes 3 à 271)" in sortie
    assert len(sortie.splitlines()) == 3


def test_nos_exemples_s_ouvrent_dans_un_tableur(exemple: Path) -> None:
    assert all(table.read_bytes().startswith(b"\xef\xbb\xbf") for table in exemple.glob("*.csv"))


def test_chaque_cle_inconnue_est_dite_car_rien_d_autre_ne_la_montre(lancer: Callable, exemple: Path) -> None:
    cles = ("lieux", "dates", "instances", "certifications", "titre")
    toml = exemple / "seance.toml"
    toml.write_text("".join(f'{cle} = "x"\n' for cle in cles) + toml.read_text(encoding="utf-8"), encoding="utf-8")
    sortie = lancer("verifier", exemple).stderr
    assert [cle for cle in cles if f"« {cle} »" not in sortie] == []
    assert "semblables" not in sortie
