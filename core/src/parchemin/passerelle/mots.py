"""The words of a network: its lieux, across all éditions, and what a target asks for, by name."""

from collections.abc import Mapping

from attrs import frozen

from parchemin.faits import Mots
from parchemin.passerelle.model import GenreDeLieu, Repere
from parchemin.passerelle.reseau import Reseau
from parchemin.referentiel.model import Edition


@frozen(eq=False)
class MotsDuReseau(Mots):
    """Words facts with names: ``lieu`` of any édition, ``attendu`` (an épreuve or a training) of the target.

    A certification, a bloc and an option keep the lieu under which they are asked for.
    """

    reseau: Reseau
    vers: Edition

    def nommer(self, genre: str, code: str) -> str:
        """Return a name; what has none names itself."""
        if genre == "lieu":
            attestation = Repere.lire(code).genre is GenreDeLieu.ATTESTATION
            return f"l'{self.etape(code)}" if attestation else self.etape(code)
        return attendus(self.vers).get(code, code) if genre == "attendu" else code

    def etape(self, lieu: str) -> str:
        """Return how a lieu is said by itself, as a step of a chain."""
        repere = Repere.lire(lieu)
        if repere.genre is GenreDeLieu.ATTESTATION:
            return f"attestation « {repere.code} »"
        if repere.genre in (GenreDeLieu.EPREUVE, GenreDeLieu.FORMATION) and repere.edition in self.reseau.editions:
            return attendus(self.reseau.editions[repere.edition]).get(repere.code, lieu)
        return lieu

    def dire(self, valeur: object, genre: str = "") -> str:
        """Return a field; between names that hold commas, semicolons."""
        if genre and isinstance(valeur, tuple):
            noms = [self.dire(element, genre) for element in valeur]
            return (" ; " if any("," in nom for nom in noms) else ", ").join(noms)
        return super().dire(valeur, genre)


def attendus(edition: Edition) -> Mapping[str, str]:
    """Return the names of the épreuves and of the trainings of an édition, by their codes."""
    epreuves = {epreuve.code: epreuve.intitule for epreuve in edition.epreuves}
    return epreuves | {etape.code: etape.intitule for etape in edition.prerequis}
