"""Reading the séance that a command is given: its options, and what its files may mean otherwise."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from parchemin.dossier.decodage import Encodage
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.referentiel.catalogue import Catalogue

F = TypeVar("F", bound=Callable[..., Any])


def option_encodage(commande: F) -> F:
    """Add ``--encodage``, received as an `Encodage`, or nothing."""
    return click.option(
        "--encodage",
        type=click.Choice([encodage.value for encodage in Encodage]),
        callback=lambda _contexte, _option, dit: Encodage(dit) if dit else None,
        help="Comment les fichiers CSV sont écrits, quand des noms se lisent mal.",
    )(commande)


def lecteur(
    chemin: Path,
    catalogue: Catalogue,
    encodage: Encodage | None = None,
    *,
    avant: bool = False,
    suite: bool = False,
) -> LecteurDeSeance:
    """Return the reader of a séance, as strict as the command is."""
    strict = bool(click.get_current_context().params.get("strict"))
    return LecteurDeSeance(chemin, catalogue, suite=suite, avant=avant, encodage=encodage, strict=strict)
