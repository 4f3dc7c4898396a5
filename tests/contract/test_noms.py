"""One thing, one name: a class of the core is found by its name alone."""

import re
from collections import Counter
from pathlib import Path

import parchemin

CLASSE = re.compile(r"^class ([A-Z]\w*)", re.MULTILINE)


def test_chaque_classe_du_coeur_a_un_nom_a_elle() -> None:
    textes = (fichier.read_text(encoding="utf-8") for fichier in Path(parchemin.__file__).parent.rglob("*.py"))
    combien = Counter(nom for texte in textes for nom in CLASSE.findall(texte))
    assert [nom for nom, fois in combien.items() if fois > 1] == []
