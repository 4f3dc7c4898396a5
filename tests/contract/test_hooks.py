"""Every hook is typed and documented, and the example of its docstring is a plugin that the host takes."""

import inspect
import sys
import textwrap
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import get_type_hints

import pytest

from parchemin.plugin import specs
from parchemin.plugin.host import Apport, EtatDeGreffon, Hote

HOOKS = {nom: hook for nom, hook in vars(specs).items() if nom.startswith("parchemin_")}
ATTENDUS = (
    "parchemin_branche",
    "parchemin_editions",
    "parchemin_politiques",
    "parchemin_jurys",
    "parchemin_recevabilites",
    "parchemin_passerelles",
    "parchemin_titres",
    "parchemin_exemples",
)
EDITION = """
certification = "essai.a"
edition = "2024"
intitule = "Essai"
valide_du = 2024-01-01
relu_jusqu_au = 2030-12-31
source = "règlement §1"
[[evaluateurs]]
role = "jury"
intitule = "Jury"
observe = ["critere"]
source = "règlement §2"
[[voies]]
code = "formation"
intitule = "Formation"
epreuves = []
evaluateurs = ["jury"]
source = "règlement §2"
"""


def _exemple(nom: str) -> str:
    docstring = inspect.getdoc(HOOKS[nom]) or ""
    return textwrap.dedent(docstring.split("::\n", 1)[1])


@pytest.fixture
def paquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a package ``parchemin_essai`` with the référentiel that the examples of the hooks speak of."""
    racine = tmp_path / "parchemin_essai"
    (racine / "referentiels" / "a").mkdir(parents=True)
    (racine / "referentiels" / "a" / "2024.toml").write_text(EDITION, encoding="utf-8")
    (racine / "__init__.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    for nom in [nom for nom in sys.modules if nom.startswith("parchemin_essai")]:
        monkeypatch.delitem(sys.modules, nom)
    return racine


def test_les_hooks_sont_ceux_de_la_conception() -> None:
    assert tuple(HOOKS) == ATTENDUS


@pytest.mark.parametrize("nom", ATTENDUS)
def test_chaque_hook_est_type_et_documente(nom: str) -> None:
    assert "return" in get_type_hints(HOOKS[nom])
    assert f"def {nom}():" in _exemple(nom)
    assert nom.removeprefix("parchemin_") in Apport.__annotations__


def test_les_exemples_des_hooks_font_ensemble_un_greffon_qui_marche(paquet: Path) -> None:
    source = "\n".join(_exemple(nom) for nom in ATTENDUS) + "\nAPI_VERSION = 1\n"
    (paquet / "plugin.py").write_text(source, encoding="utf-8")
    point = EntryPoint("essai", "parchemin_essai.plugin", "parchemin.branches")
    (greffon,) = Hote.charger(points=[point], strict=True).greffons
    vides = [nom for nom in Apport.__annotations__ if not getattr(greffon.apport, nom)]
    assert (greffon.etat, greffon.cause, vides) == (EtatDeGreffon.ACTIVE, "", [])


def test_un_greffon_sans_aucun_hook_est_accepte() -> None:
    module = ModuleType("parchemin_vide_plugin")
    module.API_VERSION = 1  # type: ignore[attr-defined]
    sys.modules[module.__name__] = module
    try:
        hote = Hote.charger(points=[EntryPoint("vide", module.__name__, "parchemin.branches")], strict=True)
    finally:
        del sys.modules[module.__name__]
    assert hote.greffons[0].apport == Apport()
