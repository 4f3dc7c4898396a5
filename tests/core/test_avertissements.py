"""What a file may mean otherwise is said with its place, and read; what cannot be known is a fault."""

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from parchemin.dossier.decodage import autre_lecture

ENTETES = ["dossier", "nom", "prenom", "naissance", "voie", "entree"]
ADAM = ["D1", "Adam", "Zoé", date(1990, 5, 20), "formation", date(2021, 3, 1)]
BRUN = ["D2", "Brun", "Léo", None, "vae", date(2021, 3, 2)]
FEUILLES = Path(__file__).parents[1] / "fixtures" / "feuilles"


def avertissements(atelier, nom=""):
    return list(map(str, atelier.lire(nom).avertissements))


@pytest.fixture
def classeur(atelier):
    """Return a function that writes ``dossiers.xlsx``, changes its sheet, and names it in the séance."""

    def ecrire(changer=lambda _feuille: None, lignes=(ENTETES, ADAM, BRUN)):
        livre = openpyxl.Workbook()
        for ligne in lignes:
            livre.active.append(ligne)
        livre.active.title = "dossiers"
        changer(livre.active)
        livre.save(atelier.dossier / "dossiers.xlsx")
        return nommer(atelier)

    return ecrire


def nommer(atelier, dossiers="dossiers.xlsx"):
    toml = (atelier.dossier / "seance.toml").read_text(encoding="utf-8")
    (atelier.dossier / "dossiers.csv").unlink(missing_ok=True)
    return atelier.ecrire("seance.toml", f'[fichiers]\ndossiers = "{dossiers}"\n{toml}')


def test_une_seance_sans_doute_n_avertit_de_rien(atelier, classeur):
    assert avertissements(atelier) == []
    assert avertissements(classeur()) == []


def test_une_formule_sans_valeur_se_dit_a_sa_cellule(atelier):
    """openpyxl writes no value at all; XlsxWriter writes 0, and asks that the workbook be computed."""
    livre = openpyxl.Workbook()
    livre.active.append(["dossier", "epreuve:ecrit"])
    livre.active.append(["D1", "=6+6"])
    livre.save(atelier.dossier / "o.xlsx")
    attendu = (
        "o.xlsx, feuille « {} », ligne 2, colonne « epreuve:ecrit » : formule sans valeur calculée :"
        " ouvrez le classeur dans un tableur, enregistrez-le, ou écrivez la valeur"
    )
    toml = (atelier.dossier / "seance.toml").read_text(encoding="utf-8")
    atelier.ecrire("seance.toml", f'[fichiers]\nobservations = "o.xlsx"\n{toml}')
    assert atelier.defauts() == [attendu.format("Sheet")]
    with xlsxwriter.Workbook(atelier.dossier / "o.xlsx") as autre:
        feuille = autre.add_worksheet("o")
        feuille.write_row(0, 0, ["dossier", "epreuve:ecrit"])
        feuille.write_row(1, 0, ["D1"])
        feuille.write_formula(1, 1, "=6+6")
    assert atelier.defauts() == [attendu.format("o")]


def test_une_formule_calculee_se_lit(atelier):
    with xlsxwriter.Workbook(atelier.dossier / "o.xlsx") as livre:
        feuille = livre.add_worksheet("o")
        feuille.write_row(0, 0, ["dossier", "epreuve:ecrit", "jury:B1/C1/1"])
        feuille.write_row(1, 0, ["D1"])
        feuille.write_formula(1, 1, "=6+6", value=12)
        feuille.write_formula(1, 2, '=IF(1,"oui","non")', value="oui")
    toml = (atelier.dossier / "seance.toml").read_text(encoding="utf-8")
    atelier.ecrire("seance.toml", f'[fichiers]\nobservations = "o.xlsx"\n{toml}')
    assert len(atelier.lire().dossiers[0].observations) == 2


def test_ce_qui_est_masque_se_dit(classeur):
    def masquer(feuille):
        feuille.row_dimensions[3].hidden = True
        feuille.column_dimensions["C"].hidden = True
        feuille.auto_filter.ref = "A1:F3"
        feuille.auto_filter.add_filter_column(0, ["D1"])
        feuille.parent.create_sheet("vue")
        feuille.sheet_state = "hidden"

    assert avertissements(classeur(masquer)) == [
        "dossiers.xlsx, feuille « dossiers » : feuille masquée, lue quand même",
        "dossiers.xlsx, feuille « dossiers » : un filtre est actif : toutes les lignes sont lues, même celles"
        " qu'il cache",
        "dossiers.xlsx, feuille « dossiers », colonne « prenom » : colonne masquée, lue quand même",
        "dossiers.xlsx, feuille « dossiers », ligne 3 : ligne masquée, lue quand même",
    ]


def test_un_filtre_pose_sans_choix_n_est_pas_actif(classeur):
    def filtrer(feuille):
        feuille.auto_filter.ref = "A1:F3"

    assert avertissements(classeur(filtrer)) == []


def test_les_dates_de_1904_se_lisent_et_se_disent(classeur):
    def dater(feuille):
        feuille.parent.epoch = CALENDAR_MAC_1904

    atelier = classeur(dater)
    assert atelier.lire().dossiers[0].entree == ADAM[5]
    assert avertissements(atelier) == [
        "dossiers.xlsx, feuille « dossiers » : ce classeur compte les jours depuis 1904 : ses dates sont lues en"
        " conséquence"
    ]


def test_un_titre_fusionne_au_dessus_de_l_en_tete_se_dit(classeur):
    def fusionner(feuille):
        feuille.merge_cells("A1:F1")

    lignes = (["Candidats de la session de mars"], [], ENTETES, ADAM, BRUN)
    atelier = classeur(fusionner, lignes)
    assert avertissements(atelier) == [
        "dossiers.xlsx, feuille « dossiers », ligne 3 : l'en-tête est sur cette ligne : ce qui est au-dessus n'est"
        " pas lu"
    ]
    assert [d.code for d in atelier.lire().dossiers] == ["D1", "D2"]


def test_un_en_tete_fusionne_reste_une_faute(classeur):
    def fusionner(feuille):
        feuille.merge_cells("B1:C1")

    (defaut,) = classeur(fusionner).defauts()
    assert defaut.endswith("ligne 1 : cellules fusionnées B1:C1 : répétez la valeur sur chaque ligne")


def test_un_en_tete_sous_un_preambule_se_trouve_dans_un_csv(atelier):
    atelier.ecrire(
        "dossiers.csv",
        "Établissement;Lycée\n\nListe arrêtée le;01/03/2021\ndossier;nom;prenom;voie;entree\n"
        "D1;Adam;Zoé;formation;2021-03-01\nD2;Brun;Léo;vae;2021-03-02\n",
    )
    assert avertissements(atelier) == [
        "dossiers.csv, ligne 4 : l'en-tête est sur cette ligne : ce qui est au-dessus n'est pas lu"
    ]


def test_une_ligne_de_total_est_laissee_et_dite(atelier):
    atelier.dossiers("D1;Adam;Zoé;formation;2021-03-01", "D2;Brun;Léo;vae;2021-03-02", "Total :;2;;;", ";;;;")
    atelier.observations("D1;12,5", "Moyenne;12,5", entete="dossier;epreuve:ecrit")
    assert avertissements(atelier) == [
        "dossiers.csv, ligne 4 : ligne de total, laissée de côté",
        "observations.csv, ligne 3, colonne « dossier » : ligne de total, laissée de côté",
    ]


def test_un_candidat_nomme_total_est_un_candidat(atelier):
    atelier.dossiers("Total;Total;Zoé;formation;2021-03-01").observations()
    assert [d.candidat.nom for d in atelier.lire().dossiers] == ["Total"]


def test_un_texte_qui_cache_une_valeur_est_lu_et_dit(atelier):
    atelier.dossiers(
        "'007;Adam;Zoé;formation;2021-03-01;'20/05/1990", entete="dossier;nom;prenom;voie;entree;naissance"
    )
    atelier.observations("'007;;epreuve:ecrit;'12,5;")
    (dossier,) = atelier.lire().dossiers
    assert (dossier.code, dossier.candidat.naissance) == ("007", date(1990, 5, 20))
    assert avertissements(atelier) == [
        "dossiers.csv, ligne 2, colonne « dossier » : « '007 » est un texte qui cache une valeur : lu 007",
        "dossiers.csv, ligne 2, colonne « naissance » : « '20/05/1990 » est un texte qui cache une valeur :"
        " lu 1990-05-20",
        "observations.csv, ligne 2, colonne « dossier » : « '007 » est un texte qui cache une valeur : lu 007",
        "observations.csv, ligne 2, colonne « valeur » : « '12,5 » est un texte qui cache une valeur : lu 12,5",
    ]


def test_un_jour_sans_son_format_est_une_faute_qui_le_dit(classeur):
    adam = [*ADAM[:5], 44256]
    (defaut,) = classeur(lignes=(ENTETES, adam, BRUN)).defauts()
    assert defaut.endswith(
        "colonne « entree » : « 44256 » est un numéro de jour, sans doute le 2021-03-01 : donnez à la cellule un"
        " format de date"
    )


@pytest.mark.parametrize("ecrit", ["2021-03-01 00:00:00", "2021-03-01T00:00:00Z", "01/03/2021 00:00"])
def test_un_jour_a_minuit_est_ce_jour(atelier, ecrit):
    atelier.dossiers(f"D1;Adam;Zoé;formation;{ecrit}").observations()
    assert atelier.lire().dossiers[0].entree == date(2021, 3, 1)


def test_un_jour_a_une_autre_heure_est_refuse(atelier):
    atelier.dossiers("D1;Adam;Zoé;formation;2021-03-01 23:00:00").observations()
    assert "date illisible « 2021-03-01 23:00:00 »" in atelier.defauts()[0]


def test_un_identifiant_abrege_par_un_tableur_se_dit(atelier):
    atelier.dossiers("1,23E+11;Adam;Zoé;formation;2021-03-01", "1E5;Brun;Léo;vae;2021-03-02").observations()
    assert avertissements(atelier) == [
        "dossiers.csv, ligne 2, colonne « dossier » : « 1,23E+11 » a la forme d'un nombre abrégé : des chiffres"
        " ont pu s'y perdre"
    ]


@pytest.mark.parametrize("autre", ["d1", "Ｄ1", "D1\N{ZERO WIDTH SPACE}"])
def test_deux_identifiants_qui_ne_different_que_par_l_ecriture_sont_un(atelier, autre):
    atelier.dossiers("D1;Adam;Zoé;formation;2021-03-01", f"{autre};Brun;Léo;vae;2021-03-02").observations()
    defauts = atelier.defauts()
    assert any("en double : c'est « D1 », ligne 2, écrit autrement" in d or "U+200B" in d for d in defauts)


def test_une_observation_trouve_son_dossier_ecrit_autrement(atelier):
    atelier.observations("d1;;epreuve:ecrit;12;", "d1;jury;B1/C1/1;oui;")
    assert len(atelier.lire().dossiers[0].observations) == 2
    assert avertissements(atelier) == [
        "observations.csv, ligne 2, colonne « dossier » : dossier « d1 » lu comme « D1 », de la table des dossiers"
    ]


def test_des_zeros_en_tete_se_disent(atelier):
    atelier.dossiers("0123;Adam;Zoé;formation;2021-03-01", "123;Brun;Léo;vae;2021-03-02").observations()
    assert avertissements(atelier) == [
        "dossiers.csv, ligne 3, colonne « dossier » : dossier « 123 » et « 0123 », ligne 2, ne diffèrent que"
        " par des zéros"
    ]
    atelier.dossiers("00123;Adam;Zoé;formation;2021-03-01").observations("123;;epreuve:ecrit;12;")
    assert atelier.defauts() == [
        "observations.csv, ligne 2, colonne « dossier » : dossier « 123 » absent de la table des dossiers ;"
        " peut-être « 00123 »"
    ]


@pytest.mark.parametrize(
    ("lu", "mieux"),
    [
        ("LefÃ¨vre", "Lefèvre"),
        ("Ã‰lodie", "Élodie"),
        ("Lef√®vre", "Lefèvre"),
        ("BŽnŽdetti", "Bénédetti"),
        ("LŽa", "Léa"),
        ("BÈnÈdetti", "Bénédetti"),
    ],
)
def test_un_nom_decode_de_travers_a_une_autre_lecture(lu, mieux):
    assert autre_lecture(lu) == mieux


@pytest.mark.parametrize(
    "nom",
    [
        "Lefèvre",
        "ÉLODIE",
        "Élodie",
        "Žižek",
        "Nguyễn Hương",
        "O’Brien",
        "Müller‑Ÿss",
        "Łukasz",
        "DʼAngelo",
        "Çelik",
    ],
)
def test_un_nom_juste_n_en_a_pas(nom):
    assert autre_lecture(nom) == ""


def test_un_nom_decode_de_travers_est_lu_tel_quel_et_dit(atelier):
    atelier.dossiers("D1;LefÃ¨vre;AmÃ©lie;formation;2021-03-01", "D2;Brun;Léo;vae;2021-03-02")
    assert atelier.lire().dossiers[0].candidat.nom == "LefÃ¨vre"
    assert avertissements(atelier) == [
        "dossiers.csv, ligne 2, colonne « nom » : « LefÃ¨vre » se lit mieux « Lefèvre » : ce fichier a changé"
        " d'encodage",
        "dossiers.csv, ligne 2, colonne « prenom » : « AmÃ©lie » se lit mieux « Amélie » : ce fichier a changé"
        " d'encodage",
    ]


def test_les_avertissements_accompagnent_les_fautes(atelier):
    from parchemin.errors import DonneesInvalides

    atelier.dossiers("D1;LefÃ¨vre;Zoé;formation;hier").observations()
    with pytest.raises(DonneesInvalides) as erreur:
        atelier.lire()
    assert [un.fait.code for un in erreur.value.defauts] == ["date_illisible"]
    assert [un.fait.code for un in erreur.value.avertissements] == ["decode_autrement"]


def test_une_archive_qui_ment_sur_ses_tailles_est_refusee(atelier, classeur):
    classeur()
    chemin = atelier.dossier / "dossiers.xlsx"
    octets = bytearray(chemin.read_bytes())
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        gros = max(archive.infolist(), key=lambda membre: membre.file_size)
    ou = octets.rindex(gros.filename.encode()) - 46
    octets[ou + 24 : ou + 28] = (gros.file_size // 2).to_bytes(4, "little")
    chemin.write_bytes(octets)
    assert atelier.defauts() == [
        "dossiers.xlsx : classeur illisible : le fichier est tronqué, ou n'est pas un .xlsx"
    ]


def test_un_ods_de_libreoffice_se_lit(atelier):
    (atelier.dossier / "dossiers.ods").write_bytes((FEUILLES / "dossiers.ods").read_bytes())
    nommer(atelier, "dossiers.ods").observations()
    seance = atelier.lire()
    assert [(d.code, d.candidat.nom, d.entree) for d in seance.dossiers] == [
        ("D1", "Adam", date(2021, 3, 1)),
        ("D2", "Brun", date(2021, 3, 2)),
    ]
    assert list(map(str, seance.avertissements)) == [
        "dossiers.ods, feuille « dossiers » : un filtre est actif : toutes les lignes sont lues, même celles"
        " qu'il cache",
        "dossiers.ods, feuille « dossiers », colonne « prenom » : colonne masquée, lue quand même",
        "dossiers.ods, feuille « dossiers », ligne 3 : ligne masquée, lue quand même",
    ]
