"""Which reading is in force is said: each source of a branch that chose one shows it in ``referentiel``."""

import json
import subprocess
import sys

import pytest

from parchemin.plugin.host import Hote
from parchemin.plugin.lectures import lectures

HOTE = Hote.charger(strict=True)
EDITIONS = [edition for edition in HOTE.catalogue.editions if not edition.sans_contenu]


@pytest.mark.parametrize("edition", EDITIONS, ids=[edition.cle for edition in EDITIONS])
def test_referentiel_dit_quelle_lecture_est_en_vigueur(edition):
    lues = lectures(HOTE, edition)
    assert lues
    assert all(source.lecture for source in lues)
    assert len(set(lues)) == len(lues)


def test_referentiel_montre_acteurs_titres_lectures_et_parametres():
    commande = [sys.executable, "-m", "parchemin_cli", "referentiel", "courtage.cdc", "--json"]
    document = json.loads(subprocess.run(commande, capture_output=True, encoding="utf-8", check=True).stdout)
    assert "Aucun document ne dit qui entend le recours" in document["acteurs"]
    assert document["titres"][0].startswith("CQP Chargé de Clientèle, signé par : Président du jury")
    assert any("« minimum de 10/20 » : 10 suffit" in lecture for lecture in document["lectures"])
    assert "bloc.part = 70 % [003 règles de certification] (formation, vae, blocs)" in document["parametres"]


def test_ce_qui_n_a_pas_de_contenu_n_a_pas_de_lecture():
    (sans_contenu,) = (e for e in HOTE.catalogue.editions if e.certification == "agirc-arrco.cr")
    assert lectures(HOTE, sans_contenu) == ()
