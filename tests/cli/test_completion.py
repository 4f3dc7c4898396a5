"""Completion answers a shell on each Tab: with the names that there are, never with an error."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    ("mots", "nom"),
    [
        ("parchemin zz ", "plain,deliberer"),
        ("parchemin seance zz ", "plain,proclamer"),
        ("parchemin delib", "plain,deliberer"),
        ("parchemin exemple uc", "plain,ucanss/gc-2021"),
        ("parchemin exemple ucanss/gc-2021 ma", "file,ma"),
        ("parchemin conformite ", "plain,courtage"),
        ("parchemin verifier x --sans-branche ag", "plain,agirc-arrco"),
        ("parchemin referentiel ucanss.gc", "plain,ucanss.gc@2021"),
        ("parchemin passerelle ucanss.cos ucanss.g", "plain,ucanss.gc"),
        ("parchemin grille ucanss.g", "plain,ucanss.gc"),
        ("parchemin grille ma-se", "file,ma-se"),
        ("parchemin bilan --certification uc", "plain,ucanss.gc"),
        ("parchemin simuler x --edition ucanss.gc", "plain,ucanss.gc@2021"),
        ("parchemin simuler --registre --certification ", "plain,ucanss.cos"),
        ("parchemin simuler x --moteur e", "plain,explique"),
    ],
)
def test_la_touche_tab_ne_dit_jamais_d_erreur(lancer: Callable, mots: str, nom: str) -> None:
    rang = str(mots.count(" "))
    resultat = lancer(_PARCHEMIN_COMPLETE="bash_complete", COMP_WORDS=mots, COMP_CWORD=rang)
    assert (resultat.returncode, resultat.stderr) == (0, "")
    assert nom in resultat.stdout.splitlines()
