"""What reading a séance's files gives, before its parts are tied together."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from parchemin.dossier.model import Membre
from parchemin.dossier.readers.formats.tableau import Tableau
from parchemin.dossier.readers.remarques import Remarques
from parchemin.errors import Defaut, Lieu
from parchemin.referentiel.jours import vraisemblable
from parchemin.referentiel.model import Grille


@frozen
class EnTeteDeSeance:
    """What a séance says of itself."""

    certification: str
    date: date
    instance: str
    edition: str = ""
    lieu: str = ""

    def __attrs_post_init__(self) -> None:
        vraisemblable(self.date)


@frozen(eq=False)
class SeanceBrute:
    """What was read so far, ``None`` where it is at fault, and the faults met on the way.

    Those of the grille are apart: without it, nobody knows which critères there are. ``places`` says where
    each key of the en-tête stands, and where a sheet gives each compétence's critères. ``valeurs`` says what
    shorthands mean, by their folded writing.
    """

    en_tete: EnTeteDeSeance | None = None
    places: Mapping[str, Lieu] = field(factory=dict)
    membres: tuple[Membre, ...] = ()
    dossiers: Tableau | None = None
    observations: Tableau | None = None
    grille: Grille | None = None
    fichier_grille: str = ""
    remarques: Remarques = field(factory=Remarques)
    defauts_grille: list[Defaut] = field(factory=list)
    valeurs: Mapping[str, str] = field(factory=dict)
