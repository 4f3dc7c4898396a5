"""Everything that Parchemin raises, and the words in which bad input is answered.

The tree::

    ParcheminError
    ├── DonneesInvalides      a file holds faults: all of them, each with its place
    ├── CodeInconnu           a certification, an édition or an example that no branch supplies
    │   └── ContenuInconnu    a certification that its branch declares without content
    ├── DiffusionRefusee      a reader to whom no rule opens a result
    ├── ActeRefuse            an act that a rule refuses, with every reason; nothing was written
    ├── ModeleInvalide        a document's model that cannot be typeset, and what is wrong with it
    ├── RegistreIndisponible  a register that is missing, locked, read-only, or gone; nothing was written
    ├── NonCompilable         a rule that an engine for whole cohorts cannot apply: another one can
    └── BrancheInvalide       a plugin that the host refuses, and why

"""

import errno
import re
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from typing import ClassVar

from attrs import field, frozen

from parchemin.faits import CODES, Fait, Mots, Tournure, en_fait, inscrire


@frozen(order=True)
class Lieu:
    """Where something stands: a file, then a sheet, a row (from 1) and a column, or a JSON path."""

    fichier: str
    feuille: str = ""
    ligne: int = 0
    colonne: str = ""
    chemin: str = ""

    def __str__(self) -> str:
        return self.dire(f"ligne {self.ligne}" if self.ligne else "")

    def dire(self, lignes: str) -> str:
        """Return the place in words, with these for its row: it may be that of several."""
        parts = [
            self.fichier,
            self.feuille and f"feuille « {self.feuille} »",
            lignes,
            self.colonne and f"colonne « {self.colonne} »",
            self.chemin,
        ]
        return ", ".join(part for part in parts if part)


@frozen
class Remarque:
    """Something to say of an input: its place, then the fact."""

    lieu: Lieu
    fait: Fait = field(converter=en_fait)

    @property
    def message(self) -> str:
        """The fact in French, by codes."""
        return self.fait.dire(CODES)

    def __str__(self) -> str:
        return f"{self.lieu} : {self.message}"

    def __lt__(self, autre: "Remarque") -> bool:
        return (self.lieu, self.message) < (autre.lieu, autre.message)


@frozen
class Defaut(Remarque):
    """One fault of an input: what was found and what was expected. An input with a fault is not taken."""


@frozen
class Avertissement(Remarque):
    """What an input may mean otherwise, or what who wrote it may not know: it is taken all the same."""

    @property
    def defaut(self) -> Defaut:
        """The same as a fault, for who takes no doubt."""
        return Defaut(self.lieu, self.fait)


class ValeurRefusee(ValueError):
    """A value that its reader does not take; ``faits`` say what was found and what was expected."""

    def __init__(self, *faits: Fait) -> None:
        self.faits = faits
        super().__init__("\n".join(fait.dire(CODES) for fait in faits))


def faits_de(erreur: ValueError) -> tuple[Fait, ...]:
    """Return the facts of a refused value; a sentence that comes from elsewhere is one as it is."""
    return erreur.faits if isinstance(erreur, ValeurRefusee) else (en_fait(str(erreur)),)


class ParcheminError(Exception):
    """The root of all errors that Parchemin raises on purpose; ``fait`` says what is wrong."""

    def __init__(self, dit: Fait | str) -> None:
        self.fait = en_fait(dit)
        super().__init__(self.fait.dire(CODES))


class DonneesInvalides(ParcheminError):
    """Bad input, answered whole: ``defauts`` holds every fault that was found, ``avertissements`` every doubt."""

    def __init__(self, defauts: Iterable[Defaut], avertissements: Iterable[Avertissement] = ()) -> None:
        self.defauts = tuple({(un.lieu, un.message): un for un in defauts}.values())
        self.avertissements = tuple({(un.lieu, un.message): un for un in avertissements}.values())
        super().__init__("\n".join(map(str, self.defauts)))


class CodeInconnu(ParcheminError):
    """No active branch supplies what was asked for."""


class ContenuInconnu(CodeInconnu):
    """The branch declares this certification; its content is not known."""


class DiffusionRefusee(ParcheminError):
    """Nothing says that this reader may see this result."""


class ActeRefuse(ParcheminError):
    """A rule refuses what was asked of the register; ``raisons`` holds every reason, each a fact."""

    def __init__(self, raisons: Iterable[Fait | str]) -> None:
        self.raisons = tuple(map(en_fait, raisons))
        super().__init__(enchainer(self.raisons))


class ModeleInvalide(ParcheminError):
    """The model of a document cannot be typeset."""


class RegistreIndisponible(ParcheminError):
    """The register cannot be read or written."""


class NonCompilable(ParcheminError):
    """An engine for whole cohorts cannot apply a rule; ``regle`` names it, ``raison`` says why."""

    def __init__(self, regle: str, raison: str = "") -> None:
        self.regle, self.raison = regle, raison
        super().__init__(f"{regle} : {raison}" if raison else regle)


class BrancheInvalide(ParcheminError):
    """A plugin that cannot be used: ``causes`` say what was found, ``remedes`` what its author can do."""

    def __init__(self, causes: Iterable[Fait | str], remedes: Iterable[Fait | str] = ()) -> None:
        self.causes, self.remedes = tuple(map(en_fait, causes)), tuple(map(en_fait, remedes))
        cause, remede = enchainer(self.causes), enchainer(self.remedes)
        super().__init__(f"{cause} ; remède : {remede}" if remede else cause)


def enchainer(faits: Iterable[Fait], mots: Mots = CODES) -> str:
    """Return several facts as one sentence."""
    return " ; ".join(fait.dire(mots) for fait in faits)


_CONNUS_MAX = 8

_PANNES = {
    errno.ENOENT: "le dossier n'existe pas",
    errno.EACCES: "accès refusé, ou fichier ouvert dans un autre programme",
    errno.EPERM: "accès refusé, ou fichier ouvert dans un autre programme",
    errno.EEXIST: "un fichier porte ce nom",
    errno.ENOTDIR: "un fichier est à la place d'un dossier",
    errno.EISDIR: "c'est un dossier",
    errno.ENOSPC: "le disque est plein",
    errno.EROFS: "le disque ne se lit qu'en lecture",
    errno.ENAMETOOLONG: "le nom est trop long",
}


def panne(erreur: OSError) -> str:
    """Return in French why the system would not write; in its own words where it is none of the usual causes."""
    return _PANNES.get(erreur.errno or 0) or erreur.strerror or str(erreur)


@inscrire
@frozen
class Suggestion:
    """What to say beside a name that nobody knows: the nearest of those known, else the first ones, else nothing.

    ``combien`` counts all those that are known.
    """

    proche: str = ""
    connus: tuple[str, ...] = ()
    combien: int = 0
    code: ClassVar[str] = "suggestion"

    @classmethod
    def parmi(cls, nom: str, connus: Iterable[str]) -> "Suggestion":
        """Look among those known, whatever their case, an asterisk, or what stands between parentheses."""
        noms = sorted(set(connus))
        replies = {_replier(connu): connu for connu in noms}
        proches = get_close_matches(_replier(nom), replies, n=_CONNUS_MAX, cutoff=_RESSEMBLE)
        proche = next((replies[connu] for connu in proches if _mot_a_mot(_replier(nom), connu)), "")
        return cls(proche, tuple(noms[:_CONNUS_MAX]), len(noms))

    def dire(self, mots: Mots) -> str:
        """Return `` ; peut-être « x »``, or `` ; attendu : `` and the names, or nothing."""
        if self.proche:
            return f" ; peut-être « {self.proche} »"
        suite = f"… ({self.combien} en tout)" if self.combien > len(self.connus) else ""
        return f" ; attendu : {', '.join(self.connus)}{suite}" if self.connus else ""


INCONNU = Tournure("inconnu", "{quoi} « {nom} »{suggestion}")


def inconnu(quoi: str, nom: str, connus: Iterable[str]) -> Fait:
    """Return the fact that nobody knows a name: ``inconnu("moteur inconnu", nom, MOTEURS)``."""
    return INCONNU(quoi=quoi, nom=nom, suggestion=Suggestion.parmi(nom, connus))


def plus_proche(nom: str, connus: Iterable[str]) -> str:
    """Return what a `Suggestion` says."""
    return Suggestion.parmi(nom, connus).dire(CODES)


_RESSEMBLE, _MEMES_LETTRES = 0.5, 0.8
_SANS_SENS = re.compile(r"\([^)]*\)|\*")
_MOT = re.compile(r"[^\W\d_]+")


def _replier(nom: str) -> str:
    return _SANS_SENS.sub("", nom).strip().casefold()


def _mot_a_mot(nom: str, connu: str) -> bool:
    """Tell whether two names are near word by word; of another count of words, nearly all letters are the same."""
    mots, connus = _MOT.findall(nom), _MOT.findall(connu)
    if len(mots) != len(connus):
        return _ressemblance("".join(mots), "".join(connus)) >= _MEMES_LETTRES
    return all(_ressemblance(mot, autre) >= _RESSEMBLE for mot, autre in zip(mots, connus, strict=True))


def _ressemblance(nom: str, autre: str) -> float:
    return SequenceMatcher(None, nom, autre).ratio()
