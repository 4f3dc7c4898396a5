"""A rule of the branch's own: a portfolio read on a scale of three levels."""

from typing import ClassVar

from attrs import frozen

from parchemin.api import (
    Enonce,
    Fait,
    Jugement,
    Lecture,
    Mots,
    Niveau,
    Noeud,
    Note,
    Source,
    Tournure,
    Verdict,
    epreuve_de,
    inscrire,
)

NIVEAUX = ("insuffisant", "maîtrisé", "remarquable")
INSUFFISANT, _MAITRISE, REMARQUABLE = range(len(NIVEAUX))


@inscrire
@frozen
class PiecesLues:
    """The level of each piece, by the code of its épreuve; ``None`` where nothing was said of it."""

    pieces: tuple[tuple[str, int | None], ...]

    code: ClassVar[str] = "pieces_lues"

    def dire(self, mots: Mots) -> str:
        """Say the level of each."""
        dits = ((code, "non vue" if niveau is None else NIVEAUX[niveau]) for code, niveau in self.pieces)
        return ", ".join(f"{mots.nommer('epreuve', code)} : {dit}" for code, dit in dits) or "aucune pièce"


NIVEAU_EXIGE = Tournure("niveau_exige", "chaque pièce « {niveau} » au moins")


@frozen
class Portfolio:
    """A bloc is acquired when no piece is insuffisante.

    One that is, beside a remarkable one, is for the jury to debate.
    """

    source: Source
    code: str = "portfolio"

    def juger(self, noeud: Noeud, lecture: Lecture) -> Jugement:
        """Read the pieces of the bloc: the épreuves that assess it."""
        notes = ((cible, lecture.note(cible)) for cible in noeud.epreuves)
        lus = PiecesLues(tuple((epreuve_de(cible), niveau(note)) for cible, note in notes))
        return Jugement(self, noeud, _verdict([vu for _, vu in lus.pieces]), lus)

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for the level."""
        return NIVEAU_EXIGE(niveau=NIVEAUX[_MAITRISE])

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule."""
        return (
            "Un bloc est acquis si aucune pièce du portfolio n'est insuffisante.",
            "Une seule pièce insuffisante, à côté d'une remarquable, est débattue par le jury.",
        )


def niveau(note: Note | None) -> int | None:
    """Return the level that a mark out of 2 stands for; between two levels, the lower one."""
    return None if note is None else note.centiemes // 100


def _verdict(niveaux: list[int | None]) -> Verdict:
    if None in niveaux or not niveaux:
        return Verdict.NON_EVALUE
    insuffisantes = niveaux.count(INSUFFISANT)
    if not insuffisantes:
        return Verdict.ACQUIS
    return Verdict.EN_DEBAT if insuffisantes == 1 and REMARQUABLE in niveaux else Verdict.NON_ACQUIS
