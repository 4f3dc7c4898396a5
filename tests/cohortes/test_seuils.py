"""« What if the bar were elsewhere »: the examples of the branches, with numbers that can be counted by hand."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from parchemin.cohortes.simulation.comparer import Bascule, Taux
from parchemin.deliberation import Issue
from parchemin.faits import CODES
from parchemin.regles import Verdict

ACQUIS, NON_ACQUIS, DEBAT = Verdict.ACQUIS, Verdict.NON_ACQUIS, Verdict.EN_DEBAT


def _seuil(jouer: Callable, dossier: Path, *politiques: str) -> list[Bascule]:
    (comparaison,) = jouer(dossier, politiques=politiques).comparaisons
    return list(comparaison.bascules())


def test_la_barre_a_75_ne_change_rien_aux_certificats_de_2022(jouer: Callable, exemple: Callable) -> None:
    """Of 5 compétences 75 % are 4, of 6 they are 5: as many as 80 %."""
    assert _seuil(jouer, exemple("ucanss/gc-2021"), "bloc.part=75%") == []


@pytest.mark.parametrize(("part", "changent"), [("67%", 0), ("2/3", 1), ("66%", 1)])
def test_quatre_competences_sur_six_a_la_limite(
    jouer: Callable, exemple: Callable, part: str, changent: int
) -> None:
    """GC-2203-04 has 4 compétences of 6 in GRU: exactly two thirds."""
    assert len(_seuil(jouer, exemple("ucanss/gc-2021"), f"bloc.part={part}")) == changent


@pytest.mark.parametrize(("part", "changent"), [("70%", 1), ("71%", 0)])
def test_sept_criteres_sur_dix_a_la_limite(jouer: Callable, exemple: Callable, part: str, changent: int) -> None:
    """The same candidate has 7 critères of 10 in GRU/C2, which would be the fifth compétence of six."""
    bascules = _seuil(jouer, exemple("ucanss/gc-2021"), f"competence.part={part}")
    attendue = Bascule(
        "gc-2021",
        date(2022, 3, 16),
        "GC-2203-04",
        "formation",
        "Urssaf Bretagne",
        Issue.PARTIEL,
        Issue.CERTIFIE,
        (("GRU", NON_ACQUIS, ACQUIS),),
    )
    assert bascules == [attendue] * changent


def test_la_barre_a_75_en_courtage(jouer: Callable, exemple: Callable) -> None:
    """7 détaillées of 10 and 14 of 20 are 70 %: two candidates stand exactly on the bar of today."""
    bascules = _seuil(jouer, exemple("courtage/cdc-2017"), "bloc.part=75%")
    assert [(b.dossier, b.avant, b.apres) for b in bascules] == [
        ("CDC-1806-02", Issue.CERTIFIE, Issue.EN_DEBAT),
        ("CDC-1806-05", Issue.PARTIEL, Issue.PARTIEL),
    ]
    assert bascules[0].blocs == tuple((code, ACQUIS, DEBAT) for code in ("BC1", "BC3", "BC4", "OPT1", "OPT3"))
    assert bascules[1].blocs == (("OPT3", ACQUIS, NON_ACQUIS),)


@pytest.mark.parametrize(
    ("moyenne", "recales"),
    [
        ("10", []),
        ("10,5", ["GC-1312-01"]),
        ("10,55", ["GC-1312-01"]),
        ("10,56", ["GC-1312-01", "GC-1312-13"]),
        ("11", ["GC-1312-01", "GC-1312-06", "GC-1312-13"]),
    ],
)
def test_une_moyenne_plus_haute(jouer: Callable, exemple: Callable, moyenne: str, recales: list[str]) -> None:
    """Their means are 10, 10.928 and 10.55."""
    bascules = _seuil(jouer, exemple("ucanss/gc-2013"), f"certification.moyenne={moyenne}")
    assert [bascule.dossier for bascule in bascules] == recales
    assert {(bascule.avant, bascule.apres) for bascule in bascules} <= {(Issue.CERTIFIE, Issue.NON_CERTIFIE)}


def test_une_moyenne_plus_basse_repeche_neuf_virgule_neuf_cent_quatre_vingt_dix_sept(
    jouer: Callable, exemple: Callable
) -> None:
    assert [b.dossier for b in _seuil(jouer, exemple("ucanss/gc-2013"), "certification.moyenne=9,99")] == [
        "GC-1312-02"
    ]


def test_les_taux_avant_et_apres(jouer: Callable, exemple: Callable) -> None:
    """8 of 14 are certified; GC-2203-04, by the voie formation at the Urssaf Bretagne, would be the ninth."""
    simulation = jouer(exemple("ucanss/gc-2021"), politiques=("bloc.part=2/3",))
    taux = {(un.axe, un.cle): un for un in simulation.comparaisons[0].taux()}
    assert taux["", ""] == Taux("", "", 14, 8, 9)
    assert [taux["bloc", code] for code in ("GRU", "MDR", "GDU")] == [
        Taux("bloc", "GRU", 14, 11, 12),
        Taux("bloc", "MDR", 14, 12, 12),
        Taux("bloc", "GDU", 14, 12, 12),
    ]
    assert taux["voie", "formation"] == Taux("voie", "formation", 10, 6, 7)
    assert taux["voie", "vae"] == Taux("voie", "vae", 4, 2, 2)
    assert taux["organisme", "Urssaf Bretagne"] == Taux("organisme", "Urssaf Bretagne", 1, 0, 1)
    assert taux["session", "2022-03-16"] == Taux("session", "2022-03-16", 14, 8, 9)
    assert len([cle for axe, cle in taux if axe == "organisme"]) == 14


def test_les_taux_nomment_la_certification_quand_il_y_en_a_plusieurs(jouer: Callable, exemple: Callable) -> None:
    simulation = jouer(exemple("ucanss/gc-2021"), exemple("ucanss/cos-2021"), exemple("ucanss/gc-2013"))
    blocs = [un.cle for un in simulation.en_vigueur.taux() if un.axe == "bloc"]
    assert blocs == [
        *(f"ucanss.cos/{code}" for code in ("GRU", "MDR", "POS", "TD")),
        *(f"ucanss.gc/{code}" for code in ("GRU", "MDR", "GDU")),
    ]
    sessions = [un for un in simulation.en_vigueur.taux() if un.axe == "session"]
    assert [(un.cle, un.total) for un in sessions] == [("2013-12-18", 15), ("2022-03-16", 28)]


def test_pourquoi_un_dossier_change(jouer: Callable, exemple: Callable) -> None:
    simulation = jouer(exemple("ucanss/gc-2021"), politiques=("competence.part=70%",))
    ((cle, (bloc, certification)),) = simulation.motifs["competence.part=70%"].items()
    assert cle == ("gc-2021", "GC-2203-04")
    assert [(motif.cible, motif.constat.dire(CODES), motif.exige.dire(CODES)) for motif in bloc.avant] == [
        ("GRU", "4/6 compétences acquises", "≥ 80 %, soit 5 sur 6"),
        ("GRU/C2", "7/10 critères validés", "≥ 80 %, soit 8 sur 10"),
    ]
    assert [(motif.cible, motif.constat.dire(CODES)) for motif in bloc.apres] == [
        ("GRU", "5/6 compétences acquises")
    ]
    assert [motif.constat.dire(CODES) for motif in certification.avant] == ["2/3 blocs acquis ; manque GRU"]
    assert [motif.constat.dire(CODES) for motif in certification.apres] == ["3/3 blocs acquis"]


def test_chaque_bascule_a_son_motif(jouer: Callable, exemple: Callable) -> None:
    simulation = jouer(
        *map(exemple, ("ucanss/gc-2021", "ucanss/gc-2013", "courtage/cdc-2017")),
        scenarios=("a : bloc.part=75% certification.moyenne=11", "b : bloc.part=60%"),
    )
    for comparaison in simulation.comparaisons:
        bascules = list(comparaison.bascules())
        assert bascules
        for bascule in bascules:
            assert simulation.motifs[comparaison.scenario][bascule.cle]
            dits = {dit.objet: dit for dit in simulation.motifs[comparaison.scenario][bascule.cle]}
            assert {code for code, _, _ in bascule.blocs} == set(dits) - {""}
            assert all(dit.avant and dit.apres and dit.avant != dit.apres for dit in dits.values())


def test_les_motifs_sont_ceux_des_dossiers_demandes(jouer: Callable, exemple: Callable) -> None:
    simulation = jouer(
        exemple("courtage/cdc-2017"),
        exemple("ucanss/gc-2021"),
        politiques=("bloc.part=75%",),
        motifs=1,
        pourquoi=("CDC-1806-01",),
    )
    motifs = simulation.motifs["bloc.part=75%"]
    assert [code for _, code in motifs] == ["CDC-1806-01", "CDC-1806-02"]
    assert [code for _, code in simulation.inchanges(simulation.comparaisons[0])] == ["CDC-1806-01"]
    assert {dit.objet for dit in motifs["cdc-2017", "CDC-1806-01"]} >= {"BC1", "OPT1", ""}


def test_un_nombre_qu_aucune_regle_de_ces_dossiers_n_a_est_dit(jouer: Callable, exemple: Callable) -> None:
    """The certification has a mean in its édition of 2013, and all these dossiers are of 2021."""
    simulation = jouer(exemple("ucanss/gc-2021"), politiques=("certification.moyenne=12",))
    assert simulation.comparaisons[0].changes == 0
    assert simulation.reserves["certification.moyenne=12"] == (
        "certification.moyenne : aucune règle qui juge ces dossiers n'a ce paramètre",
    )
