"""The mean of marks: weighted, of the épreuves below a node, or of the means of the nodes below it.

Marks are in hundredths; a mean is compared by cross-multiplication and never rounded.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil, floor, lcm
from typing import ClassVar

from attrs import field, frozen

from parchemin.faits import Fait, Mots, Tournure, inscrire
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Niveau, Source
from parchemin.referentiel.nombres import decimal, en_francais
from parchemin.regles.base import RANGS, Enonce, Jugement, Verdict
from parchemin.regles.exacts import entier_naturel, exiger_connus, exiger_l_echelle, nombre
from parchemin.regles.formule import Formule, Lu, Parmi, selon, trouver
from parchemin.regles.lecture import Lecture
from parchemin.regles.notation import NoteLue
from parchemin.regles.termes import FAUX, Op, Terme, entier, et, ou, si, somme


@inscrire
@frozen
class Releve:
    """The marks of one dossier, summed with their coefficients, and the codes of the épreuves without a mark.

    ``centiemes`` are those of the weighted total times ``par``, ``sur`` what it is out of, in points; of a mean of
    means, each counts for ``sur``. ``hors_compte`` are the épreuves that are left out, ``mention`` what the mean
    earns.
    """

    centiemes: int
    sur: int
    echelle: int
    absences: tuple[str, ...] = ()
    sans_note: tuple[str, ...] = ()
    par: int = 1
    hors_compte: tuple[str, ...] = ()
    mention: str = ""

    code: ClassVar[str] = "releve"

    @property
    def complet(self) -> bool:
        """Tell whether every épreuve has its mark: without them there is neither total nor mean."""
        return not (self.absences or self.sans_note) and self.sur > 0

    @property
    def total(self) -> Fraction:
        """The weighted total, in points."""
        return Fraction(self.centiemes, 100 * self.par)

    @cached_property
    def moyenne(self) -> Fraction:
        """The mean, out of ``echelle``."""
        return Fraction(self.centiemes * self.echelle, 100 * self.par * self.sur)

    def dire(self, mots: Mots) -> str:
        """Say the mean and the total, or which marks miss, then what is left out and the mention."""
        dits = [self._dire_la_moyenne()] if self.complet else [*self._dire_les_manques(mots)]
        dits += [f"hors compte : {mots.dire(self.hors_compte, 'epreuve')}"] if self.hors_compte else []
        dits += [f"mention {self.mention}"] if self.mention else []
        return " ; ".join(dits)

    def _dire_la_moyenne(self) -> str:
        moyenne, total = (en_francais(decimal(nombre)) for nombre in (self.moyenne, self.total))
        return f"moyenne {moyenne}/{self.echelle} (total {total}/{self.sur})"

    def _dire_les_manques(self, mots: Mots) -> Iterator[str]:
        if self.absences:
            yield f"absent : {mots.dire(self.absences, 'epreuve')}"
        if self.sans_note:
            yield f"sans note : {mots.dire(self.sans_note, 'epreuve')}"
        if not (self.absences or self.sans_note):
            yield "aucune épreuve notée"


MOYENNE_EXIGEE = Tournure("moyenne_exigee", "moyenne ≥ {au_moins:nombre}/{echelle}")
MOYENNE_DEPASSEE = Tournure("moyenne_depassee", "moyenne > {au_moins:nombre}/{echelle}")


@frozen
class Mention:
    """What a mean earns from a threshold on, out of the scale of its rule."""

    nom: str
    au_moins: Decimal = field(converter=nombre)


@frozen
class Moyenne:
    """The mean of the marked épreuves at or below a node, weighted, is at least so much out of ``echelle``.

    Of the certification these are all épreuves of the voie, of a bloc those that assess it or its compétences.
    Where their barèmes add up to ``echelle`` it is their points that are compared: 26 out of 40.
    A ``stricte`` mean is above the threshold. ``par`` takes the mean of the means of the nodes of a level, which
    weigh alike, or as ``poids`` says by their paths; one of which an épreuve is out of the count is left out.
    ``mentions`` are what a mean that suffices earns. A mark that misses leaves it not evaluated; how absences,
    other sessions and marks that were kept are read is said by the `Notation` of the policy.
    """

    au_moins: Decimal = field(converter=nombre)
    source: Source
    echelle: int = field(default=20, converter=entier_naturel)
    stricte: bool = False
    par: Niveau | None = None
    poids: tuple[tuple[str, int], ...] = ()
    mentions: tuple[Mention, ...] = ()
    code: str = "moyenne"

    def __attrs_post_init__(self) -> None:
        for seuil in (self.au_moins, *(mention.au_moins for mention in self.mentions)):
            exiger_l_echelle(seuil, self.echelle)

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Compare the weighted total with its part of what it is out of, exactly; without a mark there is none."""
        notes = lecture.notes(noeud)
        somme_ = _moyenne_de_moyennes(self, noeud, lecture) if self.par else _somme(notes)
        echec, manque = (ou(*(qui(note) for note in notes)) for qui in (_echec, _manque))
        acquis = somme_.atteint(self.au_moins, self.echelle, stricte=self.stricte)
        verdict = selon(
            (echec, Verdict.NON_ACQUIS),
            (manque, Verdict.NON_EVALUE),
            (somme_.vide, selon((tout_est_tenu(notes), Verdict.ACQUIS), sinon=Verdict.NON_EVALUE)),
            (acquis, Verdict.ACQUIS),
            sinon=Verdict.NON_ACQUIS,
        )
        releve = trouver(
            Releve,
            centiemes=somme_.total,
            sur=somme_.sur,
            echelle=self.echelle,
            **_manques(notes),
            par=somme_.par,
            hors_compte=Parmi(tuple((n.epreuve.code, n.hors_compte) for n in notes if not n.facultative)),
            mention=self._mention(somme_, verdict.est(RANGS[Verdict.ACQUIS])),
        )
        return Formule(self, noeud, verdict, releve)

    def _mention(self, somme_: "_Somme", acquis: Terme) -> object:
        if not self.mentions:
            return ""
        mentions = sorted(self.mentions, key=lambda mention: mention.au_moins)
        atteintes = (somme_.atteint(mention.au_moins, self.echelle, stricte=False) for mention in mentions)
        rang = si(et(acquis, ~somme_.vide), somme(*atteintes), entier(0))
        return Lu(("", *(mention.nom for mention in mentions)).__getitem__, rang)

    def exige(self, jugement: Jugement) -> Fait:
        """Return the least mean."""
        return self._exige

    @cached_property
    def _exige(self) -> Fait:
        exigee = MOYENNE_DEPASSEE if self.stricte else MOYENNE_EXIGEE
        return exigee(au_moins=self.au_moins, echelle=self.echelle)

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule, then its mentions."""
        de = f"des moyennes {_PAR[self.par]}" if self.par else f"pondérée des épreuves{DU_NOEUD[niveau]}"
        seuil = en_francais(str(self.au_moins))
        dit = f"est supérieure à {seuil}" if self.stricte else f"est d'au moins {seuil}"
        mentions = (
            f"La mention « {mention.nom} » est donnée à partir de {en_francais(str(mention.au_moins))}."
            for mention in self.mentions
        )
        return (f"La moyenne {de}, ramenée sur {self.echelle}, {dit}.", *mentions)


DU_NOEUD = {
    Niveau.EDITION: "",
    Niveau.BLOC: " du bloc",
    Niveau.COMPETENCE: " de la compétence",
    Niveau.CRITERE: " du critère",
}
"""Of what a mark is, after « la note », by the level of the node that is judged."""
_PAR = {Niveau.EDITION: "", Niveau.BLOC: "des blocs", Niveau.COMPETENCE: "des compétences", Niveau.CRITERE: ""}


def _echec(note: NoteLue) -> Terme:
    return note.echec


def _manque(note: NoteLue) -> Terme:
    return note.manque


def _manques(notes: Sequence[NoteLue]) -> dict[str, Parmi]:
    """Return the épreuves at which an absence hinders, then those whose mark is still to come."""
    empeche = [(note.epreuve.code, note.absent, ou(note.manque, note.echec)) for note in notes]
    return {
        "absences": Parmi(tuple((code, et(absent, dit)) for code, absent, dit in empeche)),
        "sans_note": Parmi(tuple((code, et(dit, ~absent)) for code, absent, dit in empeche)),
    }


def tout_est_tenu(notes: Sequence[NoteLue]) -> Terme:
    """Tell of whom nothing is left to be marked, as they hold all that is marked."""
    siennes = [note for note in notes if not note.facultative]
    return et(*(note.tenu for note in siennes)) if siennes else FAUX


@frozen(eq=False)
class _Somme:
    """Hundredths of points times ``par``, and the points that they are out of."""

    total: Terme
    sur: Terme
    par: int

    @property
    def vide(self) -> Terme:
        """Tell of whom nothing counts."""
        return ~(self.sur >= 1)

    def atteint(self, au_moins: Decimal, echelle: int, *, stricte: bool) -> Terme:
        """Tell of whom the mean is a threshold out of ``echelle`` at least, or above it."""
        seuil = Fraction(au_moins) * 100 * self.par / echelle
        if self.sur.op is Op.ENTIER:
            de_tous = seuil * int(self.sur.valeur)
            return self.total >= (floor(de_tous) + 1 if stricte else ceil(de_tous))
        ecart = self.total * seuil.denominator - self.sur * seuil.numerator
        return ecart >= (1 if stricte else 0)


def _somme(notes: Sequence[NoteLue]) -> _Somme:
    par = lcm(*(note.par for note in notes))
    total = somme(*(note.points * (note.bareme.coefficient * (par // note.par)) for note in notes))
    sur = somme(*(~note.hors_compte * (note.bareme.sur * note.bareme.coefficient) for note in notes))
    return _Somme(total, sur, par)


@frozen(eq=False)
class _MoyenneDunNoeud:
    """The mean of one node among several: its sum, out of ``sur``, of whom all its épreuves count."""

    somme: _Somme
    sur: int
    compte: Terme
    poids: int

    @property
    def diviseur(self) -> int:
        """What its total is divided by."""
        return self.somme.par * self.sur


def _moyenne_de_moyennes(regle: Moyenne, noeud: Noeud, lecture: Lecture) -> _Somme:
    """Return the mean of the means of the nodes of a level, each out of ``echelle`` points."""
    moyennes = [*_moyennes(regle, noeud, lecture)]
    par = lcm(*(moyenne.diviseur for moyenne in moyennes))
    total, sur = [], []
    for moyenne in moyennes:
        sien = moyenne.poids * regle.echelle
        points = moyenne.somme.total * (sien * (par // moyenne.diviseur))
        total.append(si(moyenne.compte, points, entier(0)))
        sur.append(moyenne.compte * sien)
    return _Somme(somme(*total), somme(*sur), par)


def _moyennes(regle: Moyenne, noeud: Noeud, lecture: Lecture) -> Iterator[_MoyenneDunNoeud]:
    poids = dict(regle.poids)
    exiger_connus("noeud", poids, (enfant.chemin for enfant in noeud.par_niveau[regle.par or Niveau.BLOC]))
    for enfant in noeud.par_niveau[regle.par or Niveau.BLOC]:
        notes = lecture.notes(enfant)
        comptees = [note for note in notes if not note.facultative]
        if comptees:
            sur = sum(note.bareme.sur * note.bareme.coefficient for note in comptees)
            compte = et(*(~note.hors_compte for note in comptees))
            yield _MoyenneDunNoeud(_somme(notes), sur, compte, poids.get(enfant.chemin, 1))
