"""Encodings, and names that were written in one and read in another: « LefÃ¨vre », « BŽnŽdetti »."""

import codecs
from enum import Enum


class Encodage(Enum):
    """How a file of text may have been written, in the words of who says it."""

    UTF8 = "utf-8"
    WINDOWS_1252 = "windows-1252"
    MACROMAN = "macroman"
    UTF16 = "utf-16"
    UTF8_DEUX_FOIS = "utf-8-deux-fois"

    @property
    def etapes(self) -> tuple[str, ...]:
        """The encodings to read in, one after the other."""
        return _ETAPES[self]

    def reprendre(self, lu: str) -> str:
        """Return a text that was read in the first encoding as it was written, if it was in the others too."""
        try:
            for avant, apres in zip(self.etapes[1::2], self.etapes[2::2], strict=True):
                lu = lu.encode(avant, errors=_TELS_QUELS).decode(apres)
        except UnicodeError:
            return lu
        return lu


_TELS_QUELS = "parchemin-tels-quels"


def _octets_tels_quels(erreur: UnicodeError) -> tuple[bytes, int]:
    """Give back the bytes that mean nothing in an encoding, and that were kept as they are."""
    if not isinstance(erreur, UnicodeEncodeError):
        raise erreur
    return erreur.object[erreur.start : erreur.end].encode("latin-1"), erreur.end


codecs.register_error(_TELS_QUELS, _octets_tels_quels)

_ETAPES = {
    Encodage.UTF8: ("utf-8-sig",),
    Encodage.WINDOWS_1252: ("cp1252",),
    Encodage.MACROMAN: ("mac_roman",),
    Encodage.UTF16: ("utf-16",),
    Encodage.UTF8_DEUX_FOIS: ("utf-8-sig", "cp1252", "utf-8"),
}

_LETTRES = frozenset("àâäáãåçéèêëíìîïñóòôöõøúùûüýÿœæßÀÂÄÁÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØÚÙÛÜÝŸŒÆ")
"""The letters beyond ASCII of the names that a right reading is expected to give."""

_SIGNES = frozenset(" '’-‑.·")
"""What stands between the letters of a name."""

_PASSAGES = (("cp1252", "utf-8"), ("mac_roman", "utf-8"), ("cp1252", "mac_roman"), ("mac_roman", "cp1252"))
"""In which encoding a name may have been read, and in which one it was written."""


def autre_lecture(nom: str) -> str:
    """Return how a name reads once the encoding is mended; nothing where it is clean as it stands."""
    if not _douteux(nom):
        return ""
    for lu, ecrit in _PASSAGES:
        try:
            relu = nom.encode(lu).decode(ecrit)
        except UnicodeError:
            continue
        if relu != nom and relu.isprintable() and not _douteux(relu) and usuel(relu):
            return relu
    return ""


def _douteux(nom: str) -> bool:
    """Tell a name that nobody has: a sign amid its letters, or a capital neither first nor among capitals."""
    return any(not lettre.isascii() and _deplace(nom, rang) for rang, lettre in enumerate(nom))


def _deplace(nom: str, rang: int) -> bool:
    lettre, avant, apres = nom[rang], nom[rang - 1 : rang], nom[rang + 1 : rang + 2]
    if not lettre.isalpha():
        return lettre not in _SIGNES
    return lettre.isupper() and (avant.islower() or (avant.isalpha() and apres.islower()))


def usuel(texte: str) -> bool:
    """Tell a text of which every letter is one of French names."""
    return all(lettre.isascii() or lettre in _LETTRES or lettre in _SIGNES for lettre in texte)
