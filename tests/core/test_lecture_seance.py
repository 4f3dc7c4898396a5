"""A whole séance: the folder and the workbook read alike, and what is wrong with either is said at once."""

from datetime import date

import openpyxl
import pytest

from parchemin.dossier.model import Membre
from parchemin.dossier.readers.controle import FichierJuste, controler
from parchemin.errors import DonneesInvalides

GRILLE = '[grille]\nedition = "essai.cqp@2020"\n[criteres]\n"B1/C2" = ["écoute", "répond"]\n'


def toml(atelier, avant="", apres=""):
    texte = (atelier.dossier / "seance.toml").read_text(encoding="utf-8")
    return atelier.ecrire("seance.toml", texte.replace(avant, apres) if avant else apres + texte)


def classeur(atelier, nom="s.xlsx", sans=(), **feuilles):
    """Write the séance of the folder as a workbook; ``feuilles`` replaces or adds sheets."""
    tables = {
        "seance": [
            ("clé", "valeur"),
            ("certification", "essai.cqp"),
            ("date", date(2022, 3, 16)),
            ("instance", "jury_local"),
            ("lieu", "Île-de-France"),
        ],
        "membres": [("nom", "role", "formation_jury"), ("Zola", "president", "2021-11-05")],
        **{
            table: [ligne.split(";") for ligne in (atelier.dossier / f"{table}.csv").read_text("utf-8").split()]
            for table in ("dossiers", "observations")
        },
        **feuilles,
    }
    livre = openpyxl.Workbook()
    livre.remove(livre.active)
    for titre, lignes in tables.items():
        if titre not in sans:
            feuille = livre.create_sheet(titre)
            for ligne in lignes:
                feuille.append(ligne)
    livre.save(atelier.dossier / nom)
    return atelier


def test_une_seance_se_lit_par_son_dossier_ou_son_toml(atelier):
    seance = atelier.lire()
    assert (seance.certification, seance.date, seance.instance) == ("essai.cqp", date(2022, 3, 16), "jury_local")
    assert (seance.lieu, seance.membres) == (
        "Île-de-France",
        (Membre("Zola", "president", formation_jury=date(2021, 11, 5)),),
    )
    assert [(dossier.code, len(dossier.observations)) for dossier in seance.dossiers] == [("D1", 2), ("D2", 1)]
    assert atelier.lire("seance.toml") == seance


def test_le_classeur_donne_la_meme_seance_que_le_dossier(atelier):
    attendue = atelier.lire()
    assert classeur(atelier).lire("s.xlsx") == attendue
    sans_titre = [("Certification", "essai.cqp"), ("DATE", "16/03/2022"), ("instance", "jury_local")]
    sans_titre += [("lieu", "Île-de-France", "une note"), ("edition", None)]
    assert classeur(atelier, seance=sans_titre, notes=[]).lire("s.xlsx") == attendue


INTITULES = 'edition = "essai.cqp@2020"\n[intitules]\nB1 = "Bloc, en entier"\n"B1/C2" = "Compétence, en entier"\n'


@pytest.mark.parametrize("grille", [None, GRILLE])
def test_la_branche_donne_ses_intitules_a_cote_de_la_grille(atelier, grille):
    if grille:
        atelier.ecrire("grille.toml", grille)
    atelier.ecrire("intitules.toml", INTITULES)
    (edition,) = atelier.lire().editions.values()
    premier = edition.blocs[0]
    dites = {competence.code: competence.intitule for competence in premier.competences}
    assert (premier.intitule, dites["C2"]) == ("Bloc, en entier", "Compétence, en entier")
    assert dites["C1"] != "Compétence, en entier"
    assert bool(premier.competences[1].criteres) is bool(grille)


def test_un_classeur_aussi_a_les_intitules_de_la_branche(atelier):
    classeur(atelier, "s.xlsx", grille=[["competence", "criteres"], ["B1/C2", 2]])
    atelier.ecrire("intitules.toml", INTITULES)
    (edition,) = atelier.lire("s.xlsx").editions.values()
    assert edition.blocs[0].intitule == "Bloc, en entier"


@pytest.mark.parametrize(
    ("intitules", "defaut"),
    [
        (INTITULES.replace("B1/C2", "B1/C9"), "intitules.toml, $.intitules['B1/C9'] : ni bloc ni compétence"),
        (INTITULES.replace("@2020", "@2015"), "intitules.toml, $.edition : trouvé « essai.cqp@2015 »"),
        ("edition = 3\n", "intitules.toml, $.edition : trouvé « 3 », attendu un texte"),
    ],
)
def test_des_intitules_en_faute_sont_dits_avec_leur_place(atelier, intitules, defaut):
    atelier.ecrire("grille.toml", GRILLE).ecrire("intitules.toml", intitules)
    assert any(dit.startswith(defaut) for dit in atelier.defauts())


def test_la_grille_est_un_fichier_ou_une_feuille(atelier):
    atelier.observations("D1;jury;B1/C2/1;oui;")
    sans_grille = atelier.defauts()
    classeur(atelier, "sans.xlsx")
    assert atelier.defauts("sans.xlsx")[0].endswith("joignez la grille (grille.toml)")
    feuille = [("competence", "criteres"), ("B1/C2", "écoute; répond")]
    classeur(atelier, "avec.xlsx", grille=feuille)
    avec = atelier.lire("avec.xlsx")
    atelier.ecrire("grille.toml", GRILLE)
    assert "joignez la grille" in sans_grille[0]
    assert avec == atelier.lire() == atelier.lire("sans.xlsx")


def test_les_fichiers_se_renomment(atelier):
    toml(atelier, apres='[fichiers]\ndossiers = "Candidats.csv"\ngrille = "ma grille.toml"\n')
    (atelier.dossier / "dossiers.csv").rename(atelier.dossier / "Candidats.csv")
    atelier.ecrire("ma grille.toml", GRILLE).observations("D1;jury;B1/C2/2;oui;")
    assert len(atelier.lire().dossiers[0].observations) == 1


TOMLS = {
    "clé inconnue": (
        "lieu =",
        "leu =",
        ["seance.toml, $.seance : clé inconnue « leu » ; peut-être « lieu »"],
    ),
    "clé manquante": (
        "date = 2022-03-16",
        "",
        ["seance.toml, $.seance.date : clé obligatoire manquante"],
    ),
    "date d'un autre temps": (
        "2022-03-16",
        "0022-03-16",
        ["seance.toml, $.seance : date « 0022-03-16 » : attendu une année de 1900 à 2199"],
    ),
    "date sans guillemets": (
        "2022-03-16",
        "16/03/2022",
        [
            'seance.toml, ligne 4 : date « 16/03/2022 » : écrivez-la entre guillemets ("16/03/2022"), ou sans,'
            " 2022-03-16"
        ],
    ),
    "date d'un seul chiffre": (
        "2022-03-16",
        "2022-3-16",
        [
            'seance.toml, ligne 4 : date « 2022-3-16 » : écrivez-la entre guillemets ("16/03/2022"), ou sans,'
            " 2022-03-16"
        ],
    ),
    "date qui n'en est pas une": (
        "2022-03-16",
        "20220316",
        ['seance.toml, $.seance.date : trouvé « 20220316 », attendu une date : 2022-03-16 ou "16/03/2022"'],
    ),
    "certification inconnue": (
        "essai.cqp",
        "essai.cpq",
        ["seance.toml, $.seance.certification : certification inconnue « essai.cpq » ; peut-être « essai.cqp »"],
    ),
    "certification sans contenu": (
        "essai.cqp",
        "essai.vide",
        [
            "seance.toml, $.seance.certification : essai.vide@2020 est déclarée sans contenu :"
            " le document n'est pas publié"
        ],
    ),
    "édition inconnue": (
        "date =",
        'edition = "2021"\ndate =',
        ["seance.toml, $.seance.edition : édition inconnue « 2021 » de essai.cqp ; peut-être « 2020 »"],
    ),
    "instance inconnue": (
        "jury_local",
        "juri_local",
        ["seance.toml, $.seance.instance : instance inconnue « juri_local » ; peut-être « jury_local »"],
    ),
    "membre sans rôle": (
        'role = "president"',
        "",
        ["seance.toml, $.membres[0].role : clé obligatoire manquante"],
    ),
    "plusieurs": (
        'lieu = "Île-de-France"',
        "leu = 1\nheur = 2\nedition = 2020",
        [
            "seance.toml, $.seance.edition : trouvé « 2020 », attendu un texte entre guillemets",
            "seance.toml, $.seance : clé inconnue « heur » ; peut-être « lieu »",
            "seance.toml, $.seance : clé inconnue « leu » ; peut-être « lieu »",
        ],
    ),
    "illisible": (
        'instance = "jury_local"',
        "instance = jury_local",
        ["seance.toml, ligne 5 : TOML illisible à partir de « jury_local »"],
    ),
    "clé écrite deux fois": (
        "lieu =",
        "instance =",
        ["seance.toml, ligne 6 : TOML illisible : cette clé ou cette table est déjà écrite plus haut"],
    ),
}


@pytest.mark.parametrize(("avant", "apres", "defauts"), TOMLS.values(), ids=TOMLS)
def test_un_seance_toml_refuse(atelier, avant, apres, defauts):
    assert toml(atelier, avant, apres).defauts() == defauts


@pytest.mark.parametrize("ecrite", ['"16/03/2022"', '"2022-03-16"', "2022-03-16"])
def test_une_date_de_toml_se_lit_entre_guillemets(atelier, ecrite):
    assert toml(atelier, "2022-03-16", ecrite).lire().date == date(2022, 3, 16)


def test_un_seance_toml_en_windows_1252(atelier):
    contenu = (atelier.dossier / "seance.toml").read_text(encoding="utf-8").encode("cp1252")
    assert atelier.ecrire("seance.toml", contenu).defauts() == [
        "seance.toml, ligne 6 : ce TOML n'est pas en UTF-8 : enregistrez-le en UTF-8"
    ]


def test_un_seance_toml_illisible_n_accuse_pas_des_fichiers_qu_il_renomme(atelier):
    toml(atelier, apres='[fichiers]\ndossiers = "d.csv"\n?\n')
    (atelier.dossier / "dossiers.csv").unlink()
    assert atelier.defauts() == ["seance.toml, ligne 3 : TOML illisible à partir de « ? »"]


def test_un_seance_toml_faux_dit_encore_le_nom_des_tables(atelier):
    toml(atelier, "date = 2022-03-16", "")
    toml(atelier, apres='[fichiers]\ndossiers = "d.csv"\nnotes = 3\n').ecrire("d.csv", "dossier;nom\nD1;Adam\n")
    defauts = atelier.defauts()
    assert "seance.toml, $.fichiers : clé inconnue « notes » ; attendu : dossiers, grille, observations" in defauts
    assert "d.csv, ligne 1, colonne « voie » : colonne obligatoire absente" in defauts


def test_tout_ce_qui_manque_ou_est_faux_se_dit_d_un_coup(atelier):
    toml(atelier, "date = 2022-03-16", "")
    atelier.dossiers("D1;Adam;Zoé;formation;hier").ecrire("grille.toml", "[grille]\n")
    (atelier.dossier / "observations.csv").unlink()
    assert atelier.defauts() == [
        "seance.toml, $.seance.date : clé obligatoire manquante",
        "observations.csv : fichier absent",
        "dossiers.csv, ligne 2, colonne « entree » : date illisible « hier » : attendu AAAA-MM-JJ ou JJ/MM/AAAA",
        "grille.toml, $.grille.edition : clé obligatoire manquante",
    ]


def test_une_seance_absente_ou_d_un_autre_format(atelier):
    assert atelier.defauts("nulle-part") == ["nulle-part : séance absente : ni dossier ni fichier de ce nom"]
    assert atelier.defauts("dossiers.csv") == [
        "dossiers.csv : une séance est un dossier, son seance.toml, ou un classeur .xlsx ou .ods"
    ]
    (atelier.dossier / "vide").mkdir()
    assert atelier.defauts("vide") == [
        "vide : ce dossier n'est pas une séance : il n'y a pas de fichier seance.toml"
    ]


def test_une_table_qui_est_un_dossier(atelier):
    (atelier.dossier / "dossiers.csv").unlink()
    (atelier.dossier / "dossiers.csv").mkdir()
    assert atelier.defauts() == ["dossiers.csv : attendu un fichier, trouvé un dossier"]


GRILLES = {
    "d'une autre édition": (
        GRILLE.replace("2020", "2021"),
        ["grille.toml, $.grille.edition : trouvé « essai.cqp@2021 », attendu « essai.cqp@2020 »"],
    ),
    "compétence inconnue": (
        GRILLE.replace("C2", "C8"),
        ["grille.toml, $.criteres['B1/C8'] : compétence inconnue ; peut-être « B1/C2 »"],
    ),
    "compétence fermée": (
        GRILLE.replace("C2", "C1"),
        ["grille.toml, $.criteres['B1/C1'] : les critères de B1/C1 sont déjà dans le référentiel"],
    ),
    "aucun critère": (
        '[grille]\nedition = "essai.cqp@2020"\n[criteres]\n"B1/C2" = 0\n"B1/C1" = 1000000000\n',
        [
            "grille.toml, $.criteres['B1/C2'] : trouvé « 0 », attendu les intitulés des critères ou leur nombre,"
            " de 1 à 100",
            "grille.toml, $.criteres['B1/C1'] : trouvé « 1000000000 », attendu les intitulés des critères ou leur"
            " nombre, de 1 à 100",
        ],
    ),
    "critères hors d'une table": (
        'criteres = 5\n[grille]\nedition = "essai.cqp@2020"\n',
        ["grille.toml, $.criteres : trouvé « 5 », attendu une table"],
    ),
}


@pytest.mark.parametrize(("grille", "defauts"), GRILLES.values(), ids=GRILLES)
def test_une_grille_refusee(atelier, grille, defauts):
    atelier.ecrire("grille.toml", grille).observations("D1;jury;B1/C2/1;oui;")
    assert atelier.defauts() == defauts, "a grille at fault is not said to be missing besides"


def test_une_grille_ajoute_un_bloc(atelier):
    bloc = '[[blocs]]\ncode = "B3"\nintitule = "Trois"\nnature = "optionnel"\nsource = "G"\n'
    atelier.ecrire("grille.toml", f'[grille]\nedition = "essai.cqp@2020"\n{bloc}').observations("D1;jury;B3;oui;")
    edition = atelier.lire().editions["essai.cqp@2020"]
    assert [bloc.cle for bloc in edition.blocs][-1] == "essai.cqp@2020/B3"
    atelier.ecrire("grille.toml", f'[grille]\nedition = "essai.cqp@2020"\n{bloc.replace("B3", "B1")}')
    assert "grille.toml, $.blocs[0].code : « B1 » est déjà un bloc de essai.cqp@2020" in atelier.defauts()


CLASSEURS = {
    "feuille absente": (
        {"sans": ("observations",), "observatons": [("dossier",)]},
        ["s.xlsx : feuille « observations » absente ; peut-être « observatons »"],
    ),
    "clés": (
        {"seance": [("certification", "essai.cqp"), ("dat", "2022-03-16"), ("lieu", "a"), ("lieu", "b")]},
        [
            "s.xlsx, feuille « seance », ligne 2, colonne « B » : clé inconnue « dat » ; peut-être « date »",
            "s.xlsx, feuille « seance », ligne 4, colonne « B » : clé « lieu » en double",
            "s.xlsx, feuille « seance » : clé « date » obligatoire, absente",
            "s.xlsx, feuille « seance » : clé « instance » obligatoire, absente",
        ],
    ),
    "valeurs": (
        {"seance": [("certification", None), ("date", "mars"), ("instance", "jury_local")]},
        [
            "s.xlsx, feuille « seance », ligne 1, colonne « B » : cellule vide : une valeur est obligatoire",
            "s.xlsx, feuille « seance », ligne 2, colonne « B » : date illisible « mars » : attendu AAAA-MM-JJ"
            " ou JJ/MM/AAAA",
        ],
    ),
    "certification inconnue": (
        {"seance": [("instance", "jury_local"), ("date", "2022-03-16"), ("certification", "essai.cpq")]},
        [
            "s.xlsx, feuille « seance », ligne 3, colonne « B » : certification inconnue « essai.cpq »"
            " ; peut-être « essai.cqp »"
        ],
    ),
    "membres": (
        {"membres": [("nom", "role"), ("Zola", None)]},
        ["s.xlsx, feuille « membres », ligne 2, colonne « role » : cellule vide : une valeur est obligatoire"],
    ),
    "grille": (
        {"grille": [("competence", "criteres"), ("B1/C8", 2), ("B1/C1", 2)]},
        [
            "s.xlsx, feuille « grille », ligne 2, colonne « competence » : compétence inconnue"
            " ; peut-être « B1/C2 »",
            "s.xlsx, feuille « grille », ligne 3, colonne « competence » :"
            " les critères de B1/C1 sont déjà dans le référentiel",
        ],
    ),
    "grille en double": (
        {"grille": [("competence", "criteres"), ("B1/C2", 2), ("B1/C2", 0)]},
        [
            "s.xlsx, feuille « grille », ligne 3, colonne « criteres » : trouvé « 0 », attendu les intitulés des"
            " critères ou leur nombre, de 1 à 100",
            "s.xlsx, feuille « grille », ligne 3, colonne « competence » : compétence « B1/C2 » en double",
        ],
    ),
}


@pytest.mark.parametrize(("feuilles", "defauts"), CLASSEURS.values(), ids=CLASSEURS)
def test_un_classeur_refuse(atelier, feuilles, defauts):
    assert classeur(atelier, **feuilles).defauts("s.xlsx") == defauts


NATURES = {
    "": "séance",
    "seance.toml": "séance",
    "s.xlsx": "séance",
    "grille.toml": "grille",
    "edition.toml": "référentiel",
    "communs.toml": "référentiel commun",
    "dossiers.csv": "table",
    "observations.csv": "table",
    "large.csv": "table",
}


@pytest.mark.parametrize(("nom", "nature"), NATURES.items(), ids=NATURES)
def test_controler_dit_ce_qu_est_un_fichier(atelier, texte_edition, nom, nature):
    classeur(atelier).ecrire("edition.toml", texte_edition).ecrire("communs.toml", 'code = "a"\nedition = "b"\n')
    atelier.ecrire("grille.toml", GRILLE).ecrire("large.csv", "dossier;jury:B1\nD1;oui\n")
    assert controler(atelier.dossier / nom, atelier.catalogue) == FichierJuste(nature)


CONTROLES = {
    "observations": (
        "o.csv",
        "dossier;cible;valeur;motifs\nD1;;oui;\n",
        [
            "o.csv, ligne 1, colonne « motifs » : colonne inconnue ; peut-être « motif »",
            "o.csv, ligne 2, colonne « cible » : cellule vide : une valeur est obligatoire",
        ],
    ),
    "forme large": (
        "o.csv",
        "dosier;jury:B1\nD1;oui\n",
        [
            "o.csv, ligne 1, colonne « dosier » : colonne inconnue ; peut-être « dossier »",
            "o.csv, ligne 1, colonne « dossier » : colonne obligatoire absente",
        ],
    ),
    "grille": (
        "g.toml",
        '[grille]\nedition = "essai.cqp@2021"\n',
        ["g.toml, $.grille.edition : édition inconnue « 2021 » de essai.cqp ; peut-être « 2020 »"],
    ),
    "communs": (
        "e.toml",
        'certification = "a.b"\ncommuns = "2021"\n',
        ["e.toml, $.communs : fichier commun inconnu « 2021 »"],
    ),
    "autre chose": (
        "x.toml",
        "a = 1\n",
        [
            "x.toml : attendu une séance ([seance]), une grille ([grille]), des intitulés ([intitules]) ou un "
            "référentiel (certification = …)"
        ],
    ),
    "absent": ("absent", None, ["absent : fichier absent"]),
}


@pytest.mark.parametrize(("nom", "contenu", "defauts"), CONTROLES.values(), ids=CONTROLES)
def test_controler_dit_tous_les_defauts(atelier, nom, contenu, defauts):
    if contenu is not None:
        atelier.ecrire(nom, contenu)
    with pytest.raises(DonneesInvalides) as erreur:
        controler(atelier.dossier / nom, atelier.catalogue)
    assert list(map(str, erreur.value.defauts)) == defauts
