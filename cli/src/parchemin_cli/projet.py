"""The draft of a procès-verbal, of a séance that is in no register."""

from collections.abc import Sequence
from pathlib import Path

from parchemin.deliberation import Proposition, examiner_jury
from parchemin.documents import donnees, pv
from parchemin.documents.pieces import Actes, Piece
from parchemin.dossier.model import Seance
from parchemin.plugin.cadre import cadre
from parchemin.plugin.host import Hote
from parchemin_cli.impression import imprimer


def imprimer_projet(seance: Seance, propositions: Sequence[Proposition], hote: Hote, sortie: Path) -> None:
    """Print what is proposed of a séance, as its procès-verbal would have it."""
    dites = donnees.deliberation(seance, propositions)["dossiers"]
    pieces = tuple(
        Piece(un.dossier, un.edition, dit, tuple(bloc.bloc.code for bloc in un.blocs if bloc.presente))
        for un, dit in zip(propositions, dites, strict=True)
    )
    actes = Actes(None, seance, cadre(hote, seance), pieces, examiner_jury(seance, hote))
    imprimer("pv", sortie, pv.donnees(actes), seance.date)
