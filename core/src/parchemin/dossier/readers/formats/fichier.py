"""A file as bytes, whatever it holds: one that cannot be read, or is too large, is refused with its name."""

from pathlib import Path

from parchemin.errors import Defaut, DonneesInvalides, Lieu
from parchemin.faits import Fait, Tournure

TAILLE_MAX = 100_000_000
"""The largest file that is read, in bytes; an .xlsx counts unpacked. A séance holds far less."""


FICHIER_ABSENT = Tournure("fichier_absent", "fichier absent")
FICHIER_VIDE = Tournure("fichier_vide", "fichier vide")
FICHIER_ILLISIBLE = Tournure("fichier_illisible", "fichier illisible : ouvert ailleurs, ou lecture interdite")
DOSSIER_TROUVE = Tournure("repertoire_trouve", "attendu un fichier, trouvé un dossier")
FICHIER_TROP_GROS = Tournure("fichier_trop_gros", "{mo} Mo : un fichier de séance ne dépasse pas {max} Mo")


def refuser(fichier: str, fait: Fait, feuille: str = "", ligne: int = 0) -> DonneesInvalides:
    """Return the error of a file that cannot be read at all."""
    return DonneesInvalides([Defaut(Lieu(fichier, feuille, ligne), fait)])


def lire_octets(chemin: Path) -> bytes:
    """Read a file whole, unless it is missing, empty or larger than `TAILLE_MAX`."""
    exiger_lisible(chemin)
    try:
        return chemin.read_bytes()
    except OSError:
        raise refuser(chemin.name, FICHIER_ILLISIBLE()) from None


def exiger_lisible(chemin: Path) -> None:
    """Refuse a file that is missing, empty or larger than `TAILLE_MAX`."""
    if not chemin.is_file():
        raise refuser(chemin.name, DOSSIER_TROUVE() if chemin.is_dir() else FICHIER_ABSENT())
    taille = chemin.stat().st_size
    if not taille:
        raise refuser(chemin.name, FICHIER_VIDE())
    if taille > TAILLE_MAX:
        raise refuser(chemin.name, FICHIER_TROP_GROS(mo=mo(taille), max=mo(TAILLE_MAX)))


def mo(octets: int) -> int:
    """Return a size in megabytes."""
    return round(octets / 1_000_000)
