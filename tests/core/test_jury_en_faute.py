"""What no jury could obey is refused when the branch loads."""

import pytest

from parchemin.api import (
    DEUX_TIERS,
    BaseDesVoix,
    Composition,
    EnVoie,
    Parite,
    RegleDeVote,
    Siege,
    Source,
)
from parchemin.plugin.jurys_en_faute import jurys_en_faute

SOURCE = Source("règlement", "§2")
SIEGES = (
    Siege("president", "Président", 1, 1),
    Siege("membre", "Membre", 0, 4),
    Siege("invite", "Invité", voix=False),
)


def codes(**champs):
    return [faute.code for faute in jurys_en_faute(Composition(("a.b",), "jury", SIEGES, SOURCE, **champs))]


@pytest.mark.parametrize(
    ("champs", "attendus"),
    [
        ({}, []),
        ({"quorum": 5}, []),
        ({"quorum": 6}, ["quorum_inaccessible"]),
        ({"regles": (Parite(("membre",), ("salarie",), ("a", "b"), SOURCE),)}, ["regle_sans_siege"]),
        ({"regles": (EnVoie(("vae",), Parite(("x",), ("membre",), ("a", "b"), SOURCE)),)}, ["regle_sans_siege"]),
        ({"vote": RegleDeVote(SOURCE, preponderante=("president",))}, []),
        ({"vote": RegleDeVote(SOURCE, preponderante=("presidente",))}, ["regle_sans_siege"]),
        ({"vote": RegleDeVote(SOURCE, preponderante=("invite",))}, ["preponderante_sans_voix"]),
        ({"vote": RegleDeVote(SOURCE, DEUX_TIERS, preponderante=("president",))}, ["preponderante_vaine"]),
        ({"vote": RegleDeVote(SOURCE, base=BaseDesVoix.SIEGES)}, []),
    ],
)
def test_une_composition_se_tient(champs, attendus):
    assert codes(**champs) == attendus


def test_une_majorite_des_sieges_les_compte():
    vote = RegleDeVote(SOURCE, base=BaseDesVoix.SIEGES)
    ouverte = Composition(("a.b",), "jury", (Siege("membre", "Membre"),), SOURCE, vote=vote)
    assert [faute.code for faute in jurys_en_faute(ouverte)] == ["sieges_non_comptes"]
