"""A file as bytes, whatever it holds: one that cannot be read, or is too large, is refused with its name."""

from pathlib import Path

from parchemin.errors import Defaut, DonneesInvalides, Lieu

TAILLE_MAX = 100_000_000
"""The largest file that is read, in bytes; an .xlsx counts unpacked. A séance holds far less."""


def refuser(fichier: str, message: str, feuille: str = "", ligne: int = 0) -> DonneesInvalides:
    """Return the error of a file that cannot be read at all."""
    return DonneesInvalides([Defaut(Lieu(fichier, feuille, ligne), message)])


def lire_octets(chemin: Path) -> bytes:
    """Read a file whole, unless it is missing, empty or larger than `TAILLE_MAX`."""
    exiger_lisible(chemin)
    try:
        return chemin.read_bytes()
    except OSError:
        raise refuser(chemin.name, "fichier illisible : ouvert ailleurs, ou lecture interdite") from None


def exiger_lisible(chemin: Path) -> None:
    """Refuse a file that is missing, empty or larger than `TAILLE_MAX`."""
    if not chemin.is_file():
        raise refuser(
            chemin.name, "attendu un fichier, trouvé un dossier" if chemin.is_dir() else "fichier absent"
        )
    taille = chemin.stat().st_size
    if not taille:
        raise refuser(chemin.name, "fichier vide")
    if taille > TAILLE_MAX:
        message = f"{mo(taille)} Mo : un fichier de séance ne dépasse pas {mo(TAILLE_MAX)} Mo"
        raise refuser(chemin.name, message)


def mo(octets: int) -> int:
    """Return a size in megabytes."""
    return round(octets / 1_000_000)
