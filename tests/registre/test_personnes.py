"""Who is who: an identity is exact, whatever is only alike is asked once, and waits for the answer."""

from collections.abc import Callable
from datetime import date

import pytest

from parchemin.errors import ActeRefuse, CodeInconnu
from parchemin.registre.personnes.appellations import nommees
from parchemin.registre.personnes.reponses import repondre
from parchemin.registre.seance.doutes import Doutes, consulter_doutes
from parchemin.registre.seance.proclamation import examiner, proclamer
from parchemin.registre.seance.propositions import deliberer
from parchemin.registre.service import Registre


def codes(doutes: Doutes) -> tuple[list[str], list[str]]:
    return [fait.code for fait in doutes.questions], [fait.code for fait in doutes.alertes]


def test_deux_prenoms_qu_un_ton_distingue_sont_deux_personnes_apres_la_question(
    registre: Registre, seance: Callable, lus: Callable
) -> None:
    numero = seance("2025-03-20", "Nguyễn;Hương;1995-06-30;", "Nguyễn;Hường;1995-06-30;")
    (question,) = consulter_doutes(registre, numero).questions
    with pytest.raises(ActeRefuse, match="une seule personne"):
        proclamer(registre, numero)
    repondre(registre, question["premiere"], question["seconde"], meme=False)
    assert consulter_doutes(registre, numero) == Doutes()
    assert proclamer(registre, numero).titres == 2
    assert {titre.candidat for titre in lus("")} == {"Nguyễn Hương", "Nguyễn Hường"}


def test_qui_est_la_meme_ne_recoit_qu_un_titre(registre: Registre, seance: Callable, tient: Callable) -> None:
    numero = seance("2025-03-20", "Lefèvre;Amélie;1990-04-02;", "LEFEVRE;Amelie;1990-04-02;")
    (question,) = consulter_doutes(registre, numero).questions
    repondre(registre, question["premiere"], question["seconde"], meme=True)
    assert codes(consulter_doutes(registre, numero)) == ([], ["meme_personne"])
    assert [fait.code for fait in examiner(registre, numero).empechements] == []
    assert proclamer(registre, numero).titres == 1
    assert tient()


def test_la_meme_identite_deux_fois_est_une_personne(registre: Registre, seance: Callable) -> None:
    numero = seance("2025-03-20", "Lefèvre;Amélie;1990-04-02;", "LEFÈVRE;Amélie;02/04/1990;")
    assert codes(consulter_doutes(registre, numero)) == ([], ["meme_personne"])
    assert proclamer(registre, numero).titres == 1


@pytest.mark.parametrize(
    "autre",
    [
        "Lefèvre;Amélie;;",
        "Lefèvre;Amélie;1990;",
        "Lefèvre;Amélie;04/1990;",
        "Amélie;Lefèvre;1990-04-02;",
        "Petit;Amélie;1990-04-02;Lefèvre",
        "Lefèvres;Amélie;1990-04-02;",
        "Lefèvre;Amélie;1990-02-04;",
    ],
)
def test_une_personne_du_registre_est_reconnue_par_une_question(
    registre: Registre, seance: Callable, autre: str, lus: Callable
) -> None:
    proclamer(registre, seance("2025-03-20", "Lefèvre;Amélie;1990-04-02;|B1"))
    numero = seance("2025-09-18", autre)
    (question,) = consulter_doutes(registre, numero).questions
    assert (question["premiere"], question["seconde"]) == (2, 1)
    assert question["autre"]["personne"] == 1
    assert question in examiner(registre, numero).empechements


def test_la_meme_garde_ce_qu_elle_tient_du_registre(registre: Registre, seance: Callable, lus: Callable) -> None:
    proclamer(registre, seance("2025-03-20", "Benali;Sarah;1991-02-03;|B1,B2"))
    numero = seance("2025-09-18", "Martin;Sarah;1991-02-03;Benali|B3")
    (question,) = consulter_doutes(registre, numero).questions
    repondre(registre, question["premiere"], question["seconde"], meme=True)
    assert "a_deliberer" in {fait.code for fait in examiner(registre, numero).empechements}
    deliberer(registre, numero)
    proclamer(registre, numero)
    assert [titre.candidat for titre in lus("Martin") if titre.nature == "cqp"] == ["Martin Sarah"]


def test_une_question_ne_se_pose_qu_une_fois(registre: Registre, seance: Callable) -> None:
    proclamer(registre, seance("2025-03-20", "Lefèvre;Amélie;1990-04-02;|B1"))
    premiere = seance("2025-06-18", "Lefevre;Amelie;1990-04-02;|B2")
    (question,) = consulter_doutes(registre, premiere).questions
    repondre(registre, question["premiere"], question["seconde"], meme=True)
    deliberer(registre, premiere)
    proclamer(registre, premiere)
    suivante = seance("2025-09-18", "Lefevre;Amelie;1990-04-02;|B3")
    assert consulter_doutes(registre, suivante) == Doutes()


def test_ce_qui_suit_d_une_reponse_ne_se_demande_plus(registre: Registre, seance: Callable) -> None:
    """A is B, and B is not C: nobody asks of A and C."""
    numero = seance("2025-03-20", "Zola;Léa;1990-04-02;", "Zola;Lea;1990-04-02;", "Zola;Lëa;1990-04-02;")
    assert len(consulter_doutes(registre, numero).questions) == 3
    repondre(registre, 1, 2, meme=True)
    assert len(consulter_doutes(registre, numero).questions) == 1
    repondre(registre, 2, 3, meme=False)
    assert consulter_doutes(registre, numero).questions == ()


def test_des_jumeaux_et_un_homonyme_ne_sont_pas_demandes(registre: Registre, seance: Callable) -> None:
    numero = seance("2025-03-20", "Diallo;Awa;1995-06-30;", "Diallo;Adama;1995-06-30;", "Diallo;Awa;1988-12-01;")
    assert consulter_doutes(registre, numero) == Doutes()
    assert proclamer(registre, numero).titres == 3


def test_un_meme_prenom_le_meme_jour_est_dit_sans_rien_empecher(registre: Registre, seance: Callable) -> None:
    proclamer(registre, seance("2025-03-20", "Benali;Sarah;1991-02-03;|B1"))
    numero = seance("2025-09-18", "Martin;Sarah;1991-02-03;")
    assert codes(consulter_doutes(registre, numero)) == ([], ["personne_peut_etre"])
    assert [fait.code for fait in examiner(registre, numero).empechements] == []


def test_une_reponse_contraire_veut_un_motif_et_prend_la_place(
    registre: Registre, seance: Callable, tient: Callable
) -> None:
    numero = seance("2025-03-20", "Lefèvre;Amélie;1990-04-02;", "Lefevre;Amelie;1990-04-02;")
    premiere = repondre(registre, 1, 2, meme=False)
    assert repondre(registre, 2, 1, meme=False) == type(premiere)(2, 1, False, premiere.acte, deja=True)
    with pytest.raises(ActeRefuse, match="veut un motif"):
        repondre(registre, 1, 2, meme=True)
    repondre(registre, 1, 2, meme=True, motif="Acte de naissance présenté")
    assert codes(consulter_doutes(registre, numero)) == ([], ["meme_personne"])
    assert tient()


@pytest.mark.parametrize(("une", "autre"), [(1, 1), (1, 99)])
def test_on_ne_repond_que_de_deux_personnes_connues(
    registre: Registre, seance: Callable, une: int, autre: int
) -> None:
    seance("2025-03-20", "Lefèvre;Amélie;1990-04-02;")
    with pytest.raises((ActeRefuse, CodeInconnu)):
        repondre(registre, une, autre, meme=True)


@pytest.mark.parametrize(
    ("dit", "attendus"),
    [
        ("kowal", [1]),
        ("Ewa Kował", [1]),
        ("Silva", [2]),
        ("Inês da Silva", [2]),
        ("silva ines", [2]),
        ("Le Goff", [3]),
        ("legoff", [3]),
        ("Dupont", [4]),
        ("Petit", [4]),
        ("Marie Dupont-Martin", [4]),
        ("Strauss", [5]),
        ("Diallo Awa", [6, 7]),
        ("Awa", []),
        ("Awa Adama", []),
        ("", []),
    ],
)
def test_un_nom_se_trouve_comme_on_l_ecrit(
    registre: Registre, seance: Callable, dit: str, attendus: list[int]
) -> None:
    seance(
        "2025-03-20",
        *("Kował;Ewa;1990-01-01;", "Da Silva;Inês;1990-01-02;", "Le Goff;Yann;1990-01-03;"),
        *("Dupont-Martin;Marie Anne;1990-01-04;Petit", "Strauß;Uwe;1990-01-05;"),
        *("Diallo;Awa;1995-06-30;", "Diallo;Awa;1988-12-01;"),
    )
    with registre.lire() as cx:
        assert nommees(cx, dit) == attendus


def test_une_naissance_partielle_est_gardee(registre: Registre, seance: Callable) -> None:
    seance("2025-03-20", "Kowal;Ewa;1990;", "Silva;Ana;04/1990;", "Petit;Luc;;")
    with registre.lire() as cx:
        from parchemin.registre.personnes.appellations import identites

        assert [str(qui.naissance) for _, qui in identites(cx, [1, 2, 3])] == ["1990", "1990-04", "None"]


def test_ce_qu_on_retire_ne_se_rencontre_plus(registre: Registre, seance: Callable) -> None:
    from parchemin.registre.personnes.conservation import ChoixDeRetrait, anonymiser

    proclamer(registre, seance("2015-03-20", "Kowal;Ewa;1990-01-01;Petit"))
    anonymiser(registre, ChoixDeRetrait(avant=date(2016, 1, 1)))
    with registre.lire() as cx:
        assert nommees(cx, "Kowal") == [1]
        assert nommees(cx, "Petit") == []
