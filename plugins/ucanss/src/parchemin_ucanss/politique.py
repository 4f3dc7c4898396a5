"""How the Ucanss certifications are deliberated.

Since 2021 two floors follow one another, and no global mean: a compétence by its critères, then a bloc by its
compétences (document 002, §3.A).
"""

from collections.abc import Iterator

from parchemin.referentiel.model import Niveau, Source
from parchemin.regles import AvisDe, ParcoursSuivi, Part, Politique, TousLesBlocs

COMPETENCE = Part(
    Niveau.CRITERE,
    "80 %",
    Source("002", "§3.A", "un critère non observé compte ; neutralisé avec un motif, il ne compte pas"),
)
BLOC = AvisDe("jury", Part(Niveau.COMPETENCE, "80 %", Source("002", "§3.A"), chacune=COMPETENCE))
CERTIFICATION = (TousLesBlocs(Source("002", "§3.B")), ParcoursSuivi(Source("002", "§3.B (LI0769, LI0789)")))


def toutes() -> Iterator[Politique]:
    """Yield the policy of each édition; the trainings that a voie asks for stand in its référentiel."""
    for edition in ("ucanss.cos@2021", "ucanss.gc@2021"):
        yield Politique(edition, ("formation", "vae"), CERTIFICATION, BLOC)
