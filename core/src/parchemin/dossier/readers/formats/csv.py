"""CSV tables, as Excel and its neighbours write them: the separator and the encoding are recognised."""

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from attrs import evolve

from parchemin.dossier.decodage import Encodage, usuel
from parchemin.dossier.readers.formats.fichier import exiger_lisible, refuser
from parchemin.dossier.readers.formats.tableau import Ligne, Tableau, derouler, dresser
from parchemin.errors import Avertissement, Lieu
from parchemin.faits import Fait, Tournure

ENCODAGE_DEVINE = Tournure(
    "encodage_devine", "ni UTF-8 ni Windows-1252 : lu en {encodage}, dont toutes les lettres sont usuelles"
)
PAS_CET_ENCODAGE = Tournure("pas_cet_encodage", "ce fichier n'est pas en {encodage}")
GUILLEMET_AU_MILIEU = Tournure(
    "csv_guillemet_au_milieu", "CSV illisible : guillemet au milieu d'une cellule, à doubler"
)
GUILLEMET_OUVERT = Tournure("csv_guillemet_ouvert", "CSV illisible : un guillemet ouvert ici n'est pas refermé")
ENCODAGE_INCONNU = Tournure("encodage_inconnu", "ni UTF-8 ni Windows-1252 : enregistrez en « CSV UTF-8 »")

EN_CSV = (".csv", ".tsv", ".txt")
"""How the name of a CSV ends."""

_SEPARATEURS = ";,\t"
_EN_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ENCODAGES = ("utf-8-sig", "cp1252")


def lire_csv(contenu: bytes, fichier: str, encodage: Encodage | None = None) -> Tableau:
    """Read a CSV: UTF-8, Windows-1252 or UTF-16 with its mark; ``;``, ``,`` or tab; Excel's ``sep=`` row.

    :param encodage: the one that the file is said to be in; recognised where it is not said.
    """
    lu, avertissements = _decoder(contenu, fichier, encodage)
    tableau = dresser(fichier, "", list(_rangees(io.StringIO(lu, newline=""), fichier)))
    return evolve(tableau, avertissements=(*tableau.avertissements, *avertissements))


@contextmanager
def derouler_csv(chemin: Path) -> Iterator[Tableau]:
    """Open a CSV of which each row is read when it is asked for; the first fault is raised when it is met."""
    exiger_lisible(chemin)
    with chemin.open(encoding=_encodage(chemin), newline="") as flux:
        yield derouler(chemin.name, _rangees(flux, chemin.name))


def _rangees(flux: TextIO, fichier: str) -> Iterator[Ligne]:
    separateur, sautees = separateur_de(flux)
    flux.seek(0)
    lecteur = csv.reader(flux, delimiter=separateur, strict=True)
    debut = 1
    try:
        for cellules in lecteur:
            if debut > sautees:
                yield debut, cellules
            debut = lecteur.line_num + 1
    except csv.Error as erreur:
        raise refuser(fichier, _dire(erreur), ligne=debut) from None


def _dire(erreur: csv.Error) -> Fait:
    if "expected after" in str(erreur):
        return GUILLEMET_AU_MILIEU()
    return GUILLEMET_OUVERT()


def _decoder(contenu: bytes, fichier: str, dit: Encodage | None = None) -> tuple[str, tuple[Avertissement, ...]]:
    """Return the text of a file, and what to say of an encoding that was guessed.

    Its mark says it best, then who gave it. One that is none of the usual ones is MacRoman where all its letters
    are then those of French names.
    """
    ligne = 0
    if contenu.startswith(BOM_UTF8) and dit is not Encodage.UTF8_DEUX_FOIS:
        dit = Encodage.UTF8
    usuels = ("utf-16",) if contenu.startswith(_EN_UTF16) else _ENCODAGES
    for encodage in dit.etapes[:1] if dit else usuels:
        try:
            lu = contenu.decode(encodage)
            return (dit.reprendre(lu) if dit else lu), ()
        except UnicodeDecodeError as erreur:
            ligne = contenu[: erreur.start].count(b"\n") + 1
    if dit:
        raise refuser(fichier, PAS_CET_ENCODAGE(encodage=dit.value), ligne=ligne)
    lu = contenu.decode("mac_roman")
    if usuel(lu):
        return lu, (Avertissement(Lieu(fichier), ENCODAGE_DEVINE(encodage=Encodage.MACROMAN.value)),)
    raise refuser(fichier, ENCODAGE_INCONNU(), ligne=ligne)


def _encodage(chemin: Path) -> str:
    """Return the encoding in which a whole file can be read, which is gone through once to know."""
    with chemin.open("rb") as octets:
        if octets.read(2) in _EN_UTF16:
            return "utf-16"
    return next((encodage for encodage in _ENCODAGES if _se_lit(chemin, encodage)), _ENCODAGES[-1])


def _se_lit(chemin: Path, encodage: str) -> bool:
    try:
        with chemin.open(encoding=encodage) as flux:
            while flux.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return False
    return True


def separateur_de(flux: TextIO) -> tuple[str, int]:
    """Return the separator, and how many rows stand before the table."""
    for numero, ligne in enumerate(flux, 1):
        propre = ligne.strip("\r\n")
        if propre.lower().startswith("sep=") and len(propre) == len("sep=;"):
            return propre[-1], numero
        if propre.strip():
            return max(_SEPARATEURS, key=propre.count), 0
    return ";", 0
