"""``parchemin recevabilite``: the contract's own example, the exit status, the JSON and what the screen shows."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

CONTRAT = """
[demande]
certification = "ucanss.gc"
depot = 2015-03-02
[[experiences]]
debut = 2007-03-02      # both days included
fin = 2013-03-01
quotite = "0.5"
en_relation = true
[[attestations]]
code = "tam-tam"
date = 2012-06-15
[[demandes_anterieures]]
certification = "ucanss.gc"
depot = 2014-05-12
"""
TOUS_LES_SORTS = """
[demande]
certification = "ucanss.gc"
depot = 2015-03-02
[[experiences]]
emploi = "Conseil [matin]"
debut = 2014-01-01
fin = 2014-12-31
quotite = "80 %"
en_relation = true
[[experiences]]
debut = 2006-01-01
fin = 2020-12-31
quotite = "0,3333"
en_relation = true
[[experiences]]
debut = 2011-01-01
fin = 2012-12-31
quotite = 1
en_relation = false
[[experiences]]
debut = 2000-01-01
fin = 2006-12-31
heures = "1606,5"
en_relation = true
"""


@pytest.fixture
def demander(lancer: Callable, tmp_path: Path) -> Callable:
    """A function that runs the command on the text of a request."""

    def demander(texte: str, *options: str):
        (tmp_path / "demande.toml").write_text(texte, encoding="utf-8")
        return lancer("recevabilite", "demande.toml", *options)

    return demander


def test_l_exemple_du_contrat(demander: Callable) -> None:
    resultat = demander(CONTRAT, "--json")
    assert (resultat.returncode, resultat.stderr) == (0, "")
    document = json.loads(resultat.stdout)
    motifs = document.pop("motifs")
    assert document == {
        "recevable": True,
        "decide_par": "Ucanss",
        "jours_etp": "1096",
        "requis": "1095",
        "oral": "dispense_sauf_demande_du_jury",
        "alertes": [],
    }
    assert [motif["regle"] for motif in motifs] == ["ouverture", "nature", "duree", "demandes_par_an", "oral"]
    assert all(motif.keys() == {"regle", "constat", "exige", "source"} for motif in motifs)
    assert {motif["source"] for motif in motifs} == {"004 §VI"}


def test_les_decimales_sont_exactes_ou_coupees(demander: Callable) -> None:
    document = json.loads(demander(TOUS_LES_SORTS, "--json").stdout)
    assert document["jours_etp"] == "1217.2481"
    tiers = CONTRAT.replace('quotite = "0.5"', "heures = 1000")
    assert json.loads(demander(tiers, "--json").stdout)["jours_etp"] == "227.1313"


@pytest.mark.parametrize(
    ("ancien", "nouveau", "code"),
    [
        ("2014-05-12", "2014-05-12", 0),
        ("2014-05-12", "2015-01-12", 1),
        ('"0.5"', '"0.4"', 1),
        ("en_relation = true", "en_relation = false", 1),
        ('"0.5"', '"demi"', 2),
        ("ucanss.gc", "ucanss.cg", 2),
        ("tam-tam", "tamtam", 2),
        ("depot = 2015-03-02", "depot = 2007-03-01", 2),
    ],
)
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_le_code_de_sortie_dit_la_reponse(demander, ancien, nouveau, code, options) -> None:
    resultat = demander(CONTRAT.replace(ancien, nouveau), *options)
    assert resultat.returncode == code, resultat.stderr
    assert "Traceback" not in resultat.stderr
    assert bool(resultat.stderr) is (code == 2)
    if options:
        assert json.loads(resultat.stdout).get("recevable") == {0: True, 1: False, 2: None}[code]


def test_un_fichier_fautif_dit_tous_ses_defauts(demander: Callable) -> None:
    fautif = CONTRAT.replace('"0.5"', "2").replace("tam-tam", "tamtam").replace("2014-05-12", '"2014-05-32"')
    resultat = demander(fautif)
    assert resultat.stdout == ""
    assert resultat.stderr.splitlines() == [
        "3 défauts :",
        "  demande.toml, $.experiences[0].quotite : quotité « 2 » : attendu plus de 0 et au plus 1",
        "  demande.toml, $.attestations[0].code : attestation inconnue « tamtam » ; peut-être « tam-tam »",
        "  demande.toml, $.demandes_anterieures[0].depot : date impossible « 2014-05-32 » : ce jour n'existe pas",
    ]


def test_l_ecran_montre_chaque_periode_et_ce_qu_elle_est_devenue(demander: Callable) -> None:
    sortie = demander(TOUS_LES_SORTS).stdout
    for morceau in (
        "Expérience comptée du 2007-03-02 au 2015-03-01 (équivalent temps plein)",
        "Conseil [matin]",
        "1606,5 h",
        "  expérience 1 : retenue en entier",
        "  expérience 2 : coupée par la fenêtre : 425 jours avant le 2007-03-02",
        "  expérience 2 : coupée au dépôt : 2132 jours après le 2015-03-01",
        "  expérience 2 : plafonnée : 48,6545 jours au-delà d'un temps plein",
        "  expérience 3 : écartée : sans relation avec la certification",
        "  expérience 4 : écartée : finit avant la fenêtre, ouverte le 2007-03-02",
        "Total : 1217,2481 jours",
    ):
        assert morceau in sortie
    assert "\x1b[" not in sortie, "no colour in a pipe"


def test_l_ecran_dit_le_verdict_qui_decide_l_oral_les_motifs_et_les_alertes(demander: Callable) -> None:
    sortie = demander(CONTRAT).stdout
    for morceau in (
        "Demande de VAE — Gestionnaire conseil de la Sécurité sociale — déposée le 2015-03-02",
        "\nRecevable\n",
        "Décide : Ucanss [004 §VI]",
        "Oral : dispensé, sauf si le jury le demande",
        "✓ 1096 jours",
        "exigé : ≥ 1095 jours, soit 3 ans, dans les 8 dernières années",
    ):
        assert morceau in sortie
    courtage = CONTRAT.replace("ucanss.gc", "courtage.cdc", 1).replace("2015-03-02", "2018-03-02")
    courtage = courtage.replace("fin = 2013-03-01", "fin = 2007-12-31")
    sortie = demander(courtage).stdout
    assert "\nNon recevable\n" in sortie
    assert "✗ 305 jours" in sortie
    assert "Total : 305 jours de calendrier ; exigé : " in sortie
    assert "! l'attestation tam-tam ne dispense pas de l'oral de « Chargé de Clientèle »" in sortie


def test_sans_la_branche_la_certification_est_inconnue(demander: Callable) -> None:
    resultat = demander(CONTRAT, "--sans-branche", "ucanss")
    assert resultat.returncode == 2
    assert "certification inconnue « ucanss.gc »" in resultat.stderr
