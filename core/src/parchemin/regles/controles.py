"""Checks of a dossier's conformity: delays, deposits, recorded facts, conditions of entry.

A check changes no verdict: what it finds is an alert, with its source, for the jury that controls conformity.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Protocol

from attrs import field, frozen

from parchemin.dossier.model import Dossier, Statut
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.model import Source

_STATUTS = {
    Statut.SALARIE: "un salarié",
    Statut.DEMANDEUR_EMPLOI: "un demandeur d'emploi",
    Statut.JEUNE_DIPLOME: "un jeune diplômé",
}

SEANCE = "seance"
ENTREE = "entree"


@frozen
class Alerte:
    """Something that the jury should know and that changes no verdict by itself."""

    code: str
    message: str
    source: Source | None = None


class Controle(Protocol):
    """A check. Ours are frozen attrs classes; any class with these members serves as well."""

    def controler(self, dossier: Dossier, le: date) -> Iterator[Alerte]:
        """Yield an alert for each thing that is not as it should be on the day of the séance.

        ``dossier.blocs`` are those that the candidate does present in this séance.
        """
        ...

    def enoncer(self) -> str:
        """State the check in French."""
        ...


def jour(dossier: Dossier, le: date, nom: str) -> date | None:
    """Return a day by its name: the séance, the entry, a stage of the parcours, or a deposit."""
    for dates in (dossier.parcours, dossier.depots):
        if nom in dates:
            return dates[nom]
    return le if nom == SEANCE else dossier.entree if nom == ENTREE else None


@frozen
class Delai:
    """From one day to another there is at most so long; the names are those of `jour`.

    A day that the dossier does not give is replaced by ``faute_de``, where there is one; else nothing is said.
    """

    de: str
    a: str
    au_plus: Duree
    intitule: str
    source: Source
    faute_de: Mapping[str, str] = field(factory=dict, hash=False)
    code: str = "delai_depasse"

    def controler(self, dossier: Dossier, le: date) -> Iterator[Alerte]:
        """Compare with the last day of the delay, which is included."""
        debut, fin = (self._jour(dossier, le, nom) for nom in (self.de, self.a))
        if debut and fin and fin > (limite := self.au_plus.apres(debut)):
            message = f"{self.intitule} : du {debut} au {fin}, au-delà de {self.au_plus} (jusqu'au {limite})"
            yield Alerte(self.code, message, self.source)

    def enoncer(self) -> str:
        """State the delay."""
        return f"{self.intitule} : {self.au_plus} au plus."

    def _jour(self, dossier: Dossier, le: date, nom: str) -> date | None:
        trouve = jour(dossier, le, nom)
        return jour(dossier, le, self.faute_de[nom]) if trouve is None and nom in self.faute_de else trouve


@frozen
class DepotAvant:
    """Something is deposited at the latest so long before the séance, by who presents a bloc."""

    depot: str
    avant: Duree
    intitule: str
    source: Source
    bloc: str = ""
    code: str = "depot_tardif"

    def controler(self, dossier: Dossier, le: date) -> Iterator[Alerte]:
        """Compare with the last day on which the deposit is in time, which is included."""
        if not _presente(dossier, self.bloc):
            return
        limite = self.avant.avant(le)
        depose = dossier.depots.get(self.depot)
        if depose is None:
            yield Alerte(
                self.code,
                f"{self.intitule} : dépôt non renseigné (attendu le {limite} au plus tard)",
                self.source,
            )
        elif depose > limite:
            message = (
                f"{self.intitule} : déposé le {depose}, attendu le {limite} au plus tard ({self.avant} avant)"
            )
            yield Alerte(self.code, message, self.source)

    def enoncer(self) -> str:
        """State the deposit."""
        return f"{self.intitule} : dépôt au moins {self.avant} avant la session."


@frozen
class Fait:
    """A recorded number, in its unit, is at least or at most so much; ``bloc`` limits it to who presents it."""

    nom: str
    intitule: str
    source: Source
    au_moins: int | None = None
    au_plus: int | None = None
    unite: str = ""
    bloc: str = ""
    statuts: tuple[Statut, ...] = ()
    code: str = "fait_non_conforme"

    def controler(self, dossier: Dossier, le: date) -> Iterator[Alerte]:
        """Compare, where the dossier is concerned; what is not recorded is said to be missing."""
        if not _presente(dossier, self.bloc):
            return
        trouve = dossier.heures.get(self.nom)
        if self.statuts and dossier.statut is None:
            message = (
                f"{self.intitule} : statut du candidat non renseigné (attendu {self._attendu()}{self._pour()})"
            )
            yield Alerte("fait_non_renseigne", message, self.source)
        elif self.statuts and dossier.statut not in self.statuts:
            return
        elif trouve is None:
            yield Alerte(
                "fait_non_renseigne",
                f"{self.intitule} : non renseigné (attendu {self._attendu()})",
                self.source,
            )
        elif not self._conforme(trouve):
            dit = "non" if self._attendu() == "oui" and not trouve else f"{trouve}{self._en_unite()}"
            message = f"{self.intitule} : trouvé {dit}, attendu {self._attendu()}"
            yield Alerte(self.code, message, self.source)

    def enoncer(self) -> str:
        """State what is asked."""
        return f"{self.intitule} : {self._attendu()}{self._pour()}."

    def _conforme(self, trouve: int) -> bool:
        return (self.au_moins is None or trouve >= self.au_moins) and (
            self.au_plus is None or trouve <= self.au_plus
        )

    def _attendu(self) -> str:
        if self.unite == "" and self.au_moins == 1:
            return "oui"
        bornes = [f"{self.au_moins}{self._en_unite()} au moins"] if self.au_moins is not None else []
        bornes += [f"{self.au_plus}{self._en_unite()} au plus"] if self.au_plus is not None else []
        return " et ".join(bornes)

    def _pour(self) -> str:
        return f" pour {' ou '.join(_STATUTS[statut] for statut in self.statuts)}" if self.statuts else ""

    def _en_unite(self) -> str:
        return f" {self.unite}" if self.unite else ""


@frozen
class NiveauOuExperience:
    """A candidate has a level of studies, or else so many months of experience."""

    niveau: str
    mois: int
    source: Source
    code: str = "entree_non_remplie"

    def controler(self, dossier: Dossier, le: date) -> Iterator[Alerte]:
        """Compare years after the bac, then months."""
        niveau = annees_apres_bac(dossier.niveau)
        atteint = niveau is not None and niveau >= (annees_apres_bac(self.niveau) or 0)
        if not atteint and (dossier.experience_mois or 0) < self.mois:
            trouve = f"niveau « {dossier.niveau or 'non renseigné'} », {_mois(dossier.experience_mois)}"
            yield Alerte(self.code, f"entrée : {trouve} ; {self.enoncer()}", self.source)

    def enoncer(self) -> str:
        """State the condition."""
        return f"niveau {self.niveau} ou {self.mois} mois d'expérience, stage compris."


def annees_apres_bac(niveau: str) -> int | None:
    """Return 2 for ``bac+2``, 0 for ``bac``; ``None`` for anything else, which is below or not known."""
    base, _, annees = niveau.casefold().replace(" ", "").partition("+")
    if base != "bac" or not (annees.isdigit() or not annees):
        return None
    return int(annees or 0)


def _mois(experience: int | None) -> str:
    return "expérience non renseignée" if experience is None else f"{experience} mois d'expérience"


def _presente(dossier: Dossier, bloc: str) -> bool:
    """Tell whether a check that may be limited to a bloc concerns a candidate."""
    return not bloc or bloc in dossier.blocs
