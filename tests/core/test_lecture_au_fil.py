"""A séance read as it goes is the one that is read whole; what cannot be read so is left to the whole reading."""

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

from parchemin.dossier.model import Dossier, Seance
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import Defaut, DonneesInvalides
from parchemin.plugin.host import Hote

GC = "ucanss/gc-2021"
HOTE = Hote.charger(strict=True)


@pytest.fixture
def exemple(tmp_path: Path) -> Callable[[str], Path]:
    def copier(nom: str) -> Path:
        for fichier in HOTE.exemple(nom).dossier.iterdir():
            (tmp_path / fichier.name).write_bytes(fichier.read_bytes())
        return tmp_path

    return copier


class Receveur:
    def __init__(self) -> None:
        self.recus: list[Dossier] = []
        self.recommence = 0

    def ajouter(self, dossier: Dossier) -> None:
        self.recus.append(dossier)

    def recommencer(self) -> None:
        self.recommence += 1
        self.recus.clear()


def _derouler(chemin: Path) -> tuple[Seance, int]:
    """Return a séance read dossier by dossier, and how many times they were given again."""
    receveur = Receveur()
    seance = LecteurDeSeance(chemin, HOTE.catalogue).derouler(receveur)
    assert seance.dossiers == ()
    return evolve(seance, dossiers=tuple(receveur.recus)), receveur.recommence


def _entiere(chemin: Path) -> Seance:
    return LecteurDeSeance(chemin, HOTE.catalogue).entiere()


def _defauts(lire: Callable[[Path], object], chemin: Path) -> tuple[Defaut, ...]:
    with pytest.raises(DonneesInvalides) as erreur:
        lire(chemin)
    return erreur.value.defauts


@pytest.mark.parametrize("nom", sorted(Hote.charger().exemples()))
def test_une_seance_se_lit_au_fil_de_ses_fichiers(exemple: Callable, nom: str) -> None:
    dossier = exemple(nom)
    assert _derouler(dossier) == _derouler(dossier / "seance.toml") == (_entiere(dossier), 0)


@pytest.mark.parametrize("encodage", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("fin", ["\n", "\r\n", "\r"])
def test_quels_que_soient_l_encodage_et_les_fins_de_ligne(exemple: Callable, encodage: str, fin: str) -> None:
    dossier = exemple(GC)
    for nom in ("dossiers.csv", "observations.csv"):
        texte = (dossier / nom).read_text(encoding="utf-8")
        (dossier / nom).write_bytes(f"sep=;{fin}{fin.join(texte.splitlines())}".encode(encodage))
    assert _derouler(dossier) == (_entiere(dossier), 0)


def _ecrire(chemin: Path, lignes: list[str]) -> None:
    chemin.write_text("\n".join(lignes), encoding="utf-8")


def test_des_observations_en_desordre_se_lisent_en_entier(exemple: Callable) -> None:
    dossier = exemple(GC)
    entete, *lignes = (dossier / "observations.csv").read_text(encoding="utf-8").splitlines()
    attendue = _entiere(dossier)
    _ecrire(dossier / "observations.csv", [entete, *lignes[1:], lignes[0]])
    assert _derouler(dossier) == (attendue, 1)


@pytest.mark.parametrize(
    ("fichier", "ligne"),
    [
        ("observations.csv", "INCONNU;jury;GRU/C1/1;oui"),
        ("observations.csv", "GC-2203-01;jury;GRU/C1/1;peut-être"),
        ("observations.csv", 'GC-2203-14;jury;GRU/C1/1;"oui'),
        ("observations.csv", ";;;;;;;;de trop"),
        ("dossiers.csv", "GC-2203-01;Double;Zoé;;;;formation;2021-10-04"),
        ("dossiers.csv", "GC-2203-99;Sans;Voie"),
        ("seance.toml", "inconnue = 1"),
        ("grille.toml", '"GRU/X9" = 3'),
    ],
)
def test_une_faute_se_dit_par_la_lecture_en_entier(exemple: Callable, fichier: str, ligne: str) -> None:
    dossier = exemple(GC)
    texte = (dossier / fichier).read_text(encoding="utf-8").rstrip("\n")
    (dossier / fichier).write_text(f"{texte}\n{ligne}\n", encoding="utf-8")
    assert _defauts(_derouler, dossier) == _defauts(_entiere, dossier)


@pytest.mark.parametrize("nom", ["dossiers.csv", "observations.csv", "seance.toml"])
def test_un_fichier_absent_se_dit_par_la_lecture_en_entier(exemple: Callable, nom: str) -> None:
    dossier = exemple(GC)
    (dossier / nom).unlink()
    assert _defauts(_derouler, dossier) == _defauts(_entiere, dossier)


def test_une_lecture_ne_prend_un_dossier_qu_au_moment_ou_il_est_donne(exemple: Callable) -> None:
    """What is behind has been let go: reading stops where the one who receives stops it."""

    class Presse(Receveur):
        def ajouter(self, dossier: Dossier) -> None:
            super().ajouter(dossier)
            if len(self.recus) == 3:
                raise ZeroDivisionError

    presse = Presse()
    with pytest.raises(ZeroDivisionError):
        LecteurDeSeance(exemple(GC), HOTE.catalogue).derouler(presse)
    assert len(presse.recus) == 3
