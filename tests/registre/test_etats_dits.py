"""Where a séance stands is said in words, with its accents, by the facts as by the lists."""

import pytest

from parchemin.documents.contenus.seances import ETATS
from parchemin.faits import CODES
from parchemin.registre.seance.doublons import SEANCE_SEMBLABLE
from parchemin.registre.seance.etat import Etat


@pytest.mark.parametrize("etat", Etat)
def test_un_fait_dit_l_etat_d_une_seance_comme_la_liste(etat: Etat) -> None:
    dit = SEANCE_SEMBLABLE(seance=1, etat=etat.value, le="2022-03-16").dire(CODES)
    assert dit.startswith(f"séance 1 ({ETATS[etat]}) : ")


def test_une_seance_proclamee_a_son_accent() -> None:
    assert ETATS[Etat.PROCLAMEE] == "proclamée"
