"""One cell, one value. Each function takes a cell as CSV, XLSX or JSON give it, and raises `ValeurRefusee`.

The facts of that error are what the secretary reads: what was found, what was expected.
"""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import TypeVar

from parchemin.dossier.decodage import autre_lecture
from parchemin.dossier.model import Avis, Neutralise, Note, Palier, Qualite, Sexe, Valeur
from parchemin.dossier.texte import cle, deproteger
from parchemin.errors import ValeurRefusee
from parchemin.faits import Fait, Tournure
from parchemin.referentiel.arbre import Cible
from parchemin.referentiel.jours import lire_jour
from parchemin.referentiel.model import Echelle, NatureCible

T = TypeVar("T")
E = TypeVar("E", bound=Enum)

PLUSIEURS_VALEURS = Tournure("plusieurs_valeurs", "trouvé plusieurs valeurs, attendu une seule")
FORMULE_SANS_VALEUR = Tournure(
    "formule_sans_valeur",
    "formule sans valeur calculée : ouvrez le classeur dans un tableur, enregistrez-le, ou écrivez la valeur",
)
FORMULE_EN_ERREUR = Tournure("formule_en_erreur", "erreur de formule « {trouve} » : attendu une valeur")
CARACTERE_INVISIBLE = Tournure(
    "caractere_invisible", "trouvé un caractère qui ne s'imprime pas (U+{point}) : retapez ce nom"
)
ENTIER_ILLISIBLE = Tournure("entier_illisible", "nombre illisible « {trouve} » : attendu un entier")
FAIT_ILLISIBLE = Tournure("fait_illisible", "nombre illisible « {trouve} » : attendu un entier, oui ou non")
HORS_LISTE = Tournure("valeur_hors_liste", "trouvé « {trouve} » : attendu {attendu:ou}")
COMMUNE_ILLISIBLE = Tournure(
    "commune_illisible", "code de commune illisible « {trouve} » : attendu les cinq signes de l'INSEE, comme 01004"
)
COURRIEL_ILLISIBLE = Tournure("courriel_illisible", "courriel illisible « {trouve} » : attendu nom@domaine")
REPETE = Tournure("valeur_repetee", "« {nom} » est répété")
PAIRE_ILLISIBLE = Tournure("paire_illisible", "trouvé « {trouve} » : attendu {forme}")
EPREUVE_SANS_NOTE = Tournure(
    "epreuve_sans_note", "trouvé « {trouve} » : cette épreuve n'est pas notée, attendu absent"
)
AVIS_ILLISIBLE = Tournure("avis_illisible", "trouvé « {trouve} » : attendu oui, non, absent ou neutralise")
AVIS_ABREGE = Tournure(
    "avis_abrege",
    'trouvé « {trouve} » : dites une fois ce qu\'il veut dire, dans [valeurs] de la séance ({trouve} = "oui"), ou'
    " écrivez oui, non, absent ou neutralise",
)
NON_NEUTRALISABLE = Tournure(
    "non_neutralisable", "seuls un critère, une compétence ou une épreuve se neutralisent"
)
NEUTRALISATION_SANS_MOTIF = Tournure("neutralisation_sans_motif", "une neutralisation demande un motif")
NOTE_DATEE_ILLISIBLE = Tournure(
    "note_datee_illisible", "trouvé « {trouve} » : attendu une note et son jour, comme 14,5@2023-06-30"
)
NIVEAU_ILLISIBLE = Tournure("niveau_illisible", "trouvé « {trouve} » : attendu {niveaux:ou}, absent ou neutralise")
NOTE_ILLISIBLE = Tournure(
    "note_illisible", "note illisible « {trouve} » : attendu un nombre de 0 à {sur}, ou absent"
)
NOTE_SUR_AUTRE = Tournure(
    "note_sur_un_autre_total", "note « {trouve}/{total} » : cette épreuve est notée sur {sur}"
)
NOTE_COUPEE = Tournure(
    "note_coupee", "note « {trouve} » suivie de « {motif} » : écrivez {trouve}.{motif} ou ôtez le motif"
)
NOTE_HORS_BAREME = Tournure("note_hors_bareme", "note « {trouve} » hors du barème : attendu de 0 à {sur}")
NOTE_TROP_PRECISE = Tournure("note_trop_precise", "note « {trouve} » : attendu deux décimales au plus")

TEXTE_CACHE = Tournure("texte_cache", "« {trouve} » est un texte qui cache une valeur : lu {lu}")
DECODE_AUTREMENT = Tournure(
    "decode_autrement", "« {trouve} » se lit mieux « {relu} » : ce fichier a changé d'encodage"
)
SCIENTIFIQUE = Tournure(
    "identifiant_scientifique", "« {trouve} » a la forme d'un nombre abrégé : des chiffres ont pu s'y perdre"
)

_AVIS = {
    "oui": Avis.ACQUIS,
    "a": Avis.ACQUIS,
    "acquis": Avis.ACQUIS,
    "acquise": Avis.ACQUIS,
    "vrai": Avis.ACQUIS,
    "true": Avis.ACQUIS,
    "non": Avis.NON_ACQUIS,
    "na": Avis.NON_ACQUIS,
    "non acquis": Avis.NON_ACQUIS,
    "non acquise": Avis.NON_ACQUIS,
    "faux": Avis.NON_ACQUIS,
    "false": Avis.NON_ACQUIS,
    "absent": Avis.ABSENT,
    "absente": Avis.ABSENT,
    "abs": Avis.ABSENT,
}
_OUI_OU_NON = {"oui": True, "vrai": True, "non": False, "faux": False}
_CIVILITES = {
    **dict.fromkeys(("m", "mr", "monsieur"), "M."),
    **dict.fromkeys(("mme", "madame", "mlle", "mademoiselle"), "Mme"),
}
_SEXES = {"f": Sexe.FEMME, "femme": Sexe.FEMME, "feminin": Sexe.FEMME} | dict.fromkeys(
    ("m", "h", "homme", "masculin"), Sexe.HOMME
)
_COMMUNE = re.compile(r"[0-9]{2}[0-9]{3}|2[AB][0-9]{3}")
_COURRIEL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_ABREGES = frozenset(
    ("x", "o", "n", "1", "0", "v", "ok", "ko", "✓", "✔", "✗", "+", "-", "ne", "non evalue", "disp", "n/a")
)
_REPONSES = {"oui": True, "vrai": True, "true": True, "present": True, "presente": True} | dict.fromkeys(
    ("non", "faux", "false", "absent", "absente"), False
)
_NEUTRALISABLES = (NatureCible.CRITERE, NatureCible.COMPETENCE, NatureCible.EPREUVE)
_NEUTRALISE = re.compile(r"(?is)neutralis[eé]e?\s*(?::(?P<suite>.*)|\((?P<parentheses>.*)\))?")
_BLANCS = re.compile(r"\s*[^\S ]\s*")
_NOTE = re.compile(r"[+-]?[0-9]{1,9}(?:[.,][0-9]{1,9})?")
_NOTE_SUR = re.compile(r"([+-]?[0-9.,]+)\s*/\s*([0-9]+)")
_ENTIER = re.compile(r"[0-9]{1,9}")
_ABREGE = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+[0-9]+")

_ERREURS_DE_FORMULE = frozenset(
    (
        *("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"),
        *("#VALEUR!", "#NOM?", "#NOMBRE!", "#NUL!"),  # the same in a CSV that a French Excel wrote
    )
)


class ValeurDouteuse(ValueError):
    """A value that was read, and that may mean something else: ``faits`` say what."""

    def __init__(self, valeur: object, *faits: Fait) -> None:
        self.valeur, self.faits = valeur, faits
        super().__init__(valeur)


class SansValeur:
    """What stands in the cell of a formula that nobody has computed."""

    def __str__(self) -> str:
        return ""


SANS_VALEUR = SansValeur()


def vide(brut: object) -> bool:
    """Tell whether a cell holds nothing."""
    if isinstance(brut, str):
        return not brut or brut.isspace()
    return brut is None or brut in ([], {})


def ecrit(brut: object) -> str:
    """Return what a cell shows; Excel's ``12.0`` is the text « 12 », its VRAI is « oui »."""
    if isinstance(brut, bool):
        return "oui" if brut else "non"
    if isinstance(brut, float):
        return format(brut, ".15g")
    if isinstance(brut, datetime):
        return brut.date().isoformat()
    return "" if brut is None else str(brut).strip()


def texte(brut: object) -> str:
    """Return a cell as text, unless it holds a formula's error, or several values."""
    if isinstance(brut, str):
        trouve = brut.strip()
        if trouve[:1] == "'":
            trouve = trouve[1:] if cache_une_valeur(trouve) else deproteger(trouve)
    elif isinstance(brut, list | dict):
        raise ValeurRefusee(PLUSIEURS_VALEURS())
    elif brut is SANS_VALEUR:
        raise ValeurRefusee(FORMULE_SANS_VALEUR())
    else:
        trouve = ecrit(brut)
    if trouve in _ERREURS_DE_FORMULE:
        raise ValeurRefusee(FORMULE_EN_ERREUR(trouve=trouve))
    return trouve


def cache_une_valeur(trouve: object) -> bool:
    """Tell a text that begins with a spreadsheet's mark of texts, an apostrophe, before a number or a date."""
    return isinstance(trouve, str) and trouve[:1] == "'" and trouve[1:2].isdigit()


def lire_code(brut: object) -> str:
    """Return the code of a dossier; one that a spreadsheet abridged is doubtful."""
    trouve = sans_invisible(brut)
    if "+" in trouve and _ABREGE.fullmatch(trouve):
        raise ValeurDouteuse(trouve, SCIENTIFIQUE(trouve=trouve))
    return trouve


def nom_propre(brut: object) -> str:
    """Return a name as a title can bear it; one that another encoding makes cleaner is doubtful."""
    trouve = sans_invisible(brut)
    if not trouve.isascii() and (relu := autre_lecture(trouve)):
        raise ValeurDouteuse(trouve, DECODE_AUTREMENT(trouve=trouve, relu=relu))
    return trouve


def sans_invisible(brut: object) -> str:
    """Return a text that can be printed: a line break or a tab within a cell is a space."""
    trouve = texte(brut)
    if trouve.isprintable():
        return trouve
    trouve = _BLANCS.sub(" ", trouve)
    if invisible := next((lettre for lettre in trouve if not lettre.isprintable()), ""):
        raise ValeurRefusee(CARACTERE_INVISIBLE(point=f"{ord(invisible):04X}"))
    return trouve


def jour(brut: object) -> date:
    """Return a date: ISO, a date cell of a workbook, or French."""
    return lire_jour(texte(brut))


def entier(brut: object) -> int:
    """Return a whole number, zero or more."""
    trouve = texte(brut)
    if not _ENTIER.fullmatch(trouve):
        raise ValeurRefusee(ENTIER_ILLISIBLE(trouve=trouve))
    return int(trouve)


def fait(brut: object) -> int:
    """Return a recorded fact: a whole number, or ``True`` for « oui » and ``False`` for « non »."""
    trouve = cle(texte(brut))
    if trouve in _OUI_OU_NON:
        return _OUI_OU_NON[trouve]
    try:
        return entier(brut)
    except ValeurRefusee:
        raise ValeurRefusee(FAIT_ILLISIBLE(trouve=texte(brut))) from None


def oui_ou_non(brut: object) -> bool:
    """Return what a cell answers: oui or non, vrai or faux."""
    trouve = texte(brut)
    if (lu := _REPONSES.get(cle(trouve))) is None:
        raise ValeurRefusee(HORS_LISTE(trouve=trouve, attendu=("oui", "non")))
    return lu


_JOUR_ECRIT = re.compile(r"[0-9]+[-/. ].*[0-9]")


def qualite(brut: object) -> Qualite:
    """Return a quality: its name, ``formation_jury=2017-11-05`` with a day, ``tuteur=Zoé Durand`` with a text.

    What is made of digits and signs alone, as 2017-11-05, is a day.
    """
    nom, egal, dite = (partie.strip() for partie in texte(brut).partition("="))
    if not nom or (egal and not dite):
        raise ValeurRefusee(PAIRE_ILLISIBLE(trouve=texte(brut), forme="nom, nom=AAAA-MM-JJ, ou nom=texte"))
    if dite and _JOUR_ECRIT.fullmatch(dite):
        return Qualite(nom, jour(dite))
    return Qualite(nom, valeur=dite)


def qualites(brut: object) -> tuple[Qualite, ...]:
    """Return qualities, as ``A=2021-03-01;B;C=texte``."""
    return tuple(map(qualite, liste(brut)))


def parmi(enum: type[E], brut: object) -> E:
    """Return the member of an enum that a cell names, accents and case apart."""
    membres = {cle(str(membre.value)): membre for membre in enum}
    trouve = texte(brut)
    if cle(trouve) not in membres:
        raise ValeurRefusee(HORS_LISTE(trouve=trouve, attendu=tuple(str(membre.value) for membre in enum)))
    return membres[cle(trouve)]


def civilite(brut: object) -> str:
    """Return « M. » or « Mme », however it is written."""
    trouve = texte(brut)
    if (lue := _CIVILITES.get(cle(trouve).rstrip("."))) is None:
        raise ValeurRefusee(HORS_LISTE(trouve=trouve, attendu=("M.", "Mme")))
    return lue


def sexe(brut: object) -> Sexe:
    """Return the sex that a cell says: F or M, femme or homme."""
    trouve = texte(brut)
    if (lu := _SEXES.get(cle(trouve))) is None:
        raise ValeurRefusee(HORS_LISTE(trouve=trouve, attendu=tuple(un.value for un in Sexe)))
    return lu


def commune(brut: object) -> str:
    """Return the INSEE code of a commune, or of a country: five signs."""
    trouve = texte(brut).upper()
    if not _COMMUNE.fullmatch(trouve):
        raise ValeurRefusee(COMMUNE_ILLISIBLE(trouve=trouve))
    return trouve


def courriel(brut: object) -> str:
    """Return an address that a letter can be sent to, as far as its form tells."""
    trouve = sans_invisible(brut)
    if not _COURRIEL.fullmatch(trouve):
        raise ValeurRefusee(COURRIEL_ILLISIBLE(trouve=trouve))
    return trouve


def liste(brut: object) -> tuple[str, ...]:
    """Return the elements of ``A;B``, or of a JSON list; refuse a repetition."""
    elements = map(texte, brut if isinstance(brut, list) else texte(brut).split(";"))
    propres = tuple(element for element in elements if element)
    for element, combien in Counter(propres).items():
        if combien > 1:
            raise ValeurRefusee(REPETE(nom=element))
    return propres


def paires(lire: Callable[[object], T], forme: str, brut: object) -> dict[str, T]:
    """Return the pairs of ``A=2021-03-01;B=2021-04-02``, or of a JSON object."""
    if isinstance(brut, dict):
        return {texte(nom): lire(valeur) for nom, valeur in brut.items()}
    lues: dict[str, T] = {}
    for element in liste(brut):
        nom, egal, valeur = (partie.strip() for partie in element.partition("="))
        if not (nom and egal and valeur):
            raise ValeurRefusee(PAIRE_ILLISIBLE(trouve=element, forme=forme))
        if nom in lues:
            raise ValeurRefusee(REPETE(nom=nom))
        lues[nom] = lire(valeur)
    return lues


def note_datee(brut: object) -> tuple[Decimal, date]:
    """Return a mark and its day, from ``14,5@2023-06-30``."""
    note, arobase, le = texte(brut).partition("@")
    if not arobase or not _NOTE.fullmatch(note.strip()):
        raise ValeurRefusee(NOTE_DATEE_ILLISIBLE(trouve=texte(brut)))
    return Decimal(note.strip().replace(",", ".")), jour(le.strip())


notes_datees = partial(paires, note_datee, "CODE=note@AAAA-MM-JJ")
dates = partial(paires, jour, "CODE=AAAA-MM-JJ")
faits = partial(paires, fait, "nom=nombre")


def valeur(cible: Cible, trouve: str, motif: str) -> Valeur:
    """Return what a text says of a node: an avis, a mark, an absence, or a neutralisation with its motif."""
    if neutralise := _NEUTRALISE.fullmatch(trouve):
        return _neutralise(cible, motif or neutralise["suite"] or neutralise["parentheses"] or "")
    avis = _AVIS.get(cle(trouve).rstrip("."))
    if avis is Avis.ABSENT:
        return avis
    if cible.echelle is not None:
        return _palier(cible.echelle, trouve)
    if cible.bareme is not None:
        return _note(trouve, cible.bareme.sur, motif)
    if cible.nature is NatureCible.EPREUVE:
        raise ValeurRefusee(EPREUVE_SANS_NOTE(trouve=trouve))
    if avis is None:
        abrege = cle(trouve) in _ABREGES
        raise ValeurRefusee(AVIS_ABREGE(trouve=trouve) if abrege else AVIS_ILLISIBLE(trouve=trouve))
    return avis


def est_un_avis(sens: str) -> bool:
    """Tell whether a text says what a shorthand means: an avis, an absence, a neutralisation, or nothing."""
    return not sens or cle(sens) in _AVIS or _NEUTRALISE.fullmatch(sens) is not None


def _palier(echelle: Echelle, trouve: str) -> Palier:
    rangs = {cle(niveau): rang for rang, niveau in enumerate(echelle.niveaux)}
    rang = rangs.get(cle(trouve))
    if rang is None:
        raise ValeurRefusee(NIVEAU_ILLISIBLE(trouve=trouve, niveaux=echelle.niveaux))
    return Palier(echelle.niveaux[rang], rang)


def _neutralise(cible: Cible, motif: str) -> Neutralise:
    if cible.nature not in _NEUTRALISABLES:
        raise ValeurRefusee(NON_NEUTRALISABLE())
    if not motif.strip():
        raise ValeurRefusee(NEUTRALISATION_SANS_MOTIF())
    return Neutralise(motif.strip())


def _note(trouve: str, sur: int, motif: str) -> Note:
    """Read a mark; the « 5 » of an unquoted ``12,5`` in a CSV with commas falls into the motif."""
    if sur_un_total := _NOTE_SUR.fullmatch(trouve):
        trouve, total = sur_un_total.groups()
        if total != str(sur):
            raise ValeurRefusee(NOTE_SUR_AUTRE(trouve=trouve, total=total, sur=sur))
    if not _NOTE.fullmatch(trouve):
        raise ValeurRefusee(NOTE_ILLISIBLE(trouve=trouve, sur=sur))
    if motif.isdigit():
        raise ValeurRefusee(NOTE_COUPEE(trouve=trouve, motif=motif))
    points = Decimal(trouve.replace(",", "."))
    if not 0 <= points <= sur:
        raise ValeurRefusee(NOTE_HORS_BAREME(trouve=trouve, sur=sur))
    try:
        return Note.de(points)
    except ValueError:
        raise ValeurRefusee(NOTE_TROP_PRECISE(trouve=trouve)) from None
