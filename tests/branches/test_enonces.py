"""What a branch reads back of its rules, in French; and a share of the blocs of a whole."""

import pytest

from parchemin.deliberation import enoncer
from parchemin.referentiel.arbre import arbre
from parchemin.referentiel.model import Niveau, Source
from parchemin.regles import Part, Verdict
from parchemin.testing import juger

SOURCE = Source("règlement", "§1")


def enonces(branche, slug, edition, voie="formation"):
    hote = branche(slug).hote
    une = next(e for e in hote.catalogue.editions if e.cle == edition)
    return enoncer(une, voie, hote)


@pytest.mark.parametrize(
    ("slug", "edition", "voie", "phrases"),
    [
        (
            "aide-soignant",
            "aide-soignant.deas@2021",
            "formation",
            [
                "Chaque note du bloc est d'au moins 8/20 : rien ne compense une note plus basse.",
                "La moyenne pondérée des épreuves du bloc, ramenée sur 20, est d'au moins 10.",
                "Le candidat détient AFGSU2 le jour de la séance, valable 48 mois, "
                "sans quoi la certification est suspendue.",
                "Absences : au plus 5 % de formation, sans quoi la certification est refusée.",
                "De plusieurs sessions d'une épreuve, la meilleure note compte.",
            ],
        ),
        (
            "bts",
            "bts.gestion@2023",
            "formation",
            [
                "La mention « très bien » est donnée à partir de 16.",
                "Une absence à une épreuve entraîne l'échec.",
                "Une dispense motivée vaut zéro.",
                "Une note d'au moins 10/20 est conservée 60 mois et compte dans la moyenne suivante.",
            ],
        ),
        ("metallurgie", "metallurgie.cqpm@2022", "formation", ["Une compétence acquise l'est 24 mois."]),
        (
            "negoce",
            "negoce.cqp@2023",
            "dossier",
            ["L'avis des évaluateurs décide s'ils disent la même chose ; sinon le jury en débat."],
        ),
    ],
)
def test_une_branche_relit_ses_regles(branche, slug, edition, voie, phrases):
    dites = enonces(branche, slug, edition, voie)
    assert [phrase for phrase in phrases if phrase not in dites] == []


@pytest.mark.parametrize(("acquis", "verdict"), [(4, "acquis"), (3, "non_acquis")])
def test_une_part_des_blocs_est_celle_de_leurs_verdicts(branche, acquis, verdict):
    banc = branche("sport")
    edition = banc.hote.catalogue.editions[0]
    racine = arbre(edition, "formation")
    rendus = {
        bloc: Verdict.ACQUIS if rang < acquis else Verdict.NON_ACQUIS for rang, bloc in enumerate(racine.enfants)
    }
    dossier = banc.dossier(edition.cle, "formation", {})
    jugement = juger(Part(Niveau.BLOC, "4/6", SOURCE), racine, edition, dossier, banc.le, blocs=rendus)
    assert (jugement.verdict.value, jugement.constat.acquis, jugement.constat.total) == (verdict, acquis, 6)
