"""A title that follows from a condition: a voie, an option, some blocs; the word for what is delivered."""

import pytest
from attrs import evolve

from parchemin.api import ModeleTitre, Niveau, Source
from parchemin.deliberation.model import BlocPropose, Issue
from parchemin.dossier.model import Candidat, Dossier
from parchemin.plugin.validation import Apport, fautes
from parchemin.referentiel.model import Bloc, NatureBloc
from parchemin.regles.base import Verdict

S = Source("règlement", "§1")
MODELE = ModeleTitre("essai.a", "cqp", "CQP", Niveau.EDITION, S)


class Juge:
    """A judgment of which the verdict alone is asked."""

    def __init__(self, verdict):
        self.verdict = verdict


def bloc(code, verdict=Verdict.ACQUIS, *, presente=True):
    return BlocPropose(Bloc(code, code, NatureBloc.COMMUN, S), Juge(verdict), presente=presente)


@pytest.mark.parametrize(
    ("champs", "sert"),
    [
        ({}, True),
        ({"voies": ("vae",)}, True),
        ({"voies": ("formation",)}, False),
        ({"options": ("a", "b")}, True),
        ({"options": ("b",)}, False),
    ],
)
def test_un_titre_peut_etre_d_une_voie_ou_d_une_option(champs, sert):
    dossier = Dossier("D1", Candidat("Nom", "Prénom"), "vae", None, "essai.a@1", option="a")
    assert evolve(MODELE, **champs).sert(dossier) is sert


@pytest.mark.parametrize(
    ("blocs", "issue", "couronne"),
    [
        ([bloc("B1"), bloc("B2"), bloc("B3", Verdict.NON_ACQUIS)], Issue.PARTIEL, True),
        ([bloc("B1"), bloc("B2", Verdict.NON_ACQUIS), bloc("B3")], Issue.PARTIEL, False),
        ([bloc("B1", presente=False), bloc("B2"), bloc("B3", Verdict.NON_EVALUE)], Issue.PARTIEL, True),
        ([bloc("B1", presente=False), bloc("B2", presente=False), bloc("B3")], Issue.PARTIEL, False),
        ([bloc("B1"), bloc("B2"), bloc("B3")], Issue.CERTIFIE, False),
    ],
)
def test_un_titre_peut_couronner_quelques_blocs(blocs, issue, couronne):
    assert evolve(MODELE, blocs=("B1", "B2"), si_partiel=True).couronne(blocs, issue) is couronne


@pytest.mark.parametrize(("issue", "couronne"), [(Issue.CERTIFIE, True), (Issue.PARTIEL, False)])
def test_sans_condition_il_couronne_le_tout(issue, couronne):
    assert MODELE.couronne([bloc("B1")], issue) is couronne


@pytest.mark.parametrize(
    ("champs", "attendus"),
    [
        ({"voies": ("vae",), "blocs": ("B1",)}, []),
        ({"voies": ("vea",)}, ["titre_sans_objet"]),
        ({"blocs": ("B9",)}, ["titre_sans_objet"]),
    ],
)
def test_une_condition_inconnue_est_refusee_au_chargement(catalogue, champs, attendus):
    edition = catalogue.edition("essai.cqp", "2020")
    modele = evolve(MODELE, certification="essai.cqp", **champs)
    apport = Apport(editions=(edition,), titres=(modele,))
    trouves = [faute.code for faute in fautes("essai", apport) if faute.code.startswith("titre_")]
    assert trouves == attendus
