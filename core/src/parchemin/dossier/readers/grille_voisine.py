"""The grille of a séance's folder, in TOML or in a table, and the branch's own wordings beside it."""

from pathlib import Path

from attrs import evolve, frozen

from parchemin.dossier.readers.fichiers import Fichiers
from parchemin.dossier.readers.formats.fichier import lire_octets
from parchemin.dossier.readers.formats.ouverture import ouvrir
from parchemin.dossier.readers.grille_en_table import lire_grille_en_table
from parchemin.dossier.readers.remarques import Remarques
from parchemin.errors import Defaut, DonneesInvalides, Lieu
from parchemin.referentiel.model import Grille
from parchemin.referentiel.toml import AUTRE_EDITION, chemin_intitule, lire_grille, lire_intitules

INTITULES = "intitules.toml"
"""The name of the file of a branch's own wordings."""


@frozen
class GrilleVoisine:
    """A grille, and the name of its file."""

    grille: Grille
    fichier: str


def lire_grille_voisine(voisin: Path, fichiers: Fichiers | None = None) -> GrilleVoisine | None:
    """Read the grille beside a file, with the wordings there; only those of the usual names may be missing."""
    nommes = fichiers or Fichiers()
    chemin = nommes.chemin(voisin, "grille")
    if not nommes.grille and not chemin.exists():
        return avec_intitules(voisin, None)
    if chemin.suffix.lower() == ".toml":
        return avec_intitules(voisin, GrilleVoisine(lire_grille(lire_octets(chemin), chemin.name), chemin.name))
    grille = lire_grille_en_table(ouvrir(chemin, "grille"), {}, Remarques())
    return avec_intitules(voisin, GrilleVoisine(grille, chemin.name))


def avec_intitules(voisin: Path, lue: GrilleVoisine | None) -> GrilleVoisine | None:
    """Return a grille with the branch's wordings, where their file stands beside another.

    :raises DonneesInvalides: when they are those of another édition.
    """
    chemin = voisin.parent / INTITULES
    if not chemin.exists():
        return lue
    intitules = lire_intitules(lire_octets(chemin), INTITULES)
    if lue is None:
        return GrilleVoisine(intitules, INTITULES)
    if lue.grille.edition not in ("", intitules.edition):
        autre = AUTRE_EDITION(trouve=intitules.edition, attendu=lue.grille.edition)
        raise DonneesInvalides([Defaut(Lieu(INTITULES, chemin="$.edition"), autre)])
    grille = evolve(lue.grille, edition=intitules.edition, intitules=intitules.intitules)
    return evolve(lue, grille=grille)


def places_des_intitules(lue: GrilleVoisine | None) -> dict[str, Lieu]:
    """Return where each wording stands, by its path in the file."""
    chemins = map(chemin_intitule, lue.grille.intitules if lue else ())
    return {chemin: Lieu(INTITULES, chemin=chemin) for chemin in chemins}
