"""The page of a bilan: a table for each way to count, each rate with its bar."""

from attrs import evolve

from parchemin.documents.contenus.bilan import Bilan, Compte
from parchemin.documents.mots import accorder
from parchemin.documents.pages import rendre
from parchemin.referentiel.francais import jour, soigner
from parchemin.referentiel.lexique import Lexique


def ecrire(bilan: Bilan) -> bytes:
    """Return the page, its rows named as they are printed."""
    return rendre(
        "bilan.html",
        titre=f"Bilan du {jour(bilan.du)} au {jour(bilan.au)}",
        combien=f"{bilan.candidats} {accorder('candidat', bilan.candidats)}, séances proclamées.",
        tableaux=[evolve(tableau, lignes=tuple(map(_dire, tableau.lignes))) for tableau in bilan.tableaux],
    )


def _dire(compte: Compte) -> Compte:
    return evolve(compte, dit=soigner(_IMPRIME.dire(compte.dit)))


_IMPRIME = Lexique.de(imprime=True)
