"""How the marks of a régime are read: sessions, absences, marks kept; and the mark of an épreuve as a term."""

from functools import cached_property
from math import gcd, lcm
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from parchemin.referentiel.model import Bareme, Epreuve, Niveau, Source
from parchemin.referentiel.nombres import en_francais
from parchemin.regles.base import Choix, Regle, Verdict
from parchemin.regles.exacts import entier_ou_rien, nombre_ou_rien
from parchemin.regles.termes import (
    ABSENT,
    FAUX,
    NEUTRALISE,
    RIEN,
    VRAI,
    Terme,
    entier,
    et,
    maximum,
    ou,
    si,
    somme,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from parchemin.referentiel.arbre import Noeud
    from parchemin.regles.lecture import Lecture


class Manque(Choix):
    """What an épreuve without a mark comes to: not evaluated, a zero, a failure, or out of the count."""

    NON_EVALUE = "non_evalue"
    ZERO = "zero"
    ECHEC = "echec"
    HORS_COMPTE = "hors_compte"


class Tentatives(Choix):
    """Of several sessions of an épreuve, the mark that counts.

    The best one; the last one that is a mark; or what the last session says, an absence included, in the place of
    those before.
    """

    MEILLEURE = "meilleure"
    DERNIERE = "derniere"
    REMPLACE = "remplace"


_ABSENCE = {
    Manque.NON_EVALUE: "laisse l'épreuve non évaluée",
    Manque.ZERO: "vaut zéro",
    Manque.ECHEC: "entraîne l'échec",
    Manque.HORS_COMPTE: "met l'épreuve hors du compte",
}
_TENTATIVES = {
    Tentatives.MEILLEURE: "la meilleure note compte",
    Tentatives.DERNIERE: "la dernière note compte",
    Tentatives.REMPLACE: "ce que dit la dernière session remplace ce qui précède",
}


@frozen
class Notation:
    """How all rules of a policy read marks.

    ``absence`` is what an absence comes to, ``dispense`` what an épreuve comes to that is taken out of the count
    with a reason (a dispense, force majeure), ``tenu`` one without a mark whose blocs are all held already. An
    épreuve of which nothing is said is not evaluated, whatever they are.

    Of several sessions of an épreuve (``rattrape`` in the référentiel) ``tentatives`` says which mark counts;
    they are open on a condition where ``acces`` is a rule over the marks of the first one. A mark that was kept
    (the column ``notes`` of the dossiers) is one session more, the first, if it is ``garde_des`` at least out of
    20 and less than ``garde_mois`` months old on the day of the séance; without ``garde_mois`` it does not age.
    Marks are kept only where ``garde`` says so.
    """

    source: Source | None = None
    absence: Manque = Manque.NON_EVALUE
    dispense: Manque = Manque.NON_EVALUE
    tenu: Manque = Manque.NON_EVALUE
    tentatives: Tentatives = Tentatives.MEILLEURE
    acces: Regle | None = None
    garde: bool = False
    garde_mois: int | None = field(default=None, converter=entier_ou_rien)
    garde_des: "Decimal | None" = field(default=None, converter=nombre_ou_rien)
    code: str = "notation"

    def enoncer(self, niveau: Niveau = Niveau.EDITION) -> tuple[str, ...]:
        """State what is not as usual."""
        dites = []
        if self.absence is not Manque.NON_EVALUE:
            dites.append(f"Une absence à une épreuve {_ABSENCE[self.absence]}.")
        if self.dispense is not Manque.NON_EVALUE:
            dites.append(f"Une dispense motivée {_ABSENCE[self.dispense]}.")
        if self.tenu is not Manque.NON_EVALUE:
            dites.append(f"Un bloc déjà acquis sans note {_ABSENCE[self.tenu]}.")
        if self.garde:
            des = f" d'au moins {en_francais(str(self.garde_des))}/20" if self.garde_des is not None else ""
            pendant = f" {self.garde_mois} mois" if self.garde_mois is not None else " sans limite de durée"
            dites.append(f"Une note{des} est conservée{pendant} et compte dans la moyenne suivante.")
        return tuple(dites)

    def enoncer_les_sessions(self) -> tuple[str, ...]:
        """State which mark of several sessions counts, for an édition that has several."""
        return (f"De plusieurs sessions d'une épreuve, {_TENTATIVES[self.tentatives]}.",)

    def lire(self, noeud: "Noeud", lecture: "Lecture") -> tuple["NoteLue", ...]:
        """Return the mark of each épreuve at or below a node, other sessions folded into the first."""
        acces = self._acces(noeud, lecture)
        siennes = [epreuve for epreuve in lecture.epreuves if epreuve.bareme and _est_dessous(epreuve, noeud)]
        return tuple(self._lire(epreuve, acces, lecture) for epreuve in siennes if not epreuve.rattrape)

    def _acces(self, noeud: "Noeud", lecture: "Lecture") -> Terme:
        if self.acces is None:
            return VRAI
        premieres = tuple(epreuve for epreuve in lecture.epreuves if not epreuve.rattrape)
        seule = evolve(lecture, epreuves=premieres, notation=evolve(self, acces=None))
        return self.acces.formuler(noeud, seule).est(Verdict.ACQUIS)

    def _lire(self, epreuve: Epreuve, acces: Terme, lecture: "Lecture") -> "NoteLue":
        autres = [autre for autre in lecture.epreuves if autre.rattrape == epreuve.code]
        lues = [_noter(une, lecture) for une in (epreuve, *autres)]
        par = lcm(*(sur for _, sur in lues))
        valeurs = [si(valeur >= 0, valeur * (par // sur), valeur) for valeur, sur in lues]
        sessions = [valeurs[0], *(si(acces, valeur, entier(RIEN)) for valeur in valeurs[1:])]
        if self.garde:
            sessions.insert(0, self._gardee(epreuve, par, lecture))
        return NoteLue(epreuve, self._retenir(sessions), par, self, lecture.tenue_sans_note(epreuve))

    def _gardee(self, epreuve: Epreuve, par: int, lecture: "Lecture") -> Terme:
        note, le = lecture.note_gardee(epreuve.code)
        valable = [note >= 0]
        if self.garde_mois is not None:
            valable.append(lecture.valable(le, self.garde_mois))
        if self.garde_des is not None and epreuve.bareme:
            valable.append(note >= _plafond(self.garde_des * 5 * epreuve.bareme.sur))
        return si(et(*valable), note * par, entier(RIEN))

    def _retenir(self, sessions: "list[Terme]") -> Terme:
        """Return what counts of several sessions, in their order."""
        dernier = sessions[0]
        for session in sessions[1:]:
            dite = session >= 0 if self.tentatives is Tentatives.DERNIERE else ~session.est(RIEN)
            dernier = si(ou(dite, et(dernier.est(RIEN), ~session.est(RIEN))), session, dernier)
        if self.tentatives is not Tentatives.MEILLEURE or len(sessions) == 1:
            return dernier
        meilleure = maximum(*sessions)
        return si(meilleure >= 0, meilleure, dernier)


def _plafond(nombre: "Decimal") -> int:
    return -int(-nombre // 1)


def _est_dessous(epreuve: Epreuve, noeud: "Noeud") -> bool:
    """Tell whether an épreuve assesses a node, or something below it; the root has them all."""
    chemin = noeud.chemin
    return not chemin or any(cible == chemin or cible.startswith(f"{chemin}/") for cible in epreuve.evalue)


def _noter(epreuve: Epreuve, lecture: "Lecture") -> tuple[Terme, int]:
    """Return the mark of one session and by how much it is multiplied: of several roles, their weighted mean."""
    if not epreuve.notee_par:
        return lecture.valeur(epreuve.cible), 1
    diviseur = gcd(*epreuve.notee_par.values())
    poids = {role: sien // diviseur for role, sien in epreuve.notee_par.items()}
    dites = {role: lecture.observe_par(role, epreuve.cible) for role in poids}
    points = somme(*(dites[role] * sien for role, sien in poids.items()))
    dispense = et(*(dite.est(NEUTRALISE) for dite in dites.values()))
    manque = si(ou(*(dite.est(ABSENT) for dite in dites.values())), entier(ABSENT), entier(RIEN))
    manque = si(dispense, entier(NEUTRALISE), manque)
    return si(et(*(dite >= 0 for dite in dites.values())), points, manque), sum(poids.values())


@frozen(eq=False)
class NoteLue:
    """The mark of an épreuve: hundredths of a point times ``par``, or what stands in its place, negative."""

    epreuve: Epreuve
    valeur: Terme
    par: int
    notation: Notation
    tenu: Terme = FAUX

    @property
    def bareme(self) -> Bareme:
        """How it is marked."""
        return self.epreuve.bareme or Bareme(0)

    @property
    def notee(self) -> Terme:
        """Tell of whom there is a mark."""
        return self.valeur >= 0

    @property
    def absent(self) -> Terme:
        """Tell who was absent."""
        return self.valeur.est(ABSENT)

    @property
    def facultative(self) -> bool:
        """Tell whether only the points above a mark count."""
        return self.bareme.au_dela_de is not None

    def vaut(self, manque: Manque) -> Terme:
        """Tell of whom there is no mark, for a reason that the branch counts so."""
        dits = (
            (self.notation.absence, self.absent),
            (self.notation.dispense, self.valeur.est(NEUTRALISE)),
            (self.notation.tenu, et(self.tenu, self.valeur.est(RIEN))),
        )
        return ou(*(dit for voulu, dit in dits if voulu is manque))

    @cached_property
    def echec(self) -> Terme:
        """Tell of whom the absence is a failure."""
        return FAUX if self.facultative else self.vaut(Manque.ECHEC)

    @cached_property
    def hors_compte(self) -> Terme:
        """Tell of whom this épreuve is out of the count."""
        return VRAI if self.facultative else self.vaut(Manque.HORS_COMPTE)

    @cached_property
    def manque(self) -> Terme:
        """Tell of whom the mark is still to come."""
        dit = FAUX if self.facultative else ou(self.echec, self.hors_compte, self.vaut(Manque.ZERO))
        return FAUX if self.facultative else et(~self.notee, ~dit)

    @cached_property
    def points(self) -> Terme:
        """What it adds, 0 without a mark; of an optional one, the points above its mark alone."""
        if self.bareme.au_dela_de is None:
            return si(self.notee, self.valeur, entier(0))
        seuil = _plafond(self.bareme.au_dela_de * 100 * self.par)
        return maximum(self.valeur + -seuil, entier(0))

    def atteint(self, au_moins: "Decimal", echelle: int, *, stricte: bool) -> Terme:
        """Tell of whom the mark, or the zero in its place, reaches a threshold out of ``echelle``."""
        seuil = au_moins * 100 * self.par * self.bareme.sur
        entieres = int(seuil // echelle) + 1 if stricte else -int(-seuil // echelle)
        return self.points >= entieres


USUELLE = Notation()
"""How marks are read where a policy says nothing of it."""
