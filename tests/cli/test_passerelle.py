"""``parchemin passerelle``: the JSON to the letter, its three forms, the matrix, the check and the drawing."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from unittest.mock import ANY

import pytest

DATE = ("--le", "2022-03-16")


def _json(resultat: object) -> dict[str, object]:
    assert (resultat.returncode, resultat.stderr) == (0, "")  # type: ignore[attr-defined]
    return json.loads(resultat.stdout)  # type: ignore[attr-defined]


def test_le_json_est_celui_du_contrat(lancer: Callable) -> None:
    assert _json(lancer("passerelle", "ucanss.cos", "ucanss.gc", *DATE, "--json")) == {
        "de": "ucanss.cos@2021",
        "vers": "ucanss.gc@2021",
        "blocs": [
            {
                "bloc": "GRU",
                "statut": "acquis_de_droit",
                "via": "ucanss.cos@2021 → ucanss.gc@2021/GRU",
                "source": "002 §1.A",
            },
            {
                "bloc": "MDR",
                "statut": "acquis_de_droit",
                "via": "ucanss.cos@2021 → ucanss.gc@2021/MDR",
                "source": "002 §1.A",
            },
            {"bloc": "GDU", "statut": "a_passer", "via": "", "source": "002 §1.B"},
        ],
        "epreuves": ["gdu"],
        "minutes": 90,
        "alertes": [
            "équivalence entre niveaux différents : niveau 4 vers niveau 5",
            "formations exigées, à avoir suivies : Pass, Prem'ss",
            "PASS, PREMSS : un titulaire par la VAE n'a pas suivi la partie commune : le jury apprécie",
        ],
    }


@pytest.mark.parametrize(
    ("de", "vers", "statuts"),
    [
        ("ucanss.cos/GRU", "ucanss.gc", ["acquis_de_droit", "a_passer", "a_passer"]),
        ("ucanss.cos@2021/GRU=2021-12-16", "ucanss.gc", ["acquis_de_droit", "a_passer", "a_passer"]),
        ("ucanss.gc@2013:carriere", "ucanss.gcar", ["a_apprecier"]),
        ("attestation:tam-tam", "ucanss.gc@2013", ["a_passer"]),
        ("agirc-arrco.cr", "ucanss.gc", ["a_passer"] * 3),
    ],
)
def test_de_prend_toutes_ses_formes(lancer: Callable, de: str, vers: str, statuts: list[str]) -> None:
    document = _json(lancer("passerelle", de, vers, *DATE, "--json"))
    assert [bloc["statut"] for bloc in document["blocs"]] == statuts  # type: ignore[attr-defined]
    assert lancer("passerelle", de, vers, *DATE).returncode == 0


def test_un_titulaire_et_ce_qui_expire(lancer: Callable, tmp_path: Path) -> None:
    titres = [
        {"objet": "agirc-arrco.ce@2024/B1", "date": "2020-02-01"},
        {"objet": "agirc-arrco.ce@2024/B2", "date": "2024-02-01"},
    ]
    (tmp_path / "f.json").write_text(json.dumps({"titres": titres}), encoding="utf-8")
    arguments = ("passerelle", "--titulaire", "f.json", "agirc-arrco.ce", "--le", "2025-06-01")
    document = _json(lancer(*arguments, "--json"))
    assert [bloc["statut"] for bloc in document["blocs"]] == ["a_passer", "acquis_de_droit", "a_passer"]  # type: ignore[attr-defined]
    assert "B2 : valable jusqu'au 2029-02-01" in document["alertes"]  # type: ignore[operator]
    assert "2029-02-01" in lancer(*arguments).stdout
    assert "expiré" in lancer(*arguments).stdout


def test_un_titulaire_sans_rien_passe_tout(lancer: Callable, tmp_path: Path) -> None:
    (tmp_path / "f.json").write_text("{}", encoding="utf-8")
    document = _json(lancer("passerelle", "--titulaire", "f.json", "ucanss.gc", *DATE, "--json"))
    assert (document["minutes"], document["epreuves"]) == (190, ["gru", "mdr", "gdu"])
    assert "Aucune certification" in lancer("passerelle", "--titulaire", "f.json", *DATE).stdout


def test_un_titulaire_fautif_finit_par_deux_avec_tout(lancer: Callable, tmp_path: Path) -> None:
    titres = [{"objet": "ucanss.cos@2021/GRUU", "date": "2021-12-16"}, {"objet": "ucanss.cos@2021", "date": "x"}]
    (tmp_path / "f.json").write_text(json.dumps({"titres": titres}), encoding="utf-8")
    resultat = lancer("passerelle", "--titulaire", "f.json", "ucanss.gc")
    assert (resultat.returncode, resultat.stdout) == (2, "")
    assert "$.titres[0]" in resultat.stderr
    assert "$.titres[1].date" in resultat.stderr


def test_a_portee_la_plus_proche_d_abord(lancer: Callable) -> None:
    document = _json(lancer("passerelle", "ucanss.gcar", *DATE, "--json"))
    assert [chemin["vers"] for chemin in document["a_portee"]] == ["ucanss.gc@2021", "ucanss.cos@2021"]  # type: ignore[attr-defined]
    assert "À portée de ucanss.gcar@2017" in lancer("passerelle", "ucanss.gcar", *DATE).stdout


def test_l_image_relie_les_deux_cotes(lancer: Callable) -> None:
    image = lancer("passerelle", "ucanss.gcar", "ucanss.gc", *DATE).stdout
    assert "┄┄┄┬┄┄┄┄▶│ GRU" in image
    assert "└┄┄┄┄▶│ GDU" in image
    assert "Tenu : ucanss.gcar@2017" in image
    (cote_a_cote,) = [ligne for ligne in image.splitlines() if "C12 Utiliser outils" in ligne]
    assert cote_a_cote.count("│") == 3


@pytest.mark.parametrize(
    ("arguments", "dits"),
    [
        (
            ("ucanss.cos", "ucanss.gc"),
            (
                "Reste à passer (90 minutes) : Gestion des droits (90 min)",
                "! formations exigées, à avoir suivies : Pass, Prem'ss",
                "! Pass, Prem'ss : un titulaire par la VAE",
            ),
        ),
        (
            ("attestation:tam-tam=2012-06-15", "ucanss.gc@2013", "--voie", "vae"),
            (
                "attestation « tam-tam » ",
                "attestation « tam-tam » → Présentation devant le jury VAE",
                "Reste à passer : Dossier de présentation des acquis (durée non écrite)",
                "! Présentation devant le jury VAE : dispense par l'attestation « tam-tam » (004 §VI), sauf",
                "! durée non écrite, non comptée dans les minutes : Dossier de présentation des acquis",
            ),
        ),
        (
            ("ucanss.gcar", "ucanss.gc@2013"),
            (
                "Reste à passer (au moins 45 minutes) : Contrôle continu, tronc commun interbranche (durée",
                " ; Contrôle continu, option (durée non écrite) ; Épreuve écrite (durée non écrite) ; ",
                "tronc commun interbranche ; Contrôle continu, option ; Épreuve écrite ; ",
            ),
        ),
    ],
)
def test_l_ecran_nomme_les_epreuves_les_formations_et_les_attestations(
    lancer: Callable, arguments: tuple[str, ...], dits: tuple[str, ...]
) -> None:
    ecran = lancer("passerelle", *arguments, *DATE).stdout
    assert [dit for dit in dits if dit not in ecran] == []
    assert "attestation:" not in ecran
    assert "?" not in ecran


def test_sans_argument_toute_la_matrice(lancer: Callable) -> None:
    document = _json(lancer("passerelle", "--json"))
    lignes = document["matrice"]
    assert len(lignes) == 10  # type: ignore[arg-type]
    assert all(len(ligne) == 10 for ligne in lignes.values())  # type: ignore[attr-defined]
    assert lignes["ucanss.cos@2021"]["agirc-arrco.cr@2024"] is None  # type: ignore[index]
    assert list(document["sans_contenu"]) == ["agirc-arrco.cr@2024", "agirc-arrco.glr@2024"]  # type: ignore[call-overload]
    mots = lancer("passerelle").stdout
    assert "2·0·1" in mots
    assert "?" in mots


def test_la_matrice_d_une_date_n_a_que_les_editions_qui_existaient(lancer: Callable) -> None:
    document = _json(lancer("passerelle", "--le", "2015-01-01", "--json"))
    assert document == {"matrice": {"ucanss.gc@2013": ANY}, "sans_contenu": {}}
    assert "agirc-arrco" not in lancer("passerelle", "--le", "2015-01-01").stdout
    assert _json(lancer("passerelle", "--le", "1980-01-01", "--json")) == {"matrice": {}, "sans_contenu": {}}
    assert lancer("passerelle", "--le", "1980-01-01").stdout == "Aucune édition n'existe au 1980-01-01.\n"


def test_le_dessin_en_json_dit_ou_il_est(lancer: Callable) -> None:
    resultat = lancer("passerelle", "--sortie", "p.svg", "--json")
    assert (resultat.returncode, json.loads(resultat.stdout)) == (0, {"sortie": "p.svg"})


def test_verifier_finit_par_zero_quand_tout_se_tient(lancer: Callable) -> None:
    document = _json(lancer("passerelle", "--verifier", "--json"))
    assert (document["coherent"], document["incoherences"]) == (True, [])
    assert "aucune incohérence" in lancer("passerelle", "--verifier").stdout


@pytest.mark.parametrize("nom", ["p.svg", "p.html"])
def test_le_graphe_se_suffit_et_se_lit(lancer: Callable, tmp_path: Path, nom: str) -> None:
    resultat = lancer("passerelle", "--sortie", nom)
    assert (resultat.returncode, resultat.stdout) == (0, "")
    texte = (tmp_path / nom).read_text(encoding="utf-8")
    racine = ET.fromstring(texte[texte.index("<svg") : texte.index("</svg>") + 6])
    svg = "{http://www.w3.org/2000/svg}"
    assert [racine.findtext(f"{svg}{balise}") != "" for balise in ("title", "desc")] == [True, True]
    classes = {trait.get("class") for trait in racine.iter(f"{svg}path")}
    assert {"de_droit", "a_apprecier", "dispense"} <= classes
    assert "http:" not in texte.replace("http://www.w3.org/2000/svg", "")
    assert {chemin.name for chemin in tmp_path.iterdir()} == {nom}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--sortie", "p.pdf"), "format « .pdf » inconnu"),
        (("--sortie", "absent/p.svg"), "écriture impossible"),
        (("ucanss.cos", "agirc-arrco.cr"), "sans contenu"),
        (("ucanss.cos", "ucanss.gc", "--voie", "vea"), "peut-être « vae »"),
        (("ucanss.cos", "--voie", "zz"), "voie inconnue « zz »"),
        (("--voie", "vae"), "--voie va avec DE ou --titulaire"),
        (("--verifier", "--voie", "vae"), "--voie va avec DE ou --titulaire"),
        (("--sortie", "p.svg", "--voie", "vae"), "--voie va avec DE ou --titulaire"),
        (("ucanss.coz", "ucanss.gc"), "peut-être « ucanss.cos »"),
        (("ucanss.cos", "ucanss.gc", "ucanss.gcar"), "attendu DE et VERS"),
        (("ucanss.cos", "--verifier"), "attendu DE et VERS"),
    ],
)
def test_un_mauvais_usage_finit_par_deux(
    lancer: Callable, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    resultat = lancer("passerelle", *arguments)
    assert (resultat.returncode, resultat.stdout) == (2, "")
    assert message in resultat.stderr
    assert list(tmp_path.iterdir()) == []
