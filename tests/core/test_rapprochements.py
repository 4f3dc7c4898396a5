"""Who may be whom: an identity is exact, anything less is a question, and nobody is compared with everybody."""

from datetime import date
from itertools import combinations, product
from unittest.mock import Mock

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from parchemin.dossier import rapprochements
from parchemin.dossier.model import Candidat, Sexe
from parchemin.dossier.rapprochements import cles, comparer, identite, rapprocher

JOUR = date(1990, 4, 2)
AMELIE = Candidat("Lefèvre", "Amélie", JOUR)


def codes(un: Candidat, autre: Candidat) -> tuple[set[str], set[str]]:
    dite = comparer(un, autre)
    assert dite is not None
    return {fait.code for fait in dite.pour}, {fait.code for fait in dite.contre}


@pytest.mark.parametrize(
    ("nom", "prenom"), [("LEFÈVRE", "amélie"), ("Lefe\u0300vre", "Ame\u0301lie"), (" Lefèvre", "Amélie ")]
)
def test_la_casse_la_forme_et_les_blancs_ne_font_pas_deux_personnes(nom: str, prenom: str) -> None:
    dite = comparer(AMELIE, Candidat(nom, prenom, JOUR))
    assert dite is not None
    assert dite.certaine


@pytest.mark.parametrize(
    ("autre", "pour"),
    [
        (Candidat("Lefevre", "Amelie", JOUR), "memes_noms_replies"),
        (Candidat("Lefèvre", "Amélie"), "memes_noms"),
        (Candidat("LEFEVRE", "AMELIE"), "memes_noms_replies"),
        (Candidat("Amélie", "Lefèvre", JOUR), "noms_inverses"),
        (Candidat("Lefèvre", "Amélia", JOUR), "une_lettre"),
        (Candidat("Lefèvre", "Améile", JOUR), "une_lettre"),
        (Candidat("Lefèvres", "Amélie", JOUR), "une_lettre"),
        (Candidat("Lefèvre", "Amélie Marie", JOUR), "partie_du_nom"),
        (Candidat("Lefèvre-Petit", "Amélie", JOUR), "partie_du_nom"),
        (Candidat("Petit", "Amélie", JOUR, nom_usage="Lefèvre"), "nom_d_usage"),
        (Candidat("Petit", "Amélie", None, nom_usage="Lefèvre"), "nom_d_usage"),
        (Candidat("Lefèvre", "Amélie", date(1990, 2, 4)), "naissance_voisine"),
        (Candidat("Lefèvre", "Amélie", date(1990, 4, 3)), "naissance_voisine"),
    ],
)
def test_ce_qui_ressemble_est_une_question(autre: Candidat, pour: str) -> None:
    dite = comparer(AMELIE, autre)
    assert dite is not None
    assert not (dite.certaine or dite.faible)
    assert pour in {fait.code for fait in dite.pour}


@pytest.mark.parametrize(
    "autre",
    [
        Candidat("Lefèvre", "Amélie", date(1988, 12, 1)),
        Candidat("Lefèvre", "Adama", JOUR),
        Candidat("Lefèvre", "Amélia"),
        Candidat("Lefevrot", "Amelia", JOUR),
        Candidat("Petit", "Amélie"),
        Candidat("Amélie", "Lefèvre", date(1991, 7, 9)),
    ],
)
def test_ce_qui_ne_ressemble_pas_assez_n_en_est_pas_une(autre: Candidat) -> None:
    assert comparer(AMELIE, autre) is None


def test_un_meme_prenom_le_meme_jour_n_est_qu_une_alerte() -> None:
    dite = comparer(AMELIE, Candidat("Martin", "Amélie", JOUR))
    assert dite is not None
    assert dite.faible


def test_un_chiffre_n_est_pas_une_lettre() -> None:
    dite = comparer(Candidat("Nom1", "Amélie", JOUR), Candidat("Nom2", "Amélie", JOUR))
    assert dite is not None
    assert dite.faible


@pytest.mark.parametrize(
    ("un", "autre"),
    [("Kował", "Kowal"), ("Yıldız", "Yildiz"), ("Đặng", "Dang"), ("Sørensen", "Sorensen")],
)
def test_une_lettre_d_une_langue_et_celle_qu_on_tape_posent_la_question(un: str, autre: str) -> None:
    assert "memes_noms_replies" in codes(Candidat(un, "Eva", JOUR), Candidat(autre, "Eva", JOUR))[0]


def test_la_question_dit_aussi_ce_qui_parle_contre() -> None:
    un = evolve(AMELIE, naissance=None, sexe=Sexe.FEMME, lieu_naissance="Lyon")
    autre = evolve(AMELIE, sexe=Sexe.HOMME, lieu_naissance="Nantes")
    pour, contre = codes(un, autre)
    assert pour == {"memes_noms"}
    assert contre == {"naissance_inconnue", "sexes_differents", "lieux_differents"}


def test_deux_jumeaux_qu_un_ton_distingue_ne_sont_jamais_une_identite() -> None:
    assert identite(Candidat("Nguyễn", "Hương", JOUR)) != identite(Candidat("Nguyễn", "Hường", JOUR))


MOTS = st.sampled_from(["Diallo", "Diàllo", "Kone", "Awa", "Awah", "Adama", "Lefèvre", "Le Fevre", "Martin", ""])
JOURS = st.sampled_from([None, JOUR, date(1990, 2, 4), date(1990, 4, 3), date(1971, 1, 1)])
CANDIDATS = st.builds(Candidat, MOTS.filter(bool), MOTS, JOURS, nom_usage=MOTS)


@given(CANDIDATS, CANDIDATS)
def test_qui_se_ressemble_se_rencontre(un: Candidat, autre: Candidat) -> None:
    dite, miroir = comparer(un, autre), comparer(autre, un)
    assert (dite is None) == (miroir is None)
    if dite and miroir:
        assert (dite.certaine, dite.faible, set(dite.pour)) == (miroir.certaine, miroir.faible, set(miroir.pour))
        assert {*cles(un)} & {*cles(autre)}


@given(st.lists(CANDIDATS, max_size=12))
def test_chaque_paire_qui_se_ressemble_est_nommee(candidats: list[Candidat]) -> None:
    """Of one identity told twice, the first stands for all."""
    fiches = dict(enumerate(candidats))
    trouves = list(rapprocher(fiches))
    premier = {un.second: un.premier for un in trouves if un.ressemblance.certaine}
    dites = {frozenset((un.premier, un.second)) for un in trouves}
    for (un, sien), (autre, autrui) in combinations(fiches.items(), 2):
        if comparer(sien, autrui):
            couvertes = product({un, premier.get(un, un)}, {autre, premier.get(autre, autre)})
            assert any(de == vers or frozenset((de, vers)) in dites for de, vers in couvertes)


@pytest.mark.parametrize(("nom", "prenom"), [("Nom{}", "Amélie"), ("Vidal", "Prénom{}"), ("Vidal", "Corinne")])
def test_mille_dossiers_d_un_meme_jour_ne_se_comparent_pas_deux_a_deux(
    nom: str, prenom: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worst that a file holds: a day that everybody was given, and one name."""
    compares = Mock(side_effect=comparer)
    monkeypatch.setattr(rapprochements, "comparer", compares)
    fiches = {rang: Candidat(nom.format(rang), prenom.format(rang), JOUR) for rang in range(1000)}
    assert len(list(rapprocher(fiches))) < 1000
    assert compares.call_count < 20_000
