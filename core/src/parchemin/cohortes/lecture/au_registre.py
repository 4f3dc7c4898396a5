"""The dossiers of a cohort from the register, with what earlier juries gave their candidates."""

from collections.abc import Collection, Iterator
from datetime import date

from attrs import frozen

from parchemin.cohortes.lecture.origines import ordonner
from parchemin.cohortes.model import Cohorte
from parchemin.dossier.model import Seance
from parchemin.errors import CodeInconnu
from parchemin.referentiel.catalogue import Catalogue
from parchemin.registre.seance.cohortes import compter_anonymises, entete, lots
from parchemin.registre.seance.seances import lister
from parchemin.registre.socle.base import Base


@frozen(eq=False)
class AuRegistre:
    """A séance of the register, by its number; of its ``dossiers``, those that are anonymised are not judged."""

    nom: str
    numero: int
    base: Base
    catalogue: Catalogue
    dossiers: int
    anonymises: int = 0
    chemin: None = None

    def en_tete(self) -> Seance:
        """Return the séance as the register keeps it."""
        return entete(self.base, self.numero, self.catalogue)

    def taille(self) -> int:
        """Return how many dossiers the register counts, of which something is left."""
        return self.dossiers - self.anonymises

    def lots(self, voulus: Collection[str] | None = None) -> Iterator[Seance]:
        """Read the dossiers a page at a time, as they are deliberated: with what was held on the day."""
        return lots(self.base, self.numero, self.catalogue, voulus or ())

    def en_colonnes(self) -> None:
        """Return nothing: a register is read a page at a time."""


def au_registre(
    base: Base, catalogue: Catalogue, certification: str = "", du: date = date.min, au: date = date.max
) -> Cohorte:
    """Return the cohort of the séances of a register: of one certification, between two days included.

    :raises CodeInconnu: when there is none.
    """
    if certification:
        catalogue.de(certification)
    resumes, retires = lister(base), compter_anonymises(base)
    retenus = [
        AuRegistre(f"séance {resume.id}", resume.id, base, catalogue, resume.dossiers, retires.get(resume.id, 0))
        for resume in reversed(resumes)
        if certification in ("", resume.certification) and du <= date.fromisoformat(resume.date) <= au
    ]
    if not retenus:
        raise CodeInconnu("le registre ne tient aucune séance de cette certification entre ces dates")
    return ordonner(retenus)
