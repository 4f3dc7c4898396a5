"""Rules over marks: a weighted mean, no eliminatory mark, a least mark on one épreuve.

Marks are in hundredths; a mean is compared by cross-multiplication and never rounded.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from math import ceil, floor

from attrs import field, frozen

from parchemin.dossier.model import Avis, Note, Valeur
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Epreuve, Niveau, Source
from parchemin.referentiel.nombres import decimal, en_francais
from parchemin.regles.base import GARDES, Jugement, Lecture, Verdict
from parchemin.regles.colonnes import JugementEnColonnes, LectureEnColonnes, acquis_si, selon
from parchemin.regles.termes import et, ou, somme


@frozen
class Releve:
    """The marks of one dossier: what each épreuve got (a mark, an absence, nothing yet), and the weighted sums."""

    epreuves: tuple[tuple[Epreuve, Valeur | None], ...]
    echelle: int

    @cached_property
    def manquantes(self) -> tuple[str, ...]:
        """The codes of the épreuves without a mark: not observed, or absent."""
        return tuple([epreuve.code for epreuve, valeur in self.epreuves if not isinstance(valeur, Note)])

    @property
    def absences(self) -> tuple[str, ...]:
        """The codes of the épreuves at which the candidate was absent."""
        return tuple(epreuve.code for epreuve, valeur in self.epreuves if valeur is Avis.ABSENT)

    @cached_property
    def centiemes(self) -> int:
        """The weighted total, in hundredths of a point."""
        return sum(
            [note.centiemes * _coefficient(epreuve) for epreuve, note in self.epreuves if isinstance(note, Note)]
        )

    @cached_property
    def sur(self) -> int:
        """What the weighted total is out of, in points."""
        return sum(
            epreuve.bareme.sur * epreuve.bareme.coefficient for epreuve, _ in self.epreuves if epreuve.bareme
        )

    @cached_property
    def total(self) -> Fraction:
        """The weighted total, in points."""
        return Fraction(self.centiemes, 100)

    @cached_property
    def moyenne(self) -> Fraction:
        """The mean, out of ``echelle``."""
        return Fraction(self.centiemes * self.echelle, 100 * self.sur)

    def __str__(self) -> str:
        if self.manquantes:
            sans_note = [code for code in self.manquantes if code not in self.absences]
            dits = [f"absent : {', '.join(self.absences)}"] if self.absences else []
            return " ; ".join([*dits, *([f"sans note : {', '.join(sans_note)}"] if sans_note else [])])
        moyenne, total = (en_francais(decimal(nombre)) for nombre in (self.moyenne, self.total))
        return f"moyenne {moyenne}/{self.echelle} (total {total}/{self.sur})"


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

    def juger(self, noeud: Noeud, lecture: Lecture) -> Jugement:
        """Compare the exact mean; without every mark there is none."""
        releve = self.relever(lecture)
        if releve.manquantes:
            return Jugement(self, noeud, Verdict.NON_EVALUE, releve)
        points, parts = self._seuil
        atteinte = releve.centiemes * self.echelle * parts >= points * 100 * releve.sur
        return Jugement(self, noeud, Verdict.ACQUIS if atteinte else Verdict.NON_ACQUIS, releve)

    @cached_property
    def _seuil(self) -> tuple[int, int]:
        return self.au_moins.as_integer_ratio()

    def colonnes(self, noeud: Noeud, lecture: LectureEnColonnes) -> JugementEnColonnes:
        """Compare ``total·échelle·den`` with ``num·100·sur``, in columns."""
        notes = lecture.notes()
        releve = Releve(tuple((epreuve, None) for epreuve, _ in notes), self.echelle)
        seuil = Fraction(self.au_moins) * 100 * releve.sur / self.echelle
        total = somme(*(note * _coefficient(epreuve) for epreuve, note in notes))
        return JugementEnColonnes(
            selon(
                (ou(*(~(note >= 0) for _, note in notes)), Verdict.NON_EVALUE),
                (total >= ceil(seuil), Verdict.ACQUIS),
                sinon=Verdict.NON_ACQUIS,
            )
        )

    def relever(self, lecture: Lecture) -> Releve:
        """Return the marks of a dossier."""
        return Releve(lecture.notes(), self.echelle)

    def exige(self, jugement: Jugement) -> str:
        """Return the least mean."""
        return f"moyenne ≥ {en_francais(str(self.au_moins))}/{self.echelle}"

    def enoncer(self, niveau: Niveau) -> tuple[str, ...]:
        """State the rule."""
        return (
            f"La moyenne pondérée des épreuves, ramenée sur {self.echelle}, "
            f"est d'au moins {en_francais(str(self.au_moins))}.",
        )


@frozen
class Eliminations:
    """The eliminatory marks that were found."""

    notes: tuple[tuple[Epreuve, Note], ...]

    def __str__(self) -> str:
        return ", ".join(f"{epreuve.code} : {note}" for epreuve, note in self.notes) or "aucune note éliminatoire"


@frozen
class SansNoteEliminatoire:
    """No mark is at or under the eliminatory mark of its épreuve's barème."""

    source: Source
    code: str = "note_eliminatoire"

    def juger(self, noeud: Noeud, lecture: Lecture) -> Jugement:
        """Compare each mark with the barème of its épreuve, that mark included."""
        trouvees = [
            (epreuve, note)
            for epreuve, note in lecture.notes()
            if isinstance(note, Note) and _elimine(epreuve, note)
        ]
        verdict = Verdict.NON_ACQUIS if trouvees else Verdict.ACQUIS
        return Jugement(self, noeud, verdict, Eliminations(tuple(trouvees)))

    def colonnes(self, noeud: Noeud, lecture: LectureEnColonnes) -> JugementEnColonnes:
        """Compare each mark in columns, that mark included."""
        bornes = ((note, epreuve.bareme.eliminatoire) for epreuve, note in lecture.notes() if epreuve.bareme)
        trouvees = (
            et(note >= 0, ~(note >= floor(seuil * 100) + 1)) for note, seuil in bornes if seuil is not None
        )
        return acquis_si(~ou(*trouvees))

    def exige(self, jugement: Jugement) -> str:
        """Ask for none; of those found, say from which mark down they are."""
        trouvees = jugement.constat.notes if isinstance(jugement.constat, Eliminations) else ()
        dits = [
            f"{epreuve.code} : {en_francais(str(bareme.eliminatoire))}/{bareme.sur} ou moins"
            for epreuve, _ in trouvees
            if (bareme := epreuve.bareme)
        ]
        return "aucune note éliminatoire" + (f" ({', '.join(dits)})" if dits else "")

    def enoncer(self, niveau: Niveau) -> tuple[str, ...]:
        """State the rule; the barème of each épreuve says from which mark on."""
        return ("Aucune note n'est éliminatoire, au sens du barème de chaque épreuve.",)


@frozen
class NoteTrouvee:
    """One mark, or its absence."""

    note: Note | None
    sur: int

    def __str__(self) -> str:
        return "contrôle continu : " + (f"{self.note}/{self.sur}" if self.note else "sans note")


@frozen
class AccesParContinu:
    """The continuous mark of a bloc gives access to its final evaluation."""

    au_moins: Decimal = field(converter=Decimal)
    source: Source
    sur: int = 20
    code: str = "acces"

    def juger(self, noeud: Noeud, lecture: Lecture) -> Jugement:
        """Compare the continuous mark of the bloc, whoever gave it."""
        note = lecture.note(f"continu:{noeud.chemin}")
        return self._juger_note(noeud, note.centiemes if note is not None else None)

    def colonnes(self, noeud: Noeud, lecture: LectureEnColonnes) -> JugementEnColonnes:
        """Compare the continuous mark in columns."""
        note = lecture.valeur(f"continu:{noeud.chemin}")
        return JugementEnColonnes(
            selon(
                (~(note >= 0), Verdict.NON_EVALUE),
                (note >= self._seuil, Verdict.ACQUIS),
                sinon=Verdict.NON_ACQUIS,
            )
        )

    @cached_property
    def _juger_note(self) -> Callable[[Noeud, int | None], Jugement]:
        """Judge a bloc by a mark in hundredths, once for all those who have the same."""
        return lru_cache(GARDES)(lambda noeud, centiemes: Jugement(self, noeud, *self._trancher(centiemes)))

    def _trancher(self, centiemes: int | None) -> tuple[Verdict, NoteTrouvee]:
        if centiemes is None:
            return Verdict.NON_EVALUE, NoteTrouvee(None, self.sur)
        verdict = Verdict.ACQUIS if centiemes >= self._seuil else Verdict.NON_ACQUIS
        return verdict, NoteTrouvee(Note(centiemes), self.sur)

    @cached_property
    def _seuil(self) -> int:
        """The least mark that gives access, in whole hundredths."""
        return ceil(self.au_moins * 100)

    def exige(self, jugement: Jugement) -> str:
        """Return the least mark."""
        return f"≥ {en_francais(str(self.au_moins))}/{self.sur} pour accéder à l'évaluation finale"

    def enoncer(self, niveau: Niveau) -> tuple[str, ...]:
        """State the rule."""
        return (
            f"L'évaluation finale d'un bloc est ouverte à partir de {en_francais(str(self.au_moins))}/{self.sur} "
            "en contrôle continu.",
        )


def _coefficient(epreuve: Epreuve) -> int:
    return epreuve.bareme.coefficient if epreuve.bareme else 0


def _elimine(epreuve: Epreuve, note: Note) -> bool:
    bareme = epreuve.bareme
    return bareme is not None and bareme.eliminatoire is not None and note.centiemes <= bareme.eliminatoire * 100
