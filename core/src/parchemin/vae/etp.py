"""The count of days of experience, exact: never more than one a day, whatever the number of jobs.

The days of a period are ``debut`` to ``fin``, both included; those that count lie in the window, the day of the
deposit excluded. Everything is a `Fraction`, and nothing is rounded.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import frozen

from parchemin.faits import Fait, Mots, Tournure
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.nombres import decimal, en_francais
from parchemin.vae.demande import Experience
from parchemin.vae.model import Decompte, Fenetre

JOURS_PAR_AN = 365
"""A year in days of full-time equivalent; the leap day of a window is to the candidate's favour."""

HEURES_PAR_AN = 1607
"""The hours of a year at full time (code du travail, art. L.3121-41; code de l'éducation, art. R.335-6)."""

SANS_RELATION = Tournure("sans_relation", "sans relation avec la certification")
AVANT_LA_FENETRE = Tournure("avant_la_fenetre", "finit avant la fenêtre, ouverte le {du:jour}")
AU_DEPOT = Tournure("au_depot", "commence le jour du dépôt")
DEJA_COMPTES = Tournure("deja_comptes", "jours déjà comptés à temps plein par les périodes précédentes")
COUPEE = Tournure("coupee_par_la_fenetre", "coupée par la fenêtre : {jours} avant le {du:jour}")
COUPEE_AU_DEPOT = Tournure("coupee_au_depot", "coupée au dépôt : {jours} après le {au:jour}")
PLAFONNEE = Tournure("plafonnee", "plafonnée : {jours} au-delà d'un temps plein")


@frozen
class Jours:
    """A number of days, exact; ``en_annees``: said with the years that it makes, when they are whole."""

    nombre: Fraction
    en_annees: bool = False

    def dire(self, _: Mots) -> str:
        """Return ``1095 jours``, or ``1095 jours, soit 3 ans``."""
        annees, reste = divmod(self.nombre, JOURS_PAR_AN)
        return dire_jours(self.nombre) + (f", soit {Duree(annees=annees)}" if self.en_annees and not reste else "")


@frozen
class PeriodeComptee:
    """What became of one experience: its days, those in the window, and those that were counted.

    ``poids`` is what one of its days weighs when no other job is held; ``compte`` is in days.
    """

    experience: Experience
    fenetre: Fenetre
    poids: Fraction
    compte: Fraction = Fraction(0)

    @property
    def jours(self) -> int:
        """The calendar days of the experience."""
        return (self.experience.fin - self.experience.debut).days + 1

    @property
    def avant(self) -> int:
        """The days cut off because they lie before the window."""
        if self.fenetre.du is None:
            return 0
        return min(self.jours, max(0, (self.fenetre.du - self.experience.debut).days))

    @property
    def apres(self) -> int:
        """The days cut off because they are those of the deposit, or later."""
        return min(self.jours, max(0, (self.experience.fin - self.fenetre.depot).days + 1))

    @property
    def dans_la_fenetre(self) -> int:
        """The days in the window."""
        return self.jours - self.avant - self.apres

    @property
    def plafonne(self) -> Fraction:
        """The days that the cap of one a day left out."""
        return self.dans_la_fenetre * self.poids - self.compte if self.experience.en_relation else Fraction(0)

    @property
    def ecartee(self) -> Fait | None:
        """Why nothing of this period counts; ``None`` when something does."""
        if not self.experience.en_relation:
            return SANS_RELATION()
        if self.avant == self.jours:
            return AVANT_LA_FENETRE(du=self.fenetre.du)
        if self.apres == self.jours:
            return AU_DEPOT()
        return None if self.compte else DEJA_COMPTES()

    @property
    def reductions(self) -> Iterator[Fait]:
        """Yield what was taken off a period that counts."""
        if self.ecartee:
            return
        if self.avant:
            yield COUPEE(jours=Jours(Fraction(self.avant)), du=self.fenetre.du)
        if self.apres:
            yield COUPEE_AU_DEPOT(jours=Jours(Fraction(self.apres)), au=self.fenetre.au)
        if self.plafonne:
            yield PLAFONNEE(jours=Jours(self.plafonne))

    def bornes(self) -> tuple[int, int]:
        """Return the first day that counts and the one after the last, as ordinals."""
        debut = self.experience.debut.toordinal() + self.avant
        return debut, debut + self.dans_la_fenetre


def compter(experiences: Sequence[Experience], fenetre: Fenetre, decompte: Decompte) -> tuple[PeriodeComptee, ...]:
    """Return each experience with the days that it adds; their sum is the total.

    On a day that several jobs fill beyond a full time, those that come first are counted first.
    """
    periodes = [PeriodeComptee(experience, fenetre, poids(experience, decompte)) for experience in experiences]
    comptes = [Fraction(0)] * len(periodes)
    utiles = [
        (rang, periode.poids, *periode.bornes())
        for rang, periode in enumerate(periodes)
        if periode.experience.en_relation
    ]
    for du, au in pairwise(sorted({borne for _, _, *bornes in utiles for borne in bornes})):
        libre = Fraction(1)
        for rang, part, debut, fin in utiles:
            if debut <= du < fin:
                pris = min(part, libre)
                comptes[rang] += pris * (au - du)
                libre -= pris
    return tuple(
        PeriodeComptee(periode.experience, fenetre, periode.poids, compte)
        for periode, compte in zip(periodes, comptes, strict=True)
    )


def poids(experience: Experience, decompte: Decompte) -> Fraction:
    """Return what one day of an experience weighs, before the cap.

    Hours become days at 365 days for 1,607 hours, spread evenly over the period: 1,607 hours worked within six
    months weigh more than one day a day, and the cap takes the rest off.
    """
    if decompte is Decompte.CALENDAIRE:
        return Fraction(1)
    if experience.heures is not None:
        jours = (experience.fin - experience.debut).days + 1
        return experience.heures * JOURS_PAR_AN / HEURES_PAR_AN / jours
    return Fraction(experience.quotite or 0)


def total(periodes: Sequence[PeriodeComptee]) -> Fraction:
    """Return the days counted, all periods together."""
    return sum((periode.compte for periode in periodes), Fraction(0))


def dire_jours(jours: Fraction | int) -> str:
    """Return a number of days in French; a fraction is cut after four decimals, never rounded."""
    return f"{en_francais(decimal(Fraction(jours)))} jour{'s' if jours >= 2 else ''}"
