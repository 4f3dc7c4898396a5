"""The votes of a jury: the majority that carries, at each boundary, and the tallies that cannot be."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parchemin.dossier.model import Membre
from parchemin.faits import CODES
from parchemin.jury import (
    DEUX_TIERS,
    PLUS_DE_LA_MOITIE,
    UNANIMITE,
    BaseDesVoix,
    Composition,
    Majorite,
    RegleDeVote,
    Siege,
    Sort,
    Suffrages,
    Votants,
    depouiller,
)
from parchemin.referentiel.model import Source

SOURCE = Source("règlement", "§5")
CINQ = Votants(5, 5, 8, ("Mme Roy",))

SIMPLE = RegleDeVote(SOURCE)
DES_PRESENTS = RegleDeVote(SOURCE, base=BaseDesVoix.PRESENTS)
DES_SIEGES = RegleDeVote(SOURCE, base=BaseDesVoix.SIEGES)
AUX_DEUX_TIERS = RegleDeVote(SOURCE, DEUX_TIERS)
A_L_UNANIMITE = RegleDeVote(SOURCE, UNANIMITE)
PRESIDENT = RegleDeVote(SOURCE, preponderante=("president",))


def sort(vote, pour, contre, abstention=0, *, favorable=True, votants=CINQ, **champs):
    return depouiller(vote, votants, Suffrages(pour, contre, abstention, **champs), favorable=favorable).sort


@pytest.mark.parametrize(
    ("vote", "pour", "contre", "abstention", "attendu"),
    [
        (SIMPLE, 2, 1, 2, Sort.PORTE),
        (SIMPLE, 1, 2, 2, Sort.REFUSE),
        (SIMPLE, 0, 2, 0, Sort.REFUSE),
        (DES_PRESENTS, 3, 0, 2, Sort.PORTE),
        (DES_PRESENTS, 2, 0, 3, Sort.REFUSE),
        (DES_SIEGES, 5, 0, 0, Sort.PORTE),
        (DES_SIEGES, 4, 1, 0, Sort.REFUSE),
        (AUX_DEUX_TIERS, 2, 1, 2, Sort.PORTE),
        (AUX_DEUX_TIERS, 3, 2, 0, Sort.REFUSE),
        (A_L_UNANIMITE, 4, 0, 1, Sort.PORTE),
        (A_L_UNANIMITE, 4, 1, 0, Sort.REFUSE),
        (SIMPLE, 0, 0, 5, Sort.PARTAGE),
    ],
)
def test_un_verdict_favorable_veut_sa_majorite(vote, pour, contre, abstention, attendu):
    assert sort(vote, pour, contre, abstention) is attendu


@pytest.mark.parametrize(
    ("pour", "contre", "attendu"), [(0, 3, Sort.PORTE), (1, 2, Sort.PORTE), (3, 0, Sort.REFUSE)]
)
def test_les_voix_pour_sont_pour_le_candidat(pour, contre, attendu):
    assert sort(SIMPLE, pour, contre, favorable=False) is attendu


@given(st.integers(0, 5), st.integers(0, 5), st.sampled_from([SIMPLE, DES_PRESENTS, DES_SIEGES, AUX_DEUX_TIERS]))
def test_un_verdict_et_son_contraire_ne_sont_jamais_portes_ensemble(pour, contre, vote):
    sorts = [sort(vote, pour, contre, favorable=favorable) for favorable in (True, False)]
    assert sorts.count(Sort.PORTE) <= 1
    assert pour + contre > 5 or sorts.count(Sort.PORTE) == 1 or sorts == [Sort.PARTAGE, Sort.PARTAGE]


@pytest.mark.parametrize("favorable", [True, False])
def test_un_partage_ne_porte_rien_sans_voix_preponderante(favorable):
    rendu = depouiller(SIMPLE, CINQ, Suffrages(1, 1, 1), favorable=favorable)
    assert rendu.sort is Sort.PARTAGE
    assert "aucune voix prépondérante n'est déclarée" in rendu.refus.dire(CODES)


@pytest.mark.parametrize("favorable", [True, False])
def test_la_voix_preponderante_tranche_un_partage_et_dit_qui(favorable):
    rendu = depouiller(PRESIDENT, CINQ, Suffrages(2, 2, 1, preponderante=True), favorable=favorable)
    assert rendu.sort is Sort.PORTE
    assert "voix prépondérante de Mme Roy" in rendu.fait.dire(CODES)


def test_la_voix_preponderante_se_dit():
    assert sort(PRESIDENT, 2, 2) is Sort.PARTAGE


def test_la_voix_preponderante_ne_sert_pas_sans_qui_la_porte():
    assert sort(PRESIDENT, 2, 2, votants=Votants(4, 4, 8), preponderante=True) is Sort.PARTAGE


def test_la_voix_preponderante_sans_partage_est_refusee():
    assert sort(PRESIDENT, 3, 2, preponderante=True) is Sort.IMPOSSIBLE


@pytest.mark.parametrize(
    ("pour", "contre", "abstention", "attendu"), [(2, 2, 0, Sort.PORTE), (1, 1, 2, Sort.REFUSE)]
)
def test_la_voix_preponderante_ne_fait_pas_une_majorite_des_presents_avec_des_abstentions(
    pour, contre, abstention, attendu
):
    vote = RegleDeVote(SOURCE, base=BaseDesVoix.PRESENTS, preponderante=("president",))
    quatre = Votants(4, 4, 8, ("Mme Roy",))
    assert sort(vote, pour, contre, abstention, votants=quatre, preponderante=True) is attendu


@pytest.mark.parametrize(("pour", "attendu"), [(5, Sort.PORTE), (6, Sort.IMPOSSIBLE)])
def test_il_n_y_a_pas_plus_de_voix_que_de_votants(pour, attendu):
    assert sort(SIMPLE, pour, 0) is attendu


@pytest.mark.parametrize(("pouvoirs", "attendu"), [(0, Sort.IMPOSSIBLE), (5, Sort.PORTE), (6, Sort.IMPOSSIBLE)])
def test_un_votant_represente_autant_d_absents_que_le_reglement_le_permet(pouvoirs, attendu):
    vote = RegleDeVote(SOURCE, pouvoirs=1)
    assert sort(vote, 6, 0, pouvoirs=pouvoirs) is attendu


def test_un_nombre_de_voix_n_est_pas_negatif():
    assert sort(SIMPLE, 3, -1) is Sort.IMPOSSIBLE


@pytest.mark.parametrize("part", ["2/5", "1/2", "3/2", 0.6])
def test_une_majorite_est_une_part_exacte_de_plus_de_la_moitie(part):
    with pytest.raises(ValueError, match="attendu"):
        Majorite(part)


def test_la_majorite_prend_un_nombre_exact():
    assert Majorite("0,6") == Majorite(Fraction(3, 5)) == Majorite("3/5")


COMPOSITION = Composition(
    ("essai.a",),
    "jury",
    (
        Siege("president", "Président", 1, 1, preside=True),
        Siege("membre", "Membre", 0, 4),
        Siege("invite", "Invité", 0, 2, voix=False, voies=("vae",)),
        Siege("invite", "Invité", 0, 2, voies=("formation",)),
    ),
    SOURCE,
)
MEMBRES = (Membre("Mme Roy", "president"), Membre("M. Blé", "membre"), Membre("M. Ru", "invite"))


@pytest.mark.parametrize(("voie", "voix"), [("formation", 3), ("vae", 2)])
def test_un_siege_a_sa_voix_dans_certaines_voies(voie, voix):
    assert COMPOSITION.votants(MEMBRES, voie).voix == voix


def test_une_personne_a_deux_sieges_n_a_qu_une_voix():
    votants = COMPOSITION.votants((*MEMBRES, Membre("Mme Roy", "membre")), "vae")
    assert (votants.personnes, votants.voix) == (2, 2)


def test_un_siege_a_plusieurs_voix():
    composition = Composition(("essai.a",), "jury", (Siege("membre", "Membre", 1, 2, voix=2),), SOURCE)
    votants = composition.votants((Membre("M. Blé", "membre"),), "vae")
    assert (votants.personnes, votants.voix, votants.sieges) == (1, 2, 4)


def test_sans_majorite_declaree_la_lecture_est_dite_et_le_president_departage():
    vote, votants = COMPOSITION.vote_exige, COMPOSITION.votants(MEMBRES, "vae")
    refus = depouiller(vote, votants, Suffrages(0, 2), favorable=True).refus.dire(CODES)
    assert "lecture, aucun texte de la branche ne donne la majorité" in refus
    assert sort(vote, 1, 1, votants=votants, preponderante=True) is Sort.PORTE


def test_une_regle_de_vote_s_enonce():
    vote = RegleDeVote(SOURCE, base=BaseDesVoix.PRESENTS, preponderante=("president",), pouvoirs=1, secret=True)
    assert vote.enoncer() == (
        "Décision : plus de la moitié des voix présentes ou représentées ; voix prépondérante : president ; "
        "1 pouvoir par votant ; vote secret."
    )
    assert str(PLUS_DE_LA_MOITIE) == "plus de la moitié"
