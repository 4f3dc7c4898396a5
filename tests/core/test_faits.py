"""A fact is a value; its sentence is made by whoever says it, with codes or with names."""

import json
from datetime import date

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import parchemin.api  # noqa: F401 - whoever words facts declares them
from parchemin.errors import ActeRefuse, Defaut, Lieu
from parchemin.faits import CLASSES, CODES, TEXTE, FaitInconnu, Mots, Tournure, ecrire, en_fait, inscrire, lire
from parchemin.referentiel.lexique import Lexique

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


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda plus: st.lists(plus, max_size=3) | st.dictionaries(st.text(max_size=4), plus, max_size=3),
    max_leaves=5,
)


@st.composite
def ecrits(tirer: st.DrawFn) -> object:
    """Draw what a register may hold in the place of a fact: of a known code most often, its fields anything."""
    code = tirer(st.sampled_from(sorted({*CLASSES, *Tournure.connues})) | st.text(max_size=4))
    noms = [champ.name for champ in attrs.fields(CLASSES[code])] if code in CLASSES else []
    noms += Tournure.connues[code].genres if code in Tournure.connues else []
    champs = {nom: tirer(_JSON) for nom in noms} | tirer(st.dictionaries(st.text(max_size=3), _JSON, max_size=1))
    return tirer(st.just({"code": code, "champs": champs}) | _JSON)


@settings(max_examples=300)
@given(ecrit=ecrits())
@example({"code": "donnee_non_conforme", "champs": {"intitule": None, "trouve": False, "attendu": None}})
def test_rien_de_ce_qui_est_garde_n_arrete_sa_lecture(ecrit: object) -> None:
    for mots in (CODES, Lexique.de(imprime=True)):
        assert isinstance(lire(ecrit).dire(mots), str)


def test_un_fait_ecrit_dit_la_meme_chose_une_fois_relu() -> None:
    fait = DECIDE(
        blocs=("B1", "B2"), verdict="non_acquis", fait=MANQUE(bloc="B2", combien=0, le=date(2022, 3, 16))
    )
    ecrit = json.loads(json.dumps(ecrire(fait)))
    assert ecrit["champs"]["fait"]["champs"]["le"] == "2022-03-16"
    assert lire(ecrit) == fait
    assert ecrire(lire(ecrit)) == ecrit
    assert ecrire(TEXTE(texte="x")) == {"code": "texte", "champs": {"texte": "x"}}


@pytest.mark.parametrize(
    "ecrit",
    [
        {"code": "essai_manque", "champs": {"bloc": "B1"}},
        {"code": "essai_manque", "champs": {"bloc": "B1", "combien": 2, "le": "hier"}},
        {"code": "duree", "champs": {"annees": "cinq"}},
        {"code": "duree", "champs": {"siecles": 1}},
        {"code": "perdu", "champs": {"bloc": "B1"}},
    ],
)
def test_un_fait_mal_garde_montre_ce_qui_fut_garde(ecrit: dict) -> None:
    assert lire(ecrit) == FaitInconnu(ecrit["code"], ecrit["champs"])


def test_deux_tournures_n_ont_pas_le_meme_code() -> None:
    with pytest.raises(ValueError, match="essai_manque"):
        Tournure("essai_manque", "autre phrase")
    with pytest.raises(ValueError, match="duree"):
        inscrire(type("Autre", (), {"code": "duree"}))


def test_une_liste_de_listes_n_est_pas_un_jour():
    ecrit = {"code": "a_relire", "champs": {"relu": [[]]}}
    assert lire(ecrit) == FaitInconnu("a_relire", {"relu": [[]]})
