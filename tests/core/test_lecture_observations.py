"""The table of observations, long and wide: who says what of which cible, and what is refused."""

import pytest

from parchemin.dossier.model import Avis, Neutralise, Note

OUI, NON, ABSENT = Avis.ACQUIS, Avis.NON_ACQUIS, Avis.ABSENT


def lues(atelier, dossier="D1"):
    par_code = {lu.code: lu for lu in atelier.lire().dossiers}
    return {(vue.evaluateur, vue.cible): vue.valeur for vue in par_code[dossier].observations}


VALEURS = {
    **dict.fromkeys(("oui", "OUI", "A", "a", "acquis", "Acquis", "VRAI"), ("jury", "B1/C1/1", OUI)),
    **dict.fromkeys(("non", "Non", "NA", "non acquis", "non_acquis", "Faux"), ("jury", "B1/C1/1", NON)),
    **dict.fromkeys(("absent", "ABSENT", "Absente"), ("jury", "B1/C1", ABSENT)),
    "12,5": ("examinateur", "epreuve:ecrit", Note(1250)),
    "12.5": ("examinateur", "epreuve:ecrit", Note(1250)),
    "0": ("examinateur", "epreuve:ecrit", Note(0)),
    "20": ("examinateur", "epreuve:ecrit", Note(2000)),
    "20,00": ("examinateur", "continu:B1", Note(2000)),
    "neutralise : question annulée (2 fois)": ("jury", "B1/C1/1", Neutralise("question annulée (2 fois)")),
    "Neutralisé (panne)": ("jury", "B1/C1", Neutralise("panne")),
}


@pytest.mark.parametrize(("mot", "attendu"), VALEURS.items(), ids=VALEURS)
def test_une_valeur(atelier, mot, attendu):
    role, cible, valeur = attendu
    atelier.observations(f"D1;{role};{cible};{mot};")
    assert lues(atelier) == {(role, cible): valeur}


def test_une_neutralisation_prend_son_motif_dans_sa_colonne(atelier):
    atelier.observations("D1;jury;B1/C1/1;neutralise;question annulée")
    assert lues(atelier) == {("jury", "B1/C1/1"): Neutralise("question annulée")}


def test_une_epreuve_non_notee_ne_dit_que_l_absence(atelier):
    atelier.observations("D1;;epreuve:oral;absent;")
    assert lues(atelier) == {("examinateur", "epreuve:oral"): ABSENT}


def test_l_evaluateur_se_devine_quand_un_seul_role_peut_observer(atelier):
    atelier.observations("D1;;epreuve:ecrit;8;", "D1;;continu:B2;9;", "D2;;B1/C1/3;oui;")
    assert set(lues(atelier)) == {("examinateur", "epreuve:ecrit"), ("examinateur", "continu:B2")}
    assert set(lues(atelier, "D2")) == {("jury", "B1/C1/3")}


def test_une_cible_se_nomme_aussi_par_son_chemin_complet(atelier):
    atelier.observations("D1;jury;essai.cqp@2020/B1/C1/1;oui;")
    assert lues(atelier) == {("jury", "B1/C1/1"): OUI}


LIGNES = {
    "note au-dessus": (
        "D1;;epreuve:ecrit;20,5;",
        "valeur",
        "note « 20,5 » hors du barème : attendu de 0 à 20",
    ),
    "note au-dessous": ("D1;;epreuve:ecrit;-1;", "valeur", "note « -1 » hors du barème : attendu de 0 à 20"),
    "trois décimales": ("D1;;epreuve:ecrit;12,345;", "valeur", "note « 12,345 » : attendu deux décimales au plus"),
    **{
        f"note {mot}": (
            f"D1;;epreuve:ecrit;{mot};",
            "valeur",
            f"note illisible « {mot} » : attendu un nombre de 0 à 20, ou absent",
        )
        for mot in ("oui", "inf", "nan", "1e3", "1e999999", "1_0", "١٢", "12/", "#DIV/0")
    },
    "décimale coupée": (
        "D1;;epreuve:ecrit;12;5",
        "valeur",
        "note « 12 » suivie de « 5 » : écrivez 12.5 ou ôtez le motif",
    ),
    "avis illisible": (
        "D1;jury;B1/C1/1;peut-être;",
        "valeur",
        "trouvé « peut-être » : attendu oui, non, absent ou neutralise",
    ),
    "note d'un critère": (
        "D1;jury;B1/C1/1;12;",
        "valeur",
        "trouvé « 12 » : attendu oui, non, absent ou neutralise",
    ),
    "épreuve non notée": (
        "D1;;epreuve:oral;12;",
        "valeur",
        "trouvé « 12 » : cette épreuve n'est pas notée, attendu absent",
    ),
    "erreur de formule": (
        "D1;jury;B1/C1/1;#VALEUR!;",
        "valeur",
        "erreur de formule « #VALEUR! » : attendu une valeur",
    ),
    "neutralisé sans motif": ("D1;jury;B1/C1/1;neutralise;", "valeur", "une neutralisation demande un motif"),
    "continu neutralisé": (
        "D1;;continu:B1;neutralise;panne",
        "valeur",
        "seuls un critère, une compétence ou une épreuve se neutralisent",
    ),
    "valeur vide": ("D1;jury;B1/C1/1;;", "valeur", "cellule vide : une valeur est obligatoire"),
    "cible vide": ("D1;jury;;oui;", "cible", "cellule vide : une valeur est obligatoire"),
    "cible inconnue": (
        "D1;jury;B1/C1/4;oui;",
        "cible",
        "cible inconnue « B1/C1/4 » ; peut-être « B1/C1/3 »",
    ),
    "épreuve d'une autre voie": (
        "D1;;epreuve:entretien;absent;",
        "cible",
        "epreuve:entretien n'est pas de la voie formation",
    ),
    "personne n'observe": ("D2;;continu:B1;12;", "cible", "personne n'observe continu:B1 dans la voie vae"),
    "grille absente": (
        "D1;jury;B1/C2/1;oui;",
        "cible",
        "les critères de B1/C2 ne sont pas connus : joignez la grille (grille.toml)",
    ),
    "évaluateur inconnu": (
        "D1;juri;B1/C1/1;oui;",
        "evaluateur",
        "évaluateur inconnu « juri » ; peut-être « jury »",
    ),
    "évaluateur d'une autre voie": (
        "D2;tuteur;B1/C1/1;oui;",
        "evaluateur",
        "évaluateur inconnu « tuteur » ; attendu : jury",
    ),
    "évaluateur qui n'observe pas": (
        "D1;tuteur;B1;oui;",
        "evaluateur",
        "« tuteur » n'observe pas B1 ; attendu jury ou commission",
    ),
    "évaluateur à préciser": ("D1;;B1/C1/1;oui;", "evaluateur", "évaluateur à préciser : jury ou tuteur"),
    "dossier absent": (
        "D12;jury;B1/C1/1;oui;",
        "dossier",
        "dossier « D12 » absent de la table des dossiers ; peut-être « D2 »",
    ),
    "dossier vide": (";jury;B1/C1/1;oui;", "dossier", "cellule vide : une valeur est obligatoire"),
}


@pytest.mark.parametrize(("ligne", "colonne", "message"), LIGNES.values(), ids=LIGNES)
def test_une_ligne_refusee(atelier, ligne, colonne, message):
    atelier.observations("D2;jury;B2/C3/1;oui;", ligne)
    assert atelier.defauts() == [f"observations.csv, ligne 3, colonne « {colonne} » : {message}"]


def test_une_competence_hors_epreuve_ne_s_observe_pas(atelier):
    atelier.observations("D1;jury;B1/C0;oui;")
    (defaut,) = atelier.defauts()
    assert "cible inconnue « B1/C0 »" in defaut


COUPLES = {
    "le même nœud": ("B1/C1", "B1/C1", "« jury » a déjà observé B1/C1"),
    "le parent d'abord": ("B1/C1", "B1/C1/2", "« jury » a déjà observé B1/C1 : l'un des deux est de trop"),
    "l'enfant d'abord": ("B1/C1/2", "B1/C1", "« jury » a déjà observé B1/C1/2 : l'un des deux est de trop"),
    "le bloc d'abord": ("B1", "B1/C1/2", "« jury » a déjà observé B1 : l'un des deux est de trop"),
    "le bloc après": ("B1/C1/2", "B1", "« jury » a déjà observé B1/C1/2 : l'un des deux est de trop"),
}


@pytest.mark.parametrize(("premiere", "seconde", "message"), COUPLES.values(), ids=COUPLES)
def test_un_evaluateur_n_observe_pas_deux_fois(atelier, premiere, seconde, message):
    atelier.observations(f"D1;jury;{premiere};oui;", f"D1;jury;{seconde};oui;")
    assert atelier.defauts() == [f"observations.csv, ligne 3, colonne « cible » : {message}"]


def test_deux_evaluateurs_ou_deux_candidats_ne_se_genent_pas(atelier):
    atelier.observations("D1;jury;B1/C1;oui;", "D1;tuteur;B1/C1/1;non;", "D2;jury;B1/C1/1;oui;", "D1;jury;B2;oui;")
    assert len(lues(atelier)) == 3


def test_un_role_qui_cumule_observe_le_bloc_et_ses_competences(atelier):
    atelier.observations("D1;commission;B1;oui;", "D1;commission;B1/C1;non;", "D1;commission;B1;oui;")
    assert atelier.defauts() == ["observations.csv, ligne 4, colonne « cible » : « commission » a déjà observé B1"]


def test_un_dossier_absent_se_dit_une_fois(atelier):
    atelier.observations("D7;jury;B1/C1/1;oui;", "D7;jury;B1/C1/2;oui;", "D7;jury;nulle part;oui;")
    assert len(atelier.defauts()) == 1


def test_la_forme_large_dit_la_meme_chose_que_la_longue(atelier):
    atelier.observations("D1;jury;B1/C1/1;oui;", "D1;;epreuve:ecrit;12;", "D2;jury;B1/C1/1;non;")
    longue = atelier.lire()
    atelier.observations("D1;oui;12;", "D2;non;;", entete="dossier;jury:B1/C1/1;epreuve:ecrit;tuteur: B2/C3/1")
    assert atelier.lire() == longue


def test_la_forme_large_place_dans_l_en_tete_ce_qui_y_est_faux(atelier):
    atelier.observations(
        "D1;oui;oui;oui;oui;oui;13",
        "D2;oui;oui;oui;oui;oui;",
        entete="dossier;jury:B1/C1/9;juri:B1/C1/1;jury:B1/C1;jury:B1/C1/2;nom;epreuve:ecri",
    )
    assert atelier.defauts() == [
        "observations.csv, ligne 1, colonne « jury:B1/C1/9 » : cible inconnue « B1/C1/9 » ; peut-être « B1/C1/3 »",
        "observations.csv, ligne 1, colonne « juri:B1/C1/1 » : évaluateur inconnu « juri » ; peut-être « jury »",
        "observations.csv, ligne 1, colonne « jury:B1/C1/2 » : « jury » a déjà observé B1/C1"
        " : l'un des deux est de trop",
        "observations.csv, ligne 1, colonne « epreuve:ecri » : cible inconnue « epreuve:ecri »"
        " ; peut-être « epreuve:ecrit »",
    ]


def test_la_forme_large_place_dans_la_ligne_ce_qui_y_est_faux(atelier):
    atelier.observations("D1;21", "D3;12", "D1;12", entete="dossier;epreuve:ecrit")
    assert atelier.defauts() == [
        "observations.csv, ligne 2, colonne « epreuve:ecrit » : note « 21 » hors du barème : attendu de 0 à 20",
        "observations.csv, ligne 3, colonne « dossier » : dossier « D3 » absent de la table des dossiers"
        " ; peut-être « D2 »",
        "observations.csv, ligne 4, colonne « dossier » : dossier « D1 » en double",
    ]


def test_sans_cible_ni_mesure_en_tete(atelier):
    atelier.observations("D1;oui", entete="dossier;valeur")
    assert atelier.defauts() == [
        "observations.csv, ligne 1, colonne « cible » : colonne obligatoire absente",
    ]
