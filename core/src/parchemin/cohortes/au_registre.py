"""The dossiers of a cohort from the register, with what earlier juries gave their candidates."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from parchemin.cohortes.model import Cohorte
from parchemin.cohortes.origines import ordonner
from parchemin.dossier.model import Acquis, Dossier, Seance
from parchemin.errors import CodeInconnu
from parchemin.referentiel.catalogue import Catalogue
from parchemin.registre.base import Base
from parchemin.registre.conservation import anonymises
from parchemin.registre.propositions import acquis_du_registre
from parchemin.registre.seances import charger, lister, parcourir
from parchemin.registre.tables import ANONYMISATIONS, DOSSIERS

if TYPE_CHECKING:
    from sqlalchemy import Connection


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
        with self.base.lire() as cx:
            return charger(cx, self.numero, self.catalogue).seance

    def taille(self) -> int:
        """Return how many dossiers the register counts, of which something is left."""
        return self.dossiers - self.anonymises

    def lots(self, voulus: Collection[str] | None = None) -> Iterator[Seance]:
        """Read the dossiers a page at a time, as they are deliberated: with what was held on the day."""
        with self.base.lire() as cx:
            fiche = charger(cx, self.numero, self.catalogue)
            for page in parcourir(cx, fiche, *(voulus or ())):
                retires = anonymises(cx, [lu.id for lu in page])
                juges = [lu for lu in page if lu.id not in retires]
                tenus = acquis_du_registre(cx, fiche, [lu.personne.id for lu in juges])
                dossiers = (_avec(lu.dossier, tenus.get(lu.personne.id, [])) for lu in juges)
                if juges:
                    yield evolve(fiche.seance, dossiers=tuple(dossiers))

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
    with base.lire() as cx:
        resumes = lister(cx)
        retires = _anonymises(cx)
    retenus = [
        AuRegistre(f"séance {resume.id}", resume.id, base, catalogue, resume.dossiers, retires.get(resume.id, 0))
        for resume in reversed(resumes)
        if certification in ("", resume.certification) and du <= date.fromisoformat(resume.date) <= au
    ]
    if not retenus:
        raise CodeInconnu("le registre ne tient aucune séance de cette certification entre ces dates")
    return ordonner(retenus)


def _anonymises(cx: "Connection") -> dict[int, int]:
    """Count the dossiers of each séance of which the data was removed."""
    from sqlalchemy import func, select

    retires = select(DOSSIERS.c.seance, func.count().label("combien")).join(ANONYMISATIONS)
    return {ligne.seance: ligne.combien for ligne in cx.execute(retires.group_by(DOSSIERS.c.seance))}


def _avec(dossier: Dossier, acquis: Sequence[Acquis]) -> Dossier:
    return evolve(dossier, acquis=tuple(dict.fromkeys((*dossier.acquis, *acquis))))
