"""The workbooks: what somebody typed stays text, and the same content makes the same file."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from parchemin.documents.classeurs import composer, grille, tabler
from parchemin.documents.contenus.grille import Colonne, GrilleAImprimer, Ligne
from parchemin.dossier.model import Note
from parchemin.referentiel.arbre import Cible
from parchemin.referentiel.model import Bareme, NatureCible

PIEGES = ("=1+1", "+33 1", "-2", "@SOMME(A1)", '=HYPERLINK("x")', "http://exemple.fr", "0012")


@pytest.mark.parametrize("piege", PIEGES)
def test_le_code_et_le_nom_d_une_grille_restent_du_texte(piege: str) -> None:
    cible = Cible("epreuve:oral", NatureCible.EPREUVE, bareme=Bareme(20))
    colonne = Colonne("jury", piege, cible, piege, piege)
    ligne = Ligne(piege, piege, frozenset({colonne.titre}), {colonne.titre: Note(1250)})
    feuille = load_workbook(io.BytesIO(grille.ecrire(GrilleAImprimer(piege, (colonne,), (ligne,))))).active
    assert [(cellule.value, cellule.data_type) for cellule in feuille[2]] == [
        *((piege, "s"), (piege, "s")),
        (12.5, "n"),
    ]
    assert "f" not in {cellule.data_type for rangee in feuille for cellule in rangee}


@pytest.mark.parametrize("piege", PIEGES)
def test_une_table_ecrit_des_nombres_et_du_texte(piege: str) -> None:
    ecrit = composer(lambda classeur: tabler(classeur, "t", (("a", "b", "c"), (piege, 3, True))))
    feuille = load_workbook(io.BytesIO(ecrit)).active
    assert [(cellule.value, cellule.data_type) for cellule in feuille[2]] == [(piege, "s"), (3, "n"), ("oui", "s")]


def test_un_classeur_porte_le_jour_de_ce_qu_il_dit() -> None:
    ecrit = composer(lambda classeur: tabler(classeur, "t", (("a",),)), date(2022, 3, 16))
    assert load_workbook(io.BytesIO(ecrit)).properties.created.date() == date(2022, 3, 16)
