"""Why a dossier changes: the motifs that it had under the rules in force, and those that it gets instead."""

from collections.abc import Container, Sequence

from attrs import frozen

from parchemin.deliberation import Proposition
from parchemin.referentiel.model import Edition
from parchemin.regles.base import Jugement, Motif

Motifs = tuple[Motif, ...]


@frozen
class Pourquoi:
    """What is said of one thing, before and after: a bloc, by its code, or with no ``objet`` the certification.

    ``editions`` name what the motifs of each side call by codes.
    """

    objet: str
    editions: tuple[Edition, Edition]
    avant: Motifs
    apres: Motifs


def pourquoi(avant: Proposition, apres: Proposition, *, tout: bool = False) -> tuple[Pourquoi, ...]:
    """Return what is said of each bloc, then of the certification, where a verdict changes; or of all.

    Of a bloc that changes, what misses on both sides is left out: it is not why.
    """
    cotes = [{bloc.bloc.code: bloc.jugement for bloc in proposition.blocs} for proposition in (avant, apres)]
    editions = (avant.edition, apres.edition)
    dits = []
    for code in cotes[0] | cotes[1]:
        jugements = [cote.get(code) for cote in cotes]
        if tout or _changent(*jugements):
            motifs = [jugement.motifs() if jugement else () for jugement in jugements]
            dits.append(Pourquoi(code, editions, *(motifs if tout else _propres(*motifs))))
    certification = Pourquoi("", editions, *_certification(avant.certification, apres.certification, tout=tout))
    return (*dits, certification) if certification.avant or certification.apres else tuple(dits)


def _changent(avant: Jugement | None, apres: Jugement | None) -> bool:
    return avant is None or apres is None or avant.verdict is not apres.verdict


def _propres(avant: Motifs, apres: Motifs) -> tuple[Motifs, Motifs]:
    """Keep the motif of the bloc itself, and of its details those that the other side does not have."""
    places = [{(motif.regle, motif.cible) for motif in motifs[1:]} for motifs in (avant, apres)]
    return _sans(avant, places[1]), _sans(apres, places[0])


def _sans(motifs: Motifs, places: Container[tuple[str, str]]) -> Motifs:
    return (*motifs[:1], *(motif for motif in motifs[1:] if (motif.regle, motif.cible) not in places))


def _certification(avant: Sequence[Jugement], apres: Sequence[Jugement], *, tout: bool) -> tuple[Motifs, ...]:
    """Return the motifs of the rules of the certification whose verdict changes, or of all."""
    verdicts = [{jugement.regle.code: jugement.verdict for jugement in jugements} for jugements in (avant, apres)]
    codes = verdicts[0] | verdicts[1]
    retenus = {code for code in codes if tout or verdicts[0].get(code) is not verdicts[1].get(code)}
    return tuple(tuple(j.motif for j in jugements if j.regle.code in retenus) for jugements in (avant, apres))
