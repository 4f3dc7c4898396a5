"""``parchemin simuler`` as a designer or an auditor gives it: what it prints, what it writes, how it ends."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest


def test_la_barre_a_deux_tiers(lancer: Callable, exemple: Path) -> None:
    resultat = lancer("simuler", exemple, "--politique", "bloc.part=2/3")
    assert (resultat.returncode, resultat.stderr) == (0, "Lue en colonnes : gc\n")
    for attendu in (
        "14 dossiers d'une séance du 2022-03-16 : ucanss.gc.",
        "1 dossier change sur 14 dossiers : 1 de « partiel » à « certifié ».",
        "GC-2203-04 — Partiel → Certifié ; GRU : non acquis → acquis",
        "avant    GRU Gestion de la relation usagers de la Sécurité sociale : 4/6 compétences acquises ; "
        "exigé : ≥ 80 %, soit 5 sur 6 [002 §3.A]",
        "exigé : ≥ 66,67 %, soit 4 sur 6 [hypothèse bloc.part, au lieu de 80 % (002 §3.A)]",
        "57,1 % │ 64,3 % │ +7,1 pts │ █████████████▓▓·········",
    ):
        assert attendu in resultat.stdout
    assert "\x1b[" not in resultat.stdout
    assert "Délibération" not in resultat.stderr


@pytest.mark.lent
@pytest.mark.parametrize("moteur", ["explique", "distribue"])
def test_chaque_moteur_repond_de_meme(lancer: Callable, exemple: Path, moteur: str) -> None:
    demande = ("simuler", exemple, "--politique", "bloc.part=2/3", "--edition", "ucanss.gc@2021", "--json")
    attendu, resultat = lancer(*demande), lancer(*demande, "--moteur", moteur)
    assert resultat.returncode == 0
    if moteur == "distribue":
        assert resultat.stdout == attendu.stdout
        assert resultat.stderr == attendu.stderr == "Lue en colonnes : gc\n"
    else:
        document, autre = json.loads(attendu.stdout), json.loads(resultat.stdout)
        assert [un.pop("reserves") for un in autre["scenarios"]] == [[], []]
        assert [len(un.pop("reserves")) for un in document["scenarios"]] == [0, 1]
        assert autre == document


def test_plusieurs_scenarios_et_plusieurs_fichiers(lancer: Callable, exemple: Path, tmp_path: Path) -> None:
    resultat = lancer(
        *("simuler", exemple, "--json", "--edition", "ucanss.gc@2013", "--politique", "competence.part=70 %"),
        *(
            "--scenario",
            "tout : bloc.part=100% competence.part=100%",
            "--sortie",
            "s.html",
            "--sortie",
            "s.parquet",
        ),
    )
    assert resultat.returncode == 0
    scenarios = json.loads(resultat.stdout)["scenarios"]
    assert [scenario["scenario"] for scenario in scenarios] == ["competence.part=70 %", "ucanss.gc@2013", "tout"]
    assert [scenario["changent"] for scenario in scenarios][:2] == [1, 0]
    assert scenarios[1]["non_compares"] == 14
    assert (
        resultat.stderr
        == "Lue en colonnes : gc\nSimulation écrite dans s.html\nSimulation écrite dans s.parquet\n"
    )
    assert {fichier.name for fichier in tmp_path.glob("s.*")} == {"s.html", "s.parquet"}


def test_un_nombre_de_motifs_sans_fin_les_donne_tous(lancer: Callable, exemple: Path) -> None:
    demande = ("simuler", exemple, "--politique", "bloc.part=2/3")
    resultat = lancer(*demande, "--motifs", "99999999999999999999999")
    assert (resultat.returncode, resultat.stdout) == (0, lancer(*demande).stdout)


def test_sans_scenario_les_regles_en_vigueur(lancer: Callable, exemple: Path) -> None:
    resultat = lancer("simuler", exemple, "--pourquoi", "GC-2203-12")
    assert resultat.returncode == 0
    nom = "MDR Contribution à la maîtrise des risques et à la qualité du service de la Sécurité sociale"
    dit = f"toujours {nom} : 3/5 compétences acquises ; exigé : ≥ 80 %, soit 4 sur 5 [002 §3.A]"
    assert dit in resultat.stdout
    assert "Scénario" not in resultat.stdout


def test_les_parametres_d_une_cohorte(lancer: Callable, exemple: Path) -> None:
    document = json.loads(lancer("simuler", exemple, "--parametres", "--json").stdout)
    assert [(un["parametre"], un["valeurs"]) for un in document["parametres"]] == [
        ("certification.moyenne", ["10"]),
        ("certification.moyenne.echelle", ["20"]),
        ("bloc.part", ["80 %"]),
        ("competence.part", ["80 %"]),
    ]
    assert (
        "bloc.part                      80 %         une part (75 %, 3/4)     [002 §3.A]\n"
        "    Un bloc est acquis si au moins 80 % de ses compétences sont acquises.\n"
        in lancer("simuler", exemple, "--parametres").stdout
    )


def test_une_branche_sans_parametre_le_dit(lancer: Callable, tmp_path: Path) -> None:
    lancer("exemple", "agirc-arrco/ce-2024", "ce")
    assert "aucun nombre à changer" in lancer("simuler", tmp_path / "ce", "--parametres").stdout


def test_la_cohorte_est_celle_du_registre(lancer: Callable, exemple: Path, tmp_path: Path) -> None:
    base = f"sqlite:///{tmp_path / 'registre.db'}"
    assert lancer("seance", "ouvrir", exemple, "--base", base).returncode == 0
    arguments = ("simuler", "--registre", "--base", base, "--politique", "bloc.part=2/3", "--json")
    (scenario,) = json.loads(lancer(*arguments, "--certification", "ucanss.gc", "--du", "2022-03-16").stdout)[
        "scenarios"
    ]
    assert [(un["seance"], un["dossier"]) for un in scenario["dossiers"]] == [("séance 1", "GC-2203-04")]
    vide = lancer(*arguments, "--au", "2022-03-15")
    assert vide.returncode == 2
    assert "ne tient aucune séance" in vide.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "attendu COHORTE, ou --registre"),
        (["gc", "--registre"], "attendu COHORTE, ou --registre"),
        (["gc", "--du", "2020-01-01"], "--base, --certification, --du et --au vont avec --registre"),
        (["gc", "--base", ""], "--base, --certification, --du et --au vont avec --registre"),
        (["--registre", "--base", ""], "pour '--base' : trouvé vide ; attendu sqlite:///… ou postgresql://…"),
        (["gc", "--sortie", "s.pdf"], "format « .pdf » inconnu pour --sortie"),
        (["absente"], "absente : séance absente : ni dossier ni fichier de ce nom"),
        (["gc", "--moteur", "expliqe"], "moteur inconnu « expliqe » ; peut-être « explique »"),
        (["gc", "--pourquoi", "GC-2203-15"], "dossier « GC-2203-15 » absent de la cohorte ; peut-être"),
        (
            ["gc", "--politique", "bloc.prat=75%"],
            "paramètre inconnu « bloc.prat » ; peut-être « bloc.part »",
        ),
        (["gc", "--politique", "bloc.part=75.0001e-2"], "attendu une part (75 %, 3/4)"),
        (
            ["gc", "--politique", "certification.moyenne.echelle=0"],
            "trouvé une échelle de 0 : attendu 1 au moins",
        ),
        (
            ["gc", "--moteur", "explique", "--politique", "certification.moyenne.echelle=0"],
            "trouvé une échelle de 0 : attendu 1 au moins",
        ),
        (["gc", "--edition", ""], "--edition : trouvé «  » : attendu CODE@EDITION"),
        *(
            (["gc", "--parametres", option, valeur], "--parametres ne rejuge rien : ni --politique")
            for option, valeur in (
                ("--politique", "bloc.part=75%"),
                ("--edition", "ucanss.gc@2013"),
                ("--scenario", "a : bloc.part=75%"),
                ("--pourquoi", "GC-2203-01"),
                ("--sortie", "s.html"),
            )
        ),
        (["gc", "--edition", "ucanss.gc@2014"], "édition inconnue « 2014 » de ucanss.gc"),
        (["gc", "--scenario", "souple"], "trouvé « souple »"),
    ],
)
def test_une_demande_fautive(lancer: Callable, exemple: Path, arguments: list[str], message: str) -> None:
    resultat = lancer("simuler", *arguments)
    assert resultat.returncode == 2
    assert message in resultat.stderr
    assert "Traceback" not in resultat.stderr
    assert not resultat.stdout


def test_les_fautes_en_json(lancer: Callable, exemple: Path) -> None:
    resultat = lancer(
        "simuler", exemple, "--json", "--politique", "bloc.part=0%", "--politique", "certificaton.moyenne=1"
    )
    assert resultat.returncode == 2
    assert len(json.loads(resultat.stdout)["erreurs"]) == 2


def test_une_cohorte_fautive_n_ecrit_rien(lancer: Callable, exemple: Path, tmp_path: Path) -> None:
    table = exemple / "dossiers.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(";vae;", ";vea;"), encoding="utf-8")
    resultat = lancer("simuler", exemple, "--politique", "bloc.part=75%", "--sortie", "s.html")
    assert resultat.returncode == 2
    assert "gc/dossiers.csv, lignes 11 à 13, 15, colonne « voie » : voie inconnue « vea » ; " in resultat.stderr
    assert not (tmp_path / "s.html").exists()


def test_une_sortie_sans_dossier_n_en_laisse_ecrire_aucune(
    lancer: Callable, exemple: Path, tmp_path: Path
) -> None:
    resultat = lancer("simuler", exemple, "--sortie", "s.html", "--sortie", tmp_path / "absent" / "s.csv")
    assert (resultat.returncode, resultat.stdout) == (2, "")
    assert "s.csv : écriture impossible (le dossier n'existe pas)" in resultat.stderr
    assert not (tmp_path / "s.html").exists()


def test_les_motifs_nomment_les_evaluateurs(lancer: Callable, tmp_path: Path) -> None:
    lancer("exemple", "courtage/cdc-2017", "cdc")
    resultat = lancer("simuler", "cdc", "--politique", "bloc.part=50%")
    assert "│ Voie de la validation des acquis de l'expérience │" in resultat.stdout
    assert ", 1 change un bloc sans changer d'issue." in resultat.stdout
    plusieurs = lancer("simuler", "cdc", "--politique", "bloc.part=95%", "--sortie", "s.html").stdout
    assert ", 2 changent un bloc sans changer d'issue." in plusieurs
    page = (tmp_path / "s.html").read_text(encoding="utf-8")
    assert '<th scope="row">Voie de la formation</th>' in page
    assert ">formation<" not in page
    assert "Organisme de formation : 5/10 compétences détaillées acquises" in " ".join(resultat.stdout.split())
    assert "of: " not in resultat.stdout


def test_sans_polars_la_commande_dit_quoi_installer(
    lancer_a_part: Callable, exemple: Path, tmp_path: Path
) -> None:
    absent = tmp_path / "absent"
    absent.mkdir()
    (absent / "polars.py").write_text("raise ImportError('absent')\n", encoding="utf-8")
    resultat = lancer_a_part("simuler", exemple, PYTHONPATH=str(absent))
    assert resultat.returncode == 2
    assert "pip install 'parchemin[cohortes]'" in resultat.stderr
    assert lancer_a_part("deliberer", exemple, PYTHONPATH=str(absent)).returncode == 0


def _multiplier(seance: Path, dossier: str, combien: int) -> None:
    """Write a séance with one candidate many times over, each from an organisme of its own."""
    for nom in ("dossiers", "observations"):
        table = seance / f"{nom}.csv"
        entete, *lignes = table.read_text(encoding="utf-8").splitlines()
        siennes = [ligne for ligne in lignes if ligne.startswith(f"{dossier};")]
        ecrites = (
            ligne.replace(dossier, f"D{rang:02}").replace("Urssaf Bretagne", f"Urssaf {rang:02}")
            for rang in range(combien)
            for ligne in siennes
        )
        table.write_text("\n".join((entete, *ecrites)), encoding="utf-8")


def test_le_terminal_montre_les_premiers_et_dit_combien_suivent(lancer: Callable, exemple: Path) -> None:
    _multiplier(exemple, "GC-2203-04", 40)
    demande = ("simuler", exemple, "--politique", "bloc.part=2/3", "--sortie", "s.html", "--motifs", "3")
    resultat = lancer(*demande)
    assert "40 dossiers changent sur 40 dossiers : 40 de « partiel » à « certifié »." in resultat.stdout
    assert resultat.stdout.count(" — Partiel → Certifié ; GRU : non acquis → acquis") == 30
    avant = "avant    GRU Gestion de la relation usagers de la Sécurité sociale : 4/6 compétences acquises"
    assert resultat.stdout.count(avant) == 3
    assert "… et 10 autres : --sortie les donne" in resultat.stdout
    assert "Certifiés par organisme (30 sur 40, ceux qui changent le plus d'abord)" in resultat.stdout
    page = (exemple.parent / "s.html").read_text(encoding="utf-8")
    assert "37 autres dossiers changent : les formats de tableau les donnent tous." in page


def test_trop_de_reserves_on_dit_combien_suivent(lancer: Callable, exemple: Path) -> None:
    resultat = lancer("simuler", exemple, "--edition", "ucanss.gc@2013")
    assert resultat.stdout.count("laissé de côté") == 10
    assert "! jugé dossier par dossier" in resultat.stdout
    assert "autres réserves (--json les donne)" in resultat.stdout
    assert "Rien ne se compare : aucun des 14 dossiers ne se lit sous ce scénario." in resultat.stdout
