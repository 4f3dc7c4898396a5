"""The commands over the register itself as a script gives them: what they print, ask, and how they end."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def proclamee(lancer: Callable, adresse: str, exemple: Callable) -> str:
    """Return the URL of a register where a séance was proclaimed."""
    for arguments in (
        ("ouvrir", exemple("ucanss/gc-2021")),
        ("deliberer", 1),
        ("decider", 1, "incomplet", "--dossier", "GC-2203-07"),
        ("proclamer", 1, "--oui"),
    ):
        assert lancer("seance", *arguments, base=adresse).returncode == 0
    return adresse


def test_sauvegarder_restaurer_exporter_anonymiser(
    lancer: Callable, proclamee: str, nouvelle: Callable[[], str], tmp_path: Path
) -> None:
    def dire(*arguments: object, statut: int = 0, base: str = proclamee) -> dict:
        resultat = lancer("base", *arguments, "--json", base=base)
        assert resultat.returncode == statut, resultat.stderr
        document: dict = json.loads(resultat.stdout)
        return document

    faite = dire("sauvegarder", "s.db")
    assert (faite["fichier"], faite["rupture"]) == ("s.db", None)
    assert "existe déjà" in dire("sauvegarder", "s.db", statut=2)["erreurs"][0]["message"]
    assert dire("sauvegarder", "s.db", "--remplacer")["actes"] == faite["actes"]
    autre = nouvelle()
    assert dire("restaurer", "s.db", base=autre)["empreinte"] == faite["empreinte"]
    assert "--remplacer le met de côté" in dire("restaurer", "s.db", base=autre, statut=1)["refus"][0]["message"]
    ecarte = dire("restaurer", "s.db", "--remplacer", "--oui", base=autre)["ecarte"]
    assert (tmp_path / ecarte).exists()
    tenu = json.loads(lancer("base", "exporter", "--candidat", "TEXIER", base=proclamee).stdout)
    assert tenu["personne"]["prenom"] == "Loïc"
    retrait = dire("anonymiser", "--candidat", "Texier", "--oui")
    assert (retrait["personnes"], retrait["titulaires"], retrait["acte"]) == (1, 0, faite["actes"] + 1)
    assert dire("anonymiser", "--avant", "2023-01-01", "--oui")["personnes"] == 13
    assert "aucun candidat" in dire("anonymiser", "--candidat", "Texier", statut=2)["erreurs"][0]["message"]
    montree = json.loads(lancer("seance", "montrer", "1", "--json", base=proclamee).stdout)
    assert {dossier["anonymise"] for dossier in montree["dossiers"]} == {True}
    assert json.loads(lancer("journal", "verifier", "--json", base=proclamee).stdout)["tient"]


@pytest.fixture
def en_sqlite(tmp_path: Path, lancer: Callable, exemple: Callable) -> str:
    adresse = f"sqlite:///{tmp_path / 'r.db'}"
    assert lancer("seance", "ouvrir", exemple("ucanss/gc-2021"), base=adresse).returncode == 0
    for arguments in (
        ("deliberer", 1),
        ("decider", 1, "incomplet", "--dossier", "GC-2203-07"),
        ("proclamer", 1, "--oui"),
    ):
        assert lancer("seance", *arguments, base=adresse).returncode == 0
    return adresse


@pytest.mark.parametrize(("dit", "statut"), [("oui\n", 0), ("non\n", 2), ("\n", 2), ("o\n", 2), ("", 2)])
def test_anonymiser_dit_ce_qui_partira_et_attend_un_oui(
    lancer: Callable, en_sqlite: str, dit: str, statut: int
) -> None:
    resultat = lancer("base", "anonymiser", "--candidat", "Texier", base=en_sqlite, dit=dit)
    assert resultat.returncode == statut
    assert "Données à retirer : 1 personne, 1 dossier." in resultat.stderr
    assert "1 personne sans titre : rien ne reste" in resultat.stderr
    assert ("Données retirées" in resultat.stdout) == (statut == 0)
    assert ("rien n'a été écrit" in resultat.stderr) == (statut == 2)
    reste = lancer("base", "exporter", "--candidat", "Texier", base=en_sqlite)
    assert reste.returncode == (2 if statut == 0 else 0)


def test_en_mots_ce_qui_est_anonymise_se_dit(lancer: Callable, en_sqlite: str, tmp_path: Path) -> None:
    assert lancer("base", "anonymiser", "--candidat", "Texier", "--oui", base=en_sqlite).returncode == 0
    assert "dossier anonymisé" in lancer("seance", "montrer", "1", base=en_sqlite).stdout
    personne = lancer("base", "anonymiser", "--avant", "1990-01-01", "--oui", base=en_sqlite)
    assert personne.stdout == "Aucune donnée à retirer.\n"
    rejeu = lancer("seance", "rejouer", "1", base=en_sqlite)
    assert (rejeu.returncode, "\n1 dossier anonymisé : rien n'en reste" in rejeu.stdout) == (0, True)
    assert "anonymisation │ 1 personne" in lancer("journal", base=en_sqlite).stdout
    sortie = lancer("base", "exporter", "--candidat", "Lefèvre", "--sortie", "l.json", base=en_sqlite)
    assert (sortie.returncode, sortie.stdout) == (0, "")
    assert json.loads((tmp_path / "l.json").read_text(encoding="utf-8"))["personne"]["nom"] == "Lefèvre"
    assert (
        lancer("base", "exporter", "--candidat", "Lefèvre", "--sortie", "a/l.json", base=en_sqlite).returncode == 2
    )


def test_restaurer_sur_un_registre_attend_un_oui(lancer: Callable, en_sqlite: str, tmp_path: Path) -> None:
    assert lancer("base", "sauvegarder", "s.db", base=en_sqlite).returncode == 0
    refus = lancer("base", "restaurer", "s.db", "--remplacer", base=en_sqlite, dit="non\n")
    assert (refus.returncode, list(tmp_path.glob("*avant*"))) == (2, [])
    fait = lancer("base", "restaurer", "s.db", "--remplacer", base=en_sqlite, dit="oui\n")
    (ecarte,) = tmp_path.glob("r-avant-*.db")
    assert (fait.returncode, f"L'ancien est gardé dans {ecarte}." in fait.stdout) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        (("anonymiser", "--candidat", "X", "--avant", "2020-01-01"), "ne vont pas ensemble"),
        (("anonymiser", "--naissance", "1990-01-01"), "précisent --candidat"),
        (("anonymiser", "--personne", "3"), "précisent --candidat"),
        (("anonymiser", "--avant", "hier"), "hier"),
        (("exporter",), "--candidat"),
        (("sauvegarder",), "FICHIER"),
        (("restaurer", "absent.db"), "ne peut être ouvert"),
    ],
)
def test_une_demande_mal_faite_finit_par_2(
    lancer: Callable, tmp_path: Path, arguments: tuple[str, ...], dit: str
) -> None:
    resultat = lancer("base", *arguments, base=f"sqlite:///{tmp_path / 'r.db'}")
    assert (resultat.returncode, dit in resultat.stderr) == (2, True), resultat.stderr
    assert list(tmp_path.iterdir()) == []
