"""What is printed, read back from the PDF files: who, what, why, and nobody's name as markup."""

import zlib
from collections.abc import Callable
from datetime import date
from importlib.metadata import EntryPoint
from io import BytesIO
from pathlib import Path

import pytest
from attrs import evolve
from pypdf import PdfReader

from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.documents.pdf import notifications, pv, titres, typographie
from parchemin.dossier.model import Candidat
from parchemin.errors import ActeRefuse, ModeleInvalide, ParcheminError
from parchemin.jury import Gravite
from parchemin.plugin.host import Hote
from parchemin.registre.journal import journal

GC = "ucanss/gc-2021"
CDC = "courtage/cdc-2017"
CE = "agirc-arrco/ce-2024"
GC_2013 = "ucanss/gc-2013"
GCAR = "ucanss/gcar-2017"
HOSTILES = (
    '#import "x.typ": *',
    "$x^2$ \\u{41} \\\\",
    "*gras* _it_ `c` <l> @r",
    ']#panic("non")[',
    '"; #sys.inputs //',
    "Œdipe–Ÿ L’Haÿ",
    "=1+1",
)


def imprimer(quoi: str, donnees: dict, le: date = date(2022, 3, 16)) -> bytes:
    with typographie.atelier(quoi) as atelier:
        return atelier.composer(donnees, le)


def imprimer_pv(registre, numero: int) -> bytes:
    actes = registre.actes(numero)
    return imprimer("pv", pv.donnees(actes), actes.seance.date)


def test_les_noms_hostiles_s_impriment_tels_quels(registre, relire: Callable) -> None:
    numero = registre.ouvrir(GC, [*HOSTILES, "A" * 200])
    registre.proclamer(numero)
    proces = "".join(relire(imprimer_pv(registre, numero)))
    parchemins = "".join(relire(imprimer("parchemins", titres.donnees(registre.titres(numero)))))
    lettres = "".join(relire(imprimer("notifications", _notifier(registre, numero))))
    presence = "".join(relire(imprimer("emargement", pv.emargement(registre.actes(numero)))))
    for texte in (proces, parchemins, lettres, presence):
        serre = texte.replace(" ", "")
        assert [nom for nom in HOSTILES if nom.replace(" ", "") not in serre] == []
        assert "A" * 200 in serre


def _notifier(registre, numero: int) -> dict:
    actes = registre.actes(numero)
    return notifications.donnees(actes, actes.pieces)


def test_un_nom_tient_dans_sa_page(registre) -> None:
    numero = registre.ouvrir(GC, ["A" * 200, "Ab " * 66])
    registre.proclamer(numero)
    siens = registre.titres(numero)[:8]
    lecteur = PdfReader(BytesIO(imprimer("parchemins", titres.donnees(siens))))
    assert len(lecteur.pages) == len(siens)


def test_ce_qu_aucune_police_n_a_est_remplace_et_dit(relire: Callable, registre) -> None:
    numero = registre.ouvrir(GC, ["😀 漢 Martin", "שלום", "محمد"])
    donnees = {**pv.emargement(registre.actes(numero)), "lieu": "\u202egnp.exe"}
    with typographie.atelier("emargement") as atelier:
        texte = " ".join(relire(atelier.composer(donnees, date(2022, 3, 16))))
        assert atelier.remplaces == {"😀", "漢", "\u202e"}
    assert "□ □ Martin" in texte
    assert "□gnp.exe" in texte
    assert set("שלום") <= set(texte)


def test_un_titre_dont_la_police_n_a_pas_une_lettre_est_refuse_avec_le_nom_de_la_personne(registre) -> None:
    numero = registre.ouvrir(GC, ["漢 Martin", "Nguyễn Thị Ánh", "Łukasz Żółć"])
    registre.proclamer(numero)
    with pytest.raises(ActeRefuse) as refus:
        imprimer("parchemins", titres.donnees(registre.titres(numero)))
    (dit,) = map(str, refus.value.raisons)
    assert "« 漢 » (U+6F22)" in dit
    assert "漢 Martin" in dit


def test_un_mot_trop_long_pour_sa_ligne_reste_un_mot_a_chercher(registre) -> None:
    nom = "Rakotondrainibeharimananarivelo"
    numero = registre.ouvrir(GC, [nom])
    pages = PdfReader(BytesIO(imprimer_pv(registre, numero))).pages
    texte = "".join(page.extract_text() for page in pages)
    assert nom in texte.replace("\u00ad\n", "").replace("\n", "")
    assert "\u200b" not in texte


def test_le_meme_contenu_donne_le_meme_fichier(registre) -> None:
    numero = registre.ouvrir(GC)
    assert zlib.crc32(imprimer_pv(registre, numero)) == zlib.crc32(imprimer_pv(registre, numero))


def test_un_atelier_imprime_plusieurs_documents(proclame: Callable, relire: Callable) -> None:
    registre, numero = proclame(GC), 1
    premier, second = registre.titres(numero)[:2]
    with typographie.atelier("parchemins") as atelier:
        pages = [relire(atelier.composer(titres.donnees([un]), un.delivre_le))[0] for un in (premier, second)]
    assert [un.numero in page for un, page in zip((premier, second), pages, strict=True)] == [True, True]


def test_un_document_est_accessible_et_archivable(registre) -> None:
    lecteur = PdfReader(BytesIO(imprimer_pv(registre, registre.ouvrir(GC))))
    racine = lecteur.trailer["/Root"]
    assert racine["/Lang"].startswith("fr")
    assert racine["/MarkInfo"]["/Marked"]
    assert racine["/ViewerPreferences"]["/DisplayDocTitle"]
    assert lecteur.metadata.title == "Projet de procès-verbal de délibération, Jury paritaire national, 2022-03-16"
    assert lecteur.metadata.creation_date.date() == date(2022, 3, 16)
    xmp = racine["/Metadata"].get_data().decode("utf-8")
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


def test_le_pv_d_une_seance_ouverte_est_un_projet(registre, relire: Callable) -> None:
    texte = " ".join(relire(imprimer_pv(registre, registre.ouvrir(CDC))))
    assert "sans valeur" in texte.lower()
    assert "à décider" in texte
    assert "SHA-256" not in texte
    assert "Président de la CSCA" not in texte


def test_le_pv_dit_la_regularite_les_votes_et_les_motifs(registre, relire: Callable) -> None:
    numero = registre.ouvrir(CDC)
    registre.decider(numero, Demande("CDC-1806-02", "non_acquis", "BC1", motif="Pièce retirée par le candidat."))
    registre.proclamer(numero)
    pages = relire(imprimer_pv(registre, numero))
    texte = " ".join(pages)
    assert "7 personnes avec voix, présentes ; quorum de 4 : atteint. Le jury est régulier." in texte
    assert "Écart à la proposition, bloc BC1 : Pièce retirée par le candidat." in texte
    assert "3 pour, 1 contre, 0 abst." in texte
    assert "Commission d’évaluation : 3/13 compétences détaillées acquises (non acquis)" in texte.replace("- ", "")
    assert "Signatures" in pages[-1]
    assert "Président de la CSCA" not in texte
    assert [page.endswith(f"{rang} / {len(pages)}") for rang, page in enumerate(pages, 1)] == [True] * len(pages)


def test_une_lettre_dit_toutes_les_conditions_qui_manquent(registre, relire: Callable) -> None:
    """A bloc is refused, and Prem'ss was not followed: the letter says both."""
    numero = registre.ouvrir(GC)
    actes = registre.actes(numero)
    piece = next(p for p in actes.pieces if p.dossier.code == "GC-2203-04")
    *autres, parcours = piece.propose.conditions
    conditions = (*autres, evolve(parcours, satisfaite=False))
    sans_premss = evolve(piece, propose=evolve(piece.propose, conditions=conditions))
    dites = notifications.lettre(actes, sans_premss)
    assert dites["manques"]
    assert [condition["exige"] for condition in dites["conditions"]] == ["formations suivies intégralement"]


def test_la_lettre_du_cqp_conseiller_entreprise_dit_la_fin_de_chaque_bloc(proclame: Callable) -> None:
    actes = proclame(CE).actes(1)
    lettres = {lettre["dossier"]: lettre for lettre in notifications.donnees(actes, actes.pieces)["notifications"]}
    partielle = lettres["CE-2503-04"]
    assert partielle["titres"][0].endswith("valable jusqu’au 20\xa0mars 2030 inclus")
    tenu = "acquis le 16\xa0novembre 2023, valable jusqu’au 16\xa0novembre 2028"
    assert partielle["detenus"][0].endswith(tenu)
    assert not any("jusqu’au" in titre for titre in lettres["CE-2503-01"]["titres"])


def test_les_papiers_nomment_les_candidats_dans_l_ordre_du_dictionnaire(registre) -> None:
    noms = ["Rysselinck", "Œuvrard", "Élodin", "Boilly", "Bès", "Eloy", "L'Hoir", "Oliva"]
    actes = registre.actes(registre.ouvrir(GC, noms))
    attendus = ["Bès", "Boilly", "Élodin", "Eloy", "L’Hoir", "Œuvrard", "Oliva", "Rysselinck"]
    for papier in (pv.donnees(actes)["dossiers"], pv.emargement(actes)["candidats"]):
        dits = [ligne.get("candidat", ligne.get("nom")) for ligne in papier]
        assert [nom for dit in dits for nom in attendus if dit.startswith(nom + " ")] == attendus
        assert [ligne["rang"] for ligne in papier] == [str(rang) for rang in range(1, len(papier) + 1)]


def test_le_pv_tient_a_l_acte_du_journal(proclame: Callable, relire: Callable) -> None:
    registre, numero = proclame(GC), 1
    texte = "".join(relire(imprimer_pv(registre, numero))).replace(" ", "")
    acte = next(acte for acte in journal.lire(registre.base) if acte.nature == "proclamation")
    assert f"acten°{acte.numero}" in texte
    assert acte.empreinte in texte


def test_un_jury_irregulier_est_dit(registre) -> None:
    actes = registre.actes(registre.ouvrir(CDC))
    seul = evolve(actes.seance, membres=actes.seance.membres[:1])
    from parchemin.deliberation import examiner_jury

    donnees = pv.donnees(evolve(actes, seance=seul, examen=examiner_jury(seul, registre.hote)))
    irregulieres = [c for c in examiner_jury(seul, registre.hote).constats if c.gravite is Gravite.IRREGULARITE]
    assert len(donnees["irregularites"]) == len(irregulieres) > 0
    assert donnees["regularite"] == "Le jury est irrégulier."
    assert "quorum de 4\u202f: non atteint" in donnees["quorum"]


def test_un_quorum_juste_atteint(registre) -> None:
    actes = registre.actes(registre.ouvrir(CDC))
    for combien, dit in ((3, "non atteint"), (4, "atteint")):
        seance = evolve(actes.seance, membres=actes.seance.membres[:combien])
        assert pv.donnees(evolve(actes, seance=seance))["quorum"].endswith(f"quorum de 4\u202f: {dit}.")


def test_la_lettre_nomme_ce_qui_manque(proclame: Callable, relire: Callable) -> None:
    registre, numero = proclame(GC), 1
    lettres = relire(imprimer("notifications", _notifier(registre, numero)))
    la = next(lettre for lettre in lettres if "GC-2203-04" in lettre)
    assert "C2 Appliquer législation et procédures de la relation" in la
    assert "7/10 critères validés ≥ 80 %, soit 8 sur 10" in la
    assert "MDR/C10" not in la


def test_une_notification_dit_les_competences_validees_qui_le_restent(
    proclame: Callable, relire: Callable
) -> None:
    lettres = {lettre["dossier"]: lettre for lettre in _notifier(proclame(GCAR), 1)["notifications"]}
    douze, treize = lettres["CAR-1806-09"]["competences"], lettres["CAR-1806-11"]["competences"]
    assert (len(douze), len(treize)) == (12, 13)
    assert not any("C11" in dite or "validée le" in dite for dite in douze)
    assert sum(dite.replace("\xa0", " ").endswith("validée le 15 mars 2018") for dite in treize) == 10
    partiels = ["CAR-1806-09", "CAR-1806-11", "CAR-1806-14"]
    assert [code for code, lettre in lettres.items() if lettre["competences"]] == partiels
    imprimee = " ".join(
        relire(imprimer("notifications", {"titre": "n", "notifications": [lettres["CAR-1806-09"]]}))
    )
    assert "vous restent acquises, sans limite de temps" in imprimee


def test_les_preconisations_du_jury_s_impriment_sous_ce_titre(registre, relire: Callable) -> None:
    numero = registre.ouvrir(GC)
    conseils = ("Reprendre le module de communication écrite", "Un mois en accueil physique")
    registre.decider(numero, Demande("GC-2203-04", "partiel", preconisations=conseils))
    registre.proclamer(numero)
    lettre = next(
        page for page in relire(imprimer("notifications", _notifier(registre, numero))) if "GC-2203-04" in page
    )
    proces = "".join(relire(imprimer_pv(registre, numero)))
    for texte in (lettre, proces):
        assert f"Préconisations {'Le jury' if texte is lettre else '–'}" in texte
        assert all(conseil in texte for conseil in conseils)


def test_sans_conseil_du_jury_aucun_titre_de_preconisations(proclame: Callable) -> None:
    donnees = _notifier(proclame(GC), 1)
    assert all(lettre["preconisations"] == [] for lettre in donnees["notifications"])


def test_le_pv_dit_les_competences_validees(proclame: Callable, relire: Callable) -> None:
    donnees = pv.donnees(proclame(GCAR).actes(1))
    combien = [len(dossier["competences"]) for dossier in donnees["dossiers"]]
    assert sorted(nombre for nombre in combien if nombre) == [12, 13, 13]
    assert "Compétences validées" in "".join(relire(imprimer("pv", donnees)))


@pytest.mark.parametrize(
    ("exemple", "contacts"),
    [
        (CE, ["Centre de certification : certification@agirc-arrco.fr, https://etinaire.formapulse.fr"]),
        (GC, ["Ucanss : formation@ucanss.fr, www.ucanss.fr"]),
        (CDC, []),
    ],
)
def test_une_notification_dit_a_qui_ecrire_ou_un_document_le_dit(
    proclame: Callable, relire: Callable, exemple: str, contacts: list[str]
) -> None:
    donnees = _notifier(proclame(exemple), 1)
    for lettre in donnees["notifications"]:
        assert [dit.replace("\u202f", " ").replace("\xa0", " ") for dit in lettre["contacts"]] == contacts
    imprimee = " ".join(relire(imprimer("notifications", donnees)))
    assert ("Contact" in imprimee) is bool(contacts)


def test_une_notification_dit_le_recours_ou_la_branche_en_a_un(proclame: Callable) -> None:
    for exemple, recours in ((CE, True), (GC, False)):
        lettres = _notifier(proclame(exemple), 1)["notifications"]
        assert {"instance à saisir" in lettre["recours"] for lettre in lettres} == {recours}


def test_chaque_notification_a_ses_pages(proclame: Callable, relire: Callable) -> None:
    registre, numero = proclame(CDC), 1
    fins = [page.split()[-3:] for page in relire(imprimer("notifications", _notifier(registre, numero)))]
    assert sum(debut == "1" for debut, _, _ in fins) == 17
    assert all(int(debut) <= int(fin) for debut, _, fin in fins)
    assert ["1", "/", "1"] in fins
    assert ["2", "/", "2"] in fins


def test_rien_ne_sort_d_une_seance_ouverte(registre) -> None:
    with pytest.raises(ActeRefuse, match="pas proclamée"):
        registre.titres(registre.ouvrir(GC))


@pytest.mark.parametrize(
    ("exemple", "nature", "fin"),
    [
        (GC, "certificat de compétences professionnelles", "Bloc acquis définitivement"),
        (CDC, "attestation de bloc de compétences", ""),
        (CE, "parchemin de bloc de compétences", "Titre valable jusqu’au 20 mars 2030 inclus"),
    ],
)
def test_le_document_d_un_bloc_est_celui_de_son_regime(
    proclame: Callable, relire: Callable, exemple: str, nature: str, fin: str
) -> None:
    registre, numero = proclame(exemple), 1
    pages = relire(imprimer("parchemins", titres.donnees(registre.titres(numero))))
    page = next(page for page in pages if nature in page.lower())
    assert fin in page
    assert fin or "définitivement" not in page
    assert ("décernée à" if nature.startswith("attestation") else "décerné à") in page


@pytest.mark.parametrize("exemple", [GC, CDC, CE, GC_2013])
def test_aucun_document_ne_dit_un_cqp_acquis_definitivement(
    proclame: Callable, relire: Callable, exemple: str
) -> None:
    cqp = next(titre for titre in proclame(exemple).titres(1) if titre.nature == "cqp")
    (page,) = relire(imprimer("parchemins", titres.donnees([cqp])))
    assert "définitivement" not in page


def test_le_certificat_de_2013_porte_son_option(proclame: Callable, relire: Callable) -> None:
    (page,) = relire(imprimer("parchemins", titres.donnees(proclame(GC_2013).titres(1)[:1])))
    assert "CQP Gestionnaire conseil de la Sécurité sociale, option Technicien conseil allocataires" in page


def test_un_nom_a_apostrophe_s_imprime_avec_une_apostrophe_courbe(proclame: Callable, relire: Callable) -> None:
    titre = evolve(proclame(GC).titres(1)[0], candidat=Candidat("D'Aubigny", "Hélène"), lieu="À l'Ucanss")
    (page,) = relire(imprimer("parchemins", titres.donnees([titre])))
    assert "Hélène D’Aubigny" in page
    assert "(à l’Ucanss)" in page


def test_un_parchemin_porte_tout_ce_qu_il_faut(proclame: Callable, relire: Callable) -> None:
    registre, numero = proclame(CDC), 1
    titre = next(titre for titre in registre.titres(numero) if titre.nature == "cqp")
    (page,) = relire(imprimer("parchemins", titres.donnees([titre])))
    attendus = (
        *("CQP Chargé de Clientèle", titre.numero, titre.code, "Aminata Diallo", "né(e) le 2 novembre 1990"),
        *("quatorze juin deux mille dix-huit (Paris)", "Président de la CSCA", "Président de la CPNE"),
    )
    assert [attendu for attendu in attendus if attendu not in page] == []


def test_le_code_qr_se_relit(proclame: Callable) -> None:
    import typst
    import zxingcpp
    from PIL import Image

    registre, numero = proclame(GC), 1
    titre = registre.titres(numero)[0]
    page = b'#set page(width: 60mm, height: 60mm)\n#image(bytes(sys.inputs.qr), format: "svg", width: 19mm)'
    texte = f"PARCHEMIN:{titre.numero}:{titre.code}"
    rendu = typst.compile(page, format="png", sys_inputs={"qr": typographie.qr(texte)}, ppi=150)
    (lu,) = zxingcpp.read_barcodes(Image.open(BytesIO(rendu)))
    assert lu.text == texte == titres.page(titre)["qr_dit"]


GABARIT = """
#import "/coeur/commun.typ": capitales
#let titre(t) = page(paper: "a5")[
  #heading(level: 1)[Brevet de #t.titulaire]
  #image("logo.svg", alt: "Logo")
  #capitales(t.numero)
]
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'


@pytest.fixture
def gabarit(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "logo.svg").write_text(LOGO, encoding="utf-8")
    fichier = tmp_path / "documents" / "brevet.typ"
    fichier.write_text(GABARIT, encoding="utf-8")
    return fichier


def test_une_branche_imprime_sa_page(proclame: Callable, relire: Callable, gabarit: Path) -> None:
    registre, numero = proclame(GC), 1
    notre, autre = registre.titres(numero)[:2]
    sienne = evolve(autre, modele=gabarit)
    with typographie.atelier("parchemins", [gabarit]) as atelier:
        pages = relire(atelier.composer(titres.donnees([notre, sienne]), notre.delivre_le))
    assert "jury paritaire" in pages[0].lower()
    assert pages[1].startswith("Brevet de ")


def test_une_personne_effacee_laisse_une_page_sans_nom(proclame: Callable, relire: Callable) -> None:
    registre = proclame(GC)
    effacee = Candidat("", "")
    titre = evolve(registre.titres(1)[0], candidat=effacee)
    assert "Titulaire effacé du registre" in relire(imprimer("parchemins", titres.donnees([titre])))[0]
    actes = registre.actes(1)
    piece = evolve(actes.pieces[0], dossier=evolve(actes.pieces[0].dossier, candidat=effacee), propose=None)
    texte = " ".join(relire(imprimer("pv", pv.donnees(evolve(actes, pieces=(piece,))))))
    assert "Candidat du dossier GC-2203-01" in texte


def test_la_page_du_guide_s_imprime(proclame: Callable, relire: Callable, gabarit: Path) -> None:
    guide = Path(__file__).parents[2] / "docs" / "howto" / "own-document.md"
    code = guide.read_text(encoding="utf-8").split("```typst\n")[1].split("```")[0]
    gabarit.write_text(code, encoding="utf-8")
    titre = evolve(proclame(GC).titres(1)[0], modele=gabarit)
    with typographie.atelier("parchemins", [gabarit]) as atelier:
        (page,) = relire(atelier.composer(titres.donnees([titre]), titre.delivre_le))
    assert titre.code in page


def test_une_page_de_branche_en_faute_est_dite(proclame: Callable, gabarit: Path) -> None:
    gabarit.write_text("#let titre(t) = page(t.inconnu)", encoding="utf-8")
    registre, numero = proclame(GC), 1
    titre = evolve(registre.titres(numero)[0], modele=gabarit)
    with (
        typographie.atelier("parchemins", [gabarit]) as atelier,
        pytest.raises(ModeleInvalide, match=r"(?s)inconnu.*brevet\.typ"),
    ):
        atelier.composer(titres.donnees([titre]), titre.delivre_le)


def test_le_hook_des_titres_donne_la_page(tmp_path: Path, gabarit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paquet = tmp_path / "parchemin_brevet"
    paquet.mkdir()
    (paquet / "__init__.py").write_text("", encoding="utf-8")
    (paquet / "titre.typ").write_text(GABARIT, encoding="utf-8")
    (paquet / "plugin.py").write_text(GREFFON, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    point = EntryPoint("brevet", "parchemin_brevet.plugin", "parchemin.branches")
    hote = Hote.charger(strict=True, points=[point])
    (modele,) = hote.titres(hote.catalogue.edition("brevet.a", "2024"))
    assert modele.gabarit == paquet / "titre.typ"


GREFFON = """
from datetime import date
from importlib.resources import files
from parchemin.deliberation import ModeleTitre
from parchemin.plugin import hookimpl
from parchemin.plugin.types import Branche
from parchemin.referentiel.model import Edition, Niveau, Source

API_VERSION = 1
SOURCE = Source("règlement", "§1")

@hookimpl
def parchemin_branche():
    return Branche("brevet", "Brevet", "CPNEFP")

@hookimpl
def parchemin_editions():
    yield Edition("brevet.a", "2024", "A", date(2024, 1, 1), date(2030, 1, 1), SOURCE, sans_contenu="essai")

@hookimpl
def parchemin_titres():
    page = files("parchemin_brevet") / "titre.typ"
    yield ModeleTitre("brevet.a", "cqp", "Brevet", Niveau.EDITION, SOURCE, gabarit=page)
"""


def test_sans_typst_le_remede_est_dit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typographie, "find_spec", lambda nom: None)
    with pytest.raises(ParcheminError, match=r"typst et segno : pip install 'parchemin\[pdf\]'"):
        typographie.exiger_typst()
