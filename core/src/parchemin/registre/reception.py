"""Dossiers on their way into the register, in their written form, until a command holds its lock.

A séance is read to its end before anything is written: its faults are known first, others do not wait while files
are read, and it is known by the digest of all its dossiers. They wait in a temporary file, which stays in memory
as long as it is small.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import NamedTuple, Self

from parchemin.dossier.model import Candidat, Dossier
from parchemin.errors import RegistreIndisponible, panne
from parchemin.faits import Tournure
from parchemin.registre.formes import canonique, ecrire_candidat, ecrire_dossier, lire_candidat

SANS_PLACE = Tournure(
    "sans_place",
    "le dossier temporaire ne peut recevoir la séance ({cause}) : faites-y de la place. Rien n'a été écrit",
)

EN_MEMOIRE = 16_000_000
"""From how many bytes on the dossiers of a séance go to the disk: some thousands of them."""


class Recu(NamedTuple):
    """A dossier as it is stored."""

    code: str
    candidat: Candidat
    contenu: str


class Reception:
    """Takes dossiers one by one, gives them back in their order, and knows their digest; ``with`` closes it."""

    def __init__(self) -> None:
        self._fichier = SpooledTemporaryFile(EN_MEMOIRE)  # noqa: SIM115 - closed by __exit__
        self.recommencer()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._fichier.close()

    def recommencer(self) -> None:
        """Let go of every dossier that was taken."""
        self.nombre = 0
        self._somme = sha256()
        self._fichier.seek(0)
        self._fichier.truncate()

    def ajouter(self, dossier: Dossier) -> None:
        """Take a dossier: a row of who it is and what it says, apart by a tab that JSON itself never holds.

        :raises RegistreIndisponible: when the temporary file cannot be written.
        """
        qui = canonique([dossier.code, ecrire_candidat(dossier.candidat)])
        ligne = f"{qui}\t{canonique(ecrire_dossier(dossier))}\n".encode()
        self._somme.update(ligne)
        try:
            self._fichier.write(ligne)
        except OSError as erreur:
            raise RegistreIndisponible(SANS_PLACE(cause=panne(erreur))) from None
        self.nombre += 1

    @property
    def empreinte(self) -> str:
        """The digest of all dossiers, in their order."""
        return self._somme.hexdigest()

    def __iter__(self) -> Iterator[Recu]:
        self._fichier.seek(0)
        for ligne in self._fichier:
            qui, _, contenu = ligne.decode().rstrip("\n").partition("\t")
            code, identite = json.loads(qui)
            yield Recu(code, lire_candidat(identite), contenu)


def recu(dossier: Dossier) -> Recu:
    """Return a dossier as it is stored."""
    return Recu(dossier.code, dossier.candidat, canonique(ecrire_dossier(dossier)))
