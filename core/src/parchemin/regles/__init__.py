"""The rules, as values: a branch composes its policy from them, and reads it back in French."""

from parchemin.regles.avis import AvisCoherent, AvisDe, Concordance
from parchemin.regles.base import Choix, Diffusion, Enonce, Jugement, Motif, Politique, Regle, Verdict
from parchemin.regles.certification import EvaluationFinale, ParcoursSuivi, TousLesBlocs
from parchemin.regles.combinaison import Tous
from parchemin.regles.controles import (
    Alerte,
    Controle,
    DansLesMois,
    Delai,
    DepotAvant,
    DonneeExigee,
    NiveauOuExperience,
    PasAvant,
)
from parchemin.regles.formule import Formule, Lu, Parmi, RenduDe, acquis_si, rendre, selon, trouver
from parchemin.regles.lecture import Lecture
from parchemin.regles.notation import Manque, Notation, NoteLue, Tentatives
from parchemin.regles.notes import AccesParContinu, Mention, Moyenne, NoteMinimale, SansNoteEliminatoire
from parchemin.regles.part import Part

__all__ = [
    "AccesParContinu",
    "Alerte",
    "AvisCoherent",
    "AvisDe",
    "Choix",
    "Concordance",
    "Controle",
    "DansLesMois",
    "Delai",
    "DepotAvant",
    "Diffusion",
    "DonneeExigee",
    "Enonce",
    "EvaluationFinale",
    "Formule",
    "Jugement",
    "Lecture",
    "Lu",
    "Manque",
    "Mention",
    "Motif",
    "Moyenne",
    "NiveauOuExperience",
    "Notation",
    "NoteLue",
    "NoteMinimale",
    "ParcoursSuivi",
    "Parmi",
    "Part",
    "PasAvant",
    "Politique",
    "Regle",
    "RenduDe",
    "SansNoteEliminatoire",
    "Tentatives",
    "Tous",
    "TousLesBlocs",
    "Verdict",
    "acquis_si",
    "rendre",
    "selon",
    "trouver",
]
