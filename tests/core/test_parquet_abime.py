"""A damaged Parquet file may end the process that decodes it: it is refused, and nothing else ends."""

import io
from random import Random

import pytest

from parchemin.dossier.readers.formats import parquet
from parchemin.dossier.readers.formats.parquet import lire_parquet
from parchemin.errors import DonneesInvalides

polars = pytest.importorskip("polars")


def _ecrire() -> bytes:
    octets = io.BytesIO()
    polars.DataFrame({"dossier": [f"D{n}" for n in range(500)], "cte:B1": ["oui", "non"] * 250}).write_parquet(
        octets
    )
    return octets.getvalue()


def test_un_fichier_sain_se_lit() -> None:
    assert len(lire_parquet(_ecrire(), "o.parquet").lignes) == 500


@pytest.mark.parametrize("fin", ["import os; os.abort()", "import os; os._exit(3)", "raise SystemExit(1)"])
def test_ce_qui_arreterait_la_lecture_est_refuse(fin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_LIRE", fin)
    with pytest.raises(DonneesInvalides, match="Parquet illisible"):
        lire_parquet(_ecrire(), "o.parquet")


def test_ce_qui_ne_finit_pas_est_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_LIRE", "import time; time.sleep(600)")
    monkeypatch.setattr(parquet, "PATIENCE", 0.2)
    with pytest.raises(DonneesInvalides, match="Parquet illisible"):
        lire_parquet(_ecrire(), "o.parquet")


@pytest.mark.lent
def test_un_fichier_abime_ne_fait_jamais_tomber_qui_le_lit() -> None:
    hasard, sain = Random(7), _ecrire()
    for _ in range(100):
        abime = bytearray(sain)
        for _ in range(hasard.randint(1, 30)):
            abime[hasard.randrange(len(abime))] = hasard.randrange(256)
        try:
            lire_parquet(bytes(abime), "o.parquet")
        except DonneesInvalides as erreur:
            assert "o.parquet" in str(erreur)
