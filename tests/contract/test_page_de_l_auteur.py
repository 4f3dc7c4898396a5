"""The author's pages say what the code is: the reference is written from it, and the branch of the guide loads."""

import re
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from runpy import run_path

import pytest

from parchemin import api
from parchemin.conformance import GraviteEcart, Sujet, verifier
from parchemin.plugin.host import EtatDeGreffon, Hote

RACINE = Path(__file__).parents[2]
DOCS = RACINE / "docs"
BLOC = re.compile(r'```\w+ title="(.+?)"\n(.*?)```', re.DOTALL)


def test_la_reference_de_l_auteur_est_a_jour():
    attendue = run_path(str(RACINE / "scripts" / "author_reference.py"))["reference"]()
    ecrite = (DOCS / "reference" / "author.md").read_text(encoding="utf-8")
    assert ecrite == attendue, "écrire la page : python scripts/author_reference.py"


@pytest.mark.parametrize("methode", ["formuler", "examiner"])
def test_chaque_regle_y_a_sa_place(methode):
    page = (DOCS / "reference" / "author.md").read_text(encoding="utf-8")
    regles = [nom for nom in api.__all__ if callable(getattr(getattr(api, nom), methode, None))]
    assert [nom for nom in regles if f"### {nom}\n" not in page and nom not in ("Regle", "RegleJury")] == []


def test_la_branche_du_guide_se_charge_et_passe_ses_controles(tmp_path, monkeypatch):
    paquet = tmp_path / "du_guide"
    for nom, texte in BLOC.findall((DOCS / "howto" / "from-a-reglement.md").read_text(encoding="utf-8")):
        (paquet / nom).parent.mkdir(parents=True, exist_ok=True)
        (paquet / nom).write_text(texte, encoding="utf-8")
    (paquet / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    hote = Hote.charger(points=[EntryPoint("materiaux", "du_guide.plugin", "parchemin.branches")])
    for module in [nom for nom in sys.modules if nom.startswith("du_guide")]:
        del sys.modules[module]
    (greffon,) = hote.eprouvees()
    assert (greffon.etat, greffon.cause) == (EtatDeGreffon.ACTIVE, "")
    trouves = list(verifier(Sujet.de(hote, "materiaux", greffon.apport.editions[0].valide_du), {}))
    assert [str(ecart) for _, ecart in trouves if ecart.gravite is GraviteEcart.REFUS] == []
