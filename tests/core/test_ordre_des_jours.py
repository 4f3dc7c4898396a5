"""Birth, entry, deposits and sessions, séance: what is out of order is said, on each side of each day."""

from datetime import date, timedelta

import pytest
from attrs import evolve

from parchemin.deliberation import deliberer
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.plugin.host import Hote

JOUR = timedelta(days=1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d, _: {"candidat": evolve(d.candidat, naissance=d.entree)}, None),
        (lambda d, _: {"candidat": evolve(d.candidat, naissance=d.entree + JOUR)}, "naissance_apres_entree"),
        (lambda d, _: {"sessions": {"GRU": d.entree}}, None),
        (lambda d, _: {"sessions": {"GRU": d.entree - JOUR}}, "avant_l_entree"),
        (lambda _, le: {"sessions": {"GRU": le}}, None),
        (lambda _, le: {"sessions": {"GRU": le + JOUR}}, "apres_la_seance"),
        (lambda d, _: {"depots": {"livret": d.entree - JOUR}}, "avant_l_entree"),
        (lambda _, le: {"depots": {"livret": le + JOUR}}, "apres_la_seance"),
    ],
)
def test_ce_qui_est_hors_de_l_ordre_des_jours_est_dit(change, code):
    hote = Hote.charger()
    lue = LecteurDeSeance(hote.exemple("ucanss/gc-2021").dossier, hote.catalogue).entiere()
    premier = lue.dossiers[0]
    seul = evolve(lue, dossiers=(evolve(premier, **change(premier, lue.date)),))
    (proposition,) = deliberer(seul, hote)
    dits = {"naissance_apres_entree", "avant_l_entree", "apres_la_seance"}
    assert {a.code for a in proposition.alertes} & dits == ({code} if code else set())
    assert lue.date > date(2022, 1, 1)
