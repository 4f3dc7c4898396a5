"""Rules over marks one by one: no eliminatory mark, a least mark on each épreuve, access by a continuous mark.

Marks are in hundredths, and compared exactly; their mean is in ``moyenne``.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, partial
from math import ceil, floor
from typing import ClassVar

from attrs import field, frozen

from parchemin.dossier.model import Note
from parchemin.faits import Fait, Mots, Tournure, inscrire
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Niveau, Source
from parchemin.referentiel.nombres import decimal, en_francais
from parchemin.regles.base import Enonce, Jugement, Verdict
from parchemin.regles.exacts import entier_naturel, exiger_l_echelle, nombre
from parchemin.regles.formule import Formule, Lu, Parmi, Trouve, selon, trouver
from parchemin.regles.lecture import Lecture
from parchemin.regles.moyenne import DU_NOEUD, tout_est_tenu
from parchemin.regles.notation import NoteLue
from parchemin.regles.termes import Terme, et, ou


@frozen
class NoteEliminatoire:
    """A mark that is at or under the eliminatory mark of its épreuve, which is ``seuil`` out of ``sur``.

    It is under it where that mark is not ``incluse``.
    """

    epreuve: str
    note: Note | Fraction
    seuil: Decimal
    sur: int
    incluse: bool = True


@inscrire
@frozen
class Eliminations:
    """The eliminatory marks that were found, and the épreuves of which there may still be one."""

    notes: tuple[NoteEliminatoire, ...]
    sans_note: tuple[str, ...] = ()

    code: ClassVar[str] = "eliminations"

    def dire(self, mots: Mots) -> str:
        """Say each of them, then what has no mark yet."""
        dits = (f"{mots.nommer('epreuve', dite.epreuve)} : {_en_points(dite.note)}" for dite in self.notes)
        dit = ", ".join(dits) or "aucune note éliminatoire"
        return dit + (f" ; sans note : {mots.dire(self.sans_note, 'epreuve')}" if self.sans_note else "")


@inscrire
@frozen
class AucuneEliminatoire:
    """No eliminatory mark is asked for; of those found, from which mark down they are."""

    notes: tuple[NoteEliminatoire, ...] = ()

    code: ClassVar[str] = "aucune_eliminatoire"

    def dire(self, mots: Mots) -> str:
        """Say it, with the barème of the marks found."""
        dits = (
            f"{mots.nommer('epreuve', dite.epreuve)} : {_au_plus(dite, mots.dire(dite.seuil))}"
            for dite in self.notes
        )
        return "aucune note éliminatoire" + (f" ({', '.join(dits)})" if self.notes else "")


def _au_plus(dite: NoteEliminatoire, seuil: str) -> str:
    return f"{seuil}/{dite.sur} ou moins" if dite.incluse else f"moins de {seuil}/{dite.sur}"


def _en_points(note: Note | Fraction) -> str:
    return str(note) if isinstance(note, Note) else en_francais(decimal(note))


@frozen
class SansNoteEliminatoire:
    """No mark of an épreuve at or below a node is eliminatory, at or under the mark of its barème.

    One that misses leaves it not evaluated, where no other is eliminatory.
    """

    source: Source
    code: str = "note_eliminatoire"

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Compare each mark with the barème of its épreuve."""
        baremes = [(note, note.bareme.eliminatoire) for note in lecture.notes(noeud) if not note.facultative]
        notes = [(note, seuil) for note, seuil in baremes if seuil is not None]
        trouvees = tuple((_eliminatoire(note, seuil), _elimine(note, seuil)) for note, seuil in notes)
        verdict = selon(
            (ou(*(elimine for _, elimine in trouvees), *(note.echec for note, _ in notes)), Verdict.NON_ACQUIS),
            (ou(*(note.manque for note, _ in notes)), Verdict.NON_EVALUE),
            sinon=Verdict.ACQUIS if notes else Verdict.NON_EVALUE,
        )
        manques = tuple((note.epreuve.code, ou(note.manque, note.echec)) for note, _ in notes)
        constat = trouver(Eliminations, notes=Parmi(trouvees), sans_note=Parmi(manques))
        return Formule(self, noeud, verdict, constat)

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for none; of those found, say from which mark down they are."""
        constat = jugement.constat
        return AucuneEliminatoire(constat.notes if isinstance(constat, Eliminations) else ())

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule; the barème of each épreuve says from which mark on."""
        return ("Aucune note n'est éliminatoire, au sens du barème de chaque épreuve.",)


@frozen
class NoteSousLeSeuil:
    """The mark of an épreuve, out of ``sur``, where each is to reach a threshold."""

    epreuve: str
    note: Note | Fraction
    sur: int


@inscrire
@frozen
class NotesSousLeSeuil:
    """The marks that do not reach a threshold, and the épreuves without one; ``total`` counts the épreuves."""

    notes: tuple[NoteSousLeSeuil, ...]
    sans_note: tuple[str, ...]
    total: int

    code: ClassVar[str] = "notes_sous_le_seuil"

    def dire(self, mots: Mots) -> str:
        """Say each of them, or that all marks reach it."""
        notes = (f"{mots.nommer('epreuve', n.epreuve)} : {_en_points(n.note)}/{n.sur}" for n in self.notes)
        dits = [f"note insuffisante, {dit}" for dit in notes]
        dits += [f"sans note : {mots.dire(self.sans_note, 'epreuve')}"] if self.sans_note else []
        if not self.total:
            return "aucune épreuve notée"
        return " ; ".join(dits) or f"{self.total} note{'s' if self.total > 1 else ''} au seuil ou au-dessus"


NOTE_EXIGEE = Tournure("note_exigee", "chaque note ≥ {au_moins:nombre}/{echelle}")
NOTE_DEPASSEE = Tournure("note_depassee", "chaque note > {au_moins:nombre}/{echelle}")


@frozen
class NoteMinimale:
    """Each mark of an épreuve at or below a node is at least so much out of ``echelle``; ``stricte``: above it.

    Nothing compensates a mark below. ``epreuves`` limits it to some, by their codes. A mark that misses leaves it
    not evaluated, where no other is below. An épreuve that is marked out of something else is brought back to
    ``echelle``.
    """

    au_moins: Decimal = field(converter=nombre)
    source: Source
    echelle: int = field(default=20, converter=entier_naturel)
    stricte: bool = False
    epreuves: tuple[str, ...] = ()
    code: str = "note_minimale"

    def __attrs_post_init__(self) -> None:
        exiger_l_echelle(self.au_moins, self.echelle)

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Compare each mark, exactly."""
        notes = [note for note in lecture.notes(noeud) if not note.facultative and self._concerne(note)]
        atteint = {note: note.atteint(self.au_moins, self.echelle, stricte=self.stricte) for note in notes}
        dessous = [(note, et(~note.manque, ~note.echec, ~note.hors_compte, ~atteint[note])) for note in notes]
        verdict = selon(
            (ou(*(sous for _, sous in dessous), *(note.echec for note in notes)), Verdict.NON_ACQUIS),
            (ou(*(note.manque for note in notes)), Verdict.NON_EVALUE),
            (et(*(note.hors_compte for note in notes)), self._sans_note(notes)),
            sinon=Verdict.ACQUIS,
        )
        constat = trouver(
            NotesSousLeSeuil,
            notes=Parmi(tuple((_sous_le_seuil(note), sous) for note, sous in dessous)),
            sans_note=Parmi(tuple((note.epreuve.code, ou(note.manque, note.echec)) for note in notes)),
            total=len(notes),
        )
        return Formule(self, noeud, verdict, constat)

    def _concerne(self, note: NoteLue) -> bool:
        return not self.epreuves or note.epreuve.code in self.epreuves

    def _sans_note(self, notes: Sequence[NoteLue]) -> Terme:
        return selon((tout_est_tenu(notes), Verdict.ACQUIS), sinon=Verdict.NON_EVALUE)

    def exige(self, jugement: Jugement) -> Fait:
        """Return the least mark."""
        return self._exige

    @cached_property
    def _exige(self) -> Fait:
        return (NOTE_DEPASSEE if self.stricte else NOTE_EXIGEE)(au_moins=self.au_moins, echelle=self.echelle)

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule; épreuves by their codes."""
        seuil = f"{en_francais(str(self.au_moins))}/{self.echelle}"
        dit = f"supérieure à {seuil}" if self.stricte else f"d'au moins {seuil}"
        if self.epreuves:
            return (ENONCE_NOTE_MINIMALE(epreuves=self.epreuves, dit=dit),)
        return (f"Chaque note{DU_NOEUD[niveau]} est {dit} : rien ne compense une note plus basse.",)


ENONCE_NOTE_MINIMALE = Tournure("enonce_note_minimale", "La note de {epreuves:epreuve} est {dit}.")


def _sous_le_seuil(note: NoteLue) -> Trouve:
    return trouver(NoteSousLeSeuil, epreuve=note.epreuve.code, note=_lue(note), sur=note.bareme.sur)


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

    au_moins: Decimal = field(converter=nombre)
    source: Source
    sur: int = field(default=20, converter=entier_naturel)
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


def _lue(note: NoteLue) -> Lu:
    """Return how the mark of an épreuve reads: of several authors it is no whole number of hundredths."""
    return Lu(Note if note.par == 1 else partial(_fraction, note.par), note.points)


def _fraction(par: int, centiemes: int) -> Fraction:
    return Fraction(centiemes, 100 * par)


def _elimine(note: NoteLue, seuil: Decimal) -> Terme:
    centiemes = seuil * 100 * note.par
    survit = floor(centiemes) + 1 if note.bareme.eliminatoire_incluse else ceil(centiemes)
    return et(~note.manque, ~note.echec, ~note.hors_compte, ~(note.points >= survit))


def _eliminatoire(note: NoteLue, seuil: Decimal) -> Trouve:
    return trouver(
        NoteEliminatoire,
        epreuve=note.epreuve.code,
        note=_lue(note),
        seuil=seuil,
        sur=note.bareme.sur,
        incluse=note.bareme.eliminatoire_incluse,
    )


def _note(nombre: int) -> Note | None:
    return Note(nombre) if nombre >= 0 else None
