"""Who may be whom: which candidates are one person, which may be, and what speaks for it and against.

An identity is the exact name (NFC, without case, accents kept) with the birth date; anything less is a question,
for people to answer. Candidates meet by keys, so that nobody is compared with everybody.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Container, Hashable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Generic, TypeVar

from attrs import evolve, frozen

from parchemin.dossier.model import Candidat
from parchemin.dossier.texte import cle
from parchemin.faits import Fait, Tournure

R = TypeVar("R", bound=Hashable)

GROUPE_MAX = 40
"""Above so many candidates of one name, or first name, and one day, they are not compared each with each."""

HOMONYMES_MAX = 400
"""Above so many of one name and first name, neither are these."""

_TYPOGRAPHIE = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"})
_LETTRES = str.maketrans(
    {"ł": "l", "ı": "i", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "þ": "th", "'": " ", "-": " "}
)

MEMES_NOMS = Tournure("memes_noms", "mêmes nom et prénom")
MEMES_NOMS_REPLIES = Tournure("memes_noms_replies", "mêmes nom et prénom, aux accents et à la graphie près")
NOMS_INVERSES = Tournure("noms_inverses", "nom et prénom intervertis")
NOM_D_USAGE = Tournure("nom_d_usage", "le nom de l'un est le nom d'usage de l'autre, même prénom")
PARTIE_DU_NOM = Tournure("partie_du_nom", "l'un porte une partie des noms de l'autre")
UNE_LETTRE = Tournure("une_lettre", "une lettre d'écart")
MEME_PRENOM = Tournure("meme_prenom", "même prénom")
MEME_NAISSANCE = Tournure("meme_naissance", "même date de naissance")
NAISSANCE_VOISINE = Tournure(
    "naissance_voisine", "dates de naissance à un chiffre près, ou jour et mois intervertis"
)
NAISSANCE_COMPATIBLE = Tournure(
    "naissance_compatible", "date de naissance incomplète, la même pour ce qui en est connu"
)
MEME_LIEU = Tournure("meme_lieu", "même lieu de naissance")

NOMS_DIFFERENTS = Tournure("noms_differents", "noms différents")
GRAPHIES = Tournure("graphies", "noms écrits autrement")
NAISSANCE_INCONNUE = Tournure("naissance_inconnue", "date de naissance inconnue d'un côté au moins")
NAISSANCES_DIFFERENTES = Tournure("naissances_differentes", "dates de naissance différentes")
SEXES_DIFFERENTS = Tournure("sexes_differents", "sexes différents")
LIEUX_DIFFERENTS = Tournure("lieux_differents", "lieux de naissance différents")


Identite = tuple[str, str, str]
"""A name, first names and a birth date, such that nobody else has them exactly."""


@frozen
class Ressemblance:
    """Why two candidates may be one person: what speaks ``pour``, what speaks ``contre``.

    ``certaine``: the very same identity. ``faible``: too little for more than an alert.
    """

    pour: tuple[Fait, ...]
    contre: tuple[Fait, ...] = ()
    certaine: bool = False
    faible: bool = False


@frozen
class Rapprochement(Generic[R]):
    """Two candidates who are or may be one person, each by what stands for it where it was found."""

    premier: R
    second: R
    ressemblance: Ressemblance


def identite(candidat: Candidat) -> Identite:
    """Return what a person is known by; without a whole birth date it tells nobody from a namesake."""
    return _exact(candidat.nom), _exact(candidat.prenom), str(candidat.naissance or "")


def identifie(candidat: Candidat) -> bool:
    """Tell whether a candidate's identity is whole: with a day of birth."""
    return len(str(candidat.naissance or "")) == _JOUR


def cles(candidat: Candidat) -> Iterator[str]:
    """Yield the keys of a candidate: two of whom `comparer` says anything share one at least."""
    nom, prenom, usage = (_serre(dit) for dit in (candidat.nom, candidat.prenom, candidat.nom_usage))
    for porte in dict.fromkeys(filter(None, (nom, usage))):
        yield f"{_NOMS}{' '.join(sorted((porte, prenom)))}"
    if identifie(candidat):
        yield f"nom:{nom} {candidat.naissance}"
        yield f"prenom:{prenom} {candidat.naissance}"


def mots(*noms: str) -> tuple[str, ...]:
    """Return the words of names, folded: no case, no accent, no letter of one language alone."""
    return tuple(" ".join(cle(nom).translate(_LETTRES) for nom in noms).split())


def comparer(un: Candidat, autre: Candidat) -> Ressemblance | None:
    """Return why two candidates are or may be one person; ``None`` where nothing says so."""
    naissance = _comparer_naissances(un, autre)
    if naissance is None:
        return None
    if identite(un) == identite(autre) and identifie(un):
        return Ressemblance((MEMES_NOMS(), MEME_NAISSANCE()), certaine=True)
    noms = _comparer_noms(un, autre)
    if noms is None or (naissance.pour != (MEME_NAISSANCE(),) and noms.pour[0] not in _SANS_NAISSANCE):
        return None
    if naissance.faible and noms.pour[0] not in _MEMES:
        return None
    pour, contre = (*noms.pour, *naissance.pour), (*noms.contre, *naissance.contre)
    return _situer(un, autre, evolve(noms, pour=pour, contre=contre))


def rapprocher(fiches: Mapping[R, Candidat], voulus: Container[R] | None = None) -> Iterator[Rapprochement[R]]:
    """Yield each pair of candidates who are or may be one person, in the order of the mapping.

    Of the very same identities, all are paired with the first one, which stands for them.

    :param voulus: those of whom one at least is to be in each pair, and who come first.
    """
    voulus = fiches if voulus is None else voulus
    premiers: dict[object, R] = {}
    for de, candidat in fiches.items():
        sienne = (*identite(candidat), _exact(candidat.nom_usage)) if identifie(candidat) else (de,)
        premier = premiers.setdefault(sienne, de)
        if premier != de and (meme := comparer(fiches[premier], candidat)):
            yield Rapprochement(premier, de, meme)
    for un, autre in _rencontres({de: fiches[de] for de in premiers.values()}, voulus):
        if ressemblance := comparer(fiches[un], fiches[autre]):
            yield Rapprochement(un, autre, ressemblance)


def _rencontres(fiches: Mapping[R, Candidat], voulus: Container[R]) -> list[tuple[R, R]]:
    """Return each pair that shares a key, once, in order."""
    groupes: dict[str, list[R]] = defaultdict(list)
    for de, candidat in fiches.items():
        for sa_cle in dict.fromkeys(cles(candidat)):
            groupes[sa_cle].append(de)
    rangs = {de: rang for rang, de in enumerate(fiches)}
    paires = {
        paire
        for sa_cle, groupe in groupes.items()
        for paire in _paires(sa_cle, groupe, fiches)
        if paire[0] in voulus or paire[1] in voulus
    }
    return sorted(paires, key=lambda paire: (rangs[paire[0]], rangs[paire[1]]))


def _paires(sa_cle: str, groupe: Sequence[R], fiches: Mapping[R, Candidat]) -> Iterator[tuple[R, R]]:
    memes_noms = sa_cle.startswith(_NOMS)
    if len(groupe) <= (HOMONYMES_MAX if memes_noms else GROUPE_MAX):
        yield from combinations(groupe, 2)
    elif memes_noms:
        yield from ((groupe[0], de) for de in groupe[1:])
    else:
        voisins: dict[str, list[R]] = defaultdict(list)
        for de in groupe:
            for entame in _entames(_serre(f"{fiches[de].nom} {fiches[de].prenom}")):
                voisins[entame].append(de)
        for proches in voisins.values():
            yield from combinations(proches[:GROUPE_MAX], 2)


def _comparer_naissances(un: Candidat, autre: Candidat) -> Ressemblance | None:
    """Compare what is known of two days of birth; ``faible``: they differ by what may be a slip of the finger."""
    premiere, seconde = str(un.naissance or ""), str(autre.naissance or "")
    if premiere == seconde and identifie(un):
        return Ressemblance((MEME_NAISSANCE(),))
    if premiere.startswith(seconde) or seconde.startswith(premiere):
        commune = min(premiere, seconde, key=len)
        return Ressemblance((NAISSANCE_COMPATIBLE(),)) if commune else Ressemblance((), (NAISSANCE_INCONNUE(),))
    if identifie(un) and identifie(autre) and _slip(premiere, seconde):
        return Ressemblance((NAISSANCE_VOISINE(),), (NAISSANCES_DIFFERENTES(),), faible=True)
    return None


def _slip(premiere: str, seconde: str) -> bool:
    """Tell whether two ISO days differ by one digit, or have day and month the other way round."""
    if sum(un != autre for un, autre in zip(premiere, seconde, strict=True)) == 1:
        return True
    annee, mois, jour = premiere.split("-")
    return seconde == f"{annee}-{jour}-{mois}"


def _comparer_noms(un: Candidat, autre: Candidat) -> Ressemblance | None:
    if identite(un)[:2] == identite(autre)[:2]:
        return Ressemblance((MEMES_NOMS(),))
    noms, prenoms = (_serre(un.nom), _serre(autre.nom)), (_serre(un.prenom), _serre(autre.prenom))
    if noms[0] == noms[1] and prenoms[0] == prenoms[1]:
        return Ressemblance((MEMES_NOMS_REPLIES(),), (GRAPHIES(),))
    if noms == prenoms[::-1]:
        return Ressemblance((NOMS_INVERSES(),))
    if prenoms[0] == prenoms[1] and _partagent_un_nom(un, autre):
        return Ressemblance((NOM_D_USAGE(),), (NOMS_DIFFERENTS(),))
    if (noms[0] == noms[1]) == (prenoms[0] == prenoms[1]):
        return None
    return _comparer_l_autre(un, autre, *(prenoms if noms[0] == noms[1] else noms))


def _comparer_l_autre(un: Candidat, autre: Candidat, premier: str, second: str) -> Ressemblance | None:
    """Compare what differs where the name, or the first name, is the same."""
    if _une_lettre(premier, second):
        return Ressemblance((UNE_LETTRE(),), (GRAPHIES(),))
    siens, leurs = {*mots(un.nom, un.prenom)}, {*mots(autre.nom, autre.prenom)}
    if siens <= leurs or leurs <= siens:
        return Ressemblance((PARTIE_DU_NOM(),), (NOMS_DIFFERENTS(),))
    if _serre(un.prenom) == _serre(autre.prenom) != "" and (un.sexe or autre.sexe) == (autre.sexe or un.sexe):
        return Ressemblance((MEME_PRENOM(),), (NOMS_DIFFERENTS(),), faible=True)
    return None


def _situer(un: Candidat, autre: Candidat, dite: Ressemblance) -> Ressemblance:
    """Add what sexe and birth place say."""
    pour, contre = [*dite.pour], [*dite.contre]
    if un.sexe and autre.sexe and un.sexe is not autre.sexe:
        contre.append(SEXES_DIFFERENTS())
    lieux = [_serre(candidat.commune_naissance or candidat.lieu_naissance) for candidat in (un, autre)]
    if all(lieux):
        (pour if lieux[0] == lieux[1] else contre).append(
            (MEME_LIEU if lieux[0] == lieux[1] else LIEUX_DIFFERENTS)()
        )
    return evolve(dite, pour=tuple(pour), contre=tuple(contre))


def _partagent_un_nom(un: Candidat, autre: Candidat) -> bool:
    """Tell whether one's name, or usage name, is a usage name, or the name, of the other."""
    siens, leurs = ({*map(_serre, (c.nom, c.nom_usage))} - {""} for c in (un, autre))
    return not siens.isdisjoint(leurs)


def _une_lettre(premier: str, second: str) -> bool:
    """Tell whether one letter is more, less or another, or two changed places; no digit is a letter."""
    if abs(len(premier) - len(second)) > 1 or not (premier and second):
        return False
    debut = next(
        (r for r, (a, b) in enumerate(zip(premier, second, strict=False)) if a != b),
        min(len(premier), len(second)),
    )
    reste, autre = premier[debut:], second[debut:]
    if any(suite[:1].isdigit() for suite in (reste, autre)):
        return False
    permutees = reste[1::-1] + reste[2:] == autre and len(reste) > 1
    return reste[1:] == autre[1:] or reste[1:] == autre or reste == autre[1:] or permutees


def _entames(nom: str) -> Iterator[str]:
    """Yield a name, and the name less each of its letters: two that are a letter apart share one of them."""
    yield nom
    yield from (nom[:rang] + nom[rang + 1 :] for rang, lettre in enumerate(nom) if not lettre.isdigit())


def _exact(nom: str) -> str:
    return " ".join(
        unicodedata.normalize("NFC", unicodedata.normalize("NFC", nom).casefold()).translate(_TYPOGRAPHIE).split()
    )


@lru_cache(4096)
def _serre(nom: str) -> str:
    """Return a name folded, without its blanks: « Le Goff » and « Legoff » are written alike."""
    return "".join(mots(nom))


_NOMS = "noms:"
_JOUR = len("1990-04-02")
_MEMES = (MEMES_NOMS(), MEMES_NOMS_REPLIES())
_SANS_NAISSANCE = (*_MEMES, NOMS_INVERSES(), NOM_D_USAGE())
"""Names that are enough where the day of birth is not known on both sides."""
