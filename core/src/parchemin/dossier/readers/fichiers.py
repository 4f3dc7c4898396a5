"""Which file of a folder plays which role in a séance: by the names that it gives, or by the usual ones."""

from collections.abc import Collection, Iterator
from pathlib import Path

from attrs import frozen

from parchemin.errors import Defaut, DonneesInvalides, Lieu
from parchemin.faits import Tournure

FORMES = (".csv", ".xlsx", ".ods", ".json", ".parquet")
"""How the name of a table may end."""

FORMES_DE_GRILLE = (".toml", *FORMES)
FORMES_D_ENTETE = (".toml", ".xlsx", ".ods", ".json")
"""How the name of what says a séance may end."""

DEUX_FICHIERS = Tournure(
    "deux_fichiers", "plusieurs fichiers pour « {role} » : {noms} ; gardez-en un, ou nommez-le dans [fichiers]"
)
HORS_DU_DOSSIER = Tournure("hors_du_dossier", "« {nom} » n'est pas dans le dossier de la séance")


@frozen
class Fichiers:
    """The names of a séance's tables and grille, within its folder; empty where they are the usual ones."""

    dossiers: str = ""
    observations: str = ""
    grille: str = ""

    def chemin(self, entete: Path, role: str) -> Path:
        """Return where the file of a role stands, there or not, from the path of what says the séance.

        :raises DonneesInvalides: for a name that leaves the folder, or several files of the usual names.
        """
        nom = str(getattr(self, role))
        formes = FORMES_DE_GRILLE if role == "grille" else FORMES
        return _dedans(entete, role, nom) if nom else usuel(entete.parent, role, formes)


def usuel(dossier: Path, role: str, formes: Collection[str]) -> Path:
    """Return the file of a usual name that is there, or would be; raise `DonneesInvalides` for several."""
    presents = list(_presents(dossier, role, formes))
    if len(presents) > 1:
        noms = tuple(un.name for un in presents)
        raise DonneesInvalides([Defaut(Lieu(presents[1].name), DEUX_FICHIERS(role=role, noms=noms))])
    return presents[0] if presents else dossier / f"{role}{next(iter(formes))}"


def _presents(dossier: Path, role: str, formes: Collection[str]) -> Iterator[Path]:
    return (chemin for forme in formes if (chemin := dossier / f"{role}{forme}").exists())


def _dedans(entete: Path, role: str, nom: str) -> Path:
    dossier, chemin = entete.parent.resolve(), (entete.parent / nom).resolve()
    if not chemin.is_relative_to(dossier):
        lieu = Lieu(entete.name, chemin=f"$.fichiers.{role}")
        raise DonneesInvalides([Defaut(lieu, HORS_DU_DOSSIER(nom=nom))])
    return entete.parent / nom
