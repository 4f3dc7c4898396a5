"""Writing an example of a branch into a folder."""

from codecs import BOM_UTF8
from importlib.resources.abc import Traversable
from pathlib import Path

from parchemin.errors import ParcheminError, panne


def ecrire(source: Traversable, cible: Path) -> None:
    """Copy an example into a folder that is new or empty; raise `ParcheminError` otherwise."""
    if cible.exists() and (not cible.is_dir() or any(cible.iterdir())):
        raise ParcheminError(f"{cible} existe déjà et n'est pas un dossier vide")
    try:
        cible.mkdir(parents=True, exist_ok=True)
    except OSError as erreur:
        raise ParcheminError(f"{cible} : ce dossier ne peut être créé ({panne(erreur)})") from erreur
    for entree in source.iterdir():
        if entree.is_dir():
            ecrire(entree, cible / entree.name)
        else:
            (cible / entree.name).write_bytes(_marquer(entree.name, entree.read_bytes()))


def _marquer(nom: str, contenu: bytes) -> bytes:
    """Return a file as spreadsheets open it right: a CSV begins with the mark of UTF-8."""
    return BOM_UTF8 + contenu if nom.endswith(".csv") and not contenu.startswith(BOM_UTF8) else contenu
