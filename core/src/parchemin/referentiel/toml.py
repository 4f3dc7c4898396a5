"""Loading éditions, shared declarations and grilles from TOML.

A branch's référentiels are a folder: ``<certification>/<edition>.toml`` for the éditions, and
``communs/*.toml`` for the blocs and épreuves that several éditions share. An édition takes a shared one with
``reprend = "B1"``; the file it comes from is named once, by ``communs = "2021"``.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from attrs import evolve, field, frozen
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from parchemin.errors import Defaut, DonneesInvalides, Lieu, Suggestion, ValeurRefusee
from parchemin.faits import Tournure
from parchemin.referentiel.coherence import Faute, fautes
from parchemin.referentiel.model import Bloc, Calendrier, Critere, Edition, Epreuve, Etape, Grille
from parchemin.referentiel.structure import lire_toml, nouveau_convertisseur, structurer

T = TypeVar("T")
Element = TypeVar("Element", Bloc, Epreuve, Calendrier)

COMMUN_INCONNU = Tournure("fichier_commun_inconnu", "fichier commun inconnu « {nom} »{suggestion}")
AUTRE_EDITION = Tournure("grille_d_une_autre_edition", "trouvé « {trouve} », attendu « {attendu} »")
BLOC_DEJA_LA = Tournure("bloc_deja_la", "« {bloc} » est déjà un bloc de {edition}")
COMPETENCE_INCONNUE = Tournure("competence_inconnue", "compétence inconnue{suggestion}")
NOEUD_INCONNU = Tournure("noeud_inconnu", "ni bloc ni compétence{suggestion}")
CRITERES_DEJA_LA = Tournure("criteres_deja_la", "les critères de {competence} sont déjà dans le référentiel")
TABLE_ATTENDUE = Tournure("table_attendue", "attendu une table")
RIEN_A_REPRENDRE = Tournure(
    "rien_a_reprendre",
    '« reprend = "{nom}" » : rien à reprendre ici, une édition nomme son fichier par « communs », un fichier'
    " commun déclare les siens en entier",
)
REPRISE_INCONNUE = Tournure("reprise_inconnue", '« reprend = "{nom}" » seul, d\'un élément commun{suggestion}')


@frozen
class Communs:
    """Blocs, épreuves and calendars that several éditions share; ``code`` names the family.

    The ``etapes`` are those of every édition that names this file, before its own.
    """

    code: str
    edition: str
    blocs: tuple[Bloc, ...] = ()
    epreuves: tuple[Epreuve, ...] = ()
    calendriers: tuple[Calendrier, ...] = ()
    etapes: tuple[Etape, ...] = ()


@frozen
class _EnTeteGrille:
    edition: str
    exemple: bool = False


@frozen
class _FichierGrille:
    grille: _EnTeteGrille
    criteres: dict[str, tuple[Critere, ...]] = field(factory=dict)
    blocs: tuple[Bloc, ...] = ()


def lire_edition(contenu: bytes, fichier: str, communs: Mapping[str, Communs] | None = None) -> Edition:
    """Read one édition, with the shared declarations that its key ``communs`` names.

    :raises DonneesInvalides: with every fault at once, first of form, then of coherence.
    """
    brut = lire_toml(contenu, fichier)
    siens = _choisir(brut.pop("communs", None), communs or {}, fichier)
    edition = structurer(_convertisseur(siens), brut, Edition, fichier)
    etapes = (*siens.etapes, *edition.etapes) if siens else edition.etapes
    edition = evolve(edition, blocs=_avec_cles(edition.cle, edition.blocs), etapes=etapes)
    if defauts := [Defaut(Lieu(fichier, chemin=chemin), fait) for chemin, fait in fautes(edition)]:
        raise DonneesInvalides(defauts)
    return edition


def _choisir(nom: object, communs: Mapping[str, Communs], fichier: str) -> Communs | None:
    if nom is not None and str(nom) not in communs:
        inconnu = COMMUN_INCONNU(nom=str(nom), suggestion=Suggestion.parmi(str(nom), communs))
        raise DonneesInvalides([Defaut(Lieu(fichier, chemin="$.communs"), inconnu)])
    return None if nom is None else communs[str(nom)]


def lire_communs(contenu: bytes, fichier: str) -> Communs:
    """Read a file of shared declarations."""
    communs = structurer(_convertisseur(None), lire_toml(contenu, fichier), Communs, fichier)
    return evolve(communs, blocs=_avec_cles(f"{communs.code}@{communs.edition}", communs.blocs))


def lire_grille(contenu: bytes, fichier: str) -> Grille:
    """Read a branch's grille: blocs, and the critères below each compétence, that the documents leave open."""
    lu = structurer(_convertisseur(None), lire_toml(contenu, fichier), _FichierGrille, fichier)
    return Grille(lu.grille.edition, lu.criteres, lu.grille.exemple, _avec_cles(lu.grille.edition, lu.blocs))


@frozen
class _FichierIntitules:
    edition: str
    intitules: dict[str, str]


def lire_intitules(contenu: bytes, fichier: str) -> Grille:
    """Read a branch's own wordings of blocs and compétences, by their path, as a grille of nothing else."""
    lu = structurer(_convertisseur(None), lire_toml(contenu, fichier), _FichierIntitules, fichier)
    return Grille(lu.edition, intitules=lu.intitules)


def completer(edition: Edition, grille: Grille, fichier: str) -> Edition:
    """Complete an édition by its grille.

    :raises DonneesInvalides: when the grille is of another édition, names an unknown compétence, or gives
        again what the édition holds already.
    """
    if defauts := [Defaut(Lieu(fichier, chemin=chemin), fait) for chemin, fait in _ecarts(edition, grille)]:
        raise DonneesInvalides(defauts)
    return edition.completee(grille)


def chemin_critere(competence: str) -> str:
    """Return where a grille gives the critères of a compétence."""
    return f"$.criteres['{competence}']"


def chemin_intitule(noeud: str) -> str:
    """Return where a file of wordings words a bloc or a compétence."""
    return f"$.intitules['{noeud}']"


def _ecarts(edition: Edition, grille: Grille) -> Iterator[Faute]:
    if grille.edition != edition.cle:
        yield "$.grille.edition", AUTRE_EDITION(trouve=grille.edition, attendu=edition.cle)
    deja = {bloc.code for bloc in edition.blocs}
    for rang, bloc in enumerate(grille.blocs):
        if bloc.code in deja:
            yield f"$.blocs[{rang}].code", BLOC_DEJA_LA(bloc=bloc.code, edition=edition.cle)
    competences = {
        f"{bloc.code}/{competence.code}": competence
        for bloc in (*edition.blocs, *grille.blocs)
        for competence in bloc.competences
    }
    for chemin in grille.criteres:
        if chemin not in competences:
            yield chemin_critere(chemin), COMPETENCE_INCONNUE(suggestion=Suggestion.parmi(chemin, competences))
        elif competences[chemin].criteres:
            yield chemin_critere(chemin), CRITERES_DEJA_LA(competence=chemin)
    yield from _sans_noeud(grille, [*(bloc.code for bloc in (*edition.blocs, *grille.blocs)), *competences])


def _sans_noeud(grille: Grille, noeuds: list[str]) -> Iterator[Faute]:
    for noeud in grille.intitules:
        if noeud not in noeuds:
            yield chemin_intitule(noeud), NOEUD_INCONNU(suggestion=Suggestion.parmi(noeud, noeuds))


def charger_editions(dossier: Traversable) -> tuple[Edition, ...]:
    """Load every édition of a branch's folder; raise `DonneesInvalides` with the faults of all the files."""
    defauts: list[Defaut] = []
    communs = _charger(dossier / "communs", lire_communs, defauts)
    if defauts:
        raise DonneesInvalides(defauts)
    editions: list[Edition] = []
    for certification in sorted(dossier.iterdir(), key=lambda entree: entree.name):
        if certification.is_dir() and certification.name != "communs":
            editions += _charger(certification, partial(lire_edition, communs=communs), defauts).values()
    if defauts:
        raise DonneesInvalides(defauts)
    return tuple(editions)


def lire_edition_voisine(contenu: bytes, chemin: Path) -> Edition:
    """Read one édition on its own, with the shared declarations of the folder ``communs`` beside its own."""
    defauts: list[Defaut] = []
    communs = _charger(chemin.resolve().parent.parent / "communs", lire_communs, defauts)
    if defauts:
        raise DonneesInvalides(defauts)
    return lire_edition(contenu, chemin.name, communs)


def _charger(dossier: Traversable, lire: Callable[[bytes, str], T], defauts: list[Defaut]) -> dict[str, T]:
    """Read each TOML file of a folder, by its name without suffix; gather the faults of those that fail."""
    lus: dict[str, T] = {}
    entrees = dossier.iterdir() if dossier.is_dir() else ()
    for entree in sorted(entrees, key=lambda entree: entree.name):
        if entree.name.endswith(".toml"):
            try:
                nom = entree.name.removesuffix(".toml")
                lus[nom] = lire(entree.read_bytes(), f"{dossier.name}/{entree.name}")
            except DonneesInvalides as erreur:
                defauts += erreur.defauts
    return lus


def _avec_cles(prefixe: str, blocs: tuple[Bloc, ...]) -> tuple[Bloc, ...]:
    return tuple(bloc if bloc.cle else evolve(bloc, cle=f"{prefixe}/{bloc.code}") for bloc in blocs)


@lru_cache(maxsize=8)
def _convertisseur(communs: Communs | None) -> Converter:
    """Return the converter of the files that share these declarations; making one costs as much as reading ten."""
    convertisseur = nouveau_convertisseur()
    partages_blocs = {bloc.code: bloc for bloc in communs.blocs} if communs else {}
    partagees_epreuves = {epreuve.code: epreuve for epreuve in communs.epreuves} if communs else {}
    _reprendre(convertisseur, Bloc, partages_blocs, "cle")
    _reprendre(convertisseur, Epreuve, partagees_epreuves)
    _reprendre(convertisseur, Calendrier, {annee.code: annee for annee in communs.calendriers} if communs else {})
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
            raise ValeurRefusee(TABLE_ATTENDUE())
        if "reprend" not in brut:
            return declarer(brut, type_)
        nom = str(brut["reprend"])
        if not partages:
            raise ValeurRefusee(RIEN_A_REPRENDRE(nom=nom))
        if nom not in partages or len(brut) > 1:
            raise ValeurRefusee(REPRISE_INCONNUE(nom=nom, suggestion=Suggestion.parmi(nom, partages)))
        return partages[nom]

    convertisseur.register_structure_hook(type_, structurer_element)
