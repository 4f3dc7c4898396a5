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

from parchemin.errors import BrancheInvalide, DonneesInvalides, plus_proche
from parchemin.plugin import API_VERSION, PROJET, specs
from parchemin.plugin.validation import Apport, fautes

HOOKS: Mapping[str, Callable[[], Any]] = {
    nom: hook for nom, hook in vars(specs).items() if nom.startswith(f"{PROJET}_")
}
_MARQUE = f"{PROJET}_impl"


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
        raise BrancheInvalide(" ; ".join(trouvees), "corriger ce que rendent les hooks, puis parchemin conformite")
    return apport


def _importer(point: EntryPoint) -> ModuleType:
    try:
        module = point.load()
    except ModuleNotFoundError as erreur:
        raise BrancheInvalide(_dire(erreur), _remede_module(point, erreur.name or "")) from erreur
    except (Exception, SystemExit) as erreur:  # a plugin may fail in any way; the others must work
        raise BrancheInvalide(f"import : {_dire(erreur)}", "corriger le module : son import échoue") from erreur
    if not isinstance(module, ModuleType):
        raise BrancheInvalide(f"« {point.value} » n'est pas un module", "donner pour point d'entrée un module")
    return module


def _remede_module(point: EntryPoint, absent: str) -> str:
    """Tell a missing dependency from an entry point that leads nowhere."""
    if point.module == absent or point.module.startswith(f"{absent}."):
        return f"corriger le point d'entrée « {point.value} » dans pyproject.toml, ou réinstaller la distribution"
    racine = absent.partition(".")[0]
    return f"installer ce qui fournit « {racine} », et le déclarer dans les dependencies de la distribution"


def _exiger_version(module: ModuleType) -> None:
    version = getattr(module, "API_VERSION", None)
    if version == API_VERSION:
        return
    if not isinstance(version, int):
        remede = f"écrire API_VERSION = {API_VERSION} dans le module du greffon"
    elif version > API_VERSION:
        remede = "mettre à jour parchemin, ou installer une version plus ancienne de cette distribution"
    else:
        remede = "mettre à jour cette distribution : elle est écrite pour une interface plus ancienne"
    raise BrancheInvalide(f"API_VERSION vaut {version}, attendu {API_VERSION}", remede)


def _exiger_hooks(module: ModuleType) -> None:
    """Refuse, all at once, the functions that pluggy would pass over or could not call."""
    if trouvees := list(_hooks_en_faute(module)):
        raise BrancheInvalide(
            " ; ".join(faute for faute, _ in trouvees), " ; ".join(dict.fromkeys(remede for _, remede in trouvees))
        )


def _hooks_en_faute(module: ModuleType) -> Iterator[tuple[str, str]]:
    for nom, fonction in vars(module).items():
        marque = hasattr(fonction, _MARQUE)
        if not callable(fonction) or not (marque or nom.startswith(f"{PROJET}_")):
            continue
        if nom not in HOOKS:
            yield f"« {nom} » n'est pas un hook{plus_proche(nom, HOOKS)}", "renommer cette fonction"
        elif not marque:
            yield f"{nom} n'est pas marqué : il ne serait jamais appelé", "le précéder de @hookimpl"
        else:
            yield from _signature_en_faute(nom, fonction)


def _signature_en_faute(nom: str, fonction: Callable[..., Any]) -> Iterator[tuple[str, str]]:
    libres = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    parametres = inspect.signature(fonction).parameters.values()
    demandes = [p.name for p in parametres if p.default is p.empty and p.kind not in libres]
    if demandes:
        yield f"{nom} demande {', '.join(demandes)}", "ôter ces paramètres : un hook n'en reçoit aucun"
    if inspect.iscoroutinefunction(fonction) or inspect.isasyncgenfunction(fonction):
        yield f"{nom} est une coroutine", "écrire « def » et non « async def »"


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
        raise BrancheInvalide(f"{nom} : {_dire(erreur)}", _remede_hook(nom, erreur)) from erreur


def _materialiser(nom: str, reponses: list[Any], attendu: Any) -> Any:
    if inspect.iscoroutine(reponses[0] if reponses else None):
        reponses[0].close()
        raise BrancheInvalide(f"{nom} a rendu une coroutine", "rendre les valeurs elles-mêmes")
    if get_origin(attendu) is None:
        _exiger_type(nom, reponses, attendu)
        return reponses[0] if reponses else None
    if reponses and (isinstance(reponses[0], str) or not isinstance(reponses[0], Iterable)):
        cause = f"{nom} a rendu {type(reponses[0]).__name__}, attendu un itérable"
        raise BrancheInvalide(cause, "rendre un tuple, ou écrire un générateur")
    elements = tuple(reponses[0]) if reponses else ()
    _exiger_type(nom, elements, get_args(attendu)[0])
    return elements


def _exiger_type(nom: str, elements: Iterable[object], attendu: type) -> None:
    for element in elements:
        if not isinstance(element, attendu):
            cause = f"{nom} a rendu {type(element).__name__}, attendu {attendu.__name__}"
            raise BrancheInvalide(cause, f"rendre des valeurs de type {attendu.__module__}.{attendu.__name__}")


def _remede_hook(nom: str, erreur: BaseException) -> str:
    if isinstance(erreur, DonneesInvalides):
        return "corriger ces fichiers de la distribution"
    if isinstance(erreur, FileNotFoundError):
        return "ajouter ce fichier aux données du paquet : la roue ne le contient pas"
    return f"corriger {nom} : ce hook échoue"


def _dire(erreur: BaseException) -> str:
    """Say an error of a plugin: its faults where it has them, else its type, its text and its place."""
    if isinstance(erreur, DonneesInvalides):
        return " ; ".join(map(str, erreur.defauts))
    texte = f"{type(erreur).__name__} : {erreur}"
    siens = [trame for trame in traceback.walk_tb(erreur.__traceback__) if not _du_chargeur(trame[0].f_globals)]
    if not siens:
        return texte
    trame, ligne = siens[-1]
    return f"{texte} ({trame.f_globals.get('__name__', '?')}, ligne {ligne})"


def _du_chargeur(globaux: Mapping[str, Any]) -> bool:
    racine = str(globaux.get("__name__", "")).partition(".")[0]
    return racine in {"importlib", "parchemin", "pluggy", "_frozen_importlib", "pathlib", "tomllib"}
