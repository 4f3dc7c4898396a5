"""A fact is a value; its sentence is made by whoever says it, with codes or with names."""

from datetime import date

from parchemin.errors import ActeRefuse, Defaut, Lieu
from parchemin.faits import CODES, FaitInconnu, Mots, Tournure, en_fait

MANQUE = Tournure("essai_manque", "bloc {bloc:noeud} : {combien} observation{combien:s}, attendu le {le:jour}")
DECIDE = Tournure("essai_decide", "{blocs:noeud} : {verdict:verdict} ({fait})")


class Noms(Mots):
    def nommer(self, genre: str, code: str) -> str:
        return {"B1": "Accueil", "B2": "Conseil"}.get(code, code) if genre == "noeud" else code

    def jour(self, le: date | str) -> str:
        return f"le jour {le}"


def test_un_fait_se_dit_par_codes_ou_par_noms() -> None:
    fait = MANQUE(bloc="B1", combien=2, le=date(2022, 3, 16))
    assert (fait.code, fait["combien"], fait.champs["bloc"]) == ("essai_manque", 2, "B1")
    assert fait.dire(CODES) == "bloc B1 : 2 observations, attendu le 2022-03-16"
    assert fait.dire(Noms()) == "bloc Accueil : 2 observations, attendu le le jour 2022-03-16"
    assert str(MANQUE(bloc="B1", combien=1, le="2022-03-16")) == "bloc B1 : 1 observation, attendu le 2022-03-16"


def test_un_fait_en_contient_d_autres_et_des_listes() -> None:
    fait = DECIDE(blocs=("B1", "B2"), verdict="non_acquis", fait=MANQUE(bloc="B2", combien=0, le="x"))
    assert (
        fait.dire(Noms()) == "Accueil, Conseil : non acquis (bloc Conseil : 0 observation, attendu le le jour x)"
    )


def test_un_code_n_est_jamais_pris_pour_une_tournure() -> None:
    assert str(MANQUE(bloc="{le} acquis", combien=1, le="x")) == "bloc {le} acquis : 1 observation, attendu le x"


def test_deux_faits_des_memes_champs_sont_le_meme() -> None:
    assert len({MANQUE(bloc="B1", combien=2, le="x"), MANQUE(bloc="B1", combien=2, le="x")}) == 1


def test_une_erreur_porte_ses_faits() -> None:
    refus = ActeRefuse([MANQUE(bloc="B1", combien=2, le="x"), "une phrase d'ailleurs"])
    assert [raison.code for raison in refus.raisons] == ["essai_manque", "texte"]
    assert str(refus) == "bloc B1 : 2 observations, attendu le x ; une phrase d'ailleurs"
    defaut = Defaut(Lieu("f.csv", ligne=2), "vide")
    assert (defaut.message, str(defaut)) == ("vide", "f.csv, ligne 2 : vide")


def test_un_fait_que_personne_ne_sait_dire_montre_ses_champs() -> None:
    assert FaitInconnu("perdu", {"bloc": "B1", "n": 2}).dire(CODES) == "perdu (bloc : B1, n : 2)"
    assert en_fait("tel quel").dire(CODES) == "tel quel"
