"""Reading a séance in columns gives the table of the checked reader, or gives up: never another answer."""

import csv
import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from parchemin.cohortes.calcul import colonnes, explique
from parchemin.cohortes.lecture.encoder_tables import encoder_tables
from parchemin.cohortes.lecture.origines import EnFichiers, en_fichiers
from parchemin.cohortes.model import Cohorte, Scenario
from parchemin.dossier.readers.en_colonnes import distinctes, tables
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import DonneesInvalides
from parchemin.plugin.host import Hote

HOTE = Hote.charger(strict=True)
EXEMPLES = {
    Path(str(exemple.dossier)).name: Path(str(exemple.dossier))
    for greffon in HOTE.greffons
    for exemple in greffon.apport.exemples
}
SCENARIO = Scenario("règles en vigueur", HOTE)

Lignes = list[list[str]]
Tables = dict[str, Lignes]


def _tables(exemple: Path) -> Tables:
    lues = {}
    for nom in ("dossiers", "observations"):
        with (exemple / f"{nom}.csv").open(encoding="utf-8", newline="") as lignes:
            lues[nom] = list(csv.reader(lignes, delimiter=";"))
    return lues


TABLES = {nom: _tables(exemple) for nom, exemple in EXEMPLES.items()}


def _en_csv(lignes: Lignes, chemin: Path) -> None:
    tampon = io.StringIO(newline="")
    csv.writer(tampon, delimiter=";").writerows(lignes)
    chemin.with_suffix(".csv").write_text(tampon.getvalue(), encoding="utf-8", newline="")


def _en_parquet(lignes: Lignes, chemin: Path) -> None:
    brutes = [[cellule or None for cellule in ligne] for ligne in lignes[1:]]
    table = pl.DataFrame(brutes, schema=dict.fromkeys(lignes[0], pl.String), orient="row")
    if "entree" in table.columns:
        jours = table["entree"].str.to_date("%Y-%m-%d", strict=False)
        table = table if jours.null_count() > table["entree"].null_count() else table.with_columns(jours)
    table.write_parquet(chemin.with_suffix(".parquet"))


FORMATS: dict[str, Callable[[Lignes, Path], None]] = {"csv": _en_csv, "parquet": _en_parquet}


def _large(lignes: Lignes) -> Lignes:
    """Turn the long form into the wide one, a motif in its cell; a table that is wide already stays as it is."""
    if "cible" not in lignes[0]:
        return lignes
    rangs = {nom: lignes[0].index(nom) for nom in lignes[0]}
    titres: dict[str, None] = {}
    fiches: dict[str, dict[str, str]] = {}
    for ligne in lignes[1:]:
        lue = {nom: ligne[rang] for nom, rang in rangs.items()}
        evaluateur = lue.get("evaluateur", "")
        titre = lue["cible"] if not evaluateur and ":" in lue["cible"] else f"{evaluateur}:{lue['cible']}"
        titres[titre] = None
        motif = f" : {lue['motif']}" if lue.get("motif") and lue["valeur"].startswith("neutralis") else ""
        fiches.setdefault(lue["dossier"], {})[titre] = lue["valeur"] + motif
    return [["dossier", *titres], *([code, *(dites.get(t, "") for t in titres)] for code, dites in fiches.items())]


@pytest.fixture(scope="module")
def dossier() -> Iterator[Path]:
    with TemporaryDirectory() as racine:
        yield Path(racine)


def _ecrire(racine: Path, exemple: Path, tables: Tables, forme: str) -> EnFichiers:
    seance = racine / "seance"
    shutil.rmtree(seance, ignore_errors=True)
    shutil.copytree(exemple, seance, ignore=shutil.ignore_patterns("*.csv"))
    for nom, lignes in tables.items():
        FORMATS[forme](lignes, seance / nom)
    return EnFichiers("seance", LecteurDeSeance(seance, HOTE.catalogue))


def _lue(origine: EnFichiers) -> bool:
    """Compare both readings; tell whether the fast one answered."""
    cohorte = Cohorte((origine,))
    try:
        [attendus] = explique.conclure(cohorte, [SCENARIO])
    except DonneesInvalides:
        assert origine.en_colonnes() is None
        return False
    [rendus] = colonnes.conclure(cohorte, [SCENARIO])
    assert rendus.refus is None
    assert rendus.table.equals(attendus.table)
    return bool(rendus.lues)


@pytest.mark.parametrize("forme", FORMATS)
@pytest.mark.parametrize("large", [False, True], ids=["longue", "large"])
@pytest.mark.parametrize("nom", EXEMPLES)
def test_chaque_exemple_se_lit_en_colonnes(nom: str, large: bool, forme: str, dossier: Path) -> None:
    tables = TABLES[nom]
    if large:
        tables = tables | {"observations": _large(tables["observations"])}
    assert _lue(_ecrire(dossier, EXEMPLES[nom], tables, forme))


@pytest.fixture
def petites(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every table too large to be read at once, and most of its values unusual."""
    monkeypatch.setattr(distinctes, "APERCU", 2)
    monkeypatch.setattr(tables, "CELLULES", 20)
    monkeypatch.setattr(tables, "TRANCHE", 7)


@pytest.mark.usefixtures("petites")
@pytest.mark.parametrize("forme", FORMATS)
@pytest.mark.parametrize("large", [False, True], ids=["longue", "large"])
@pytest.mark.parametrize("nom", ["gc-2021", "gc-2013"])
def test_une_grande_table_se_lit_par_morceaux(nom: str, large: bool, forme: str, dossier: Path) -> None:
    tables = TABLES[nom]
    if large:
        tables = tables | {"observations": _large(tables["observations"])}
    assert _lue(_ecrire(dossier, EXEMPLES[nom], tables, forme))


@pytest.mark.usefixtures("petites")
@pytest.mark.parametrize("large", [False, True], ids=["longue", "large"])
@pytest.mark.parametrize("cellule", ["neutralise : sans objet", "ouii", ""])
def test_une_valeur_rare_est_lue_comme_les_autres(cellule: str, large: bool, dossier: Path) -> None:
    tables = TABLES["gc-2021"]
    lignes = [[*ligne] for ligne in (_large(tables["observations"]) if large else tables["observations"])]
    rang = 1 if large else lignes[0].index("valeur")
    lignes[-1][rang] = cellule
    sue = _lue(_ecrire(dossier, EXEMPLES["gc-2021"], tables | {"observations": lignes}, "parquet"))
    assert sue == (cellule.startswith("neutralise") or (large and not cellule))


@pytest.mark.parametrize("forme", FORMATS)
@pytest.mark.parametrize("large", [False, True], ids=["longue", "large"])
def test_les_observations_viennent_dans_un_autre_ordre(large: bool, forme: str, dossier: Path) -> None:
    tables = TABLES["gc-2021"]
    entetes, *lignes = _large(tables["observations"]) if large else tables["observations"]
    melees = [entetes, *Random(1).sample(lignes, len(lignes) - 1)]
    assert _lue(_ecrire(dossier, EXEMPLES["gc-2021"], tables | {"observations": melees}, forme))
    assert not _lue(_ecrire(dossier, EXEMPLES["gc-2021"], tables | {"observations": [*melees, melees[1]]}, forme))


@pytest.mark.parametrize("forme", FORMATS)
def test_les_colonnes_viennent_dans_un_autre_ordre(forme: str, dossier: Path) -> None:
    tables = TABLES["gc-2021"]
    retournees = {nom: [ligne[::-1] for ligne in lignes] for nom, lignes in tables.items()}
    assert _lue(_ecrire(dossier, EXEMPLES["gc-2021"], retournees, forme))


def test_deux_colonnes_ne_disent_pas_la_meme_chose(dossier: Path) -> None:
    tables = TABLES["gc-2021"]
    large = _large(tables["observations"])
    titre = next(titre for titre in large[0] if titre.startswith("jury:"))
    double = [[*ligne, ligne[large[0].index(titre)]] for ligne in large]
    double[0][-1] = titre.removeprefix("jury")
    assert not _lue(_ecrire(dossier, EXEMPLES["gc-2021"], tables | {"observations": double}, "csv"))
    for ligne in double[1:]:
        ligne[-1] = ""
    assert _lue(_ecrire(dossier, EXEMPLES["gc-2021"], tables | {"observations": double}, "csv"))


def test_des_cases_a_cocher_disent_oui_et_non(dossier: Path) -> None:
    tables = TABLES["gc-2021"]
    origine = _ecrire(dossier, EXEMPLES["gc-2021"], tables, "parquet")
    large = _large(tables["observations"])
    cases = {"oui": True, "non": False}
    coches = {titre: [cases.get(ligne[rang]) for ligne in large[1:]] for rang, titre in enumerate(large[0])}
    coches["dossier"] = [ligne[0] for ligne in large[1:]]
    pl.DataFrame(coches).write_parquet(origine.chemin / "observations.parquet")
    assert _lue(origine)


@pytest.mark.parametrize(
    ("nom", "sur"),
    [
        ("Éluard", True),
        ("'t Hooft", True),
        ("(inconnu)", True),
        ("#N/A", False),
        ("\u00a0#N/A", False),
        (" ", False),
        ("Nguyễn", True),
        ("De\tLa Tour", True),
        ("De\u00a0La Tour", True),
        ("Le\x1bfèvre", False),
        ("Le\u200bfèvre", False),
    ],
)
def test_un_nom_qui_n_est_pas_clair_est_lu_seul(nom: str, sur: bool, dossier: Path) -> None:
    tables = TABLES["gc-2021"]
    lignes = [[*ligne] for ligne in tables["dossiers"]]
    lignes[1][lignes[0].index("nom")] = nom
    assert _lue(_ecrire(dossier, EXEMPLES["gc-2021"], tables | {"dossiers": lignes}, "csv")) == sur


@pytest.mark.parametrize(
    ("code", "sur"),
    [("Évry-1", True), ("GC 1", True), ("GC;1", False), ('GC"1', False), (" GC1", False), ("#N/A", False)],
)
def test_un_code_se_lit_comme_il_est_ecrit(code: str, sur: bool, dossier: Path) -> None:
    avant = TABLES["gc-2021"]["dossiers"][1][0]
    tables = {
        nom: [[code if cellule == avant else cellule for cellule in ligne] for ligne in lignes]
        for nom, lignes in TABLES["gc-2021"].items()
    }
    assert _lue(_ecrire(dossier, EXEMPLES["gc-2021"], tables, "csv")) == sur


def test_deux_seances_d_une_edition_ont_chacune_leur_grille(tmp_path: Path) -> None:
    origines = []
    for nom in ("2022", "2023"):
        seance = Path(shutil.copytree(EXEMPLES["gc-2021"], tmp_path / nom))
        origines.append(EnFichiers(nom, LecteurDeSeance(seance, HOTE.catalogue)))
    grille = seance / "grille.toml"
    comptes = re.sub(r"= (\d+)$", lambda m: f"= {int(m[1]) + 4}", grille.read_text("utf-8"), flags=re.MULTILINE)
    grille.write_text(comptes, encoding="utf-8")
    cohorte = Cohorte(tuple(origines))
    [rendus], [attendus] = colonnes.conclure(cohorte, [SCENARIO]), explique.conclure(cohorte, [SCENARIO])
    assert rendus.table.equals(attendus.table)
    assert rendus.lues == ("2022", "2023")
    premiere, seconde = (seance.drop("seance") for seance in rendus.table.partition_by("seance"))
    assert not premiere.equals(seconde)


CELLULES = (
    *("", " ", "oui", "Non", "absent", "10", "12,5", "12.345", "21", "-1", "#N/A", "'=1", "neutralise", "x"),
    *("neutralisé : sans objet", "jury", "inconnu", "B1", "GRU", "2013-02-30", "18/03/2013", "1900-01-01"),
    *("A=2012-01-01", "formation", "vae", "salarié", "3", 'a"b', "deux\nlignes", "a;b", "é" * 1200, "\u00a0oui"),
)


def _abimer(tables: Tables, hasard: Random) -> Tables:
    """Change one cell, one row or one column of one table."""
    nom = hasard.choice(sorted(tables))
    lignes = [list(ligne) for ligne in tables[nom]]
    rang, colonne = hasard.randrange(1, len(lignes)), hasard.randrange(len(lignes[0]))
    match hasard.randrange(8):
        case 0:
            lignes.insert(rang, list(lignes[hasard.randrange(1, len(lignes))]))
        case 1:
            del lignes[rang]
        case 2:
            lignes[0][colonne] = hasard.choice((*lignes[0], "Dossier", "autre", "jury:B1", ""))
        case 3:
            lignes[rang][colonne] = lignes[hasard.randrange(1, len(lignes))][colonne]
        case 4:
            lignes[1:] = hasard.sample(lignes[1:], len(lignes) - 1)
        case 5 if nom == "observations" and "cible" in lignes[0]:
            place = lignes[0].index("cible")
            lignes[rang][place] = lignes[rang][place].rpartition("/")[0] or lignes[rang][place]
        case _:
            lignes[rang][colonne] = hasard.choice(CELLULES)
    return tables | {nom: lignes}


@pytest.mark.parametrize("forme", FORMATS)
@pytest.mark.parametrize("nom", EXEMPLES)
@settings(max_examples=10, deadline=None, derandomize=True)
@given(graine=st.integers(0), large=st.booleans())
def test_une_table_abimee_ne_change_pas_la_reponse(nom: str, forme: str, graine: int, large: bool) -> None:
    tables = TABLES[nom]
    if large:
        tables = tables | {"observations": _large(tables["observations"])}
    with TemporaryDirectory() as racine:
        abimees = _abimer(tables, Random(graine))
        if forme == "csv" or all(len(set(lignes[0])) == len(lignes[0]) for lignes in abimees.values()):
            _lue(_ecrire(Path(racine), EXEMPLES[nom], abimees, forme))


def _changer(table: str, avant: str, apres: str) -> Callable[[Path], None]:
    def changer(seance: Path) -> None:
        chemin = seance / f"{table}.csv"
        contenu = chemin.read_bytes()
        assert avant.encode() in contenu
        chemin.write_bytes(contenu.replace(avant.encode(), apres.encode("latin-1"), 1))

    return changer


def _doubler(table: str) -> Callable[[Path], None]:
    def doubler(seance: Path) -> None:
        chemin = seance / f"{table}.csv"
        lignes = chemin.read_bytes().splitlines(keepends=True)
        chemin.write_bytes(b"".join((*lignes, lignes[1])))

    return doubler


def _oter(table: str) -> Callable[[Path], None]:
    return lambda seance: (seance / f"{table}.csv").unlink()


@pytest.mark.parametrize(
    "abimer",
    [
        _changer("observations", ";oui", ";\xe9"),
        _changer("observations", ";oui", ';"o"ui'),
        _changer("observations", ";oui", ';"oui'),
        _changer("observations", ";oui", ";ou\rX"),
        _changer("observations", ";oui", ";oui\0"),
        _changer("observations", ";oui", ";oui;;;x"),
        _changer("observations", ";oui", ";"),
        _changer("observations", ";oui", ";" + "x" * 1200),
        _changer("observations", "GC-2203-01;", "GC-2203-01,"),
        _changer("observations", "GC-2203-01;", '"GC-2203-01";'),
        _changer("observations", "GC-2203-01;", "GC-2203-99;"),
        _changer("observations", "\n", "\n;;;;\n"),
        _changer("dossiers", "Urssaf", "Urs\xe9saf"),
        _changer("dossiers", "Urssaf", 'Urs"saf'),
        _changer("observations", ";oui", ";21"),
        _changer("observations", "dossier;", "sep=;\ndossier;"),
        _changer("dossiers", "GC-2203-02", "GC-2203-01"),
        _changer("dossiers", "2021-", "1921-"),
        _doubler("dossiers"),
        _doubler("observations"),
        _oter("dossiers"),
        _oter("observations"),
    ],
)
def test_ce_qui_n_est_pas_clair_est_laisse_a_la_lecture_controlee(
    abimer: Callable[[Path], None], exemple: Callable[..., Path]
) -> None:
    seance = exemple("ucanss/gc-2021")
    abimer(seance)
    assert not _lue(EnFichiers("gc", LecteurDeSeance(seance, HOTE.catalogue)))


@pytest.mark.parametrize(
    "changer",
    [
        _changer("observations", ";oui", ';"oui"'),
        _changer("observations", ";oui", "; OUI "),
        _changer("observations", ";oui;\n", ";oui;\r\n"),
        _changer("observations", "\n", "\n\n"),
        _changer("observations", "\n", "\r\n\r\n"),
        _changer("observations", "dossier;", "\xef\xbb\xbfdossier;"),
        _changer("observations", "dossier;", "Dossier;"),
        _changer("dossiers", "Urssaf Bretagne", '"Urssaf Bretagne"'),
    ],
)
def test_ce_qui_est_clair_se_lit_en_colonnes(
    changer: Callable[[Path], None], exemple: Callable[..., Path]
) -> None:
    seance = exemple("ucanss/gc-2021")
    changer(seance)
    assert _lue(EnFichiers("gc", LecteurDeSeance(seance, HOTE.catalogue)))


@pytest.mark.parametrize("forme", FORMATS)
@pytest.mark.parametrize("large", [False, True], ids=["longue", "large"])
def test_des_dossiers_demandes_se_lisent_sans_les_autres(large: bool, forme: str, dossier: Path) -> None:
    tables = TABLES["gc-2021"]
    if large:
        tables = tables | {"observations": _large(tables["observations"])}
    origine = _ecrire(dossier, EXEMPLES["gc-2021"], tables, forme)
    codes = ["GC-2203-03", "GC-2203-01", "inconnu"]
    with pytest.MonkeyPatch.context() as sans:
        sans.setattr(LecteurDeSeance, "_extraits", lambda *_: None)
        attendue = origine.lecteur.choisis(codes)
    assert origine.lecteur._extraits(codes) == origine.lecteur.choisis(codes) == attendue
    assert [d.code for lot in origine.lots(codes) for d in lot.dossiers] == ["GC-2203-01", "GC-2203-03"]


def test_un_dossier_demande_qui_n_est_pas_clair_a_ses_defauts_a_leur_place(exemple: Callable[..., Path]) -> None:
    seance = exemple("ucanss/gc-2021")
    _changer("observations", "GC-2203-02;jury;GRU/C1/1;oui", "GC-2203-02;jury;GRU/C1/1;ouii")(seance)
    origine = EnFichiers("gc", LecteurDeSeance(seance, HOTE.catalogue))
    assert [len(lot.dossiers) for lot in origine.lots(["GC-2203-01"])] == [1]
    with pytest.raises(DonneesInvalides) as attendue:
        LecteurDeSeance(seance, HOTE.catalogue).choisis(["GC-2203-02"])
    with pytest.raises(DonneesInvalides) as trouvee:
        list(origine.lots(["GC-2203-02"]))
    assert [d.lieu.ligne for d in trouvee.value.defauts] == [d.lieu.ligne for d in attendue.value.defauts]


@pytest.mark.parametrize("octets", [b";\xe9;", b';o"ui;', b";ou\ri;"])
def test_une_grille_large_qui_n_est_pas_claire_est_laissee_aussi(octets: bytes, dossier: Path) -> None:
    tables = TABLES["gc-2021"]
    origine = _ecrire(
        dossier, EXEMPLES["gc-2021"], tables | {"observations": _large(tables["observations"])}, "csv"
    )
    assert _lue(origine)
    chemin = origine.chemin / "observations.csv"
    chemin.write_bytes(chemin.read_bytes().replace(b";oui;", octets, 1))
    assert not _lue(origine)


def test_une_table_sans_observation_se_lit(dossier: Path) -> None:
    for forme in FORMATS:
        tables = TABLES["gc-2021"]
        for entetes in (tables["observations"][0], ["dossier", "jury:GRU"]):
            _lue(_ecrire(dossier, EXEMPLES["gc-2021"], tables | {"observations": [entetes]}, forme))


def test_un_classeur_n_est_pas_lu_en_colonnes(tmp_path: Path) -> None:
    assert encoder_tables(LecteurDeSeance(tmp_path / "seance.xlsx", HOTE.catalogue)) is None


def test_une_cohorte_n_est_lue_qu_une_fois_pour_tous_les_scenarios() -> None:
    cohorte = en_fichiers([EXEMPLES["gc-2021"]], HOTE.catalogue)
    vus: list[int] = []
    rendus = colonnes.conclure(cohorte, [SCENARIO, evolve(SCENARIO, nom="encore")], vus.append)
    assert (vus, [siens.lues for siens in rendus]) == ([14], [("gc-2021",), ("gc-2021",)])
