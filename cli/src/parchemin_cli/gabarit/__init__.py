"""The template of a branch: files in ``.modele``, where ``@slug@``, ``@paquet@``, ``@nom@`` stand for words."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from attrs import frozen

from parchemin.errors import ParcheminError, panne
from parchemin.plugin.validation import est_un_slug

SLUG_MAX = 40
"""How many characters a slug has at most: it names a distribution, a package and files."""

_SUFFIXE = ".modele"
_PROGRAMME = __name__.partition(".")[0]


@frozen
class NouvelleBranche:
    """What a new branch is called: the slug of its entry point, and its name in French."""

    slug: str
    nom: str

    def __attrs_post_init__(self) -> None:
        if not est_un_slug(self.slug):
            raise ParcheminError(f"slug « {self.slug} » : attendu des minuscules, des chiffres et des tirets")
        if len(self.slug) > SLUG_MAX:
            raise ParcheminError(f"slug de {len(self.slug)} caractères : attendu {SLUG_MAX} au plus")
        if self.paquet == _PROGRAMME:
            raise ParcheminError(f"slug « {self.slug} » : ce programme s'appelle ainsi ; attendu un autre slug")
        if not self.nom.strip() or not self.nom.isprintable() or any(c in self.nom for c in '"\\@'):
            raise ParcheminError(
                f"nom « {self.nom} » : attendu un texte d'une ligne, sans guillemets, ni @, ni \\"
            )

    @property
    def paquet(self) -> str:
        """The name of its package."""
        return f"parchemin_{self.slug.replace('-', '_')}"

    def fichiers(self) -> dict[str, str]:
        """Return the text of every file, by its path in the distribution."""
        mots = {"@slug@": self.slug, "@paquet@": self.paquet, "@nom@": self.nom}
        modeles = _modeles(files("parchemin_cli.gabarit"))
        return {_remplacer(chemin, mots): _remplacer(texte, mots) for chemin, texte in modeles}

    def ecrire(self, dossier: Path) -> None:
        """Write the distribution into a folder that is new or empty; raise `ParcheminError` otherwise."""
        try:
            self._ecrire(dossier)
        except OSError as erreur:
            quoi = erreur.filename or dossier
            raise ParcheminError(f"{quoi} : écriture impossible ({panne(erreur)})") from erreur

    def _ecrire(self, dossier: Path) -> None:
        if dossier.exists() and (not dossier.is_dir() or any(dossier.iterdir())):
            raise ParcheminError(f"{dossier} existe déjà et n'est pas un dossier vide")
        for chemin, texte in self.fichiers().items():
            fichier = dossier / chemin
            fichier.parent.mkdir(parents=True, exist_ok=True)
            fichier.write_bytes(texte.encode())


def _modeles(dossier: Traversable, prefixe: str = "") -> Iterator[tuple[str, str]]:
    for entree in dossier.iterdir():
        chemin = f"{prefixe}{entree.name}"
        if entree.is_dir():
            yield from _modeles(entree, f"{chemin}/")
        elif chemin.endswith(_SUFFIXE):
            yield chemin.removesuffix(_SUFFIXE), entree.read_text(encoding="utf-8")


def _remplacer(texte: str, mots: Mapping[str, str]) -> str:
    for mot, valeur in mots.items():
        texte = texte.replace(mot, valeur)
    return texte
