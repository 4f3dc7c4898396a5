"""The commission d'évaluation and the jury de certification of courtage (003, voies)."""

from datetime import date

import pytest

from parchemin.deliberation import examiner_jury
from parchemin.dossier.model import Candidat, Dossier, Membre, Seance
from parchemin.plugin.host import Hote


@pytest.fixture(scope="module")
def hote():
    return Hote.charger(strict=True)


def codes(hote, instance, *membres, certification="courtage.cdc"):
    edition = hote.catalogue.edition(certification, "2017")
    dossier = Dossier("D1", Candidat("Durand", "Zoé"), "vae", date(2018, 1, 4), edition.cle)
    lue = Seance(certification, date(2018, 6, 14), instance, "", membres, (dossier,), {edition.cle: edition})
    examen = examiner_jury(lue, hote)
    return examen.regulier, [constat.code for constat in examen.constats]


def jury(syndicats=0, patrons=0, experts=0, of=0, president=0):
    nombres = {
        "organisation_syndicale": syndicats,
        "college_patronal": patrons,
        "expert_formation": experts,
        "organisme_formation": of,
        "president_cpnefp": president,
    }
    return [Membre(f"{role} {rang}", role) for role, combien in nombres.items() for rang in range(combien)]


@pytest.mark.parametrize("certification", ["courtage.cdc", "courtage.gest-adp", "courtage.gest-iard"])
@pytest.mark.parametrize(
    ("membres", "regulier", "attendus"),
    [
        (jury(2, 2), True, []),
        (jury(2, 1), False, ["quorum"]),
        (jury(5, 5, 2, 1, 1), True, []),
        (jury(6, 5), False, ["siege_en_trop"]),
        (jury(4, 0), True, ["college_absent"]),
        (jury(0, 4), True, ["college_absent"]),
        (jury(2, 1, president=1), True, []),
        (jury(), False, ["quorum", "college_absent", "college_absent"]),
    ],
)
def test_le_jury_de_certification(hote, certification, membres, regulier, attendus):
    assert codes(hote, "jury_certification", *membres, certification=certification) == (regulier, attendus)


def test_le_president_qui_siege_deja_ne_compte_qu_une_fois(hote):
    deja = [*jury(2, 1), Membre("college_patronal 0", "president_cpnefp")]
    assert codes(hote, "jury_certification", *deja) == (False, ["personne_en_double", "quorum"])


DELEGUES = (Membre("Roy", "delegue_jury"), Membre("Sy", "delegue_jury"))
OBSERVATEURS = (Membre("Ba", "observateur_of"), Membre("Do", "observateur_of"))


@pytest.mark.parametrize(
    ("membres", "regulier"),
    [
        (DELEGUES, True),
        (DELEGUES[:1], False),
        ((*DELEGUES, OBSERVATEURS[0]), True),
        ((*DELEGUES, *OBSERVATEURS), False),
        ((*DELEGUES, Membre("Ly", "delegue_jury")), False),
        ((DELEGUES[0], OBSERVATEURS[0]), False),
    ],
)
def test_la_commission_a_deux_delegues_et_un_observateur_sans_voix(hote, membres, regulier):
    assert codes(hote, "commission_evaluation", *membres)[0] is regulier
