"""Where a document is written: never over what is no file, never over what the command reads."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from parchemin.documents.fichiers.fichier import choisir, deposer, ecrire_fichier, exiger_distincte
from parchemin.errors import ParcheminError


@pytest.fixture
def tube(tmp_path: Path) -> Path:
    if not hasattr(os, "mkfifo"):
        pytest.skip("ce système n'a pas de tube nommé")
    os.mkfifo(tmp_path / "tube")
    return tmp_path / "tube"


@pytest.mark.parametrize("par_un_lien", [False, True])
def test_un_tube_est_ecrit_et_jamais_remplace(tmp_path: Path, tube: Path, par_un_lien: bool) -> None:
    sortie = tmp_path / "lien.json" if par_un_lien else tube
    if par_un_lien:
        sortie.symlink_to(tube)
    lecteur = os.open(tube, os.O_RDONLY | os.O_NONBLOCK)
    try:
        ecrire_fichier(sortie, b"dit")
        assert stat.S_ISFIFO(tube.stat().st_mode)
        assert os.read(lecteur, 10) == b"dit"
    finally:
        os.close(lecteur)
    assert sortie.is_symlink() is par_un_lien
    assert set(tmp_path.iterdir()) == {tube, sortie}


def test_un_lien_vers_un_fichier_reste_un_lien(tmp_path: Path) -> None:
    fichier, lien = tmp_path / "f.csv", tmp_path / "lien.csv"
    fichier.write_bytes(b"avant")
    lien.symlink_to(fichier)
    ecrire_fichier(lien, b"apres")
    assert (fichier.read_bytes(), lien.is_symlink()) == (b"apres", True)


def test_un_dossier_n_est_pas_un_fichier(tmp_path: Path) -> None:
    with pytest.raises(ParcheminError, match="écriture impossible"):
        deposer(tmp_path, b"dit")


def test_ce_que_la_commande_lit_n_est_jamais_remplace(tmp_path: Path) -> None:
    lu, lien, autre, absent = (tmp_path / nom for nom in ("lu.csv", "lien.csv", "autre.csv", "absent.csv"))
    lu.touch()
    autre.touch()
    lien.symlink_to(lu)
    for sortie in (lu, lien):
        with pytest.raises(ParcheminError, match="cette commande lit ce fichier ; attendu un autre fichier"):
            exiger_distincte(sortie, [absent, lu])
    for sortie in (autre, absent):
        exiger_distincte(sortie, [absent, lu])


def test_un_dossier_absent_se_dit_avant_de_calculer(tmp_path: Path) -> None:
    attendu = r"s\.csv : écriture impossible \(le dossier n'existe pas\)"
    with pytest.raises(ParcheminError, match=attendu):
        choisir({".csv": "ecrire"}, tmp_path / "absent" / "s.csv")
    assert choisir({".csv": "ecrire"}, tmp_path / "s.CSV") == "ecrire"


@pytest.fixture
def registre(tmp_path: Path) -> Path:
    with closing(sqlite3.connect(tmp_path / "registre.db")) as base:
        base.execute("CREATE TABLE titres (numero)")
    return tmp_path / "registre.db"


@pytest.mark.parametrize("fin", ["", "-wal", "-shm", "-journal"])
@pytest.mark.parametrize("par_un_lien", [False, True])
def test_un_registre_ni_ses_journaux_ne_sont_une_sortie(registre: Path, fin: str, par_un_lien: bool) -> None:
    vise = registre.with_name(registre.name + fin)
    avant = registre.read_bytes()
    sortie = vise
    if par_un_lien:
        sortie = registre.with_name("lien.json")
        sortie.symlink_to(vise)
    with pytest.raises(ParcheminError, match="registre"):
        deposer(sortie, b"{}")
    assert registre.read_bytes() == avant
    assert fin == "" or not vise.exists()


def test_le_nom_d_un_registre_sans_registre_est_un_nom_comme_un_autre(tmp_path: Path) -> None:
    for nom in ("registre.db", "autre.db-wal"):
        deposer(tmp_path / nom, b"SQLite")
        deposer(tmp_path / nom, b"dit")
        assert (tmp_path / nom).read_bytes() == b"dit"


@pytest.mark.skipif(os.name == "nt", reason="ce système n'a pas de droits à la façon de POSIX")
@pytest.mark.parametrize("deja", [False, True])
def test_ce_qui_est_prive_n_est_lu_que_de_qui_l_ecrit(tmp_path: Path, deja: bool) -> None:
    sortie = tmp_path / "personne.json"
    if deja:
        sortie.touch(mode=0o644)
    deposer(sortie, b"{}", prive=True)
    assert stat.S_IMODE(sortie.stat().st_mode) == 0o600
