"""Two employers written nearly alike: « C.P.A.M. du Nord » and « CPAM Nord » may be one."""

from parchemin.dossier.texte import cle

_VIDES = frozenset(["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les"])


def employeurs_voisins(un: str, autre: str) -> bool:
    """Tell whether two names that differ may be of one employer: the same words but for small ones, or a sigle.

    Two with another number, or another place, are not alike.
    """
    if cle(un) == cle(autre) or not cle(un) or not cle(autre):
        return False
    uns, autres = _mots(un), _mots(autre)
    if not uns or not autres:
        return False
    return sorted(uns) == sorted(autres) or _abrege(uns, autres) or _abrege(autres, uns)


def _mots(nom: str) -> list[str]:
    """Return the words that count: no dots in a sigle, no article."""
    sans_points = " ".join(map(_sans_points, cle(nom).split()))
    lettres = "".join(lettre if lettre.isalnum() else " " for lettre in sans_points)
    return [mot for mot in lettres.split() if mot not in _VIDES]


def _sans_points(mot: str) -> str:
    """Return a sigle without its dots: each part of it is one letter."""
    return mot.replace(".", "") if all(len(partie) == 1 for partie in mot.strip(".").split(".")) else mot


def _abrege(court: list[str], long: list[str]) -> bool:
    """Tell whether a name is another one with some of its words, in a row, told by their initials."""
    for rang, sigle in enumerate(court):
        autres = sorted(court[:rang] + court[rang + 1 :])
        for debut in range(len(long) - len(sigle) + 1 if len(sigle) > 1 else 0):
            fin = debut + len(sigle)
            if "".join(mot[0] for mot in long[debut:fin]) == sigle and sorted(long[:debut] + long[fin:]) == autres:
                return True
    return False
