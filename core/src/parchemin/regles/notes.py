"""Rules over marks: a weighted mean, no eliminatory mark, a least mark on one épreuve.

Marks are in hundredths; a mean is compared by cross-multiplication and never rounded.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, partial
from math import ceil, floor, lcm
from typing import ClassVar

from attrs import field, frozen

from parchemin.dossier.model import Note
from parchemin.faits import Fait, Mots, Tournure, inscrire
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Niveau, Source
from parchemin.referentiel.nombres import decimal, en_francais
from parchemin.regles.base import RANGS, Enonce, Jugement, Verdict
from parchemin.regles.exacts import entier_naturel, exiger_l_echelle, nombre
from parchemin.regles.formule import Formule, Lu, Parmi, Trouve, selon, trouver
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
            (somme_.vide, selon((_tout_est_tenu(notes), Verdict.ACQUIS), sinon=Verdict.NON_EVALUE)),
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
        de = f"des moyennes {_PAR[self.par]}" if self.par else f"pondérée des épreuves{_DU[niveau]}"
        seuil = en_francais(str(self.au_moins))
        dit = f"est supérieure à {seuil}" if self.stricte else f"est d'au moins {seuil}"
        mentions = (
            f"La mention « {mention.nom} » est donnée à partir de {en_francais(str(mention.au_moins))}."
            for mention in self.mentions
        )
        return (f"La moyenne {de}, ramenée sur {self.echelle}, {dit}.", *mentions)


_DU = {
    Niveau.EDITION: "",
    Niveau.BLOC: " du bloc",
    Niveau.COMPETENCE: " de la compétence",
    Niveau.CRITERE: " du critère",
}
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


def _tout_est_tenu(notes: Sequence[NoteLue]) -> Terme:
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
    for enfant in noeud.par_niveau[regle.par or Niveau.BLOC]:
        notes = lecture.notes(enfant)
        comptees = [note for note in notes if not note.facultative]
        if comptees:
            sur = sum(note.bareme.sur * note.bareme.coefficient for note in comptees)
            compte = et(*(~note.hors_compte for note in comptees))
            yield _MoyenneDunNoeud(_somme(notes), sur, compte, poids.get(enfant.chemin, 1))


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
        return selon((_tout_est_tenu(notes), Verdict.ACQUIS), sinon=Verdict.NON_EVALUE)

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
        return (f"Chaque note{_DU[niveau]} est {dit} : rien ne compense une note plus basse.",)


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
