"""No code reads a sentence back: regular expressions read numbers, paths and what is typed."""

import ast
from collections.abc import Iterator
from pathlib import Path

RACINE = Path(__file__).parents[2]
PARTOUT = (
    *("documents", "registre", "deliberation", "jury", "regles", "cohortes", "referentiel"),
    *("faits.py",),
)
ADMIS = {
    "cohortes/simulation/parametres.py": "the path of a parameter, as it is typed",
    "cohortes/simulation/scenarios.py": "the scenario that a command is given",
    "referentiel/jours.py": "a date, as it is typed",
    "referentiel/structure.py": "the row in what the reader of TOML says, in English",
    "registre/titres/corrections.py": "the number of a title",
    "registre/titres/verification.py": "the number of a title, and the line that its code draws",
    "rendu/passerelle.py": "the codes of attestations, until what they say are facts",
}
"""What may import ``re``, and what it reads with it."""


def _modules() -> Iterator[tuple[str, Path]]:
    coeur, rendu = RACINE / "core/src/parchemin", RACINE / "cli/src/parchemin_cli/rendu"
    for nom in PARTOUT:
        fichiers = [coeur / nom] if nom.endswith(".py") else (coeur / nom).rglob("*.py")
        yield from ((str(fichier.relative_to(coeur)), fichier) for fichier in fichiers)
    yield from ((f"rendu/{fichier.name}", fichier) for fichier in rendu.glob("*.py"))


def _importe_re(fichier: Path) -> bool:
    noeuds = list(ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))))
    noms = {alias.name for noeud in noeuds if isinstance(noeud, ast.Import) for alias in noeud.names}
    return "re" in noms | {noeud.module for noeud in noeuds if isinstance(noeud, ast.ImportFrom)}


def test_aucune_expression_reguliere_ne_lit_une_phrase() -> None:
    assert {nom for nom, fichier in _modules() if _importe_re(fichier)} <= set(ADMIS)
