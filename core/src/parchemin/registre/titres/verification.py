"""The code printed on a title, by which the register knows its own: nobody can make one up from a number.

It is derived from the digest of the act that delivered the title. That digest rests on the candidate's secret
salt and on all the journal before it: it is stable, it is in every backup, and outlives the removal of a person.
"""

import re
from datetime import date
from hashlib import sha256

from sqlalchemy import Connection, select

from parchemin.errors import ParcheminError
from parchemin.faits import Tournure
from parchemin.registre.socle.base import Lisible
from parchemin.registre.socle.tables import JOURNAL, TITRES
from parchemin.registre.titres.titres import TitreInscrit, inscrit, lectures

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without I, L, O and U, which are misread."""

LONGUEUR = 9
"""How many symbols of 5 bits there are before the check: one chance in 35 millions of millions to guess one."""

NUMERO_ILLISIBLE = Tournure(
    "numero_illisible", "numéro de titre « {numero} » : attendu une année et un rang, comme 2022-000012"
)
CODE_ILLISIBLE = Tournure(
    "code_illisible", "code de vérification « {code} » : attendu dix signes, comme 7K3QX-0R2MB"
)
CODE_FAUTIF = Tournure("code_fautif", "code de vérification « {code} » : faute de frappe, relisez-le sur le titre")

_LUS = str.maketrans({"I": "1", "L": "1", "O": "0", " ": "", "-": ""})
_NUMERO = re.compile(r"(\d{4})-(\d{1,9})")


def code_de(empreinte: str) -> str:
    """Return the code of a title, from the digest of its act: ``XXXXX-XXXXX``, the last symbol being a check."""
    somme = int(sha256(f"parchemin:verification:{empreinte}".encode()).hexdigest(), 16)
    symboles = "".join(ALPHABET[somme >> (5 * rang) & 31] for rang in range(LONGUEUR))
    entier = symboles + _cle(symboles)
    return f"{entier[:5]}-{entier[5:]}"


def verifier(source: Lisible, numero: str, code: str, le: date) -> TitreInscrit | None:
    """Return the title that carries this number and this code, as of a day; ``None`` when there is none.

    A wrong number and a wrong code are answered alike: the answer tells nobody which numbers exist.

    :raises ParcheminError: for what cannot be a number or a code, a mistyped code included.
    """
    annee, rang = _lire_numero(numero)
    attendu = _lire_code(code)
    voulu = lectures(le).add_columns(JOURNAL.c.empreinte).join(JOURNAL, JOURNAL.c.numero == TITRES.c.acte)
    voulu = voulu.where(TITRES.c.annee == annee, TITRES.c.rang == rang, TITRES.c.delivre_le <= le)
    with source.lire() as cx:
        ligne = cx.execute(voulu).one_or_none()
    if ligne is None or code_de(ligne.empreinte) != attendu:
        return None
    return inscrit(ligne, le)


def codes(cx: Connection, seance: int) -> dict[int, str]:
    """Return the code of each title that a séance delivered, by the id of the title."""
    lignes = select(TITRES.c.id, JOURNAL.c.empreinte).join(JOURNAL, JOURNAL.c.numero == TITRES.c.acte)
    return {ligne.id: code_de(ligne.empreinte) for ligne in cx.execute(lignes.where(TITRES.c.seance == seance))}


def _lire_numero(numero: str) -> tuple[int, int]:
    trouve = _NUMERO.fullmatch(numero.strip())
    if trouve is None:
        raise ParcheminError(NUMERO_ILLISIBLE(numero=numero))
    return int(trouve[1]), int(trouve[2])


def _lire_code(code: str) -> str:
    symboles = code.upper().translate(_LUS)
    if len(symboles) != LONGUEUR + 1 or not set(symboles) <= set(ALPHABET):
        raise ParcheminError(CODE_ILLISIBLE(code=code))
    if _cle(symboles[:-1]) != symboles[-1]:
        raise ParcheminError(CODE_FAUTIF(code=code))
    return f"{symboles[:5]}-{symboles[5:]}"


def _cle(symboles: str) -> str:
    """Return the check of some symbols, by Luhn's algorithm in base 32: any one mistyped symbol shows."""
    base = len(ALPHABET)
    somme = 0
    for rang, symbole in enumerate(reversed(symboles)):
        valeur = ALPHABET.index(symbole) * (1 if rang % 2 else 2)
        somme += valeur // base + valeur % base
    return ALPHABET[-somme % base]
