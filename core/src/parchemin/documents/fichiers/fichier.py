"""What every document asks for when it becomes a file: its format by its ending, its CSV, whole or not at all."""

import csv
import io
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from parchemin.dossier.model import Candidat
from parchemin.dossier.texte import cle, proteger
from parchemin.errors import ParcheminError, panne

T = TypeVar("T")

_SQLITE = b"SQLite format 3\0"
"""How the file of a SQLite database begins."""

_JOURNAUX = ("-wal", "-shm", "-journal")
"""What SQLite adds to the name of its file for what it keeps beside."""


def choisir(formats: Mapping[str, T], sortie: Path) -> T:
    """Return what stands for the ending of ``sortie``; raise `ParcheminError` where nothing does, or no folder."""
    if sortie.suffix.lower() not in formats:
        connus = ", ".join(formats)
        quoi = f"format « {sortie.suffix} » inconnu" if sortie.suffix else f"« {sortie} » sans format"
        raise ParcheminError(f"{quoi} pour --sortie : attendu {connus}")
    try:
        sortie.parent.stat()
    except OSError as erreur:
        raise _impossible(sortie, erreur) from erreur
    return formats[sortie.suffix.lower()]


def nommer_fichier(debut: str, candidat: Candidat) -> str:
    """Return the name of a file about a candidate, in letters that every system takes."""
    return nommer_pdf(f"{debut} {candidat}")


def nommer_pdf(quoi: str) -> str:
    """Return the name of a file that says what it holds: a part never takes the name of the whole."""
    lettres = (lettre if lettre.isascii() and lettre.isalnum() else " " for lettre in cle(quoi))
    return f"{'-'.join(''.join(lettres).split())[:80].rstrip('-')}.pdf"


def exiger_distincte(sortie: Path, lus: Iterable[Path]) -> None:
    """Refuse to write over what the command reads; raise `ParcheminError` where ``sortie`` is one of its files."""
    if any(_le_meme(sortie, lu) for lu in lus):
        raise ParcheminError(f"{sortie} : cette commande lit ce fichier ; attendu un autre fichier pour --sortie")


def _le_meme(sortie: Path, lu: Path) -> bool:
    try:
        return sortie.samefile(lu)
    except OSError:
        return False  # one of the two is not there


def deposer(sortie: Path, contenu: bytes, *, prive: bool = False) -> None:
    """Write a file whole; raise `ParcheminError` when it cannot be written, or is a register.

    :param prive: whether its owner alone may read it, where the system knows owners.
    """
    try:
        _exiger_hors_registre(sortie)
        ecrire_fichier(sortie, contenu, prive=prive)
    except OSError as erreur:
        raise _impossible(sortie, erreur) from erreur


def _exiger_hors_registre(sortie: Path) -> None:
    """Refuse what a database is kept in, whichever it is: its file, and the journals that SQLite keeps beside."""
    cible = sortie.resolve()
    journaux = (Path(str(cible).removesuffix(fin)) for fin in _JOURNAUX if cible.name.endswith(fin))
    if trouve := next((fichier for fichier in (cible, *journaux) if _est_une_base(fichier)), None):
        quoi = (
            "est un registre, ou une sauvegarde"
            if trouve == cible
            else f"est un journal de {trouve.name}, un registre"
        )
        raise ParcheminError(f"{sortie} {quoi} ; attendu un autre fichier pour --sortie")


def _est_une_base(fichier: Path) -> bool:
    if not fichier.is_file():
        return False
    with fichier.open("rb") as ouvert:
        return ouvert.read(len(_SQLITE)) == _SQLITE


def _impossible(sortie: Path, erreur: OSError) -> ParcheminError:
    return ParcheminError(f"{sortie} : écriture impossible ({panne(erreur)})")


def ecrire_fichier(sortie: Path, contenu: bytes, *, prive: bool = False) -> None:
    """Write beside the target, then rename over it: an interrupted run leaves the old file.

    What is no file (a device, a FIFO) is written to: renamed over, it would be gone for every program.
    """
    if sortie.exists() and not sortie.is_file():
        sortie.write_bytes(contenu)
        return
    cible = sortie.resolve()
    provisoire = cible.with_name(f".{cible.name}.{os.getpid()}.tmp")
    try:
        provisoire.touch(mode=0o600 if prive else 0o666)
        provisoire.write_bytes(contenu)
        if cible.exists() and not prive:
            shutil.copymode(cible, provisoire)
        provisoire.replace(cible)
    finally:
        provisoire.unlink(missing_ok=True)


def en_csv(lignes: Iterable[Sequence[str]]) -> bytes:
    """Return what a French Excel opens by a double click: ``;`` and UTF-8 with its mark; no cell is a formula."""
    tampon = io.StringIO(newline="")
    ecrivain = csv.writer(tampon, delimiter=";", lineterminator="\r\n")
    ecrivain.writerows(map(proteger, ligne) for ligne in lignes)
    return tampon.getvalue().encode("utf-8-sig")


def en_json(document: object) -> bytes:
    """Return a JSON document that a person can read too."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
