"""Into what each document can be written, by the ending of its file."""

from collections.abc import Callable, Mapping

from parchemin.documents.classeurs import bilan as classeur_du_bilan
from parchemin.documents.classeurs import grille as classeur_de_la_grille
from parchemin.documents.contenus.bilan import Bilan
from parchemin.documents.contenus.grille import GrilleAImprimer
from parchemin.documents.fichiers.fichier import en_csv, en_json
from parchemin.documents.pages import bilan as page_du_bilan
from parchemin.documents.pages import grille as page_de_la_grille
from parchemin.documents.pages import passerelles
from parchemin.passerelle import Reseau

BILAN: Mapping[str, Callable[[Bilan], bytes]] = {
    ".xlsx": classeur_du_bilan.ecrire,
    ".html": page_du_bilan.ecrire,
    ".csv": lambda bilan: en_csv(bilan.rangees()),
    ".json": lambda bilan: en_json(bilan.document()),
}

GRILLE: Mapping[str, Callable[[GrilleAImprimer], bytes]] = {
    ".xlsx": classeur_de_la_grille.ecrire,
    ".html": page_de_la_grille.ecrire,
}

RESEAU: Mapping[str, Callable[[Reseau], bytes]] = {".svg": passerelles.dessiner, ".html": passerelles.ecrire}
