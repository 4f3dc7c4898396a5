"""Terms: what is known before any dossier is read is said at once, and what is not stays to be computed."""

import pytest

from parchemin.regles.termes import (
    FAUX,
    VRAI,
    Op,
    Terme,
    colonne,
    entier,
    et,
    logique,
    maximum,
    minimum,
    ou,
    si,
    somme,
)

A, B = colonne("a"), colonne("b")
OUI, NON = A.est(1), B.est(1)


@pytest.mark.parametrize(
    ("terme", "su"),
    [
        (entier(3).est(3), VRAI),
        (entier(3).est(2), FAUX),
        (entier(3).est(4), FAUX),
        (entier(3) >= 3, VRAI),
        (entier(3) >= 4, FAUX),
        (entier(3) >= entier(2), VRAI),
        (logique(True), VRAI),
        (logique(False), FAUX),
        (~VRAI, FAUX),
        (~FAUX, VRAI),
        (~~OUI, OUI),
        (A * 0, entier(0)),
        (A * 1, A),
        (entier(2) * 3, entier(6)),
        (VRAI * 5, entier(5)),
        (FAUX * 5, entier(0)),
        (entier(2) + 3, entier(5)),
        (entier(2) + entier(3), entier(5)),
        (entier(5) - entier(2), entier(3)),
        (somme(), entier(0)),
        (somme(VRAI, VRAI, FAUX, entier(3)), entier(5)),
        (et(), VRAI),
        (et(VRAI, OUI), OUI),
        (et(OUI, OUI), OUI),
        (et(OUI, FAUX, NON), FAUX),
        (ou(), FAUX),
        (ou(FAUX, OUI), OUI),
        (ou(OUI, OUI), OUI),
        (ou(OUI, VRAI, NON), VRAI),
        (OUI & VRAI, OUI),
        (OUI | FAUX, OUI),
        (minimum(A), A),
        (maximum(A), A),
        (si(VRAI, A, B), A),
        (si(FAUX, A, B), B),
        (si(OUI, A, A), A),
    ],
)
def test_ce_qui_est_su_d_avance_ne_se_calcule_pas(terme: Terme, su: Terme) -> None:
    assert terme == su


@pytest.mark.parametrize(
    ("terme", "a_calculer"),
    [
        (A.est(3), Terme(Op.EGAL, (A, entier(3)))),
        (A >= 3, Terme(Op.AU_MOINS, (A, entier(3)))),
        (A >= B, Terme(Op.AU_MOINS, (A, B))),
        (entier(3) >= A, Terme(Op.AU_MOINS, (entier(3), A))),
        (~OUI, Terme(Op.NON, (OUI,))),
        (A * 2, Terme(Op.FOIS, (A,), 2)),
        (A * -1, Terme(Op.FOIS, (A,), -1)),
        (A + 0, Terme(Op.SOMME, (A,))),
        (somme(A, entier(2), B, VRAI), Terme(Op.SOMME, (A, B, entier(3)))),
        (A - B, Terme(Op.SOMME, (A, B * -1))),
        (OUI & NON, Terme(Op.ET, (OUI, NON))),
        (et(OUI, VRAI, NON, OUI), Terme(Op.ET, (OUI, NON))),
        (OUI | NON, Terme(Op.OU, (OUI, NON))),
        (minimum(A, B), Terme(Op.MINIMUM, (A, B))),
        (maximum(A, B), Terme(Op.MAXIMUM, (A, B))),
        (si(OUI, A, B), Terme(Op.SI, (OUI, A, B))),
    ],
)
def test_ce_qui_n_est_pas_su_reste_a_calculer(terme: Terme, a_calculer: Terme) -> None:
    assert terme == a_calculer
