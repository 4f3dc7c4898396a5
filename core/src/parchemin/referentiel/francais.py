"""French as it is printed: dates in words, narrow no-break spaces, typographic apostrophes."""

from datetime import date

FINE = "\u202f"
"""The narrow no-break space, before a double punctuation mark and inside guillemets."""

_MOIS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_UNITES = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize"),
)
_DIZAINES = ("", "dix", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt")
_FINES = [(f" {signe}", f"{FINE}{signe}") for signe in ";:!?»%"] + [("« ", f"«{FINE}"), ("≥ ", "≥\u00a0")]


def jour(le: date) -> str:
    """Return a date as a letter has it: ``16 mars 2022``, ``1er mai 2024``."""
    return f"{'1er' if le.day == 1 else le.day}\u00a0{_MOIS[le.month - 1]} {le.year}"


def jour_connu(iso: str) -> str:
    """Return what is known of a day, from its ISO form: ``le 2 avril 1990``, ``en avril 1990``, ``en 1990``."""
    annee, _, reste = iso.partition("-")
    mois, _, quantieme = reste.partition("-")
    if quantieme:
        return f"le {jour(date.fromisoformat(iso))}"
    return f"en {_MOIS[int(mois) - 1]} {annee}" if mois else f"en {annee}"


def nom_du_mois(mois: int) -> str:
    """Return the name of a month, from 1."""
    return _MOIS[mois - 1]


def jour_en_lettres(le: date) -> str:
    """Return a date as a deed has it: ``seize mars deux mille vingt-deux``."""
    quantieme = "premier" if le.day == 1 else en_lettres(le.day)
    return f"{quantieme} {_MOIS[le.month - 1]} {en_lettres(le.year)}"


def en_lettres(nombre: int) -> str:
    """Return a number from 0 to 9999 in words, in the traditional spelling."""
    if nombre < 100:
        return _moins_de_cent(nombre)
    if nombre < 1000:
        return _centaines(nombre)
    milliers, reste = divmod(nombre, 1000)
    mille = "mille" if milliers == 1 else f"{_UNITES[milliers]} mille"
    return f"{mille} {en_lettres(reste)}" if reste else mille


def _centaines(nombre: int) -> str:
    centaines, reste = divmod(nombre, 100)
    cent = "cent" if centaines == 1 else f"{_UNITES[centaines]} cent"
    if not reste:
        return cent if centaines == 1 else f"{cent}s"
    return f"{cent} {_moins_de_cent(reste)}"


def _moins_de_cent(nombre: int) -> str:
    if nombre < len(_UNITES):
        return _UNITES[nombre]
    dizaine, unite = divmod(nombre, 10)
    if dizaine in (7, 9):
        dizaine, unite = dizaine - 1, unite + 10
    if nombre == 80:
        return "quatre-vingts"
    if unite in (1, 11) and 2 <= dizaine < 8:
        return f"{_DIZAINES[dizaine]} et {_UNITES[unite]}"
    return f"{_DIZAINES[dizaine]}-{_moins_de_cent(unite)}" if unite else _DIZAINES[dizaine]


def apostropher(texte: str) -> str:
    """Return a text with its apostrophes curly and nothing else changed: this is for the names of people."""
    return texte.replace("'", "’")


def soigner(phrase: str) -> str:
    """Return one of our sentences as it is printed; a person's name goes through `apostropher` and not here.

    Apostrophes become curly, and the space before ``; : ! ? » %`` narrow.
    """
    phrase = apostropher(phrase)
    for ordinaire, fine in _FINES:
        phrase = phrase.replace(ordinaire, fine)
    return phrase


def enumerer(mots: list[str]) -> str:
    """Return ``a, b et c``."""
    return " et ".join(part for part in (", ".join(mots[:-1]), mots[-1] if mots else "") if part)
