"""A rule made of others, all of which must hold."""

from attrs import evolve, frozen

from parchemin.faits import Ensemble, Fait
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Niveau, Source
from parchemin.regles.base import Enonce, Jugement, Regle
from parchemin.regles.formule import Formule
from parchemin.regles.lecture import Lecture
from parchemin.regles.termes import minimum


@frozen
class Tous:
    """Every one of several rules, on the same node."""

    regles: tuple[Regle, ...]
    code: str = "tous"

    @property
    def source(self) -> Source:
        """The source of the first rule."""
        return self.regles[0].source

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Judge by each; the first that decides gives the motif, the others stand as its details."""
        formules = [regle.formuler(noeud, lecture) for regle in self.regles]
        verdict = minimum(*(formule.verdict for formule in formules))
        avis = {qui: dit for formule in formules for qui, dit in formule.avis.items()}
        *premieres, derniere = [(verdict >= formule.verdict, _devant(formule, formules)) for formule in formules]
        sans_effet = {code: dit for formule in formules for code, dit in formule.sans_effet.items()}
        rendue = derniere[1].sauf(*premieres).de_l_avis(avis)
        return evolve(rendue, verdict=verdict, sans_effet=sans_effet)

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for what each rule asks."""
        return Ensemble(tuple(regle.exige(jugement) for regle in self.regles))

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State each rule."""
        return tuple(phrase for regle in self.regles for phrase in regle.enoncer(niveau))


def _devant(decisive: Formule, formules: list[Formule]) -> Formule:
    """Return the formula that decides, with the others as its details."""
    autres = tuple(formule for formule in formules if formule is not decisive)
    return decisive.transformee(lambda formule: evolve(formule, details=(*formule.details, *autres)))
