"""What a rule may read of a whole cohort, and what it answers: the protocol of a rule that has columns.

A rule says its verdict as a term; a rule of plain Python says none, and an engine of columns declines it.
"""

from typing import Protocol, runtime_checkable

from attrs import evolve, frozen

from parchemin.errors import NonCompilable
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Edition, Epreuve
from parchemin.regles.base import Regle, Verdict
from parchemin.regles.termes import ACQUIS, FAUX, RIEN, Terme, colonne, entier, et, ou, si

CODES = {Verdict.NON_ACQUIS: 0, Verdict.NON_EVALUE: 1, Verdict.EN_DEBAT: 2, Verdict.ACQUIS: 3}
"""The verdicts as numbers, in the order in which they decide: a refusal is certain whatever else misses."""

SESSION = "session"


@frozen
class JugementEnColonnes:
    """A verdict on a node, of every dossier: one of `CODES`.

    ``hors_compte`` tells of whom nothing of the node counts, as it was neutralised; ``detail_acquis`` of whom one
    of the judgments that this one rests on is acquis.
    """

    verdict: Terme
    hors_compte: Terme = FAUX
    detail_acquis: Terme = FAUX

    def est(self, verdict: Verdict) -> Terme:
        """Tell of whom this is the verdict."""
        return self.verdict.est(CODES[verdict])

    def sauf(self, ou_cela: Terme, verdict: Verdict) -> "JugementEnColonnes":
        """Return this judgment, except for those of whom ``ou_cela`` holds: they have a bare ``verdict``."""
        return JugementEnColonnes(
            si(ou_cela, rendre(verdict), self.verdict),
            et(~ou_cela, self.hors_compte),
            et(~ou_cela, self.detail_acquis),
        )


@frozen
class LectureEnColonnes:
    """What a rule reads of a cohort: what `parchemin.regles.base.Lecture` is to one dossier.

    ``presentes`` names the columns that the cohort has: what nobody observed has none, and costs nothing.
    """

    edition: Edition
    voie: str
    presentes: frozenset[str]
    epreuves: tuple[Epreuve, ...] = ()
    role: str = ""
    blocs: tuple[tuple[Noeud, JugementEnColonnes], ...] = ()

    @property
    def session(self) -> Terme:
        """The day of the séance."""
        return colonne(SESSION)

    def de(self, role: str) -> "LectureEnColonnes":
        """Return the same cohort as one evaluator saw it."""
        return evolve(self, role=role)

    def dit(self, cible: str) -> Terme:
        """Return what the role said of a node; a compétence that is held counts as acquired."""
        vu = self._lire(nom_observation(self.role, cible), RIEN) if self.role else entier(RIEN)
        if not (self.role and self.edition.tient_les_competences):
            return vu
        return si(self.tenu_depuis(cible) >= 1, entier(ACQUIS), vu)

    def a_observe(self, role: str, noeud: Noeud) -> Terme:
        """Tell of whom a role said anything at all of a node, or of what stands below it."""
        vus = (self._lire(nom_observation(role, chemin), RIEN) for chemin in sorted(noeud.descendance))
        return ou(*(~vu.est(RIEN) for vu in vus))

    def est_observe(self, noeud: Noeud) -> Terme:
        """Tell of whom anybody said anything of a bloc, of what stands below it, or of its épreuves."""
        cibles = noeud.descendance.union(noeud.epreuves)
        noms = (nom for nom in sorted(self.presentes) if _cible(nom) in cibles)
        return ou(*(~colonne(nom).est(RIEN) for nom in noms))

    def valeur(self, cible: str) -> Terme:
        """Return what was said of a cible that a single role observes.

        :raises NonCompilable: several roles did: which one counts depends on the order of each dossier.
        """
        noms = [nom for nom in sorted(self.presentes) if _cible(nom) == cible]
        if len(noms) > 1:
            raise NonCompilable(cible, "plusieurs évaluateurs l'observent")
        return colonne(noms[0]) if noms else entier(RIEN)

    def notes(self) -> tuple[tuple[Epreuve, Terme], ...]:
        """Return what each marked épreuve of the voie got."""
        return tuple((epreuve, self.valeur(epreuve.cible)) for epreuve in self.epreuves if epreuve.bareme)

    def tenu_depuis(self, cle: str) -> Terme:
        """Return the last day, until the séance, on which a bloc or a compétence was acquired; 0: never."""
        return self._lire(nom_acquis(cle), 0)

    def suivi_le(self, etape: str) -> Terme:
        """Return the day on which a training was followed; 0: never."""
        return self._lire(nom_parcours(etape), 0)

    def choisi(self, bloc: str) -> Terme:
        """Tell of whom a bloc is among those that they chose."""
        return self._lire(nom_choisi(bloc), 0).est(1)

    @property
    def choisit(self) -> Terme:
        """Tell who chose blocs at all."""
        return self._lire(CHOISIT, 0).est(1)

    def _lire(self, nom: str, defaut: int) -> Terme:
        return colonne(nom) if nom in self.presentes else entier(defaut)


@runtime_checkable
class RegleEnColonnes(Protocol):
    """A rule that says its verdict in columns as well: the same one, on every dossier."""

    def colonnes(self, noeud: Noeud, lecture: LectureEnColonnes) -> JugementEnColonnes:
        """Return the verdict on a node, as a term."""
        ...


def en_colonnes(regle: Regle, noeud: Noeud, lecture: LectureEnColonnes) -> JugementEnColonnes:
    """Return what a rule says in columns.

    :raises NonCompilable: the rule is plain Python.
    """
    if not isinstance(regle, RegleEnColonnes):
        raise NonCompilable(regle.code, "règle écrite en Python, sans colonnes")
    return regle.colonnes(noeud, lecture)


def rendre(verdict: Verdict) -> Terme:
    """Return a verdict as a term."""
    return entier(CODES[verdict])


def selon(*cas: tuple[Terme, Verdict | Terme], sinon: Verdict | Terme) -> Terme:
    """Return the verdict of the first case that holds."""
    terme = _en_terme(sinon)
    for condition, alors in reversed(cas):
        terme = si(condition, _en_terme(alors), terme)
    return terme


def acquis_si(condition: Terme) -> JugementEnColonnes:
    """Return the verdict of a rule that holds or does not."""
    return JugementEnColonnes(selon((condition, Verdict.ACQUIS), sinon=Verdict.NON_ACQUIS))


def _en_terme(verdict: Verdict | Terme) -> Terme:
    return rendre(verdict) if isinstance(verdict, Verdict) else verdict


CHOISIT = "choisit"


def nom_observation(role: str, cible: str) -> str:
    """Return the name of the column of what a role said of a path."""
    return f"{role}:{cible}"


def nom_acquis(cle: str) -> str:
    """Return the name of the column of the days on which a bloc or a compétence was acquired."""
    return f"acquis={cle}"


def nom_parcours(etape: str) -> str:
    """Return the name of the column of the days on which a training was followed."""
    return f"parcours={etape}"


def nom_choisi(bloc: str) -> str:
    """Return the name of the column that tells who chose a bloc (1) and who did not (0)."""
    return f"choisi={bloc}"


def _cible(nom: str) -> str:
    """Return the path that a column of observations is about, empty for any other column."""
    return "" if "=" in nom else nom.partition(":")[2]
