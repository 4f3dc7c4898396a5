"""What the hooks return, where it is not a type of the core itself."""

from enum import Enum
from importlib.resources.abc import Traversable

from attrs import frozen

from parchemin.dossier.conservation import Conservation
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.model import Source


class Mission(Enum):
    """What an instance does on the way from an observation to a title."""

    EVALUE = "evalue"
    PROPOSE = "propose"
    DECIDE = "decide"
    DELIVRE = "delivre"
    SIGNE = "signe"
    RECOURS = "recours"
    ORGANISE = "organise"


@frozen
class Contact:
    """How a body is reached, and where it publishes its documents."""

    courriel: str = ""
    site: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.courriel, self.site)))


@frozen
class AvisArgumente:
    """A refusal says why, or what is advised, where a document asks for it.

    ``voies`` and ``editions`` (``certification@édition``) limit it; without them, it is asked in all.
    """

    source: Source
    voies: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()

    def vaut(self, edition: str, voie: str) -> bool:
        """Tell whether it is asked of the refusals of an édition and a voie."""
        return self.sert(edition) and (not self.voies or voie in self.voies)

    def sert(self, edition: str) -> bool:
        """Tell whether it is asked for an édition, in some voie."""
        return not self.editions or edition in self.editions


@frozen
class Instance:
    """A body of the branch: its code in ``seance.toml``, its name, and its missions.

    ``delai`` is for how long after a decision it hears an appeal, where a document says so; ``None``: at any time.
    ``avis_argumentes`` are the refusals that it must justify, ``preconise`` those with which it advises what
    comes next.
    """

    code: str
    intitule: str
    missions: tuple[Mission, ...]
    source: Source
    delai: Duree | None = None
    contact: Contact | None = None
    avis_argumentes: tuple[AvisArgumente, ...] = ()
    preconise: tuple[AvisArgumente, ...] = ()

    def motive(self, edition: str, voie: str) -> Source | None:
        """Return where it is written that a refusal says why; ``None`` where nothing asks for it."""
        return next((dite.source for dite in self.avis_argumentes if dite.vaut(edition, voie)), None)

    def conseille(self, edition: str, voie: str) -> Source | None:
        """Return where it is written that a refusal goes with advice; ``None`` where nothing asks for it."""
        return next((dite.source for dite in self.preconise if dite.vaut(edition, voie)), None)


@frozen
class Branche:
    """A professional branch: ``slug`` is the name of its entry point and the prefix of its certifications.

    ``conservation`` says how long its dossiers are kept, where a text of the branch says so; nothing is supposed.
    ``documents`` names what its sources cite by a code: a procès-verbal explains those that it cites.
    ``sans`` says what it does without, and why: ``jurys``, ``vae``, ``titres``, ``notes``, ``passerelles``,
    ``exemples``. What misses and is not said there is refused by the checks.
    """

    slug: str
    nom: str
    autorite: str
    instances: tuple[Instance, ...] = ()
    conservation: Conservation | None = None
    documents: tuple[tuple[str, str], ...] = ()
    sans: tuple[tuple[str, str], ...] = ()


@frozen
class Exemple:
    """A séance to copy: a folder of the plugin's package, offered as ``slug/nom``."""

    nom: str
    intitule: str
    certification: str
    dossier: Traversable
