"""A weighted mean of 10, no diploma after an absence, marks kept five years, optional épreuves, mentions."""

from datetime import date
from types import SimpleNamespace

import pytest
from attrs import evolve

from parchemin.api import Manque, Notation
from parchemin.dossier.model import Neutralise
from parchemin_cli.commands.referentiel import _parametres

CLE, VOIE = "bts.gestion@2023", "formation"


@pytest.fixture
def bts(branche):
    return branche("bts")


def notes(**dites):
    return {f"jury:epreuve:{code}": note for code, note in dites.items()}


@pytest.mark.parametrize(
    ("dites", "issue"),
    [
        (notes(e1="4", e2="14"), "certifie"),
        (notes(e1="3.99", e2="14"), "partiel"),
        (notes(e1="10", e2="9.99"), "partiel"),
        (notes(e1="9", e2="9.99"), "non_certifie"),
        (notes(e1="10"), "incomplet"),
        (notes(e1=None, e2="20"), "partiel"),
        (notes(e1=Neutralise("force majeure"), e2="16.67"), "certifie"),
        (notes(e1=Neutralise("force majeure"), e2="16.66"), "partiel"),
    ],
)
def test_dix_de_moyenne_ponderee_et_nulle_absence(bts, dites, issue):
    assert bts.issue(CLE, VOIE, dites) == issue


@pytest.mark.parametrize(
    ("bonus", "issue"),
    [("12.5", "certifie"), ("12.49", "non_certifie"), ("2", "non_certifie"), (None, "non_certifie")],
)
def test_seuls_les_points_au_dela_de_dix_d_une_epreuve_facultative_comptent(bts, bonus, issue):
    assert bts.issue(CLE, VOIE, notes(e1="9.5", e2="9.5", lv=bonus)) == issue


@pytest.mark.parametrize(
    ("note", "le", "issue"),
    [
        ("16", date(2024, 6, 30), "certifie"),
        ("15.99", date(2024, 6, 30), "partiel"),
        ("16", date(2020, 6, 30), "certifie"),
        ("16", date(2020, 6, 29), "incomplet"),
        ("9.99", date(2024, 6, 30), "incomplet"),
    ],
)
def test_une_unite_a_dix_se_garde_cinq_ans_avec_sa_note(bts, note, le, issue):
    assert bts.issue(CLE, VOIE, notes(e2="6"), notes={"e1": (note, le)}) == issue


def test_la_meilleure_note_compte_apres_renonciation(bts):
    gardee = {"e1": ("12", date(2024, 6, 30))}
    assert bts.issue(CLE, VOIE, notes(e1="4", e2="9"), notes=gardee) == "certifie"


@pytest.mark.parametrize(("e2", "issue"), [("10", "certifie"), ("9.99", "partiel")])
def test_une_unite_de_vae_n_a_pas_de_note_et_ne_compte_pas(bts, e2, issue):
    assert bts.issue(CLE, VOIE, notes(e2=e2), acquis={f"{CLE}/U1": date(2024, 6, 1)}) == issue


def test_qui_tient_toutes_les_unites_a_le_diplome(bts):
    acquis = {f"{CLE}/{unite}": date(2024, 6, 1) for unite in ("U1", "U2")}
    assert bts.issue(CLE, VOIE, {}, acquis=acquis) == "certifie"


@pytest.mark.parametrize(
    ("note", "mention"),
    [
        ("11.99", ""),
        ("12", "assez bien"),
        ("13.99", "assez bien"),
        ("14", "bien"),
        ("16", "très bien"),
        ("15.99", "bien"),
    ],
)
def test_les_mentions(bts, note, mention):
    assert bts.proposer(CLE, VOIE, notes(e1=note, e2=note)).mention == mention


def test_nulle_mention_sans_diplome(bts):
    assert bts.proposer(CLE, VOIE, notes(e1="20", e2="3.33")).mention == ""


def test_la_branche_est_conforme_et_ses_colonnes_disent_de_meme(bts, tires):
    assert bts.refus() == []
    tires(bts)


def test_un_parametre_que_nul_texte_ne_donne_se_montre_sans_source(bts):
    (edition,) = (e for e in bts.hote.catalogue.editions if e.cle == CLE)
    sans_source = evolve(bts.hote.politique(CLE, VOIE), notation=Notation(absence=Manque.ECHEC))
    dits = list(_parametres(SimpleNamespace(politique=lambda *_: sans_source), edition))
    assert any(dit.startswith("certification.notation.absence = echec (") for dit in dits), dits
    assert "None" not in "".join(dits)
