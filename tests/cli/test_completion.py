"""Completion answers a shell on each Tab: with the names that there are, never with an error."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    ("mots", "nom"),
    [
        ("parchemin zz ", "plain,deliberer"),
        ("parchemin seance zz ", "plain,proclamer"),
        ("parchemin delib", "plain,deliberer"),
    ],
)
def test_la_touche_tab_ne_dit_jamais_d_erreur(lancer: Callable, mots: str, nom: str) -> None:
    rang = str(mots.count(" "))
    resultat = lancer(_PARCHEMIN_COMPLETE="bash_complete", COMP_WORDS=mots, COMP_CWORD=rang)
    assert (resultat.returncode, resultat.stderr) == (0, "")
    assert nom in resultat.stdout.splitlines()
