"""Rules over levels: the one that a node reaches on its scale, and the points that levels are worth together."""

from functools import partial
from typing import ClassVar

from attrs import field, frozen

from parchemin.faits import Fait, Mots, Tournure, inscrire
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Echelle, Niveau, Source
from parchemin.regles.base import Enonce, Jugement, Verdict
from parchemin.regles.exacts import entier_naturel
from parchemin.regles.formule import Formule, Lu, Parmi, rendre, selon, trouver
from parchemin.regles.lecture import Lecture
from parchemin.regles.termes import ABSENT, NEUTRALISE, Terme, entier, et, ou, si, somme


@inscrire
@frozen
class NiveauTrouve:
    """The level of a node on its scale; nothing where the candidate was absent, or not observed."""

    niveau: str = ""
    absent: bool = False

    code: ClassVar[str] = "niveau_trouve"

    def dire(self, mots: Mots) -> str:
        """Say the level."""
        return f"niveau : {self.niveau}" if self.niveau else "absent" if self.absent else "non observé"


NIVEAU_ATTENDU = Tournure("niveau_attendu", "« {niveau} » au moins")
_SUJETS = {
    Niveau.EDITION: "La certification est acquise",
    Niveau.BLOC: "Un bloc est acquis",
    Niveau.COMPETENCE: "Une compétence est acquise",
    Niveau.CRITERE: "Un critère est validé",
}


def _echelle(noeud: Noeud, lecture: Lecture, niveau: str = "") -> Echelle:
    """Return the scale of a node; raise `ValueError` where it has none, or not that level."""
    echelle = lecture.echelle(noeud.chemin)
    if echelle is None or (niveau and niveau not in echelle.niveaux):
        connus = ", ".join(echelle.niveaux) if echelle else "aucune échelle"
        raise ValueError(f"{noeud.chemin or 'certification'} : niveau « {niveau} » inconnu ({connus})")
    return echelle


def _nommer(niveaux: tuple[str, ...], rang: int) -> str:
    return niveaux[rang] if 0 <= rang < len(niveaux) else ""


@frozen
class NiveauAtteint:
    """A node reaches a level of its scale, other than the one from which it counts elsewhere.

    A compétence that is held counts as reaching it. An absence, or nothing, leaves it not evaluated.
    """

    au_moins: str
    source: Source
    code: str = "niveau_atteint"

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Compare the rank of the level."""
        echelle = _echelle(noeud, lecture, self.au_moins)
        rang, tenu = lecture.observe(noeud.chemin), lecture.tient(noeud.chemin)
        verdict = selon(
            (ou(tenu, rang >= echelle.niveaux.index(self.au_moins)), Verdict.ACQUIS),
            (rang >= 0, Verdict.NON_ACQUIS),
            sinon=Verdict.NON_EVALUE,
        )
        constat = trouver(
            NiveauTrouve, niveau=Lu(partial(_nommer, echelle.niveaux), rang), absent=Lu(bool, rang.est(ABSENT))
        )
        return Formule(self, noeud, verdict, constat, hors_compte=rang.est(NEUTRALISE))

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for the level."""
        return NIVEAU_ATTENDU(niveau=self.au_moins)

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the level."""
        return (f"{_SUJETS[niveau]} à partir du niveau « {self.au_moins} ».",)


@inscrire
@frozen
class PointsTrouves:
    """The points that levels are worth together, out of so many, and the nodes of which there is none yet."""

    points: int
    sur: int
    sans_niveau: tuple[str, ...] = ()

    code: ClassVar[str] = "points_trouves"

    def dire(self, mots: Mots) -> str:
        """Say the points, then what misses."""
        manque = f" ; sans niveau : {mots.dire(self.sans_niveau, '«noeud»')}" if self.sans_niveau else ""
        return f"{self.points} points sur {self.sur}{manque}"


POINTS_EXIGES = Tournure("points_exiges", "≥ {au_moins} points")


@frozen
class PointsDesNiveaux:
    """The levels of the nodes of one level below are worth at least so many points together.

    A node that is neutralised counts for nothing; one without a level leaves it not evaluated.
    """

    au_moins: int = field(converter=entier_naturel)
    source: Source
    de: Niveau = Niveau.COMPETENCE
    code: str = "points_des_niveaux"

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Add what each level is worth."""
        dessous = noeud.par_niveau[self.de]
        rangs = {enfant.chemin: lecture.observe(enfant.chemin) for enfant in dessous}
        echelles = {enfant.chemin: _echelle(enfant, lecture) for enfant in dessous}
        if not dessous:
            return Formule(self, noeud, rendre(Verdict.NON_EVALUE), PointsTrouves(0, 0))
        sur = sum(echelle.vaut(len(echelle.niveaux) - 1) for echelle in echelles.values())
        if self.au_moins > sur:
            raise ValueError(f"{noeud.chemin} : trouvé {self.au_moins} points, attendu {sur} au plus")
        points = somme(*(_points(rangs[chemin], echelle) for chemin, echelle in echelles.items()))
        manques = {chemin: et(~(rang >= 0), ~rang.est(NEUTRALISE)) for chemin, rang in rangs.items()}
        verdict = selon(
            (ou(*manques.values()), Verdict.NON_EVALUE),
            (points >= self.au_moins, Verdict.ACQUIS),
            sinon=Verdict.NON_ACQUIS,
        )
        constat = trouver(PointsTrouves, points=points, sur=sur, sans_niveau=Parmi(tuple(manques.items())))
        return Formule(self, noeud, verdict, constat)

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for the points."""
        return POINTS_EXIGES(au_moins=self.au_moins)

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the points."""
        return (f"{_SUJETS[niveau]} à partir de {self.au_moins} points sur l'ensemble des niveaux observés.",)


def _points(rang: Terme, echelle: Echelle) -> Terme:
    """Return what a level is worth: what each rank adds to the one below it."""
    ecarts = [echelle.vaut(n) - echelle.vaut(n - 1) for n in range(1, len(echelle.niveaux))]
    premiers = si(rang >= 0, entier(echelle.vaut(0)), entier(0))
    return somme(premiers, *((rang >= n) * ecart for n, ecart in enumerate(ecarts, 1)))
