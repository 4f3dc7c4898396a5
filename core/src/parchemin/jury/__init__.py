"""Who may sit: the composition of each instance as data and rules, and the examination of a jury."""

from parchemin.jury.examen import Examen, examiner
from parchemin.jury.model import Assemblee, Composition, Constat, Gravite, RegleJury, Siege
from parchemin.jury.proportions import Effectif, EnVoie, Parite, Proportion
from parchemin.jury.qualites import Incompatibilite, QualiteCommune, QualiteExigee
from parchemin.jury.regles import (
    CollegesPresents,
    FormationSuivie,
    HorsEmployeur,
    MemeBranche,
    OrganismesAttendus,
    OrganismesDifferents,
)
from parchemin.jury.sieger import siegent
from parchemin.jury.votes import (
    DEUX_TIERS,
    PLUS_DE_LA_MOITIE,
    UNANIMITE,
    BaseDesVoix,
    Depouillement,
    Majorite,
    RegleDeVote,
    Sort,
    Suffrages,
    Votants,
    depouiller,
)

__all__ = [
    "DEUX_TIERS",
    "PLUS_DE_LA_MOITIE",
    "UNANIMITE",
    "Assemblee",
    "BaseDesVoix",
    "CollegesPresents",
    "Composition",
    "Constat",
    "Depouillement",
    "Effectif",
    "EnVoie",
    "Examen",
    "FormationSuivie",
    "Gravite",
    "HorsEmployeur",
    "Incompatibilite",
    "Majorite",
    "MemeBranche",
    "OrganismesAttendus",
    "OrganismesDifferents",
    "Parite",
    "Proportion",
    "QualiteCommune",
    "QualiteExigee",
    "RegleDeVote",
    "RegleJury",
    "Siege",
    "Sort",
    "Suffrages",
    "Votants",
    "depouiller",
    "examiner",
    "siegent",
]
