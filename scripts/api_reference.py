"""Write the reference of what a branch's author imports, `docs/reference/api.md`, from `parchemin.api`."""

import inspect
import re
from pathlib import Path

from parchemin import api

FICHIER = Path(__file__).parents[1] / "docs" / "reference" / "api.md"
TETE = """# What a branch imports

```python
from parchemin.api import Composition, Part, Politique, Siege, Source
```

A branch needs nothing else of `parchemin`, but `parchemin.testing` for its tests. What stands here changes only
with `API_VERSION`. This page is written from the docstrings by `scripts/api_reference.py`.
"""
THEMES = {
    "plugin": "The hooks",
    "referentiel": "The référentiel",
    "dossier": "The dossier",
    "regles": "The rules",
    "faits": "Facts",
    "jury": "The jury",
    "deliberation": "The deliberation",
    "passerelle": "Passerelles",
    "vae": "VAE",
}
"""The folders of the core, in the order of the page."""


VALEURS = {
    "ABSENT": ("regles", "What a column holds where the candidate was absent."),
    "ACQUIS": ("regles", "What a column holds where an evaluator said acquis."),
    "API_VERSION": ("plugin", "The version of this interface, which a plugin's module says too."),
    "DEUX_TIERS": ("jury", "Two thirds at least of the voices."),
    "PLUS_DE_LA_MOITIE": ("jury", "More than half of the voices."),
    "UNANIMITE": ("jury", "All the voices."),
    "CODES": ("faits", "The words that leave codes as they are."),
    "ENTREE": ("regles", "The name of the day of entry, for `Delai`."),
    "Enonce": ("regles", "What `enoncer` returns: sentences, each a text or a fact where it names something."),
    "FAUX": ("regles", "The term that holds of nobody."),
    "NEUTRALISE": ("regles", "What a column holds of what was taken out of the count."),
    "NON_ACQUIS": ("regles", "What a column holds where an evaluator said non acquis."),
    "RIEN": ("regles", "What a column holds where nothing was observed."),
    "SEANCE": ("regles", "The name of the day of the séance, for `Delai`."),
    "VRAI": ("regles", "The term that holds of everybody."),
    "Valeur": ("dossier", "What is observed: an `Avis`, a `Note`, a `Palier`, a `Neutralise`."),
    "hookimpl": ("plugin", "Marks a function of a plugin as the implementation of the hook of the same name."),
}
"""What has no docstring of its own: its folder, and what it is."""


def reference() -> str:
    """Return the page."""
    return "\n".join([TETE, *(_section(theme, titre) for theme, titre in THEMES.items())])


def _section(theme: str, titre: str) -> str:
    lignes = "\n".join(_ligne(nom) for nom in api.__all__ if _theme(nom) == theme)
    return f"## {titre}\n\n| name | what it is |\n|---|---|\n{lignes}\n"


def _theme(nom: str) -> str:
    return VALEURS[nom][0] if nom in VALEURS else str(getattr(api, nom).__module__).split(".")[1]


def _ligne(nom: str) -> str:
    return f"| `{nom}` | {_premiere_phrase(nom)} |"


def _premiere_phrase(nom: str) -> str:
    valeur = getattr(api, nom)
    if nom in VALEURS:
        return VALEURS[nom][1]
    phrase = (inspect.getdoc(valeur) or "").split("\n\n")[0].replace("\n", " ")
    return re.sub(r"``(.+?)``", r"`\1`", phrase)


if __name__ == "__main__":
    FICHIER.write_text(reference(), encoding="utf-8")
