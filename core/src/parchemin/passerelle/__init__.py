"""What a holder keeps from one certification to another: the model, the network, the search, its coherence."""

from parchemin.passerelle.chemin import BlocVise, Chemin, StatutDeBloc
from parchemin.passerelle.coherence import Coherence, verifier
from parchemin.passerelle.model import Detention, Nature, Passerelle
from parchemin.passerelle.recherche import CaseDeMatrice, Visee, a_portee, chercher, matrice
from parchemin.passerelle.reseau import Reseau
from parchemin.passerelle.titulaire import lire_lieu, lire_titulaire

__all__ = [
    "BlocVise",
    "CaseDeMatrice",
    "Chemin",
    "Coherence",
    "Detention",
    "Nature",
    "Passerelle",
    "Reseau",
    "StatutDeBloc",
    "Visee",
    "a_portee",
    "chercher",
    "lire_lieu",
    "lire_titulaire",
    "matrice",
    "verifier",
]
