"""A CQP of an option, in the register: who holds one option may be delivered another, and none twice."""

from collections.abc import Callable
from datetime import date

import pytest

from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.registre.apres.cause import Cause
from parchemin.registre.seance.decisions import decider
from parchemin.registre.seance.proclamation import examiner, proclamer
from parchemin.registre.service import Registre
from parchemin.registre.titres import corrections
from parchemin.registre.titres.corrections import Rectification

VIDAL = "GC-1312-01"
ALLOCATAIRES, RECOUVREMENT = "Technicien conseil allocataires", "Gestionnaire du recouvrement"
CQP = "CQP Gestionnaire conseil de la Sécurité sociale, option"


@pytest.fixture
def tenir(registre: Registre, ouvrir: Callable, exemple: Callable) -> Callable[..., int]:
    """Return a function that holds the jury of an option on a day; it proclaims unless it is to stay open."""

    def tenir(jour: str, option: str, *, proclame: bool = True) -> int:
        autre = (";allocataires;", f";{option};")
        dossier = exemple("ucanss/gc-2013", autre, ("date = 2013-12-18", f"date = {jour}"), ou=jour)
        numero: int = ouvrir(dossier)
        for dossier in examiner(registre, numero).empechements:
            decider(registre, numero, Demande(dossier.champs["dossier"], "incomplet", motif="à représenter"))
        if proclame:
            proclamer(registre, numero)
        return numero

    return tenir


def _intitules(lus: Callable) -> list[str]:
    return [titre.intitule for titre in lus("Vidal")]


def test_qui_tient_une_option_en_recoit_une_autre(tenir: Callable, lus: Callable) -> None:
    tenir("2013-12-18", "allocataires")
    tenir("2014-06-18", "recouvrement")
    assert _intitules(lus) == [f"{CQP} {ALLOCATAIRES}", f"{CQP} {RECOUVREMENT}"]


def test_nul_ne_recoit_deux_fois_la_meme_option(tenir: Callable, lus: Callable) -> None:
    tenir("2013-12-18", "allocataires")
    tenir("2014-06-18", "Technicien conseil allocataires")
    assert _intitules(lus) == [f"{CQP} {ALLOCATAIRES}"]


def test_l_option_est_celle_qu_un_erratum_a_corrigee(registre: Registre, tenir: Callable, lus: Callable) -> None:
    tenir("2013-12-18", "allocataires")
    cause = Cause(date(2014, 2, 3), "option mal relevée")
    corrections.rectifier(registre, lus("Vidal")[0].numero, cause, Rectification(intitule=f"{CQP} {RECOUVREMENT}"))
    recouvrement = tenir("2014-06-18", "recouvrement", proclame=False)
    allocataires = tenir("2014-12-18", "allocataires", proclame=False)
    assert examiner(registre, recouvrement).titres[VIDAL] == ()
    assert [du.intitule for du in examiner(registre, allocataires).titres[VIDAL]] == [f"{CQP} {ALLOCATAIRES}"]
