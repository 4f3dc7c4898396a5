"""From a file to a `Tableau`, whatever its format: the ending of its name says which."""

from pathlib import Path

from parchemin.dossier.decodage import Encodage
from parchemin.dossier.readers.formats.classeur import EN_CLASSEUR, Classeur
from parchemin.dossier.readers.formats.csv import EN_CSV, lire_csv
from parchemin.dossier.readers.formats.fichier import lire_octets, refuser
from parchemin.dossier.readers.formats.json import lire_json
from parchemin.dossier.readers.formats.parquet import lire_parquet
from parchemin.dossier.readers.formats.tableau import Tableau
from parchemin.faits import Tournure

FORMAT_INCONNU = Tournure(
    "format_inconnu", "format « {suffixe} » inconnu : attendu .csv, .xlsx, .ods, .json ou .parquet"
)


def ouvrir(chemin: Path, nom: str, encodage: Encodage | None = None) -> Tableau:
    """Open one table: a .csv, a .json, a .parquet, or of a workbook the sheet called ``nom``, else the first."""
    contenu = lire_octets(chemin)
    match chemin.suffix.lower():
        case suffixe if suffixe in EN_CSV:
            return lire_csv(contenu, chemin.name, encodage)
        case ".json":
            return lire_json(contenu, chemin.name)
        case suffixe if suffixe in EN_CLASSEUR:
            classeur = Classeur.ouvrir(contenu, chemin.name)
            return classeur.tableau(nom if nom in classeur.feuilles else next(iter(classeur.feuilles)))
        case ".parquet":
            return lire_parquet(contenu, chemin.name)
    raise refuser(chemin.name, FORMAT_INCONNU(suffixe=chemin.suffix))
