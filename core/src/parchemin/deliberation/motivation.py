"""Why a dossier is proposed what it is, apart from the proposition: what documents print and a register keeps."""

from attrs import frozen

from parchemin.deliberation.model import Proposition
from parchemin.regles.base import Motif
from parchemin.regles.controles import Alerte


@frozen
class MotifsDuBloc:
    """The motifs of a bloc, from the bloc down to each thing that is not acquired."""

    bloc: str
    motifs: tuple[Motif, ...]


@frozen
class Motivation:
    """The motifs of each bloc, those of the certification, and the alerts of one dossier.

    `parchemin.faits.en_json` writes it, ``de_json`` reads it back.
    """

    blocs: tuple[MotifsDuBloc, ...] = ()
    certification: tuple[Motif, ...] = ()
    alertes: tuple[Alerte, ...] = ()

    @classmethod
    def de(cls, proposition: Proposition) -> "Motivation":
        """Return the motivation of a proposition."""
        blocs = tuple([MotifsDuBloc(bloc.bloc.code, bloc.motifs) for bloc in proposition.blocs])
        return cls(blocs, proposition.motifs, proposition.alertes)

    def du_bloc(self, code: str) -> tuple[Motif, ...]:
        """Return the motifs of a bloc."""
        return next((sien.motifs for sien in self.blocs if sien.bloc == code), ())
