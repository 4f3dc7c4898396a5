"""The composition of an instance, as the documents give it. Values only."""

from attrs import frozen

from parchemin.referentiel.model import Source


@frozen
class Siege:
    """A kind of seat: who holds it, how many there are at least and at most, whether they vote."""

    role: str
    intitule: str
    minimum: int
    maximum: int
    college: str = ""
    voix: bool = True


@frozen
class Composition:
    """The seats of one instance, for some certifications; ``quorum`` counts distinct persons with a vote."""

    certifications: tuple[str, ...]
    instance: str
    sieges: tuple[Siege, ...]
    source: Source
    quorum: int | None = None
