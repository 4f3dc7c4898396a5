"""The draft of a procès-verbal, of a séance that is in no register."""

from collections.abc import Sequence
from pathlib import Path

from parchemin.deliberation import Proposition
from parchemin.deliberation.inscrite import PropositionInscrite
from parchemin.deliberation.pieces import Actes, Cadre, Piece
from parchemin.documents.pdf import pv
from parchemin.dossier.model import Seance
from parchemin.jury import Examen
from parchemin_cli.rendu.impression import imprimer


def imprimer_projet(
    seance: Seance, propositions: Sequence[Proposition], examen: Examen | None, cadre: Cadre, sortie: Path
) -> None:
    """Print what is proposed of a séance, as its procès-verbal would have it."""
    pieces = tuple(Piece(dite.dossier, dite.edition, PropositionInscrite.de(dite)) for dite in propositions)
    imprimer("pv", sortie, pv.donnees(Actes(None, seance, cadre, pieces, examen)), seance.date)
