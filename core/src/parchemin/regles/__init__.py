"""The rules, as values: a branch composes its policy from them, and reads it back in French."""

from parchemin.regles.avis import AvisCoherent, AvisDe, Concordance
from parchemin.regles.avis_comptes import AvisFavorables, AvisPropre, MentionParAvis
from parchemin.regles.base import Choix, Diffusion, Enonce, Jugement, Motif, Politique, Regle, Validite, Verdict
from parchemin.regles.certification import EvaluationFinale, ParcoursSuivi, Surplus, TousLesBlocs
from parchemin.regles.combinaison import Tous
from parchemin.regles.conditions import Exigence, Quantite, Sinon
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
from parchemin.regles.moyenne import Mention, Moyenne
from parchemin.regles.niveaux import NiveauAtteint, PointsDesNiveaux
from parchemin.regles.notation import Manque, Notation, NoteLue, Tentatives
from parchemin.regles.notes import AccesParContinu, NoteMinimale, SansNoteEliminatoire
from parchemin.regles.part import Part

__all__ = [
    "AccesParContinu",
    "Alerte",
    "AvisCoherent",
    "AvisDe",
    "AvisFavorables",
    "AvisPropre",
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
    "Exigence",
    "Formule",
    "Jugement",
    "Lecture",
    "Lu",
    "Manque",
    "Mention",
    "MentionParAvis",
    "Motif",
    "Moyenne",
    "NiveauAtteint",
    "NiveauOuExperience",
    "Notation",
    "NoteLue",
    "NoteMinimale",
    "ParcoursSuivi",
    "Parmi",
    "Part",
    "PasAvant",
    "PointsDesNiveaux",
    "Politique",
    "Quantite",
    "Regle",
    "RenduDe",
    "SansNoteEliminatoire",
    "Sinon",
    "Surplus",
    "Tentatives",
    "Tous",
    "TousLesBlocs",
    "Validite",
    "Verdict",
    "acquis_si",
    "rendre",
    "selon",
    "trouver",
]
