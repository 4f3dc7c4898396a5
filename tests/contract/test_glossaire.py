"""The glossary holds each word of the field once, in its place."""

from pathlib import Path

import pytest

from parchemin.dossier.texte import cle

PAGE = Path(__file__).parents[2] / "docs/reference/glossary.md"
LIGNES = [
    ligne.split("|")[1].strip() for ligne in PAGE.read_text(encoding="utf-8").splitlines() if ligne[:2] == "| "
][1:]


def test_chaque_mot_s_y_trouve_une_fois_et_a_sa_place() -> None:
    mots = [cle(mot) for mot in LIGNES]
    assert mots == sorted(set(mots))


ARCHITECTURE = """acte alerte cadre catalogue composition conséquences décision dossier fait fiche formule lexique
majorité motivation objet observation pièce plan politique proposition registre règle siège suite terme tournure
verdict"""


@pytest.mark.parametrize("mot", ARCHITECTURE.split())
def test_les_mots_de_l_architecture_y_sont(mot: str) -> None:
    assert mot in LIGNES
