"""The example séances of 2013 and 2018: what every candidate comes to, worked out by hand."""

import json
from decimal import Decimal

import pytest

from parchemin.deliberation import Issue, deliberer
from parchemin.documents.contenus import donnees
from parchemin.dossier.model import Avis, Note
from parchemin.dossier.readers.formats.ouverture import ouvrir
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.faits import CODES

CERTIFIE, PARTIEL, NON, INCOMPLET = "certifie", "partiel", "non_certifie", "incomplet"
RIEN = None

ATTENDUS = {
    "gc-2013": {
        "GC-1312-01": (CERTIFIE, "10", []),
        "GC-1312-02": (NON, "9.997", []),
        "GC-1312-03": (NON, "12.2", []),
        "GC-1312-04": (CERTIFIE, "11.053", []),
        "GC-1312-05": (NON, "11.297", []),
        "GC-1312-06": (CERTIFIE, "10.928", []),
        "GC-1312-07": (INCOMPLET, RIEN, []),
        "GC-1312-08": (INCOMPLET, RIEN, []),
        "GC-1312-09": (NON, "12.5", []),
        "GC-1312-10": (CERTIFIE, "11.65", ["option_pas_ouverte", "delai_depasse"]),
        "GC-1312-11": (CERTIFIE, "13.925", ["delai_depasse"]),
        "GC-1312-12": (CERTIFIE, "11.3", ["option_absente", "hors_session"]),
        "GC-1312-13": (CERTIFIE, "10.55", []),
        "GC-1312-14": (NON, "6.55", []),
        "GC-1312-15": (INCOMPLET, RIEN, []),
    },
    "gcar-2017": {
        "CAR-1806-01": (CERTIFIE, "10", []),
        "CAR-1806-02": (NON, "9.997", []),
        "CAR-1806-03": (NON, "11.85", []),
        "CAR-1806-04": (CERTIFIE, "10.253", []),
        "CAR-1806-05": (INCOMPLET, RIEN, []),
        "CAR-1806-06": (NON, "12.45", []),
        "CAR-1806-07": (CERTIFIE, "16.125", []),
        "CAR-1806-08": (CERTIFIE, RIEN, []),
        "CAR-1806-09": (PARTIEL, RIEN, []),
        "CAR-1806-10": (CERTIFIE, RIEN, []),
        "CAR-1806-11": (PARTIEL, RIEN, []),
        "CAR-1806-12": (INCOMPLET, RIEN, []),
        "CAR-1806-13": (NON, RIEN, []),
        "CAR-1806-14": (PARTIEL, RIEN, ["competence_non_observee"]),
    },
}
EXEMPLES = list(ATTENDUS)
CANDIDATS = [(exemple, dossier) for exemple, dossiers in ATTENDUS.items() for dossier in dossiers]
COEFFICIENTS = {"cc_tronc": 1, "cc_option": 1, "ecrit": 3, "oral": 3, "apt": 2}


@pytest.fixture(scope="module")
def lues(hote, exemples):
    """Each of the two séances, read; a fault in one leaves the other to be tried."""
    cache = {}

    def lire(exemple):
        if exemple not in cache:
            cache[exemple] = LecteurDeSeance(exemples[exemple], hote.catalogue).entiere()
        return cache[exemple]

    return lire


@pytest.fixture(scope="module")
def proposer(hote, lues):
    def delibere(exemple):
        return {proposition.dossier.code: proposition for proposition in deliberer(lues(exemple), hote)}

    return delibere


def resume(proposition):
    releve = proposition.releve
    moyenne = donnees.decimal(releve.moyenne) if releve and releve.complet else RIEN
    return proposition.issue.value, moyenne, [alerte.code for alerte in proposition.alertes]


def note(proposition, epreuve):
    return proposition.dossier.observations.par_role["jury"].get(f"epreuve:{epreuve}")


@pytest.mark.parametrize(("exemple", "dossier"), CANDIDATS)
def test_chaque_candidat_a_l_issue_attendue(proposer, exemple, dossier):
    assert resume(proposer(exemple)[dossier]) == ATTENDUS[exemple][dossier]


@pytest.mark.parametrize("exemple", EXEMPLES)
def test_tous_les_candidats_sont_attendus_et_dans_l_ordre(proposer, exemple):
    assert list(proposer(exemple)) == list(ATTENDUS[exemple])


@pytest.mark.parametrize("exemple", EXEMPLES)
def test_la_moyenne_est_celle_d_un_calcul_fait_a_part(proposer, exemple):
    """The same sums, from the decimals of the marks and not from the code's fractions."""
    for proposition in proposer(exemple).values():
        notes = {code: note(proposition, code) for code in COEFFICIENTS}
        if all(isinstance(valeur, Note) for valeur in notes.values()):
            points = {code: Decimal(str(valeur).replace(",", ".")) for code, valeur in notes.items()}
            total = sum(points[code] * poids for code, poids in COEFFICIENTS.items())
            assert Decimal(ATTENDUS[exemple][proposition.dossier.code][1]) == total / 10


@pytest.mark.parametrize("exemple", EXEMPLES)
def test_le_json_dit_la_meme_chose(proposer, lues, exemple):
    propositions = list(proposer(exemple).values())
    document = json.loads(json.dumps(donnees.deliberation(lues(exemple), propositions), ensure_ascii=False))
    dits = {
        dossier["dossier"]: (dossier["issue"], dossier.get("notes", {}).get("moyenne"))
        for dossier in document["dossiers"]
    }
    assert dits == {code: attendu[:2] for code, attendu in ATTENDUS[exemple].items()}
    assert {dossier["dossier"] for dossier in document["dossiers"] if "notes" in dossier} == {
        proposition.dossier.code for proposition in propositions if proposition.dossier.voie == "formation"
    }


def test_chaque_issue_et_chaque_alerte_de_ces_regimes_se_voit_au_moins_une_fois(proposer):
    tout = [proposition for exemple in EXEMPLES for proposition in proposer(exemple).values()]
    assert {proposition.issue for proposition in tout} == set(Issue) - {Issue.EN_DEBAT}
    assert {(alerte.code, str(alerte.source)) for proposition in tout for alerte in proposition.alertes} >= {
        ("delai_depasse", "004 §IV"),
        ("delai_depasse", "004 §V"),
        ("option_absente", "004 §III"),
    }
    refus = {
        jugement.regle.code
        for proposition in tout
        for jugement in proposition.certification
        if jugement.verdict.value == "non_acquis"
    }
    assert refus == {"moyenne", "note_eliminatoire", "parcours", "tous_les_blocs"}


@pytest.mark.parametrize(
    ("exemple", "dossier", "epreuve", "trouvee", "eliminatoires"),
    [
        ("gc-2013", "GC-1312-03", "ecrit", "6", ("ecrit",)),
        ("gc-2013", "GC-1312-04", "ecrit", "6,01", ()),
        ("gc-2013", "GC-1312-05", "oral", "5,99", ("oral",)),
        ("gc-2013", "GC-1312-06", "oral", "6,01", ()),
        ("gc-2013", "GC-1312-13", "cc_tronc", "3", ()),
        ("gcar-2017", "CAR-1806-03", "ecrit", "6", ("ecrit",)),
        ("gcar-2017", "CAR-1806-04", "oral", "6,01", ()),
    ],
)
def test_les_notes_autour_de_six(proposer, exemple, dossier, epreuve, trouvee, eliminatoires):
    proposition = proposer(exemple)[dossier]
    assert str(note(proposition, epreuve)) == trouvee
    assert proposition.eliminatoires == eliminatoires


@pytest.mark.parametrize(("exemple", "dossier"), [("gc-2013", "GC-1312-02"), ("gcar-2017", "CAR-1806-02")])
def test_neuf_virgule_neuf_cent_quatre_vingt_dix_sept_se_lit_tel_quel_et_ne_passe_pas(proposer, exemple, dossier):
    moyenne, *autres = proposer(exemple)[dossier].certification
    assert moyenne.motif.constat.dire(CODES) == "moyenne 9,997/20 (total 99,97/200)"
    assert [jugement.verdict.value for jugement in (moyenne, *autres)] == ["non_acquis", "acquis", "acquis"]


@pytest.mark.parametrize(
    ("exemple", "dossier", "epreuve"),
    [
        ("gc-2013", "GC-1312-07", "oral"),
        ("gc-2013", "GC-1312-08", "cc_tronc"),
        ("gcar-2017", "CAR-1806-05", "oral"),
        ("gcar-2017", "CAR-1806-12", "oral_vae"),
    ],
)
def test_un_absent_l_est_et_n_a_pas_zero(proposer, exemple, dossier, epreuve):
    assert note(proposer(exemple)[dossier], epreuve) is Avis.ABSENT


def test_une_case_vide_n_est_ni_un_zero_ni_une_absence(proposer):
    assert note(proposer("gc-2013")["GC-1312-15"], "apt") is None


@pytest.mark.parametrize(("exemple", "dossier"), [("gc-2013", "GC-1312-09"), ("gcar-2017", "CAR-1806-06")])
def test_il_ne_manque_que_pass(proposer, exemple, dossier):
    moyenne, eliminations, parcours = proposer(exemple)[dossier].certification
    assert [jugement.verdict.value for jugement in (moyenne, eliminations)] == ["acquis", "acquis"]
    assert parcours.motif.constat.dire(CODES) == "Pass : non suivi"


def test_les_delais_se_montrent_des_deux_cotes(proposer):
    """One session was a month before the jury to the day, another six; a path lasted two years and a day."""
    propositions = proposer("gc-2013")
    session = {code: propositions[code].dossier.parcours["SESSION"] for code in ("GC-1312-11", "GC-1312-12")}
    assert {code: str(le) for code, le in session.items()} == {
        "GC-1312-11": "2013-06-14",
        "GC-1312-12": "2013-11-18",
    }
    (delai,) = (alerte for alerte in propositions["GC-1312-10"].alertes if alerte.code == "delai_depasse")
    assert "du 2011-11-21 au 2013-11-22" in delai.dire(CODES)


def test_les_six_options_et_l_alias_sont_representes(lues, exemples):
    table = ouvrir(exemples["gc-2013"] / "dossiers.csv", "dossiers")
    ecrites = {cellules[table.entetes.index("option")] for _, cellules in table.lignes}
    assert "gestionnaire conseil allocataire" in ecrites
    seance = lues("gc-2013")
    (edition,) = seance.editions.values()
    assert {dossier.option for dossier in seance.dossiers} == {"", *(option.code for option in edition.options)}


def test_la_vae_complete_des_competences_tenues(proposer):
    propositions = proposer("gcar-2017")
    complete, encore_partielle = propositions["CAR-1806-10"], propositions["CAR-1806-11"]
    assert len(complete.dossier.acquis) == 12
    assert len(complete.dossier.observations) == 3
    assert [(titre.nature, titre.objet) for titre in complete.titres] == [("cqp", "ucanss.gcar")]
    (bloc,) = encore_partielle.blocs
    assert bloc.jugement.constat.dire(CODES) == "13/15 compétences évaluées acquises"
    assert [motif.cible for motif in bloc.motifs] == ["GCAR", "GCAR/C27", "GCAR/C29"]


def test_les_deux_formes_d_observations_sont_montrees(exemples):
    large, longue = (ouvrir(exemples[nom] / "observations.csv", "observations").entetes for nom in EXEMPLES)
    assert large == ("dossier", *(f"epreuve:{code}" for code in COEFFICIENTS))
    assert longue == ("dossier", "evaluateur", "cible", "valeur")


@pytest.mark.parametrize("exemple", EXEMPLES)
def test_les_notes_s_ecrivent_avec_une_virgule(exemples, exemple):
    texte = (exemples[exemple] / "observations.csv").read_text("utf-8")
    assert "," in texte
    assert "." not in texte


@pytest.mark.parametrize("exemple", EXEMPLES)
def test_les_fichiers_sont_en_utf_8_sans_marque_et_en_fins_de_ligne_unix(exemples, exemple):
    for fichier in exemples[exemple].iterdir():
        contenu = fichier.read_bytes()
        assert contenu.decode("utf-8")
        assert not contenu.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in contenu
        assert contenu.endswith(b"\n")


@pytest.mark.parametrize("exemple", EXEMPLES)
def test_l_ordre_des_lignes_d_observations_est_indifferent(hote, exemples, lues, proposer, exemple, tmp_path):
    for fichier in exemples[exemple].iterdir():
        (tmp_path / fichier.name).write_bytes(fichier.read_bytes())
    entete, *lignes = (tmp_path / "observations.csv").read_text("utf-8").splitlines()
    melangees = [*lignes[1::3], *lignes[::3], *lignes[2::3]][::-1]
    (tmp_path / "observations.csv").write_text("\n".join([entete, *melangees]) + "\n", "utf-8")
    seance = LecteurDeSeance(tmp_path, hote.catalogue).entiere()
    document = donnees.deliberation(seance, deliberer(seance, hote))
    assert document == donnees.deliberation(lues(exemple), list(proposer(exemple).values()))
