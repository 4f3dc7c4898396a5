"""What a user may ask for, and every fault of it at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from parchemin.cohortes.lecture.origines import en_fichiers
from parchemin.cohortes.simulation.scenarios import (
    EN_VIGUEUR,
    Demande,
    Souhaits,
    hypothese,
    parametres_de,
    preparer,
)
from parchemin.errors import DonneesInvalides
from parchemin.plugin.host import Hote


@pytest.mark.parametrize(
    ("ecrit", "nom", "changements", "edition"),
    [
        ("bloc.part=75%", "bloc.part=75%", ("bloc.part=75%",), ""),
        ("souple : bloc.part = 75 % competence.part=2/3", "souple", ("bloc.part=75 %", "competence.part=2/3"), ""),
        ("s:bloc.part=0,75;bloc.acces=11,5", "s", ("bloc.part=0,75", "bloc.acces=11,5"), ""),
        ("neuf : edition=ucanss.gc@2021 bloc.part=70%", "neuf", ("bloc.part=70%",), "ucanss.gc@2021"),
        ("edition=ucanss.gc@2021", "ucanss.gc@2021", (), "ucanss.gc@2021"),
    ],
)
def test_un_scenario_en_mots(ecrit: str, nom: str, changements: tuple[str, ...], edition: str) -> None:
    assert Demande.lire(ecrit) == Demande(nom, changements, edition)


@pytest.mark.parametrize(
    "ecrit", ["", "souple", "souple :", "édition=x : edition=a@1", "souple : bloc.part", "edition=a edition=b"]
)
def test_un_scenario_mal_ecrit(ecrit: str) -> None:
    with pytest.raises(ValueError, match=r"trouvé|deux éditions"):
        Demande.lire(ecrit)


def test_plusieurs_scenarios(hote: Hote, exemple: Callable[..., Path]) -> None:
    cohorte = en_fichiers([exemple("ucanss/gc-2013"), exemple("ucanss/gc-2021")], hote.catalogue)
    souhaits = Souhaits(
        ("bloc.part=75%", "competence.part=70%"),
        ("ucanss.gc@2021",),
        ("sévère : certification.moyenne=12",),
    )
    scenarios = preparer(souhaits, hote, cohorte, hote.catalogue)
    assert [(scenario.nom, hypothese(scenario)) for scenario in scenarios] == [
        (EN_VIGUEUR, ""),
        ("bloc.part=75% ; competence.part=70%", "bloc.part = 75% ; competence.part = 70%"),
        ("ucanss.gc@2021", "édition ucanss.gc@2021"),
        ("sévère", "certification.moyenne = 12"),
    ]


def test_toutes_les_fautes_d_un_coup(hote: Hote, exemple: Callable[..., Path]) -> None:
    cohorte = en_fichiers([exemple("ucanss/gc-2021")], hote.catalogue)
    souhaits = Souhaits(
        ("bloc.prat=75%", "competence.part=0%", "bloc", "bloc.part=75%", "bloc.part=70%"),
        ("ucanss.gc@2012", "courtage.cdc@2017", "agirc-arrco.cr@2024"),
        ("x", "a : bloc.part=70%", "a : bloc.part=60%"),
    )
    with pytest.raises(DonneesInvalides) as levee:
        preparer(souhaits, hote, cohorte, hote.catalogue)
    dits = [defaut.message for defaut in levee.value.defauts]
    assert [dit for dit in dits if "paramètre inconnu « bloc.prat » ; peut-être « bloc.part »" in dit]
    assert [dit for dit in dits if "une part va de 0" in dit]
    assert [dit for dit in dits if "attendu PARAMETRE=VALEUR" in dit]
    assert [dit for dit in dits if "édition inconnue « 2012 »" in dit]
    assert [dit for dit in dits if "aucune séance de courtage.cdc dans cette cohorte (trouvé ucanss.gc)" in dit]
    assert [dit for dit in dits if "agirc-arrco.cr@2024 est déclarée sans contenu" in dit]
    assert [dit for dit in dits if dit.startswith("trouvé « x »")]
    assert "ce nom sert deux fois" in dits
    assert [dit for dit in dits if "« bloc.part » change deux fois" in dit]
    assert len(dits) == 9


def test_une_branche_sans_nombre_le_dit(hote: Hote, exemple: Callable[..., Path]) -> None:
    cohorte = en_fichiers([exemple("agirc-arrco/ce-2024")], hote.catalogue)
    assert parametres_de(cohorte, hote, hote.catalogue) == {}
    with pytest.raises(DonneesInvalides, match="les règles de ces éditions n'ont aucun paramètre"):
        preparer(Souhaits(("bloc.part=75%",)), hote, cohorte, hote.catalogue)


def test_un_parametre_d_une_autre_edition_est_inconnu(hote: Hote, exemple: Callable[..., Path]) -> None:
    """Under the édition of 2021 there is no mean any more."""
    cohorte = en_fichiers([exemple("ucanss/gc-2013")], hote.catalogue)
    with pytest.raises(DonneesInvalides, match=r"paramètre inconnu « certification.moyenne »"):
        preparer(
            Souhaits(scenarios=("edition=ucanss.gc@2021 certification.moyenne=11",)),
            hote,
            cohorte,
            hote.catalogue,
        )
