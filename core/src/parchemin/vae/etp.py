"""The count of days of experience, exact: never more than one a day, whatever the number of jobs.

The days of a period are ``debut`` to ``fin``, both included; those that count lie in the window, the day of the
deposit excluded. Everything is a `Fraction`, and nothing is rounded.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise, zip_longest

from attrs import evolve, frozen

from parchemin.dossier.texte import cle
from parchemin.faits import Fait, Mots, Tournure
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.nombres import decimal, en_francais
from parchemin.vae.demande import Experience
from parchemin.vae.model import HEURES_PAR_AN, JOURS_PAR_AN, Decompte, Fenetre, RegleRecevabilite

SANS_RELATION = Tournure("sans_relation", "sans relation avec la certification")
AVANT_LA_FENETRE = Tournure("avant_la_fenetre", "finit avant la fenêtre, ouverte le {du:jour}")
AU_DEPOT = Tournure("au_depot", "commence le jour du dépôt")
A_L_ETRANGER = Tournure("experience_a_l_etranger", "à l'étranger, ce qui ne compte pas ici")
AUTRE_EMPLOI = Tournure("autre_emploi", "dans un autre emploi, un seul compte")
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
    hors: Fait | None = None

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
        return self.dans_la_fenetre * self.poids - self.compte if self.utile else Fraction(0)

    @property
    def utile(self) -> bool:
        """Whether its days may count at all."""
        return self.experience.en_relation and self.hors is None

    @property
    def ecartee(self) -> Fait | None:
        """Why nothing of this period counts; ``None`` when something does."""
        if not self.experience.en_relation:
            return SANS_RELATION()
        if self.hors:
            return self.hors
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


def compter_selon(
    regle: RegleRecevabilite, experiences: Sequence[Experience], depot: date
) -> tuple[PeriodeComptee, ...]:
    """Return each experience with the days that it adds by a rule: those abroad, and those of one job alone."""
    fenetre = regle.fenetre(depot)
    hors = [None if regle.etranger or not experience.etranger else A_L_ETRANGER() for experience in experiences]
    toutes = compter(experiences, fenetre, regle.decompte, hors)
    if not regle.un_seul_emploi:
        return toutes
    emplois = [cle(experience.emploi) or str(rang) for rang, experience in enumerate(experiences)]
    essais = (
        compter(
            experiences,
            fenetre,
            regle.decompte,
            [h or _ailleurs(e, emploi) for h, e in zip(hors, emplois, strict=True)],
        )
        for emploi in dict.fromkeys(emplois)
    )
    return max(essais, key=total, default=toutes)


def _ailleurs(emploi: str, voulu: str) -> Fait | None:
    return None if emploi == voulu else AUTRE_EMPLOI()


def compter(
    experiences: Sequence[Experience], fenetre: Fenetre, decompte: Decompte, hors: Sequence[Fait | None] = ()
) -> tuple[PeriodeComptee, ...]:
    """Return each experience with the days that it adds; their sum is the total.

    :param hors: why an experience does not count, of each where one does not.

    On a day that several jobs fill beyond a full time, those that come first are counted first.
    """
    periodes = [
        PeriodeComptee(experience, fenetre, poids(experience, decompte), hors=raison)
        for experience, raison in zip_longest(experiences, hors)
    ]
    comptes = [Fraction(0)] * len(periodes)
    utiles = [(rang, periode.poids, *periode.bornes()) for rang, periode in enumerate(periodes) if periode.utile]
    for du, au in pairwise(sorted({borne for _, _, *bornes in utiles for borne in bornes})):
        libre = Fraction(1)
        for rang, part, debut, fin in utiles:
            if debut <= du < fin:
                pris = min(part, libre)
                comptes[rang] += pris * (au - du)
                libre -= pris
    return tuple(evolve(periode, compte=compte) for periode, compte in zip(periodes, comptes, strict=True))


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


def mois_de_calendrier(periodes: Sequence[PeriodeComptee]) -> int:
    """Return the whole months of the days that count, each run of them from date to date; 30 left make one."""
    jours = sorted({borne for periode in periodes if periode.compte for borne in [periode.bornes()]})
    mois = restent = 0
    for debut, fin in _suites(jours):
        siens = _mois_entiers(date.fromordinal(debut), date.fromordinal(fin))
        mois += siens
        restent += fin - Duree(mois=siens).apres(date.fromordinal(debut)).toordinal()
    return mois + restent // 30


def _suites(bornes: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the runs of days that some periods make together: first day, and the one after the last."""
    courante: tuple[int, int] | None = None
    for debut, fin in bornes:
        if courante and debut <= courante[1]:
            courante = (courante[0], max(courante[1], fin))
        else:
            if courante:
                yield courante
            courante = (debut, fin)
    if courante:
        yield courante


def _mois_entiers(debut: date, apres: date) -> int:
    mois = (apres.year - debut.year) * 12 + apres.month - debut.month
    return mois if Duree(mois=mois).apres(debut) <= apres else mois - 1


def total(periodes: Sequence[PeriodeComptee]) -> Fraction:
    """Return the days counted, all periods together."""
    return sum((periode.compte for periode in periodes), Fraction(0))


def dire_jours(jours: Fraction | int) -> str:
    """Return a number of days in French; a fraction is cut after four decimals, never rounded."""
    return f"{en_francais(decimal(Fraction(jours)))} jour{'s' if jours >= 2 else ''}"
