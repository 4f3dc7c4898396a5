"""The calendar of an édition: what is said of a séance that is held on another day."""

from datetime import date

import pytest
from attrs import evolve

from parchemin.deliberation.calendrier import alertes_de_calendrier
from parchemin.faits import CODES
from parchemin.referentiel.model import Calendrier, Edition, JourDeJury, Source

SOURCE = Source("calendrier", "p. 1")
ANNEE = Calendrier(
    "2022",
    2022,
    (2, 6),
    15,
    ("jury_local",),
    ("jury_national",),
    (
        JourDeJury(date(2022, 2, 16), "mercredi"),
        JourDeJury(date(2022, 6, 14), "jeudi"),
        JourDeJury(date(2022, 9, 16)),
        JourDeJury(date(2022, 6, 20)),
    ),
    SOURCE,
)
AVANT = evolve(ANNEE, code="2021", annee=2021, mois=(4,))
EDITION = Edition(
    "essai.a", "2022", "Essai", date(2022, 1, 1), date(2030, 1, 1), SOURCE, calendriers=(AVANT, ANNEE)
)
HORS_SESSION = "séance du {} hors des sessions : 15 premiers jours des mois 2, 6"
HORS_CALENDRIER = "séance du {} hors du calendrier : 2022-02-16, 2022-06-14, 2022-09-16, 2022-06-20"


@pytest.mark.parametrize(
    ("instance", "le", "alertes"),
    [
        ("jury_local", date(2022, 2, 1), []),
        ("jury_local", date(2022, 2, 15), []),
        ("jury_local", date(2022, 2, 16), [HORS_SESSION.format("2022-02-16")]),
        ("jury_local", date(2022, 6, 15), []),
        ("jury_local", date(2022, 4, 1), [HORS_SESSION.format("2022-04-01")]),
        ("jury_local", date(2021, 4, 1), []),
        ("jury_local", date(2020, 4, 1), []),
        ("jury_local", date(2023, 4, 1), []),
        ("jury_national", date(2022, 9, 16), []),
        ("jury_national", date(2022, 6, 20), []),
        ("jury_national", date(2022, 9, 15), [HORS_CALENDRIER.format("2022-09-15")]),
        (
            "jury_national",
            date(2022, 6, 14),
            ["séance du 2022-06-14 : le calendrier annonce un jeudi, c'est un mardi ; date à confirmer"],
        ),
        ("jury_national", date(2022, 2, 16), ["séance du 2022-02-16, au lendemain de la fin de la session"]),
        ("jury_de_recours", date(2022, 4, 1), []),
    ],
)
def test_une_seance_se_tient_quand_le_calendrier_le_dit(instance, le, alertes):
    assert [alerte.dire(CODES) for alerte in alertes_de_calendrier(EDITION, instance, le)] == alertes
