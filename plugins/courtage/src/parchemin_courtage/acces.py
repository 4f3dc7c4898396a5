"""What the continuous marks open of the final evaluation, where document 003 reads two ways."""

from attrs import evolve, frozen

from parchemin.api import (
    RIEN,
    AccesParContinu,
    Choix,
    Enonce,
    Fait,
    Jugement,
    JugementEnColonnes,
    Lecture,
    LectureEnColonnes,
    Niveau,
    Noeud,
    Note,
    Source,
    Tournure,
    Verdict,
    arbre,
    ou,
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

    def juger(self, noeud: Noeud, lecture: Lecture) -> Jugement:
        """Compare the mark of the bloc, then those of the others where they count."""
        for autre in self._autres(noeud, arbre(lecture.edition, lecture.dossier.voie)):
            if self.acces.juger(autre, lecture).verdict is Verdict.NON_ACQUIS:
                return Jugement(self, noeud, Verdict.NON_ACQUIS, self._ailleurs(autre, lecture))
        jugement = self.acces.juger(noeud, lecture)
        ouvre = self.sans_note is SansNote.OUVRE and lecture.valeur(f"continu:{noeud.chemin}") is None
        return evolve(jugement, verdict=Verdict.ACQUIS) if ouvre else jugement

    def colonnes(self, noeud: Noeud, lecture: LectureEnColonnes) -> JugementEnColonnes:
        """Compare the same marks in columns."""
        autres = self._autres(noeud, arbre(lecture.edition, lecture.voie))
        ferme = ou(*(self.acces.colonnes(autre, lecture).est(Verdict.NON_ACQUIS) for autre in autres))
        jugement = self.acces.colonnes(noeud, lecture)
        if self.sans_note is SansNote.OUVRE:
            jugement = jugement.sauf(lecture.valeur(f"continu:{noeud.chemin}").est(RIEN), Verdict.ACQUIS)
        return jugement.sauf(ferme, Verdict.NON_ACQUIS)

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

    def _autres(self, noeud: Noeud, racine: Noeud) -> tuple[Noeud, ...]:
        if self.portee is Portee.BLOC:
            return ()
        return tuple(autre for autre in racine.enfants if autre.chemin != noeud.chemin)

    def _ailleurs(self, autre: Noeud, lecture: Lecture) -> Fait:
        note = lecture.valeur(f"continu:{autre.chemin}")
        return AILLEURS(bloc=autre.chemin, note=str(note) if isinstance(note, Note) else "", sur=self.acces.sur)
