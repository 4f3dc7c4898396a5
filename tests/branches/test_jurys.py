"""The juries of published branches, as values: on both sides of what each text asks for."""

from datetime import date

import pytest

from parchemin.api import (
    BaseDesVoix,
    Composition,
    Effectif,
    Membre,
    Parite,
    Proportion,
    RegleDeVote,
    Siege,
    Source,
)
from parchemin.dossier.model import Candidat, Dossier
from parchemin.jury import Assemblee, Suffrages, depouiller, examiner

LE = date(2025, 6, 30)
S = Source("accord", "art. 1")

METALLURGIE = Composition(
    ("m.cqpm",),
    "jury",
    (Siege("employeur", "Employeur", 1), Siege("salarie", "Salarié", 1)),
    S,
    regles=(Parite(("employeur",), ("salarie",), ("employeurs", "salariés"), S),),
)
_PROS, _FORMATEURS = ("employeur", "salarie"), ("formateur_etat", "formateur")
SPORT = Composition(
    ("s.bp",),
    "jury",
    tuple(Siege(role, role) for role in (*_PROS, *_FORMATEURS)),
    S,
    regles=(
        Proportion(_PROS, (*_PROS, *_FORMATEURS), "professionnels", S, "1/4", "1/2"),
        Proportion(("formateur_etat",), _FORMATEURS, "formateurs de l'État", S, "1/2"),
        Parite(("employeur",), ("salarie",), ("employeurs", "salariés"), S),
    ),
)
PATES = Composition(
    ("p.cqp",),
    "jury",
    (
        Siege("membre", "Membre", 1, 5),
        Siege("invite", "Invité", 0, 2, voix=False, voies=("vae",)),
    ),
    S,
    regles=(Effectif(("membre",), "jury", S, au_moins=3, au_plus=5),),
)
NEGOCE = Composition(
    ("n.cqp",), "jury", (Siege("membre", "Membre", 1),), S, vote=RegleDeVote(S, base=BaseDesVoix.PRESENTS)
)


def membres(**combien):
    return tuple(Membre(f"{role} {rang}", role) for role, nombre in combien.items() for rang in range(nombre))


@pytest.mark.parametrize(
    ("composition", "combien", "regulier"),
    [
        (METALLURGIE, {"employeur": 2, "salarie": 2}, True),
        (METALLURGIE, {"employeur": 2, "salarie": 1}, False),
        (SPORT, {"employeur": 1, "salarie": 1, "formateur_etat": 3, "formateur": 3}, True),
        (SPORT, {"employeur": 1, "salarie": 1, "formateur_etat": 4, "formateur": 3}, False),
        (SPORT, {"employeur": 1, "salarie": 1, "formateur_etat": 2, "formateur": 3}, False),
        (SPORT, {"employeur": 2, "salarie": 2, "formateur_etat": 2, "formateur": 2}, True),
        (SPORT, {"employeur": 2, "salarie": 2, "formateur_etat": 2, "formateur": 1}, False),
        (SPORT, {"employeur": 2, "salarie": 1, "formateur_etat": 2, "formateur": 2}, False),
        (PATES, {"membre": 3, "invite": 2}, True),
        (PATES, {"membre": 2, "invite": 1}, False),
        (PATES, {"membre": 5}, True),
    ],
)
def test_le_jury_est_celui_que_le_texte_demande(composition, combien, regulier):
    dossier = Dossier("D1", Candidat("Nom", "Prénom"), "vae", LE, "a.b@1")
    assert examiner([composition], Assemblee(membres(**combien), (dossier,), LE)).regulier is regulier


@pytest.mark.parametrize(("invites", "voix"), [(0, 3), (2, 3)])
def test_deux_sieges_parlent_sans_voix_en_vae(invites, voix):
    assert PATES.votants(membres(membre=3, invite=invites), "vae").voix == voix


@pytest.mark.parametrize(("pour", "contre", "porte"), [(3, 0, True), (2, 1, False), (2, 2, False)])
def test_le_negoce_decide_a_la_majorite_des_presents(pour, contre, porte):
    votants = NEGOCE.votants(membres(membre=5), "dossier")
    suffrages = Suffrages(pour, contre, 5 - pour - contre)
    assert (depouiller(NEGOCE.vote_exige, votants, suffrages, favorable=True).refus is None) is porte
