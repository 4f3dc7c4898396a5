"""The page of a bilan: a table for each way to count, each rate with its bar."""

from attrs import evolve

from parchemin.documents.bilan import Bilan
from parchemin.documents.francais import soigner
from parchemin.documents.mots import accorder
from parchemin.documents.pages import rendre


def ecrire(bilan: Bilan) -> bytes:
    """Return the page, its rows named as they are printed."""
    return rendre(
        "bilan.html",
        titre=soigner(bilan.titre),
        combien=f"{bilan.candidats} {accorder('candidat', bilan.candidats)}, séances proclamées.",
        tableaux=[
            evolve(tableau, lignes=tuple(evolve(compte, dit=soigner(compte.dit)) for compte in tableau.lignes))
            for tableau in bilan.tableaux
        ],
    )
