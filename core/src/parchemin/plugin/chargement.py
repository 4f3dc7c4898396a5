"""Loading one plugin: import it, look at its hooks, call each once. All that goes wrong has cause and remedy."""

import inspect
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Any, get_args, get_origin, get_type_hints

import pluggy

from parchemin.errors import BrancheInvalide, DonneesInvalides, Suggestion
from parchemin.faits import Fait, Tournure, en_fait
from parchemin.plugin import API_VERSION, PROJET, specs
from parchemin.plugin.validation import Apport, fautes

HOOKS: Mapping[str, Callable[[], Any]] = {
    nom: hook for nom, hook in vars(specs).items() if nom.startswith(f"{PROJET}_")
}
_MARQUE = f"{PROJET}_impl"

ERREUR = Tournure("erreur_python", "{type} : {texte}")
ERREUR_SITUEE = Tournure("erreur_python_situee", "{type} : {texte} ({module}, ligne {ligne})")
IMPORT = Tournure("import_echoue", "import : {erreur}")
HOOK_ECHOUE = Tournure("hook_echoue", "{hook} : {erreur}")
PAS_UN_MODULE = Tournure("pas_un_module", "« {point} » n'est pas un module")
API_AUTRE = Tournure("api_autre", "API_VERSION vaut {version}, attendu {attendu}")
PAS_UN_HOOK = Tournure("pas_un_hook", "« {fonction} » n'est pas un hook{suggestion}")
HOOK_SANS_MARQUE = Tournure("hook_sans_marque", "{hook} n'est pas marqué : il ne serait jamais appelé")
HOOK_AVEC_PARAMETRES = Tournure("hook_avec_parametres", "{hook} demande {parametres}")
HOOK_COROUTINE = Tournure("hook_coroutine", "{hook} est une coroutine")
RENDU_COROUTINE = Tournure("rendu_coroutine", "{hook} a rendu une coroutine")
RENDU_AUTRE = Tournure("rendu_autre", "{hook} a rendu {trouve}, attendu {attendu}")

CORRIGER_LES_HOOKS = Tournure("corriger_les_hooks", "corriger ce que rendent les hooks, puis éprouver la branche")
CORRIGER_LE_MODULE = Tournure("corriger_le_module", "corriger le module : son import échoue")
DONNER_UN_MODULE = Tournure("donner_un_module", "donner pour point d'entrée un module")
CORRIGER_LE_POINT = Tournure(
    "corriger_le_point",
    "corriger le point d'entrée « {point} » dans pyproject.toml, ou réinstaller la distribution",
)
INSTALLER = Tournure(
    "installer",
    "installer ce qui fournit « {module} », et le déclarer dans les dependencies de la distribution",
)
ECRIRE_API = Tournure("ecrire_api", "écrire API_VERSION = {attendu} dans le module du greffon")
METTRE_A_JOUR_LE_COEUR = Tournure(
    "mettre_a_jour_le_coeur",
    "mettre à jour parchemin, ou installer une version plus ancienne de cette distribution",
)
METTRE_A_JOUR_LE_GREFFON = Tournure(
    "mettre_a_jour_le_greffon",
    "mettre à jour cette distribution : elle est écrite pour une interface plus ancienne",
)
RENOMMER = Tournure("renommer", "renommer cette fonction")
MARQUER = Tournure("marquer", "le précéder de @hookimpl")
OTER_LES_PARAMETRES = Tournure("oter_les_parametres", "ôter ces paramètres : un hook n'en reçoit aucun")
ECRIRE_DEF = Tournure("ecrire_def", "écrire « def » et non « async def »")
RENDRE_LES_VALEURS = Tournure("rendre_les_valeurs", "rendre les valeurs elles-mêmes")
RENDRE_UN_TUPLE = Tournure("rendre_un_tuple", "rendre un tuple, ou écrire un générateur")
RENDRE_DU_TYPE = Tournure("rendre_du_type", "rendre des valeurs de type {type}")
CORRIGER_LES_FICHIERS = Tournure("corriger_les_fichiers", "corriger ces fichiers de la distribution")
AJOUTER_LE_FICHIER = Tournure(
    "ajouter_le_fichier", "ajouter ce fichier aux données du paquet : la roue ne le contient pas"
)
CORRIGER_LE_HOOK = Tournure("corriger_le_hook", "corriger {hook} : ce hook échoue")


def charger_un(point: EntryPoint) -> Apport:
    """Return what a plugin supplies; raise `BrancheInvalide` whatever goes wrong.

    A plugin that asks to end the program is refused like any other; what it prints goes to standard error.
    """
    with redirect_stdout(sys.stderr):
        module = _importer(point)
        _exiger_version(module)
        _exiger_hooks(module)
        apport = _recueillir(module)
    if trouvees := list(fautes(point.name, apport)):
        raise BrancheInvalide(trouvees, [CORRIGER_LES_HOOKS()])
    return apport


def _importer(point: EntryPoint) -> ModuleType:
    try:
        module = point.load()
    except ModuleNotFoundError as erreur:
        raise BrancheInvalide([_dire(erreur)], [_remede_module(point, erreur.name or "")]) from erreur
    except (Exception, SystemExit) as erreur:  # a plugin may fail in any way; the others must work
        raise BrancheInvalide([IMPORT(erreur=_dire(erreur))], [CORRIGER_LE_MODULE()]) from erreur
    if not isinstance(module, ModuleType):
        raise BrancheInvalide([PAS_UN_MODULE(point=point.value)], [DONNER_UN_MODULE()])
    return module


def _remede_module(point: EntryPoint, absent: str) -> Fait:
    """Tell a missing dependency from an entry point that leads nowhere."""
    if point.module == absent or point.module.startswith(f"{absent}."):
        return CORRIGER_LE_POINT(point=point.value)
    return INSTALLER(module=absent.partition(".")[0])


def _exiger_version(module: ModuleType) -> None:
    version = getattr(module, "API_VERSION", None)
    if version == API_VERSION:
        return
    if not isinstance(version, int):
        remede = ECRIRE_API(attendu=API_VERSION)
    elif version > API_VERSION:
        remede = METTRE_A_JOUR_LE_COEUR()
    else:
        remede = METTRE_A_JOUR_LE_GREFFON()
    raise BrancheInvalide([API_AUTRE(version=version, attendu=API_VERSION)], [remede])


def _exiger_hooks(module: ModuleType) -> None:
    """Refuse, all at once, the functions that pluggy would pass over or could not call."""
    if trouvees := list(_hooks_en_faute(module)):
        causes, remedes = zip(*trouvees, strict=True)
        raise BrancheInvalide(causes, dict.fromkeys(remedes))


def _hooks_en_faute(module: ModuleType) -> Iterator[tuple[Fait, Fait]]:
    for nom, fonction in vars(module).items():
        marque = hasattr(fonction, _MARQUE)
        if not callable(fonction) or not (marque or nom.startswith(f"{PROJET}_")):
            continue
        if nom not in HOOKS:
            yield PAS_UN_HOOK(fonction=nom, suggestion=Suggestion.parmi(nom, HOOKS)), RENOMMER()
        elif not marque:
            yield HOOK_SANS_MARQUE(hook=nom), MARQUER()
        else:
            yield from _signature_en_faute(nom, fonction)


def _signature_en_faute(nom: str, fonction: Callable[..., Any]) -> Iterator[tuple[Fait, Fait]]:
    libres = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    parametres = inspect.signature(fonction).parameters.values()
    demandes = [p.name for p in parametres if p.default is p.empty and p.kind not in libres]
    if demandes:
        yield HOOK_AVEC_PARAMETRES(hook=nom, parametres=tuple(demandes)), OTER_LES_PARAMETRES()
    if inspect.iscoroutinefunction(fonction) or inspect.isasyncgenfunction(fonction):
        yield HOOK_COROUTINE(hook=nom), ECRIRE_DEF()


def _recueillir(module: ModuleType) -> Apport:
    gestionnaire = pluggy.PluginManager(PROJET)
    gestionnaire.add_hookspecs(specs)
    gestionnaire.register(module)
    return Apport(**{nom.removeprefix(f"{PROJET}_"): _appeler(gestionnaire, nom) for nom in HOOKS})


def _appeler(gestionnaire: pluggy.PluginManager, nom: str) -> Any:
    """Call one hook of the only plugin registered; return what it gave, materialised and typed."""
    attendu = get_type_hints(HOOKS[nom])["return"]
    try:
        return _materialiser(nom, getattr(gestionnaire.hook, nom)(), attendu)
    except BrancheInvalide:
        raise
    except (Exception, SystemExit) as erreur:  # the hook is the plugin's own code
        raise BrancheInvalide(
            [HOOK_ECHOUE(hook=nom, erreur=_dire(erreur))], [_remede_hook(nom, erreur)]
        ) from erreur


def _materialiser(nom: str, reponses: list[Any], attendu: Any) -> Any:
    if inspect.iscoroutine(reponses[0] if reponses else None):
        reponses[0].close()
        raise BrancheInvalide([RENDU_COROUTINE(hook=nom)], [RENDRE_LES_VALEURS()])
    if get_origin(attendu) is None:
        _exiger_type(nom, reponses, attendu)
        return reponses[0] if reponses else None
    if reponses and (isinstance(reponses[0], str) or not isinstance(reponses[0], Iterable)):
        cause = RENDU_AUTRE(hook=nom, trouve=type(reponses[0]).__name__, attendu="un itérable")
        raise BrancheInvalide([cause], [RENDRE_UN_TUPLE()])
    elements = tuple(reponses[0]) if reponses else ()
    _exiger_type(nom, elements, get_args(attendu)[0])
    return elements


def _exiger_type(nom: str, elements: Iterable[object], attendu: type) -> None:
    for element in elements:
        if not isinstance(element, attendu):
            cause = RENDU_AUTRE(hook=nom, trouve=type(element).__name__, attendu=attendu.__name__)
            raise BrancheInvalide([cause], [RENDRE_DU_TYPE(type=f"{attendu.__module__}.{attendu.__name__}")])


def _remede_hook(nom: str, erreur: BaseException) -> Fait:
    if isinstance(erreur, DonneesInvalides):
        return CORRIGER_LES_FICHIERS()
    if isinstance(erreur, FileNotFoundError):
        return AJOUTER_LE_FICHIER()
    return CORRIGER_LE_HOOK(hook=nom)


def _dire(erreur: BaseException) -> Fait:
    """Say an error of a plugin: its faults where it has them, else its type, its text and its place."""
    if isinstance(erreur, DonneesInvalides):
        return en_fait(" ; ".join(map(str, erreur.defauts)))
    champs = {"type": type(erreur).__name__, "texte": str(erreur)}
    siens = [trame for trame in traceback.walk_tb(erreur.__traceback__) if not _du_chargeur(trame[0].f_globals)]
    if not siens:
        return ERREUR(**champs)
    trame, ligne = siens[-1]
    return ERREUR_SITUEE(**champs, module=trame.f_globals.get("__name__", "?"), ligne=ligne)


def _du_chargeur(globaux: Mapping[str, Any]) -> bool:
    racine = str(globaux.get("__name__", "")).partition(".")[0]
    return racine in {"importlib", "parchemin", "pluggy", "_frozen_importlib", "pathlib", "tomllib"}
