"""How marks are read below a node: floors, absences, sessions, several authors. No branch here."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from parchemin.dossier.model import Avis, Candidat, Dossier, Neutralise, Note, Observations
from parchemin.faits import CODES
from parchemin.referentiel.arbre import arbre
from parchemin.referentiel.model import (
    Bareme,
    Bloc,
    Competence,
    Edition,
    Epreuve,
    NatureBloc,
    NatureCible,
    Niveau,
    RoleEvaluateur,
    Source,
    Voie,
)
from parchemin.regles import (
    Manque,
    Mention,
    Moyenne,
    Notation,
    NoteMinimale,
    Part,
    SansNoteEliminatoire,
    Tentatives,
    Tous,
    Verdict,
)
from parchemin.testing import juger

SOURCE = Source("règlement", "§5")
JOUR = date(2024, 6, 3)
ACQUIS, NON_ACQUIS, NON_EVALUE = Verdict.ACQUIS, Verdict.NON_ACQUIS, Verdict.NON_EVALUE
ABSENT = Avis.ABSENT


def epreuve(code, *evalue, bareme=None, **reste):
    return Epreuve(code, code, "", SOURCE, evalue=evalue, bareme=bareme or Bareme(1), **reste)


M1, M2, M3 = epreuve("m1", "B1"), epreuve("m2", "B1/C1"), epreuve("m3", "B2")


def edition(*epreuves):
    blocs = tuple(
        Bloc(code, code, NatureBloc.COMMUN, SOURCE, (Competence("C1", "C1"),), cle=f"e/{code}")
        for code in ("B1", "B2")
    )
    roles = tuple(RoleEvaluateur(role, role, (NatureCible.EPREUVE,), SOURCE) for role in ("jury", "tuteur"))
    voie = Voie("f", "F", tuple(e.code for e in epreuves), ("jury", "tuteur"), SOURCE)
    return Edition(
        "e.a", "1", "E", JOUR, JOUR, SOURCE, evaluateurs=roles, blocs=blocs, epreuves=epreuves, voies=(voie,)
    )


def dossier(notes, **reste):
    """Return a candidate: marks in hundredths or an avis, by épreuve, or by role and épreuve."""
    par_role = {}
    for nom, dite in notes.items():
        role, _, code = nom.rpartition(":")
        lue = Note(dite) if isinstance(dite, int) else dite
        par_role.setdefault(role or "jury", {})[f"epreuve:{code}"] = lue
    return Dossier("D1", Candidat("N", "P"), "f", JOUR, "e.a@1", observations=Observations(par_role), **reste)


def rendre(regle, notes, chemin="", epreuves=(M1, M2, M3), notation=None, **reste):
    lue = edition(*epreuves)
    noeud = next(noeud for noeud in arbre(lue, "f").parcourir() if noeud.chemin == chemin)
    dit = {} if notation is None else {"notation": notation}
    return juger(regle, noeud, lue, dossier(notes, **reste), JOUR, **dit)


@pytest.mark.parametrize(
    ("chemin", "notes", "verdict"),
    [
        ("B1", {"m1": 1000, "m2": 1000, "m3": 0}, ACQUIS),
        ("B1", {"m1": 1000, "m2": 999, "m3": 2000}, NON_ACQUIS),
        ("B1", {"m1": 1000, "m3": 2000}, NON_EVALUE),
        ("B1/C1", {"m1": 0, "m2": 1000}, ACQUIS),
        ("B1/C1", {"m1": 2000, "m2": 999}, NON_ACQUIS),
        ("B2", {"m1": 0, "m2": 0, "m3": 1000}, ACQUIS),
        ("B2/C1", {"m1": 2000, "m2": 2000, "m3": 2000}, NON_EVALUE),
        ("", {"m1": 0, "m2": 1000, "m3": 2000}, ACQUIS),
        ("", {"m1": 0, "m2": 999, "m3": 2000}, NON_ACQUIS),
    ],
)
def test_une_moyenne_est_celle_des_epreuves_qui_evaluent_le_noeud(chemin, notes, verdict):
    assert rendre(Moyenne("10", SOURCE), notes, chemin).verdict is verdict


@pytest.mark.parametrize("regle", [Moyenne("10", SOURCE), NoteMinimale("8", SOURCE), SansNoteEliminatoire(SOURCE)])
@given(ailleurs=st.one_of(st.integers(0, 2000), st.just(ABSENT)), ici=st.integers(0, 2000))
def test_une_note_d_un_autre_bloc_ne_change_rien(regle, ailleurs, ici):
    epreuves = tuple(evolve(une, bareme=Bareme(1, eliminatoire=Decimal(6))) for une in (M1, M2, M3))
    ecrites = [{"m1": ici, "m2": 1200}, {"m1": ici, "m2": 1200, "m3": ailleurs}]
    assert len({rendre(regle, notes, "B1", epreuves).verdict for notes in ecrites}) == 1


@pytest.mark.parametrize("regle", [Moyenne("10", SOURCE), NoteMinimale("8", SOURCE), SansNoteEliminatoire(SOURCE)])
def test_ce_que_nulle_epreuve_n_evalue_n_est_pas_acquis(regle):
    assert rendre(regle, {"m3": 2000}, "B2/C1").verdict is NON_EVALUE


@pytest.mark.parametrize(
    ("stricte", "note", "verdict"),
    [(False, 799, NON_ACQUIS), (False, 800, ACQUIS), (True, 800, NON_ACQUIS), (True, 801, ACQUIS)],
)
def test_une_note_minimale_est_comprise_ou_depassee(stricte, note, verdict):
    regle = NoteMinimale("8", SOURCE, stricte=stricte)
    jugement = rendre(regle, {"m1": note, "m2": 2000}, "B1")
    assert jugement.verdict is verdict
    assert jugement.motif.exige.dire(CODES) == f"chaque note {'>' if stricte else '≥'} 8/20"


@pytest.mark.parametrize(
    ("stricte", "note", "verdict"),
    [(False, 1000, ACQUIS), (False, 999, NON_ACQUIS), (True, 1000, NON_ACQUIS), (True, 1001, ACQUIS)],
)
def test_une_moyenne_est_atteinte_ou_depassee(stricte, note, verdict):
    assert rendre(Moyenne("10", SOURCE, stricte=stricte), {"m3": note}, "B2").verdict is verdict


@pytest.mark.parametrize(
    ("incluse", "note", "verdict"),
    [(True, 900, NON_ACQUIS), (True, 901, ACQUIS), (False, 899, NON_ACQUIS), (False, 900, ACQUIS)],
)
def test_neuf_est_eliminatoire_ou_seulement_moins_de_neuf(incluse, note, verdict):
    bareme = Bareme(1, eliminatoire=Decimal(9), eliminatoire_incluse=incluse)
    jugement = rendre(SansNoteEliminatoire(SOURCE), {"m": note}, "B1", (epreuve("m", "B1", bareme=bareme),))
    assert jugement.verdict is verdict


@pytest.mark.parametrize(
    ("notes", "verdict"),
    [
        ({"m1": 800, "m2": 1200}, ACQUIS),
        ({"m1": 799, "m2": 2000}, NON_ACQUIS),
        ({"m1": 800, "m2": 1199}, NON_ACQUIS),
        ({"m1": 2000}, NON_EVALUE),
        ({"m1": 799}, NON_ACQUIS),
    ],
)
def test_les_modules_se_compensent_au_dessus_de_huit(notes, verdict):
    regle = Tous((NoteMinimale("8", SOURCE), Moyenne("10", SOURCE)))
    assert rendre(regle, notes, "B1").verdict is verdict


@pytest.mark.parametrize(("points", "verdict"), [(2600, ACQUIS), (2599, NON_ACQUIS)])
def test_vingt_six_points_sur_quarante(points, verdict):
    jugement = rendre(Moyenne("26", SOURCE, echelle=40), {"m1": 2000, "m2": points - 2000}, "B1")
    assert jugement.verdict is verdict


@pytest.mark.parametrize(("note", "verdict"), [(1600, ACQUIS), (1599, NON_ACQUIS)])
def test_une_note_sur_quarante_se_ramene_sur_vingt(note, verdict):
    notee = epreuve("m", "B1", bareme=Bareme(1, sur=40))
    assert rendre(NoteMinimale("8", SOURCE), {"m": note}, "B1", (notee,)).verdict is verdict


@pytest.mark.parametrize(
    ("bonus", "verdict"),
    [(1200, ACQUIS), (1199, NON_ACQUIS), (0, NON_ACQUIS), (ABSENT, NON_ACQUIS), (None, NON_ACQUIS)],
)
def test_d_une_epreuve_facultative_ne_comptent_que_les_points_au_dela_de_dix(bonus, verdict):
    facultative = epreuve("bonus", "B1", bareme=Bareme(1, au_dela_de=Decimal(10)))
    notes = {"m1": 900, "m2": 900} | ({} if bonus is None else {"bonus": bonus})
    jugement = rendre(Moyenne("10", SOURCE), notes, "B1", (M1, M2, facultative))
    assert jugement.verdict is verdict
    assert jugement.constat.sur == 40


@pytest.mark.parametrize(
    ("absence", "autre", "verdict"),
    [
        (Manque.NON_EVALUE, 2000, NON_EVALUE),
        (Manque.ZERO, 2000, ACQUIS),
        (Manque.ZERO, 1999, NON_ACQUIS),
        (Manque.ECHEC, 2000, NON_ACQUIS),
        (Manque.HORS_COMPTE, 1000, ACQUIS),
        (Manque.HORS_COMPTE, 999, NON_ACQUIS),
    ],
)
def test_une_absence_est_ce_que_la_branche_en_dit(absence, autre, verdict):
    notation = Notation(absence=absence)
    assert rendre(Moyenne("10", SOURCE), {"m1": ABSENT, "m2": autre}, "B1", notation=notation).verdict is verdict


@pytest.mark.parametrize("manque", Manque)
@pytest.mark.parametrize("regle", [Moyenne("10", SOURCE), NoteMinimale("8", SOURCE)])
def test_ce_que_nul_n_a_note_n_est_jamais_acquis(manque, regle):
    notation = Notation(absence=manque, dispense=manque, tenu=manque)
    assert rendre(regle, {"m1": 2000}, "B1", notation=notation).verdict is NON_EVALUE
    rien = {"m1": ABSENT, "m2": Neutralise("force majeure")}
    assert rendre(regle, rien, "B1", notation=notation).verdict is not ACQUIS


def test_la_force_majeure_n_est_pas_une_absence():
    notation = Notation(absence=Manque.ECHEC, dispense=Manque.ZERO)
    notes = {"m1": Neutralise("force majeure"), "m2": 2000}
    assert rendre(Moyenne("10", SOURCE), notes, "B1", notation=notation).verdict is ACQUIS
    assert rendre(Moyenne("10", SOURCE), notes | {"m1": ABSENT}, "B1", notation=notation).verdict is NON_ACQUIS


SECONDE = epreuve("m3bis", rattrape="m3")


@pytest.mark.parametrize(
    ("tentatives", "premiere", "seconde", "verdict"),
    [
        (Tentatives.MEILLEURE, 999, 1000, ACQUIS),
        (Tentatives.MEILLEURE, 1000, 999, ACQUIS),
        (Tentatives.MEILLEURE, 1000, ABSENT, ACQUIS),
        (Tentatives.MEILLEURE, ABSENT, 1000, ACQUIS),
        (Tentatives.MEILLEURE, ABSENT, None, NON_EVALUE),
        (Tentatives.DERNIERE, 1000, 999, NON_ACQUIS),
        (Tentatives.DERNIERE, 999, 1000, ACQUIS),
        (Tentatives.DERNIERE, 1000, ABSENT, ACQUIS),
        (Tentatives.REMPLACE, 1000, ABSENT, NON_EVALUE),
        (Tentatives.REMPLACE, 1000, 999, NON_ACQUIS),
        (Tentatives.REMPLACE, 1000, None, ACQUIS),
    ],
)
def test_de_deux_sessions_compte_la_note_que_la_branche_dit(tentatives, premiere, seconde, verdict):
    notes = {"m3": premiere} | ({} if seconde is None else {"m3bis": seconde})
    notation = Notation(tentatives=tentatives)
    jugement = rendre(Moyenne("10", SOURCE), notes, "B2", (M3, SECONDE), notation)
    assert jugement.verdict is verdict


@pytest.mark.parametrize(("premiere", "verdict"), [(799, NON_ACQUIS), (800, ACQUIS)])
def test_le_second_groupe_s_ouvre_a_huit_de_moyenne(premiere, verdict):
    notation = Notation(acces=Moyenne("8", SOURCE))
    jugement = rendre(Moyenne("10", SOURCE), {"m3": premiere, "m3bis": 2000}, "B2", (M3, SECONDE), notation)
    assert jugement.verdict is verdict


PONDEREE = epreuve("d", "B1", notee_par={"jury": 70, "tuteur": 30})


@pytest.mark.parametrize(
    ("du_jury", "du_tuteur", "verdict"),
    [
        (1000, 1000, ACQUIS),
        (1030, 930, ACQUIS),
        (1030, 929, NON_ACQUIS),
        (2000, None, NON_EVALUE),
        (2000, ABSENT, NON_EVALUE),
    ],
)
def test_une_epreuve_notee_par_deux_roles_a_leur_moyenne_ponderee(du_jury, du_tuteur, verdict):
    notes = {"jury:d": du_jury} | ({} if du_tuteur is None else {"tuteur:d": du_tuteur})
    assert rendre(Moyenne("10", SOURCE), notes, "B1", (PONDEREE,)).verdict is verdict


def test_la_note_de_plusieurs_auteurs_ne_s_arrondit_pas():
    jugement = rendre(NoteMinimale("10", SOURCE), {"jury:d": 1030, "tuteur:d": 929}, "B1", (PONDEREE,))
    assert jugement.constat.notes[0].note == Fraction(99_97, 1000)
    assert jugement.constat.dire(CODES) == "note insuffisante, d : 9,997/20"


@pytest.mark.parametrize(("deuxieme", "verdict"), [(1000, ACQUIS), (999, NON_ACQUIS)])
def test_une_moyenne_de_moyennes_donne_a_chaque_bloc_le_meme_poids(deuxieme, verdict):
    notes = {"m1": 2000, "m2": 0, "m3": deuxieme}
    assert rendre(Moyenne("10", SOURCE, par=Niveau.BLOC), notes).verdict is verdict


@pytest.mark.parametrize(("deuxieme", "verdict"), [(800, ACQUIS), (799, NON_ACQUIS)])
def test_ou_celui_que_la_branche_dit(deuxieme, verdict):
    regle = Moyenne("12", SOURCE, par=Niveau.BLOC, poids=(("B1", 2), ("B2", 1)))
    assert rendre(regle, {"m1": 1400, "m2": 1400, "m3": deuxieme}).verdict is verdict


MENTIONS = (Mention("bien", "14"), Mention("assez bien", "12"))


@pytest.mark.parametrize(
    ("note", "mention"),
    [(999, ""), (1000, ""), (1199, ""), (1200, "assez bien"), (1399, "assez bien"), (1400, "bien")],
)
def test_une_moyenne_merite_la_plus_haute_mention_qu_elle_atteint(note, mention):
    assert rendre(Moyenne("10", SOURCE, mentions=MENTIONS), {"m3": note}, "B2").constat.mention == mention


@pytest.mark.parametrize(
    "faire",
    [
        lambda: Moyenne(10.0, SOURCE),
        lambda: NoteMinimale(0.55, SOURCE),
        lambda: Part(Niveau.COMPETENCE, 0.55, SOURCE),
        lambda: Mention("bien", 14.0),
        lambda: Moyenne("10", SOURCE, echelle=20.0),
        lambda: Notation(garde_des=10.0),
    ],
)
def test_nulle_regle_ne_prend_un_flottant(faire):
    with pytest.raises(ValueError, match="flottant, qui n'est pas exact"):
        faire()


@pytest.mark.parametrize("regle", [Moyenne, NoteMinimale])
def test_un_seuil_est_sur_son_echelle(regle):
    assert regle("20", SOURCE).au_moins == 20
    with pytest.raises(ValueError, match="au-delà de l'échelle"):
        regle("20.01", SOURCE)


REGLES = st.sampled_from(
    [
        Tous((NoteMinimale("8", SOURCE), Moyenne("10", SOURCE))),
        Moyenne("10", SOURCE, par=Niveau.BLOC),
        SansNoteEliminatoire(SOURCE),
        NoteMinimale("10", SOURCE, stricte=True, epreuves=("m1",)),
    ]
)
VALEURS = st.one_of(st.none(), st.just(ABSENT), st.integers(0, 2000))
EPREUVES = (*(evolve(une, bareme=Bareme(2, eliminatoire=Decimal(6))) for une in (M1, M2)), M3, SECONDE)
NOTATIONS = st.builds(
    Notation,
    absence=st.sampled_from(Manque),
    tentatives=st.just(Tentatives.MEILLEURE),
    acces=st.sampled_from([None, NoteMinimale("4", SOURCE)]),
)


@given(
    regle=REGLES,
    notation=NOTATIONS,
    chemin=st.sampled_from(["", "B1", "B2"]),
    notes=st.dictionaries(st.sampled_from(["m1", "m2", "m3", "m3bis"]), VALEURS),
    mieux=st.integers(0, 2000),
    ou=st.sampled_from(["m1", "m2", "m3", "m3bis"]),
)
def test_une_meilleure_note_n_empire_rien(regle, notation, chemin, notes, mieux, ou):
    avant = {code: note for code, note in notes.items() if note is not None}
    if isinstance(avant.get(ou), int) and avant[ou] <= mieux:
        rangs = [NON_ACQUIS, NON_EVALUE, ACQUIS]
        verdicts = [
            rendre(regle, lues, chemin, EPREUVES, notation).verdict for lues in (avant, avant | {ou: mieux})
        ]
        assert rangs.index(verdicts[0]) <= rangs.index(verdicts[1])
