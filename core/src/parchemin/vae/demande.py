"""A VAE request as its file gives it. Values only."""

from datetime import date
from fractions import Fraction
from typing import NewType

from attrs import frozen

Certification = NewType("Certification", str)
"""A certification that an active branch supplies."""

CodeAttestation = NewType("CodeAttestation", str)
"""An attestation that a rule of an active branch knows."""

Quotite = NewType("Quotite", Fraction)
"""A share of a full time: more than 0, at most 1."""

Heures = NewType("Heures", Fraction)
"""Hours worked over a whole period: more than 0."""


@frozen
class Experience:
    """An activity held from ``debut`` to ``fin``, both days included, at a quotité or for a number of hours.

    ``blocs`` are those to which it relates (none: to all); ``etranger`` says that it was held abroad.
    """

    debut: date
    fin: date
    en_relation: bool
    quotite: Quotite | None = None
    heures: Heures | None = None
    emploi: str = ""
    blocs: tuple[str, ...] = ()
    etranger: bool = False


@frozen
class Attestation:
    """An older attestation, and the day on which it was obtained."""

    code: CodeAttestation
    date: date


@frozen
class DemandeAnterieure:
    """An earlier request; ``sur_blocs`` when it was for blocs, and not for a whole certification."""

    certification: str
    depot: date
    sur_blocs: bool = False


@frozen
class EnTeteDeDemande:
    """What is asked for, and the day of the deposit; ``blocs`` are those that are asked for (none: all)."""

    certification: Certification
    depot: date
    blocs: tuple[str, ...] = ()


@frozen
class DemandeVae:
    """A whole request."""

    demande: EnTeteDeDemande
    experiences: tuple[Experience, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    demandes_anterieures: tuple[DemandeAnterieure, ...] = ()

    @property
    def certification(self) -> str:
        """The code of the certification."""
        return self.demande.certification

    @property
    def depot(self) -> date:
        """The day of the deposit."""
        return self.demande.depot
