"""What commands say where no branch is active, each of which had nothing to answer."""

from collections.abc import Callable
from functools import partial

import pytest

from parchemin.plugin.host import Hote
from parchemin_cli.hote import SANS_BRANCHE

TOUTES = ("agirc-arrco", "courtage", "ucanss")


@pytest.mark.parametrize("commande", ["exemple", "passerelle"])
def test_sans_branche_active_on_dit_quoi_installer(lancer: Callable, commande: str) -> None:
    resultat = lancer(commande, PARCHEMIN_BRANCHES_DESACTIVEES=",".join(TOUTES))
    assert (resultat.returncode, resultat.stderr) == (0, f"{SANS_BRANCHE}\n")


def test_une_certification_inconnue_sans_branche_a_son_remede(lancer: Callable) -> None:
    options = [mot for slug in TOUTES for mot in ("--sans-branche", slug)]
    resultat = lancer("referentiel", "ucanss.gc", *options)
    assert resultat.returncode == 2
    assert resultat.stderr.startswith(f"{SANS_BRANCHE}\nErreur : certification inconnue « ucanss.gc »")


def test_une_branche_active_suffit(lancer: Callable) -> None:
    resultat = lancer("referentiel", "--sans-branche", "ucanss", "--sans-branche", "courtage")
    assert (resultat.returncode, resultat.stderr) == (0, "")


@pytest.fixture
def lentes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every branch for one that is slow to load."""
    monkeypatch.setattr(Hote, "charger", partial(Hote.charger, lent_apres=0))


@pytest.mark.usefixtures("lentes")
def test_une_branche_lente_ne_se_dit_pas_au_milieu_d_une_commande(lancer: Callable) -> None:
    assert lancer("referentiel").stderr == ""


@pytest.mark.usefixtures("lentes")
def test_une_branche_lente_se_dit_a_son_auteur_et_dans_la_liste(lancer: Callable) -> None:
    assert "! lente à charger (" in lancer("branches").stdout
    assert lancer("conformite", "courtage").stderr.startswith("! courtage : lente à charger (")
