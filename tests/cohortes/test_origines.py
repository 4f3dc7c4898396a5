"""Where a cohort comes from changes nothing to its answer: CSV, XLSX, Parquet, the register."""

import csv
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from polars.testing import assert_frame_equal

from parchemin.cohortes.calcul import explique
from parchemin.cohortes.lecture.au_registre import au_registre
from parchemin.cohortes.lecture.origines import LOT, en_fichiers
from parchemin.cohortes.model import FIXES, Scenario
from parchemin.cohortes.simulation.comparer import Comparaison
from parchemin.cohortes.simulation.scenarios import Souhaits, preparer
from parchemin.cohortes.simulation.simuler import Reglages, simuler
from parchemin.cohortes.sorties.fichiers import FORMATS
from parchemin.deliberation import Issue, deliberer
from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.dossier.readers.formats.parquet import lire_parquet
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import CodeInconnu, DonneesInvalides
from parchemin.plugin.host import Hote
from parchemin.registre.personnes import droit_d_acces
from parchemin.registre.personnes.conservation import ChoixDeRetrait, anonymiser
from parchemin.registre.seance import propositions, seances
from parchemin.registre.seance.decisions import decider
from parchemin.registre.seance.proclamation import proclamer
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Base

EXEMPLES = ("agirc-arrco/ce-2024", "courtage/cdc-2017", "ucanss/gc-2013", "ucanss/gc-2021", "ucanss/gcar-2017")


def _lire(table: Path) -> list[list[str]]:
    with table.open(encoding="utf-8", newline="") as lignes:
        return list(csv.reader(lignes, delimiter=";"))


def en_parquet(dossier: Path) -> Path:
    """Put the tables of a séance in Parquet, in columns of their own types."""
    for nom in ("dossiers", "observations"):
        chemin = dossier / f"{nom}.csv"
        entetes, *lignes = _lire(chemin)
        brutes = [[cellule or None for cellule in ligne] for ligne in lignes]
        table = pl.DataFrame(brutes, schema=dict.fromkeys(entetes, pl.String), orient="row")
        typees = {
            "naissance": pl.col("naissance").str.to_date(),
            "entree": pl.col("entree").str.to_date(),
            "experience_mois": pl.col("experience_mois").cast(pl.Int32, strict=True),
            "blocs": pl.col("blocs").str.split(";"),
        }
        table.with_columns(typees[nom] for nom in typees if nom in entetes).write_parquet(
            chemin.with_suffix(".parquet")
        )
        chemin.unlink()
    return dossier


def en_xlsx(dossier: Path) -> Path:
    """Put the tables of a séance in workbooks of their own."""
    entete = dossier / "seance.toml"
    noms = [f'{nom} = "{nom}.xlsx"' for nom in ("dossiers", "observations")]
    texte = entete.read_text(encoding="utf-8")
    entete.write_text("\n".join((texte, "[fichiers]", *noms, "")), encoding="utf-8")
    for nom in ("dossiers", "observations"):
        with xlsxwriter.Workbook(dossier / f"{nom}.xlsx") as classeur:
            feuille = classeur.add_worksheet(nom)
            for rang, ligne in enumerate(_lire(dossier / f"{nom}.csv")):
                feuille.write_row(rang, 0, ligne)
        (dossier / f"{nom}.csv").unlink()
    return dossier


def en_classeur(dossier: Path) -> Path:
    """Put a whole séance in one workbook."""
    seance = tomllib.loads((dossier / "seance.toml").read_text(encoding="utf-8"))["seance"]
    chemin = dossier.with_suffix(".xlsx")
    with xlsxwriter.Workbook(chemin) as classeur:
        feuilles = {nom: _lire(dossier / f"{nom}.csv") for nom in ("dossiers", "observations")}
        for nom, lignes in ({"seance": [[cle, str(v)] for cle, v in seance.items()]} | feuilles).items():
            feuille = classeur.add_worksheet(nom)
            for rang, ligne in enumerate(lignes):
                feuille.write_row(rang, 0, ligne)
    return chemin


@pytest.fixture
def conclure(hote: Hote) -> Callable[..., pl.DataFrame]:
    def conclure(*chemins: Path) -> pl.DataFrame:
        [resultats] = explique.conclure(en_fichiers(chemins, hote.catalogue), [Scenario("essai", hote)])
        return resultats.table

    return conclure


@pytest.mark.parametrize("nom", EXEMPLES)
def test_le_moteur_explique_dit_ce_que_dit_deliberer(
    nom: str, hote: Hote, exemple: Callable, conclure: Callable
) -> None:
    dossier = exemple(nom)
    table = conclure(dossier)
    seance = LecteurDeSeance(dossier, hote.catalogue).entiere()
    assert table.columns[: len(FIXES)] == list(FIXES)
    for proposition, ligne in zip(deliberer(seance, hote), table.iter_rows(named=True), strict=True):
        dit = (proposition.dossier.code, proposition.edition.cle, proposition.dossier.voie)
        assert (ligne["dossier"], ligne["edition"], ligne["voie"]) == dit
        assert (ligne["issue"], ligne["organisme"]) == (proposition.issue.value, proposition.dossier.organisme)
        assert (ligne["session"], ligne["seance"]) == (seance.date, nom.partition("/")[2])
        verdicts = {bloc.bloc.code: bloc.verdict.value for bloc in proposition.blocs}
        assert {c.removeprefix("bloc:"): ligne[c] for c in ligne if ligne[c] and c.startswith("bloc:")} == verdicts


@pytest.mark.parametrize("nom", EXEMPLES)
def test_csv_xlsx_et_parquet_disent_la_meme_chose(nom: str, exemple: Callable, conclure: Callable) -> None:
    attendue = conclure(exemple(nom, "csv")).drop("seance")
    assert_frame_equal(conclure(en_xlsx(exemple(nom, "xlsx"))).drop("seance"), attendue)
    assert_frame_equal(conclure(en_parquet(exemple(nom, "parquet"))).drop("seance"), attendue)


@pytest.mark.parametrize("nom", ["agirc-arrco/ce-2024", "ucanss/gc-2013", "ucanss/gcar-2017"])
def test_un_classeur_entier_dit_la_meme_chose(nom: str, hote: Hote, exemple: Callable, conclure: Callable) -> None:
    dossier = exemple(nom)
    classeur = en_classeur(dossier)
    assert_frame_equal(conclure(classeur).drop("seance"), conclure(dossier).drop("seance"))
    (origine,) = en_fichiers([classeur], hote.catalogue).origines
    assert (origine.nom, origine.taille()) == (classeur.name, None)


def _acceder(base: Base, hote: Hote) -> Registre:
    return Registre(base, hote, "Secrétaire", lambda: datetime(2026, 6, 30, tzinfo=UTC))


def test_le_registre_dit_la_meme_chose(hote: Hote, exemple: Callable, conclure: Callable, tmp_path: Path) -> None:
    base = Base(f"sqlite:///{tmp_path / 'registre.db'}")
    dossiers = [exemple(nom) for nom in ("ucanss/gc-2021", "ucanss/gc-2013", "courtage/cdc-2017")]
    for dossier in dossiers:
        seances.ouvrir(_acceder(base, hote), LecteurDeSeance(dossier, hote.catalogue).entiere())
    cohorte = au_registre(base, hote.catalogue)
    table = explique.conclure(cohorte, [Scenario("essai", hote)])[0].table
    assert table["seance"].unique(maintain_order=True).to_list() == ["séance 2", "séance 3", "séance 1"]
    assert [origine.taille() for origine in cohorte.origines] == [15, 17, 14]
    assert_frame_equal(table.drop("seance"), conclure(*dossiers).drop("seance"))
    (seule,) = au_registre(base, hote.catalogue, "ucanss.gc", au=cohorte.origines[0].en_tete().date).origines
    (lot,) = seule.lots({"GC-1312-07"})
    assert [dossier.code for dossier in lot.dossiers] == ["GC-1312-07"]
    with pytest.raises(CodeInconnu, match="aucune séance"):
        au_registre(base, hote.catalogue, "ucanss.cos")
    base.fermer()


@pytest.fixture
def proclamee(hote: Hote, exemple: Callable, tmp_path: Path) -> Iterator[Base]:
    """Return a register with one proclaimed séance of the CQP GC."""
    base = Base(f"sqlite:///{tmp_path / 'registre.db'}")
    registre = _acceder(base, hote)
    numero = seances.ouvrir(registre, LecteurDeSeance(exemple("ucanss/gc-2021"), hote.catalogue).entiere()).seance
    propositions.deliberer(registre, numero)
    for demande in (
        Demande("GC-2203-07", "incomplet"),
        Demande("GC-2203-09", "non_acquis", "GRU", motif="dit"),
    ):
        decider(registre, numero, demande)
    proclamer(registre, numero)
    yield base
    base.fermer()


@pytest.mark.parametrize("moteur", ["explique", "colonnes", "distribue"])
def test_un_dossier_anonymise_n_est_pas_juge_et_cela_se_dit(hote: Hote, proclamee: Base, moteur: str) -> None:
    personne = droit_d_acces.trouver(proclamee, "Texier Loïc")
    anonymiser(_acceder(proclamee, hote), ChoixDeRetrait(personne))
    cohorte = au_registre(proclamee, hote.catalogue)
    scenarios = preparer(Souhaits(("bloc.part=2/3",)), hote, cohorte, hote.catalogue)
    simulation = simuler(cohorte, scenarios, Reglages(moteur))
    assert [origine.taille() for origine in cohorte.origines] == [13]
    assert (simulation.en_vigueur.dossiers, simulation.en_vigueur.issues()[Issue.INCOMPLET]) == (13, (1, 1))
    assert set(simulation.reserves.values()) == {("1 dossier anonymisé, non jugé",)}


def test_une_seance_dont_tout_est_anonymise_ne_juge_personne(hote: Hote, proclamee: Base) -> None:
    anonymiser(_acceder(proclamee, hote), ChoixDeRetrait(avant=date(2026, 1, 1)))
    cohorte = au_registre(proclamee, hote.catalogue)
    simulation = simuler(cohorte, [Scenario("en vigueur", hote)], Reglages())
    assert simulation.en_vigueur.dossiers == 0
    assert simulation.reserves == {"en vigueur": ("14 dossiers anonymisés, non jugés",)}
    assert all(ecrire(simulation) for ecrire in FORMATS.values())


def test_un_dossier_de_seances_les_donne_toutes_par_date(hote: Hote, exemple: Callable, tmp_path: Path) -> None:
    for nom in EXEMPLES:
        exemple(nom, f"annees/{nom.partition('/')[2]}")
    (tmp_path / "annees" / "a-part").mkdir()
    cohorte = en_fichiers([tmp_path / "annees"], hote.catalogue)
    noms = [origine.nom for origine in cohorte.origines]
    assert noms == ["gc-2013", "cdc-2017", "gcar-2017", "gc-2021", "ce-2024"]
    assert [origine.taille() for origine in cohorte.origines] == [15, 17, 14, 14, 15]


def test_deux_seances_du_meme_nom_se_distinguent(hote: Hote, exemple: Callable) -> None:
    cohorte = en_fichiers([exemple("ucanss/gc-2021", "a/s"), exemple("ucanss/gc-2021", "b/s")], hote.catalogue)
    assert len({origine.nom for origine in cohorte.origines}) == 2
    scenarios = preparer(Souhaits(("bloc.part=2/3",)), hote, cohorte, hote.catalogue)
    comparaison = Comparaison.entre("", *explique.conclure(cohorte, scenarios))
    assert len({bascule.cle for bascule in comparaison.bascules()}) == 2


def test_la_meme_seance_deux_fois_compte_une_fois(hote: Hote, exemple: Callable) -> None:
    dossier = exemple("ucanss/gc-2021")
    assert len(en_fichiers([dossier, dossier], hote.catalogue).origines) == 1


def test_les_fautes_de_toutes_les_seances(hote: Hote, exemple: Callable, tmp_path: Path) -> None:
    exemple("ucanss/gc-2021").joinpath("seance.toml").write_text("[seance]\n", encoding="utf-8")
    with pytest.raises(DonneesInvalides) as levee:
        en_fichiers([tmp_path / "gc-2021", tmp_path / "absente"], hote.catalogue)
    fichiers = {defaut.lieu.fichier for defaut in levee.value.defauts}
    assert fichiers == {"gc-2021/seance.toml", "absente"}


def test_les_fautes_des_tables_de_toutes_les_seances(hote: Hote, exemple: Callable) -> None:
    dossiers = [exemple("ucanss/gc-2021"), exemple("ucanss/gc-2013"), exemple("ucanss/gcar-2017")]
    for dossier in dossiers[:2]:
        table = dossier / "dossiers.csv"
        table.write_text(
            table.read_text(encoding="utf-8").replace(";formation;", ";fomration;", 1), encoding="utf-8"
        )
    with pytest.raises(DonneesInvalides) as levee:
        explique.conclure(en_fichiers(dossiers, hote.catalogue), [Scenario("", hote)])
    lieux = [str(defaut.lieu) for defaut in levee.value.defauts]
    assert lieux == [f"{nom}/dossiers.csv, ligne 2, colonne « voie »" for nom in ("gc-2013", "gc-2021")]


def test_une_faute_d_un_parquet_a_sa_place(hote: Hote, exemple: Callable) -> None:
    dossier = en_parquet(exemple("ucanss/gc-2021"))
    table = pl.read_parquet(dossier / "dossiers.parquet")
    rang = pl.int_range(pl.len())
    table.with_columns(
        voie=pl.when(rang == 2).then(pl.lit("formatoin")).otherwise("voie"),
        entree=pl.when(rang == 4).then(None).otherwise("entree"),
    ).write_parquet(dossier / "dossiers.parquet")
    (origine,) = en_fichiers([dossier], hote.catalogue).origines
    with pytest.raises(DonneesInvalides) as levee:
        list(origine.lots())
    lieux = [(d.lieu.fichier, d.lieu.ligne, d.lieu.colonne) for d in levee.value.defauts]
    assert lieux == [("gc-2021/dossiers.parquet", 3, "voie"), ("gc-2021/dossiers.parquet", 5, "entree")]


def test_un_parquet_coupe_ou_binaire_est_refuse(tmp_path: Path) -> None:
    chemin = tmp_path / "t.parquet"
    pl.DataFrame({"dossier": ["D1"], "photo": [b"\xff"]}).write_parquet(chemin)
    with pytest.raises(DonneesInvalides, match="colonne « photo » en binaire"):
        lire_parquet(chemin.read_bytes(), chemin.name)
    with pytest.raises(DonneesInvalides, match="Parquet illisible"):
        lire_parquet(chemin.read_bytes()[:-10], chemin.name)
    with pytest.raises(DonneesInvalides, match="Parquet illisible"):
        lire_parquet(b"dossier;nom", chemin.name)


def test_les_cellules_d_un_parquet_ont_leurs_types(tmp_path: Path) -> None:
    chemin = tmp_path / "t.parquet"
    cellules = {"Dossier": ["D1"], "valeur": [True], "chiffre": [12.5], "parcours": [{"A": 1, "B": None}]}
    pl.DataFrame(cellules).write_parquet(chemin)
    tableau = lire_parquet(chemin.read_bytes(), chemin.name)
    assert tableau.entetes == ("dossier", "valeur", "chiffre", "parcours")
    assert tableau.lignes == [(1, ["D1", True, 12.5, {"A": 1}])]


def test_une_grande_seance_passe_par_lots(hote: Hote, exemple: Callable) -> None:
    dossier = exemple("ucanss/gcar-2017")
    entete, premiere, *_ = (dossier / "dossiers.csv").read_text(encoding="utf-8").splitlines()
    code, _, suite = premiere.partition(";")
    combien = 2 * LOT + 1
    lignes = [entete, *(f"D{rang};{suite}" for rang in range(combien))]
    (dossier / "dossiers.csv").write_text("\n".join(lignes), encoding="utf-8")
    notes = _lire(dossier / "observations.csv")
    siennes = [ligne[1:] for ligne in notes if ligne[0] == code]
    with (dossier / "observations.csv").open("w", encoding="utf-8", newline="") as fichier:
        ecrites = ([f"D{rang}", *suite] for rang in range(combien) for suite in siennes)
        csv.writer(fichier, delimiter=";").writerows([notes[0], *ecrites])
    cohorte = en_fichiers([dossier], hote.catalogue)
    assert [len(lot.dossiers) for lot in cohorte.origines[0].lots()] == [LOT, LOT, 1]
    vus: list[int] = []
    table = explique.conclure(cohorte, [Scenario("", hote)], vus.append)[0].table
    assert (vus, table.height, table["issue"].n_unique()) == ([LOT, LOT, 1], combien, 1)
