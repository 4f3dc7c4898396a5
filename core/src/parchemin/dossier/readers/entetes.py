"""The titles of columns as people write them, and the names by which the readers know them."""

import re
from collections.abc import Collection

from parchemin.dossier.texte import cle

CONNUES = frozenset(
    (
        *("dossier", "nom", "prenom", "naissance", "organisme", "branche_legislation", "voie", "entree"),
        *("option", "statut", "blocs", "parcours", "acquis", "depots", "heures", "niveau", "experience_mois"),
        *(
            "evaluateur",
            "cible",
            "valeur",
            "motif",
            "candidat",
            "role",
            "formation_jury",
            "competence",
            "criteres",
        ),
    )
)
"""The names that some table knows."""

_A_PART = re.compile(r"\([^)]*\)|\*")
"""What a title says beside its name: « Prénom(s) », « Nom * »."""


def nommer(titre: str) -> str:
    """Return a column's name as the readers know it; ``evaluateur:cible`` stays as written.

    The first line of a title is its name; those below it are for who fills the table.
    """
    titre = titre.split("\n", 1)[0].strip().removesuffix(":").rstrip()
    if ":" in titre:
        return titre
    return cle(_A_PART.sub("", titre) or titre).replace(" ", "_")


def est_entete(noms: Collection[str]) -> bool:
    """Tell a header from a row of something else: two columns at least that some table knows."""
    return len(CONNUES.intersection(noms)) > 1 or ("dossier" in noms and any(":" in nom for nom in noms))
