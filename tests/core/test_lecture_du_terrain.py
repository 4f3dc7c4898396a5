"""A secretary's own files: her columns, her dates, her ways of writing a mark or an avis, her file formats."""

import json
from datetime import date

import openpyxl
import polars as pl
import pytest

from parchemin.dossier.model import Avis, Membre, Note, Qualite, Sexe
from parchemin.dossier.readers.seance import LecteurDeSeance


def avertissements(atelier, nom=""):
    return list(map(str, atelier.lire(nom).avertissements))


def toml(atelier, suite):
    texte = (atelier.dossier / "seance.toml").read_text(encoding="utf-8")
    return atelier.ecrire("seance.toml", f"{texte}\n{suite}")


def test_les_colonnes_d_une_autre_liste_se_reconnaissent(atelier):
    atelier.dossiers(
        "D1;M.;Adam;Zoé;Dupont;20/05/1990;F;Paris;75056;3 rue X, 75001 Paris;zoe@exemple.fr;Caf;formation;"
        "01/03/2021",
        entete="N° candidat *;Civilité;Nom de naissance;Prénom(s);Nom d'usage;Date de naissance;Sexe;"
        "Lieu de naissance;Commune de naissance;Adresse;Courriel;Employeur;Voie d’accès;Date d'entrée :",
    ).observations()
    (dossier,) = atelier.lire().dossiers
    assert avertissements(atelier) == []
    candidat = dossier.candidat
    assert (dossier.code, candidat.nom, candidat.prenom, candidat.nom_usage) == ("D1", "Adam", "Zoé", "Dupont")
    assert (candidat.naissance, candidat.civilite, candidat.sexe) == (date(1990, 5, 20), "M.", Sexe.FEMME)
    assert (candidat.lieu_naissance, candidat.commune_naissance) == ("Paris", "75056")
    assert (dossier.adresse, dossier.courriel) == ("3 rue X, 75001 Paris", "zoe@exemple.fr")
    assert (dossier.organisme, dossier.entree) == ("Caf", date(2021, 3, 1))


@pytest.mark.parametrize("titre", ["N° candidat", "n°candidat ", "Nº DOSSIER", "Numéro de dossier", "No candidat"])
def test_un_numero_s_ecrit_de_bien_des_facons(atelier, titre):
    atelier.dossiers("D1;Adam;Zoé;vae;2021-03-01", entete=f"{titre};nom;prenom;voie;entree").observations()
    assert [d.code for d in atelier.lire().dossiers] == ["D1"]


def test_deux_colonnes_qui_disent_la_meme_chose_sont_une_faute(atelier):
    entete = "dossier;Nom;Nom de naissance;prenom;voie;entree"
    atelier.dossiers("D1;Adam;Brun;Zoé;vae;2021-03-01", entete=entete).observations()
    assert atelier.defauts() == [
        "dossiers.csv, ligne 1, colonne « Nom de naissance » : lue comme « nom », que donne aussi la colonne"
        " « Nom » : ôtez ou renommez l'une"
    ]


def test_une_colonne_que_rien_ne_lit_se_dit_par_son_nom(atelier):
    atelier.dossiers("D1;Adam;Zoé;vae;2021-03-01;06", entete="dossier;nom;prenom;voie;entree;Téléphone")
    atelier.observations("D1;Adam;oui", entete="dossier;nom;jury:B1")
    assert avertissements(atelier) == [
        "dossiers.csv, ligne 1, colonne « Téléphone » : colonne que rien ne lit, laissée de côté",
        "observations.csv, ligne 1, colonne « nom » : colonne que rien ne lit, laissée de côté",
    ]


def test_une_colonne_mal_tapee_reste_une_faute(atelier):
    atelier.dossiers("D1;Adam;Zoé;vae;2021-03-01;", entete="dossier;nom;prenom;voie;entree;naissanse")
    assert atelier.defauts()[0] == (
        "dossiers.csv, ligne 1, colonne « naissanse » : colonne inconnue ; peut-être « naissance »"
    )


def test_une_table_d_autre_chose_est_une_seule_faute(atelier):
    atelier.ecrire("dossiers.csv", "XX-APO_TITRES-XX\nTitre\n\n12\n").observations()
    assert atelier.defauts() == [
        "dossiers.csv, ligne 1 : aucune colonne connue : cette ligne n'est pas un en-tête ; attendu dossier, nom,"
        " prenom, voie, entree…"
    ]


@pytest.mark.parametrize(
    ("colonne", "ecrit", "dit"),
    [
        ("civilite", "Docteur", "trouvé « Docteur » : attendu M. ou Mme"),
        ("sexe", "?", "trouvé « ? » : attendu F ou M"),
        ("courriel", "zoe", "courriel illisible « zoe » : attendu nom@domaine"),
        (
            "commune_naissance",
            "1004",
            "code de commune illisible « 1004 » : attendu les cinq signes de l'INSEE, comme 01004",
        ),
    ],
)
def test_une_precision_illisible(atelier, colonne, ecrit, dit):
    atelier.dossiers(f"D1;Adam;Zoé;vae;2021-03-01;{ecrit}", entete=f"dossier;nom;prenom;voie;entree;{colonne}")
    assert atelier.observations().defauts() == [f"dossiers.csv, ligne 2, colonne « {colonne} » : {dit}"]


def test_une_personne_peut_n_avoir_qu_un_nom(atelier):
    atelier.dossiers("D1;Suharti;;vae;2021-03-01").observations()
    (dossier,) = atelier.lire().dossiers
    assert str(dossier.candidat) == "Suharti"
    assert avertissements(atelier) == [
        "dossiers.csv, ligne 2, colonne « prenom » : cellule vide : lu comme le nom unique d'une personne qui n'a"
        " pas de prénom"
    ]


def test_les_valeurs_ignorent_la_casse_et_les_accents(atelier):
    atelier.dossiers(
        "D1;Adam;Zoé;Formation;2021-03-01;b1;pass=2021-02-01",
        "D2;Brun;Léo;V.A.E.;2021-03-02;;",
        entete="dossier;nom;prenom;voie;entree;blocs;parcours",
    )
    assert atelier.observations().defauts() == [
        "dossiers.csv, ligne 3, colonne « voie » : voie inconnue « V.A.E. » ; peut-être « vae »"
    ]
    atelier.dossiers(
        "D1;Adam;Zoé;Formation;2021-03-01;b1;pass=2021-02-01",
        entete="dossier;nom;prenom;voie;entree;blocs;parcours",
    ).observations("D1;JURY;b1/c1/1;Oui;", "D1;Examinateur;Epreuve:ECRIT;12,5/20;")
    (dossier,) = atelier.lire().dossiers
    assert (dossier.voie, dossier.blocs, list(dossier.parcours)) == ("formation", ("B1",), ["PASS"])
    assert dossier.observations.par_role == {
        "jury": {"B1/C1/1": Avis.ACQUIS},
        "examinateur": {"epreuve:ecrit": Note(1250)},
    }


@pytest.mark.parametrize("ecrit", ["ABS", "abs.", "Abs", "Absente", "absent"])
def test_une_absence_s_ecrit_aussi_en_abrege(atelier, ecrit):
    atelier.observations(f"D1;;epreuve:ecrit;{ecrit};", f"D2;;B1;{ecrit};")
    assert [next(iter(d.observations)).valeur for d in atelier.lire().dossiers] == [Avis.ABSENT, Avis.ABSENT]


@pytest.mark.parametrize("ecrit", ["VRAI", "true", "Acquise", "A", "oui"])
def test_un_avis_favorable_s_ecrit_de_plusieurs_facons(atelier, ecrit):
    atelier.observations(f"D2;;B1;{ecrit};")
    assert next(iter(atelier.lire().dossiers[1].observations)).valeur is Avis.ACQUIS


def test_une_note_sur_un_autre_total_est_refusee(atelier):
    atelier.observations("D1;;epreuve:ecrit;12/40;")
    (defaut,) = atelier.defauts()
    assert defaut.endswith("note « 12/40 » : cette épreuve est notée sur 20")


@pytest.mark.parametrize("ecrit", ["x", "1", "0", "O", "✓", "NE"])
def test_un_abrege_se_dit_une_fois_et_ne_se_devine_pas(atelier, ecrit):
    atelier.observations(f"D2;;B1;{ecrit};")
    (defaut,) = atelier.defauts()
    assert f"trouvé « {ecrit} » : dites une fois ce qu'il veut dire, dans [valeurs] de la séance" in defaut
    toml(atelier, f'[valeurs]\n"{ecrit}" = "oui"\n')
    assert next(iter(atelier.lire().dossiers[1].observations)).valeur is Avis.ACQUIS


def test_un_abrege_peut_vouloir_dire_sans_avis(atelier):
    atelier.observations("D2;;B1;ne;", "D1;;epreuve:ecrit;12;")
    toml(atelier, '[valeurs]\nNE = ""\nX = "non"\n')
    assert [len(d.observations) for d in atelier.lire().dossiers] == [1, 0]


def test_un_abrege_ne_change_pas_une_note(atelier):
    atelier.observations("D1;;epreuve:ecrit;1;", "D2;;B1;1;")
    toml(atelier, '[valeurs]\n1 = "oui"\n')
    assert [next(iter(d.observations)).valeur for d in atelier.lire().dossiers] == [Note(100), Avis.ACQUIS]


def test_le_sens_d_un_abrege_est_verifie(atelier):
    toml(atelier, '[valeurs]\nx = "peut-être"\n')
    assert atelier.defauts() == [
        "seance.toml, $.valeurs.x : trouvé « peut-être » : attendu oui, non, absent, neutralise : motif, ou rien"
        " pour sans avis"
    ]


def test_un_membre_peut_etre_absent_et_avoir_des_qualites(atelier):
    toml(atelier, 'present = false\nqualites = ["formateur=05/11/2017", "inscrit"]\n')
    (membre,) = atelier.lire().membres
    assert not membre.present
    assert membre.qualites == (Qualite("formateur", date(2017, 11, 5)), Qualite("inscrit"))
    assert atelier.lire().presents == ()


def test_une_qualite_dit_aussi_qui_ou_quoi(atelier):
    toml(atelier, 'qualites = ["region=Hauts-de-France", "tuteur=Zoé Durand"]\n')
    (membre,) = atelier.lire().membres
    assert membre.qualites == (Qualite("region", valeur="Hauts-de-France"), Qualite("tuteur", valeur="Zoé Durand"))


def test_une_qualite_mal_ecrite(atelier):
    toml(atelier, 'qualites = ["formateur=31/02/2017"]\n')
    assert atelier.defauts() == [
        "seance.toml, $.membres[0].qualites[0] : date impossible « 31/02/2017 » : ce jour n'existe pas"
    ]


def _en_classeur(atelier, nom, **feuilles):
    livre = openpyxl.Workbook()
    livre.remove(livre.active)
    for titre, lignes in feuilles.items():
        feuille = livre.create_sheet(titre)
        for ligne in lignes:
            feuille.append(ligne)
    livre.save(atelier.dossier / nom)


def _lignes(atelier, nom):
    return [ligne.split(";") for ligne in (atelier.dossier / nom).read_text("utf-8").split()]


@pytest.mark.parametrize("forme", [".xlsx", ".json", ".parquet"])
def test_une_table_se_trouve_sans_etre_nommee(atelier, forme):
    attendue = atelier.lire()
    entete, *lignes = _lignes(atelier, "dossiers.csv")
    objets = [dict(zip(entete, ligne, strict=True)) for ligne in lignes]
    (atelier.dossier / "dossiers.csv").unlink()
    match forme:
        case ".xlsx":
            _en_classeur(atelier, "dossiers.xlsx", dossiers=[entete, *lignes])
        case ".json":
            atelier.ecrire("dossiers.json", json.dumps(objets))
        case ".parquet":
            pl.DataFrame(objets).write_parquet(atelier.dossier / "dossiers.parquet")
    assert atelier.lire() == attendue


def test_deux_fichiers_pour_un_role_sont_une_faute(atelier):
    _en_classeur(atelier, "dossiers.xlsx", dossiers=_lignes(atelier, "dossiers.csv"))
    assert atelier.defauts() == [
        "dossiers.xlsx : plusieurs fichiers pour « dossiers » : dossiers.csv, dossiers.xlsx ; gardez-en un, ou"
        " nommez-le dans [fichiers]"
    ]
    texte = (atelier.dossier / "seance.toml").read_text(encoding="utf-8")
    atelier.ecrire("seance.toml", f'[fichiers]\ndossiers = "dossiers.xlsx"\n{texte}')
    assert len(atelier.lire().dossiers) == 2


@pytest.mark.parametrize("nom", ["../dossiers.csv", "/etc/passwd"])
def test_un_fichier_nomme_reste_dans_le_dossier(atelier, nom):
    texte = (atelier.dossier / "seance.toml").read_text(encoding="utf-8")
    atelier.ecrire("seance.toml", f'[fichiers]\ndossiers = "{nom}"\n{texte}').observations()
    assert (
        f"seance.toml, $.fichiers.dossiers : « {nom} » n'est pas dans le dossier de la séance" in atelier.defauts()
    )


def test_la_grille_peut_etre_une_table(atelier):
    atelier.observations("D1;jury;B1/C2/2;oui;").ecrire(
        "grille.csv", "competence;criteres\nB1/C2;écoute, répond\n"
    )
    assert "cible inconnue" in atelier.defauts()[0]
    atelier.ecrire("grille.csv", 'competence;criteres\nB1/C2;"écoute;répond"\n')
    assert len(atelier.lire().dossiers[0].observations) == 1


def test_la_seance_d_un_dossier_peut_etre_un_classeur_ou_un_json(atelier):
    attendue = atelier.lire()
    (atelier.dossier / "seance.toml").unlink()
    paires = [("certification", "essai.cqp"), ("date", "16/03/2022"), ("instance", "jury_local")]
    _en_classeur(
        atelier,
        "seance.xlsx",
        seance=[*paires, ("lieu", "Île-de-France")],
        membres=[("nom", "siège", "formation_jury", "présent"), ("Zola", "president", "05/11/2021", "oui")],
    )
    assert atelier.lire() == attendue
    (atelier.dossier / "seance.xlsx").unlink()
    membre = {"nom": "Zola", "role": "president", "formation_jury": "2021-11-05"}
    atelier.ecrire(
        "seance.json", json.dumps({"seance": dict(paires) | {"lieu": "Île-de-France"}, "membres": [membre]})
    )
    assert atelier.lire() == attendue


def test_un_classeur_dit_ce_que_veulent_dire_ses_abreges(atelier):
    _en_classeur(
        atelier,
        "s.xlsx",
        seance=[("certification", "essai.cqp"), ("date", "16/03/2022"), ("instance", "jury_local")],
        membres=[("nom", "role", "present"), ("Zola", "president", "non")],
        dossiers=_lignes(atelier, "dossiers.csv"),
        observations=[("dossier", "jury:B1"), ("D2", "x")],
        valeurs=[("écrit", "veut dire"), ("x", "oui")],
    )
    seance = atelier.lire("s.xlsx")
    assert seance.membres == (Membre("Zola", "president", present=False),)
    assert next(iter(seance.dossiers[1].observations)).valeur is Avis.ACQUIS


def test_les_fichiers_d_une_seance_se_nomment(atelier):
    lecteur = LecteurDeSeance(atelier.dossier, atelier.catalogue)
    assert [un.name for un in lecteur.fichiers()] == [
        "seance.toml",
        "dossiers.csv",
        "observations.csv",
        "grille.toml",
        "intitules.toml",
    ]
