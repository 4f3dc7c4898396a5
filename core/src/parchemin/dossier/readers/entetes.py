"""The titles of columns as people write them, and the names by which the readers know them."""

import re
from collections.abc import Collection

from parchemin.dossier.texte import cle

ALIAS = {
    "dossier": (
        *("n° candidat", "n° de candidat", "n° dossier", "n° de dossier", "n° d'inscription", "n°"),
        *("code dossier", "code candidat", "identifiant", "id", "matricule"),
    ),
    "nom": ("nom de naissance", "nom de famille", "nom patronymique", "nom du candidat"),
    "nom_usage": ("nom d'usage", "nom usuel", "nom marital", "nom d'époux", "nom d'épouse"),
    "prenom": ("prénoms", "premier prénom", "prénom du candidat"),
    "naissance": ("date de naissance", "date naissance", "né le", "née le"),
    "civilite": ("civ", "titre de civilité"),
    "sexe": ("genre",),
    "lieu_naissance": ("lieu de naissance", "ville de naissance", "né à", "née à"),
    "commune_naissance": ("commune de naissance", "code commune de naissance", "code insee de naissance"),
    "adresse": ("adresse postale",),
    "courriel": ("e-mail", "email", "mail", "mél", "adresse e-mail", "adresse mail", "adresse électronique"),
    "organisme": ("employeur", "entreprise", "organisme employeur"),
    "voie": ("voie d'accès", "modalité d'accès"),
    "entree": ("date d'entrée", "date d'entrée en formation", "entrée en formation", "date d'inscription"),
    "statut": ("situation", "statut du candidat"),
    "blocs": ("blocs présentés", "blocs choisis"),
    "evaluateur": ("évalué par",),
    "valeur": ("avis", "résultat", "note"),
    "role": ("siège", "fonction"),
}
"""What people call a column, by its name here."""

CONNUES = frozenset(
    (
        *ALIAS,
        *(
            "branche_legislation",
            "option",
            "parcours",
            "acquis",
            "depots",
            "sessions",
            "heures",
            "notes",
            "niveau",
        ),
        *("experience_mois", "cible", "motif", "candidat", "formation_jury", "competence", "criteres"),
    )
)
"""The names that some table knows."""

_A_PART = re.compile(r"\([^)]*\)|\*")
"""What a title says beside its name: « Prénom(s) », « Nom * »."""

_NUMERO = re.compile(r"^(?:n°\s*|(?:n[o.]|num\.?|numero) )(?=\S)")
"""The ways of writing « n° », once folded."""


def _plier(titre: str) -> str:
    return _NUMERO.sub("n° ", cle(_A_PART.sub("", titre) or titre))


_NOMS = {_plier(titre): nom for nom, titres in ALIAS.items() for titre in titres}


def nommer(titre: str) -> str:
    """Return a column's name as the readers know it; ``evaluateur:cible`` stays as written.

    The first line of a title is its name; those below it are for who fills the table.
    """
    titre = titre.split("\n", 1)[0].strip().removesuffix(":").rstrip()
    if ":" in titre:
        return titre
    plie = _plier(titre)
    return _NOMS.get(plie) or plie.replace(" ", "_")


def est_entete(noms: Collection[str]) -> bool:
    """Tell a header from a row of something else: two columns at least that some table knows."""
    return len(CONNUES.intersection(noms)) > 1 or ("dossier" in noms and any(":" in nom for nom in noms))
