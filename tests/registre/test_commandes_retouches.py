"""A Tuesday at the command line: each mending is one command, and nothing is proclaimed that nobody read."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

GC = "ucanss/gc-2021"


@pytest.fixture
def dire(lancer: Callable, exemple: Callable, tmp_path: Path) -> Callable:
    """Return what runs a command on a register where one séance is deliberated, and returns its answer."""
    ou = {"base": f"sqlite:///{tmp_path / 'mardi.db'}"}

    def dire(*arguments: object, statut: int = 0) -> str:
        rendu = lancer(*arguments, **ou)
        assert rendu.returncode == statut, (rendu.stdout, rendu.stderr)
        return str(rendu.stdout if "--json" in arguments else rendu.stdout + rendu.stderr)

    dire("seance", "ouvrir", exemple(GC))
    dire("seance", "deliberer", 1)
    return dire


def test_un_mardi_ordinaire(dire: Callable, exemple: Callable, tmp_path: Path) -> None:
    """A juror is absent, a name is wrong, a candidate withdraws, one arrives late, a decision is taken back."""
    corrigee = exemple(GC, ('nom = "Rachid Ouali"', 'nom = "Rachid Ouali"\npresent = false'), ou="corrigee")
    assert "Rachid Ouali" in dire("seance", "modifier", 1, corrigee, "--motif", "absent ce matin")
    entete = "dossier;nom;prenom;voie;entree"
    (tmp_path / "noms.csv").write_text(f"{entete}\nGC-2203-01;Lefebvre;Amélie;formation;2021-10-04\n", "utf-8")
    dit = dire("seance", "importer", 1, tmp_path / "noms.csv", "--remplacer", "--motif", "faute de frappe")
    assert "GC-2203-01, nom : Lefèvre → Lefebvre" in dit
    assert "1 remplacé" in dit
    (tmp_path / "tard.csv").write_text(f"{entete}\nGC-2203-99;Tardif;Zoé;formation;2021-10-04\n", "utf-8")
    assert "1 dossier ajouté" in dire("seance", "importer", 1, tmp_path / "tard.csv")
    assert "désistement" in dire("seance", "retirer", 1, "--dossier", "GC-2203-99", "--raison", "desistement")
    dire("seance", "deliberer", 1)
    refus = dire(
        "seance", "decider", 1, "acquis", "--dossier", "GC-2203-02", "--bloc", "GRU", "--pour", 4, statut=1
    )
    assert "trouvé 4 voix, attendu 3 au plus" in refus
    decide = json.loads(dire("seance", "decider", 1, "incomplet", "--dossier", "GC-2203-07", "--json"))
    retracte = dire("seance", "retracter", 1, decide["acte"], "--motif", "mauvais dossier")
    assert "mauvais dossier" in retracte
    assert "observations manquantes sur GRU" in dire("seance", "examiner", 1, statut=1)
    dire("seance", "decider", 1, "incomplet", "--dossier", "GC-2203-07")
    dire("seance", "deport", 1, "--dossier", "GC-2203-03", "--membre", "Pommier Sylvie", "--motif", "sa collègue")
    lu = dire("seance", "examiner", 1)
    for ligne in (
        "Absents : Rachid Ouali.",
        "Déport pour GC-2203-03 : Sylvie Pommier.",
        "À part : désistement 1.",
    ):
        assert ligne in lu
    assert "Sans terminal pour répondre, donnez --oui" in dire("seance", "proclamer", 1, statut=2)
    assert "proclamée : 14 dossiers" in dire("seance", "proclamer", 1, "--oui")
    assert "Lefebvre Amélie" in dire("titres", "--candidat", "Lefebvre")
    assert "elle ne change plus" in dire("seance", "reintegrer", 1, "--dossier", "GC-2203-99", statut=1)
    bilan = json.loads(dire("bilan", "--annee", 2022, "--json"))
    assert (bilan["candidats"], bilan["retires"]) == (14, {"desistement": 1})
    assert '"nature": "retractation"' in dire("journal", "--json")


def test_une_seance_corrigee_et_rouverte_dit_laquelle_elle_est(dire: Callable, exemple: Callable) -> None:
    autre = exemple(GC, ("Montreuil", "Paris"), ou="autre")
    refus = dire("seance", "ouvrir", autre, statut=1)
    assert "séance 1 (ouverte)" in refus
    assert "parchemin seance modifier 1" in refus
    assert "Séance 2 ouverte" in dire("seance", "ouvrir", autre, "--de-nouveau")
    dire("seance", "annuler", 2, "--motif", "doublon", statut=2)
    dire("seance", "annuler", 2, "--motif", "doublon", "--oui")
    assert "annulée" in dire("seance", "liste")


def test_plusieurs_seances_s_ouvrent_et_se_deliberent_ensemble(dire: Callable, exemple: Callable) -> None:
    cdc, ce = exemple("courtage/cdc-2017", ou="cdc"), exemple("agirc-arrco/ce-2024", ou="ce")
    dit = dire("seance", "ouvrir", cdc, ce)
    assert "Séance 2 ouverte" in dit
    assert "Séance 3 ouverte" in dit
    assert "parchemin seance deliberer 2 3" in dit
    assert dire("seance", "deliberer", 2, 3).count("proposition") >= 2
    deliberees = json.loads(dire("seance", "deliberer", 2, 3, "--json"))
    assert [bilan["seance"] for bilan in deliberees["seances"]] == [2, 3]


def test_de_plusieurs_seances_celles_qui_sont_ouvertes_avant_un_refus_sont_dites(
    dire: Callable, exemple: Callable
) -> None:
    ce, autre = exemple("agirc-arrco/ce-2024", ou="ce"), exemple(GC, ("Montreuil", "Paris"), ou="autre")
    dit = dire("seance", "ouvrir", ce, autre, statut=1)
    assert "Séance 2 ouverte" in dit
    assert "séance 1 (ouverte)" in dit


def test_un_jury_irregulier_pour_un_dossier_dit_comment_s_y_deporter(dire: Callable, exemple: Callable) -> None:
    """The juror bears the name of a candidate: the other dossiers are not held up for good."""
    homonyme = exemple(GC, ("Arnaud Villeneuve", "Amélie Lefèvre"), ("2022-03-16", "2022-03-17"), ou="homonyme")
    dire("seance", "ouvrir", homonyme, "--de-nouveau")
    dire("seance", "deliberer", 2)
    dire("seance", "decider", 2, "incomplet", "--dossier", "GC-2203-07")
    assert "« seance deport » écarte un membre d'un dossier" in dire("seance", "examiner", 2, statut=1)
    dire("seance", "deport", 2, "--dossier", "GC-2203-01", "--membre", "Lefèvre Amélie")
    assert "rien n'empêche de la proclamer" in dire("seance", "examiner", 2)


def test_la_grille_d_une_seance_du_registre_se_donne_par_son_numero(
    dire: Callable, lancer: Callable, tmp_path: Path
) -> None:
    dire("seance", "retirer", 1, "--dossier", "GC-2203-12", "--raison", "erreur")
    dire("grille", 1, "--sortie", tmp_path / "grille.csv", statut=2)
    dire("grille", 1, "--sortie", tmp_path / "grille.html")
    page = (tmp_path / "grille.html").read_text(encoding="utf-8")
    assert "GC-2203-11" in page
    assert "GC-2203-12" not in page


def test_une_seance_datee_de_trop_loin_est_signalee_des_l_ouverture(dire: Callable, exemple: Callable) -> None:
    lointaine = exemple("agirc-arrco/ce-2024", ("2025-03-20", "2062-03-20"), ou="loin")
    assert "2062-03-20, à venir de plus d'un an" in dire("seance", "ouvrir", lointaine)
    dire("seance", "deliberer", 2)
    assert "séance 2 du 2062-03-20 : à venir" in dire("seance", "proclamer", 2, "--oui", statut=1)
