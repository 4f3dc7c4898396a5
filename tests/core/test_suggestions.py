"""A name that nobody knows: the nearest is suggested, whole words compared, and travels as a field of the fact."""

import pytest

from parchemin.errors import Suggestion, inconnu
from parchemin.faits import CODES

COLONNES = ("dossier", "naissance", "nom", "prenom", "voie")


@pytest.mark.parametrize(
    ("nom", "proche"),
    [
        ("Nom de naissance", ""),
        ("date_naissance", "naissance"),
        ("Prenom *", "prenom"),
        ("Naissance (jj/mm/aaaa)", "naissance"),
        ("VOIES", "voie"),
        ("lieu de naissance", ""),
    ],
)
def test_on_suggere_par_mots_entiers_sans_etoile_ni_parenthese(nom: str, proche: str) -> None:
    assert Suggestion.parmi(nom, COLONNES).proche == proche


@pytest.mark.parametrize(
    ("nom", "connu"),
    [
        ("essai/gc2013", "essai/gc-2013"),
        ("essai.cqp@2020:sant", "essai.cqp@2020:sante"),
        ("essai.coz", "essai.cos"),
        ("gest_adp", "gest-adp"),
    ],
)
def test_un_code_mal_tape_se_retrouve(nom: str, connu: str) -> None:
    assert Suggestion.parmi(nom, [connu, "autre.chose"]).proche == connu


def test_ce_que_l_on_ne_connait_pas_est_un_fait_et_ses_champs() -> None:
    fait = inconnu("voie inconnue", "va", ["vae", "formation"])
    assert (fait.code, fait["nom"], fait["suggestion"].proche) == ("inconnu", "va", "vae")
    assert fait.dire(CODES) == "voie inconnue « va » ; peut-être « vae »"


def test_sans_proche_les_premiers_connus_sont_dits_et_comptes() -> None:
    dix = [f"bloc-{lettre}" for lettre in "abcdefghij"]
    assert Suggestion.parmi("zzz", dix).dire(CODES).endswith("bloc-h… (10 en tout)")
    assert Suggestion.parmi("zzz", dix[:2]).dire(CODES) == " ; attendu : bloc-a, bloc-b"
    assert Suggestion.parmi("zzz", ()).dire(CODES) == ""
