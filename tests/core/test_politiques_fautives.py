"""Plugins whose policy could only be wrong, as files: none is used, and all who ask are told the same."""

import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from parchemin.conformance import Sujet, controle
from parchemin.errors import BrancheInvalide
from parchemin.plugin.host import EtatDeGreffon, Hote
from parchemin.testing import ConformiteBranche
from parchemin.testing import conformite as kit

FIXTURES = Path(__file__).parents[1] / "fixtures" / "politiques"
FAUTIVES = {
    "ailleurs": {"regle_lit_ailleurs"},
    "aveugle": {"regle_sans_evaluateur", "regle_ne_lit_rien"},
    "contradictoire": {"regles_contradictoires"},
    "genereuse": {"acquis_sans_rien"},
    "inaccessible": {"regle_jamais_acquise"},
}


@pytest.fixture(params=FAUTIVES)
def fautive(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Hote, set[str]]]:
    """Return a host with one of them, and what is wrong with it."""
    monkeypatch.syspath_prepend(str(FIXTURES))
    point = EntryPoint("fautive", f"fautive_{request.param}", "parchemin.branches")
    yield Hote.charger(points=[point]), FAUTIVES[request.param]
    sys.modules.pop(f"fautive_{request.param}", None)


def test_chaque_fichier_est_essaye() -> None:
    assert {fichier.stem.removeprefix("fautive_") for fichier in FIXTURES.glob("*.py")} == {*FAUTIVES}


def test_rien_ne_se_sert_d_une_politique_fautive(fautive: tuple[Hote, set[str]]) -> None:
    hote, codes = fautive
    with pytest.raises(BrancheInvalide) as erreur:
        hote.politique("fautive.a@2024", "formation")
    assert {cause.code for cause in erreur.value.causes} == codes


def test_la_commande_les_branches_et_le_kit_disent_la_meme_chose(
    fautive: tuple[Hote, set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    hote, codes = fautive
    (greffon,) = hote.eprouvees()
    sujet = Sujet.de(hote, "fautive", greffon.apport.editions[0].valide_du)
    assert greffon.etat is EtatDeGreffon.EN_ERREUR
    assert {cause.code for cause in greffon.causes} == codes
    assert {ecart.fait.code for ecart in controle("regles").ecarts(sujet)} == codes
    monkeypatch.setattr(kit, "_sujet", lambda _: sujet)
    with pytest.raises(pytest.fail.Exception):
        type("Kit", (ConformiteBranche,), {"branche": "fautive"})().test_controle(controle("regles"))
