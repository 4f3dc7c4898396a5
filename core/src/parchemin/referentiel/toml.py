"""Loading éditions, shared declarations and grilles from TOML.

A branch's référentiels are a folder: ``<certification>/<edition>.toml`` for the éditions, and
``communs/*.toml`` for the blocs and épreuves that several éditions share. An édition takes a shared one with
``reprend = "GRU"``; the file it comes from is named once, by ``communs = "2021"``.
"""

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from attrs import evolve, frozen
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from parchemin.errors import Defaut, DonneesInvalides, Lieu, plus_proche
from parchemin.referentiel.coherence import fautes
from parchemin.referentiel.model import Bloc, Critere, Edition, Epreuve, Grille
from parchemin.referentiel.structure import lire_toml, nouveau_convertisseur, structurer

Element = TypeVar("Element", Bloc, Epreuve)


@frozen
class Communs:
    """Blocs and épreuves that several éditions share; ``code`` names the family."""

    code: str
    edition: str
    blocs: tuple[Bloc, ...] = ()
    epreuves: tuple[Epreuve, ...] = ()


@frozen
class _EnTeteGrille:
    edition: str
    exemple: bool = False


@frozen
class _FichierGrille:
    grille: _EnTeteGrille
    criteres: dict[str, tuple[Critere, ...]]


def lire_edition(contenu: bytes, fichier: str, communs: Communs | None = None) -> Edition:
    """Read one édition.

    :raises DonneesInvalides: with every fault at once, first of form, then of coherence.
    """
    brut = lire_toml(contenu, fichier)
    brut.pop("communs", None)
    edition = structurer(_convertisseur(communs), brut, Edition, fichier)
    edition = evolve(edition, blocs=_avec_cles(edition.cle, edition.blocs))
    if defauts := [Defaut(Lieu(fichier, chemin=chemin), message) for chemin, message in fautes(edition)]:
        raise DonneesInvalides(defauts)
    return edition


def lire_communs(contenu: bytes, fichier: str) -> Communs:
    """Read a file of shared declarations."""
    communs = structurer(_convertisseur(None), lire_toml(contenu, fichier), Communs, fichier)
    return evolve(communs, blocs=_avec_cles(f"{communs.code}@{communs.edition}", communs.blocs))


def lire_grille(contenu: bytes, fichier: str) -> Grille:
    """Read a branch's grille: which critères stand below each compétence left open."""
    lu = structurer(nouveau_convertisseur(), lire_toml(contenu, fichier), _FichierGrille, fichier)
    return Grille(lu.grille.edition, lu.criteres, lu.grille.exemple)


def completer(edition: Edition, grille: Grille, fichier: str) -> Edition:
    """Complete an édition by its grille; refuse a grille of another édition, or of unknown compétences."""
    ouvertes = {f"{bloc.code}/{comp.code}" for bloc in edition.blocs for comp in bloc.competences}
    defauts = [
        Defaut(
            Lieu(fichier, chemin=f"$.criteres['{chemin}']"),
            f"compétence inconnue{plus_proche(chemin, ouvertes)}",
        )
        for chemin in grille.criteres.keys() - ouvertes
    ]
    if grille.edition != edition.cle:
        message = f"trouvé « {grille.edition} », attendu « {edition.cle} »"
        defauts.insert(0, Defaut(Lieu(fichier, chemin="$.grille.edition"), message))
    if defauts:
        raise DonneesInvalides(defauts)
    return edition.completee(grille)


def charger_editions(dossier: Traversable) -> tuple[Edition, ...]:
    """Load every édition of a branch's folder; raise `DonneesInvalides` with the faults of all the files."""
    communs = {
        nom: lire_communs(contenu, fichier) for nom, fichier, contenu in _fichiers(dossier / "communs")
    }
    editions: list[Edition] = []
    defauts: list[Defaut] = []
    for certification in sorted(dossier.iterdir(), key=lambda entree: entree.name):
        if certification.is_dir() and certification.name != "communs":
            for _, fichier, contenu in _fichiers(certification):
                try:
                    editions.append(_charger(contenu, fichier, communs))
                except DonneesInvalides as erreur:
                    defauts += erreur.defauts
    if defauts:
        raise DonneesInvalides(defauts)
    return tuple(editions)


def communs_voisins(chemin: Path, brut: Mapping[str, Any]) -> Communs | None:
    """Return the shared declarations that an édition file names, from the folder beside its own."""
    voisin = chemin.resolve().parent.parent / "communs" / f"{brut.get('communs')}.toml"
    return lire_communs(voisin.read_bytes(), f"communs/{voisin.name}") if voisin.is_file() else None


def _charger(contenu: bytes, fichier: str, communs: Mapping[str, Communs]) -> Edition:
    nom = lire_toml(contenu, fichier).get("communs")
    if nom is not None and nom not in communs:
        message = f"fichier commun inconnu « {nom} »{plus_proche(str(nom), communs)}"
        raise DonneesInvalides([Defaut(Lieu(fichier, chemin="$.communs"), message)])
    return lire_edition(contenu, fichier, communs.get(str(nom)))


def _fichiers(dossier: Traversable) -> Iterator[tuple[str, str, bytes]]:
    if not dossier.is_dir():
        return
    for entree in sorted(dossier.iterdir(), key=lambda entree: entree.name):
        if entree.name.endswith(".toml"):
            yield entree.name.removesuffix(".toml"), f"{dossier.name}/{entree.name}", entree.read_bytes()


def _avec_cles(prefixe: str, blocs: tuple[Bloc, ...]) -> tuple[Bloc, ...]:
    return tuple(bloc if bloc.cle else evolve(bloc, cle=f"{prefixe}/{bloc.code}") for bloc in blocs)


def _convertisseur(communs: Communs | None) -> Converter:
    convertisseur = nouveau_convertisseur()
    partages_blocs = {bloc.code: bloc for bloc in communs.blocs} if communs else {}
    partagees_epreuves = {epreuve.code: epreuve for epreuve in communs.epreuves} if communs else {}
    _reprendre(convertisseur, Bloc, partages_blocs, "cle")
    _reprendre(convertisseur, Epreuve, partagees_epreuves)
    structurer_edition = make_dict_structure_fn(
        Edition, convertisseur, _cattrs_forbid_extra_keys=True, grille=override(omit=True)
    )
    convertisseur.register_structure_hook(Edition, structurer_edition)
    return convertisseur


def _reprendre(
    convertisseur: Converter, type_: type[Element], partages: Mapping[str, Element], *omis: str
) -> None:
    """Let an element be either declared in place or taken from the shared file with ``reprend``."""
    omissions: dict[str, Any] = {nom: override(omit=True) for nom in omis}
    declarer = make_dict_structure_fn(type_, convertisseur, _cattrs_forbid_extra_keys=True, **omissions)

    def structurer_element(brut: object, _: object) -> Element:
        if not isinstance(brut, Mapping):
            raise ValueError("attendu une table")
        if "reprend" not in brut:
            return declarer(brut, type_)
        nom = str(brut["reprend"])
        if nom not in partages or len(brut) > 1:
            raise ValueError(f'« reprend = "{nom}" » seul, d\'un élément commun{plus_proche(nom, partages)}')
        return partages[nom]

    convertisseur.register_structure_hook(type_, structurer_element)
