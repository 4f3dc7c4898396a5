"""The words of a network: its lieux, across all éditions, and what a target asks for, by name."""

from collections.abc import Mapping

from attrs import field, frozen

from parchemin.passerelle.model import GenreDeLieu, Repere
from parchemin.passerelle.reseau import Reseau
from parchemin.referentiel.lexique import Lexique
from parchemin.referentiel.model import Edition


@frozen(eq=False)
class LexiqueDuReseau(Lexique):
    """Words facts with the names of a target, and with those of the network for the genre ``lieu``.

    ``attendu`` is an épreuve or a training of the target. A certification, a bloc and an option keep the lieu
    under which they are asked for.
    """

    reseau: Reseau = field(kw_only=True)

    @classmethod
    def vers(cls, reseau: Reseau, edition: Edition) -> "LexiqueDuReseau":
        """Return the words of those who aim at an édition."""
        return cls({**Lexique.de(edition).noms, "attendu": attendus(edition)}, reseau=reseau)

    def nommer(self, genre: str, code: str) -> str:
        """Return a name; what has none names itself."""
        if genre != "lieu":
            return super().nommer(genre, code)
        attestation = Repere.lire(code).genre is GenreDeLieu.ATTESTATION
        return f"l'{self.etape(code)}" if attestation else self.etape(code)

    def etape(self, lieu: str) -> str:
        """Return how a lieu is said by itself, as a step of a chain."""
        repere = Repere.lire(lieu)
        if repere.genre is GenreDeLieu.ATTESTATION:
            return f"attestation « {repere.code} »"
        if repere.genre in (GenreDeLieu.EPREUVE, GenreDeLieu.FORMATION) and repere.edition in self.reseau.editions:
            return attendus(self.reseau.editions[repere.edition]).get(repere.code, lieu)
        return lieu


def attendus(edition: Edition) -> Mapping[str, str]:
    """Return the names of the épreuves and of the trainings of an édition, by their codes."""
    noms = Lexique.de(edition).noms
    return {**noms["epreuve"], **noms["formation"]}
