"""One cell, one value. Each function takes a cell as CSV, XLSX or JSON give it, and raises `ValueError`.

The message of that error is what the secretary reads: what was found, what was expected.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import partial
from typing import TypeVar

from parchemin.dossier.model import Avis, Neutralise, Note, Valeur
from parchemin.errors import plus_proche
from parchemin.referentiel.arbre import Cible
from parchemin.referentiel.model import NatureCible

T = TypeVar("T")
E = TypeVar("E", bound=Enum)

_AVIS = {
    "oui": Avis.ACQUIS,
    "a": Avis.ACQUIS,
    "acquis": Avis.ACQUIS,
    "non": Avis.NON_ACQUIS,
    "na": Avis.NON_ACQUIS,
    "non acquis": Avis.NON_ACQUIS,
    "absent": Avis.ABSENT,
    "absente": Avis.ABSENT,
}
_NEUTRALISABLES = (NatureCible.CRITERE, NatureCible.COMPETENCE)


def cle(brut: str) -> str:
    """Fold a word for comparison: no accents, no case, single spaces."""
    sans_accents = unicodedata.normalize("NFKD", brut).encode("ascii", "ignore").decode()
    return " ".join(sans_accents.replace("_", " ").casefold().split())


def texte(brut: object) -> str:
    """Return a cell as text; Excel's ``12.0`` is the text « 12 », its VRAI is « oui »."""
    if isinstance(brut, bool):
        return "oui" if brut else "non"
    if isinstance(brut, float):
        return format(brut, ".15g")
    if isinstance(brut, datetime):
        return brut.date().isoformat()
    return "" if brut is None else str(brut).strip()


def jour(brut: object) -> date:
    """Return a date: ISO, a date cell of Excel, or the French form that Excel writes back into a CSV."""
    if isinstance(brut, datetime):
        return brut.date()
    if isinstance(brut, date):
        return brut
    trouve = texte(brut)
    if francais := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", trouve):
        trouve_iso = f"{francais[3]}-{francais[2]:0>2}-{francais[1]:0>2}"
    else:
        trouve_iso = trouve
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", trouve_iso):
            return date.fromisoformat(trouve_iso)
    except ValueError:
        raise ValueError(f"date impossible « {trouve} » : ce jour n'existe pas") from None
    raise ValueError(f"date illisible « {trouve} » : attendu AAAA-MM-JJ")


def entier(brut: object) -> int:
    """Return a whole number, zero or more."""
    trouve = texte(brut)
    if not trouve.isascii() or not trouve.isdigit():
        raise ValueError(f"nombre illisible « {trouve} » : attendu un entier")
    return int(trouve)


def parmi(enum: type[E], brut: object) -> E:
    """Return the member of an enum that a cell names, accents and case apart."""
    membres = {cle(str(membre.value)): membre for membre in enum}
    trouve = texte(brut)
    if cle(trouve) not in membres:
        attendus = " ou ".join(str(membre.value) for membre in enum)
        raise ValueError(f"trouvé « {trouve} » : attendu {attendus}")
    return membres[cle(trouve)]


def liste(brut: object) -> tuple[str, ...]:
    """Return the elements of ``BC1;BC2``, or of a JSON list; refuse a repetition."""
    elements = brut if isinstance(brut, list) else texte(brut).split(";")
    propres = tuple(texte(element) for element in elements if texte(element))
    for element in propres:
        if propres.count(element) > 1:
            raise ValueError(f"« {element} » est répété")
    return propres


def paires(lire: Callable[[object], T], forme: str, brut: object) -> dict[str, T]:
    """Return the pairs of ``PASS=2021-03-01;PREMSS=2021-04-02``, or of a JSON object."""
    if isinstance(brut, Mapping):
        return {texte(nom): lire(valeur) for nom, valeur in brut.items()}
    lues: dict[str, T] = {}
    for element in liste(brut):
        nom, egal, valeur = (partie.strip() for partie in element.partition("="))
        if not (nom and egal and valeur):
            raise ValueError(f"trouvé « {element} » : attendu {forme}")
        if nom in lues:
            raise ValueError(f"« {nom} » est répété")
        lues[nom] = lire(valeur)
    return lues


dates = partial(paires, jour, "CODE=AAAA-MM-JJ")
entiers = partial(paires, entier, "nom=nombre")


def valeur(cible: Cible, brut: object, motif: str) -> Valeur:
    """Return what a cell says of a node: an avis, a mark, an absence, or a neutralisation with its motif."""
    trouve = texte(brut)
    mot = cle(trouve)
    if mot.startswith("neutralis"):
        return _neutralise(cible, trouve, motif)
    if _AVIS.get(mot) is Avis.ABSENT:
        return Avis.ABSENT
    if cible.bareme is not None:
        return _note(trouve, cible.bareme.sur)
    if cible.nature is NatureCible.EPREUVE:
        raise ValueError(f"trouvé « {trouve} » : cette épreuve n'est pas notée, attendu absent")
    if mot not in _AVIS:
        raise ValueError(f"trouvé « {trouve} » : attendu oui, non, absent ou neutralise")
    return _AVIS[mot]


def _neutralise(cible: Cible, trouve: str, motif: str) -> Neutralise:
    if cible.nature not in _NEUTRALISABLES:
        raise ValueError("seuls un critère ou une compétence se neutralisent")
    motif = motif or re.split(r"[:(]", trouve, maxsplit=1)[-1].rstrip(")").strip() * (
        ":" in trouve or "(" in trouve
    )
    if not motif:
        raise ValueError("une neutralisation demande un motif")
    return Neutralise(motif)


def _note(trouve: str, sur: int) -> Note:
    try:
        points = Decimal(trouve.replace(",", "."))
        note = Note.de(points)
    except InvalidOperation:
        raise ValueError(f"note illisible « {trouve} » : attendu un nombre de 0 à {sur}, ou absent") from None
    except ValueError:
        raise ValueError(f"note « {trouve} » : attendu deux décimales au plus") from None
    if not 0 <= points <= sur:
        raise ValueError(f"note « {trouve} » hors du barème : attendu de 0 à {sur}")
    return note


def connu(nom: str, connus: Mapping[str, T], quoi: str) -> T:
    """Return what a name stands for; raise `ValueError` with the nearest name."""
    if nom not in connus:
        raise ValueError(f"{quoi} « {nom} »{plus_proche(nom, connus)}")
    return connus[nom]
