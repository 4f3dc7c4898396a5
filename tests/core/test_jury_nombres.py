"""The rules of a jury that count and compare: parity, shares, colleges, qualities, incompatibilities."""

from datetime import date

import pytest

from parchemin.api import (
    Composition,
    Duree,
    Effectif,
    EnVoie,
    Gravite,
    HorsEmployeur,
    Incompatibilite,
    Membre,
    Parite,
    Proportion,
    Qualite,
    QualiteCommune,
    QualiteExigee,
    Siege,
    Source,
)
from parchemin.dossier.model import Candidat, Dossier
from parchemin.faits import CODES
from parchemin.jury import Assemblee, examiner
from parchemin.jury.employeurs import employeurs_voisins

LE = date(2026, 6, 15)
SOURCE = Source("règlement", "§2")
PARITE = Parite(("employeur",), ("salarie",), ("employeurs", "salariés"), SOURCE)


def dossier(code="D1", voie="formation", organisme="", *qualites):
    return Dossier(code, Candidat("Durand", "Zoé"), voie, LE, "a.b@1", organisme=organisme, qualites=qualites)


def jury(dossiers=(), **combien):
    membres = (Membre(f"{role} {rang}", role) for role, nombre in combien.items() for rang in range(nombre))
    return Assemblee(tuple(membres), tuple(dossiers), LE)


def trouves(regle, assemblee):
    return [constat.code for constat in regle.examiner(assemblee)]


@pytest.mark.parametrize(
    ("employeur", "salarie", "refuse"), [(1, 1, 0), (2, 2, 0), (2, 1, 1), (1, 2, 1), (0, 0, 1)]
)
def test_un_jury_paritaire_a_autant_de_membres_de_part_et_d_autre(employeur, salarie, refuse):
    assert trouves(PARITE, jury(employeur=employeur, salarie=salarie)) == ["parite"] * refuse


def test_une_personne_a_deux_sieges_compte_une_fois():
    deux = (
        Membre("Roy", "employeur"),
        Membre("ROY", "employeur"),
        Membre("Blé", "salarie"),
        Membre("Ru", "salarie"),
    )
    assert trouves(PARITE, Assemblee(deux, (), LE)) == ["parite"]


@pytest.mark.parametrize(("pro", "autre", "refuse"), [(1, 3, 0), (1, 4, 1), (2, 2, 0), (3, 2, 1), (0, 0, 1)])
def test_les_professionnels_sont_du_quart_a_la_moitie(pro, autre, refuse):
    regle = Proportion(("pro",), ("pro", "autre"), "professionnels", SOURCE, "1/4", "1/2")
    assert trouves(regle, jury(pro=pro, autre=autre)) == ["proportion"] * refuse


@pytest.mark.parametrize(
    "bornes", [{"au_moins": 0.25}, {}, {"au_moins": "1/2", "au_plus": "1/4"}, {"au_plus": "3/2"}]
)
def test_une_proportion_a_des_bornes_exactes(bornes):
    with pytest.raises(ValueError, match="attendu"):
        Proportion(("pro",), ("pro",), "professionnels", SOURCE, **bornes)


@pytest.mark.parametrize(("combien", "refuse"), [(2, 1), (3, 0), (5, 0), (6, 1)])
def test_un_jury_a_de_trois_a_cinq_membres(combien, refuse):
    regle = Effectif(("membre",), "jury", SOURCE, au_moins=3, au_plus=5)
    assert trouves(regle, jury(membre=combien)) == ["effectif"] * refuse


@pytest.mark.parametrize(("voie", "refuse"), [("formation", 0), ("vae", 1)])
def test_une_regle_ne_vaut_que_dans_sa_voie(voie, refuse):
    regle = EnVoie(("vae",), Effectif(("membre",), "jury", SOURCE, au_moins=1))
    constats = list(regle.examiner(jury([dossier(voie=voie)])))
    assert [constat.dossiers for constat in constats] == [("D1",)] * refuse


TITULAIRE = QualiteExigee(("expert",), "titulaire", "titulaire du titre", SOURCE, depuis=Duree(annees=2))


@pytest.mark.parametrize(
    ("qualites", "refuse"),
    [
        ((), True),
        ((Qualite("titulaire"),), True),
        ((Qualite("titulaire", date(2024, 6, 15)),), False),
        ((Qualite("Titulaire", date(2024, 6, 16)),), True),
        ((Qualite("titulaire", date(2026, 6, 16)),), True),
    ],
)
def test_un_expert_est_titulaire_depuis_deux_ans(qualites, refuse):
    assemblee = Assemblee((Membre("Roy", "expert", qualites=qualites),), (), LE)
    assert trouves(TITULAIRE, assemblee) == ["qualite"] * refuse


@pytest.mark.parametrize(("le", "refuse"), [(date(2021, 6, 15), False), (date(2021, 6, 14), True)])
def test_une_formation_vaut_cinq_ans(le, refuse):
    regle = QualiteExigee(("expert",), "forme", "formé", SOURCE, valable=Duree(annees=5))
    assemblee = Assemblee((Membre("Roy", "expert", qualites=(Qualite("forme", le),)),), (), LE)
    assert trouves(regle, assemblee) == ["qualite"] * refuse


@pytest.mark.parametrize(("qualifies", "refuse"), [(0, True), (1, False), (2, False)])
def test_un_membre_au_moins_est_qualifie(qualifies, refuse):
    regle = QualiteExigee(("membre",), "qualifie", "qualifié", SOURCE, au_moins=1)
    membres = (Membre(f"M{n}", "membre", qualites=(Qualite("qualifie"),) * (n < qualifies)) for n in range(3))
    assert trouves(regle, Assemblee(tuple(membres), (), LE)) == ["qualite"] * refuse


TUTEUR = Incompatibilite(("membre",), "nom", "tuteur", "tuteur", SOURCE)


@pytest.mark.parametrize(
    ("tuteur", "attendus"),
    [
        ("Jean Roy", ["incompatibilite"]),
        ("ROY Jean", ["incompatibilite"]),
        ("Zoé Blé, Jean Roy", ["incompatibilite"]),
        ("Jeanne Roy", []),
        ("", ["incompatibilite_inconnue"]),
    ],
)
def test_le_tuteur_ne_juge_pas_son_candidat(tuteur, attendus):
    dit = dossier("D1", "formation", "", *([Qualite("tuteur", valeur=tuteur)] if tuteur else []))
    assert trouves(TUTEUR, Assemblee((Membre("Jean Roy", "membre"),), (dit,), LE)) == attendus


@pytest.mark.parametrize(("parent", "attendus"), [("Zoé Durand", ["incompatibilite"]), ("Zoé Duran", [])])
def test_un_parent_ne_juge_pas_le_candidat(parent, attendus):
    regle = Incompatibilite(("membre",), "parent_de", "nom", "parent", SOURCE)
    membre = Membre("Jean Roy", "membre", qualites=(Qualite("parent_de", valeur=parent),))
    assert trouves(regle, Assemblee((membre,), (dossier(),), LE)) == attendus


@pytest.mark.parametrize(
    ("sienne", "leur", "attendus"),
    [
        ("Nord", "nord", []),
        ("Nord", "Sud", ["qualite_commune"]),
        ("", "Sud", ["qualite_commune_inconnue"]),
        ("Nord", "", ["qualite_commune_inconnue"]),
    ],
)
def test_un_expert_est_de_la_region_du_candidat(sienne, leur, attendus):
    def region(dite):
        return (Qualite("region", valeur=dite),) if dite else ()

    regle = QualiteCommune(("expert",), "region", "de la même région", SOURCE)
    membre = Membre("Jean Roy", "expert", qualites=region(sienne))
    assert trouves(regle, Assemblee((membre,), (dossier("D1", "formation", "", *region(leur)),), LE)) == attendus


@pytest.mark.parametrize(
    ("un", "autre", "voisins"),
    [
        ("C.P.A.M. du Nord", "CPAM Nord", True),
        ("Caisse primaire d'assurance maladie du Nord", "CPAM du Nord", True),
        ("CPAM du Nord", "CPAM DU NORD", False),
        ("CPAM du Nord", "CPAM du Gard", False),
        ("CPAM 59", "CPAM 62", False),
        ("", "CPAM", False),
    ],
)
def test_deux_employeurs_presque_pareils_sont_une_alerte(un, autre, voisins):
    assert employeurs_voisins(un, autre) is employeurs_voisins(autre, un) is voisins
    regle = HorsEmployeur(("membre",), SOURCE)
    constats = list(regle.examiner(Assemblee((Membre("Roy", "membre", un),), (dossier(organisme=autre),), LE)))
    assert [c.gravite for c in constats if c.code == "employeur_voisin"] == [Gravite.ALERTE] * voisins


def test_un_jury_sans_voix_ne_siege_pas():
    composition = Composition(("a.b",), "jury", (Siege("observateur", "Observateur", 1, voix=False),), SOURCE)
    assemblee = Assemblee((Membre("Roy", "observateur"),), (dossier(),), LE)
    assert [constat.code for constat in examiner([composition], assemblee).constats] == ["jury_vide"]


def test_le_quorum_se_compte_voie_par_voie():
    sieges = (Siege("membre", "Membre"), Siege("invite", "Invité", voies=("formation",)))
    composition = Composition(("a.b",), "jury", sieges, SOURCE, quorum=2)
    membres = (Membre("Roy", "membre"), Membre("Blé", "invite"))
    examen = examiner([composition], Assemblee(membres, (dossier("D1"), dossier("D2", "vae")), LE))
    assert [(constat.code, constat.dossiers) for constat in examen.constats] == [("quorum", ("D2",))]


def test_ce_qui_est_trouve_se_dit():
    (constat,) = PARITE.examiner(jury(employeur=2, salarie=1))
    assert constat.fait.dire(CODES) == "employeurs : 2, salariés : 1, attendu autant, un au moins"
