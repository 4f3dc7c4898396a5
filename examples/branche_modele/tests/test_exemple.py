"""The example, deliberated: each candidate shows one side of the rule."""

from importlib.resources import files
from pathlib import Path

import pytest

from parchemin.api import CODES
from parchemin.deliberation import deliberer, examiner_jury
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.plugin.host import Hote

ISSUES = {
    "D1": "certifie",
    "D2": "en_debat",
    "D3": "partiel",
    "D4": "incomplet",
    "D5": "certifie",
}


@pytest.fixture(scope="module")
def hote():
    return Hote.charger(strict=True)


@pytest.fixture(scope="module")
def seance(hote):
    dossier = Path(str(files("parchemin_metiers_art") / "exemples" / "createur-2026"))
    return LecteurDeSeance(dossier, hote.catalogue).entiere()


def test_chaque_candidat_a_son_issue(hote, seance):
    trouvees = {p.dossier.code: p.issue.value for p in deliberer(seance, hote)}
    assert trouvees == ISSUES


def test_le_motif_cite_les_niveaux(hote, seance):
    proposition = deliberer(seance, hote)[1]
    assert proposition.blocs[0].motifs[0].constat.dire(CODES) == "piece : remarquable, carnet : insuffisant"


def test_le_jury_de_cinq_est_regulier(hote, seance):
    assert examiner_jury(seance, hote).constats == ()
