"""Rules of this branch that the core does not have: plain classes with the protocol of a rule or of a check."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from parchemin.api import (
    Alerte,
    AvisDe,
    Dossier,
    Enonce,
    Fait,
    Formule,
    Jugement,
    Lecture,
    Niveau,
    Noeud,
    Part,
    Source,
    Tournure,
)

AVIS_FAVORABLE = Tournure("avis_favorable_du_jury", "avis favorable du jury")()
SANS_OPTION = Tournure("option_absente", "option non renseignée : le CQP est délivré pour l'une des six")()


@frozen
class AvisDuJury:
    """The jury says of a node, without any grille, whether it is acquired."""

    source: Source
    code: str = "avis_jury"

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Read the avis; a node of which nothing was said is not acquired."""
        return Part(Niveau.CRITERE, "100 %", self.source).formuler(noeud, lecture).au_nom_de(self)

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for the avis."""
        return AVIS_FAVORABLE

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule."""
        sujet = "Une compétence est acquise" if niveau is Niveau.COMPETENCE else "Le CQP est délivré"
        return (f"{sujet} sur avis favorable du jury.",)


@frozen
class SurLEnsemble:
    """The VAE jury of 2013 decides of the whole dossier at once.

    Document 004 has no blocs: none is judged, and no CCP is delivered.
    """

    avis: AvisDe
    code: str = "avis_jury"

    @property
    def source(self) -> Source:
        """The source of the avis."""
        return self.avis.source

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Read the avis on the only node of the édition."""
        return self.avis.formuler(noeud.enfants[0], lecture).au_nom_de(self, noeud)

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for the avis."""
        return AVIS_FAVORABLE

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule."""
        return self.avis.enoncer(niveau)


@frozen
class OptionDite:
    """The CQP of 2013 is that of an option, which the dossier names."""

    source: Source
    code: str = "option_absente"

    def controler(self, dossier: Dossier, le: date) -> Iterator[Alerte]:
        """Ask for the option."""
        if not dossier.option:
            yield Alerte(self.code, SANS_OPTION, self.source)

    def enoncer(self) -> str:
        """State the check."""
        return "Le dossier dit pour laquelle des six options le CQP est demandé."
