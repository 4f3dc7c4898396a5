"""A rule made of others, all of which must hold."""

from attrs import frozen

from parchemin.faits import Ensemble, Fait
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Niveau, Source
from parchemin.regles.base import Enonce, Jugement, Lecture, Regle, Verdict
from parchemin.regles.colonnes import CODES, JugementEnColonnes, LectureEnColonnes, en_colonnes
from parchemin.regles.termes import FAUX, Terme, et, minimum, ou


@frozen
class Tous:
    """Every one of several rules, on the same node."""

    regles: tuple[Regle, ...]
    code: str = "tous"

    @property
    def source(self) -> Source:
        """The source of the first rule."""
        return self.regles[0].source

    def juger(self, noeud: Noeud, lecture: Lecture) -> Jugement:
        """Judge by each; the one that decides gives the motif, the others stand as its details."""
        jugements = [regle.juger(noeud, lecture) for regle in self.regles]
        rendus = [jugement.avis for jugement in jugements if jugement.avis]
        avis = rendus[0] if len(rendus) == 1 else {qui: dit for rendu in rendus for qui, dit in rendu.items()}
        rangs = [CODES[jugement.verdict] for jugement in jugements]
        decisif = jugements.pop(rangs.index(min(rangs)))
        details = (*decisif.details, *jugements)
        return Jugement(decisif.regle, noeud, decisif.verdict, decisif.constat, details, avis)

    def colonnes(self, noeud: Noeud, lecture: LectureEnColonnes) -> JugementEnColonnes:
        """Judge by each; the first of those that decide stands for all, as in `juger`."""
        jugements = [en_colonnes(regle, noeud, lecture) for regle in self.regles]
        verdict = minimum(*(jugement.verdict for jugement in jugements))
        hors: list[Terme] = []
        details: list[Terme] = []
        deja = FAUX
        for jugement in jugements:
            ici = verdict >= jugement.verdict
            decide = et(ici, ~deja)
            hors.append(et(decide, jugement.hors_compte))
            details += [et(decide, jugement.detail_acquis), et(~decide, jugement.est(Verdict.ACQUIS))]
            deja = ou(deja, ici)
        return JugementEnColonnes(verdict, ou(*hors), ou(*details))

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for what each rule asks."""
        return Ensemble(tuple(regle.exige(jugement) for regle in self.regles))

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State each rule."""
        return tuple(phrase for regle in self.regles for phrase in regle.enoncer(niveau))
