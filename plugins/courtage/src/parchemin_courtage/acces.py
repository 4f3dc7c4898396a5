"""What the continuous marks open of the final evaluation, where document 003 reads two ways."""

from collections.abc import Iterator

from attrs import evolve, frozen

from parchemin.api import (
    FAUX,
    RIEN,
    AccesParContinu,
    Choix,
    Enonce,
    Fait,
    Formule,
    Jugement,
    Lecture,
    Lu,
    Niveau,
    Noeud,
    Note,
    Source,
    Terme,
    Tournure,
    Verdict,
    arbre,
    rendre,
    trouver,
)

AILLEURS = Tournure("acces_ferme_ailleurs", "contrôle continu de {bloc:«noeud»} : {note}/{sur}")


class Portee(Choix):
    """« un minimum de 10/20 à chaque bloc de compétences pour accéder à l'évaluation finale »."""

    BLOC = "bloc"
    """Each mark opens the final evaluation of its bloc."""

    ENSEMBLE = "ensemble"
    """One mark below closes the final evaluation of every bloc."""


class SansNote(Choix):
    """A bloc without a continuous mark."""

    ATTEND = "attend"
    """It is not evaluated until there is one."""

    OUVRE = "ouvre"
    """Its final evaluation is open."""


@frozen
class AccesAuFinal:
    """The continuous mark of a bloc gives access to its final evaluation, by the readings that were chosen.

    With ``Portee.ENSEMBLE`` it looks at the marks of the other blocs as well.
    """

    acces: AccesParContinu
    source: Source
    portee: Portee = Portee.BLOC
    sans_note: SansNote = SansNote.ATTEND
    code: str = "acces"

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Compare the mark of the bloc, then those of the others where they count."""
        acces = self.acces.formuler(noeud, lecture)
        ouvre = lecture.valeur(f"continu:{noeud.chemin}").est(RIEN) if self.sans_note is SansNote.OUVRE else FAUX
        ouvert = evolve(acces, verdict=rendre(Verdict.ACQUIS))
        return acces.sauf(*self._fermetures(noeud, lecture), (ouvre, ouvert))

    def exige(self, jugement: Jugement) -> Fait:
        """Return the least mark."""
        return self.acces.exige(jugement)

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the rule, and the readings that it follows."""
        phrases = [*self.acces.enoncer(niveau)]
        if self.portee is Portee.ENSEMBLE:
            phrases.append("Une note au-dessous ferme l'évaluation finale de tous les blocs.")
        if self.sans_note is SansNote.OUVRE:
            phrases.append("Sans note de contrôle continu, l'évaluation finale est ouverte.")
        return tuple(phrases)

    def _fermetures(self, noeud: Noeud, lecture: Lecture) -> Iterator[tuple[Terme, Formule]]:
        """Yield each other bloc whose mark closes this one's final evaluation."""
        blocs = arbre(lecture.edition, lecture.voie).enfants if self.portee is Portee.ENSEMBLE else ()
        for autre in blocs:
            if autre.chemin != noeud.chemin:
                note = Lu(_en_clair, lecture.valeur(f"continu:{autre.chemin}"))
                constat = trouver(AILLEURS, bloc=autre.chemin, note=note, sur=self.acces.sur)
                refuse = self.acces.formuler(autre, lecture).est(Verdict.NON_ACQUIS)
                yield refuse, Formule(self, noeud, rendre(Verdict.NON_ACQUIS), constat)


def _en_clair(centiemes: int) -> str:
    return str(Note(centiemes))
