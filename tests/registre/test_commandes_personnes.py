"""Who is who, at the command line: what asks, what answers, which of several namesakes is meant."""

import json
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

DEUX = ("Nguyễn;Hương;1995-06-30;", "Nguyễn;Hường;1995-06-30;")


@pytest.fixture
def dire(lancer: Callable[..., CompletedProcess[str]], adresse: str) -> Callable[..., dict]:
    """Return what runs a command and gives its JSON; its status is to be the one said."""

    def dire(*arguments: object, statut: int = 0) -> dict:
        resultat = lancer(*arguments, "--json", base=adresse)
        assert resultat.returncode == statut, resultat.stderr
        document: dict = json.loads(resultat.stdout)
        return document

    return dire


def test_un_doute_se_dit_se_repond_et_se_proclame(dire: Callable, seance: Callable) -> None:
    numero = str(seance("2025-03-20", *DEUX))
    (question,) = dire("personnes", "doutes", numero, statut=1)["questions"]
    assert (question["code"], question["personnes"], question["dossier"]) == ("personne_en_doute", [1, 2], "D1")
    assert question in dire("seance", "examiner", numero, statut=1)["empechements"]
    assert dire("personnes", "distinctes", "1", "2")["meme"] is False
    assert dire("personnes", "distinctes", "2", "1")["deja"]
    assert dire("personnes", "doutes", numero)["questions"] == []
    assert dire("seance", "proclamer", numero, "--oui")["titres"] == 2
    assert "reponse" in [acte["nature"] for acte in dire("journal")["actes"]]


def test_ouvrir_dit_les_doutes_et_comment_y_repondre(
    lancer: Callable[..., CompletedProcess[str]], adresse: str, seance: Callable
) -> None:
    numero = seance("2025-03-20", *DEUX)
    examen = lancer("seance", "examiner", numero, base=adresse)
    assert "« parchemin personnes memes 1 2 », ou « parchemin personnes distinctes 1 2 »" in examen.stdout


def test_de_plusieurs_homonymes_la_commande_demande_laquelle(
    lancer: Callable[..., CompletedProcess[str]], adresse: str, dire: Callable, seance: Callable
) -> None:
    numero = str(seance("2025-03-20", "Diallo;Awa;1995-06-30;", "Diallo;Awa;1988-12-01;"))
    dire("seance", "proclamer", numero, "--oui")
    refus = lancer("titres", "--candidat", "Awa Diallo", base=adresse)
    assert refus.returncode == 2
    assert "2 personnes" in refus.stderr
    assert "1988-12-01" in refus.stderr
    (titre,) = dire("titres", "--candidat", "Awa Diallo", "--naissance", "1988-12-01")["titres"]
    assert titre["candidat"] == "Diallo Awa"
    assert dire("titres", "--candidat", "Diallo", "--personne", "2")["titres"] == [titre]
