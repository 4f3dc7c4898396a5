"""``--sortie`` on a file that the command reads: refused, whatever the command, and the séance stays as it was."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("commande", "sortie"),
    [
        ("deliberer", "observations.csv"),
        ("deliberer", "./../gc/dossiers.csv"),
        ("simuler", "dossiers.csv"),
        ("grille", "observations.xlsx"),
    ],
)
def test_une_sortie_que_la_commande_lit_est_refusee(
    lancer: Callable, exemple: Path, commande: str, sortie: str
) -> None:
    if sortie.endswith(".xlsx"):
        _observer_en_xlsx(lancer, exemple)
    avant = {fichier: fichier.read_bytes() for fichier in exemple.iterdir()}
    resultat = lancer(commande, exemple, "--sortie", exemple / sortie)
    assert (resultat.returncode, resultat.stdout) == (2, "")
    assert "cette commande lit ce fichier ; attendu un autre fichier pour --sortie" in resultat.stderr
    assert {fichier: fichier.read_bytes() for fichier in exemple.iterdir()} == avant


def test_une_sortie_dans_le_dossier_de_la_seance_est_permise(lancer: Callable, exemple: Path) -> None:
    for commande, nom in (
        ("deliberer", "propositions.csv"),
        ("simuler", "s.csv"),
        ("grille", "a-remplir.xlsx"),
    ):
        assert lancer(commande, exemple, "--sortie", exemple / nom).returncode == 0
    assert lancer("deliberer", exemple, "--sortie", exemple / "propositions.csv").returncode == 0


def _observer_en_xlsx(lancer: Callable, seance: Path) -> None:
    """Have a séance read its observations from a workbook beside it."""
    assert lancer("grille", seance, "--sortie", "remplie.xlsx").returncode == 0
    shutil.move(seance.parent / "remplie.xlsx", seance / "observations.xlsx")
    entete = seance / "seance.toml"
    fichiers = '[fichiers]\nobservations = "observations.xlsx"\n\n[[membres]]'
    entete.write_text(entete.read_text(encoding="utf-8").replace("[[membres]]", fichiers, 1), encoding="utf-8")
