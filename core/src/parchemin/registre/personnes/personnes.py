"""The candidates: found again from one séance to the next by name and birth date, never by name alone."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from attrs import frozen
from sqlalchemy import CompoundSelect, Connection, select, union

from parchemin.dossier.model import Candidat
from parchemin.dossier.texte import cle
from parchemin.registre.socle.base import Ecriture
from parchemin.registre.socle.canonique import ecrire_candidat, empreindre, nouveau_sel
from parchemin.registre.socle.tables import IDENTITES, PERSONNES

T = TypeVar("T")

LOT = 500
"""How many persons, or dossiers, one query is about."""


@frozen
class Personne:
    """A person of the register, and the salt of all digests about that person."""

    id: int
    sel: str


def lots(suite: Iterable[T]) -> Iterator[list[T]]:
    """Cut what comes one by one into pieces of `LOT`."""
    reste = iter(suite)
    while lot := list(islice(reste, LOT)):
        yield lot


def inscrire_personnes(ecriture: Ecriture, candidats: Sequence[Candidat]) -> list[Personne]:
    """Return who each candidate is, adding those who are not known.

    Without a birth date nobody can tell two namesakes apart: such a candidate is somebody new each time.
    """
    connues = _connues(ecriture.cx, candidats)
    nouvelles, trouvees = [], []
    for candidat in candidats:
        personne = connues.get(candidat_cle(candidat)) if candidat.naissance else None
        if personne is None:
            personne = Personne(ecriture.suivant(PERSONNES), nouveau_sel())
            nouvelles.append(_ligne(personne, candidat))
            connues[candidat_cle(candidat)] = personne
        trouvees.append(personne)
    ecriture.ajouter(PERSONNES, nouvelles)
    return trouvees


def candidat_cle(candidat: Candidat) -> tuple[str, str]:
    """Return by what a candidate is found again: the names however written, and the birth date."""
    return cle(f"{candidat.nom} {candidat.prenom}"), str(candidat.naissance or "")


def identifier(ecriture: Ecriture, personne: Personne, candidat: Candidat) -> tuple[int, str]:
    """Keep how a person is called after an erratum, where it can be removed; return its id and its digest."""
    ligne = {nom: valeur for nom, valeur in _ligne(personne, candidat).items() if nom != "sel"}
    ligne |= {"id": ecriture.suivant(IDENTITES), "personne": personne.id}
    ecriture.ajouter(IDENTITES, [ligne])
    return ligne["id"], ligne["empreinte"]


def nommees(nom: str) -> CompoundSelect[int]:
    """Select the persons of a name, or name and first name, however written, or whom an erratum so named."""
    connues = (
        select(identifiant).where(cle_lue == cle(nom), cle_lue != "")
        for table, identifiant in ((PERSONNES, PERSONNES.c.id), (IDENTITES, IDENTITES.c.personne))
        for cle_lue in (table.c.cle_nom, table.c.cle_entiere)
    )
    return union(*connues)


def _connues(cx: Connection, candidats: Sequence[Candidat]) -> dict[tuple[str, str], Personne]:
    """Return the persons of these names: those first who always bore them, then those whom an erratum so named."""
    connues: dict[tuple[str, str], Personne] = {}
    recues = select(PERSONNES.c.id, PERSONNES.c.sel, PERSONNES.c.cle_entiere, PERSONNES.c.naissance)
    corrigees = select(PERSONNES.c.id, PERSONNES.c.sel, IDENTITES.c.cle_entiere, IDENTITES.c.naissance)
    corrigees = corrigees.join_from(IDENTITES, PERSONNES, PERSONNES.c.id == IDENTITES.c.personne)
    for noms in lots(sorted({candidat_cle(candidat)[0] for candidat in candidats if candidat.naissance})):
        for table, toutes in ((PERSONNES, recues), (IDENTITES, corrigees)):
            trouvees = toutes.where(table.c.cle_entiere.in_(noms), table.c.naissance.is_not(None))
            for ligne in cx.execute(trouvees.order_by(table.c.id)):
                connues.setdefault((ligne.cle_entiere, str(ligne.naissance)), Personne(ligne.id, ligne.sel))
    return connues


def _ligne(personne: Personne, candidat: Candidat) -> dict[str, Any]:
    return {
        "id": personne.id,
        "nom": candidat.nom,
        "prenom": candidat.prenom,
        "naissance": candidat.naissance,
        "cle_nom": cle(candidat.nom),
        "cle_entiere": candidat_cle(candidat)[0],
        "sel": personne.sel,
        "empreinte": empreindre(ecrire_candidat(candidat), personne.sel),
    }
