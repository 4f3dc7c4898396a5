"""An édition that leaves nothing open, so that its rules can be tried before any grille is written."""

from collections.abc import Iterator

from parchemin.referentiel.model import Bloc, Competence, Critere, Edition, Grille, NatureCible
from parchemin.referentiel.structure import criteres_de

CRITERES = 5
"""How many critères a compétence gets where they are open."""


def fermer(edition: Edition, combien: int = CRITERES) -> Edition:
    """Return an édition with critères for each compétence that has none, and the blocs that are asked for."""
    observe = {nature for role in edition.evaluateurs for nature in role.observe}
    criteres = criteres_de(combien) if NatureCible.CRITERE in observe else ()
    ouvertes = {
        f"{bloc.code}/{competence.code}": criteres
        for bloc in edition.blocs
        for competence in bloc.competences
        if competence.evaluee and not competence.criteres
    }
    ajoutes = tuple(_blocs_a_decrire(edition, criteres))
    return edition.completee(Grille(edition.cle, ouvertes, blocs=ajoutes)) if ouvertes or ajoutes else edition


def _blocs_a_decrire(edition: Edition, criteres: tuple[Critere, ...]) -> Iterator[Bloc]:
    for nature, demandes in edition.composition.items():
        decrits = sum(bloc.nature is nature for bloc in edition.blocs)
        for rang in range(decrits, demandes):
            code = f"X-{nature.value}-{rang + 1}"
            competences = (Competence("C1", "Compétence à décrire", criteres),)
            yield Bloc(code, "Bloc à décrire", nature, edition.source, competences, cle=f"{edition.cle}/{code}")
