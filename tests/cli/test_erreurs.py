"""What is read by who mistypes, names the wrong file, or comes too early: what was found, what was expected."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from parchemin.errors import panne


@pytest.fixture
def lieux(exemple: Path) -> Path:
    """Return the folder of a séance, an empty folder and an empty file."""
    (exemple.parent / "vide").mkdir()
    (exemple.parent / "vide.toml").touch()
    return exemple.parent


@pytest.mark.usefixtures("lieux")
@pytest.mark.parametrize(
    ("arguments", "attendu"),
    [
        (
            "deliberer Mes séances",
            "Argument en trop (séances) ; ce qui contient une espace se met entre guillemets.",
        ),
        ("deliberer gc --sortie vide", "'vide' est un dossier ; attendu un fichier."),
        ("deliberer gc --sortie a.csv --sortie b.csv", "--sortie est donnée deux fois"),
        ("titres revoquer 2022-1 --motif a --motif b", "--motif est donnée deux fois"),
        ("deliberer gc --sortie p", "« p » sans format pour --sortie : attendu .csv, "),
        ("deliberer gc --sortie nulle/p.csv", "nulle/p.csv : écriture impossible (le dossier n'existe pas)"),
        ("exemple ucanss/gc-2021 vide.toml/x", "vide.toml/x : ce dossier ne peut être créé ("),
        ("referentiel gc", "certification inconnue « gc » ; attendu : agirc-arrco.ce, "),
        (
            "referentiel ucanss.gc --le 16.03.2022",
            "'--le' : date illisible « 16.03.2022 » : attendu AAAA-MM-JJ ou JJ/MM/AAAA",
        ),
        ("grille gc --dossier 7 --sortie g.xlsx", "dossier inconnu « 7 » ; attendu : GC-2203-01, "),
        ("seance deliberer un", "Valeur refusée pour 'ID…' : 'un' n'est pas un nombre entier."),
        ("seance decider 1 acquis --dossier D --pour -1", "pour '--pour' : trouvé -1 ; attendu 0 au moins"),
        ("bilan --annee 22", "pour '--annee' : trouvé 22 ; attendu 1900 au moins, 9998 au plus"),
        ("completion cmd", "Valeur refusée pour 'SHELL' : 'cmd' n'est pas parmi 'bash', "),
        ("base restaurer vide", "vide est un dossier : donnez le fichier d'une sauvegarde"),
        (
            "base sauvegarder nulle/s.db",
            "nulle/s.db ne peut être écrit (le dossier n'existe pas). Rien n'a été écrit.",
        ),
    ],
)
def test_l_erreur_dit_ce_qui_est_trouve_et_ce_qui_est_attendu(
    lancer: Callable, tmp_path: Path, arguments: str, attendu: str
) -> None:
    base = {"PARCHEMIN_BASE": f"sqlite:///{tmp_path / 'r.db'}"}
    assert lancer("base", "migrer", **base).returncode == 0
    resultat = lancer(*arguments.split(), **base)
    assert resultat.returncode == 2
    assert attendu in resultat.stderr.replace("\\", "/")


def test_un_fichier_ouvert_dans_excel_est_dit_en_francais() -> None:
    assert (
        panne(PermissionError(13, "Permission denied"))
        == "accès refusé, ou fichier ouvert dans un autre programme"
    )
    assert panne(OSError(5, "Input/output error")) == "Input/output error"


def test_la_meme_faute_de_plusieurs_lignes_est_dite_une_fois(lancer: Callable, exemple: Path) -> None:
    dossiers = exemple / "dossiers.csv"
    texte = dossiers.read_text(encoding="utf-8")
    dossiers.write_text(texte.replace(";formation;", ";formations;"), encoding="utf-8", newline="\n")
    resultat = lancer("verifier", exemple)
    assert "10 défauts :" in resultat.stderr
    assert (
        "  dossiers.csv, lignes 2 à 10, 14, colonne « voie » : voie inconnue « formations » ;" in resultat.stderr
    )
    assert len(json.loads(lancer("verifier", exemple, "--json").stdout)["fichiers"][0]["erreurs"]) == 10


def test_un_chemin_avec_une_espace_est_rendu_entre_guillemets(lancer: Callable) -> None:
    resultat = lancer("exemple", "ucanss/gc-2021", "jury d'été")
    assert resultat.stderr.endswith('parchemin deliberer "jury d\'été"\n')


@pytest.mark.parametrize(
    ("commande", "attendu"),
    [
        (("titres", "--candidat", "Lui"), "Aucun titre de « Lui » au "),
        (("seance", "liste"), "Aucune séance."),
        (("recours", "liste"), "Aucun recours."),
        (("journal",), "Aucun acte."),
    ],
)
def test_un_registre_vide_le_dit_sans_table(
    lancer: Callable, tmp_path: Path, commande: tuple[str, ...], attendu: str
) -> None:
    base = {"PARCHEMIN_BASE": f"sqlite:///{tmp_path / 'r.db'}"}
    lancer("base", "migrer", **base)
    assert lancer(*commande, **base).stdout.startswith(attendu)


def test_un_verdict_se_tape_comme_il_s_imprime(lancer: Callable, exemple: Path, tmp_path: Path) -> None:
    base = {"PARCHEMIN_BASE": f"sqlite:///{tmp_path / 'r.db'}"}
    lancer("seance", "ouvrir", exemple, **base)
    lancer("seance", "deliberer", "1", **base)
    decider = ("seance", "decider", "1", "--dossier", "GC-2203-04")
    assert "bloc GRU : non acquis" in lancer(*decider, "--bloc", "GRU", "Non acquis", **base).stdout
    assert "dossier entier : partiel" in lancer(*decider, "Partiel", **base).stdout
