"""Rules over marks: a weighted mean, no eliminatory mark, a least mark on one épreuve.

Marks are in hundredths; a mean is compared by cross-multiplication and never rounded.
"""

from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import ClassVar

from attrs import field, frozen

from parchemin.dossier.model import Note
from parchemin.faits import Fait, Mots, Tournure, inscrire
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Epreuve, Niveau, Source
from parchemin.referentiel.nombres import decimal, en_francais
from parchemin.regles.base import Enonce, Jugement, Verdict
from parchemin.regles.formule import Formule, Lu, Parmi, Trouve, acquis_si, selon, trouver
from parchemin.regles.lecture import Lecture
from parchemin.regles.termes import ABSENT, Terme, entier, et, ou, si, somme


@inscrire
@frozen
class Releve:
    """The marks of one dossier, summed with their coefficients, and the codes of the épreuves without a mark.

    ``centiemes`` are those of the weighted total, ``sur`` what it is out of, in points.
    """

    centiemes: int
    sur: int
    echelle: int
    absences: tuple[str, ...] = ()
    sans_note: tuple[str, ...] = ()

    code: ClassVar[str] = "releve"

    @property
    def complet(self) -> bool:
        """Tell whether every épreuve has its mark: without them there is neither total nor mean."""
        return not (self.absences or self.sans_note)

    @property
    def total(self) -> Fraction:
        """The weighted total, in points."""
        return Fraction(self.centiemes, 100)

    @cached_property
    def moyenne(self) -> Fraction:
        """The mean, out of ``echelle``."""
        return Fraction(self.centiemes * self.echelle, 100 * self.sur)

    def dire(self, mots: Mots) -> str:
        """Say the mean and the total, or which marks miss."""
        if self.complet:
            moyenne, total = (en_francais(decimal(nombre)) for nombre in (self.moyenne, self.total))
            return f"moyenne {moyenne}/{self.echelle} (total {total}/{self.sur})"
        dits = [f"absent : {mots.dire(self.absences, 'epreuve')}"] if self.absences else []
        dits += [f"sans note : {mots.dire(self.sans_note, 'epreuve')}"] if self.sans_note else []
        return " ; ".join(dits)


MOYENNE_EXIGEE = Tournure("moyenne_exigee", "moyenne ≥ {au_moins:nombre}/{echelle}")


@frozen
class Moyenne:
    """The mean of all marked épreuves of the voie, weighted, is at least so much out of ``echelle``, 1 or more."""

    au_moins: Decimal = field(converter=Decimal)
    source: Source
    echelle: int = 20
    code: str = "moyenne"

    def __attrs_post_init__(self) -> None:
        if self.echelle < 1:
            raise ValueError(f"trouvé une échelle de {self.echelle} : attendu 1 au moins")

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Compare ``total·échelle·den`` with ``num·100·sur``, exactly; without every mark there is no mean."""
        notes = lecture.notes()
        sur = sum(epreuve.bareme.sur * epreuve.bareme.coefficient for epreuve, _ in notes if epreuve.bareme)
        seuil = Fraction(self.au_moins) * 100 * sur / self.echelle
        total = somme(*(si(note >= 0, note, entier(0)) * _coefficient(epreuve) for epreuve, note in notes))
        absences = {epreuve.code: note.est(ABSENT) for epreuve, note in notes}
        sans_note = {epreuve.code: ~(note >= 0) for epreuve, note in notes}
        verdict = selon(
            (ou(*sans_note.values()), Verdict.NON_EVALUE),
            (total >= ceil(seuil), Verdict.ACQUIS),
            sinon=Verdict.NON_ACQUIS,
        )
        releve = trouver(
            Releve,
            centiemes=total,
            sur=sur,
            echelle=self.echelle,
            absences=Parmi(tuple(absences.items())),
            sans_note=Parmi(tuple((code, et(sans, ~absences[code])) for code, sans in sans_note.items())),
        )
        return Formule(self, noeud, verdict, releve)

    def exige(self, jugement: Jugement) -> Fait:
        """Return the least mean."""
        return self._exige

    @cached_property
    def _exige(self) -> Fait:
        return MOYENNE_EXIGEE(au_moins=self.au_moins, echelle=self.echelle)

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule."""
        return (
            f"La moyenne pondérée des épreuves, ramenée sur {self.echelle}, "
            f"est d'au moins {en_francais(str(self.au_moins))}.",
        )


@frozen
class NoteEliminatoire:
    """A mark that is at or under the eliminatory mark of its épreuve, which is ``seuil`` out of ``sur``."""

    epreuve: str
    note: Note
    seuil: Decimal
    sur: int


@inscrire
@frozen
class Eliminations:
    """The eliminatory marks that were found."""

    notes: tuple[NoteEliminatoire, ...]

    code: ClassVar[str] = "eliminations"

    def dire(self, mots: Mots) -> str:
        """Say each of them."""
        dits = (f"{mots.nommer('epreuve', dite.epreuve)} : {dite.note}" for dite in self.notes)
        return ", ".join(dits) or "aucune note éliminatoire"


@inscrire
@frozen
class AucuneEliminatoire:
    """No eliminatory mark is asked for; of those found, from which mark down they are."""

    notes: tuple[NoteEliminatoire, ...] = ()

    code: ClassVar[str] = "aucune_eliminatoire"

    def dire(self, mots: Mots) -> str:
        """Say it, with the barème of the marks found."""
        dits = (
            f"{mots.nommer('epreuve', dite.epreuve)} : {mots.dire(dite.seuil)}/{dite.sur} ou moins"
            for dite in self.notes
        )
        return "aucune note éliminatoire" + (f" ({', '.join(dits)})" if self.notes else "")


@frozen
class SansNoteEliminatoire:
    """No mark is at or under the eliminatory mark of its épreuve's barème."""

    source: Source
    code: str = "note_eliminatoire"

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Compare each mark with the barème of its épreuve, that mark included."""
        trouvees = tuple(
            (_eliminatoire(epreuve, note, seuil), et(note >= 0, ~(note >= floor(seuil * 100) + 1)))
            for epreuve, note in lecture.notes()
            if epreuve.bareme and (seuil := epreuve.bareme.eliminatoire) is not None
        )
        verdict = acquis_si(~ou(*(elimine for _, elimine in trouvees)))
        return Formule(self, noeud, verdict, trouver(Eliminations, notes=Parmi(trouvees)))

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for none; of those found, say from which mark down they are."""
        constat = jugement.constat
        return AucuneEliminatoire(constat.notes if isinstance(constat, Eliminations) else ())

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule; the barème of each épreuve says from which mark on."""
        return ("Aucune note n'est éliminatoire, au sens du barème de chaque épreuve.",)


@inscrire
@frozen
class NoteTrouvee:
    """One mark, or its absence."""

    note: Note | None
    sur: int

    code: ClassVar[str] = "note_trouvee"

    def dire(self, mots: Mots) -> str:
        """Say the mark."""
        return "contrôle continu : " + (f"{self.note}/{self.sur}" if self.note else "sans note")


ACCES_EXIGE = Tournure("acces_exige", "≥ {au_moins:nombre}/{sur} pour accéder à l'évaluation finale")


@frozen
class AccesParContinu:
    """The continuous mark of a bloc gives access to its final evaluation."""

    au_moins: Decimal = field(converter=Decimal)
    source: Source
    sur: int = 20
    code: str = "acces"

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Compare the continuous mark of the bloc, whoever gave it."""
        note = lecture.valeur(f"continu:{noeud.chemin}")
        verdict = selon(
            (~(note >= 0), Verdict.NON_EVALUE),
            (note >= self._seuil, Verdict.ACQUIS),
            sinon=Verdict.NON_ACQUIS,
        )
        return Formule(self, noeud, verdict, trouver(NoteTrouvee, note=Lu(_note, note), sur=self.sur))

    @cached_property
    def _seuil(self) -> int:
        """The least mark that gives access, in whole hundredths."""
        return ceil(self.au_moins * 100)

    def exige(self, jugement: Jugement) -> Fait:
        """Return the least mark."""
        return self._exige

    @cached_property
    def _exige(self) -> Fait:
        return ACCES_EXIGE(au_moins=self.au_moins, sur=self.sur)

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule."""
        return (
            f"L'évaluation finale d'un bloc est ouverte à partir de {en_francais(str(self.au_moins))}/{self.sur} "
            "en contrôle continu.",
        )


def _coefficient(epreuve: Epreuve) -> int:
    return epreuve.bareme.coefficient if epreuve.bareme else 0


def _eliminatoire(epreuve: Epreuve, note: Terme, seuil: Decimal) -> Trouve:
    sur = epreuve.bareme.sur if epreuve.bareme else 0
    return trouver(NoteEliminatoire, epreuve=epreuve.code, note=Lu(Note, note), seuil=seuil, sur=sur)


def _note(nombre: int) -> Note | None:
    return Note(nombre) if nombre >= 0 else None
