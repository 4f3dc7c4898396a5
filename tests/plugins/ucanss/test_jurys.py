"""The juries of Ucanss: local (001 §6.2), professionnel (002 §4.D), national; and the calendar of 2022."""

from datetime import date

import pytest

from parchemin.deliberation import Deliberation, examiner_jury
from parchemin.deliberation.calendrier import jour_fautif
from parchemin.dossier.model import Candidat, Dossier, Membre, Seance
from parchemin.plugin.host import Hote

FORME = date(2021, 11, 15)


@pytest.fixture(scope="module")
def hote():
    return Hote.charger(strict=True)


def seance(hote, instance, membres, cle="ucanss.gc@2021", le=date(2022, 2, 3), **champs):
    champs = {"organisme": "CPAM de l'Aisne", "branche_legislation": "maladie", **champs}
    dossier = Dossier("D1", Candidat("Durand", "Zoé"), "formation", le, cle, **champs)
    edition = hote.catalogue.edition(*cle.split("@"))
    return Seance(edition.certification, le, instance, "", tuple(membres), (dossier,), {cle: edition})


def codes(hote, *arguments, **champs):
    examen = examiner_jury(seance(hote, *arguments, **champs), hote)
    return examen.regulier, [constat.code for constat in examen.constats]


def professionnel(president="Ucanss", expert="Caf du Nord", branche="maladie", formes=(FORME, FORME)):
    return (
        Membre("Roy", "president", president, formation_jury=formes[0]),
        Membre("Sy", "expert_metier", expert, branche, formes[1]),
    )


@pytest.mark.parametrize("instance", ["jury_professionnel", "jury_vae"])
@pytest.mark.parametrize("cle", ["ucanss.gc@2021", "ucanss.cos@2021"])
@pytest.mark.parametrize(
    ("membres", "regulier", "attendus"),
    [
        (professionnel(), True, []),
        (professionnel(expert="CPAM de l'Aisne"), False, ["meme_employeur"]),
        (professionnel(branche="retraite"), False, ["autre_branche"]),
        (professionnel(formes=(None, FORME)), False, ["formation_jury"]),
        (professionnel(formes=(FORME, date(2022, 2, 4))), False, ["formation_jury"]),
        (professionnel(president="CPAM de l'Aisne"), True, ["autre_origine", "meme_employeur"]),
        (professionnel(president="CPAM du Nord"), True, ["autre_origine"]),
        (professionnel(president="Institut 4.10"), True, []),
        (professionnel(president="cnam"), True, []),
        (professionnel()[:1], False, ["siege_vacant"]),
        ((*professionnel(), Membre("Ba", "expert_metier", "Caf", "maladie", FORME)), False, ["siege_en_trop"]),
    ],
)
def test_le_jury_professionnel(hote, instance, cle, membres, regulier, attendus):
    assert codes(hote, instance, membres, cle) == (regulier, attendus)


def local(caisse="Cnav", branche="Carsat Nord-Est", expert="Carsat Sud-Est"):
    return (
        Membre("Roy", "representant_caisse_nationale", caisse),
        Membre("Sy", "representant_branche", branche),
        Membre("Ba", "expert_metier", expert),
    )


@pytest.mark.parametrize(
    ("membres", "regulier", "attendus"),
    [
        (local(), True, []),
        (local(caisse="Carsat Centre"), True, ["meme_employeur"]),
        (local(branche="Carsat Centre"), False, ["meme_employeur"]),
        (local(expert="Carsat Centre"), False, ["meme_employeur"]),
        (local(branche="Carsat Sud-Est"), True, ["meme_organisme"]),
        (local()[:2], False, ["siege_vacant"]),
    ],
)
def test_le_jury_local_de_gestionnaire_carriere(hote, membres, regulier, attendus):
    cle, le = "ucanss.gcar@2017", date(2018, 6, 21)
    assert codes(hote, "jury_local", membres, cle, le, organisme="Carsat Centre") == (regulier, attendus)


@pytest.mark.parametrize(("membres", "regulier"), [((), False), ((Membre("Roy", "membre"),), True)])
def test_le_jury_paritaire_national_est_ouvert_et_le_dit(hote, membres, regulier):
    trouve, constats = codes(hote, "jury_paritaire_national", membres)
    assert (trouve, "composition_ouverte" in constats) == (regulier, True)


@pytest.mark.parametrize("instance", ["jury_local", "jury_vae"])
def test_en_2013_la_composition_n_est_pas_donnee(hote, instance):
    membres = (Membre("Roy", "expert_metier"),)
    assert codes(hote, instance, membres, "ucanss.gc@2013", date(2013, 12, 18)) == (True, ["composition_ouverte"])


@pytest.mark.parametrize("instance", ["jury_local", "jury_vae"])
def test_en_2013_non_plus_un_jury_de_personne_ne_siege_pas(hote, instance):
    regulier, trouves = codes(hote, instance, (), "ucanss.gc@2013", date(2013, 12, 18))
    assert (regulier, trouves) == (False, ["composition_ouverte", "jury_vide"])


@pytest.mark.parametrize(
    ("instance", "le", "attendues"),
    [
        ("jury_professionnel", date(2022, 2, 15), []),
        ("jury_professionnel", date(2022, 2, 16), ["hors_session"]),
        ("jury_vae", date(2022, 3, 1), ["hors_session"]),
        ("jury_paritaire_national", date(2022, 3, 16), []),
        ("jury_paritaire_national", date(2022, 3, 17), ["hors_calendrier"]),
        ("jury_paritaire_national", date(2022, 1, 27), ["jour_a_confirmer"]),
        ("jury_paritaire_national", date(2022, 12, 16), ["lendemain_de_session"]),
        ("jury_paritaire_national", date(2023, 3, 16), []),
    ],
)
def test_le_calendrier_de_2022(hote, instance, le, attendues):
    edition = hote.catalogue.edition("ucanss.gc", "2021")
    prete = Deliberation.preparer(edition, "formation", hote, le, instance)
    assert [alerte.code for alerte in prete.du_calendrier] == attendues


def test_seul_le_27_janvier_porte_un_mauvais_jour(hote):
    calendrier, _ = hote.catalogue.edition("ucanss.cos", "2021").calendriers
    assert [jury.date for jury in calendrier.jurys if jour_fautif(jury)] == [date(2022, 1, 27)]
    assert len(calendrier.jurys) == 6
