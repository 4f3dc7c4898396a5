"""Checks of a dossier's conformity: delays, deposits, recorded facts, conditions of entry.

A check changes no verdict: what it finds is an alert, with its source, for the jury that controls conformity.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import ClassVar, Protocol

from attrs import evolve, field, frozen

from parchemin.dossier.model import Dossier, Statut
from parchemin.faits import CODES, Fait, Mots, Tournure, inscrire
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.francais import nom_du_mois
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
    fait: Fait
    source: Source | None = None

    def dire(self, mots: Mots) -> str:
        """Say what the jury should know."""
        return self.fait.dire(mots)


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


DELAI_DEPASSE = Tournure(
    "delai_depasse",
    "{intitule} : du {debut:jour} au {fin:jour}, au-delà de {au_plus} (jusqu'au {limite:jour})",
)
DELAI_NON_COMPTE = Tournure(
    "delai_non_compte", "{intitule} : {manque:formation} non renseigné, le délai ({au_plus}) ne peut se compter"
)


@frozen
class Delai:
    """From one day to another there is at most so long; the names are those of `jour`.

    A day that the dossier does not give is replaced by ``faute_de``, where there is one; else the delay cannot be
    counted, which is said.
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
        if not (debut and fin):
            fait = DELAI_NON_COMPTE(
                intitule=self.intitule, manque=self.a if debut else self.de, au_plus=self.au_plus
            )
            yield Alerte("delai_non_compte", fait, self.source)
        elif fin > (limite := self.au_plus.apres(debut)):
            fait = DELAI_DEPASSE(intitule=self.intitule, debut=debut, fin=fin, au_plus=self.au_plus, limite=limite)
            yield Alerte(self.code, fait, self.source)

    def enoncer(self) -> str:
        """State the delay."""
        return f"{self.intitule} : {self.au_plus} au plus."

    def _jour(self, dossier: Dossier, le: date, nom: str) -> date | None:
        trouve = jour(dossier, le, nom)
        return jour(dossier, le, self.faute_de[nom]) if trouve is None and nom in self.faute_de else trouve


DATE_HORS_MOIS = Tournure("hors_mois", "{intitule} : le {trouve:jour}, attendu en {mois}")


@frozen
class DansLesMois:
    """A day, by its name in `jour`, falls in one of some months of any year; what is not given is not asked."""

    jour: str
    mois: tuple[int, ...]
    intitule: str
    source: Source
    code: str = "hors_mois"

    def controler(self, dossier: Dossier, le: date) -> Iterator[Alerte]:
        """Look at the month."""
        trouve = jour(dossier, le, self.jour)
        if trouve and trouve.month not in self.mois:
            fait = DATE_HORS_MOIS(intitule=self.intitule, trouve=trouve, mois=self._dits())
            yield Alerte(self.code, fait, self.source)

    def enoncer(self) -> str:
        """State the months."""
        return f"{self.intitule} : en {self._dits()}."

    def _dits(self) -> str:
        return " ou ".join(nom_du_mois(mois) for mois in self.mois)


TROP_TOT = Tournure("trop_tot", "{intitule} : le {trouve:jour}, pas avant le {le:jour}")


@frozen
class PasAvant:
    """A day, by its name in `jour`, is not before another; what is not given is not asked."""

    jour: str
    le: date
    intitule: str
    source: Source
    code: str = "trop_tot"

    def controler(self, dossier: Dossier, le: date) -> Iterator[Alerte]:
        """Compare with the first day, which is in time."""
        trouve = jour(dossier, le, self.jour)
        if trouve and trouve < self.le:
            fait = TROP_TOT(intitule=self.intitule, trouve=trouve, le=self.le)
            yield Alerte(self.code, fait, self.source)

    def enoncer(self) -> str:
        """State the first day."""
        return f"{self.intitule} : pas avant le {self.le}."


SESSION_ABSENTE = Tournure(
    "session_non_renseignee",
    "{intitule} : jour de la session non renseigné, le délai est compté depuis la séance du {seance:jour}",
)
DEPOT_ABSENT = Tournure("depot_absent", "{intitule} : dépôt non renseigné (attendu le {limite:jour} au plus tard)")
DEPOT_TARDIF = Tournure(
    "depot_tardif",
    "{intitule} : déposé le {depose:jour}, attendu le {limite:jour} au plus tard ({avant} avant)",
)


@frozen
class DepotAvant:
    """Something is deposited at the latest so long before a session, by who presents a bloc.

    The session is the one where the candidate passed ``epreuve``, or the bloc; where a dossier dates neither, the
    delay is counted from the séance, which is said. Without ``epreuve``, the séance is the session. ``intitule``
    says what: a text, or a fact where it names something, as a bloc.
    """

    depot: str
    avant: Duree
    intitule: str | Fait
    source: Source
    bloc: str = ""
    epreuve: str = ""
    code: str = "depot_tardif"

    def controler(self, dossier: Dossier, le: date) -> Iterator[Alerte]:
        """Compare with the last day on which the deposit is in time, which is included."""
        if not _presente(dossier, self.bloc):
            return
        session = dossier.sessions.get(self.epreuve) or dossier.sessions.get(self.bloc)
        if self.epreuve and session is None:
            yield Alerte("session_non_renseignee", SESSION_ABSENTE(intitule=self.intitule, seance=le), self.source)
        limite = self.avant.avant(session or le)
        depose = dossier.depots.get(self.depot)
        if depose is None:
            yield Alerte(self.code, DEPOT_ABSENT(intitule=self.intitule, limite=limite), self.source)
        elif depose > limite:
            fait = DEPOT_TARDIF(intitule=self.intitule, depose=depose, limite=limite, avant=self.avant)
            yield Alerte(self.code, fait, self.source)

    def enoncer(self) -> str:
        """State the deposit."""
        return f"{CODES.dire(self.intitule)} : dépôt au moins {self.avant} avant la session."


@inscrire
@frozen
class Bornes:
    """What is asked of a recorded number: at least, at most, in a unit; of some candidates only."""

    au_moins: int | None = None
    au_plus: int | None = None
    unite: str = ""
    statuts: tuple[Statut, ...] = ()
    sauf: str = ""

    code: ClassVar[str] = "bornes"

    @property
    def oui(self) -> bool:
        """Tell whether a yes is asked for, and not a number."""
        return self.unite == "" and self.au_moins == 1

    def admet(self, trouve: int) -> bool:
        """Tell whether a number is as it should be; a mere yes or no is none."""
        if isinstance(trouve, bool) and not self.oui:
            return False
        trop_peu = self.au_moins is not None and trouve < self.au_moins
        return not trop_peu and (self.au_plus is None or trouve <= self.au_plus)

    def dire(self, mots: Mots) -> str:
        """Say what is asked, and of whom."""
        pour = f" pour {' ou '.join(_STATUTS[statut] for statut in self.statuts)}" if self.statuts else ""
        sauf = f", sauf si « {self.sauf} » est oui" if self.sauf else ""
        return f"{self._dire()}{pour}{sauf}"

    def _dire(self) -> str:
        if self.oui:
            return "oui"
        dites = [f"{self.mesurer(self.au_moins)} au moins"] if self.au_moins is not None else []
        dites += [f"{self.mesurer(self.au_plus)} au plus"] if self.au_plus is not None else []
        return " et ".join(dites)

    def mesurer(self, trouve: int) -> str:
        """Say a number in the unit, or that the answer is no."""
        if isinstance(trouve, bool) or (self.oui and not trouve):
            return "oui" if trouve else "non"
        return f"{trouve} {self.unite}" if self.unite else str(trouve)


@inscrire
@frozen
class DonneeNonConforme:
    """A recorded number that is not what is asked of it."""

    intitule: str | Fait
    trouve: bool | int
    attendu: Bornes

    code: ClassVar[str] = "donnee_non_conforme"

    def dire(self, mots: Mots) -> str:
        """Say what was found and what was asked."""
        trouve = self.attendu.mesurer(self.trouve)
        return f"{mots.dire(self.intitule)} : trouvé {trouve}, attendu {self.attendu.dire(mots)}"


STATUT_ABSENT = Tournure(
    "statut_non_renseigne", "{intitule} : statut du candidat non renseigné (attendu {attendu})"
)
DONNEE_ABSENTE = Tournure("donnee_non_renseignee", "{intitule} : non renseigné (attendu {attendu})")


@frozen
class DonneeExigee:
    """A recorded number, in its unit, is at least or at most so much; without a unit and from 1, it is a yes.

    ``intitule`` says what: a text, or a fact where it names something, as a bloc. ``bloc`` limits it to who
    presents it, ``statuts`` to some candidates; ``sauf`` names the fact that frees from it where it is a yes.
    """

    nom: str
    intitule: str | Fait
    source: Source
    au_moins: int | None = None
    au_plus: int | None = None
    unite: str = ""
    bloc: str = ""
    statuts: tuple[Statut, ...] = ()
    sauf: str = ""
    code: str = "fait_non_conforme"

    def controler(self, dossier: Dossier, le: date) -> Iterator[Alerte]:
        """Compare, where the dossier is concerned; what is not recorded is said to be missing."""
        if not _presente(dossier, self.bloc) or dossier.heures.get(self.sauf):
            return
        if self.statuts and dossier.statut is None:
            fait = STATUT_ABSENT(intitule=self.intitule, attendu=evolve(self._bornes, statuts=self.statuts))
            yield Alerte("fait_non_renseigne", fait, self.source)
        elif not self.statuts or dossier.statut in self.statuts:
            yield from self._comparer(dossier.heures.get(self.nom))

    def enoncer(self) -> str:
        """State what is asked."""
        return f"{CODES.dire(self.intitule)} : {evolve(self._bornes, statuts=self.statuts).dire(CODES)}."

    def _comparer(self, trouve: int | None) -> Iterator[Alerte]:
        if trouve is None:
            fait = DONNEE_ABSENTE(intitule=self.intitule, attendu=self._bornes)
            yield Alerte("fait_non_renseigne", fait, self.source)
        elif not self._bornes.admet(trouve):
            yield Alerte(self.code, DonneeNonConforme(self.intitule, trouve, self._bornes), self.source)

    @cached_property
    def _bornes(self) -> Bornes:
        return Bornes(self.au_moins, self.au_plus, self.unite, sauf=self.sauf)


@inscrire
@frozen
class EntreeNonRemplie:
    """What a candidate has on the day of entry, where a level or else some experience is asked for."""

    niveau: str
    mois: int | None
    niveau_exige: str
    mois_exiges: int

    code: ClassVar[str] = "entree_non_remplie"

    def dire(self, mots: Mots) -> str:
        """Say what was found, then what is asked."""
        mois = f"{self.mois} mois d'expérience" if self.mois is not None else "expérience non renseignée"
        trouve = f"niveau « {self.niveau or 'non renseigné'} », {mois}"
        return f"entrée : {trouve} ; {_niveau_ou_experience(self.niveau_exige, self.mois_exiges)}"


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
            fait = EntreeNonRemplie(dossier.niveau, dossier.experience_mois, self.niveau, self.mois)
            yield Alerte(self.code, fait, self.source)

    def enoncer(self) -> str:
        """State the condition."""
        return _niveau_ou_experience(self.niveau, self.mois)


def _niveau_ou_experience(niveau: str, mois: int) -> str:
    return f"niveau {niveau} ou {mois} mois d'expérience, stage compris."


def annees_apres_bac(niveau: str) -> int | None:
    """Return 2 for ``bac+2``, 0 for ``bac``; ``None`` for anything else, which is below or not known."""
    base, _, annees = niveau.casefold().replace(" ", "").partition("+")
    if base != "bac" or not (annees.isdigit() or not annees):
        return None
    return int(annees or 0)


def _presente(dossier: Dossier, bloc: str) -> bool:
    """Tell whether a check that may be limited to a bloc concerns a candidate."""
    return not bloc or bloc in dossier.blocs
