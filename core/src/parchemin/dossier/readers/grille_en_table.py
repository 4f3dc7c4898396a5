"""A grille as a table: a row a compétence, with the number or the intitulés of its critères."""

from parchemin.dossier.readers.colonnes import ColonneAttendue, lire_lignes
from parchemin.dossier.readers.formats.tableau import Tableau
from parchemin.dossier.readers.remarques import Remarques
from parchemin.dossier.readers.valeurs import entier, liste, texte
from parchemin.errors import Lieu
from parchemin.faits import Tournure
from parchemin.referentiel.model import Critere, Grille
from parchemin.referentiel.structure import criteres_de
from parchemin.referentiel.toml import chemin_critere

COMPETENCE_EN_DOUBLE = Tournure("competence_en_double", "compétence « {competence} » en double")


def _criteres(brut: object) -> tuple[Critere, ...]:
    """Read a number of critères, or their intitulés separated by ``;``."""
    trouve = texte(brut)
    return criteres_de(entier(trouve) if trouve.removeprefix("-").isdecimal() else list(liste(trouve)))


COLONNES_GRILLE = (
    ColonneAttendue("competence", obligatoire=True),
    ColonneAttendue("criteres", _criteres, obligatoire=True),
)


def lire_grille_en_table(tableau: Tableau, places: dict[str, Lieu], remarques: Remarques) -> Grille:
    """Read the rows ``competence``, ``criteres``, and note where each stands; a table names no édition.

    :raises DonneesInvalides: with every fault of every row.
    """
    siennes = Remarques()
    criteres: dict[str, tuple[Critere, ...]] = {}
    for numero, ligne in lire_lignes(tableau, COLONNES_GRILLE, siennes):
        chemin = ligne.get("competence", "")
        if chemin in criteres:
            siennes.fauter(tableau.lieu(numero, "competence"), COMPETENCE_EN_DOUBLE(competence=chemin))
        criteres[chemin] = ligne.get("criteres", ())
        places[chemin_critere(chemin)] = tableau.lieu(numero, "competence")
    siennes.exiger_juste()
    remarques.avertissements.extend(siennes.avertissements)
    return Grille("", criteres)
