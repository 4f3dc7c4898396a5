"""A séance as a folder: ``seance.toml`` or its like in JSON, and the tables and the grille that it names."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from attrs import field, fields, frozen
from cattrs import Converter

from parchemin.dossier.model import Membre, Qualite
from parchemin.dossier.readers.fichiers import Fichiers
from parchemin.dossier.readers.formats.fichier import lire_octets, refuser
from parchemin.dossier.readers.formats.json import decoder_json
from parchemin.dossier.readers.formats.ouverture import ouvrir
from parchemin.dossier.readers.formats.tableau import Tableau
from parchemin.dossier.readers.grille_voisine import lire_grille_voisine, places_des_intitules
from parchemin.dossier.readers.remarques import Remarques
from parchemin.dossier.readers.seance_brute import EnTeteDeSeance, SeanceBrute
from parchemin.dossier.readers.valeurs import est_un_avis, qualite
from parchemin.dossier.texte import cle
from parchemin.errors import Defaut, DonneesInvalides, Lieu
from parchemin.faits import Tournure
from parchemin.referentiel.structure import lire_toml, nouveau_convertisseur, structurer

OBJET_ATTENDU = Tournure("json_objet_attendu", "attendu un objet")
SENS_INCONNU = Tournure(
    "sens_inconnu", "trouvé « {sens} » : attendu oui, non, absent, neutralise : motif, ou rien pour sans avis"
)

Ouverture = Callable[..., Tableau]
"""What opens a table, by its path and its role."""


@frozen
class _FichierSeance:
    seance: EnTeteDeSeance
    fichiers: Fichiers = field(factory=Fichiers)
    membres: tuple[Membre, ...] = ()
    valeurs: dict[str, str] = field(factory=dict)


def lire_repertoire(
    entete: Path,
    ouvrir: Ouverture = ouvrir,
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
    brut = remarques.essayer(partial(_lire_document, entete))
    lu = None if brut is None else remarques.essayer(partial(_structurer, brut, entete.name))
    fichiers = lu.fichiers if lu else _fichiers(brut or {})

    def table(role: str) -> Tableau | None:
        chemin = fichiers.chemin(entete, role)
        dispense = (suite and not getattr(fichiers, role)) or (avant and role == "observations")
        if not tables or ((brut is None or dispense) and not chemin.exists()):
            return None  # an unreadable heading may have named another file
        return ouvrir(chemin, role)

    grille = de_grille.essayer(partial(lire_grille_voisine, entete, fichiers))
    places = {cle: Lieu(entete.name, chemin=f"$.seance.{cle}") for cle in ("certification", "edition", "instance")}
    return SeanceBrute(
        lu.seance if lu else None,
        {**places, **places_des_intitules(grille)},
        lu.membres if lu else (),
        remarques.essayer(partial(table, "dossiers")),
        remarques.essayer(partial(table, "observations")),
        grille.grille if grille else None,
        grille.fichier if grille else "",
        remarques,
        de_grille.defauts,
        valeurs=remarques.essayer(partial(lire_sens, lu.valeurs, entete.name)) or {} if lu else {},
    )


def lire_sens(valeurs: Mapping[str, str], fichier: str) -> dict[str, str]:
    """Return what the shorthands of a file mean, by their folded writing; raise `DonneesInvalides`."""
    inconnus = [
        Defaut(Lieu(fichier, chemin=f"$.valeurs.{ecrit}"), SENS_INCONNU(sens=sens))
        for ecrit, sens in valeurs.items()
        if not est_un_avis(sens)
    ]
    if inconnus:
        raise DonneesInvalides(inconnus)
    return {cle(ecrit): sens for ecrit, sens in valeurs.items()}


def lire_fichiers(entete: Path) -> Fichiers:
    """Return where a séance says that its tables stand; raise `DonneesInvalides` with its faults."""
    return _structurer(_lire_document(entete), entete.name).fichiers


def _lire_document(entete: Path) -> dict[str, Any]:
    if entete.suffix.lower() == ".toml":
        return lire_toml(lire_octets(entete), entete.name)
    brut = decoder_json(lire_octets(entete), entete.name)
    if not isinstance(brut, dict):
        raise refuser(entete.name, OBJET_ATTENDU())
    return brut


def _structurer(brut: dict[str, Any], fichier: str) -> _FichierSeance:
    return structurer(_convertisseur(), brut, _FichierSeance, fichier)


@cache
def _convertisseur() -> Converter:
    """Return what reads every ``seance.toml``: it writes its own code at its first, which takes a while."""
    convertisseur = nouveau_convertisseur()
    convertisseur.register_structure_hook(Qualite, lambda brut, _: qualite(brut))
    return convertisseur


def _fichiers(brut: dict[str, Any]) -> Fichiers:
    """Return the names of the tables as far as they can be read in a ``seance.toml`` at fault."""
    noms = brut.get("fichiers")
    connus = {champ.name for champ in fields(Fichiers)}
    lisibles = noms.items() if isinstance(noms, dict) else ()
    return Fichiers(**{nom: valeur for nom, valeur in lisibles if nom in connus and isinstance(valeur, str)})
