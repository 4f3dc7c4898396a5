"""A rule of the branch's own: a portfolio read on a scale of three levels."""

from typing import ClassVar

from attrs import frozen

from parchemin.api import (
    Enonce,
    Fait,
    Formule,
    Jugement,
    Lecture,
    Lu,
    Mots,
    Niveau,
    Noeud,
    Source,
    Tournure,
    Verdict,
    epreuve_de,
    et,
    inscrire,
    ou,
    selon,
    somme,
    trouver,
)

NIVEAUX = ("insuffisant", "maîtrisé", "remarquable")
_, MAITRISE, REMARQUABLE = range(len(NIVEAUX))


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

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Read the pieces of the bloc: the épreuves that assess it."""
        notes = {epreuve_de(cible): lecture.valeur(cible) for cible in noeud.epreuves}
        lues = somme(*(note >= 0 for note in notes.values()))
        suffisantes = somme(*(note >= 100 * MAITRISE for note in notes.values()))
        remarquable = ou(*(note >= 100 * REMARQUABLE for note in notes.values()))
        verdict = selon(
            (~(lues >= max(1, len(notes))), Verdict.NON_EVALUE),
            (suffisantes >= len(notes), Verdict.ACQUIS),
            (et(suffisantes >= len(notes) - 1, remarquable), Verdict.EN_DEBAT),
            sinon=Verdict.NON_ACQUIS,
        )
        pieces = tuple((code, Lu(niveau, note)) for code, note in notes.items())
        return Formule(self, noeud, verdict, trouver(PiecesLues, pieces=pieces))

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for the level."""
        return NIVEAU_EXIGE(niveau=NIVEAUX[MAITRISE])

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule."""
        return (
            "Un bloc est acquis si aucune pièce du portfolio n'est insuffisante.",
            "Une seule pièce insuffisante, à côté d'une remarquable, est débattue par le jury.",
        )


def niveau(centiemes: int) -> int | None:
    """Return the level that a mark out of 2 stands for; between two levels, the lower one."""
    return centiemes // 100 if centiemes >= 0 else None
