"""What is said by its name in one document is said by its name in all."""

from collections.abc import Callable
from pathlib import Path

SORTIES = ("grille.html", "grille.csv")
NON_OBSERVEE = "aucune observation sur «"


def test_une_alerte_nomme_la_meme_chose_partout(lancer: Callable, exemple: Callable, tmp_path: Path) -> None:
    seance = exemple("ucanss/gc-2021")
    dits = [lancer("deliberer", seance).stdout]
    for nom in SORTIES:
        lancer("deliberer", seance, "--sortie", tmp_path / nom)
        dits.append((tmp_path / nom).read_text(encoding="utf-8"))
    for dit in (" ".join(dit.replace("\u202f", " ").split()) for dit in dits):
        assert f"{NON_OBSERVEE} C11 Signaler les suspicions de fraude »" in dit
        assert "MDR/C11" not in dit
