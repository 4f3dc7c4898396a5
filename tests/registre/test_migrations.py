"""Creating and migrating a register, killed at any instant: the old state or the new, and the command again."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from parchemin.registre.socle import schema

pytestmark = pytest.mark.lent

MORTS = 25
"""How many times a creation is killed on each database, and a migration from each older revision."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="ce système ne sait ni dupliquer ni tuer un processus ainsi")
def test_une_migration_tuee_a_tout_instant_se_redonne(adresse: str) -> None:
    programme = Path(__file__).with_name("tuer_migration.py")
    commande = [sys.executable, programme, adresse, str(MORTS), "2022"]
    resultat = subprocess.run(commande, capture_output=True, encoding="utf-8", check=False)
    assert resultat.returncode == 0, resultat.stderr
    bilan = json.loads(resultat.stdout)
    assert bilan["fautes"] == []
    assert bilan["tues"] == MORTS * len(schema.revisions())
    assert bilan["avant"] > MORTS
