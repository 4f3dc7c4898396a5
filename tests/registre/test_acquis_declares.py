"""What a file says is held, against what the register knows: said, and the proclamation waits for a motif."""

from collections.abc import Callable
from datetime import date

import pytest

from parchemin.errors import ActeRefuse, CodeInconnu
from parchemin.registre.apres.cause import Cause
from parchemin.registre.personnes.reponses import repondre
from parchemin.registre.seance.acquis_declares import admettre, consulter_acquis
from parchemin.registre.seance.proclamation import examiner, proclamer
from parchemin.registre.service import Registre
from parchemin.registre.titres import corrections

SARAH = "Benali;Sarah;1991-02-03;"


def dits(registre: Registre, numero: int) -> tuple[list[str], list[str]]:
    trouves = consulter_acquis(registre, numero)
    return [fait.code for fait in trouves.questions], [fait.code for fait in trouves.alertes]


@pytest.fixture
def mars(registre: Registre, seance: Callable) -> None:
    """Sarah earned B1 in March."""
    proclamer(registre, seance("2025-03-20", f"{SARAH}|B1", "Roux;Luc;1980-01-01;|B1,B2"))


@pytest.mark.parametrize(
    ("acquis", "attendu"),
    [
        ("B1=2025-03-20", ([], [])),
        ("B1=2025-03-21", (["acquis_autrement_date"], [])),
        ("B1=2025-03-20;B2=2025-03-20", (["acquis_jamais_delivre"], [])),
        ("B2=2025-03-19", ([], ["acquis_d_avant"])),
        ("", ([], [])),
    ],
)
def test_ce_que_le_registre_sait_autrement_est_dit(
    registre: Registre, seance: Callable, mars: None, acquis: str, attendu: tuple[list[str], list[str]]
) -> None:
    numero = seance("2025-09-18", f"{SARAH}|B3|{acquis}")
    assert dits(registre, numero) == attendu
    connus = {fait.code for fait in examiner(registre, numero).empechements}
    assert set(attendu[0]) <= connus


def test_la_proclamation_attend_un_motif(
    registre: Registre, seance: Callable, mars: None, tient: Callable
) -> None:
    numero = seance("2025-09-18", f"{SARAH}|B3|B1=2025-03-20;B2=2025-03-20")
    with pytest.raises(ActeRefuse, match="B2, dit acquis le 2025-03-20"):
        proclamer(registre, numero)
    with pytest.raises(ActeRefuse, match="motif obligatoire"):
        admettre(registre, numero, "D1", "B2", " ")
    admis = admettre(registre, numero, "D1", "B2", "Attestation d'un autre organisme")
    assert dits(registre, numero) == ([], ["acquis_admis"])
    assert admettre(registre, numero, "D1", "B2", "encore").acte == admis.acte
    assert proclamer(registre, numero).titres
    assert tient()


def test_un_acquis_revoque_est_dit(registre: Registre, seance: Callable, mars: None, lus: Callable) -> None:
    (titre,) = lus("Benali")
    corrections.revoquer(registre, titre.numero, Cause(date(2025, 6, 1), "fraude"))
    assert dits(registre, seance("2025-09-18", f"{SARAH}|B3|B1=2025-03-20")) == (["acquis_revoque"], [])


def test_un_acquis_expire_est_dit(registre: Registre, seance: Callable, mars: None) -> None:
    """A bloc holds for five years, the anniversary included."""
    assert dits(registre, seance("2026-03-20", f"{SARAH}|B3|B1=2025-03-20")) == ([], [])
    proclamer(registre, seance("2021-03-18", "Zola;Anna;1970-05-05;|B1"))
    tard = seance("2026-03-19", "Zola;Anna;1970-05-05;|B3|B1=2021-03-18")
    assert dits(registre, tard) == (["acquis_expire"], [])


def test_l_acquis_d_une_autre_est_dit_puis_tenu_quand_elles_n_en_sont_qu_une(
    registre: Registre, seance: Callable, mars: None
) -> None:
    numero = seance("2025-09-18", "Martin;Sarah;1991-02-03;Benali|B3|B1=2025-03-20")
    (fait,) = consulter_acquis(registre, numero).questions
    assert (fait.code, fait["personne"]) == ("acquis_d_un_autre", 1)
    repondre(registre, 3, 1, meme=True)
    assert dits(registre, numero) == ([], [])


def test_rien_n_est_dit_de_ce_que_le_registre_ne_delivre_pas(registre: Registre, seance: Callable) -> None:
    assert dits(registre, seance("2025-09-18", f"{SARAH}|B3|B1=2025-03-20")) == ([], [])


def test_on_n_admet_que_ce_qui_est_dit(registre: Registre, seance: Callable, mars: None) -> None:
    numero = seance("2025-09-18", f"{SARAH}|B3|B1=2025-03-20")
    with pytest.raises(CodeInconnu, match="peut-être « B1 »"):
        admettre(registre, numero, "D1", "B4", "motif")
