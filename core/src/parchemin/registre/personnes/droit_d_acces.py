"""Who a person of the register is, and all that the register holds on that person (RGPD, articles 15 and 20)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Row, Table, or_, select

from parchemin.dossier.model import Candidat
from parchemin.errors import CodeInconnu
from parchemin.faits import Tournure
from parchemin.registre.personnes.appellations import nommees
from parchemin.registre.personnes.reponses import Reponses, lire_reponses
from parchemin.registre.socle.base import Lisible
from parchemin.registre.socle.lots import lots
from parchemin.registre.socle.tables import DOSSIERS, IDENTITES, JOURNAL, META, PERSONNES, SEANCES

CANDIDAT_INCONNU = Tournure("candidat_inconnu", "aucun candidat « {nom} » au registre")
HOMONYMES = Tournure("homonymes", "« {nom} » : {combien} personnes")
AUCUN_HOMONYME = Tournure("aucun_homonyme", "« {nom} » : aucun n'est celui-là")
"""Both say who bears the name: ``personnes``, each a `Homonyme`."""

_INTERNES = ("cle_nom", "cle_entiere", "sel", "personne")
"""Columns that say nothing more of a person than the others."""

_EN_JSON = ("contenu", "acquis")


@frozen
class Homonyme:
    """One of those who bear a name, with the number by which the register tells them apart."""

    personne: int
    candidat: Candidat


def trouver(
    source: Lisible,
    nom: str,
    naissance: date | None = None,
    numero: int | None = None,
    *,
    reunies: bool = False,
) -> int:
    """Return the number of a person by name, or name and first name, however written.

    Who was called otherwise before an erratum, or born another day, is found by either.

    :param naissance: which of several namesakes.
    :param numero: which of them, where no birth date tells.
    :param reunies: take for one those who are answered to be the same.
    :raises CodeInconnu: when nobody, or more than one, is found; then it lists them.
    """
    with source.lire() as cx:
        return _trouver(cx, nom, naissance, numero, lire_reponses(cx) if reunies else None)


def _trouver(
    cx: Connection, nom: str, naissance: date | None, numero: int | None, reponses: Reponses | None
) -> int:
    siennes = select(PERSONNES).where(PERSONNES.c.id.in_(nommees(cx, nom)))
    homonymes = cx.execute(siennes.order_by(PERSONNES.c.id)).all()
    corrigees = select(IDENTITES.c.personne).where(IDENTITES.c.personne.in_([ligne.id for ligne in homonymes]))
    nees = set(cx.execute(corrigees.where(IDENTITES.c.naissance == naissance)).scalars())
    restants = [
        ligne
        for ligne in homonymes
        if (naissance in (None, ligne.naissance) or ligne.id in nees) and numero in (None, ligne.id)
    ]
    if len({reponses.de(ligne.id) if reponses else ligne.id for ligne in restants}) == 1:
        trouvee: int = restants[0].id
        return trouvee
    if not homonymes:
        raise CodeInconnu(CANDIDAT_INCONNU(nom=nom))
    personnes = tuple(_homonyme(ligne) for ligne in restants or homonymes)
    if restants:
        raise CodeInconnu(HOMONYMES(nom=nom, combien=len(restants), personnes=personnes))
    raise CodeInconnu(AUCUN_HOMONYME(nom=nom, personnes=personnes))


Ligne = Mapping[str, Any]
"""A row, as JSON values."""


@frozen
class DonneesTenues:
    """All that the register holds on one person, table by table, with the acts that the rows stand for."""

    personne: Ligne
    seances: tuple[Ligne, ...]
    tables: Mapping[str, tuple[Ligne, ...]]
    actes: tuple[Ligne, ...]

    def document(self) -> dict[str, Any]:
        """Return the JSON document that the person is given."""
        tenues = {nom: list(lignes) for nom, lignes in self.tables.items()}
        return {"personne": self.personne, "seances": list(self.seances), **tenues, "actes": list(self.actes)}


def exporter(source: Lisible, personne: int) -> DonneesTenues:
    """Return all that is held on one person: every row, of every table, that leads to that person."""
    with source.lire() as cx:
        return _exporter(cx, personne)


def _exporter(cx: Connection, personne: int) -> DonneesTenues:
    tables = {table.name: [_dire(ligne._mapping) for ligne in lignes] for table, lignes in _detenu(cx, personne)}
    (identite,) = tables.pop(PERSONNES.name)
    numeros = {ligne["acte"] for lignes in tables.values() for ligne in lignes if "acte" in ligne}
    seances = {ligne["seance"] for ligne in tables.get(DOSSIERS.name, ())}
    siennes, actes = tuple(_seances(cx, sorted(seances))), tuple(_actes(cx, sorted(numeros)))
    return DonneesTenues(identite, siennes, {nom: tuple(lignes) for nom, lignes in tables.items()}, actes)


def _detenu(cx: Connection, personne: int) -> Iterator[tuple[Table, Sequence[Row[Any]]]]:
    """Yield each table with its rows that lead to a person, by whatever way of foreign keys."""
    tenus: dict[str, list[int]] = {}
    for table in META.sorted_tables:
        voulus = select(table).order_by(*table.primary_key)
        if table is PERSONNES:
            voulus = voulus.where(table.c.id == personne)
        else:
            liens = [lien for lien in table.foreign_keys if lien.column.table.name in tenus]
            if not liens:
                continue
            voulus = voulus.where(or_(*(lien.parent.in_(tenus[lien.column.table.name]) for lien in liens)))
        lignes = cx.execute(voulus).all()
        tenus[table.name] = [ligne[0] for ligne in lignes]
        yield table, lignes


def _homonyme(ligne: Row[Any]) -> Homonyme:
    return Homonyme(ligne.id, Candidat(ligne.nom, ligne.prenom, ligne.naissance))


def _dire(ligne: Mapping[Any, Any]) -> dict[str, Any]:
    dites = {nom: valeur for nom, valeur in ligne.items() if nom not in _INTERNES}
    for nom, valeur in dites.items():
        if nom in _EN_JSON:
            dites[nom] = json.loads(valeur)
        elif isinstance(valeur, date):
            dites[nom] = valeur.isoformat()
    return dites


def _seances(cx: Connection, numeros: Sequence[int]) -> Iterator[dict[str, Any]]:
    colonnes = (
        SEANCES.c.id,
        SEANCES.c.certification,
        SEANCES.c.date,
        SEANCES.c.instance,
        SEANCES.c.lieu,
        SEANCES.c.etat,
    )
    for ligne in cx.execute(select(*colonnes).where(SEANCES.c.id.in_(numeros)).order_by(SEANCES.c.id)):
        yield _dire(ligne._mapping)


def _actes(cx: Connection, numeros: Sequence[int]) -> Iterator[dict[str, Any]]:
    colonnes = (JOURNAL.c.numero, JOURNAL.c.le, JOURNAL.c.nature)
    for lot in lots(numeros):
        for ligne in cx.execute(select(*colonnes).where(JOURNAL.c.numero.in_(lot)).order_by(JOURNAL.c.numero)):
            yield _dire(ligne._mapping)
