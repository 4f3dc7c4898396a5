"""What is checked, what a check finds, and what a branch may do without. Values only."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

from attrs import evolve, field, frozen

from parchemin.errors import BrancheInvalide, CodeInconnu, inconnu
from parchemin.faits import CODES, Fait, Tournure, en_fait
from parchemin.plugin.host import EtatDeGreffon, Greffon, Hote
from parchemin.plugin.validation import Apport
from parchemin.referentiel.model import Edition

DESACTIVEE = Tournure("branche_desactivee", "la branche « {branche} » est désactivée")


class GraviteEcart(Enum):
    """What a finding does: one that refuses ends the command with 1 and fails the test."""

    REFUS = "refus"
    ALERTE = "alerte"


class Capacite(Enum):
    """What a branch may lack, if it says so with a reason."""

    JURYS = "jurys"
    VAE = "vae"
    TITRES = "titres"
    NOTES = "notes"
    PASSERELLES = "passerelles"
    EXEMPLES = "exemples"


@frozen
class Ecart:
    """Something that a check found: of what (an édition, a voie, a jury), and the fact that says what is wrong."""

    objet: str
    fait: Fait = field(converter=en_fait)
    gravite: GraviteEcart = GraviteEcart.REFUS

    @property
    def message(self) -> str:
        """The fact in French, by codes."""
        return self.fait.dire(CODES)

    def __str__(self) -> str:
        return f"{self.objet} : {self.message}"


@frozen(eq=False)
class Sujet:
    """A branch among all that are installed, as it is on a day."""

    greffon: Greffon
    hote: Hote
    le: date

    @classmethod
    def de(cls, hote: Hote, slug: str, le: date) -> "Sujet":
        """Return the branch of a slug.

        :raises CodeInconnu: no plugin of this name is installed.
        :raises BrancheInvalide: it is, and the host could not load it, or was told not to.
        """
        connus = {greffon.slug: greffon for greffon in hote.greffons}
        if slug not in connus:
            raise CodeInconnu(inconnu("branche inconnue", slug, connus))
        greffon = connus[slug]
        if greffon.etat is not EtatDeGreffon.ACTIVE:
            raise BrancheInvalide(greffon.causes or [DESACTIVEE(branche=slug)], greffon.remedes)
        return cls(greffon, evolve(hote, eprouve=False), le)

    @property
    def slug(self) -> str:
        """The slug of the branch."""
        return self.greffon.slug

    @property
    def apport(self) -> Apport:
        """All that the branch supplies."""
        return self.greffon.apport

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The éditions of the branch whose content is known."""
        return tuple(edition for edition in self.apport.editions if not edition.sans_contenu)

    def regimes(self) -> Iterator[tuple[Edition, str]]:
        """Yield each édition with each of its voies that has a policy."""
        servis = {(pol.edition, voie) for pol in self.apport.politiques for voie in pol.voies}
        for edition in self.editions:
            for voie in edition.voies:
                if (edition.cle, voie.code) in servis:
                    yield edition, voie.code

    @property
    def capacites(self) -> frozenset[Capacite]:
        """What the branch has."""
        apport = self.apport
        notees = any(epreuve.bareme for edition in self.editions for epreuve in edition.epreuves)
        presentes = {
            Capacite.JURYS: bool(apport.jurys),
            Capacite.VAE: bool(apport.recevabilites),
            Capacite.TITRES: bool(apport.titres),
            Capacite.NOTES: notees,
            Capacite.PASSERELLES: bool(apport.passerelles),
            Capacite.EXEMPLES: bool(apport.exemples),
        }
        return frozenset(capacite for capacite, presente in presentes.items() if presente)
