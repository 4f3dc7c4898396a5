"""The commands over the register as a script gives them: what they print, and how they end."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, text

Resultat = subprocess.CompletedProcess[str]


@pytest.fixture
def lancer(tmp_path: Path) -> Callable[..., Resultat]:
    def lancer(*arguments: object, base: str) -> Resultat:
        return subprocess.run(
            [sys.executable, "-m", "parchemin_cli", *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "PARCHEMIN_BASE": base},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return lancer


def test_une_seance_d_un_bout_a_l_autre(lancer: Callable, adresse: str, exemple: Callable) -> None:
    dossier = exemple("ucanss/gc-2021")

    def dire(*arguments: object, statut: int = 0) -> dict:
        resultat = lancer(*arguments, "--json", base=adresse)
        assert resultat.returncode == statut, resultat.stderr
        document: dict = json.loads(resultat.stdout)
        return document

    assert dire("base", "etat", statut=1)["revision"] is None
    assert dire("seance", "ouvrir", dossier) == {"seance": 1, "ajoutes": 14, "completes": 0, "deja": False}
    assert dire("base", "etat")["a_jour"]
    assert dire("seance", "importer", "1", dossier / "observations.csv")["deja"]
    assert dire("seance", "deliberer", "1")["nouvelles"] == 14
    refus = dire("seance", "proclamer", "1", statut=1)["refus"]
    assert refus[0]["message"].startswith("dossier GC-2203-07 : observations manquantes sur GRU")
    decision = dire("seance", "decider", "1", "incomplet", "--dossier", "GC-2203-07", "--pour", "4")
    assert (decision["propose"], decision["votes"]["pour"]) == ("incomplet", 4)
    sans_motif = ("seance", "decider", "1", "non_acquis", "--dossier", "GC-2203-01", "--bloc", "GRU")
    assert "motif obligatoire" in dire(*sans_motif, statut=1)["refus"][0]["message"]
    proclamee = dire("seance", "proclamer", "1")
    titres = dire("titres", "--le", "2022-03-16")["titres"]
    assert [titre["numero"] for titre in titres][-1] == f"2022-{proclamee['titres']:06d}"
    assert {titre["etat"] for titre in titres} == {"valide"}
    assert dire("titres", "--candidat", "LEFEVRE")["titres"][0]["candidat"] == "Lefèvre Amélie"
    assert dire("seance", "rejouer", "1")["identique"]
    montree = dire("seance", "montrer", "1")
    assert (montree["seance"]["etat"], len(montree["dossiers"])) == ("proclamee", 14)
    assert dire("seance", "liste")["seances"][0]["decisions"] > 14
    assert [acte["nature"] for acte in dire("journal")["actes"]][:3] == ["ouverture", "deliberation", "decision"]
    assert dire("journal", "verifier")["tient"]


def test_en_mots_rien_n_est_en_anglais_ni_colore(lancer: Callable, tmp_path: Path, exemple: Callable) -> None:
    base = f"sqlite:///{tmp_path / 'r.db'}"
    attendus = {
        ("seance", "ouvrir", exemple("ucanss/gc-2021")): "Séance 1 ouverte : 14 ajoutés",
        ("seance", "deliberer", "1"): "14 propositions nouvelles : 8 certifiés",
        ("seance", "montrer", "1"): "Lefèvre Amélie",
        ("seance", "liste"): "jury_paritaire_national",
        ("journal",): "deliberation",
        ("journal", "verifier"): "Le journal tient : 2 actes",
        ("titres",): "Numéro",
        ("base", "migrer"): "à jour",
    }
    for arguments, attendu in attendus.items():
        resultat = lancer(*arguments, base=base)
        assert (resultat.returncode, resultat.stderr) == (0, "")
        assert attendu in resultat.stdout
        assert "\x1b[" not in resultat.stdout


def test_un_journal_rompu_finit_par_1(lancer: Callable, tmp_path: Path, exemple: Callable) -> None:
    base = f"sqlite:///{tmp_path / 'r.db'}"
    assert lancer("seance", "ouvrir", exemple("ucanss/gc-2021"), base=base).returncode == 0
    with create_engine(base, poolclass=NullPool).begin() as cx:
        cx.execute(text("DROP TRIGGER journal_update"))
        cx.execute(text("UPDATE journal SET nature = 'autre'"))
    resultat = lancer("journal", "verifier", base=base)
    assert (resultat.returncode, resultat.stdout[:35]) == (1, "Le journal est rompu, acte 1 : modi")


@pytest.mark.parametrize("arguments", [("seance", "liste"), ("titres",), ("journal", "verifier")], ids=" ".join)
def test_sans_registre_c_est_dit_et_rien_n_est_cree(lancer: Callable, tmp_path: Path, arguments: tuple) -> None:
    resultat = lancer(*arguments, base=f"sqlite:///{tmp_path / 'la' / 'r.db'}")
    assert (resultat.returncode, resultat.stdout) == (2, "")
    assert "aucun registre encore ; « parchemin seance ouvrir » le crée" in resultat.stderr
    assert list(tmp_path.iterdir()) == []
