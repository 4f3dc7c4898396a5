"""Rules are values: which numbers they hold, and the same policy with others."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from attrs import frozen

from parchemin.cohortes.simulation.parametres import Changement, dire, modifier, noms, parametres
from parchemin.faits import Fait
from parchemin.plugin.host import Hote
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Niveau, Source
from parchemin.regles import Formule, Jugement, Lecture, Part, Politique

SOURCE = Source("document", "§1")
DEUX_SEUILS = Politique(
    "essai.cqp@2024",
    ("formation",),
    (),
    Part(Niveau.COMPETENCE, "80 %", SOURCE, chacune=Part(Niveau.CRITERE, "70 %", SOURCE)),
)


def test_un_parametre_porte_le_nom_de_ce_que_sa_regle_juge() -> None:
    assert list(map(str, parametres(DEUX_SEUILS))) == ["bloc.part = 80 %", "competence.part = 70 %"]


@pytest.mark.parametrize(
    ("edition", "voie", "attendus"),
    [
        ("ucanss.gc@2021", "formation", ["bloc.part = 80 %", "competence.part = 80 %"]),
        ("ucanss.gc@2013", "formation", ["certification.moyenne = 10", "certification.moyenne.echelle = 20"]),
        ("ucanss.gcar@2017", "vae", ["bloc.part = 100 %"]),
        (
            "courtage.cdc@2017",
            "formation",
            [
                "bloc.part = 70 %",
                "bloc.acces.portee = bloc",
                "bloc.acces.sans_note = attend",
                "bloc.acces = 10",
                "bloc.acces.sur = 20",
            ],
        ),
        ("courtage.cdc@2017", "vae", ["bloc.part = 70 %"]),
        ("agirc-arrco.ce@2024", "epreuves", []),
    ],
)
def test_les_nombres_de_chaque_regime(hote: Hote, edition: str, voie: str, attendus: list[str]) -> None:
    assert list(map(str, parametres(hote.politique(edition, voie)))) == attendus


def test_un_seuil_change_et_l_autre_reste() -> None:
    change = modifier(DEUX_SEUILS, [Changement("bloc.part", "75%")])
    assert list(map(str, parametres(change))) == ["bloc.part = 75 %", "competence.part = 70 %"]
    assert "au moins 75 % de ses compétences" in change.enoncer()[0]


def test_sans_changement_la_politique_est_la_meme() -> None:
    assert modifier(DEUX_SEUILS, []) == DEUX_SEUILS
    assert modifier(DEUX_SEUILS, [Changement("certification.moyenne", "11")]) == DEUX_SEUILS


def test_le_meme_seuil_change_partout_ou_il_sert(hote: Hote) -> None:
    """The share of a bloc serves the concordance, and the final evaluation of the voie blocs."""
    change = modifier(hote.politique("courtage.cdc@2017", "blocs"), [Changement("bloc.part", "3/4")])
    assert [parametre.valeur for parametre in parametres(change) if parametre.chemin == "bloc.part"] == [
        Fraction(3, 4)
    ]
    assert len(noms([change])["bloc.part"]) == 1


def test_un_motif_ne_cite_pas_un_document_pour_un_nombre_qui_n_y_est_pas(hote: Hote) -> None:
    concordance = modifier(hote.politique("courtage.cdc@2017", "formation"), [Changement("bloc.part", "75%")])
    dite = "hypothèse bloc.part, au lieu de 70 % (003 règles de certification)"
    assert concordance.bloc is not None
    assert str(concordance.bloc.regles[0].source) == dite
    assert concordance.bloc.regles[1].source.document == "003"


@pytest.mark.parametrize(
    ("chemin", "texte", "valeur"),
    [
        ("bloc.part", "75%", "75 %"),
        ("bloc.part", "75 %", "75 %"),
        ("bloc.part", "0,75", "75 %"),
        ("bloc.part", "2/3", "2/3"),
        ("bloc.part", "66,5%", "66,5 %"),
        ("bloc.part", "1", "100 %"),
        ("bloc.acces", "11,5", "11,5"),
        ("bloc.acces.sur", "10", "10"),
    ],
)
def test_une_valeur_exacte(hote: Hote, chemin: str, texte: str, valeur: str) -> None:
    change = modifier(hote.politique("courtage.cdc@2017", "formation"), [Changement(chemin, texte)])
    assert [dire(parametre.valeur) for parametre in parametres(change) if parametre.chemin == chemin] == [valeur]


@pytest.mark.parametrize(
    ("chemin", "texte", "message"),
    [
        ("bloc.part", "0%", "une part va de 0 (exclu) à 1"),
        ("bloc.part", "100,01%", "une part va de 0 (exclu) à 1"),
        ("bloc.part", "-5%", "attendu une part (75 %, 3/4)"),
        ("bloc.part", "7.5e-1", "attendu une part"),
        ("bloc.part", "nan", "attendu une part"),
        ("bloc.part", "1/0", "attendu une part"),
        ("bloc.acces", "50%", "attendu un nombre (10, 10,5)"),
        ("bloc.acces", "1/3", "attendu un nombre"),
        ("bloc.acces", "inf", "attendu un nombre"),
        ("bloc.acces.sur", "10,5", "attendu un entier"),
        ("bloc.acces.sur", "²", "attendu un entier"),
    ],
)
def test_une_valeur_inexacte_est_refusee(hote: Hote, chemin: str, texte: str, message: str) -> None:
    politique = hote.politique("courtage.cdc@2017", "formation")
    with pytest.raises(ValueError, match=r"attendu|part") as levee:
        modifier(politique, [Changement(chemin, texte)])
    assert message in str(levee.value)


class RegleEnPython:
    """A rule without fields: what it holds is its own affair."""

    code, source = "a_la_main", SOURCE
    seuil = 3

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule: ...
    def exige(self, jugement: Jugement) -> Fait: ...
    def enoncer(self, niveau: Niveau) -> tuple[str, ...]: ...


@frozen
class RegleDAilleurs:
    """A rule of a branch of its own, with a number that has a name of its own."""

    source: Source
    rattrapages: int = 2
    obligatoire: bool = True
    code: str = "rattrapage"
    formuler: Callable[..., Formule] = RegleEnPython.formuler
    exige = RegleEnPython.exige
    enoncer = RegleEnPython.enoncer


def test_une_regle_d_une_autre_branche_montre_ses_nombres() -> None:
    politique = Politique("essai.cqp@2024", ("formation",), (RegleDAilleurs(SOURCE), RegleEnPython()))
    assert list(map(str, parametres(politique))) == ["certification.rattrapage.rattrapages = 2"]
    change = modifier(politique, [Changement("certification.rattrapage.rattrapages", "3")])
    assert change.certification[0].rattrapages == 3
    assert change.certification[1] is politique.certification[1]


@pytest.mark.parametrize("ecrit", ["bloc.part", "=75%", "bloc.part=", ""])
def test_un_changement_mal_ecrit(ecrit: str) -> None:
    with pytest.raises(ValueError, match=r"attendu PARAMETRE=VALEUR"):
        Changement.lire(ecrit)
