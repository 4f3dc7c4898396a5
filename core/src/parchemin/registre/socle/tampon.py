"""What waits for the lock of the register: read or computed first, written at once when a command holds it.

Others do not wait while files are read or rules are applied, and faults are known before anything is written. What
waits does so in a temporary file, which stays in memory as long as it is small.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import Any, NamedTuple, Self

from attrs import evolve

from parchemin.dossier.model import Candidat, Dossier
from parchemin.errors import RegistreIndisponible, panne
from parchemin.faits import Tournure
from parchemin.registre.socle.canonique import canonique, ecrire_candidat, ecrire_dossier, lire_candidat

SANS_PLACE = Tournure(
    "sans_place",
    "le dossier temporaire ne peut recevoir la séance ({cause}) : faites-y de la place. Rien n'a été écrit",
)

EN_MEMOIRE = 16_000_000
"""From how many bytes on what waits goes to the disk: some thousands of dossiers."""


class Tampon:
    """Takes rows one by one, gives them back in their order, and knows their digest; ``with`` closes it.

    A row is a head, as JSON, and a body that is canonical JSON already.
    """

    def __init__(self) -> None:
        self._fichier = SpooledTemporaryFile(EN_MEMOIRE)  # noqa: SIM115 - closed by __exit__
        self.recommencer()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._fichier.close()

    def recommencer(self) -> None:
        """Let go of every row that was taken."""
        self.nombre, self._somme = 0, sha256()
        self._fichier.seek(0)
        self._fichier.truncate()

    def mettre(self, tete: object, corps: str) -> None:
        """Take a row: its head and its body, apart by a tab that JSON itself never holds.

        :raises RegistreIndisponible: when the temporary file cannot be written.
        """
        ligne = f"{canonique(tete)}\t{corps}\n".encode()
        self._somme.update(ligne)
        try:
            self._fichier.write(ligne)
        except OSError as erreur:
            raise RegistreIndisponible(SANS_PLACE(cause=panne(erreur))) from None
        self.nombre += 1

    @property
    def empreinte(self) -> str:
        """The digest of all rows, in their order."""
        return self._somme.hexdigest()

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        self._fichier.seek(0)
        for ligne in self._fichier:
            tete, _, corps = ligne.decode().rstrip("\n").partition("\t")
            yield json.loads(tete), corps


class Recu(NamedTuple):
    """A dossier as it is stored."""

    code: str
    candidat: Candidat
    contenu: str


def recu(dossier: Dossier) -> Recu:
    """Return a dossier as it is stored."""
    return Recu(dossier.code, dossier.candidat, canonique(ecrire_dossier(dossier)))


class DossiersEnAttente(Tampon):
    """Dossiers that wait: whoever reads a séance gives them one by one."""

    def ajouter(self, dossier: Dossier) -> None:
        """Have a dossier wait."""
        entrant = recu(dossier)
        usage = [entrant.candidat.nom_usage] if entrant.candidat.nom_usage else []
        self.mettre([entrant.code, ecrire_candidat(entrant.candidat), *usage], entrant.contenu)

    def recus(self) -> Iterator[Recu]:
        """Yield the dossiers in their order; of the candidate, the names and the birth date alone."""
        for (code, identite, *usage), contenu in self:
            yield Recu(code, evolve(lire_candidat(identite), nom_usage="".join(usage)), contenu)
