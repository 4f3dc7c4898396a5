"""The names of what a séance calls by codes: its instance, the seats of its jury, épreuves, voies, roles."""

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from parchemin.jury import Composition
from parchemin.referentiel.model import Edition, Epreuve


@frozen
class Intitules:
    """The names that a branch gives to its instances and seats; a code without a name names itself."""

    instances: Mapping[str, str] = field(factory=dict, hash=False)
    sieges: Mapping[str, str] = field(factory=dict, hash=False)

    @classmethod
    def de(cls, instances: Mapping[str, str], compositions: Iterable[Composition]) -> "Intitules":
        """Return the names of some instances, and of the seats of their compositions."""
        sieges = {siege.role: siege.intitule for composition in compositions for siege in composition.sieges}
        return cls(instances, sieges)

    def instance(self, code: str) -> str:
        """Name an instance."""
        return self.instances.get(code, code)

    def siege(self, role: str) -> str:
        """Name a seat."""
        return self.sieges.get(role, role)


SANS_NOM = Intitules()


def voie(edition: Edition, code: str) -> str:
    """Name a voie of an édition."""
    return next((voie.intitule for voie in edition.voies if voie.code == code), code)


def role(edition: Edition, code: str) -> str:
    """Name an evaluator of an édition."""
    return next((role.intitule for role in edition.evaluateurs if role.role == code), code)


def epreuve(epreuves: Iterable[Epreuve], code: str) -> str:
    """Name an épreuve."""
    return next((epreuve.intitule for epreuve in epreuves if epreuve.code == code), code)
