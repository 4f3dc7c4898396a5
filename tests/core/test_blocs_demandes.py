"""So many blocs among others: what is in surplus, what an option selects, what a voie does not lead to."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parchemin.cohortes.calcul.colonnes import juger_prets
from parchemin.deliberation import Deliberation
from parchemin.dossier.model import Acquis, Avis, Candidat, Dossier, Observations
from parchemin.errors import DonneesInvalides
from parchemin.passerelle.demandes import BlocsDemandes
from parchemin.referentiel.model import Source
from parchemin.referentiel.toml import lire_edition
from parchemin.regles import AvisDe, AvisPropre, Politique, Surplus, TousLesBlocs

SOURCE = Source("règlement", "§2")
JOUR = date(2025, 6, 30)
TOML = """
certification = "essai.a"
edition = "1"
intitule = "Essai"
valide_du = 2024-01-01
relu_jusqu_au = 2030-12-31
source = "r §1"
evaluateurs = [{{ role = "jury", intitule = "Jury", observe = ["bloc"], source = "r §1" }}]
{plus}
{blocs}
[[voies]]
code = "f"
intitule = "Formation"
epreuves = []
evaluateurs = ["jury"]
source = "r §1"
[[voies]]
code = "courte"
intitule = "Courte"
epreuves = []
evaluateurs = ["jury"]
source = "r §1"
sans_blocs = ["S3"]
"""
BLOC = '[[blocs]]\ncode = "{0}"\nintitule = "{0}"\nnature = "{1}"\nsource = "r §1"\n'
NATURES = {"T": "commun", "S1": "specialite", "S2": "specialite", "S3": "specialite"}
GROUPE = '[[groupes]]\ncode = "S"\nblocs = ["S1", "S2", "S3"]\nau_moins = {0}\nsource = "r §1"\n'


def edition(plus=""):
    blocs = "".join(BLOC.format(code, nature) for code, nature in NATURES.items())
    return lire_edition(TOML.format(plus=plus, blocs=blocs).encode(), "e.toml")


class Regimes:
    def __init__(self, surplus):
        self.surplus = surplus

    def politique(self, edition, voie):
        bloc = AvisDe("jury", AvisPropre(SOURCE))
        return Politique(edition, (voie,), (TousLesBlocs(SOURCE, surplus=self.surplus),), bloc)

    def titres(self, edition):
        return ()

    def compositions(self, edition, instance):
        return ()


def issue(lue, avis, blocs=(), surplus=Surplus.REFUSE, voie="f", option="", tenus=()):
    """Return the issue, once columns say the same."""
    dites = {code: Avis.ACQUIS if dit else Avis.NON_ACQUIS for code, dit in avis.items()}
    acquis = tuple(Acquis(f"essai.a@1/{code}", date(2024, 6, 1)) for code in tenus)
    dossier = Dossier(
        "D1",
        Candidat("N", "P"),
        voie,
        JOUR,
        "essai.a@1",
        option=option,
        blocs=blocs,
        acquis=acquis,
        observations=Observations({"jury": dites} if dites else {}),
    )
    banc = Deliberation.preparer(lue, voie, Regimes(surplus), JOUR)
    rendue = banc.proposer(dossier).issue.value
    assert juger_prets(banc, [dossier])["issue"].to_list() == [rendue]
    return rendue


UN, DEUX = edition(GROUPE.format("1\nau_plus = 1")), edition(GROUPE.format(2))


@pytest.mark.parametrize(
    ("lue", "avis", "attendue"),
    [
        (UN, {"T": True, "S2": True}, "certifie"),
        (UN, {"T": True, "S2": False}, "partiel"),
        (UN, {"T": True}, "partiel"),
        (UN, {"T": False, "S2": True}, "partiel"),
        (DEUX, {"T": True, "S1": True, "S3": True}, "certifie"),
        (DEUX, {"T": True, "S1": True, "S2": False, "S3": True}, "certifie"),
        (DEUX, {"T": True, "S1": True, "S2": False}, "partiel"),
        (edition(), {"T": True, "S1": True, "S2": True, "S3": True}, "certifie"),
        (edition(), {"T": True, "S1": True, "S2": True}, "incomplet"),
        (edition(), {"T": True, "S1": True, "S2": True, "S3": False}, "partiel"),
    ],
)
def test_il_faut_au_moins_tant_de_blocs_du_groupe(lue, avis, attendue):
    assert issue(lue, avis) == attendue


@pytest.mark.parametrize(
    ("surplus", "avis", "attendue"),
    [
        (Surplus.REFUSE, {"S1": True, "S2": True}, "partiel"),
        (Surplus.COMPTE, {"S1": False, "S2": True}, "certifie"),
        (Surplus.COMPTE, {"S1": False, "S2": False}, "partiel"),
        (Surplus.IGNORE, {"S1": False, "S2": True}, "partiel"),
        (Surplus.IGNORE, {"S1": True, "S2": False}, "certifie"),
        (Surplus.IGNORE, {"S1": True}, "certifie"),
    ],
)
def test_un_bloc_de_trop_est_refuse_compte_ou_ignore(surplus, avis, attendue):
    assert issue(UN, {"T": True} | avis, ("T", "S1", "S2"), surplus) == attendue


def test_une_voie_ne_mene_pas_a_un_bloc():
    assert issue(edition(), {"T": True, "S1": True, "S2": True}, voie="courte") == "certifie"
    assert issue(edition(), {"T": True, "S1": True, "S2": False}, voie="courte") == "partiel"
    assert BlocsDemandes.de(edition(), "courte").exiges == {"T", "S1", "S2"}


OPTIONS = '[[options]]\ncode = "o{0}"\nintitule = "Option {0}"\nblocs = ["S{0}"]\n'
AU_CHOIX = edition("".join(OPTIONS.format(n) for n in (1, 2, 3)))


@pytest.mark.parametrize(
    ("option", "avis", "attendue"),
    [
        ("o2", {"S2": True}, "certifie"),
        ("o2", {"S1": True}, "incomplet"),
        ("o2", {"S2": False}, "partiel"),
        ("o2", {"S2": True, "S1": False}, "certifie"),
        ("", {"S1": True, "S2": True, "S3": True}, "incomplet"),
    ],
)
def test_une_option_choisit_ses_blocs(option, avis, attendue):
    assert issue(AU_CHOIX, {"T": True} | avis, option=option) == attendue


def test_la_passerelle_ne_demande_qu_un_des_blocs_que_les_options_choisissent():
    demandes = BlocsDemandes.de(AU_CHOIX, "f")
    assert demandes.exiges == {"T"}
    assert [(quota.demandes, quota.codes) for quota in demandes.au_choix] == [(1, ("S1", "S2", "S3"))]


@given(
    tenus=st.sets(st.sampled_from(sorted(NATURES))),
    lue=st.sampled_from([UN, DEUX, edition()]),
    surplus=st.sampled_from(Surplus),
)
def test_qui_tient_tout_ce_qui_est_demande_est_certifie(tenus, lue, surplus):
    demandes = BlocsDemandes.de(lue, "f")
    complet = demandes.exiges <= tenus and all(
        len(tenus & set(quota.codes)) >= quota.demandes for quota in demandes.au_choix
    )
    assert (issue(lue, {}, tenus=sorted(tenus), surplus=surplus) == "certifie") is complet


@pytest.mark.parametrize(
    ("plus", "dit"),
    [
        (GROUPE.format(4), "trouvé 4, attendu de 0 à 3"),
        (GROUPE.format("2\nau_plus = 1"), "trouvé 1, attendu 2 ou plus"),
        (GROUPE.format(1).replace('"S3"', '"S4"'), "« S4 » n'est pas déclaré"),
        (GROUPE.format(1) + GROUPE.format(1).replace('"S"', '"R"'), "« S1 » est déjà du groupe « S »"),
        (OPTIONS.format(4), "« S4 » n'est pas déclaré"),
    ],
)
def test_un_groupe_impossible_est_refuse_au_chargement(plus, dit):
    with pytest.raises(DonneesInvalides) as refus:
        edition(plus)
    assert dit in str(refus.value)
