"""The whole matrix, cell by cell: nine certifications, both éditions of GC, and what has no content."""

from collections.abc import Mapping
from datetime import date

import pytest

from parchemin.passerelle import CaseDeMatrice, Detention, Reseau, chercher, matrice
from parchemin.plugin.host import Hote

LE = date(2022, 3, 16)

CE, CR, GLR = "agirc-arrco.ce@2024", "agirc-arrco.cr@2024", "agirc-arrco.glr@2024"
CDC, ADP, IARD = "courtage.cdc@2017", "courtage.gest-adp@2017", "courtage.gest-iard@2017"
COS, GC13, GC21, GCAR = "ucanss.cos@2021", "ucanss.gc@2013", "ucanss.gc@2021", "ucanss.gcar@2017"
TOUTES = (CE, CR, GLR, CDC, ADP, IARD, COS, GC13, GC21, GCAR)

RIEN = {
    CE: CaseDeMatrice(0, 0, 3, 135, 0),
    CDC: CaseDeMatrice(0, 0, 7, 0, 3),
    ADP: CaseDeMatrice(0, 0, 7, 0, 3),
    IARD: CaseDeMatrice(0, 0, 7, 0, 3),
    COS: CaseDeMatrice(0, 0, 4, 185, 0),
    GC13: CaseDeMatrice(0, 0, 1, 45, 4),
    GC21: CaseDeMatrice(0, 0, 3, 190, 0),
    GCAR: CaseDeMatrice(0, 0, 1, 225, 3),
}
"""What is left to whoever holds nothing of use: the cell of every pair that is not named below."""

IDENTITE = {CE: 3, CDC: 5, ADP: 3, IARD: 3, COS: 4, GC13: 1, GC21: 3, GCAR: 1}
TROIS_COMMUNS = CaseDeMatrice(3, 0, 4, 0, 3)

ATTENDUES = {
    **{(cle, cle): CaseDeMatrice(combien, 0, 0, 0, 0) for cle, combien in IDENTITE.items()},
    **{(de, vers): TROIS_COMMUNS for de in (CDC, ADP, IARD) for vers in (CDC, ADP, IARD) if de != vers},
    (COS, GC21): CaseDeMatrice(2, 0, 1, 90, 0),
    (GC21, COS): CaseDeMatrice(2, 0, 2, 85, 0),
    (GC13, GC21): CaseDeMatrice(0, 3, 0, 190, 0),
    (GC13, COS): CaseDeMatrice(0, 2, 2, 185, 0),
    (GCAR, GC21): CaseDeMatrice(0, 3, 0, 190, 0),
    (GCAR, COS): CaseDeMatrice(0, 2, 2, 185, 0),
    (GCAR, GC13): CaseDeMatrice(0, 1, 0, 45, 4),
    (GC21, GCAR): CaseDeMatrice(0, 1, 0, 225, 3),
    (GC13, GCAR): CaseDeMatrice(0, 1, 0, 225, 3),
}


@pytest.fixture(scope="module")
def reseau() -> Reseau:
    return Hote.charger(strict=True).reseau()


@pytest.fixture(scope="module")
def cases(reseau: Reseau) -> Mapping[str, Mapping[str, CaseDeMatrice | None]]:
    return matrice(reseau, LE)


def test_la_matrice_est_complete(cases: Mapping[str, Mapping[str, CaseDeMatrice | None]]) -> None:
    assert tuple(cases) == TOUTES
    assert all(tuple(ligne) == TOUTES for ligne in cases.values())


@pytest.mark.parametrize("de", TOUTES)
@pytest.mark.parametrize("vers", TOUTES)
def test_chaque_case(cases: Mapping[str, Mapping[str, CaseDeMatrice | None]], de: str, vers: str) -> None:
    attendue = None if {de, vers} & {CR, GLR} else ATTENDUES.get((de, vers), RIEN.get(vers))
    assert cases[de][vers] == attendue


def test_de_droit_est_symetrique(reseau: Reseau) -> None:
    """What one bloc gives de droit of another certification, that bloc gives back."""
    donnes = {
        (tenu, vise.lieu)
        for edition in reseau.catalogue.editions
        for tenu in (f"{edition.cle}/{bloc.code}" for bloc in edition.blocs)
        for cible in reseau.catalogue.editions
        if not cible.sans_contenu
        for vise in chercher(reseau, [Detention(tenu, LE)], cible, LE).blocs
        if vise.statut.value == "acquis_de_droit"
    }
    assert donnes == {(vers, de) for de, vers in donnes}
    assert (f"{COS}/GRU", f"{GC21}/GRU") in donnes
