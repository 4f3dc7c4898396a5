"""A jury of five: in a tie, the president decides."""

from collections.abc import Iterator

from attrs import frozen

from parchemin.api import Assemblee, Composition, Constat, Gravite, Siege, Source, Tournure
from parchemin_metiers_art.branche import CERTIFICATION

_JURY = Source("règlement", "§5")

SANS_PARTAGE = Tournure(
    "partage_sans_president",
    "{votants} votants sans « {siege:siege} » : rien ne départage un partage des voix",
)


@frozen
class VoixPreponderante:
    """The vote can decide: an odd number of voters, or the one whose voice counts double in a tie."""

    role: str
    source: Source
    code: str = "partage_sans_president"

    def examiner(self, assemblee: Assemblee) -> Iterator[Constat]:
        """Refuse an even number of voters without a president."""
        votants = len(assemblee.membres)
        if votants % 2 == 0 and not assemblee.au(self.role):
            fait = SANS_PARTAGE(votants=votants, siege=self.role)
            yield Constat(Gravite.IRREGULARITE, self.code, fait, self.source)

    def enoncer(self) -> str:
        """State the rule."""
        return f"En cas de partage, la voix de « {self.role} » est prépondérante."


def toutes() -> Iterator[Composition]:
    """Yield the only jury of the branch."""
    yield Composition(
        (CERTIFICATION,),
        "jury",
        (
            Siege("president", "Président", 0, 1, preside=True),
            Siege("maitre_art", "Maître d'art", 1, 2),
            Siege("representant_salaries", "Représentant des salariés", 0, 1),
            Siege("representant_employeurs", "Représentant des employeurs", 0, 1),
        ),
        _JURY,
        quorum=3,
        regles=(VoixPreponderante("president", _JURY),),
    )
