"""The documentation tells the truth: the tutorial is followed to the letter, and the pages follow the code."""

import re
import shlex
import textwrap
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.lent

DOCS = Path(__file__).parents[2] / "docs"
TUTORIEL = (DOCS / "tutorial" / "first-branch.md").read_text(encoding="utf-8")
IMPORT = re.compile(r"^from (parchemin(?:\.\w+)*) import", re.MULTILINE)
BLOC = re.compile(r'^```(\w+)(?: title="(.+?)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
LIGNES_MAX = 150


def _fichiers() -> dict[str, str]:
    return {titre: texte for _, titre, texte in BLOC.findall(TUTORIEL) if titre}


def _commandes() -> Iterator[tuple[list[str], str]]:
    """Yield each command of the consoles, and what the page says that it prints."""
    for langue, _, texte in BLOC.findall(TUTORIEL):
        if langue == "console":
            for dite in re.split(r"^\$ ", texte, flags=re.MULTILINE)[1:]:
                commande, _, attendu = dite.partition("\n")
                yield shlex.split(commande), attendu


def test_le_tutoriel_tient_en_peu_de_lignes_de_l_auteur() -> None:
    lignes = sum(len(texte.splitlines()) for texte in _fichiers().values())
    assert 0 < lignes <= LIGNES_MAX


def test_le_tutoriel_suivi_a_la_lettre_donne_une_branche_qui_marche(ailleurs: Callable) -> None:
    for chemin, texte in _fichiers().items():
        (ailleurs.travail / chemin).parent.mkdir(parents=True, exist_ok=True)
        (ailleurs.travail / chemin).write_text(texte, encoding="utf-8")
    faites = []
    for commande, attendu in _commandes():
        faites.append(commande[0])
        if commande[0] == "pip":
            ailleurs.installer(*commande[2:])
            continue
        module = "parchemin_cli" if commande[0] == "parchemin" else commande[0]
        resultat = ailleurs(module, *commande[1:])
        assert resultat.returncode == 0, (commande, resultat.stdout, resultat.stderr)
        if attendu:
            assert resultat.stdout == attendu
        if commande[:2] == ["parchemin", "deliberer"]:
            assert "remarquable, insuffisant" in resultat.stdout
    assert faites == ["pip", "pytest", *["parchemin"] * 4]


@pytest.mark.parametrize(
    ("page", "rang", "texte"),
    [
        (page.relative_to(DOCS).as_posix(), rang, texte)
        for page in sorted((DOCS / "howto").glob("*.md"))
        for rang, (langue, _, texte) in enumerate(BLOC.findall(page.read_text(encoding="utf-8")))
        if langue == "python"
    ],
)
def test_le_code_des_guides_s_execute(page: str, rang: int, texte: str) -> None:
    module: dict[str, object] = {"__name__": "guide"}
    exec(compile(textwrap.dedent(texte), f"{page}[{rang}]", "exec"), module)
    if hook := module.get("parchemin_passerelles"):
        assert len(list(hook())) == 1


@pytest.mark.parametrize("page", ["hooks", "api"])
def test_la_reference_suit_le_code(page: str) -> None:
    ecrite = (DOCS / "reference" / f"{page}.md").read_text(encoding="utf-8")
    assert ecrite == _script(f"{page}_reference").reference(), f"lancer scripts/{page}_reference.py"


def test_une_branche_n_importe_qu_une_chose_du_coeur() -> None:
    textes = [DOCS / "tutorial" / "first-branch.md", *(DOCS.parent / "examples").rglob("src/**/*.py")]
    imports = {un for texte in textes for un in IMPORT.findall(texte.read_text(encoding="utf-8"))}
    assert imports == {"parchemin.api", "parchemin.testing"}


def _script(nom: str) -> ModuleType:
    spec = spec_from_file_location(nom, DOCS.parent / "scripts" / f"{nom}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_chaque_page_est_au_sommaire() -> None:
    sommaire = (DOCS.parent / "mkdocs.yml").read_text(encoding="utf-8")
    pages = [page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")]
    assert [page for page in pages if f"- {page}\n" not in sommaire] == []
