"""A birth date in a cell: a day, or what is known of one."""

from parchemin.dossier.model import Naissance, NaissancePartielle
from parchemin.dossier.readers.valeurs import jour, texte
from parchemin.referentiel.jours import lire_mois


def naissance(brut: object) -> Naissance:
    """Return a birth date as `jour`, or the year alone, or the month of a year: ``1990``, ``04/1990``."""
    partielle = lire_mois(texte(brut))
    return NaissancePartielle(*partielle) if partielle else jour(brut)
