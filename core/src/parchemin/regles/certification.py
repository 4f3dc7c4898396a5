"""Rules over the whole dossier: what a certification asks besides each bloc."""

from datetime import date

from attrs import frozen

from parchemin.dossier.model import Dossier
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Edition, Niveau, Prerequis, Source
from parchemin.regles.base import Jugement, Lecture, Verdict


@frozen
class BlocsAcquis:
    """How many blocs of the certification are acquired, and which are not."""

    acquis: int
    total: int
    manquants: tuple[str, ...]

    def __str__(self) -> str:
        manquent = f" ; manque {', '.join(self.manquants)}" if self.manquants else ""
        return f"{self.acquis}/{self.total} blocs acquis{manquent}"


@frozen
class TousLesBlocs:
    """The certification is delivered when every one of its blocs is acquired."""

    source: Source
    code: str = "tous_les_blocs"

    def juger(self, noeud: Noeud, lecture: Lecture) -> Jugement:
        """Count the blocs acquired, those held already included."""
        manquants = tuple(bloc.noeud.chemin for bloc in lecture.blocs if bloc.verdict is not Verdict.ACQUIS)
        total = len(lecture.blocs)
        constat = BlocsAcquis(total - len(manquants), total, manquants)
        return Jugement(self, noeud, Verdict.NON_ACQUIS if manquants else Verdict.ACQUIS, constat)

    def exige(self, jugement: Jugement) -> str:
        """Ask for all of them."""
        return "tous les blocs"

    def enoncer(self, niveau: Niveau) -> tuple[str, ...]:
        """State the rule."""
        return ("Le CQP est délivré si tous les blocs qui le constituent sont acquis.",)


@frozen
class Suivi:
    """The trainings of a voie: those followed with their dates, and those that miss."""

    suivis: tuple[tuple[str, date], ...]
    manquants: tuple[str, ...]

    def __str__(self) -> str:
        dits = [f"{intitule} : suivi le {le}" for intitule, le in self.suivis]
        dits += [f"{intitule} : non suivi" for intitule in self.manquants]
        return ", ".join(dits) or "aucune formation exigée"


@frozen
class ParcoursSuivi:
    """Every training that the voie asks for was followed whole, at the latest on the day of the séance."""

    source: Source
    code: str = "parcours"

    def juger(self, noeud: Noeud, lecture: Lecture) -> Jugement:
        """Compare the dossier's dated parcours with the prerequisites of its voie."""
        demandes = _prerequis(lecture.edition, lecture.dossier)
        faits = {
            etape.code: le
            for etape in demandes
            if (le := lecture.dossier.parcours.get(etape.code)) is not None and le <= lecture.le
        }
        manquants = tuple(etape.intitule for etape in demandes if etape.code not in faits)
        suivis = tuple((etape.intitule, faits[etape.code]) for etape in demandes if etape.code in faits)
        verdict = Verdict.NON_ACQUIS if manquants else Verdict.ACQUIS
        return Jugement(self, noeud, verdict, Suivi(suivis, manquants))

    def exige(self, jugement: Jugement) -> str:
        """Ask for the whole parcours."""
        return "formations suivies intégralement"

    def enoncer(self, niveau: Niveau) -> tuple[str, ...]:
        """State the rule."""
        return ("Le candidat a suivi intégralement les formations exigées par sa voie.",)


def _prerequis(edition: Edition, dossier: Dossier) -> tuple[Prerequis, ...]:
    voie = edition.voie(dossier.voie)
    return tuple(etape for etape in edition.prerequis if etape.code in voie.prerequis)
