"""Days of experience in full-time equivalent: exact, capped at one a day, within the window before the deposit."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parchemin.documents.contenus.donnees import phrases
from parchemin.faits import CODES
from parchemin.vae.demande import Experience
from parchemin.vae.etp import compter, dire_jours, total
from parchemin.vae.model import Decompte, Fenetre, RegleRecevabilite

DEPOT = date(2015, 3, 2)
HUIT_ANS = Fenetre(date(2007, 3, 2), DEPOT)
TOUTE_LA_VIE = Fenetre(None, DEPOT)
ETP, CALENDAIRE = Decompte.ETP, Decompte.CALENDAIRE


def emploi(debut, fin, quotite=1, *, heures=None, en_relation=True):
    """An experience; days are written as ISO dates."""
    jours = [jour if isinstance(jour, date) else date.fromisoformat(jour) for jour in (debut, fin)]
    part = None if heures is not None else Fraction(quotite)
    return Experience(*jours, en_relation, part, None if heures is None else Fraction(heures))


def pendant(jours, quotite=1, debut=date(2008, 1, 1)):
    """An experience of so many days, both ends included."""
    return emploi(debut, debut + timedelta(days=jours - 1), quotite)


def jours(*experiences, fenetre=HUIT_ANS, decompte=ETP):
    return total(compter(experiences, fenetre, decompte))


def sort(*experiences, fenetre=HUIT_ANS, decompte=ETP):
    """What became of each period: days counted, cut before, cut after, capped."""
    periodes = compter(experiences, fenetre, decompte)
    return [(periode.compte, periode.avant, periode.apres, periode.plafonne) for periode in periodes]


@pytest.mark.parametrize(
    ("experience", "attendu"),
    [
        (emploi("2014-06-01", "2014-06-01"), 1),
        (emploi("2014-01-01", "2014-12-31"), 365),
        (emploi("2012-01-01", "2012-12-31"), 366),
        (emploi("2007-03-02", "2015-03-01"), 2922),
        (emploi("2007-03-02", "2013-03-01", "1/2"), 1096),
        (pendant(1369, "4/5"), Fraction("1095.2")),
        (pendant(1368, "4/5"), Fraction("1094.4")),
        (emploi("2007-03-02", "2015-03-01", "3/8"), Fraction("1095.75")),
        (emploi("2007-03-02", "2015-03-01", "37/100"), Fraction("1081.14")),
    ],
)
def test_les_deux_bornes_d_une_periode_comptent_a_sa_quotite(experience, attendu):
    assert jours(experience) == attendu


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [
        ("2007-03-01", "2007-03-01", 0),
        ("2007-03-01", "2007-03-02", 1),
        ("2007-03-02", "2007-03-02", 1),
        ("2015-03-01", "2015-03-01", 1),
        ("2015-03-01", "2015-03-02", 1),
        ("2015-03-02", "2015-03-02", 0),
        ("2000-01-01", "2030-12-31", 2922),
    ],
)
def test_le_premier_jour_de_la_fenetre_compte_et_le_jour_du_depot_non(debut, fin, attendu):
    assert jours(emploi(debut, fin)) == attendu


def test_ce_qui_n_a_ni_quotite_ni_heures_ne_compte_qu_au_calendrier():
    experience = Experience(date(2014, 1, 1), date(2014, 1, 10), en_relation=True)
    assert (jours(experience), jours(experience, decompte=CALENDAIRE)) == (0, 10)


def test_sans_fenetre_toute_la_vie_compte_jusqu_a_la_veille_du_depot():
    assert jours(emploi("1990-01-01", "2030-12-31"), fenetre=TOUTE_LA_VIE) == (DEPOT - date(1990, 1, 1)).days


@pytest.mark.parametrize(
    ("depot", "premier"),
    [
        (date(2015, 3, 2), date(2007, 3, 2)),
        (date(2015, 3, 3), date(2007, 3, 3)),
        (date(2016, 2, 29), date(2008, 2, 29)),
        (date(2014, 12, 31), date(2006, 12, 31)),
    ],
)
def test_la_fenetre_remonte_de_quantieme_a_quantieme(depot, premier):
    regle = RegleRecevabilite("a", None, "", fenetre_annees=8)
    assert (regle.fenetre(depot).du, regle.fenetre(depot).au) == (premier, depot - timedelta(days=1))


def test_deux_temps_pleins_le_meme_jour_ne_font_qu_un_jour():
    un, autre = emploi("2014-01-01", "2014-06-30"), emploi("2014-06-01", "2014-12-31")
    assert jours(un, autre) == 365
    assert sort(un, autre) == [(181, 0, 0, 0), (184, 0, 0, 30)]


def test_deux_temps_partiels_s_ajoutent_jusqu_a_un_temps_plein():
    un, autre = emploi("2014-01-01", "2014-01-10", "3/5"), emploi("2014-01-01", "2014-01-10", "7/10")
    assert sort(un, autre) == [(6, 0, 0, 0), (4, 0, 0, 3)]
    assert jours(un, emploi("2014-01-01", "2014-01-10", "2/5")) == 10


def test_une_periode_est_coupee_des_deux_cotes():
    assert sort(emploi("2007-02-28", "2015-03-03")) == [(2922, 2, 2, 0)]


def test_sans_relation_avec_la_certification_rien_ne_compte_ni_ne_plafonne():
    ailleurs, ici = emploi("2014-01-01", "2014-12-31", en_relation=False), emploi("2014-01-01", "2014-12-31")
    assert sort(ailleurs, ici) == [(0, 0, 0, 0), (365, 0, 0, 0)]


@pytest.mark.parametrize(
    ("experience", "dit"),
    [
        (emploi("2014-01-01", "2014-12-31"), ""),
        (emploi("2014-01-01", "2014-12-31", en_relation=False), "sans relation avec la certification"),
        (emploi("2006-01-01", "2007-03-01"), "finit avant la fenêtre, ouverte le 2007-03-02"),
        (emploi("2015-03-02", "2015-12-31"), "commence le jour du dépôt"),
        (emploi("2012-06-01", "2012-06-30"), "jours déjà comptés à temps plein par les périodes précédentes"),
    ],
)
def test_une_periode_ecartee_dit_pourquoi(experience, dit):
    (_, periode) = compter((emploi("2012-01-01", "2012-12-31"), experience), HUIT_ANS, ETP)
    assert (periode.ecartee.dire(CODES) if periode.ecartee else "") == dit
    assert list(periode.reductions) == []


def test_une_periode_reduite_dit_de_combien():
    experiences = emploi("2007-01-01", "2007-12-31"), emploi("2006-03-02", "2016-03-01", "1/2")
    (_, periode) = compter(experiences, HUIT_ANS, ETP)
    assert phrases(periode.reductions) == [
        "coupée par la fenêtre : 365 jours avant le 2007-03-02",
        "coupée au dépôt : 366 jours après le 2015-03-01",
        "plafonnée : 152,5 jours au-delà d'un temps plein",
    ]


@pytest.mark.parametrize(
    ("heures", "duree", "attendu"),
    [
        (1607, 365, 365),
        (1607, 730, 365),
        (1606, 730, Fraction(1606 * 365, 1607)),
        ("803.5", 365, Fraction(365, 2)),
        (1607, 364, 364),
        (16070, 100, 100),
    ],
)
def test_1607_heures_font_365_jours_au_plus_un_par_jour(heures, duree, attendu):
    debut = date(2010, 1, 1)
    assert jours(emploi(debut, debut + timedelta(days=duree - 1), heures=heures)) == attendu


def test_des_heures_se_repartissent_sur_leur_periode_que_la_fenetre_coupe():
    assert jours(emploi("2006-03-02", "2008-02-29", heures=1607)) == Fraction(365 * 365, 730)


def test_par_jours_de_calendrier_la_quotite_et_les_heures_ne_comptent_pas():
    partiel, ancien = emploi("2014-01-01", "2014-12-31", "1/10"), emploi("2014-12-01", "2015-01-31", heures=5)
    assert jours(partiel, ancien, decompte=CALENDAIRE) == 396
    assert jours(partiel, decompte=ETP) == Fraction("36.5")


@pytest.mark.parametrize(
    ("nombre", "dit"),
    [
        (0, "0 jour"),
        (1, "1 jour"),
        (Fraction("1.5"), "1,5 jour"),
        (2, "2 jours"),
        (Fraction(3284, 3), "1094,6666 jours"),
        (1095 - Fraction(1, 10**6), "1094,999999 jours"),
        (1095 - Fraction(1, 3 * 10**6), "1094,9999 jours"),
    ],
)
def test_des_jours_se_disent_coupes_et_jamais_arrondis(nombre, dit):
    assert dire_jours(nombre) == dit


JOUR = st.dates(date(2004, 1, 1), date(2016, 12, 31))
QUOTITE = st.fractions(Fraction(1, 100), 1, max_denominator=100)


@st.composite
def experiences(draw):
    debut, fin = sorted((draw(JOUR), draw(JOUR)))
    en_relation = draw(st.sampled_from([True, True, True, False]))
    if draw(st.booleans()):
        return emploi(debut, fin, draw(QUOTITE), en_relation=en_relation)
    return emploi(debut, fin, heures=draw(st.integers(1, 8000)), en_relation=en_relation)


LISTES = st.lists(experiences(), max_size=6)
FENETRES = st.sampled_from([HUIT_ANS, TOUTE_LA_VIE, Fenetre(date(2014, 3, 2), DEPOT)])
DECOMPTES = st.sampled_from([ETP, CALENDAIRE])


def jour_par_jour(liste, fenetre, decompte):
    """The definition, one day after the other."""
    poids = dict.fromkeys(
        (date(2004, 1, 1) + timedelta(days=rang) for rang in range(366 * 13)),
        Fraction(0),
    )
    for experience in liste:
        duree = (experience.fin - experience.debut).days + 1
        part = Fraction(1)
        if decompte is ETP:
            part = experience.quotite or Fraction(experience.heures * 365, 1607 * duree)
        for rang in range(duree if experience.en_relation else 0):
            poids[experience.debut + timedelta(days=rang)] += part
    dedans = (jour for jour in poids if (fenetre.du or date.min) <= jour < fenetre.depot)
    return sum(min(Fraction(1), poids[jour]) for jour in dedans)


@given(LISTES, FENETRES, DECOMPTES)
def test_le_total_est_celui_que_donne_la_definition(liste, fenetre, decompte):
    assert jours(*liste, fenetre=fenetre, decompte=decompte) == jour_par_jour(liste, fenetre, decompte)


@given(LISTES, experiences(), JOUR, FENETRES, DECOMPTES)
def test_couper_une_periode_en_deux_ne_change_rien(liste, experience, coupure, fenetre, decompte):
    if not experience.debut <= coupure < experience.fin:
        return
    lendemain = coupure + timedelta(days=1)
    duree = (experience.fin - experience.debut).days + 1

    def morceau(debut, fin):
        if experience.heures is None:
            return emploi(debut, fin, experience.quotite, en_relation=experience.en_relation)
        heures = experience.heures * ((fin - debut).days + 1) / duree
        return emploi(debut, fin, heures=heures, en_relation=experience.en_relation)

    morceaux = morceau(experience.debut, coupure), morceau(lendemain, experience.fin)
    entier = jours(*liste, experience, fenetre=fenetre, decompte=decompte)
    assert jours(*liste, *morceaux, fenetre=fenetre, decompte=decompte) == entier


@given(LISTES, experiences(), FENETRES, DECOMPTES)
def test_ajouter_une_periode_ne_retire_jamais_un_jour(liste, experience, fenetre, decompte):
    avant = jours(*liste, fenetre=fenetre, decompte=decompte)
    apres = jours(*liste, experience, fenetre=fenetre, decompte=decompte)
    seule = jours(experience, fenetre=fenetre, decompte=decompte)
    assert max(avant, seule) <= apres <= avant + seule


@given(LISTES, DECOMPTES)
def test_aucun_total_ne_depasse_la_fenetre(liste, decompte):
    assert 0 <= jours(*liste, decompte=decompte) <= 2922


@given(LISTES, FENETRES, DECOMPTES, st.randoms(use_true_random=False))
def test_l_ordre_des_periodes_ne_change_pas_le_total(liste, fenetre, decompte, hasard):
    melangee = hasard.sample(liste, len(liste))
    attendu = jours(*liste, fenetre=fenetre, decompte=decompte)
    assert jours(*melangee, fenetre=fenetre, decompte=decompte) == attendu


@given(LISTES, FENETRES)
def test_chaque_jour_d_une_periode_est_compte_coupe_ou_plafonne(liste, fenetre):
    for periode in compter(liste, fenetre, ETP):
        assert periode.avant + periode.dans_la_fenetre + periode.apres == periode.jours
        assert 0 <= periode.compte <= periode.dans_la_fenetre
        if periode.experience.en_relation:
            assert periode.compte + periode.plafonne == periode.dans_la_fenetre * periode.poids
        assert bool(periode.ecartee) == (periode.compte == 0)


@given(LISTES)
def test_sans_quotite_on_ne_compte_jamais_moins(liste):
    assert jours(*liste) <= jours(*liste, decompte=CALENDAIRE)
