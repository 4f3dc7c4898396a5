"""One rule on trial: what it says of one node of one dossier, without a policy around it."""

from collections.abc import Mapping
from datetime import date

from parchemin.deliberation.ligne import en_nombres
from parchemin.dossier.model import Dossier
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Edition
from parchemin.regles.base import Jugement, Regle, Verdict
from parchemin.regles.compilation import compiler
from parchemin.regles.formule import Formule, rendre
from parchemin.regles.lecture import Lecture
from parchemin.regles.notation import USUELLE, Notation

SANS_BLOCS: Mapping[Noeud, Verdict] = {}


def juger(  # noqa: PLR0913 - what a rule reads, one thing after the other
    regle: Regle,
    noeud: Noeud,
    edition: Edition,
    dossier: Dossier,
    le: date,
    *,
    role: str = "",
    blocs: Mapping[Noeud, Verdict] = SANS_BLOCS,
    notation: Notation = USUELLE,
) -> Jugement:
    """Return what a rule says of a node on the day of a séance.

    :param role: whose observations it reads; where there is none, those of any evaluator whom it asks for.
    :param blocs: the verdicts on the blocs, for a rule of the certification.
    :param notation: how marks are read.
    """
    nombres = en_nombres(dossier, le)
    epreuves = edition.epreuves_de(edition.voie(dossier.voie))
    lecture = Lecture(edition, dossier.voie, frozenset(nombres), epreuves, role, notation=notation)
    rendus = tuple(Formule(regle, bloc, rendre(verdict), None) for bloc, verdict in blocs.items())
    formule = regle.formuler(noeud, lecture.avec(rendus))
    jugement: Jugement
    (jugement,) = compiler([formule], [*nombres])([*nombres.values()])
    return jugement
