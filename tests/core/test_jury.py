"""Who may sit: seats, quorum on distinct persons, and the rules, each on both sides of its boundary."""

from datetime import date

import pytest
from attrs import define

from parchemin.dossier.model import Candidat, Dossier, Membre
from parchemin.faits import CODES
from parchemin.jury import (
    Assemblee,
    CollegesPresents,
    Composition,
    FormationSuivie,
    Gravite,
    HorsEmployeur,
    MemeBranche,
    OrganismesAttendus,
    OrganismesDifferents,
    Siege,
    examiner,
)
from parchemin.referentiel.model import Source

LE = date(2022, 3, 16)
SOURCE = Source("règlement", "§2")


def dossier(code="D1", organisme="CPAM de l'Aisne", branche="maladie"):
    candidat = Candidat("Durand", "Zoé")
    return Dossier(
        code, candidat, "formation", LE, "essai.a@2022", organisme=organisme, branche_legislation=branche
    )


UN_DOSSIER = (dossier(),)


def composition(*sieges, **champs):
    return Composition(("essai.a",), "jury", sieges, SOURCE, **champs)


def examen(composition, *membres, dossiers=UN_DOSSIER):
    return examiner([composition], Assemblee(membres, tuple(dossiers), LE))


def codes(examen):
    return [(constat.gravite.value, constat.code) for constat in examen.constats]


@pytest.mark.parametrize(
    ("presents", "attendus"),
    [
        (0, [("irregularite", "siege_vacant")]),
        (1, []),
        (2, []),
        (3, [("irregularite", "siege_en_trop")]),
    ],
)
def test_un_siege_a_un_moins_et_un_plus(presents, attendus):
    membres = [Membre(f"M{rang}", "membre") for rang in range(presents)]
    trouve = examen(composition(Siege("membre", "Membre", 1, 2)), *membres)
    assert codes(trouve) == attendus
    assert trouve.regulier is (not attendus)


@pytest.mark.parametrize(("presents", "regulier"), [(3, False), (4, True)])
def test_le_quorum_compte_ceux_qui_ont_une_voix(presents, regulier):
    jury = composition(Siege("membre", "Membre"), Siege("observateur", "Observateur", voix=False), quorum=4)
    membres = [Membre(f"M{rang}", "membre") for rang in range(presents)]
    assert examen(jury, *membres, Membre("Témoin", "observateur")).regulier is regulier


def test_le_quorum_compte_des_personnes_et_non_des_sieges():
    jury = composition(Siege("membre", "Membre"), Siege("president", "Président"), quorum=2)
    trouve = examen(jury, Membre("Élise  LÉVY", "membre"), Membre("elise levy", "president"))
    assert codes(trouve) == [("alerte", "personne_en_double"), ("irregularite", "quorum")]
    assert trouve.constats[1].dire(CODES) == "quorum : trouvé 1, attendu 2 personnes distinctes avec voix"


def test_un_siege_inconnu_est_nomme_avec_le_plus_proche():
    jury = composition(Siege("president", "Président", 1))
    constat, _ = examen(jury, Membre("Roy", "presidant")).constats
    assert constat.gravite is Gravite.IRREGULARITE
    assert constat.dire(CODES) == "Roy : siège inconnu « presidant » ; peut-être « president »"


def test_une_composition_ouverte_le_dit_et_ne_refuse_rien():
    jury = composition(Siege("membre", "Membre"), reserve="le document ne la donne pas")
    trouve = examen(jury, Membre("Roy", "membre"))
    assert codes(trouve) == [("alerte", "composition_ouverte")]
    assert trouve.regulier


def test_un_jury_de_personne_ne_siege_jamais():
    ouvert = composition(Siege("membre", "Membre"), Siege("observateur", "Observateur", voix=False))
    assert codes(examen(ouvert)) == [("irregularite", "jury_vide")]
    assert codes(examen(ouvert, Membre("Roy", "observateur"))) == [("irregularite", "jury_vide")]
    assert examen(ouvert, Membre("Roy", "membre")).regulier


@pytest.mark.parametrize(
    ("organisme", "attendus"),
    [("La Caisse", []), ("LA CAISSE", []), ("Ailleurs", [("alerte", "autre_origine")]), ("", [])],
)
def test_une_autre_origine_est_une_alerte(organisme, attendus):
    regle = OrganismesAttendus(("expert",), ("La Caisse",), "la Caisse, ou un organisme admis", SOURCE)
    trouve = examen(composition(EXPERT, regles=(regle,)), Membre("Roy", "expert", organisme))
    assert codes(trouve) == attendus
    assert all("attendu la Caisse, ou un organisme admis" in c.dire(CODES) for c in trouve.constats)


EXPERT = Siege("expert", "Expert")


@pytest.mark.parametrize(
    ("organisme", "attendus"),
    [
        ("Caf du Nord", []),
        ("cpam de l'AISNE", [("irregularite", "meme_employeur")]),
        ("", [("alerte", "meme_employeur_inconnu")]),
    ],
)
def test_l_expert_ne_vient_pas_de_l_employeur(organisme, attendus):
    jury = composition(EXPERT, regles=(HorsEmployeur(("expert",), SOURCE),))
    assert codes(examen(jury, Membre("Roy", "expert", organisme))) == attendus


def test_l_incompatibilite_nomme_les_candidats_du_meme_organisme():
    jury = composition(EXPERT, regles=(HorsEmployeur(("expert",), SOURCE),))
    dossiers = [dossier("D1"), dossier("D2", "Caf du Nord"), dossier("D3"), dossier("D4", "")]
    interdits, muets = examen(jury, Membre("Roy", "expert", "CPAM de l'Aisne"), dossiers=dossiers).constats
    assert interdits.dossiers == ("D1", "D3")
    dit = "Roy (expert), CPAM de l'Aisne : l'organisme qui emploie le candidat de D1, D3, attendu un autre"
    assert interdits.dire(CODES) == dit
    assert (muets.gravite, muets.dossiers) == (Gravite.ALERTE, ("D4",))


def test_une_incompatibilite_peut_n_etre_qu_une_alerte():
    jury = composition(EXPERT, regles=(HorsEmployeur(("expert",), SOURCE, Gravite.ALERTE),))
    trouve = examen(jury, Membre("Roy", "expert", "CPAM de l'Aisne"))
    assert (codes(trouve), trouve.regulier) == ([("alerte", "meme_employeur")], True)


@pytest.mark.parametrize(
    ("branche", "attendus"),
    [
        ("Maladie", []),
        ("retraite", [("irregularite", "autre_branche")]),
        ("", [("alerte", "autre_branche_inconnu")]),
    ],
)
def test_l_expert_est_de_la_branche_du_candidat(branche, attendus):
    jury = composition(EXPERT, regles=(MemeBranche(("expert",), SOURCE),))
    assert codes(examen(jury, Membre("Roy", "expert", branche_legislation=branche))) == attendus


@pytest.mark.parametrize(
    ("formation", "regulier"), [(None, False), (date(2022, 3, 17), False), (LE, True), (date(2021, 1, 4), True)]
)
def test_la_formation_des_jurys_est_suivie_avant_la_seance(formation, regulier):
    jury = composition(EXPERT, regles=(FormationSuivie(("expert",), SOURCE),))
    assert examen(jury, Membre("Roy", "expert", formation_jury=formation)).regulier is regulier


def test_les_organismes_sont_de_preference_differents():
    jury = composition(EXPERT, regles=(OrganismesDifferents(("expert",), SOURCE),))
    membres = [
        Membre("Roy", "expert", "Caf du Nord"),
        Membre("Sy", "expert", "CAF du nord"),
        Membre("Ba", "expert"),
    ]
    (constat,) = examen(jury, *membres).constats
    assert (constat.gravite, constat.dire(CODES)) == (
        Gravite.ALERTE,
        "Roy et Sy viennent du même organisme (Caf du Nord)",
    )
    assert examen(jury, membres[0], membres[2]).constats == ()


def test_qui_vient_d_ailleurs_n_est_pas_nomme_avec_ceux_du_meme_organisme():
    jury = composition(EXPERT, regles=(OrganismesDifferents(("expert",), SOURCE),))
    d_ou = {"Roy": "Caf du Nord", "Sy": "Caf du Nord", "Ba": "Caf du Gard", "Li": "Carsat"}
    (constat,) = examen(jury, *(Membre(nom, "expert", organisme) for nom, organisme in d_ou.items())).constats
    assert constat.dire(CODES) == "Roy et Sy viennent du même organisme (Caf du Nord)"


def test_une_incompatibilite_dit_si_elle_refuse_ou_avertit():
    refus, alerte = (HorsEmployeur(("expert",), SOURCE, g) for g in (Gravite.IRREGULARITE, Gravite.ALERTE))
    assert refus.enoncer() == "expert : pas de l'organisme qui emploie le candidat."
    assert alerte.enoncer() == "expert : pas de l'organisme qui emploie le candidat (alerte)."


def test_une_regle_de_jury_d_une_branche_peut_ne_pas_se_hacher():
    @define
    class Tuteur:
        role: str

        def examiner(self, assemblee):
            return iter(())

        def enoncer(self):
            return "un tuteur au plus"

    jury = composition(EXPERT, regles=(Tuteur("tuteur"),))
    assert {jury: examen(jury, Membre("Roy", "expert")).constats}[jury] == ()


def test_un_college_absent_est_une_alerte():
    colleges = CollegesPresents((("syndicat", "collège syndical"), ("patron", "collège patronal")), SOURCE)
    jury = composition(Siege("syndicat", "S"), Siege("patron", "P"), regles=(colleges,))
    (constat,) = examen(jury, Membre("Roy", "syndicat")).constats
    assert (constat.gravite, constat.dire(CODES)) == (Gravite.ALERTE, "aucun membre du collège patronal")


def test_une_composition_se_dit_en_francais():
    jury = composition(
        Siege("president", "Président", 1, 1, preside=True),
        Siege("observateur", "Observateur", 0, 1, voix=False),
        Siege("membre", "Membre", 1),
        EXPERT,
        quorum=3,
        designe_par="CPNEFP",
        regles=(FormationSuivie(("president",), SOURCE),),
        reserve="rien sur les suppléants",
    )
    assert jury.enoncer() == (
        "Président (president) : 1, préside",
        "Observateur (observateur) : 0 à 1, sans voix",
        "Membre (membre) : au moins 1",
        "Expert (expert) : nombre ouvert",
        "Quorum : 3 personnes.",
        "Membres désignés par : CPNEFP.",
        "president : formation des jurys suivie.",
        "Ouvert : rien sur les suppléants.",
    )


def test_une_personne_ne_tient_pas_deux_sieges_obligatoires():
    jury = composition(Siege("president", "Président", 1, 1), Siege("expert", "Expert", 1, 1))
    trouve = examen(jury, Membre("Durand  Paul", "president"), Membre("durand paul", "expert"))
    assert codes(trouve) == [("alerte", "personne_en_double"), ("irregularite", "personnes_insuffisantes")]
    assert trouve.constats[0].dire(CODES) == "Durand  Paul occupe 2 sièges : une seule personne"


def test_chaque_personne_en_double_est_nommee_avec_ses_seuls_sieges():
    tenus = ["Adam", "Brun", "Brun", "Coste", "Dupré", "Dupré", "Dupré"]
    trouve = examen(composition(Siege("membre", "Membre")), *(Membre(nom, "membre") for nom in tenus))
    assert [constat.dire(CODES) for constat in trouve.constats] == [
        "Brun occupe 2 sièges : une seule personne",
        "Dupré occupe 3 sièges : une seule personne",
    ]


def test_deux_personnes_ne_tiennent_pas_trois_sieges_obligatoires():
    sieges = (Siege("president", "Président", 1, 2), Siege("expert", "Expert", 1), Siege("secretaire", "S", 1))
    tenus = (("Roy", "president"), ("Sy", "president"), ("Roy", "expert"), ("Sy", "secretaire"))
    trouve = examen(composition(*sieges), *(Membre(nom, role) for nom, role in tenus))
    assert codes(trouve)[-1] == ("irregularite", "personnes_insuffisantes")


@pytest.mark.parametrize(
    ("sien", "autre", "egaux"),
    [
        ("CPAM de l'Hérault", "cpam de l’herault", True),
        ("Œuvrard", "OEUVRARD", True),
        ("Lévy‑Martin", "levy-martin", True),
        ("李", "王", False),
        ("Caf du Nord", "Caf du Gard", False),
    ],
)
def test_un_nom_s_ecrit_de_plusieurs_facons(sien, autre, egaux):
    jury = composition(EXPERT, regles=(HorsEmployeur(("expert",), SOURCE),))
    trouve = examen(jury, Membre("Roy", "expert", sien), dossiers=[dossier(organisme=autre)])
    assert trouve.regulier is not egaux
