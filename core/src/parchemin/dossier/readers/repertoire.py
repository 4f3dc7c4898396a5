"""A séance as a folder: ``seance.toml``, and the tables and the grille that it names."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from attrs import evolve, fields, frozen
from cattrs import Converter

from parchemin.dossier.model import Membre
from parchemin.dossier.readers.formats.fichier import lire_octets
from parchemin.dossier.readers.formats.ouverture import ouvrir
from parchemin.dossier.readers.formats.tableau import Tableau
from parchemin.dossier.readers.remarques import Remarques
from parchemin.dossier.readers.seance_brute import EnTeteDeSeance, SeanceBrute
from parchemin.errors import Defaut, DonneesInvalides, Lieu
from parchemin.referentiel.model import Grille
from parchemin.referentiel.structure import lire_toml, nouveau_convertisseur, structurer
from parchemin.referentiel.toml import AUTRE_EDITION, chemin_intitule, lire_grille, lire_intitules

INTITULES = "intitules.toml"
"""The name of the file of a branch's own wordings."""


@frozen
class Fichiers:
    """The names of a séance's tables, relative to its folder.

    Where there is no table of the default name, one of the same name in Parquet stands in for it.
    """

    dossiers: str = "dossiers.csv"
    observations: str = "observations.csv"
    grille: str = "grille.toml"

    def chemin(self, entete: Path, nom: str) -> Path:
        """Return where a table stands, from the path of a ``seance.toml``."""
        chemin = entete.parent / str(getattr(self, nom))
        en_parquet = chemin.with_suffix(".parquet")
        par_defaut = chemin.name == getattr(Fichiers(), nom)
        return en_parquet if par_defaut and not chemin.exists() and en_parquet.exists() else chemin


@frozen
class _FichierSeance:
    seance: EnTeteDeSeance
    fichiers: Fichiers = Fichiers()
    membres: tuple[Membre, ...] = ()


def lire_repertoire(
    entete: Path,
    ouvrir: Callable[[Path, str], Tableau] = ouvrir,
    *,
    suite: bool = False,
    avant: bool = False,
    tables: bool = True,
) -> SeanceBrute:
    """Read a séance's folder, from the path of its ``seance.toml``.

    :param ouvrir: what opens its tables.
    :param suite: it follows another séance, and may lack tables.
    :param avant: it is before any observation, and may lack that table, under whatever name.
    :param tables: read its tables too.
    """
    remarques, de_grille = Remarques(), Remarques()
    brut = remarques.essayer(lambda: lire_toml(lire_octets(entete), entete.name))
    lu = None if brut is None else remarques.essayer(partial(_structurer, brut, entete.name))
    fichiers = lu.fichiers if lu else _fichiers(brut or {})

    def table(nom: str) -> Tableau | None:
        chemin = fichiers.chemin(entete, nom)
        dispense = suite and getattr(fichiers, nom) == getattr(Fichiers(), nom)
        dispense |= avant and nom == "observations"
        if not tables or ((brut is None or dispense) and not chemin.exists()):
            return None  # an unreadable seance.toml may have named another file
        return remarques.essayer(partial(ouvrir, chemin, nom))

    grille = de_grille.essayer(partial(lire_grille_voisine, entete, fichiers.grille))
    places = {cle: Lieu(entete.name, chemin=f"$.seance.{cle}") for cle in ("certification", "edition", "instance")}
    return SeanceBrute(
        lu.seance if lu else None,
        {**places, **places_des_intitules(grille)},
        lu.membres if lu else (),
        table("dossiers"),
        table("observations"),
        grille,
        fichiers.grille,
        remarques,
        de_grille.defauts,
    )


def lire_grille_voisine(voisin: Path, nom: str = "grille.toml") -> Grille | None:
    """Read the grille beside a file, with the wordings there; only those of the default names may be missing."""
    chemin = voisin.parent / nom
    if nom == Fichiers().grille and not chemin.exists():
        return avec_intitules(voisin, None)
    return avec_intitules(voisin, lire_grille(lire_octets(chemin), chemin.name))


def avec_intitules(voisin: Path, grille: Grille | None) -> Grille | None:
    """Return a grille with the branch's wordings, where their file stands beside another.

    :raises DonneesInvalides: when they are those of another édition.
    """
    chemin = voisin.parent / INTITULES
    if not chemin.exists():
        return grille
    lus = lire_intitules(lire_octets(chemin), INTITULES)
    if grille is None:
        return lus
    if grille.edition not in ("", lus.edition):
        autre = AUTRE_EDITION(trouve=lus.edition, attendu=grille.edition)
        raise DonneesInvalides([Defaut(Lieu(INTITULES, chemin="$.edition"), autre)])
    return evolve(grille, edition=lus.edition, intitules=lus.intitules)


def places_des_intitules(grille: Grille | None) -> dict[str, Lieu]:
    """Return where each wording stands, by its path in the file."""
    chemins = map(chemin_intitule, grille.intitules if grille else ())
    return {chemin: Lieu(INTITULES, chemin=chemin) for chemin in chemins}


def lire_fichiers(entete: Path) -> Fichiers:
    """Return where a ``seance.toml`` says that its tables stand; raise `DonneesInvalides` with its faults."""
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
