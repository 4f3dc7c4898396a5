"""Référentiels in TOML: what is refused, with the path of each fault, all at once."""

from pathlib import Path

import pytest

from parchemin.errors import DonneesInvalides
from parchemin.referentiel.toml import charger_editions, lire_communs, lire_edition

COMMUNS = """
code = "essai.communs"
edition = "2020"
blocs = [{ code = "P", intitule = "Partagé", nature = "commun", source = "E3 §1" }]
epreuves = [{ code = "q", intitule = "Quiz", modalite = "quiz", source = "E3 §2", evalue = ["P"] }]
"""


def refus(lire, *arguments):
    with pytest.raises(DonneesInvalides) as erreur:
        lire(*arguments)
    return [f"{defaut.lieu.chemin} : {defaut.message}" for defaut in erreur.value.defauts]


def test_une_edition_lue(texte_edition):
    edition = lire_edition(texte_edition.encode(), "e.toml")
    assert edition.cle == "essai.cqp@2020"
    assert [critere.intitule for critere in edition.blocs[1].competences[0].criteres] == ["écoute", "répond"]
    assert [critere.code for critere in edition.blocs[0].competences[0].criteres] == ["1", "2", "3"]
    assert (edition.source.document, edition.source.section) == ("E1", "§1")


FORMES = {
    "clé inconnue": (
        'intitule = "Jury"',
        'intitule = "Jury"\nroles = 1\nobserv = 2',
        [
            "$.evaluateurs[0] : clé inconnue « observ » ; peut-être « observe »",
            "$.evaluateurs[0] : clé inconnue « roles » ; peut-être « role »",
        ],
    ),
    "clé manquante": ('modalite = "copie"\n', "", ["$.epreuves[0].modalite : clé obligatoire manquante"]),
    "nombre en texte": (
        "coefficient = 1,",
        'coefficient = "1",',
        ["$.epreuves[0].bareme.coefficient : trouvé « 1 », attendu un nombre entier"],
    ),
    "vrai pour un nombre": (
        "coefficient = 1,",
        "coefficient = true,",
        ["$.epreuves[0].bareme.coefficient : trouvé true, attendu un nombre entier"],
    ),
    "nombre sans fin": (
        "eliminatoire = 6",
        "eliminatoire = inf",
        ["$.epreuves[0].bareme.eliminatoire : trouvé « Infinity », attendu un nombre"],
    ),
    "texte pour une liste": (
        'prerequis = ["PASS"]',
        'prerequis = "PASS"',
        ["$.voies[0].prerequis : trouvé « PASS », attendu une liste"],
    ),
    "table pour un texte": (
        'intitule = "Jury"',
        "intitule = {}",
        ["$.evaluateurs[0].intitule : trouvé une table, attendu un texte entre guillemets"],
    ),
    "nature inconnue": (
        'nature = "specifique"',
        'nature = "rare"',
        ["$.blocs[1].nature : trouvé « rare », attendu commun ou specifique ou specialite ou optionnel"],
    ),
    "sans source": (
        'source = "E1 §3"',
        'source = " "',
        ["$.prerequis[0].source : trouvé «   », attendu une source : « document §section »"],
    ),
    "source mal écrite": (
        'source = "E1 §3"',
        'source = { document = "E1", lectures = "x" }',
        ["$.prerequis[0].source : clé inconnue « lectures » ; peut-être « lecture »"],
    ),
    "trop de critères": (
        "criteres = 3",
        "criteres = 999999999",
        [
            "$.blocs[0].competences[0].criteres : trouvé « 999999999 », attendu les intitulés des critères"
            " ou leur nombre, de 1 à 100"
        ],
    ),
    "reprise inconnue": (
        'code = "B2"',
        'reprend = "B2"',
        [
            '$.blocs[1] : « reprend = "B2" » : rien à reprendre ici, une édition nomme son fichier par '
            "« communs », un fichier commun déclare les siens en entier"
        ],
    ),
}


@pytest.mark.parametrize(("avant", "apres", "attendus"), FORMES.values(), ids=FORMES)
def test_une_forme_refusee(texte_edition, avant, apres, attendus):
    assert avant in texte_edition
    assert refus(lire_edition, texte_edition.replace(avant, apres).encode(), "e.toml") == attendus


COHERENCES = {
    "dates": (
        "relu_jusqu_au",
        "valide_au = 2019-01-01\nrelu_jusqu_au",
        ["$.valide_au : trouvé 2019-01-01, attendu une date après valide_du (2020-01-01)"],
    ),
    "bloc en double": (
        'code = "B2"',
        'code = "B1"',
        ["$.blocs[1].code : « B1 » est déclaré 2 fois"],
    ),
    "code à deux points": (
        'code = "auto"',
        'code = "a:b"',
        ["$.options[1].code : « a:b » ne peut servir de code (ni / : ; = @ ni espace)"],
    ),
    "épreuve inconnue": (
        '["ecrit", "oral"]',
        '["ecri", "oral"]',
        ["$.voies[0].epreuves[0] : « ecri » n'est pas déclaré ; peut-être « ecrit »"],
    ),
    "barème": (
        "coefficient = 1, eliminatoire = 6",
        "coefficient = 0, eliminatoire = 21",
        [
            "$.epreuves[0].bareme.coefficient : trouvé 0, attendu 1 ou plus",
            "$.epreuves[0].bareme.eliminatoire : trouvé 21, attendu de 0 à 20",
        ],
    ),
    "alias de deux options": (
        'code = "auto"',
        'code = "auto"\nalias = ["OPTION a"]',
        ["$.options[1] : « option a » nomme déjà une autre option"],
    ),
}


@pytest.mark.parametrize(("avant", "apres", "attendus"), COHERENCES.values(), ids=COHERENCES)
def test_une_incoherence_refusee(texte_edition, avant, apres, attendus):
    assert avant in texte_edition
    assert refus(lire_edition, texte_edition.replace(avant, apres, 1).encode(), "e.toml") == attendus


def test_plusieurs_fautes_d_un_coup(texte_edition):
    texte = texte_edition.replace("criteres = 3", "criteres = 0").replace('modalite = "copie"\n', "")
    assert len(refus(lire_edition, texte.replace('nature = "commun"', "").encode(), "e.toml")) == 3


SYNTAXES = {
    "guillemet": ('intitule = "Jury\n', 1, "TOML illisible : il manque la suite"),
    "valeur": ("a = 1\nb = oui\n", 2, "TOML illisible à partir de « oui »"),
    "liste ouverte": ("a = [1,\n", 2, "TOML illisible : il manque la suite"),
    "profondeur": ("a = " + "[" * 50_000, 0, "TOML illisible : nombre trop long, ou trop d'imbrications"),
    "nombre": ("a = " + "9" * 5000, 0, "TOML illisible : nombre trop long, ou trop d'imbrications"),
}


@pytest.mark.parametrize(("texte", "ligne", "message"), SYNTAXES.values(), ids=SYNTAXES)
def test_une_syntaxe_refusee(texte, ligne, message):
    with pytest.raises(DonneesInvalides) as erreur:
        lire_edition(texte.encode(), "e.toml")
    (defaut,) = erreur.value.defauts
    assert (defaut.lieu.ligne, defaut.message) == (ligne, message)


def test_un_bloc_commun_garde_sa_cle(texte_edition):
    communs = lire_communs(COMMUNS.encode(), "c.toml")
    texte = 'communs = "c"\n' + texte_edition + '[[blocs]]\nreprend = "P"\n[[epreuves]]\nreprend = "q"\n'
    edition = lire_edition(texte.encode(), "e.toml", {"c": communs})
    assert [bloc.cle for bloc in edition.blocs] == [
        "essai.cqp@2020/B1",
        "essai.cqp@2020/B2",
        "essai.communs@2020/P",
    ]
    assert edition.epreuves[-1].code == "q"


def ranger(racine: Path, **fichiers: str) -> Path:
    for nom, texte in fichiers.items():
        chemin = racine / f"{nom.replace('__', '/')}.toml"
        chemin.parent.mkdir(exist_ok=True)
        chemin.write_text(texte, encoding="utf-8")
    return racine


def test_un_dossier_de_referentiels(tmp_path, texte_edition):
    texte = 'communs = "c"\n' + texte_edition + '[[blocs]]\nreprend = "P"\n'
    (edition,) = charger_editions(ranger(tmp_path, communs__c=COMMUNS, cqp__e2020=texte))
    assert edition.blocs[-1].cle == "essai.communs@2020/P"


def test_les_fautes_de_tous_les_fichiers(tmp_path, texte_edition):
    ranger(tmp_path, a__un="certification = 1", b__deux='communs = "d"\n' + texte_edition, communs__c=COMMUNS)
    with pytest.raises(DonneesInvalides) as erreur:
        charger_editions(tmp_path)
    assert {defaut.lieu.fichier for defaut in erreur.value.defauts} == {"a/un.toml", "b/deux.toml"}
    assert str(erreur.value.defauts[-1]) == "b/deux.toml, $.communs : fichier commun inconnu « d » ; attendu : c"
    ranger(tmp_path, communs__c="code = 1", communs__d="code = 2")
    with pytest.raises(DonneesInvalides) as erreur:
        charger_editions(tmp_path)
    assert {defaut.lieu.fichier for defaut in erreur.value.defauts} == {"communs/c.toml", "communs/d.toml"}
