"""The table of dossiers: what each column takes, and each fault with its place, word by word."""

from datetime import date

import pytest
from attrs import evolve

from parchemin.dossier.model import Acquis, Statut
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.toml import lire_edition

OBLIGATOIRES = "dossier;nom;prenom;voie;entree"
LIGNE = "D1;Adam;Zoé;formation;2021-03-01"


def test_un_dossier_complet(atelier):
    entete = (
        "dossier;nom;Prénom;naissance;organisme;branche_legislation;voie;Entrée;option;statut;blocs;"
        "parcours;acquis;depots;sessions;heures;niveau;experience_mois"
    )
    ligne = (
        'D1;Adam;Zoé;01/02/1990;CPAM;maladie;formation;2021-03-01;option a;Salarié;"B1; B2";PASS=2021-03-01;'
        '"B1=2020-12-16;essai.cqp@2015/B9=16/12/2019";enregistrement=2021-02-27;"B1=2021-03-15;ecrit=2021-03-16";"formation=600;stage=300";bac+2;18'
    )
    atelier.dossiers(ligne, entete=entete).observations()
    (dossier,) = atelier.lire().dossiers
    assert (dossier.candidat.prenom, dossier.candidat.naissance) == ("Zoé", date(1990, 2, 1))
    assert (dossier.organisme, dossier.branche_legislation, dossier.niveau) == ("CPAM", "maladie", "bac+2")
    assert (dossier.option, dossier.statut, dossier.blocs) == ("sante", Statut.SALARIE, ("B1", "B2"))
    assert dossier.parcours == {"PASS": date(2021, 3, 1)}
    assert dossier.acquis == (
        Acquis("essai.cqp@2020/B1", date(2020, 12, 16)),
        Acquis("essai.cqp@2015/B9", date(2019, 12, 16)),
    )
    assert dossier.depots == {"enregistrement": date(2021, 2, 27)}
    assert dossier.sessions == {"B1": date(2021, 3, 15), "ecrit": date(2021, 3, 16)}
    assert dossier.heures == {"formation": 600, "stage": 300}
    assert (dossier.edition, dossier.experience_mois) == ("essai.cqp@2020", 18)


def test_une_competence_se_tient_la_ou_l_edition_le_dit(atelier, texte_edition):
    atelier.dossiers(f"{LIGNE};B1/C1=2020-12-16", entete=f"{OBLIGATOIRES};acquis").observations()
    (defaut,) = atelier.defauts()
    assert "colonne « acquis » : bloc inconnu « B1/C1 »" in defaut
    edition = lire_edition(f"tient_les_competences = true\n{texte_edition}".encode(), "e.toml")
    tenu = evolve(atelier, catalogue=Catalogue((edition,))).lire().dossiers[0].acquis
    assert tenu == (Acquis("B1/C1", date(2020, 12, 16)),)


def test_une_session_est_celle_d_un_bloc_ou_d_une_epreuve(atelier):
    atelier.dossiers(f"{LIGNE};B8=2021-03-15", entete=f"{OBLIGATOIRES};sessions").observations()
    assert any("colonne « sessions » : bloc ou épreuve inconnue « B8 »" in defaut for defaut in atelier.defauts())


@pytest.mark.parametrize(
    ("ecrit", "lu"), [("oui", True), ("Non", False), ("VRAI", True), ("1", 1), ("0", 0), ("600", 600)]
)
def test_un_fait_consigne_prend_oui_non_ou_un_nombre(atelier, ecrit, lu):
    atelier.dossiers(f"{LIGNE};camera={ecrit}", entete=f"{OBLIGATOIRES};heures").observations()
    trouve = atelier.lire().dossiers[0].heures["camera"]
    assert (type(trouve), trouve) == (type(lu), lu)


def test_un_fait_qui_n_est_ni_un_nombre_ni_oui_ni_non_est_refuse(atelier):
    atelier.dossiers(f"{LIGNE};camera=ouverte", entete=f"{OBLIGATOIRES};heures").observations()
    (defaut,) = atelier.defauts()
    assert "nombre illisible « ouverte » : attendu un entier, oui ou non" in defaut


@pytest.mark.parametrize("nom", ["sante", "Santé et prévoyance", "Option A", "OPTION A"])
def test_une_option_se_nomme_par_son_code_son_intitule_ou_un_alias(atelier, nom):
    atelier.dossiers(f"{LIGNE};{nom}", entete=f"{OBLIGATOIRES};option").observations()
    assert atelier.lire().dossiers[0].option == "sante"


def test_l_edition_est_celle_de_l_entree(atelier):
    atelier.dossiers(LIGNE, "D9;Noé;Ida;formation;2019-12-31").observations()
    seance = atelier.lire()
    assert [dossier.edition for dossier in seance.dossiers] == ["essai.cqp@2020", "essai.cqp@2015"]
    assert set(seance.editions) == {"essai.cqp@2015", "essai.cqp@2020"}


@pytest.mark.parametrize("blanc", ["\n", "\r\n", "\t", "\u00a0", " \u2028 "])
def test_dans_un_nom_ce_qu_excel_et_word_laissent_est_une_espace(atelier, blanc):
    atelier.dossiers(f'D1;"De{blanc}La Tour{blanc}";"Zoé{blanc}Ève";formation;2021-03-01').observations()
    (dossier,) = atelier.lire().dossiers
    assert (dossier.candidat.nom, dossier.candidat.prenom) == ("De La Tour", "Zoé Ève")


@pytest.mark.parametrize(
    ("invisible", "code"), [("\x1b[31m", "U+001B"), ("\u200b", "U+200B"), ("\u00ad", "U+00AD")]
)
@pytest.mark.parametrize("colonne", ["nom", "prenom"])
def test_un_nom_ne_porte_rien_d_invisible(atelier, colonne, invisible, code):
    cellule = {"nom": "Adam", "prenom": "Zoé"} | {colonne: f"Le{invisible}fèvre"}
    atelier.dossiers(f"D1;{cellule['nom']};{cellule['prenom']};formation;2021-03-01").observations()
    (defaut,) = atelier.defauts()
    attendu = f"colonne « {colonne} » : trouvé un caractère qui ne s'imprime pas ({code}) : retapez ce nom"
    assert attendu in defaut


CELLULES = {
    "date illisible": (
        "naissance",
        "hier",
        "date illisible « hier » : attendu AAAA-MM-JJ ou JJ/MM/AAAA",
    ),
    "date à deux chiffres": (
        "naissance",
        "01/02/90",
        "date illisible « 01/02/90 » : attendu AAAA-MM-JJ ou JJ/MM/AAAA",
    ),
    "jour qui n'existe pas": (
        "naissance",
        "30/02/1990",
        "date impossible « 30/02/1990 » : ce jour n'existe pas",
    ),
    "année d'un autre temps": (
        "naissance",
        "01/02/0190",
        "date « 0190-02-01 » : attendu une année de 1900 à 2199",
    ),
    "bloc inconnu": ("blocs", "BB1", "bloc inconnu « BB1 » ; peut-être « B1 »"),
    "bloc répété": ("blocs", '"B1;B1"', "« B1 » est répété"),
    "acquis inconnu": (
        "acquis",
        "essai.cqp@2015/B8=2020-01-01",
        "bloc inconnu « essai.cqp@2015/B8 » ; peut-être « essai.cqp@2015/B9 »",
    ),
    "acquis sans date": ("acquis", "B1", "trouvé « B1 » : attendu CODE=AAAA-MM-JJ"),
    "acquis répété": ("acquis", '"B1=2020-01-01;B1=2020-01-02"', "« B1 » est répété"),
    "étape inconnue": ("parcours", "PAS=2021-01-01", "étape inconnue « PAS » ; peut-être « PASS »"),
    "option inconnue": ("option", "sant", "option inconnue « sant » ; peut-être « sante »"),
    "statut inconnu": (
        "statut",
        "cadre",
        "trouvé « cadre » : attendu salarie ou demandeur_emploi ou jeune_diplome",
    ),
    "heures": ("heures", "formation=six cents", "nombre illisible « six cents » : attendu un entier, oui ou non"),
    "nombre négatif": ("experience_mois", "-3", "nombre illisible « -3 » : attendu un entier"),
    "nombre sans fin": ("experience_mois", "9" * 5000, f"nombre illisible « {'9' * 5000} » : attendu un entier"),
    "erreur de formule": ("organisme", "#N/A", "erreur de formule « #N/A » : attendu une valeur"),
}


@pytest.mark.parametrize(("colonne", "cellule", "message"), CELLULES.values(), ids=CELLULES)
def test_une_cellule_refusee(atelier, colonne, cellule, message):
    atelier.dossiers(f"{LIGNE};{cellule}", entete=f"{OBLIGATOIRES};{colonne}").observations()
    assert atelier.defauts() == [f"dossiers.csv, ligne 2, colonne « {colonne} » : {message}"]


TABLES = {
    "colonne inconnue": (
        f"{OBLIGATOIRES};naisance\n{LIGNE};\n",
        ["dossiers.csv, ligne 1, colonne « naisance » : colonne inconnue ; peut-être « naissance »"],
    ),
    "colonne obligatoire absente": (
        "dossier;nom;prenom;entree\nD1;Adam;Zoé;2021-03-01\n",
        ["dossiers.csv, ligne 1, colonne « voie » : colonne obligatoire absente"],
    ),
    "colonne en double": (
        f"{OBLIGATOIRES};Prénom\n{LIGNE};Zoé\n",
        ["dossiers.csv, ligne 1, colonne « Prénom » : colonne en double"],
    ),
    "colonne sans nom": (
        "dossier;nom;;prenom;voie;entree\nD1;Adam;x;Zoé;formation;2021-03-01\n",
        ["dossiers.csv, ligne 1 : la colonne C n'a pas de nom"],
    ),
    "cellule de trop": (
        f"{OBLIGATOIRES}\n{LIGNE};;x\n",
        ["dossiers.csv, ligne 2 : trouvé 7 cellules, attendu 5 au plus"],
    ),
    "cellule vide": (
        f"{OBLIGATOIRES}\nD1;  ;Zoé;formation;2021-03-01\n",
        ["dossiers.csv, ligne 2, colonne « nom » : cellule vide : une valeur est obligatoire"],
    ),
    "dossier en double": (
        f"{OBLIGATOIRES}\n{LIGNE}\n\n{LIGNE}\n",
        ["dossiers.csv, ligne 4, colonne « dossier » : dossier « D1 » en double"],
    ),
    "aucun dossier": (f"{OBLIGATOIRES}\n", ["dossiers.csv, ligne 1 : aucun dossier sous l'en-tête"]),
    "entrée avant toute édition": (
        f"{OBLIGATOIRES}\nD1;Adam;Zoé;formation;2001-03-01\n",
        [
            "dossiers.csv, ligne 2, colonne « entree » : aucune édition de essai.cqp en vigueur le 2001-03-01"
            " (connues : 2015 depuis le 2015-01-01, 2020 depuis le 2020-01-01)"
        ],
    ),
    "voie inconnue": (
        f"{OBLIGATOIRES}\nD1;Adam;Zoé;formations;2021-03-01\n",
        ["dossiers.csv, ligne 2, colonne « voie » : voie inconnue « formations » ; peut-être « formation »"],
    ),
}


@pytest.mark.parametrize(("table", "defauts"), TABLES.values(), ids=TABLES)
def test_une_table_refusee(atelier, table, defauts):
    atelier.ecrire("dossiers.csv", table).observations()
    assert atelier.defauts() == defauts


def test_tous_les_defauts_de_toutes_les_tables_d_un_coup(atelier):
    atelier.dossiers(
        ";Adam;;formation;2021-03-01;B7;",
        "D2;Brun;Léo;vea;2021-03-02;;",
        "D3;Cros;Max;vae;jamais;;salarie",
        "D4;Dior;Eva;vae;2021-03-02;B8;",
        entete=f"{OBLIGATOIRES};blocs;statu",
    )
    atelier.observations("D4;;B1/C9;oui;", "D5;;B1;oui;", "D2;;B1;oui;")
    assert atelier.defauts() == [
        "dossiers.csv, ligne 1, colonne « statu » : colonne inconnue ; peut-être « statut »",
        "dossiers.csv, ligne 2, colonne « dossier » : cellule vide : une valeur est obligatoire",
        "dossiers.csv, ligne 2, colonne « blocs » : bloc inconnu « B7 » ; peut-être « B2 »",
        "dossiers.csv, ligne 3, colonne « voie » : voie inconnue « vea » ; peut-être « vae »",
        "dossiers.csv, ligne 4, colonne « entree » : date illisible « jamais » : attendu AAAA-MM-JJ ou JJ/MM/AAAA",
        "dossiers.csv, ligne 5, colonne « blocs » : bloc inconnu « B8 » ; peut-être « B2 »",
        "observations.csv, ligne 2, colonne « cible » : cible inconnue « B1/C9 » ; peut-être « B1/C2 »",
        "observations.csv, ligne 3, colonne « dossier » : dossier « D5 » absent de la table des dossiers"
        " ; peut-être « D4 »",
    ]


def test_une_edition_nommee_se_verifie_meme_sans_date_d_entree(atelier):
    entete = (atelier.dossier / "seance.toml").read_text(encoding="utf-8")
    atelier.ecrire("seance.toml", entete.replace("date =", 'edition = "2020"\ndate ='))
    atelier.dossiers("D1;Adam;Zoé;vea;jamais").observations()
    assert atelier.defauts() == [
        "dossiers.csv, ligne 2, colonne « entree » : date illisible « jamais » : attendu AAAA-MM-JJ ou JJ/MM/AAAA",
        "dossiers.csv, ligne 2, colonne « voie » : voie inconnue « vea » ; peut-être « vae »",
    ]


def test_sans_colonne_dossier_les_observations_ne_crient_pas(atelier):
    atelier.dossiers("Adam;Zoé;formation;2021-03-01", entete="nom;prenom;voie;entree")
    assert atelier.defauts() == ["dossiers.csv, ligne 1, colonne « dossier » : colonne obligatoire absente"]
