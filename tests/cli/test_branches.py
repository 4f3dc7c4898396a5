"""What commands say where no branch is active, each of which had nothing to answer."""

from collections.abc import Callable

import pytest

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
