"""The conditions under which a VAE request is receivable, by date of deposit. Values only."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction

from attrs import frozen

from parchemin.faits import Fait, FaitSimple, Mots, Tournure
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.model import Source

DU_AU = Tournure("fenetre", "du {du:jour} au {au:jour}")
JUSQU_AU = Tournure("fenetre_ouverte", "jusqu'au {au:jour}")
DEPOTS = Tournure("depots", "dépôts du {du:jour} au {au:jour}")
DEPOTS_DEPUIS = Tournure("depots_depuis", "dépôts depuis le {du:jour}")
DEPOTS_JUSQU_AU = Tournure("depots_jusqu_au", "dépôts jusqu'au {au:jour}")
TOUS_LES_DEPOTS = Tournure("tous_les_depots", "tous les dépôts")


JOURS_PAR_AN = 365
"""A year in days of full-time equivalent; the leap day of a window is to the candidate's favour."""

HEURES_PAR_AN = 1607
"""The hours of a year at full time (code du travail, art. L.3121-41; code de l'éducation, art. R.335-6)."""


class Decompte(Enum):
    """How days of experience are counted."""

    ETP = "équivalent temps plein"
    """Each day for the quotité worked on it, all jobs together, and never for more than one day."""

    CALENDAIRE = "jours de calendrier"
    """Each day once, whatever the quotité: where a text says « 1 an » and nothing of part time."""


class Oral(Enum):
    """Whether the candidate is heard, as far as a text says anything of it."""

    OBLIGATOIRE = "obligatoire"
    DISPENSE = "dispense_sauf_demande_du_jury"
    DISPENSE_DE_DROIT = "dispense"
    AUCUN = "aucun"
    """The jury decides on the file alone."""

    NON_PRECISE = "non_precise"


@frozen
class Fenetre:
    """The days that count: from ``du`` (``None``: no first day) to the eve of ``depot``."""

    du: date | None
    depot: date

    @property
    def au(self) -> date:
        """The last day that counts."""
        return self.depot - timedelta(days=1)

    def dire(self, mots: Mots) -> str:
        """Return both days, or the last one."""
        return (DU_AU(du=self.du, au=self.au) if self.du else JUSQU_AU(au=self.au)).dire(mots)


class Portee(Enum):
    """Among which requests a limit counts."""

    UNE = "pour cette certification"
    TOUTES = "toutes certifications confondues"


@frozen
class Limite:
    """At most so many requests deposited in one civil year, this one included.

    They are counted for this certification, or for ``toutes`` together. ``hors_blocs`` leaves out earlier
    requests that were for blocs and not for a whole certification.
    """

    maximum: int
    source: Source
    toutes: bool = False
    hors_blocs: bool = False

    @property
    def portee(self) -> "Portee":
        """Among which requests they are counted."""
        return Portee.TOUTES if self.toutes else Portee.UNE


@frozen
class OralPrevu:
    """What a text says of the oral: the candidate is heard, or (``tenu=False``) the file alone decides."""

    source: Source
    tenu: bool = True


@frozen
class Dispense:
    """An attestation, or a diploma, frees from the oral; obtained between two days, both included, where they are.

    ``sauf_demande``: unless the jury asks for it, where the text says so.
    """

    attestations: tuple[str, ...]
    du: date | None
    au: date | None
    source: Source
    sauf_demande: bool = False

    def vaut_le(self, obtenue: date) -> bool:
        """Tell whether what was obtained on a day frees."""
        return (self.du or date.min) <= obtenue <= (self.au or date.max)


@frozen
class Ouverture:
    """From which day requests are received at all."""

    le: date
    source: Source


@frozen
class Orientation:
    """Where a candidate is led whose request is not receivable, as it reads in an answer."""

    vers: str
    source: Source


@frozen
class RegleRecevabilite:
    """What is asked of a request deposited between two days, both included; ``None`` leaves a side open.

    :param source: where the duration is written.
    :param decide_par: who says whether a request is receivable, as it reads in an answer.
    :param jours_etp: the least experience in days, counted as ``decompte`` says; 0 where the text asks for
        none, ``None`` where no text says anything.
    :param heures: the least experience in hours instead; 1,607 make a year of full time.
    :param mois: the least experience in months instead: of the calendar, from date to date, or of full time.
    :param un_seul_emploi: it was had in one job; of several, the longest alone counts.
    :param etranger: what was done abroad counts.
    :param par_bloc: where it is written that a request may be receivable for some blocs only, by the experience
        that relates to each (``None``: it is receivable whole or not at all).
    :param oral: what a text says of the oral (``None``: no text says anything, and nothing is said).
    :param fenetre_annees: the experience is that of the last so many years before the deposit, the day of the
        deposit excluded (``None``: of the whole life).
    :param jours_recommandes: the days under which an alert is given.
    :param nature: where it is written that the experience must relate to the certification (``None``: nowhere).
        An experience that does not relate to it never counts.
    :param decide_source: where ``decide_par`` is written, when that is not ``source``.
    :param ouverture: the day before which no request is received (``None``: there is none).
    :param orientation: what is said to who is not received (``None``: no text says anything).
    :param rappels: alerts that every answer under this rule carries.
    """

    certification: str
    source: Source
    decide_par: str
    depose_du: date | None = None
    depose_au: date | None = None
    jours_etp: int | None = None
    fenetre_annees: int | None = None
    decompte: Decompte = Decompte.ETP
    jours_recommandes: int | None = None
    nature: Source | None = None
    limites: tuple[Limite, ...] = ()
    dispenses: tuple[Dispense, ...] = ()
    decide_source: Source | None = None
    ouverture: Ouverture | None = None
    orientation: Orientation | None = None
    rappels: tuple[str, ...] = ()
    heures: int | None = None
    mois: int | None = None
    un_seul_emploi: bool = False
    etranger: bool = True
    par_bloc: Source | None = None
    oral: OralPrevu | None = None

    def __attrs_post_init__(self) -> None:
        durees = [dite for dite in (self.jours_etp, self.heures, self.mois) if dite is not None]
        if len(durees) > 1 or any(dite < 0 for dite in durees):
            raise ValueError(f"trouvé jours_etp, heures, mois : {durees}, attendu l'un d'eux, 0 ou plus")
        if self.heures and self.decompte is Decompte.CALENDAIRE:
            raise ValueError("trouvé des heures comptées en jours de calendrier, attendu Decompte.ETP")
        if self.fenetre_annees is not None and self.fenetre_annees < 1:
            raise ValueError(f"trouvé une fenêtre de {self.fenetre_annees} an, attendu 1 au moins")

    def vaut_le(self, depot: date) -> bool:
        """Tell whether this rule governs a request deposited on a day."""
        return (self.depose_du or date.min) <= depot <= (self.depose_au or date.max)

    def chevauche(self, autre: "RegleRecevabilite") -> bool:
        """Tell whether some day of deposit falls under both rules."""
        debut = max(self.depose_du or date.min, autre.depose_du or date.min)
        return debut <= min(self.depose_au or date.max, autre.depose_au or date.max)

    @property
    def requis(self) -> Fraction:
        """The least number of days; 0 where none is asked."""
        if self.heures is not None:
            return Fraction(self.heures * JOURS_PAR_AN, HEURES_PAR_AN)
        return Fraction(self.mois * JOURS_PAR_AN, 12) if self.mois is not None else Fraction(self.jours_etp or 0)

    @property
    def duree_ecrite(self) -> bool:
        """Whether a text says anything of a duration, were it that none is asked."""
        return not self.jours_etp is self.heures is self.mois is None

    @property
    def depots(self) -> FaitSimple:
        """The days of deposit that this rule governs."""
        return depots(self.depose_du, self.depose_au)

    def fenetre(self, depot: date) -> Fenetre:
        """Return the days that count for a request deposited on a day."""
        if self.fenetre_annees is None:
            return Fenetre(None, depot)
        return Fenetre(Duree(annees=self.fenetre_annees).avant(depot), depot)

    def attestations(self) -> Iterator[str]:
        """Yield the codes of the attestations that this rule knows."""
        for dispense in self.dispenses:
            yield from dispense.attestations


@frozen
class ConditionVae:
    """One condition of a request: what was found, what is asked, where it is written, and whether it is met."""

    regle: str
    constat: Fait
    exige: Fait
    source: Source
    remplie: bool = True


def depots(du: date | None, au: date | None) -> FaitSimple:
    """Return the days of deposit between two days, both included; ``None`` leaves a side open."""
    if du and au:
        return DEPOTS(du=du, au=au)
    if du:
        return DEPOTS_DEPUIS(du=du)
    return DEPOTS_JUSQU_AU(au=au) if au else TOUS_LES_DEPOTS()
