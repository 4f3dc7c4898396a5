"""Reading what a person holds: full lieux, dates, and every fault at once."""

import json
from datetime import date
from pathlib import Path

import pytest

from parchemin.errors import CodeInconnu, DonneesInvalides
from parchemin.passerelle import Detention, Nature, Passerelle, Reseau, lire_lieu, lire_titulaire
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.model import Source

LE = date(2022, 3, 16)


@pytest.fixture
def reseau(catalogue: Catalogue) -> Reseau:
    source = Source("accord", "§1")
    vers, au = "essai.cqp@2020#epreuve:oral", date(2013, 12, 31)
    return Reseau(catalogue, (Passerelle("attestation:vieille", vers, Nature.DISPENSE, source, obtenu_au=au),))


def _ecrire(dossier: Path, contenu: object) -> Path:
    chemin = dossier / "titulaire.json"
    chemin.write_text(contenu if isinstance(contenu, str) else json.dumps(contenu), encoding="utf-8")
    return chemin


def test_tout_ce_qu_une_personne_tient(tmp_path: Path, reseau: Reseau) -> None:
    contenu = {
        "nom": "Adam",
        "titres": [
            {"objet": "essai.cqp@2020/B1", "date": "2021-12-16", "nature": "ccp", "numero": "12"},
            {"objet": "essai.cqp", "date": "2016-05-02"},
            {"objet": "essai.cqp@2020:sante", "date": "2021-01-04"},
        ],
        "attestations": [{"code": "vieille", "date": "2012-06-15"}],
        "parcours": [{"certification": "essai.cqp", "code": "PASS", "date": "2021-03-01"}],
    }
    assert lire_titulaire(_ecrire(tmp_path, contenu), reseau) == (
        Detention("essai.cqp@2020/B1", date(2021, 12, 16)),
        Detention("essai.cqp@2015", date(2016, 5, 2)),
        Detention("essai.cqp@2020:sante", date(2021, 1, 4)),
        Detention("attestation:vieille", date(2012, 6, 15)),
        Detention("essai.cqp@2020#parcours:PASS", date(2021, 3, 1)),
    )


def test_ne_rien_tenir_est_permis(tmp_path: Path, reseau: Reseau) -> None:
    assert lire_titulaire(_ecrire(tmp_path, {}), reseau) == ()


def test_toutes_les_fautes_a_la_fois(tmp_path: Path, reseau: Reseau) -> None:
    contenu = {
        "titre": [],
        "titres": [
            {"objet": "essai.cqp@2020/B7", "date": "2021-12-16"},
            {"objet": "essai.cqp@2020", "date": "16.12.2021"},
            {"objet": "essai.cqp@2020", "date": "2019-12-31"},
            {"objet": "essai.cqq", "date": "2021-12-16"},
            {"date": "2021-12-16"},
        ],
        "attestations": [{"code": "veille", "date": "2012-06-15"}],
        "parcours": [{"certification": "essai.cqp", "code": "PASSE", "date": "2021-03-01"}],
    }
    with pytest.raises(DonneesInvalides) as erreur:
        lire_titulaire(_ecrire(tmp_path, contenu), reseau)
    assert sorted(map(str, erreur.value.defauts)) == sorted(
        [
            "titulaire.json, $ : clé inconnue « titre » ; peut-être « titres »",
            "titulaire.json, $.titres[0] : « essai.cqp@2020/B7 » inconnu ; peut-être « essai.cqp@2020/B2 »",
            "titulaire.json, $.titres[1].date : date illisible « 16.12.2021 » : attendu AAAA-MM-JJ ou JJ/MM/AAAA",
            "titulaire.json, $.titres[2] : « essai.cqp@2020 » obtenu le 2019-12-31, "
            "avant que essai.cqp@2020 existe (2020-01-01)",
            "titulaire.json, $.titres[3] : certification inconnue « essai.cqq » ; peut-être « essai.cqp »",
            "titulaire.json, $.titres[4].objet : clé obligatoire manquante",
            "titulaire.json, $.attestations[0] : « attestation:veille » inconnu ; "
            "peut-être « attestation:vieille »",
            "titulaire.json, $.parcours[0] : « essai.cqp#parcours:PASSE » inconnu ; "
            "peut-être « essai.cqp@2020#parcours:PASS »",
        ]
    )


@pytest.mark.parametrize(
    ("contenu", "message"),
    [
        ("{", "titulaire.json, ligne 1 : JSON illisible à partir de « fin du fichier »"),
        ("{\nnom: 1}", "titulaire.json, ligne 2 : JSON illisible à partir de « nom: 1} »"),
        ('{"nom": ' + "9" * 5000 + "}", "nombre trop long"),
        ('{"nom": "a", "nom": "b"}', "clé « nom » en double"),
        ("[" * 100_000, "trop d'imbrications"),
        ("[]", r"titulaire.json, \$ : "),
        ('"x"', r"titulaire.json, \$ : "),
    ],
)
def test_un_json_illisible_se_dit(tmp_path: Path, reseau: Reseau, contenu: str, message: str) -> None:
    with pytest.raises(DonneesInvalides, match=message):
        lire_titulaire(_ecrire(tmp_path, contenu), reseau)


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("essai.cqp", Detention("essai.cqp@2020", LE, suppose=True)),
        ("essai.cqp/B1", Detention("essai.cqp@2020/B1", LE, suppose=True)),
        ("essai.cqp@2015", Detention("essai.cqp@2015", date(2019, 12, 31), suppose=True)),
        ("attestation:vieille", Detention("attestation:vieille", date(2013, 12, 31), suppose=True)),
        ("essai.cqp=2016-05-02", Detention("essai.cqp@2015", date(2016, 5, 2))),
    ],
)
def test_un_lieu_de_la_ligne_de_commande(reseau: Reseau, texte: str, attendu: Detention) -> None:
    assert lire_lieu(texte, LE, reseau) == attendu


def test_un_lieu_fautif_nomme_le_plus_proche(reseau: Reseau) -> None:
    with pytest.raises(CodeInconnu, match=r"peut-être « essai.cqp@2020:sante »"):
        lire_lieu("essai.cqp:santé", LE, reseau)
    with pytest.raises(CodeInconnu, match="date illisible « hier »"):
        lire_lieu("essai.cqp=hier", LE, reseau)
