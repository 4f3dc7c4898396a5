"""``parchemin deliberer``: the grid, the JSON to the letter of the contract, the files, and bad input."""

import csv
import io
import json
from collections.abc import Callable
from html import unescape
from pathlib import Path

import openpyxl
import pytest

ISSUES = {"certifie", "partiel", "non_certifie", "en_debat", "incomplet"}
VERDICTS = {"acquis", "non_acquis", "en_debat", "non_evalue"}


def test_le_json_suit_le_contrat_a_la_lettre(lancer: Callable, exemple: Path) -> None:
    resultat = lancer("deliberer", exemple, "--json")
    document = json.loads(resultat.stdout)
    assert resultat.returncode == 0
    assert list(document) == ["seance", "dossiers"]
    assert list(document["seance"]) == ["certification", "date", "instance", "jury_regulier"]
    assert document["seance"]["certification"] == "ucanss.gc"
    assert document["seance"]["date"] == "2022-03-16"
    for dossier in document["dossiers"]:
        assert set(dossier) == {"dossier", "edition", "voie", "issue", "blocs", "titres", "motifs", "alertes"}
        assert dossier["issue"] in ISSUES
        for bloc in dossier["blocs"]:
            assert set(bloc) == {"bloc", "verdict", "avis", "motifs"}
            assert bloc["verdict"] in VERDICTS
            assert set(bloc["avis"].values()) <= VERDICTS
            assert bloc["motifs"], "a verdict carries its motifs"
        for motif in [*dossier["motifs"], *(motif for bloc in dossier["blocs"] for motif in bloc["motifs"])]:
            assert set(motif) == {"regle", "constat", "exige", "source"}
            assert all(motif.values())
        assert all(set(titre) == {"nature", "objet"} for titre in dossier["titres"])
        assert all(isinstance(alerte, str) for alerte in dossier["alertes"])


def test_la_grille_montre_chaque_candidat_et_les_motifs(lancer: Callable, exemple: Path) -> None:
    document = json.loads(lancer("deliberer", exemple, "--json").stdout)
    sortie = lancer("deliberer", exemple).stdout
    for dossier in document["dossiers"]:
        assert dossier["dossier"] in sortie
        for bloc in dossier["blocs"]:
            if bloc["verdict"] == "non_acquis":
                assert bloc["motifs"][0]["constat"] in sortie
    assert f"{len(document['dossiers'])} dossiers : " in sortie
    assert "\x1b[" not in sortie, "no colour in a pipe"


@pytest.mark.parametrize(
    ("nom", "constat", "dite"),
    [
        ("courtage/cdc-2017", "of: 5/10 compétences", "Organisme de formation : 5/10 compétences"),
        ("courtage/cdc-2017", "commission: avis : acquis", "Commission d'évaluation : avis : acquis"),
        ("agirc-arrco/ce-2024", "absent à l'épreuve b2", "absent à l'épreuve « Fiabilisation des données »"),
        ("ucanss/cos-2021", "absent à l'épreuve mdr", "absent à l'épreuve « Maîtrise des risques »"),
    ],
)
def test_a_qui_lit_les_evaluateurs_et_les_epreuves_ont_leur_nom(
    lancer: Callable, tmp_path: Path, nom: str, constat: str, dite: str
) -> None:
    lancer("exemple", nom, "s")
    ecran = lancer("deliberer", "s", "--sortie", "p.html").stdout
    lancer("deliberer", "s", "--sortie", "p.csv")
    page, table = ((tmp_path / f).read_text(encoding="utf-8-sig") for f in ("p.html", "p.csv"))
    for lue in (ecran, unescape(page), table):
        assert dite in " ".join(lue.replace("’", "'").split()), "une page a la typographie de l'imprimé"
        assert constat not in lue
    assert constat in lancer("deliberer", "s", "--json").stdout


def test_les_trois_sorties_disent_la_meme_chose(lancer: Callable, exemple: Path, tmp_path: Path) -> None:
    attendu = json.loads(lancer("deliberer", exemple, "--json").stdout)
    for fin in ("csv", "xlsx", "json"):
        resultat = lancer("deliberer", exemple, "--sortie", f"p.{fin}")
        assert resultat.returncode == 0, resultat.stderr
    assert json.loads((tmp_path / "p.json").read_text(encoding="utf-8")) == attendu
    brut = (tmp_path / "p.csv").read_bytes()
    assert brut.startswith(b"\xef\xbb\xbf")
    lignes = list(csv.reader(io.StringIO(brut.decode("utf-8-sig"), newline=""), delimiter=";"))
    feuille = openpyxl.load_workbook(tmp_path / "p.xlsx").active
    assert feuille is not None
    en_xlsx = [[cellule or "" for cellule in ligne] for ligne in feuille.iter_rows(values_only=True)]
    assert en_xlsx == lignes
    assert [ligne[0] for ligne in lignes[1:]] == [dossier["dossier"] for dossier in attendu["dossiers"]]
    titres = lignes[1][lignes[0].index("titres")]
    assert titres.startswith("Certificat de qualification professionnelle ; Certificat de compétences")
    assert titres.endswith(" (GDU)")


def test_aucune_cellule_ne_commence_une_formule(lancer: Callable, exemple: Path, tmp_path: Path) -> None:
    dossiers = exemple / "dossiers.csv"
    lignes = dossiers.read_text(encoding="utf-8").splitlines()
    entete, premiere = lignes[0].split(";"), lignes[1].split(";")
    premiere[entete.index("organisme")] = "=1+1"
    dossiers.write_text("\n".join([lignes[0], ";".join(premiere), *lignes[2:]]), encoding="utf-8")
    assert lancer("deliberer", exemple, "--sortie", "p.csv").returncode == 0
    assert lancer("deliberer", exemple, "--sortie", "p.xlsx").returncode == 0
    assert ";'=1+1;" in (tmp_path / "p.csv").read_text(encoding="utf-8-sig")
    feuille = openpyxl.load_workbook(tmp_path / "p.xlsx").active
    assert feuille is not None
    assert (feuille["D2"].value, feuille["D2"].data_type) == ("=1+1", "s")


@pytest.mark.parametrize("fin", ["docx", "odt", ""])
def test_un_format_inconnu_est_refuse_avant_tout(lancer: Callable, exemple: Path, fin: str) -> None:
    resultat = lancer("deliberer", exemple, "--sortie", f"p.{fin}")
    assert resultat.returncode == 2
    assert " pour --sortie : attendu .csv, .xlsx, .json" in resultat.stderr


def test_une_entree_fautive_ne_touche_pas_la_sortie(lancer: Callable, exemple: Path, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("d'hier", encoding="utf-8")
    with (exemple / "observations.csv").open("a", encoding="utf-8") as fichier:
        fichier.write("jury;GRU/C99/1;oui;\nINCONNU;jury;GRU/C1/1;oui;\n")
    resultat = lancer("deliberer", exemple, "--sortie", "p.csv", "--json")
    assert resultat.returncode == 2
    assert (tmp_path / "p.csv").read_text(encoding="utf-8") == "d'hier"
    assert sorted(fichier.name for fichier in tmp_path.iterdir()) == ["gc", "p.csv"]
    erreurs = json.loads(resultat.stdout)["erreurs"]
    assert {erreur["fichier"] for erreur in erreurs} == {"observations.csv"}
    assert len(erreurs) >= 2


def test_une_sortie_impossible_est_dite(lancer: Callable, exemple: Path) -> None:
    resultat = lancer("deliberer", exemple, "--sortie", "nulle_part/p.csv")
    assert resultat.returncode == 2
    assert "écriture impossible" in resultat.stderr


def test_une_certification_sans_contenu_le_dit(lancer: Callable, exemple: Path) -> None:
    seance = exemple / "seance.toml"
    texte = seance.read_text(encoding="utf-8")
    seance.write_text(
        texte.replace("ucanss.gc", "agirc-arrco.cr").replace("jury_paritaire_national", "jury_paritaire"),
        encoding="utf-8",
    )
    resultat = lancer("deliberer", exemple)
    assert resultat.returncode == 2
    assert "agirc-arrco.cr" in resultat.stderr


SEANCE = """
[seance]
certification = "ucanss.gc"
date = 2022-03-16
instance = "jury_professionnel"
lieu = "Créteil"
"""
GRILLE = '[grille]\nedition = "ucanss.gc@2021"\n[criteres]\n' + "".join(
    f'"{cible}" = 5\n' for cible in [f"GRU/C{n}" for n in range(1, 7)] + [f"MDR/C{n}" for n in range(7, 12)]
)
DOSSIERS = [
    ["Dossier", "Nom", "Prénom", "Voie", "Entrée", "Parcours", "Acquis", "Blocs"],
    ["12", "LÉVÊQUE", "Zoé", "formation", "04/10/2021", "PASS=04/10/2021;PREMSS=2021-10-11", "GDU=2021-12-16", ""],
    ["13", "D'Æther", "Noël", "vae", "2021-11-02", "", "", "GRU;MDR"],
]


def _observations() -> list[list[str]]:
    cibles = [f"GRU/C{n}/{c}" for n in range(1, 7) for c in range(1, 6)]
    cibles += [f"MDR/C{n}/{c}" for n in range(7, 12) for c in range(1, 6)]
    lignes = [["dossier", "evaluateur", "cible", "valeur", "motif"]]
    for dossier, refuses in (("12", {"GRU/C1/1", "GRU/C2/1", "GRU/C2/2"}), ("13", {"MDR/C7/1", "MDR/C7/2"})):
        lignes += [[dossier, "", cible, "NON" if cible in refuses else "Oui", ""] for cible in cibles]
    return lignes


def test_une_seance_ecrite_a_la_main_donne_le_meme_resultat_en_csv_et_en_xlsx(
    lancer: Callable, tmp_path: Path
) -> None:
    """From CLI.md alone: Excel's CSV of Windows (``;``, Windows-1252, French dates) and one workbook."""
    dossier = tmp_path / "main"
    dossier.mkdir()
    (dossier / "seance.toml").write_text(SEANCE, encoding="utf-8")
    (dossier / "grille.toml").write_text(GRILLE, encoding="utf-8")
    for nom, lignes in (("dossiers", DOSSIERS), ("observations", _observations())):
        with (dossier / f"{nom}.csv").open("w", encoding="cp1252", newline="") as fichier:
            csv.writer(fichier, delimiter=";").writerows(lignes)
    classeur = openpyxl.Workbook()
    classeur.remove(classeur.worksheets[0])
    entete = [["certification", "ucanss.gc"], ["date", "2022-03-16"], ["instance", "jury_professionnel"]]
    grille = [["competence", "criteres"]] + [
        [ligne.split('"')[1], 5] for ligne in GRILLE.splitlines() if ligne.endswith("= 5")
    ]
    tables = {"seance": entete, "dossiers": DOSSIERS, "observations": _observations(), "grille": grille}
    for nom, lignes in tables.items():
        feuille = classeur.create_sheet(nom)
        for ligne in lignes:
            feuille.append(ligne)
    classeur.save(tmp_path / "main.xlsx")
    en_dossier, en_classeur = (lancer("deliberer", tmp_path / nom, "--json") for nom in ("main", "main.xlsx"))
    assert en_dossier.returncode == 0, en_dossier.stderr
    assert json.loads(en_classeur.stdout) == json.loads(en_dossier.stdout)
    issues = {d["dossier"]: d["issue"] for d in json.loads(en_dossier.stdout)["dossiers"]}
    assert issues == {"12": "certifie", "13": "partiel"}


def test_l_organisme_ne_voit_que_l_avis_et_le_controle_continu_de_l_option(
    lancer: Callable, tmp_path: Path
) -> None:
    assert lancer("exemple", "ucanss/gc-2013", "gc13").returncode == 0
    pour_lui = ("--pour", "organisme", "--organisme", "Caf de la Gironde")
    tout = json.loads(lancer("deliberer", "gc13", "--json").stdout)["dossiers"]
    vus = json.loads(lancer("deliberer", "gc13", *pour_lui, "--json").stdout)["dossiers"]
    assert [(dossier["dossier"], dossier["issue"]) for dossier in vus] == [("GC-1312-01", tout[0]["issue"])]
    for dossier in vus:
        assert set(dossier["notes"]) == {"cc_option"}
        assert (dossier["blocs"], dossier["titres"], dossier["motifs"], dossier["alertes"]) == ([], [], [], [])
    sortie = lancer("deliberer", "gc13", *pour_lui, "--sortie", "p.csv").stdout
    for secret in ("moyenne", "ecrit", "oral", "exigé"):
        assert secret not in sortie
        assert secret not in (tmp_path / "p.csv").read_text(encoding="utf-8-sig")


def test_pour_un_organisme_ne_montre_que_les_candidats_de_celui_qui_est_nomme(lancer: Callable) -> None:
    lancer("exemple", "ucanss/gc-2013", "gc13")
    resultat = lancer("deliberer", "gc13", "--pour", "organisme")
    assert (resultat.returncode, resultat.stdout) == (2, "")
    assert "--pour organisme demande --organisme NOM" in resultat.stderr


def test_sans_regle_un_destinataire_ne_voit_rien(lancer: Callable, exemple: Path) -> None:
    resultat = lancer("deliberer", exemple, "--pour", "organisme", "--organisme", "CPAM de la Gironde")
    assert (resultat.returncode, resultat.stdout) == (2, "")
    assert "aucune règle de ucanss.gc@2021 ne dit ce que voit « organisme »" in resultat.stderr
    assert "pour tout montrer, au jury : sans --pour" in resultat.stderr


def test_l_organisme_ne_voit_que_ses_candidats(lancer: Callable, exemple: Path) -> None:
    entete, premiere = (exemple / "dossiers.csv").read_text(encoding="utf-8").splitlines()[:2]
    organisme = premiere.split(";")[entete.split(";").index("organisme")]
    tous = json.loads(lancer("deliberer", exemple, "--json").stdout)["dossiers"]
    siens = json.loads(lancer("deliberer", exemple, "--organisme", organisme.upper(), "--json").stdout)["dossiers"]
    assert 0 < len(siens) < len(tous)
    assert siens[0] == tous[0]


def test_une_sortie_garde_ses_droits_et_se_reproduit(lancer: Callable, exemple: Path, tmp_path: Path) -> None:
    cible = tmp_path / "p.xlsx"
    cible.write_bytes(b"")
    cible.chmod(0o644)
    contenus = []
    for _ in range(2):
        assert lancer("deliberer", exemple, "--sortie", cible).returncode == 0
        contenus.append(cible.read_bytes())
    assert contenus[0] == contenus[1]
    assert cible.stat().st_mode & 0o777 == 0o644
    assert sorted(fichier.name for fichier in tmp_path.iterdir()) == ["gc", "p.xlsx"]


def test_une_branche_inconnue_ne_se_desactive_pas_en_silence(lancer: Callable) -> None:
    resultat = lancer("branches", "--sans-branche", "ucans")
    assert resultat.returncode == 2
    assert "branche inconnue « ucans » ; peut-être « ucanss »" in resultat.stderr


def test_un_lecteur_qui_s_arrete_n_est_pas_un_refus(exemple: Path) -> None:
    import subprocess
    import sys

    commande = [sys.executable, "-m", "parchemin_cli", "deliberer", str(exemple)]
    with subprocess.Popen(commande, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as processus:
        assert processus.stdout is not None
        processus.stdout.close()
        assert processus.wait() == 0


def test_un_organisme_sans_candidat_est_dit(lancer: Callable, exemple: Path) -> None:
    resultat = lancer("deliberer", exemple, "--organisme", "Nulle part")
    assert (resultat.returncode, resultat.stdout) == (2, "")
    assert "Erreur : aucun candidat de « Nulle part »" in resultat.stderr
