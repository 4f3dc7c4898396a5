"""Delays counted from date to date: the last day counts, and 29 February becomes the 28th."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parchemin.referentiel.duree import Duree


@pytest.mark.parametrize(
    ("duree", "depart", "limite"),
    [
        (Duree(annees=5), date(2020, 3, 10), date(2025, 3, 10)),
        (Duree(annees=1), date(2023, 12, 31), date(2024, 12, 31)),
        (Duree(mois=1), date(2025, 6, 12), date(2025, 7, 12)),
        (Duree(mois=1), date(2024, 12, 15), date(2025, 1, 15)),
        (Duree(mois=12), date(2024, 5, 31), date(2025, 5, 31)),
        (Duree(mois=25), date(2024, 11, 30), date(2026, 12, 30)),
        (Duree(jours=21), date(2025, 2, 27), date(2025, 3, 20)),
        (Duree(jours=21), date(2024, 2, 27), date(2024, 3, 19)),
        (Duree(), date(2025, 3, 20), date(2025, 3, 20)),
        (Duree(annees=1, mois=1, jours=1), date(2024, 1, 31), date(2025, 3, 1)),
    ],
)
def test_un_delai_court_de_quantieme_a_quantieme(duree, depart, limite):
    assert duree.apres(depart) == limite


@pytest.mark.parametrize(
    ("duree", "depart", "limite"),
    [
        (Duree(annees=5), date(2020, 2, 29), date(2025, 2, 28)),
        (Duree(annees=4), date(2020, 2, 29), date(2024, 2, 29)),
        (Duree(annees=5), date(2019, 2, 28), date(2024, 2, 28)),
        (Duree(annees=100), date(2000, 2, 29), date(2100, 2, 28)),
        (Duree(mois=1), date(2025, 1, 31), date(2025, 2, 28)),
        (Duree(mois=1), date(2024, 1, 31), date(2024, 2, 29)),
        (Duree(mois=1), date(2025, 1, 29), date(2025, 2, 28)),
        (Duree(mois=2), date(2024, 12, 31), date(2025, 2, 28)),
        (Duree(mois=1), date(2025, 3, 31), date(2025, 4, 30)),
        (Duree(mois=1), date(2025, 4, 30), date(2025, 5, 30)),
    ],
)
def test_un_jour_que_le_mois_n_a_pas_devient_son_dernier(duree, depart, limite):
    assert duree.apres(depart) == limite


@pytest.mark.parametrize(
    ("duree", "arrivee", "limite"),
    [
        (Duree(jours=21), date(2025, 3, 20), date(2025, 2, 27)),
        (Duree(jours=1), date(2024, 3, 1), date(2024, 2, 29)),
        (Duree(jours=1), date(2025, 1, 1), date(2024, 12, 31)),
        (Duree(annees=8), date(2014, 5, 12), date(2006, 5, 12)),
        (Duree(annees=1), date(2024, 2, 29), date(2023, 2, 28)),
        (Duree(mois=1), date(2025, 3, 31), date(2025, 2, 28)),
        (Duree(mois=1), date(2025, 1, 15), date(2024, 12, 15)),
        (Duree(mois=13), date(2025, 1, 31), date(2023, 12, 31)),
        (Duree(mois=1, jours=1), date(2025, 3, 31), date(2025, 2, 27)),
    ],
)
def test_un_delai_se_compte_aussi_a_rebours(duree, arrivee, limite):
    assert duree.avant(arrivee) == limite


def test_trois_semaines_et_un_mois_ne_sont_pas_la_meme_chose():
    assert Duree(jours=21).apres(date(2025, 2, 1)) < Duree(mois=1).apres(date(2025, 2, 1))


@pytest.mark.parametrize(
    ("duree", "mots"),
    [
        (Duree(annees=5), "5 ans"),
        (Duree(annees=1), "1 an"),
        (Duree(mois=1), "1 mois"),
        (Duree(mois=9), "9 mois"),
        (Duree(jours=1), "1 jour"),
        (Duree(jours=21), "21 jours"),
        (Duree(annees=2, mois=6, jours=3), "2 ans 6 mois 3 jours"),
    ],
)
def test_une_duree_se_dit_en_francais(duree, mots):
    assert str(duree) == mots


JOURS = st.dates(date(1950, 1, 1), date(2200, 12, 31))
NOMBRES = st.integers(0, 60)
DUREES = st.builds(Duree, annees=NOMBRES, mois=NOMBRES, jours=st.integers(0, 800))
EN_MOIS = st.builds(Duree, annees=NOMBRES, mois=NOMBRES)


@given(JOURS, st.integers(0, 20_000))
def test_en_jours_apres_et_avant_se_defont(jour, nombre):
    duree = Duree(jours=nombre)
    assert duree.avant(duree.apres(jour)) == duree.apres(duree.avant(jour)) == jour


@given(JOURS, EN_MOIS)
def test_en_mois_le_retour_ne_perd_que_les_jours_que_le_mois_n_a_pas(jour, duree):
    retour = duree.avant(duree.apres(jour))
    assert (retour.year, retour.month) == (jour.year, jour.month)
    assert min(jour.day, 28) <= retour.day <= jour.day


@given(JOURS, EN_MOIS)
def test_en_mois_le_quantieme_reste_ou_devient_le_dernier_du_mois(jour, duree):
    limite = duree.apres(jour)
    lendemain = Duree(jours=1).apres(limite)
    assert limite.day == jour.day or (limite.day < jour.day and lendemain.day == 1)


@given(JOURS, JOURS, DUREES)
def test_qui_part_plus_tard_n_arrive_pas_plus_tot(un, autre, duree):
    tot, tard = sorted((un, autre))
    assert duree.apres(tot) <= duree.apres(tard)
    assert duree.avant(tot) <= duree.avant(tard)


@given(JOURS, DUREES, DUREES)
def test_une_duree_plus_longue_n_arrive_pas_plus_tot(jour, duree, en_plus):
    longue = Duree(duree.annees + en_plus.annees, duree.mois + en_plus.mois, duree.jours + en_plus.jours)
    assert longue.avant(jour) <= duree.avant(jour) <= jour <= duree.apres(jour) <= longue.apres(jour)


@given(JOURS, NOMBRES)
def test_douze_mois_font_un_an(jour, annees):
    assert Duree(mois=12 * annees).apres(jour) == Duree(annees=annees).apres(jour)
