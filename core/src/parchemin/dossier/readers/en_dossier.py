"""A séance as a folder: ``seance.toml``, and the tables and the grille that it names."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from attrs import fields, frozen
from cattrs import Converter

from parchemin.dossier.model import Membre
from parchemin.dossier.readers.fichier import lire_octets
from parchemin.dossier.readers.lecture import EnTete, Lecture, essayer
from parchemin.dossier.readers.ouverture import ouvrir
from parchemin.dossier.readers.tableau import Tableau
from parchemin.errors import Defaut, Lieu
from parchemin.referentiel.model import Grille
from parchemin.referentiel.structure import lire_toml, nouveau_convertisseur, structurer
from parchemin.referentiel.toml import lire_grille


@frozen
class Fichiers:
    """The names of a séance's tables, relative to its folder.

    Where there is no table of the default name, one of the same name in Parquet stands in for it.
    """

    dossiers: str = "dossiers.csv"
    observations: str = "observations.csv"
    grille: str = "grille.toml"


@frozen
class _FichierSeance:
    seance: EnTete
    fichiers: Fichiers = Fichiers()
    membres: tuple[Membre, ...] = ()


def lire_dossier_de_seance(
    entete: Path,
    ouvrir: Callable[[Path, str], Tableau] = ouvrir,
    *,
    suite: bool = False,
    avant: bool = False,
    tables: bool = True,
) -> Lecture:
    """Read a séance's folder, from the path of its ``seance.toml``.

    :param ouvrir: what opens its tables.
    :param suite: it follows another séance, and may lack tables.
    :param avant: it is before any observation, and may lack that table, under whatever name.
    :param tables: read its tables too.
    """
    defauts: list[Defaut] = []
    defauts_grille: list[Defaut] = []
    brut = essayer(lambda: lire_toml(lire_octets(entete), entete.name), defauts)
    lu = None if brut is None else essayer(partial(_structurer, brut, entete.name), defauts)
    fichiers = lu.fichiers if lu else _fichiers(brut or {})

    def table(nom: str) -> Tableau | None:
        chemin = chemin_de(entete, fichiers, nom)
        dispense = suite and getattr(fichiers, nom) == getattr(Fichiers(), nom)
        dispense |= avant and nom == "observations"
        if not tables or ((brut is None or dispense) and not chemin.exists()):
            return None  # an unreadable seance.toml may have named another file
        return essayer(partial(ouvrir, chemin, nom), defauts)

    return Lecture(
        lu.seance if lu else None,
        {cle: Lieu(entete.name, chemin=f"$.seance.{cle}") for cle in ("certification", "edition", "instance")},
        lu.membres if lu else (),
        table("dossiers"),
        table("observations"),
        essayer(partial(lire_grille_voisine, entete, fichiers.grille), defauts_grille),
        fichiers.grille,
        defauts,
        defauts_grille,
    )


def chemin_de(entete: Path, fichiers: Fichiers, nom: str) -> Path:
    """Return where a table stands."""
    chemin = entete.parent / str(getattr(fichiers, nom))
    en_parquet = chemin.with_suffix(".parquet")
    par_defaut = chemin.name == getattr(Fichiers(), nom)
    return en_parquet if par_defaut and not chemin.exists() and en_parquet.exists() else chemin


def tables_de(entete: Path) -> tuple[Path, Path]:
    """Return where the tables of the dossiers and of the observations stand, from the path of a ``seance.toml``.

    :raises DonneesInvalides: with the faults of the ``seance.toml``.
    """
    fichiers = _lire_fichiers(entete)
    return chemin_de(entete, fichiers, "dossiers"), chemin_de(entete, fichiers, "observations")


def fichiers_de(seance: Path) -> tuple[Path, ...]:
    """Return the files of a séance, there or not: its workbook, or its ``seance.toml`` and its tables.

    The grille that stands beside them, or that the ``seance.toml`` names, is one of them.

    :raises DonneesInvalides: with the faults of the ``seance.toml``.
    """
    entete = seance / "seance.toml" if seance.is_dir() else seance
    if entete.suffix.lower() != ".toml":
        return entete, entete.parent / Fichiers().grille
    return entete, *tables_de(entete), entete.parent / _lire_fichiers(entete).grille


def lire_grille_voisine(voisin: Path, nom: str = "grille.toml") -> Grille | None:
    """Read the grille beside a file; only the one of the default name may be missing."""
    chemin = voisin.parent / nom
    if nom == Fichiers().grille and not chemin.exists():
        return None
    return lire_grille(lire_octets(chemin), chemin.name)


def _lire_fichiers(entete: Path) -> Fichiers:
    return _structurer(lire_toml(lire_octets(entete), entete.name), entete.name).fichiers


def _structurer(brut: dict[str, Any], fichier: str) -> _FichierSeance:
    return structurer(_convertisseur(), brut, _FichierSeance, fichier)


@cache
def _convertisseur() -> Converter:
    """Return what reads every ``seance.toml``: it writes its own code at its first, which takes a while."""
    return nouveau_convertisseur()


def _fichiers(brut: dict[str, Any]) -> Fichiers:
    """Return the names of the tables as far as they can be read in a ``seance.toml`` at fault."""
    noms = brut.get("fichiers")
    connus = {champ.name for champ in fields(Fichiers)}
    lisibles = noms.items() if isinstance(noms, dict) else ()
    return Fichiers(**{nom: valeur for nom, valeur in lisibles if nom in connus and isinstance(valeur, str)})
