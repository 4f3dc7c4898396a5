"""What a simulation may change in the rules of these branches, and that another value gives another verdict."""

from datetime import date

import pytest

from parchemin.cohortes.simulation.parametres import Changement, modifier, parametres
from parchemin.deliberation import Deliberation

VOIE = "formation"


@pytest.mark.parametrize(
    ("slug", "edition", "attendus"),
    [
        ("metallurgie", "metallurgie.cqpm@2022", {"bloc.part": "100 %", "competence.validite.mois": "24"}),
        (
            "aide-soignant",
            "aide-soignant.deas@2021",
            {
                "bloc.note_minimale": "8",
                "bloc.moyenne": "10",
                "certification.exigence.mois": "48",
                "certification.exigence.sinon": "suspend",
            },
        ),
        (
            "bts",
            "bts.gestion@2023",
            {
                "certification.notation.absence": "echec",
                "certification.notation.garde_mois": "60",
                "certification.notation.garde_des": "10",
                "certification.notation.tentatives": "meilleure",
            },
        ),
    ],
)
def test_les_nombres_et_les_choix_se_simulent(branche, slug, edition, attendus):
    politique = branche(slug).hote.politique(edition, VOIE)
    trouves = {une.chemin: str(une).partition(" = ")[2] for une in parametres(politique)}
    assert attendus.items() <= trouves.items()


class Regimes:
    """The régimes of a host, under another policy."""

    def __init__(self, hote, politique):
        self.hote, self._politique = hote, politique

    def politique(self, edition, voie):
        return self._politique

    def titres(self, edition):
        return self.hote.titres(edition)

    def compositions(self, edition, instance):
        return ()


def rejuger(banc, edition, dites, change, **reste):
    une = next(e for e in banc.hote.catalogue.editions if e.cle == edition)
    autre = modifier(banc.hote.politique(edition, VOIE), [Changement.lire(change)])
    pret = Deliberation.preparer(une, VOIE, Regimes(banc.hote, autre), banc.le)
    return pret.proposer(banc.dossier(edition, VOIE, dites, **reste)).issue.value


@pytest.mark.parametrize(
    ("change", "issue"),
    [("competence.validite.mois=24", "incomplet"), ("competence.validite.mois=25", "certifie")],
)
def test_une_competence_gardee_un_mois_de_plus(branche, change, issue):
    acquis = dict.fromkeys(("B1/C1", "B1/C2", "B2/C3"), date(2023, 6, 1))
    assert rejuger(branche("metallurgie"), "metallurgie.cqpm@2022", {}, change, acquis=acquis) == issue


@pytest.mark.parametrize(
    ("change", "issue"),
    [("certification.notation.absence=echec", "partiel"), ("certification.notation.absence=zero", "certifie")],
)
def test_une_absence_qui_vaudrait_zero(branche, change, issue):
    dites = {"jury:epreuve:e1": None, "jury:epreuve:e2": "18"}
    assert rejuger(branche("bts"), "bts.gestion@2023", dites, change) == issue


def test_une_note_gardee_que_nulle_regle_ne_lit_est_signalee(branche):
    banc = branche("aide-soignant")
    notes = {"m1": ("12", date(2024, 6, 1))}
    proposition = banc.proposer("aide-soignant.deas@2021", VOIE, {}, notes=notes)
    assert "note_sans_effet" in {alerte.code for alerte in proposition.alertes}
