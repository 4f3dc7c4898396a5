"""The grille as a workbook to fill.

A header goes on below its name with the words of what is observed; what nobody has to fill is
locked, and what may be written in a cell is checked as it is typed.
"""

from typing import Any

from parchemin.documents.classeurs import composer, paysage
from parchemin.documents.contenus.grille import AVIS, Colonne, GrilleAImprimer
from parchemin.dossier.model import Avis, Note, Palier, Valeur

AIDE = "oui, non ou absent ; ou « neutralise : » suivi du motif"


def _dire(valeur: Valeur | None) -> str | float:
    """Return a value as a cell holds it, so that it reads back as itself."""
    if isinstance(valeur, Note):
        return valeur.centiemes / 100
    if isinstance(valeur, Avis):
        return AVIS[valeur]
    if isinstance(valeur, Palier):
        return valeur.nom
    return f"neutralise : {valeur.motif}" if valeur else ""


def ecrire(grille: GrilleAImprimer) -> bytes:
    """Return the workbook: A4 across, header and candidates on each page, a page break before each bloc."""

    def feuilles(classeur: Any) -> None:
        feuille = classeur.add_worksheet("observations")
        _mettre_en_page(feuille, grille)
        _entetes(classeur, feuille, grille)
        _cellules(classeur, feuille, grille)
        for rang, colonne in enumerate(grille.colonnes, 2):
            feuille.data_validation(1, rang, len(grille.lignes), rang, _validation(colonne))
        feuille.protect(options={"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})

    return composer(feuilles)


def _mettre_en_page(feuille: Any, grille: GrilleAImprimer) -> None:
    paysage(feuille)
    feuille.set_print_scale(70)
    feuille.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    feuille.set_header(f"&L&B{grille.titre.replace('&', '&&')}&R&P / &N")
    feuille.set_footer("&LÉvaluateur :&CDate :&RSignature :")
    feuille.repeat_columns(0, 1)
    feuille.freeze_panes(1, 2)
    blocs = [(colonne.role, colonne.bloc) for colonne in grille.colonnes]
    changes = [rang + 2 for rang in range(1, len(blocs)) if blocs[rang] != blocs[rang - 1]]
    feuille.set_v_pagebreaks(changes)


def _entetes(classeur: Any, feuille: Any, grille: GrilleAImprimer) -> None:
    tete = classeur.add_format(
        {"text_wrap": True, "valign": "top", "border": 1, "bg_color": "#E8EEF4", "font_size": 9}
    )
    petit, gras = (
        classeur.add_format({"font_size": 7, "font_color": "#51606E"}),
        classeur.add_format({"bold": True}),
    )
    feuille.set_row(0, 190)
    feuille.set_column(0, 0, 14)
    feuille.set_column(1, 1, 24)
    feuille.set_column(2, len(grille.colonnes) + 1, 13)
    feuille.write_string(0, 0, "dossier", tete)
    feuille.write_string(0, 1, "candidat", tete)
    for rang, colonne in enumerate(grille.colonnes, 2):
        suite_ = f"\n{colonne.competence or colonne.bloc}\n{colonne.evaluateur}"
        feuille.write_rich_string(0, rang, petit, colonne.titre, gras, f"\n{colonne.mots}", petit, suite_, tete)


def _cellules(classeur: Any, feuille: Any, grille: GrilleAImprimer) -> None:
    libre = classeur.add_format({"locked": False, "border": 1, "align": "center", "num_format": "General"})
    ferme = classeur.add_format({"border": 1, "bg_color": "#D5DDE5"})
    nom, saisi = classeur.add_format({"border": 1}), classeur.add_format({"border": 1, "locked": False})
    for numero, ligne in enumerate(grille.lignes, 1):
        feuille.set_row(numero, 22)
        feuille.write_string(numero, 0, ligne.code, nom if ligne.code else saisi)
        feuille.write_string(numero, 1, ligne.candidat, nom if ligne.code else saisi)
        for rang, colonne in enumerate(grille.colonnes, 2):
            valeur = _dire(ligne.valeurs.get(colonne.titre))
            mise = libre if colonne.titre in ligne.ouvertes else ferme
            if isinstance(valeur, float):
                feuille.write_number(numero, rang, valeur, mise)
            elif valeur:
                feuille.write_string(numero, rang, valeur, mise)
            else:
                feuille.write_blank(numero, rang, None, mise)


def _validation(colonne: Colonne) -> dict[str, Any]:
    """Return what a cell accepts; a neutralisation, which is a sentence, is asked about and not refused."""
    if colonne.sur is not None:
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": colonne.sur,
            "error_type": "warning",
            "error_title": "Note hors du barème",
            "error_message": f"Attendu un nombre de 0 à {colonne.sur}, ou absent.",
        }
    return {
        "validate": "list",
        "source": [*colonne.choix],
        "error_type": "warning",
        "error_title": "Valeur inattendue",
        "error_message": f"Attendu {AIDE}.",
    }
