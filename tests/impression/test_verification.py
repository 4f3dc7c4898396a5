"""The code of a title: the register knows its own, and nobody makes one up."""

import shutil
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parchemin.errors import ParcheminError
from parchemin.registre.socle.base import Base
from parchemin.registre.titres.titres import Valeur
from parchemin.registre.titres.verification import ALPHABET, code_de, verifier

CE = "agirc-arrco/ce-2024"
LE = date(2025, 6, 1)
EMPREINTES = st.text("0123456789abcdef", min_size=64, max_size=64)


@pytest.fixture
def registre(proclame):
    return proclame(CE)


@pytest.fixture
def titre(registre):
    return registre.titres(1)[0]


def test_le_registre_reconnait_son_titre(registre, titre) -> None:
    trouve = verifier(registre.base, titre.numero, titre.code, LE)
    assert trouve is not None
    assert (trouve.numero, trouve.candidat, trouve.etat) == (titre.numero, str(titre.candidat), Valeur.VALIDE)


def test_le_code_se_lit_sans_casse_ni_tiret_et_pardonne_o_et_i(registre, titre) -> None:
    ecrit = titre.code.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    assert verifier(registre.base, f" {titre.numero} ", ecrit, LE) is not None


def test_le_code_d_un_autre_titre_ne_vaut_rien(registre, titre) -> None:
    autre = registre.titres(1)[1]
    assert verifier(registre.base, titre.numero, autre.code, LE) is None
    assert verifier(registre.base, "2025-999999", titre.code, LE) is None
    assert verifier(registre.base, titre.numero, code_de("f" * 64), LE) is None


def test_une_faute_de_frappe_se_voit(registre, titre) -> None:
    faux = ("0" if titre.code[0] != "0" else "1") + titre.code[1:]
    with registre.base.lire(), pytest.raises(ParcheminError, match="faute de frappe"):
        verifier(registre.base, titre.numero, faux, LE)


@pytest.mark.parametrize(
    ("numero", "code", "attendu"),
    [
        ("12", "7K3QX-0R2MB", "attendu une année et un rang"),
        ("2022-000012", "7K3QX", "attendu dix signes"),
        ("2022-000012", "7K3QX-0R2M*", "attendu dix signes"),
        ("2022-000012", "7K3QX-0R2MU", "attendu dix signes"),
        ("²022-000012", "7K3QX-0R2MB", "attendu une année et un rang"),
    ],
)
def test_ce_qui_ne_peut_etre_un_code_est_dit(registre, numero: str, code: str, attendu: str) -> None:
    with registre.base.lire(), pytest.raises(ParcheminError, match=attendu):
        verifier(registre.base, numero, code, LE)


def test_un_titre_expire_est_reconnu_et_dit_expire(registre) -> None:
    bloc = next(titre for titre in registre.titres(1) if titre.expire_le)
    for le, etat in ((date(2030, 3, 20), Valeur.VALIDE), (date(2030, 3, 21), Valeur.EXPIRE)):
        trouve = verifier(registre.base, bloc.numero, bloc.code, le)
        assert trouve is not None
        assert trouve.etat is etat


def test_le_code_survit_a_la_sauvegarde(registre, titre, tmp_path) -> None:
    registre.base.fermer()
    shutil.copy(tmp_path / "registre.db", tmp_path / "copie.db")
    copie = Base(f"sqlite:///{tmp_path / 'copie.db'}")
    assert verifier(copie, titre.numero, titre.code, LE) is not None
    copie.fermer()


def test_le_numero_ne_donne_pas_le_code(registre, titre, tmp_path, hote) -> None:
    (tmp_path / "ailleurs").mkdir()
    ailleurs = type(registre).creer(tmp_path / "ailleurs", hote)
    ailleurs.proclamer(numero := ailleurs.ouvrir(CE))
    jumeau = ailleurs.titres(numero)[0]
    ailleurs.base.fermer()
    assert (jumeau.numero, jumeau.candidat) == (titre.numero, titre.candidat)
    assert jumeau.code != titre.code


@given(EMPREINTES, st.integers(0, 9), st.sampled_from(ALPHABET))
def test_un_signe_change_ne_passe_jamais_la_cle(empreinte: str, rang: int, signe: str) -> None:
    from parchemin.registre.titres.verification import _lire_code

    code = code_de(empreinte).replace("-", "")
    assert _lire_code(code).replace("-", "") == code
    change = code[:rang] + signe + code[rang + 1 :]
    if change != code:
        with pytest.raises(ParcheminError, match="faute de frappe"):
            _lire_code(change)
