"""Reading the journal, and finding out whether anybody touched it."""

import json
from collections.abc import Iterator
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Row, Table, exists, select, tuple_

from parchemin.dossier.model import Candidat
from parchemin.registre.socle.base import Lisible
from parchemin.registre.socle.canonique import FORMES, ecrire_candidat, empreindre, empreindre_acte
from parchemin.registre.socle.tables import (
    ANONYMISATIONS,
    ARRETS,
    CORRECTIONS,
    DECISIONS,
    DOSSIERS,
    ERRATA,
    IDENTITES,
    JOURNAL,
    PERSONNES,
    RECOURS,
    REPONSES,
    RETRACTATIONS,
    TETE,
    TITRES,
)

ORIGINE = "0" * 64
"""What the first act points to."""

PAGE = 1000
"""How many rows are held at once."""

_FAITS = {
    "decision": DECISIONS,
    "retractation": RETRACTATIONS,
    "titre": TITRES,
    "correction": CORRECTIONS,
    "recours": RECOURS,
    "arret": ARRETS,
    "erratum": ERRATA,
    "reponse": REPONSES,
}
"""Acts that stand for a row: ``fait`` in their content is the digest of that row."""

_D_UNE_SEANCE = (
    *("ouverture", "import", "deliberation", "decision", "recours"),
    *(
        "retractation",
        "retrait",
        "reintegration",
        "deport",
        "modification",
        "remplacement",
        "annulation",
        "admission",
    ),
)
"""Acts that change nothing beyond their séance, unless they have a day of their own."""

_TARDIVES = ("le", "recours", "tranche_par", "preconisations")
"""Columns that a later revision added to ``decisions``: left empty they are not digested, as before them."""


@frozen
class Acte:
    """One act of the journal, as it was inscribed: at an instant of UTC, by somebody who is known since form 2."""

    numero: int
    le: str
    auteur: str
    nature: str
    contenu: dict[str, Any]
    empreinte: str
    role: str

    def touche(self, *seances: int | None) -> bool:
        """Tell whether this act may change what is computed for some séances.

        It does where it is of one of them, or changes what persons hold: a proclamation, what follows one.
        """
        d_une_autre = self.nature in _D_UNE_SEANCE and self.contenu["seance"] not in seances
        return not d_une_autre or "le" in self.contenu


@frozen
class Tete:
    """The last act of the journal, by its number and its digest."""

    numero: int
    empreinte: str


@frozen
class Rupture:
    """The first act at which the journal does not hold, and what is wrong with it."""

    acte: int
    message: str

    def __str__(self) -> str:
        return f"acte {self.acte} : {self.message}"


@frozen
class Verification:
    """What was found of the journal: how many acts were read, the digest of the last, the first break if any."""

    actes: int
    empreinte: str
    rupture: Rupture | None


def lire(source: Lisible) -> Iterator[Acte]:
    """Yield every act in order."""
    with source.lire() as cx:
        yield from map(_lire, _lignes(cx, JOURNAL))


def _lire(acte: Row[Any]) -> Acte:
    contenu = json.loads(acte.contenu)
    return Acte(acte.numero, acte.le, acte.auteur, acte.nature, contenu, acte.empreinte, acte.role)


def tete(cx: Connection) -> Tete:
    """Return the last act."""
    return Tete(*cx.execute(select(TETE.c.numero, TETE.c.empreinte)).one())


def depuis(cx: Connection, avant: Tete) -> list[Acte] | None:
    """Return the acts that came after one; ``None`` where that one is not in this journal any more."""
    suivants = select(JOURNAL).where(JOURNAL.c.numero >= avant.numero).order_by(JOURNAL.c.numero)
    actes = [_lire(ligne) for ligne in cx.execute(suivants)]
    if avant.numero == 0:
        return actes
    return actes[1:] if actes and actes[0].empreinte == avant.empreinte else None


def nature_de(table: Table) -> str:
    """Return the nature of the acts that stand for the rows of a table."""
    return next(nature for nature, sienne in _FAITS.items() if sienne is table)


def empreindre_fait(ligne: dict[str, Any]) -> str:
    """Return the digest of a row of an append-only table, the number of its act apart."""
    vides = {nom for nom in _TARDIVES if ligne.get(nom) is None}
    return empreindre({nom: _en_clair(valeur) for nom, valeur in ligne.items() if nom not in {"acte", *vides}})


def verifier(source: Lisible) -> Verification:
    """Read the whole journal, and each row that an act stands for."""
    with source.lire() as cx:
        return confronter(cx)


def confronter(cx: Connection) -> Verification:
    """Do as `verifier`, within a transaction."""
    faits = {nature: _Faits(table.name, _lignes(cx, table, "acte")) for nature, table in _FAITS.items()}
    tete = cx.execute(select(TETE.c.numero, TETE.c.empreinte)).one()
    numero, precedent = 0, ORIGINE
    for acte in _lignes(cx, JOURNAL):
        faute = _faute(acte, numero, precedent) or _faute_des_faits(acte, faits) or _faute_de_nom(cx, acte)
        if faute:
            return Verification(numero, precedent, faute)
        numero, precedent = acte.numero, acte.empreinte
    reste = next((fait.orphelin() for fait in faits.values() if fait.orphelin()), None)
    if reste is None and (numero, precedent) != (tete.numero, tete.empreinte):
        reste = Rupture(numero + 1, f"supprimé : le journal en compte {tete.numero}")
    return Verification(numero, precedent, reste)


def _faute(acte: Row[Any], numero: int, precedent: str) -> Rupture | None:
    if acte.numero != numero + 1:
        return Rupture(numero + 1, f"supprimé : l'acte {acte.numero} suit l'acte {numero}")
    if not _scelle(acte):
        return Rupture(acte.numero, "modifié : son empreinte n'est plus celle de son contenu")
    if acte.precedent != precedent:
        return Rupture(acte.numero, "inséré ou refait : il ne suit pas l'acte qui le précède")
    return None


def _scelle(acte: Row[Any]) -> bool:
    """Tell whether an act is what was sealed; one of the first form has nothing of what came with the second."""
    if acte.forme not in FORMES or (acte.forme == 1 and (acte.auteur or acte.role)):
        return False
    return bool(empreindre_acte(acte._asdict()) == acte.empreinte)


def _faute_des_faits(acte: Row[Any], faits: dict[str, "_Faits"]) -> Rupture | None:
    attendu = json.loads(acte.contenu).get("fait") if acte.nature in faits else None
    fautes = (fait.confronter(acte.numero, attendu if acte.nature == nom else None) for nom, fait in faits.items())
    return next((faute for faute in fautes if faute), None)


def _faute_de_nom(cx: Connection, acte: Row[Any]) -> Rupture | None:
    """Compare the name that an erratum gave with the digest in its act.

    That of somebody anonymised since cannot be: the salt was destroyed.
    """
    scelle = json.loads(acte.contenu).get("candidat") if acte.nature == "erratum" else None
    if scelle is None:
        return None
    anonymisee = (
        exists()
        .where(ANONYMISATIONS.c.dossier == DOSSIERS.c.id, ANONYMISATIONS.c.acte > acte.numero)
        .where(DOSSIERS.c.personne == PERSONNES.c.id)
    )
    lue = (
        select(IDENTITES.c.nom, IDENTITES.c.prenom, IDENTITES.c.naissance, PERSONNES.c.sel)
        .join_from(ERRATA, IDENTITES, IDENTITES.c.id == ERRATA.c.identite)
        .join(PERSONNES, PERSONNES.c.id == IDENTITES.c.personne)
        .where(ERRATA.c.acte == acte.numero, ~anonymisee)
    )
    for *candidat, sel in cx.execute(lue):
        if empreindre(ecrire_candidat(Candidat(*candidat)), sel) != scelle:
            return Rupture(acte.numero, "le nom que donne l'erratum est modifié")
    return None


class _Faits:
    """The rows of one append-only table, read alongside the acts that stand for them."""

    def __init__(self, table: str, lignes: Iterator[Row[Any]]) -> None:
        self._table, self._lignes = table, lignes
        self._ligne = next(lignes, None)

    def confronter(self, numero: int, attendu: str | None) -> Rupture | None:
        """Compare the row of an act, if it ought to have one, with what the act says of it."""
        ligne = self._ligne
        if ligne is None or ligne.acte > numero:
            return Rupture(numero, f"une ligne de {self._table} est supprimée") if attendu else None
        self._ligne = next(self._lignes, None)
        if empreindre_fait(dict(ligne._mapping)) != attendu:
            return Rupture(ligne.acte, f"une ligne de {self._table} est modifiée ou insérée")
        return None

    def orphelin(self) -> Rupture | None:
        """Return the break of a row whose act does not exist."""
        if self._ligne is None:
            return None
        return Rupture(self._ligne.acte, f"supprimé : une ligne de {self._table} s'y réfère")


def _lignes(cx: Connection, table: Table, ordre: str = "") -> Iterator[Row[Any]]:
    """Yield the rows in order, a page at a time, so that no cursor is left open."""
    cles = [*([table.c[ordre]] if ordre else []), *table.primary_key.columns]
    page = cx.execute(select(table).order_by(*cles).limit(PAGE)).all()
    while page:
        yield from page
        suite = tuple_(*cles) > tuple(page[-1]._mapping[cle] for cle in cles)
        page = cx.execute(select(table).where(suite).order_by(*cles).limit(PAGE)).all()


def _en_clair(valeur: Any) -> Any:
    return valeur if valeur is None or isinstance(valeur, int | str) else valeur.isoformat()
