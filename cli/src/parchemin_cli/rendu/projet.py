"""The draft of a procès-verbal, of a séance that is in no register."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from parchemin.deliberation import Motivation, Proposition
from parchemin.deliberation.pieces import Actes, Cadre, Piece
from parchemin.documents.contenus import donnees
from parchemin.documents.pdf import pv
from parchemin.dossier.model import Seance
from parchemin.jury import Examen
from parchemin_cli.rendu.impression import imprimer


def imprimer_projet(
    seance: Seance, propositions: Sequence[Proposition], examen: Examen | None, cadre: Cadre, sortie: Path
) -> None:
    """Print what is proposed of a séance, as its procès-verbal would have it."""
    dites = donnees.deliberation(seance, propositions)["dossiers"]
    pieces = tuple(_piece(un, dit) for un, dit in zip(propositions, dites, strict=True))
    imprimer("pv", sortie, pv.donnees(Actes(None, seance, cadre, pieces, examen)), seance.date)


def _piece(proposition: Proposition, dite: Mapping[str, Any]) -> Piece:
    presentes = tuple(bloc.bloc.code for bloc in proposition.blocs if bloc.presente)
    satisfaites = donnees.satisfaites(proposition)
    motivation = Motivation.de(proposition)
    return Piece(
        proposition.dossier,
        proposition.edition,
        dite,
        presentes,
        satisfaites=satisfaites,
        motivation=motivation,
    )
