"""A simulation as a page of its own: nothing to fetch, each rate with its bar beside its number.

What the page says is put into words here and in `mots`; how it is laid out is the template's.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from attrs import frozen

from parchemin.cohortes.simulation.comparer import Comparaison, Taux
from parchemin.cohortes.simulation.motifs import Pourquoi
from parchemin.cohortes.simulation.simuler import Cle, Simulation
from parchemin.cohortes.sorties import mots
from parchemin.documents.mots import ISSUES
from parchemin.documents.pages import rendre


def ecrire(simulation: Simulation) -> bytes:
    """Return the page: the cohort under the rules in force, then each scenario beside them."""
    return rendre(
        "simulation.html",
        titre="Simulation",
        cohorte=mots.cohorte(simulation),
        vigueur=_Scenario(simulation, simulation.en_vigueur),
        scenarios=[_Scenario(simulation, comparaison) for comparaison in simulation.comparaisons],
        pour_cent=mots.pour_cent,
    )


@frozen
class _Ligne:
    """A row of counts: how many of ``total``, before and after, and by how much that moves."""

    nom: str
    total: int
    avant: int
    apres: int
    ecart: str

    @classmethod
    def de(cls, simulation: Simulation, taux: Taux) -> "_Ligne":
        nom = mots.nommer(simulation, taux)
        return cls(nom, taux.total, taux.avant, taux.apres, mots.ecart(taux))


@frozen
class _Dossier:
    """A dossier: what changes of it, and why."""

    cle: Cle
    passages: tuple[str, ...]
    dits: tuple[Pourquoi, ...]

    @property
    def seance(self) -> str:
        return self.cle[0]

    @property
    def code(self) -> str:
        return self.cle[1]

    @property
    def pourquoi(self) -> Iterator[tuple[str, str]]:
        return mots.phrases(self.dits)


@frozen
class _Scenario:
    """A scenario as the page shows it."""

    simulation: Simulation
    comparaison: Comparaison

    @property
    def nom(self) -> str:
        return self.comparaison.scenario

    @property
    def sous_titre(self) -> str:
        return mots.sous_titre(self.simulation, self.nom)

    @property
    def bilan(self) -> str:
        return mots.bilan(self.comparaison)

    @property
    def reserves(self) -> Iterable[str]:
        return self.simulation.reserves[self.nom]

    @property
    def tableaux(self) -> Iterator[tuple[str, list[_Ligne]]]:
        """Yield the issues, then the rates along each axis; nothing where no dossier can be compared."""
        if total := self.comparaison.compares.height:
            yield "Issues", list(self._issues(total))
            for axe, groupe in groupby(self.comparaison.taux(), lambda taux: taux.axe):
                yield mots.AXES[axe], [_Ligne.de(self.simulation, taux) for taux in groupe]

    def _issues(self, total: int) -> Iterator[_Ligne]:
        for issue, (avant, apres) in self.comparaison.issues().items():
            if avant or apres:
                yield _Ligne(ISSUES[issue], total, avant, apres, mots.ecart(Taux("", "", total, avant, apres)))

    @property
    def dossiers(self) -> list[_Dossier]:
        """The dossiers that change, with why, then what was asked of the others."""
        motifs = self.simulation.motifs[self.nom]
        changes = self.comparaison.bascules(len(motifs))
        bascules = [_Dossier(b.cle, tuple(mots.passage(b)), motifs.get(b.cle, ())) for b in changes]
        inchanges = self.simulation.inchanges(self.comparaison).items()
        return bascules + [_Dossier(cle, ("ne change pas",), dits) for cle, dits in inchanges]

    @property
    def reste(self) -> str:
        """Say how many dossiers change beyond those that are shown."""
        motifs = self.simulation.motifs[self.nom]
        reste = self.comparaison.changes - min(len(motifs), self.comparaison.changes)
        return f"{reste} autres dossiers changent : les formats de tableau les donnent tous." if reste else ""
