"""A séance as a folder: ``seance.toml``, and the tables and the grille that it names."""

from functools import partial
from pathlib import Path
from typing import Any

from attrs import fields, frozen

from parchemin.dossier.model import Membre
from parchemin.dossier.readers.lecture import EnTete, Lecture, essayer
from parchemin.dossier.readers.rangees import Tableau, lire_octets
from parchemin.dossier.readers.tableau import ouvrir
from parchemin.errors import Defaut, Lieu
from parchemin.referentiel.model import Grille
from parchemin.referentiel.structure import lire_toml, nouveau_convertisseur, structurer
from parchemin.referentiel.toml import lire_grille


@frozen
class Fichiers:
    """The names of a séance's tables, relative to its folder."""

    dossiers: str = "dossiers.csv"
    observations: str = "observations.csv"
    grille: str = "grille.toml"


@frozen
class _FichierSeance:
    seance: EnTete
    fichiers: Fichiers = Fichiers()
    membres: tuple[Membre, ...] = ()


def lire_dossier_de_seance(entete: Path, *, suite: bool = False) -> Lecture:
    """Read a séance's folder, from the path of its ``seance.toml``; one that follows another may lack tables."""
    defauts: list[Defaut] = []
    defauts_grille: list[Defaut] = []
    brut = essayer(lambda: lire_toml(lire_octets(entete), entete.name), defauts)
    lu = None if brut is None else essayer(partial(_structurer, brut, entete.name), defauts)
    fichiers = lu.fichiers if lu else _fichiers(brut or {})

    def table(nom: str) -> Tableau | None:
        chemin = entete.parent / getattr(fichiers, nom)
        dispense = suite and getattr(fichiers, nom) == getattr(Fichiers(), nom)
        if (brut is None or dispense) and not chemin.exists():
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


def lire_grille_voisine(voisin: Path, nom: str = "grille.toml") -> Grille | None:
    """Read the grille beside a file; only the one of the default name may be missing."""
    chemin = voisin.parent / nom
    if nom == Fichiers().grille and not chemin.exists():
        return None
    return lire_grille(lire_octets(chemin), chemin.name)


def _structurer(brut: dict[str, Any], fichier: str) -> _FichierSeance:
    return structurer(nouveau_convertisseur(), brut, _FichierSeance, fichier)


def _fichiers(brut: dict[str, Any]) -> Fichiers:
    """Return the names of the tables as far as they can be read in a ``seance.toml`` at fault."""
    noms = brut.get("fichiers")
    connus = {champ.name for champ in fields(Fichiers)}
    lisibles = noms.items() if isinstance(noms, dict) else ()
    return Fichiers(**{nom: valeur for nom, valeur in lisibles if nom in connus and isinstance(valeur, str)})
