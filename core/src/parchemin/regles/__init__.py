"""The rules, as values: a branch composes its policy from them, and reads it back in French."""

from parchemin.regles.avis import AvisDe
from parchemin.regles.base import Jugement, Lecture, Motif, Politique, Regle, Verdict
from parchemin.regles.certification import ParcoursSuivi, TousLesBlocs
from parchemin.regles.part import Part

__all__ = [
    "AvisDe",
    "Jugement",
    "Lecture",
    "Motif",
    "ParcoursSuivi",
    "Part",
    "Politique",
    "Regle",
    "TousLesBlocs",
    "Verdict",
]
