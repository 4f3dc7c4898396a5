"""A share of what stands below a node: how it is written, counted and said."""

from datetime import date
from fractions import Fraction

import pytest

from parchemin.dossier.model import Avis, Candidat, Dossier, Neutralise, Observations
from parchemin.faits import CODES
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Edition, Niveau, Source, Voie
from parchemin.regles import Formule, Part, Verdict, rendre
from parchemin.regles.part import NON_OBSERVE, PartComptee, part, pourcent
from parchemin.regles.termes import RIEN
from parchemin.testing import juger as juger_seule

SOURCE = Source("règlement", "§1")
JOUR = date(2024, 6, 3)
OUI, NON, ABSENT, NEUTRE = Avis.ACQUIS, Avis.NON_ACQUIS, Avis.ABSENT, Neutralise("sans objet")
CRITERES, COMPETENCES = ("critère", "critères", "validés"), ("compétence", "compétences", "acquises")


@pytest.mark.parametrize(
    ("texte", "valeur"),
    [
        ("80 %", Fraction(4, 5)),
        ("80%", Fraction(4, 5)),
        (" 66,5 % ", Fraction(133, 200)),
        ("100 %", Fraction(1)),
        ("1 %", Fraction(1, 100)),
        ("4/5", Fraction(4, 5)),
        (Fraction(1, 3), Fraction(1, 3)),
        (Fraction(1), Fraction(1)),
    ],
)
def test_une_part_s_ecrit_en_pour_cent_ou_en_fraction(texte, valeur):
    assert part(texte) == valeur


@pytest.mark.parametrize("texte", ["0 %", "-5 %", "101 %", "2", Fraction(0)])
def test_une_part_va_de_zero_exclu_a_un(texte):
    with pytest.raises(ValueError, match=r"une part va de 0 \(exclu\) à 1"):
        part(texte)


@pytest.mark.parametrize(
    ("valeur", "dit"),
    [(Fraction(4, 5), "80 %"), (Fraction(2, 3), "66,67 %"), (Fraction(1), "100 %"), (Fraction(1, 8), "12,5 %")],
)
def test_une_part_se_dit_en_pour_cent(valeur, dit):
    assert pourcent(valeur) == dit


@pytest.mark.parametrize(
    ("compte", "dit"),
    [
        (PartComptee(CRITERES, 4, 5), "4/5 critères validés"),
        (PartComptee(CRITERES, 2, 5, 1, 1, 1), "2/5 critères validés (1 non observé, 1 neutralisé, 1 en attente)"),
        (
            PartComptee(CRITERES, 2, 9, 2, 3, 4),
            "2/9 critères validés (2 non observés, 3 neutralisés, 4 en attente)",
        ),
        (PartComptee(COMPETENCES, 2, 5, 1, 0, 1), "2/5 compétences acquises (1 non observée, 1 en attente)"),
        (PartComptee(COMPETENCES, 2, 5, 2, 2), "2/5 compétences acquises (2 non observées, 2 neutralisées)"),
        (PartComptee(COMPETENCES, 2, 5, 0, 1), "2/5 compétences acquises (1 neutralisée)"),
    ],
)
def test_un_compte_s_accorde(compte, dit):
    assert compte.dire(CODES) == dit


def bloc(*criteres: int) -> Noeud:
    """A bloc whose compétences have so many critères each; with 0 they are not known."""
    return Noeud(
        Niveau.BLOC,
        "B1",
        "Bloc un",
        tuple(
            Noeud(
                Niveau.COMPETENCE,
                f"B1/C{rang}",
                f"Compétence {rang}",
                tuple(Noeud(Niveau.CRITERE, f"B1/C{rang}/{i}", f"Critère {i}") for i in range(1, combien + 1)),
            )
            for rang, combien in enumerate(criteres, 1)
        ),
    )


EDITION = Edition(
    "essai.a", "2024", "Essai", JOUR, JOUR, SOURCE, voies=(Voie("formation", "Formation", (), ("jury",), SOURCE),)
)


def juge(regle, noeud, dites):
    observations = Observations({"jury": dites})
    dossier = Dossier("D1", Candidat("N", "P"), "formation", JOUR, EDITION.cle, observations=observations)
    return juger_seule(regle, noeud, EDITION, dossier, JOUR, role="jury")


def juger(regle, noeud, dites):
    jugement = juge(regle, noeud, dites)
    return jugement.verdict, jugement.constat.dire(CODES), jugement.motif.exige.dire(CODES)


PAR_CRITERES = Part(Niveau.CRITERE, "80 %", SOURCE)
EN_CHAINE = Part(Niveau.COMPETENCE, "60 %", SOURCE, chacune=PAR_CRITERES)


def criteres(*dites):
    return {f"B1/C1/{rang}": dite for rang, dite in enumerate(dites, 1) if dite is not None}


@pytest.mark.parametrize(
    ("dites", "verdict", "constat", "exige"),
    [
        (criteres(OUI, OUI, OUI, OUI, NON), "acquis", "4/5 critères validés", "≥ 80 %, soit 4 sur 5"),
        (criteres(OUI, OUI, OUI, NON, NON), "non_acquis", "3/5 critères validés", "≥ 80 %, soit 4 sur 5"),
        (
            criteres(OUI, OUI, OUI, NON, NEUTRE),
            "non_acquis",
            "3/4 critères validés (1 neutralisé)",
            "≥ 80 %, soit 4 sur 4",
        ),
        (
            criteres(OUI, OUI, OUI, ABSENT, NON),
            "non_evalue",
            "3/5 critères validés (1 en attente)",
            "≥ 80 %, soit 4 sur 5",
        ),
        (
            criteres(OUI, OUI, NON, ABSENT, NON),
            "non_acquis",
            "2/5 critères validés (1 en attente)",
            "≥ 80 %, soit 4 sur 5",
        ),
        (
            criteres(OUI, OUI, OUI, None, NON),
            "non_acquis",
            "3/5 critères validés (1 non observé)",
            "≥ 80 %, soit 4 sur 5",
        ),
        (
            criteres(NEUTRE, NEUTRE, NEUTRE, NEUTRE, NEUTRE),
            "non_evalue",
            "0/0 critères validés (5 neutralisés)",
            "≥ 80 %",
        ),
        ({"B1": OUI}, "acquis", "avis : acquis", "≥ 80 %"),
        ({"B1": NON}, "non_acquis", "avis : non acquis", "≥ 80 %"),
        ({"B1": ABSENT}, "non_evalue", "absent", "≥ 80 %"),
        ({"B1": NEUTRE}, "non_evalue", "0/0 critères validés (1 neutralisé)", "≥ 80 %"),
        ({"B1/C1": OUI}, "acquis", "5/5 critères validés", "≥ 80 %, soit 4 sur 5"),
    ],
)
def test_quatre_criteres_sur_cinq(dites, verdict, constat, exige):
    assert juger(PAR_CRITERES, bloc(5), dites) == (Verdict(verdict), constat, exige)


@pytest.mark.parametrize(
    ("dites", "verdict", "constat"),
    [
        ({"B1/C1": OUI}, "non_acquis", "5/8 critères validés (3 non observés)"),
        ({"B1/C1": OUI, "B1/C2": OUI, "B1/C3": NON}, "acquis", "7/8 critères validés"),
        ({"B1/C1": OUI, "B1/C2": NEUTRE, "B1/C3": NON}, "acquis", "5/6 critères validés (2 neutralisés)"),
        ({"B1/C1": OUI, "B1/C2/1": OUI, "B1/C2/2": NON, "B1/C3": OUI}, "acquis", "7/8 critères validés"),
    ],
)
def test_un_avis_plus_haut_vaut_pour_tout_ce_qui_est_dessous(dites, verdict, constat):
    """A compétence whose critères are not known, as the third, counts as one."""
    assert juger(PAR_CRITERES, bloc(5, 2, 0), dites)[:2] == (Verdict(verdict), constat)


@pytest.mark.parametrize(
    ("dites", "verdict", "constat"),
    [
        ({"B1/C1": OUI, "B1/C2": OUI, "B1/C3": NON}, "acquis", "2/3 compétences acquises"),
        ({"B1/C1": OUI, "B1/C2": NON, "B1/C3": NON}, "non_acquis", "1/3 compétences acquises"),
        (
            {"B1/C1": OUI, "B1/C2": ABSENT, "B1/C3": NON},
            "non_evalue",
            "1/3 compétences acquises (1 en attente)",
        ),
        (
            {"B1/C1": OUI, "B1/C2": NEUTRE, "B1/C3": NON},
            "non_acquis",
            "1/2 compétences acquises (1 neutralisée)",
        ),
        (
            {"B1/C1": OUI, "B1/C2/1": NEUTRE, "B1/C3/1": NEUTRE},
            "acquis",
            "1/1 compétences acquises (2 neutralisées)",
        ),
        (
            {"B1/C1": NEUTRE, "B1/C2": NEUTRE, "B1/C3": NEUTRE},
            "non_evalue",
            "0/0 compétences acquises (3 neutralisées)",
        ),
    ],
)
def test_une_part_de_competences_dont_chacune_est_une_part_de_criteres(dites, verdict, constat):
    assert juger(EN_CHAINE, bloc(1, 1, 1), dites)[:2] == (Verdict(verdict), constat)


def test_une_competence_neutralisee_sur_quatre():
    dites = {"B1/C1": OUI, "B1/C2": OUI, "B1/C3": NON, "B1/C4": NEUTRE}
    assert juger(EN_CHAINE, bloc(1, 1, 1, 1), dites)[1] == "2/3 compétences acquises (1 neutralisée)"


class Debattue:
    """A rule that leaves what it judges to the jury's debate."""

    code, source = "debat", SOURCE

    def formuler(self, noeud, lecture):
        dite = PAR_CRITERES.formuler(noeud, lecture)
        sans_avis = lecture.dit(noeud.chemin).est(RIEN)
        return dite.sauf((sans_avis, Formule(self, noeud, rendre(Verdict.EN_DEBAT), NON_OBSERVE)))


@pytest.mark.parametrize(
    ("dites", "verdict"),
    [
        ({"B1/C1": OUI}, Verdict.EN_DEBAT),
        ({"B1/C1": OUI, "B1/C2": OUI}, Verdict.ACQUIS),
        ({"B1/C1": OUI, "B1/C2": ABSENT}, Verdict.NON_EVALUE),
        ({"B1/C1": NON, "B1/C2": NON}, Verdict.NON_ACQUIS),
    ],
)
def test_ce_qui_se_debat_ne_decide_que_s_il_change_la_reponse(dites, verdict):
    regle = Part(Niveau.COMPETENCE, "60 %", SOURCE, chacune=Debattue())
    assert juge(regle, bloc(1, 1, 1), dites).verdict is verdict


def test_ce_dont_on_ne_connait_pas_les_parties_n_est_pas_observe():
    assert juger(PAR_CRITERES, bloc(), {}) == (Verdict.NON_ACQUIS, "non observé", "≥ 80 %")


@pytest.mark.parametrize(
    ("regle", "niveau", "enonce"),
    [
        (
            PAR_CRITERES,
            Niveau.BLOC,
            ("Un bloc est acquis si au moins 80 % de l'ensemble de ses critères sont validés.",),
        ),
        (
            PAR_CRITERES,
            Niveau.COMPETENCE,
            ("Une compétence est acquise si au moins 80 % de ses critères sont validés.",),
        ),
        (
            EN_CHAINE,
            Niveau.BLOC,
            (
                "Un bloc est acquis si au moins 60 % de ses compétences sont acquises.",
                "Une compétence est acquise si au moins 80 % de ses critères sont validés.",
            ),
        ),
    ],
)
def test_une_part_s_enonce_a_chaque_niveau(regle, niveau, enonce):
    assert regle.enoncer(niveau) == enonce
