"""Terms: what is known before any dossier is read is said at once, and what is not stays to be computed."""

from collections.abc import Callable

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
        (lambda: entier(3).est(3), VRAI),
        (lambda: entier(3).est(2), FAUX),
        (lambda: entier(3).est(4), FAUX),
        (lambda: entier(3) >= 3, VRAI),
        (lambda: entier(3) >= 4, FAUX),
        (lambda: entier(3) >= entier(2), VRAI),
        (lambda: logique(True), VRAI),
        (lambda: logique(False), FAUX),
        (lambda: ~VRAI, FAUX),
        (lambda: ~FAUX, VRAI),
        (lambda: ~~OUI, OUI),
        (lambda: A * 0, entier(0)),
        (lambda: A * 1, A),
        (lambda: entier(2) * 3, entier(6)),
        (lambda: VRAI * 5, entier(5)),
        (lambda: FAUX * 5, entier(0)),
        (lambda: entier(2) + 3, entier(5)),
        (lambda: entier(2) + entier(3), entier(5)),
        (lambda: entier(5) - entier(2), entier(3)),
        (somme, entier(0)),
        (lambda: somme(VRAI, VRAI, FAUX, entier(3)), entier(5)),
        (et, VRAI),
        (lambda: et(VRAI, OUI), OUI),
        (lambda: et(OUI, OUI), OUI),
        (lambda: et(OUI, FAUX, NON), FAUX),
        (ou, FAUX),
        (lambda: ou(FAUX, OUI), OUI),
        (lambda: ou(OUI, OUI), OUI),
        (lambda: ou(OUI, VRAI, NON), VRAI),
        (lambda: OUI & VRAI, OUI),
        (lambda: OUI | FAUX, OUI),
        (lambda: minimum(A), A),
        (lambda: maximum(A), A),
        (lambda: si(VRAI, A, B), A),
        (lambda: si(FAUX, A, B), B),
        (lambda: si(OUI, A, A), A),
    ],
)
def test_ce_qui_est_su_d_avance_ne_se_calcule_pas(terme: Callable[[], Terme], su: Terme) -> None:
    assert terme() == su


@pytest.mark.parametrize(
    ("terme", "a_calculer"),
    [
        (lambda: A.est(3), Terme(Op.EGAL, (A, entier(3)))),
        (lambda: A >= 3, Terme(Op.AU_MOINS, (A, entier(3)))),
        (lambda: A >= B, Terme(Op.AU_MOINS, (A, B))),
        (lambda: entier(3) >= A, Terme(Op.AU_MOINS, (entier(3), A))),
        (lambda: ~OUI, Terme(Op.NON, (OUI,))),
        (lambda: A * 2, Terme(Op.FOIS, (A,), 2)),
        (lambda: A * -1, Terme(Op.FOIS, (A,), -1)),
        (lambda: A + 0, Terme(Op.SOMME, (A,))),
        (lambda: somme(A, entier(2), B, VRAI), Terme(Op.SOMME, (A, B, entier(3)))),
        (lambda: A - B, Terme(Op.SOMME, (A, B * -1))),
        (lambda: OUI & NON, Terme(Op.ET, (OUI, NON))),
        (lambda: et(OUI, VRAI, NON, OUI), Terme(Op.ET, (OUI, NON))),
        (lambda: OUI | NON, Terme(Op.OU, (OUI, NON))),
        (lambda: minimum(A, B), Terme(Op.MINIMUM, (A, B))),
        (lambda: maximum(A, B), Terme(Op.MAXIMUM, (A, B))),
        (lambda: si(OUI, A, B), Terme(Op.SI, (OUI, A, B))),
    ],
)
def test_ce_qui_n_est_pas_su_reste_a_calculer(terme: Callable[[], Terme], a_calculer: Terme) -> None:
    assert terme() == a_calculer
