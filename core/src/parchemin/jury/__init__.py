"""Who may sit: the composition of each instance as data and rules, and the examination of a jury."""

from parchemin.jury.examen import Examen, examiner
from parchemin.jury.model import Assemblee, Composition, Constat, Gravite, RegleJury, Siege
from parchemin.jury.regles import (
    CollegesPresents,
    FormationSuivie,
    HorsEmployeur,
    MemeBranche,
    OrganismesAttendus,
    OrganismesDifferents,
)

__all__ = [
    "Assemblee",
    "CollegesPresents",
    "Composition",
    "Constat",
    "Examen",
    "FormationSuivie",
    "Gravite",
    "HorsEmployeur",
    "MemeBranche",
    "OrganismesAttendus",
    "OrganismesDifferents",
    "RegleJury",
    "Siege",
    "examiner",
]
