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
from collections.abc import Iterable
from difflib import get_close_matches

from attrs import field, frozen

from parchemin.faits import CODES, Fait, en_fait


@frozen(order=True)
class Lieu:
    """Where something stands: a file, then a sheet, a row (from 1) and a column, or a JSON path."""

    fichier: str
    feuille: str = ""
    ligne: int = 0
    colonne: str = ""
    chemin: str = ""

    def __str__(self) -> str:
        parts = [
            self.fichier,
            self.feuille and f"feuille « {self.feuille} »",
            f"ligne {self.ligne}" if self.ligne else "",
            self.colonne and f"colonne « {self.colonne} »",
            self.chemin,
        ]
        return ", ".join(part for part in parts if part)


@frozen
class Defaut:
    """One fault of an input: its place, then the fact that says what was found and what was expected."""

    lieu: Lieu
    fait: Fait = field(converter=en_fait)

    @property
    def message(self) -> str:
        """The fact in French, by codes."""
        return self.fait.dire(CODES)

    def __str__(self) -> str:
        return f"{self.lieu} : {self.message}"

    def __lt__(self, autre: "Defaut") -> bool:
        return (self.lieu, self.message) < (autre.lieu, autre.message)


class ParcheminError(Exception):
    """The root of all errors that Parchemin raises on purpose; ``fait`` says what is wrong."""

    def __init__(self, dit: Fait | str) -> None:
        self.fait = en_fait(dit)
        super().__init__(self.fait.dire(CODES))


class DonneesInvalides(ParcheminError):
    """Bad input, answered whole: ``defauts`` holds every fault that was found."""

    def __init__(self, defauts: Iterable[Defaut]) -> None:
        self.defauts = tuple(dict.fromkeys(defauts))
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
        super().__init__(" ; ".join(raison.dire(CODES) for raison in self.raisons))


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
    """A plugin that cannot be used: ``cause`` says what was found, ``remede`` what its author can do."""

    def __init__(self, cause: str, remede: str = "") -> None:
        self.cause, self.remede = cause, remede
        super().__init__(f"{cause} ; remède : {remede}" if remede else cause)


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


def plus_proche(nom: str, connus: Iterable[str]) -> str:
    """Return `` ; peut-être « x »``, or the known names, the first ones where they are many, or nothing."""
    noms = sorted(set(connus))
    replies = {connu.casefold(): connu for connu in noms}
    if proches := get_close_matches(nom.casefold(), replies, n=1, cutoff=0.5):
        return f" ; peut-être « {replies[proches[0]]} »"
    if len(noms) > _CONNUS_MAX:
        return f" ; attendu : {', '.join(noms[:_CONNUS_MAX])}… ({len(noms)} en tout)"
    return f" ; attendu : {', '.join(noms)}" if noms else ""
