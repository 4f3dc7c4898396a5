"""Marks: how numbers read, what a relevé sums, what the rules over marks conclude. No branch here."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parchemin.dossier.model import Avis, Candidat, Dossier, Note, Observations
from parchemin.faits import CODES
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Bareme, Edition, Epreuve, Niveau, Source, Voie
from parchemin.referentiel.nombres import decimal, en_francais
from parchemin.regles import AccesParContinu, Moyenne, SansNoteEliminatoire, Verdict
from parchemin.testing import juger as juger_seule

SOURCE = Source("règlement", "§5")
JOUR = date(2024, 6, 3)
RACINE = Noeud(Niveau.EDITION, "", "Essai")
ACQUIS, NON_ACQUIS, NON_EVALUE = Verdict.ACQUIS, Verdict.NON_ACQUIS, Verdict.NON_EVALUE


def epreuve(code, coefficient=1, eliminatoire=None, sur=20):
    seuil = None if eliminatoire is None else Decimal(eliminatoire)
    return Epreuve(code, code, "", SOURCE, bareme=Bareme(coefficient, sur, seuil))


ECRIT, ORAL = epreuve("ecrit", 3, "6"), epreuve("oral", 2)
SANS_BAREME = Epreuve("dossier", "dossier", "", SOURCE)


def lecture(notes, epreuves=(ECRIT, ORAL)):
    """Return one candidate and the édition; marks in hundredths, or an avis, by cible."""
    copie = {cible: Note(valeur) if isinstance(valeur, int) else valeur for cible, valeur in notes.items()}
    voie = Voie("formation", "Formation", tuple(epreuve.code for epreuve in epreuves), ("jury",), SOURCE)
    edition = Edition("essai.a", "2024", "Essai", JOUR, JOUR, SOURCE, epreuves=epreuves, voies=(voie,))
    observations = Observations({"jury": copie})
    return edition, Dossier("D1", Candidat("N", "P"), "formation", JOUR, "essai.a@2024", observations=observations)


def juger(regle, noeud, lue):
    return juger_seule(regle, noeud, *lue, JOUR)


@pytest.mark.parametrize(
    ("valeur", "ecrit"),
    [
        (Fraction(0), "0"),
        (Fraction(10), "10"),
        (Fraction(100), "100"),
        (Fraction(200), "200"),
        (Fraction(21, 2), "10.5"),
        (Fraction(1001, 100), "10.01"),
        (Fraction(9997, 1000), "9.997"),
        (Fraction(1, 1000), "0.001"),
        (Fraction(99999, 10000), "9.9999"),
        (Fraction(1, 2**10), "0.0009765625"),
        (Fraction(28, 3), "9.3333"),
        (Fraction(1, 9), "0.1111"),
    ],
)
def test_un_nombre_s_ecrit_exactement_ou_a_quatre_decimales(valeur, ecrit):
    assert decimal(valeur) == ecrit


@given(centiemes=st.integers(0, 20_000))
def test_un_nombre_de_centiemes_se_relit_tel_quel(centiemes):
    ecrit = decimal(Fraction(centiemes, 100))
    assert Fraction(ecrit) == Fraction(centiemes, 100)
    assert "E" not in ecrit
    assert not ("." in ecrit and ecrit.endswith("0"))


@given(entier=st.integers(1, 20), part=st.integers(2, 10**9))
def test_juste_sous_un_entier_un_nombre_ne_s_ecrit_pas_comme_lui(entier, part):
    """A mean just under 10 that showed as 10 would read as a pass."""
    assert Fraction(decimal(entier - Fraction(1, part))) < entier


@pytest.mark.parametrize(("nombre", "ecrit"), [("9.997", "9,997"), ("10", "10"), ("0.5", "0,5"), ("", "")])
def test_en_francais_la_virgule(nombre, ecrit):
    assert en_francais(nombre) == ecrit


@pytest.mark.parametrize(
    ("centiemes", "ecrite"),
    [(0, "0"), (5, "0,05"), (600, "6"), (601, "6,01"), (1000, "10"), (1250, "12,5"), (2000, "20")],
)
def test_une_note_se_lit_en_points(centiemes, ecrite):
    assert str(Note(centiemes)) == ecrite


@pytest.mark.parametrize("valeur", ["9.997", "0.001", "6.005"])
def test_une_note_n_a_pas_plus_de_deux_decimales(valeur):
    with pytest.raises(ValueError, match=valeur):
        Note.de(Decimal(valeur))


def relever(copies, echelle):
    """Return the marks of one candidate, by épreuve, as the mean sums them."""
    notes = {une.cible: valeur for une, valeur in copies if valeur is not None}
    lue = lecture(notes, tuple(une for une, _ in copies))
    return juger(Moyenne("10", SOURCE, echelle), RACINE, lue).constat


def test_un_releve_pondere_et_ramene_a_son_echelle():
    releve = relever(((ECRIT, Note(1200)), (ORAL, Note(750))), 20)
    assert (releve.centiemes, releve.total, releve.sur, releve.moyenne) == (5100, 51, 100, Fraction(51, 5))
    assert releve.dire(CODES) == "moyenne 10,2/20 (total 51/100)"


@pytest.mark.parametrize(("echelle", "moyenne"), [(20, "10,2"), (10, "5,1"), (100, "51")])
def test_la_meme_copie_sur_une_autre_echelle(echelle, moyenne):
    releve = relever(((ECRIT, Note(1200)), (ORAL, Note(750))), echelle)
    assert releve.dire(CODES) == f"moyenne {moyenne}/{echelle} (total 51/100)"


def test_un_releve_pese_des_epreuves_de_baremes_differents():
    releve = relever(((epreuve("qcm", 1, sur=40), Note(3000)), (epreuve("oral", 3), Note(1000))), 20)
    assert (releve.total, releve.sur, releve.moyenne) == (60, 100, 12)


def test_un_releve_qui_ne_tombe_pas_juste_a_quatre_decimales():
    releve = relever(((epreuve("a"), Note(1000)), (epreuve("b"), Note(900)), (epreuve("c"), Note(900))), 20)
    assert releve.dire(CODES) == "moyenne 9,3333/20 (total 28/60)"


def test_un_releve_dit_l_absence_et_ce_qui_n_est_pas_note():
    releve = relever(((ECRIT, Avis.ABSENT), (ORAL, None)), 20)
    assert (releve.complet, releve.absences, releve.sans_note) == (False, ("ecrit",), ("oral",))
    assert releve.dire(CODES) == "absent : ecrit ; sans note : oral"


def test_un_zero_est_une_note():
    releve = relever(((ECRIT, Note(0)), (ORAL, Note(0))), 20)
    assert (releve.complet, releve.moyenne) == (True, 0)


@pytest.mark.parametrize(
    ("ecrit", "oral", "verdict"),
    [
        (1000, 1000, ACQUIS),
        (999, 1000, NON_ACQUIS),
        (1000, 999, NON_ACQUIS),
        (998, 1003, ACQUIS),
        (998, 1002, NON_ACQUIS),
        (0, 2000, NON_ACQUIS),
        (2000, 0, ACQUIS),
    ],
)
def test_la_moyenne_se_compare_exactement(ecrit, oral, verdict):
    jugement = juger(Moyenne("10", SOURCE), RACINE, lecture({"epreuve:ecrit": ecrit, "epreuve:oral": oral}))
    assert jugement.verdict is verdict


@pytest.mark.parametrize(("au_moins", "verdict"), [("10.2", ACQUIS), ("10.21", NON_ACQUIS)])
def test_la_moyenne_demandee_est_celle_de_la_regle(au_moins, verdict):
    regle = Moyenne(au_moins, SOURCE)
    jugement = juger(regle, RACINE, lecture({"epreuve:ecrit": 1200, "epreuve:oral": 750}))
    assert jugement.verdict is verdict
    assert jugement.motif.exige.dire(CODES) == f"moyenne ≥ {en_francais(au_moins)}/20"
    assert regle.enoncer(Niveau.EDITION)[0].endswith(f"est d'au moins {en_francais(au_moins)}.")


def test_une_moyenne_est_sur_un_au_moins():
    assert Moyenne("1", SOURCE, echelle=1).echelle == 1
    with pytest.raises(ValueError, match="trouvé une échelle de 0 : attendu 1 au moins"):
        Moyenne("1", SOURCE, echelle=0)


@pytest.mark.parametrize("manque", [{}, {"epreuve:oral": Avis.ABSENT}])
def test_sans_toutes_les_notes_il_n_y_a_pas_de_moyenne(manque):
    jugement = juger(Moyenne("10", SOURCE), RACINE, lecture({"epreuve:ecrit": 2000, **manque}))
    assert jugement.verdict is NON_EVALUE


def test_une_epreuve_sans_bareme_ne_compte_pas():
    lue = lecture({"epreuve:ecrit": 1000, "epreuve:oral": 1000}, (ECRIT, ORAL, SANS_BAREME))
    assert juger(Moyenne("10", SOURCE), RACINE, lue).verdict is ACQUIS


@pytest.mark.parametrize(
    ("ecrit", "verdict"), [(0, NON_ACQUIS), (599, NON_ACQUIS), (600, NON_ACQUIS), (601, ACQUIS), (2000, ACQUIS)]
)
def test_la_note_eliminatoire_est_comprise(ecrit, verdict):
    lue = lecture({"epreuve:ecrit": ecrit, "epreuve:oral": 0})
    assert juger(SansNoteEliminatoire(SOURCE), RACINE, lue).verdict is verdict


def test_la_note_eliminatoire_peut_avoir_des_decimales():
    seuil = (epreuve("ecrit", 1, "5.50"),)
    verdicts = [
        juger(SansNoteEliminatoire(SOURCE), RACINE, lecture({"epreuve:ecrit": note}, seuil)).verdict
        for note in (549, 550, 551)
    ]
    assert verdicts == [NON_ACQUIS, NON_ACQUIS, ACQUIS]


@pytest.mark.parametrize("notes", [{}, {"epreuve:ecrit": Avis.ABSENT}])
def test_qui_n_a_pas_de_note_n_est_pas_elimine(notes):
    jugement = juger(SansNoteEliminatoire(SOURCE), RACINE, lecture(notes))
    dit = "aucune note éliminatoire ; sans note : ecrit"
    assert (jugement.verdict, jugement.constat.dire(CODES)) == (NON_EVALUE, dit)


@pytest.mark.parametrize(
    ("note", "verdict", "constat"),
    [
        (999, NON_ACQUIS, "contrôle continu : 9,99/20"),
        (1000, ACQUIS, "contrôle continu : 10/20"),
        (1001, ACQUIS, "contrôle continu : 10,01/20"),
        (0, NON_ACQUIS, "contrôle continu : 0/20"),
        (Avis.ABSENT, NON_EVALUE, "contrôle continu : sans note"),
    ],
)
def test_le_controle_continu_ouvre_l_evaluation_finale(note, verdict, constat):
    bloc = Noeud(Niveau.BLOC, "BC1", "Bloc")
    jugement = juger(AccesParContinu("10", SOURCE), bloc, lecture({"continu:BC1": note}))
    assert (jugement.verdict, jugement.constat.dire(CODES)) == (verdict, constat)
    assert jugement.motif.exige.dire(CODES) == "≥ 10/20 pour accéder à l'évaluation finale"


def test_le_controle_continu_d_un_autre_bloc_n_y_fait_rien():
    jugement = juger(
        AccesParContinu("10", SOURCE), Noeud(Niveau.BLOC, "BC1", "Bloc"), lecture({"continu:BC2": 1500})
    )
    assert jugement.verdict is NON_EVALUE


NOTES = st.integers(0, 2000)


@given(ecrit=NOTES, oral=NOTES, seuil=st.integers(0, 2000))
def test_le_verdict_est_celui_du_calcul_en_centiemes(ecrit, oral, seuil):
    regle = Moyenne(str(Decimal(seuil) / 100), SOURCE)
    jugement = juger(regle, RACINE, lecture({"epreuve:ecrit": ecrit, "epreuve:oral": oral}))
    assert (jugement.verdict is ACQUIS) is (3 * ecrit + 2 * oral >= 5 * seuil)
