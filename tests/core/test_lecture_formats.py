"""The file formats: whatever wrote a table, the same rows are read; what cannot be read is said in French."""

import io
import json
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parchemin.dossier.readers.colonnes import ColonneAttendue, lire_lignes
from parchemin.dossier.readers.dossiers import lire_dossiers
from parchemin.dossier.readers.formats.classeur import Classeur
from parchemin.dossier.readers.formats.csv import lire_csv
from parchemin.dossier.readers.formats.json import lire_json
from parchemin.dossier.readers.formats.ouverture import ouvrir
from parchemin.dossier.readers.remarques import Remarques
from parchemin.errors import DonneesInvalides

TABLE = (
    ("dossier", "nom", "prenom", "voie", "entree", "naissance", "blocs"),
    ("1", "Adam", "Zoé", "formation", "2021-03-01", "1990-02-01", "B1;B2"),
    ("D2", "Le\nBrun", 'dit "Léo"', "vae", "2021-03-02", "", ""),
)


def en_csv(lignes, separateur=";", fin="\r\n"):
    def cellule(brut):
        return '"' + brut.replace('"', '""') + '"' if any(signe in brut for signe in '";,\t\n') else brut

    return "".join(separateur.join(map(cellule, ligne)) + fin for ligne in lignes)


def classeur(*lignes, nom="dossiers", fusion="", autres=()):
    livre = openpyxl.Workbook()
    feuille = livre.active
    feuille.title = nom
    for ligne in lignes:
        feuille.append(ligne)
    if fusion:
        feuille.merge_cells(fusion)
    for autre in autres:
        livre.create_sheet(autre)
    flux = io.BytesIO()
    livre.save(flux)
    return flux.getvalue()


def avec_fichiers(atelier, **noms):
    lignes = [f'{cle} = "{nom}"' for cle, nom in noms.items()]
    toml = (atelier.dossier / "seance.toml").read_text(encoding="utf-8")
    return atelier.ecrire("seance.toml", "\n".join(["[fichiers]", *lignes, toml]))


MAC = en_csv(TABLE, fin="\n").encode()
ECRITURES = {
    "csv ;": (".csv", MAC),
    "csv ,": (".csv", en_csv(TABLE, ",").encode()),
    "csv tab": (".csv", en_csv(TABLE, "\t").encode()),
    "tsv": (".tsv", en_csv(TABLE, "\t").encode()),
    "csv BOM": (".csv", en_csv(TABLE).encode("utf-8-sig")),
    "csv Windows-1252": (".csv", en_csv(TABLE).encode("cp1252")),
    "csv UTF-16": (".csv", en_csv(TABLE, "\t").encode("utf-16")),
    "csv UTF-16 gros-boutiste": (".csv", b"\xfe\xff" + en_csv(TABLE).encode("utf-16-be")),
    "csv sep=": (".csv", ("sep=,\r\n" + en_csv(TABLE, ",")).encode()),
    "csv lignes vides": (".csv", ("\r\n;;\r\n" + en_csv(TABLE) + ";;;;\r\n\r\n").encode()),
    "csv colonnes vides": (".csv", en_csv([(*ligne, "", "") for ligne in TABLE]).encode()),
    "csv date française": (".csv", en_csv(TABLE).replace("2021-03-01", "01/03/2021").encode()),
    "csv accents": (".csv", en_csv(TABLE).replace("prenom", " PRÉNOM ").encode()),
    "xlsx texte": (".xlsx", classeur(*TABLE)),
    "xlsx types": (
        ".xlsx",
        classeur(
            TABLE[0],
            (
                1.0,
                "Adam",
                "Zoé",
                "formation",
                date(2021, 3, 1),
                datetime.fromisoformat("1990-02-01T00:00"),
                "B1;B2",
            ),
            [cellule or None for cellule in TABLE[2]],
        ),
    ),
    "xlsx décalé": (".xlsx", classeur((), *[(*ligne, None, "") for ligne in TABLE], (), autres=["Feuil2"])),
    "xlsx autre nom": (".xlsx", classeur(*TABLE, nom="Feuil1", autres=["vide"])),
    "json texte": (".json", json.dumps([dict(zip(TABLE[0], ligne, strict=True)) for ligne in TABLE[1:]]).encode()),
    "json natif": (
        ".json",
        json.dumps(
            [
                {"dossier": 1, "nom": "Adam", "prenom": "Zoé", "voie": "formation", "entree": "2021-03-01"}
                | {"naissance": "1990-02-01", "blocs": ["B1", "B2"]},
                {"dossier": "D2", "nom": "Le\nBrun", "prenom": 'dit "Léo"'}
                | {"voie": "vae", "entree": "2021-03-02", "naissance": None, "blocs": []},
            ],
            ensure_ascii=False,
        ).encode(),
    ),
}


@pytest.mark.parametrize(("suffixe", "contenu"), ECRITURES.values(), ids=ECRITURES)
def test_la_meme_table_donne_les_memes_dossiers(atelier, suffixe, contenu):
    attendus = atelier.ecrire("dossiers.csv", MAC).observations().lire().dossiers
    assert [dossier.code for dossier in attendus] == ["1", "D2"]
    avec_fichiers(atelier, dossiers=f"autres{suffixe}").ecrire(f"autres{suffixe}", contenu)
    assert atelier.lire().dossiers == attendus


def en_xlsx(lignes):
    import xlsxwriter

    flux = io.BytesIO()
    with xlsxwriter.Workbook(flux, {"strings_to_numbers": False}) as livre:
        feuille = livre.add_worksheet("t")
        for rang, ligne in enumerate(lignes):
            for colonne, cellule in enumerate(ligne):
                feuille.write_string(rang, colonne, cellule)
    return flux.getvalue()


CELLULES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=8).map(str.strip)


@given(st.lists(st.lists(CELLULES, min_size=3, max_size=3), min_size=1, max_size=6))
def test_csv_xlsx_et_json_sont_une_seule_table(cellules):
    noms = ["un", "deux", "trois"]
    colonnes = [ColonneAttendue(nom, str) for nom in noms]
    lectures = [lire_csv(en_csv([noms, *cellules], signe).encode(), "t") for signe in ";,\t"]
    lectures.append(Classeur.ouvrir(en_xlsx([noms, *cellules]), "t").tableau("t"))
    lectures.append(
        lire_json(json.dumps([dict(zip(noms, ligne, strict=True)) for ligne in cellules]).encode(), "t")
    )
    premiere, *autres = [
        [ligne for _, ligne in lire_lignes(lecture, colonnes, Remarques())] for lecture in lectures
    ]
    assert all(autre == premiere for autre in autres)


def test_les_numeros_de_ligne_suivent_le_fichier(atelier):
    atelier.ecrire(
        "dossiers.csv",
        'sep=;\r\n"dossier";nom;prenom;voie;entree\r\nD1;"Le\r\nBrun";Léo;vae;2021-03-01\r\n\r\nD2;B;C;vea;2021-03-01\r\n',
    ).observations()
    (defaut,) = atelier.defauts()
    assert defaut.startswith("dossiers.csv, ligne 6, colonne « voie » : voie inconnue « vea »")


ILLISIBLES = {
    "vide": ("d.csv", b"", "d.csv : fichier vide"),
    "blanc": ("d.csv", b" ;\r\n\r\n", "d.csv : fichier vide"),
    "ni l'un ni l'autre": (
        "d.csv",
        b"nom\n\x81\xff\n",
        "d.csv, ligne 2 : ni UTF-8 ni Windows-1252 : enregistrez en « CSV UTF-8 »",
    ),
    "utf-16 coupé": (
        "d.csv",
        "nom".encode("utf-16")[:-1],
        "d.csv, ligne 1 : ni UTF-8 ni Windows-1252 : enregistrez en « CSV UTF-8 »",
    ),
    "guillemet ouvert": (
        "d.csv",
        b'nom;x\na;b\nc;"d\ne;f\n',
        "d.csv, ligne 3 : CSV illisible : un guillemet ouvert ici n'est pas refermé",
    ),
    "guillemet ouvert, long": (
        "d.csv",
        b'nom;x\na;"b\n' + b"c;d\n" * 50_000,
        "d.csv, ligne 2 : CSV illisible : un guillemet ouvert ici n'est pas refermé",
    ),
    "guillemet au milieu": (
        "d.csv",
        b'nom;x\n"a"b;c\n',
        "d.csv, ligne 2 : CSV illisible : guillemet au milieu d'une cellule, à doubler",
    ),
    "xlsx vide": ("d.xlsx", b"", "d.xlsx : fichier vide"),
    "xlsx sans rien": ("d.xlsx", classeur(), "d.xlsx, feuille « dossiers » : feuille vide"),
    "xlsx tronqué": (
        "d.xlsx",
        classeur(*TABLE)[:-300],
        "d.xlsx : classeur illisible : le fichier est tronqué, ou n'est pas un .xlsx",
    ),
    "xlsx qui n'en est pas un": (
        "d.xlsx",
        MAC,
        "d.xlsx : classeur illisible : le fichier est tronqué, ou n'est pas un .xlsx",
    ),
    "ods qui n'en est pas un": (
        "d.ods",
        MAC,
        "d.ods : classeur illisible : le fichier est tronqué, ou n'est pas un .ods",
    ),
    "xlsx fusionné": (
        "d.xlsx",
        classeur(*TABLE, fusion="B2:B3"),
        "d.xlsx, feuille « dossiers », ligne 2 : cellules fusionnées B2:B3 : répétez la valeur sur chaque ligne",
    ),
    "json vide": ("d.json", b"[]", "d.json : fichier vide"),
    "json mal écrit": (
        "d.json",
        b'[\n{"dossier": "D1"},\n D2]',
        "d.json, ligne 3 : JSON illisible à partir de « D2] »",
    ),
    "json coupé": ("d.json", b"[\n{", "d.json, ligne 2 : JSON illisible à partir de « fin du fichier »"),
    "json latin": ("d.json", '[{"nom": "é"}]'.encode("cp1252"), "d.json : ce JSON n'est pas en UTF-8"),
    "json d'autre chose": ("d.json", b'{"nom": 1}', "d.json : attendu une liste d'objets"),
    "json de nombres": ("d.json", b"[1]", "d.json : attendu une liste d'objets"),
    "json clé double": (
        "d.json",
        b'[{"nom": "a", "nom": "b"}]',
        "d.json : clé « nom » en double dans un objet",
    ),
    "json profond": (
        "d.json",
        b"[" * 100_000,
        "d.json : JSON illisible : nombre trop long, ou trop d'imbrications",
    ),
    "json immense nombre": (
        "d.json",
        b"[" + b"9" * 5000 + b"]",
        "d.json : JSON illisible : nombre trop long, ou trop d'imbrications",
    ),
    "format inconnu": (
        "d.odt",
        b"x",
        "d.odt : format « .odt » inconnu : attendu .csv, .xlsx, .ods, .json ou .parquet",
    ),
}


@pytest.mark.parametrize(("nom", "contenu", "defaut"), ILLISIBLES.values(), ids=ILLISIBLES)
def test_un_fichier_illisible(tmp_path, nom, contenu, defaut):
    (tmp_path / nom).write_bytes(contenu)
    with pytest.raises(DonneesInvalides) as erreur:
        ouvrir(tmp_path / nom, "dossiers")
    assert str(erreur.value) == defaut


def test_un_fichier_absent_et_un_dossier(tmp_path):
    (tmp_path / "d.csv").mkdir()
    for nom, message in (("d.csv", "attendu un fichier, trouvé un dossier"), ("e.csv", "fichier absent")):
        with pytest.raises(DonneesInvalides) as erreur:
            ouvrir(tmp_path / nom, "dossiers")
        assert str(erreur.value) == f"{nom} : {message}"


def test_un_fichier_de_200_mo_est_refuse_avant_d_etre_lu(tmp_path):
    enorme = tmp_path / "d.csv"
    with enorme.open("wb") as flux:
        flux.truncate(200_000_000)
    with pytest.raises(DonneesInvalides) as erreur:
        ouvrir(enorme, "dossiers")
    assert str(erreur.value) == "d.csv : 200 Mo : un fichier de séance ne dépasse pas 100 Mo"


def test_une_bombe_est_refusee_avant_d_etre_decompressee(tmp_path):
    bombe = tmp_path / "d.xlsx"
    bombe.write_bytes(classeur(*TABLE))
    with zipfile.ZipFile(bombe, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/x.xml", "w") as membre:
        for _ in range(150):
            membre.write(b" " * 1_000_000)
    assert bombe.stat().st_size < 1_000_000
    with pytest.raises(DonneesInvalides, match=r"d\.xlsx : 150 Mo une fois décompressé : 100 Mo au plus"):
        ouvrir(bombe, "dossiers")


def test_une_cellule_au_bout_du_monde_est_refusee(tmp_path):
    livre = openpyxl.Workbook()
    livre.active["A1"] = livre.active["XFD1048576"] = "x"
    livre.save(tmp_path / "d.xlsx")
    with pytest.raises(DonneesInvalides) as erreur:
        ouvrir(tmp_path / "d.xlsx", "dossiers")
    assert str(erreur.value) == (
        "d.xlsx, feuille « Sheet » : la feuille s'étend jusqu'à XFD1048576 : ôtez ce qui est loin des données"
    )


@pytest.mark.parametrize(
    ("partie", "avant", "apres", "message"),
    [
        ("xl/worksheets/sheet1.xml", b'r="A2"', b'r="A99999999"', "la feuille s'étend jusqu'à G99999999"),
        ("xl/sharedStrings.xml", b'uniqueCount="', b'uniqueCount="99999999999', "plus de textes qu'il n'en peut"),
        ("xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData", "le classeur est abîmé"),
        ("xl/workbook.xml", b'r:id="rId1"', b"", "classeur"),
    ],
)
def test_un_classeur_menteur_est_refuse(tmp_path, partie, avant, apres, message):
    source = zipfile.ZipFile(io.BytesIO(en_xlsx(TABLE)))
    with zipfile.ZipFile(tmp_path / "d.xlsx", "w") as copie:
        for nom in source.namelist():
            contenu = source.read(nom)
            copie.writestr(nom, contenu.replace(avant, apres, 1) if nom == partie else contenu)
    with pytest.raises(DonneesInvalides, match=message):
        ouvrir(tmp_path / "d.xlsx", "dossiers")


def test_un_classeur_abime_au_milieu_reste_un_defaut(tmp_path):
    entier = classeur(*TABLE)
    for debut in range(0, len(entier), 97):
        abime = entier[:debut] + bytes(255 - octet for octet in entier[debut : debut + 8]) + entier[debut + 8 :]
        (tmp_path / "d.xlsx").write_bytes(abime)
        try:
            ouvrir(tmp_path / "d.xlsx", "dossiers")
        except DonneesInvalides as erreur:
            assert str(erreur).startswith("d.xlsx")


def test_une_formule_en_erreur_se_dit_a_sa_place(tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "d.xlsx") as livre:
        feuille = livre.add_worksheet("dossiers")
        feuille.write_row("A1", TABLE[0])
        feuille.write_row("A2", TABLE[1])
        feuille.write_formula("B2", "=NA()", value="#N/A")
        feuille.write_formula("F2", "=1/0", value="#DIV/0!")
    remarques = Remarques()
    lire_dossiers(ouvrir(tmp_path / "d.xlsx", "dossiers"), None, remarques)
    assert list(map(str, remarques.defauts)) == [
        "d.xlsx, feuille « dossiers », ligne 2, colonne « nom » : erreur de formule « #N/A » : attendu une valeur",
        "d.xlsx, feuille « dossiers », ligne 2, colonne « naissance » :"
        " erreur de formule « #DIV/0! » : attendu une valeur",
    ]


def test_une_mesure_en_xlsx_et_en_json(atelier):
    observations = [("D1", "jury", "B1/C1/1", True), ("D1", None, "epreuve:ecrit", 12.1), ("D2", "", "B1", False)]
    titres = ("dossier", "evaluateur", "cible", "valeur")
    attendue = atelier.observations("D1;jury;B1/C1/1;oui", "D1;;epreuve:ecrit;12,10", "D2;;B1;NA").lire()
    objets = [dict(zip(titres, ligne, strict=True)) for ligne in observations]
    avec_fichiers(atelier, observations="o.json").ecrire("o.json", json.dumps(objets))
    assert atelier.lire() == attendue
    atelier.ecrire("o.xlsx", classeur(titres, *observations, nom="Observations"))
    toml = (atelier.dossier / "seance.toml").read_text(encoding="utf-8")
    atelier.ecrire("seance.toml", toml.replace("o.json", "o.xlsx"))
    assert atelier.lire() == attendue


def test_les_places_d_un_json_sont_des_chemins(atelier):
    objets = [
        {"dossier": "D1", "nom": "Adam", "prenom": "Zoé", "voie": "vae", "entree": "2021-03-01"},
        {"dossier": "D2", "nom": ["Brun"], "prenom": "Léo", "voie": "vae", "entree": 2021, "prenon": 1},
        {
            "dossier": "D3",
            "nom": "Cros",
            "prenom": "Max",
            "voie": "vae",
            "blocs": {"B1": 1},
            "entree": "2021-03-01",
        },
    ]
    objets[2]["parcours"] = {"PAS": "2021-02-30"}
    avec_fichiers(atelier, dossiers="d.json").ecrire("d.json", json.dumps(objets)).observations()
    assert atelier.defauts() == [
        "d.json, $[*].prenon : colonne inconnue ; peut-être « prenom »",
        "d.json, $[1].nom : trouvé plusieurs valeurs, attendu une seule",
        "d.json, $[1].entree : date illisible « 2021 » : attendu AAAA-MM-JJ ou JJ/MM/AAAA",
        "d.json, $[2].blocs : trouvé plusieurs valeurs, attendu une seule",
        "d.json, $[2].parcours : date impossible « 2021-02-30 » : ce jour n'existe pas",
    ]
    objets[2] = {"dossier": "D3", "nom": "Cros", "prenom": "Max", "voie": "vae", "parcours": {"PAS": "2021-02-03"}}
    objets[2]["heures"] = {"formation": 600.5}
    atelier.ecrire("d.json", json.dumps([objets[0], objets[2]]))
    assert atelier.defauts() == [
        "d.json, $[1].entree : cellule vide : une valeur est obligatoire",
        "d.json, $[1].heures : nombre illisible « 600.5 » : attendu un entier, oui ou non",
    ]
