"""The rules of all active branches, found by certification and by date of deposit."""

from datetime import date

from attrs import frozen

from parchemin.errors import ContenuInconnu
from parchemin.faits import Fait, Tournure
from parchemin.referentiel.catalogue import Catalogue
from parchemin.vae.model import RegleRecevabilite, depots

SANS_CONDITION = Tournure(
    "vae_sans_condition", "aucune condition de VAE connue pour {certification} au {depot:jour}"
)
SANS_CONDITION_ALORS = Tournure("vae_sans_condition_alors", f"{SANS_CONDITION.phrase} (connues : {{depots}})")


@frozen
class ReglementVae:
    """What the branches ask of VAE requests; ``catalogue`` knows their certifications."""

    regles: tuple[RegleRecevabilite, ...]
    catalogue: Catalogue

    def le(self, certification: str, depot: date) -> RegleRecevabilite:
        """Return the rule for a request deposited on a day.

        :raises CodeInconnu: no active branch supplies this certification, or none of its éditions was in force.
        :raises ContenuInconnu: it is declared without content, or nothing says what was asked on that day.
        """
        self.catalogue.en_vigueur(certification, depot).exiger_contenu()
        siennes = [regle for regle in self.regles if regle.certification == certification]
        for regle in siennes:
            if regle.vaut_le(depot):
                return regle
        raise ContenuInconnu(_sans_condition(certification, depot, siennes))

    @property
    def attestations(self) -> frozenset[str]:
        """The codes of all attestations that some rule knows."""
        return frozenset(code for regle in self.regles for code in regle.attestations())


def _sans_condition(certification: str, depot: date, regles: list[RegleRecevabilite]) -> Fait:
    """Say, too, between which days of deposit some rule holds."""
    if not regles:
        return SANS_CONDITION(certification=certification, depot=depot)
    debuts, fins = [regle.depose_du for regle in regles], [regle.depose_au for regle in regles]
    du = None if None in debuts else min(filter(None, debuts))
    au = None if None in fins else max(filter(None, fins))
    return SANS_CONDITION_ALORS(certification=certification, depot=depot, depots=depots(du, au))
