"""The passerelles of the documents: shared blocs, what the jury may weigh, older attestations."""

from datetime import date

import pytest

from parchemin.documents.contenus.donnees import phrases
from parchemin.passerelle import Chemin, Detention, Nature, Reseau, chercher, verifier
from parchemin.passerelle.chemin import NIVEAUX
from parchemin.plugin.host import Hote

LE = date(2022, 3, 16)


@pytest.fixture(scope="module")
def reseau(hote: Hote) -> Reseau:
    return hote.reseau()


def _chercher(reseau: Reseau, vers: str, *lieux: str, obtenu: date = LE, voie: str = "") -> Chemin:
    tenus = [Detention(lieu, obtenu) for lieu in lieux]
    return chercher(reseau, tenus, reseau.catalogue.edition(*vers.split("@")), max(LE, obtenu), voie)


def _statuts(chemin: Chemin) -> dict[str, str]:
    return {vise.bloc.code: vise.statut.value for vise in chemin.blocs}


def _epreuves(chemin: Chemin) -> tuple[list[str], int]:
    return [epreuve.code for epreuve in chemin.epreuves], chemin.minutes


def test_cos_garde_deux_blocs_de_gc(reseau: Reseau) -> None:
    chemin = _chercher(reseau, "ucanss.gc@2021", "ucanss.cos@2021")
    assert _statuts(chemin) == {"GRU": "acquis_de_droit", "MDR": "acquis_de_droit", "GDU": "a_passer"}
    assert _epreuves(chemin) == (["gdu"], 90)
    assert _epreuves(_chercher(reseau, "ucanss.gc@2021")) == (["gru", "mdr", "gdu"], 190)


def test_gc_garde_deux_blocs_de_cos(reseau: Reseau) -> None:
    chemin = _chercher(reseau, "ucanss.cos@2021", "ucanss.gc@2021")
    assert [code for code, statut in _statuts(chemin).items() if statut == "acquis_de_droit"] == ["GRU", "MDR"]
    assert _epreuves(chemin) == (["pos", "td"], 85)


def test_les_niveaux_de_cos_et_de_gc_different(reseau: Reseau) -> None:
    alertes = _chercher(reseau, "ucanss.gc@2021", "ucanss.cos@2021/GRU").alertes
    assert NIVEAUX(de=4, vers=5) in alertes


def test_les_codes_c12_a_c16_ne_s_apparient_jamais(reseau: Reseau) -> None:
    """COS and GC both have C12 to C16, and not one of them in common."""
    cos, gc = (reseau.editions[cle] for cle in ("ucanss.cos@2021", "ucanss.gc@2021"))
    codes = {f"C{rang}" for rang in range(12, 17)}
    siennes = {edition.cle: {c.code: c for b in edition.blocs for c in b.competences} for edition in (cos, gc)}
    assert codes <= set(siennes[cos.cle]) & set(siennes[gc.cle])
    assert not [code for code in codes if siennes[cos.cle][code].intitule == siennes[gc.cle][code].intitule]
    for bloc in ("POS", "TD"):
        assert set(_statuts(_chercher(reseau, "ucanss.gc@2021", f"ucanss.cos@2021/{bloc}")).values()) == {
            "a_passer"
        }
    assert set(_statuts(_chercher(reseau, "ucanss.cos@2021", "ucanss.gc@2021/GDU")).values()) == {"a_passer"}


@pytest.mark.parametrize(
    ("de", "vers"),
    [
        ("ucanss.gc@2013", "ucanss.gc@2021"),
        ("ucanss.gc@2013:carriere", "ucanss.gcar@2017"),
        ("ucanss.gcar@2017", "ucanss.gc@2013"),
        ("ucanss.gc@2013", "ucanss.gcar@2017"),
        ("ucanss.gcar@2017", "ucanss.gc@2021"),
        ("ucanss.gc@2021", "ucanss.gcar@2017"),
    ],
)
def test_ce_qui_n_est_pas_ecrit_est_a_apprecier(reseau: Reseau, de: str, vers: str) -> None:
    chemin = _chercher(reseau, vers, de)
    assert set(_statuts(chemin).values()) == {"a_apprecier"}
    assert _epreuves(chemin) == _epreuves(_chercher(reseau, vers))
    assert all(vise.par and vise.par.lecture for vise in chemin.blocs)


OPTIONS = ("allocataires", "maladie", "carriere", "atmp", "recouvrement", "service-medical")


@pytest.mark.parametrize("option", OPTIONS)
def test_la_passerelle_est_entre_les_metiers_quelle_que_soit_l_option(reseau: Reseau, option: str) -> None:
    """Document 001 §4 names Gestionnaire conseil, and none of its options."""
    assert _statuts(_chercher(reseau, "ucanss.gcar@2017", f"ucanss.gc@2013:{option}")) == {"GCAR": "a_apprecier"}


@pytest.mark.parametrize(("de", "vers"), [("gc@2013", "gcar@2017"), ("gcar@2017", "gc@2013")])
def test_la_passerelle_de_2017_vaut_des_2017_entre_les_editions_d_alors(
    reseau: Reseau, de: str, vers: str
) -> None:
    tenus = [Detention(f"ucanss.{de}", date(2018, 1, 10))]
    (vise,) = chercher(
        reseau, tenus, reseau.catalogue.edition(*f"ucanss.{vers}".split("@")), date(2018, 1, 10)
    ).blocs
    assert (vise.statut.value, list(map(str, vise.sources))) == ("a_apprecier", ["001 §4"])


@pytest.mark.parametrize(("le", "statut"), [(date(2021, 9, 19), "a_passer"), (date(2021, 9, 20), "a_apprecier")])
def test_l_edition_de_2021_n_en_herite_que_du_jour_ou_elle_existe(reseau: Reseau, le: date, statut: str) -> None:
    vers = reseau.catalogue.edition("ucanss.gc", "2021")
    chemin = chercher(reseau, [Detention("ucanss.gcar@2017", date(2018, 1, 10))], vers, le)
    assert set(_statuts(chemin).values()) == {statut}
    assert all("est une lecture" in vise.par.lecture for vise in chemin.blocs if vise.par)


def test_de_cos_rien_ne_mene_a_la_carriere_et_l_inverse_passe_par_les_blocs_communs(reseau: Reseau) -> None:
    """Document 001 §4 does not name COS; what the jury grants of GC is the same bloc in COS (002 §1.A)."""
    assert _statuts(_chercher(reseau, "ucanss.gcar@2017", "ucanss.cos@2021")) == {"GCAR": "a_passer"}
    gru, mdr, *propres = _chercher(reseau, "ucanss.cos@2021", "ucanss.gcar@2017").blocs
    for vise in (gru, mdr):
        assert vise.statut.value == "a_apprecier"
        assert "ucanss.gc@2021" in vise.chaine[1]
        assert [str(source) for source in vise.sources] == ["001 §4", "002 §1.A"]
    assert {vise.statut.value for vise in propres} == {"a_passer"}


@pytest.mark.parametrize(("de", "vers"), [("gc@2013", "gcar@2017"), ("gcar@2017", "gc@2013")])
def test_la_note_du_tronc_commun_est_a_apprecier(reseau: Reseau, de: str, vers: str) -> None:
    """Document 001 §5.2: the interbranche part is common; nothing says that its mark is kept."""
    chemin = _chercher(reseau, f"ucanss.{vers}", f"ucanss.{de}")
    appreciee = next(par for par in chemin.appreciees if par.route.lieu == f"ucanss.{vers}#epreuve:cc_tronc")
    assert [str(source) for source in appreciee.sources] == ["001 §5.2"]
    assert "cc_tronc" in _epreuves(chemin)[0]


def test_pass_suivi_pour_un_cqp_l_est_pour_tous(reseau: Reseau) -> None:
    chemin = _chercher(reseau, "ucanss.gc@2021", "ucanss.gcar@2017#parcours:PASS")
    assert [etape.code for etape in chemin.formations] == ["PREMSS"]
    assert [str(source) for dispense in chemin.dispenses for source in dispense.par.sources] == ["002 §3.B"]
    tenue = _chercher(reseau, "ucanss.gc@2021", "ucanss.gcar@2017")
    assert [etape.code for etape in tenue.formations] == ["PASS", "PREMSS"]
    assert any("PASS, PREMSS : un titulaire par la VAE" in alerte for alerte in phrases(tenue.alertes))


def test_prem_ss_suivi_en_entier_pour_cos_l_est_pour_gc(reseau: Reseau) -> None:
    chemin = _chercher(reseau, "ucanss.gc@2021", "ucanss.cos@2021#parcours:PREMSS")
    assert [etape.code for etape in chemin.formations] == ["PASS"]


@pytest.mark.parametrize("de", ["ucanss.gc@2013", "ucanss.gcar@2017"])
def test_le_premier_jour_de_prem_ss_n_est_pas_prem_ss_integralement(reseau: Reseau, de: str) -> None:
    """Document 004 §IV counts two years from the first day; 002 §3.B asks for the whole: the jury weighs it."""
    chemin = _chercher(reseau, "ucanss.gc@2021", f"{de}#parcours:PREMSS")
    assert [etape.code for etape in chemin.formations] == ["PASS", "PREMSS"]
    (atteinte,) = chemin.appreciees
    assert [str(source) for source in atteinte.sources] == ["004 §IV"]
    assert "« intégralement » [002 §3.B]" in atteinte.lecture


def test_rien_de_la_carriere_n_est_de_droit(reseau: Reseau) -> None:
    vers_et_de = [p for p in reseau.passerelles if "ucanss.gcar@2017" in p.de + p.vers and "#" not in p.vers]
    assert {passerelle.nature for passerelle in vers_et_de} == {Nature.A_APPRECIER}


ANCIENNES = ("tam-tam", "vademecaf", "omega-plus", "sm-pro", "startech")


@pytest.mark.parametrize("code", ANCIENNES)
@pytest.mark.parametrize(
    ("obtenu", "dispense"),
    [("2009-05-31", False), ("2009-06-01", True), ("2013-12-31", True), ("2014-01-01", False)],
)
def test_une_attestation_anterieure_dispense_de_l_oral_de_vae(
    reseau: Reseau, code: str, obtenu: str, dispense: bool
) -> None:
    jour = date.fromisoformat(obtenu)
    par_vae = _chercher(reseau, "ucanss.gc@2013", f"attestation:{code}", obtenu=jour, voie="vae")
    assert [epargnee.de.code for epargnee in par_vae.dispenses] == ["oral_vae"] * dispense
    assert not _chercher(reseau, "ucanss.gc@2013", f"attestation:{code}", obtenu=jour).dispenses


@pytest.mark.parametrize(
    ("obtenu", "dispense"),
    [("2012-12-31", False), ("2013-01-01", True), ("2015-12-31", True), ("2016-01-01", False)],
)
def test_le_parcours_3a_dispense_de_l_oral_de_la_carriere(reseau: Reseau, obtenu: str, dispense: bool) -> None:
    jour = date.fromisoformat(obtenu)
    chemin = _chercher(reseau, "ucanss.gcar@2017", "attestation:parcours-3a", obtenu=jour, voie="vae")
    assert ("oral_vae" not in _epreuves(chemin)[0]) is dispense
    assert any("sauf demande du jury" in alerte for alerte in phrases(chemin.alertes)) is dispense


def test_toutes_les_passerelles_sont_coherentes(hote: Hote, reseau: Reseau) -> None:
    trouve = verifier(reseau, hote.origines(), {}, LE)
    assert trouve.fautes == ()
    assert [remarque["edition"] for remarque in trouve.remarques] == ["ucanss.gc@2013"]
