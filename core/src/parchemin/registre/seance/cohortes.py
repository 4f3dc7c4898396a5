"""The séances of a register as cohorts are judged: the dossiers by the page, with what was held on the day."""

from collections.abc import Collection, Iterator, Sequence

from attrs import evolve
from sqlalchemy import func, select

from parchemin.dossier.model import Acquis, Dossier, Seance
from parchemin.referentiel.catalogue import Catalogue
from parchemin.registre.personnes.conservation import anonymises
from parchemin.registre.seance.propositions import acquis_du_registre
from parchemin.registre.seance.seances import charger, juges
from parchemin.registre.socle.base import Lisible
from parchemin.registre.socle.tables import ANONYMISATIONS, DOSSIERS


def entete(source: Lisible, numero: int, catalogue: Catalogue) -> Seance:
    """Return a séance as the register keeps it, without its dossiers."""
    with source.lire() as cx:
        return charger(cx, numero, catalogue).seance


def lots(source: Lisible, numero: int, catalogue: Catalogue, codes: Collection[str] = ()) -> Iterator[Seance]:
    """Yield a séance some hundreds of dossiers at a time, all or those of some codes.

    A dossier that is anonymised is not there; each other has what earlier juries gave its candidate by the day.
    """
    with source.lire() as cx:
        fiche = charger(cx, numero, catalogue)
        for page in juges(cx, fiche, *codes):
            retires = anonymises(cx, [lu.id for lu in page])
            restants = [lu for lu in page if lu.id not in retires]
            tenus = acquis_du_registre(cx, fiche, [lu.personne.id for lu in restants])
            dossiers = (_avec(lu.dossier, tenus.get(lu.personne.id, [])) for lu in restants)
            if restants:
                yield evolve(fiche.seance, dossiers=tuple(dossiers))


def compter_anonymises(source: Lisible) -> dict[int, int]:
    """Count the dossiers of each séance of which the data was removed."""
    retires = select(DOSSIERS.c.seance, func.count().label("combien")).join(ANONYMISATIONS)
    with source.lire() as cx:
        return {ligne.seance: ligne.combien for ligne in cx.execute(retires.group_by(DOSSIERS.c.seance))}


def _avec(dossier: Dossier, acquis: Sequence[Acquis]) -> Dossier:
    return evolve(dossier, acquis=tuple(dict.fromkeys((*dossier.acquis, *acquis))))
