"""What no jury could obey: a rule that names a seat that is not there, a vote that could never be counted."""

from collections.abc import Iterator

from parchemin.faits import Fait, Tournure
from parchemin.jury import BaseDesVoix, Composition, EnVoie, RegleJury

SIEGE_SANS_PLACE = Tournure(
    "regle_sans_siege", "composition de {instance} : {regle} nomme le siège « {siege} », attendu l'un de {sieges}"
)
PREPONDERANTE_VAINE = Tournure(
    "preponderante_vaine",
    "composition de {instance} : une voix prépondérante ne sert jamais, {majorite} ne connaît pas de partage",
)
PREPONDERANTE_SANS_VOIX = Tournure(
    "preponderante_sans_voix", "composition de {instance} : le siège « {siege} » est prépondérant, et sans voix"
)
SIEGES_NON_COMPTES = Tournure(
    "sieges_non_comptes",
    "composition de {instance} : une majorité des sièges les compte ; donner « sieges », ou le maximum de chacun",
)
QUORUM_INACCESSIBLE = Tournure(
    "quorum_inaccessible", "composition de {instance} : quorum de {quorum}, {maximum} sièges avec voix au plus"
)

_ROLES = ("roles", "uns", "autres", "parmi")
"""The fields by which the rules of the core name seats."""


def jurys_en_faute(composition: Composition) -> Iterator[Fait]:
    """Yield what does not hold together in one composition."""
    sieges = tuple(dict.fromkeys(siege.role for siege in composition.sieges))
    for regle in composition.regles:
        nom, nommes = _nommes(regle)
        for role in nommes:
            if role not in sieges:
                yield SIEGE_SANS_PLACE(instance=composition.instance, regle=nom, siege=role, sieges=sieges)
    maxima = [siege.maximum for siege in composition.sieges if siege.voix]
    maximum = None if None in maxima else sum(filter(None, maxima))
    if composition.quorum and maximum is not None and composition.quorum > maximum:
        yield QUORUM_INACCESSIBLE(instance=composition.instance, quorum=composition.quorum, maximum=maximum)
    yield from _vote_en_faute(composition, sieges, comptes=maximum is not None)


def _vote_en_faute(composition: Composition, sieges: tuple[str, ...], *, comptes: bool) -> Iterator[Fait]:
    vote, instance = composition.vote, composition.instance
    if vote is None:
        return
    for role in vote.preponderante:
        if role not in sieges:
            yield SIEGE_SANS_PLACE(instance=instance, regle="la voix prépondérante", siege=role, sieges=sieges)
        elif not any(siege.voix for siege in composition.sieges if siege.role == role):
            yield PREPONDERANTE_SANS_VOIX(instance=instance, siege=role)
    if vote.preponderante and not vote.majorite.partage:
        yield PREPONDERANTE_VAINE(instance=instance, majorite=str(vote.majorite))
    if vote.base is BaseDesVoix.SIEGES and not vote.sieges and not comptes:
        yield SIEGES_NON_COMPTES(instance=instance)


def _nommes(regle: RegleJury) -> tuple[str, tuple[str, ...]]:
    """Return the name of a rule and the seats that it names, as far as its fields say."""
    if isinstance(regle, EnVoie):
        return _nommes(regle.regle)
    listes = (getattr(regle, champ, ()) for champ in _ROLES)
    nommes = (role for liste in listes if isinstance(liste, tuple) for role in liste if isinstance(role, str))
    return type(regle).__name__, tuple(dict.fromkeys(nommes))
