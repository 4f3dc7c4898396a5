"""Writing an example of a branch into a folder."""

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
            (cible / entree.name).write_bytes(entree.read_bytes())
