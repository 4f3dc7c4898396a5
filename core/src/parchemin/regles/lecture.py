"""What a rule may read of a dossier: numbers that stand in columns, as terms."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from parchemin.dossier.model import Avis, Neutralise, Note, Valeur
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Echelle, Edition, Epreuve, NatureCible, Niveau
from parchemin.regles.notation import USUELLE, Notation, NoteLue
from parchemin.regles.termes import (
    ABSENT,
    ACQUIS,
    FAUX,
    NEUTRALISE,
    NON_ACQUIS,
    RIEN,
    VRAI,
    Terme,
    colonne,
    entier,
    et,
    ou,
    si,
    somme,
)

if TYPE_CHECKING:
    from parchemin.regles.formule import Formule

SESSION = "session"
CHOISIT = "choisit"
DONNEE = "donnee="
"""What the column of a recorded number starts with, before its name."""

_AUCUNE: Mapping[str, Terme] = MappingProxyType({})
_NATURES = (NatureCible.BLOC, NatureCible.COMPETENCE, NatureCible.CRITERE)
_SANS_FIN: Mapping[Niveau, int] = MappingProxyType({})

MOIS = 32
"""How much a month is, in days as numbers: no month has as many days."""


@frozen
class Lecture:
    """What is read of the dossiers of one édition and one voie, by one role or by all.

    ``presentes`` names the columns that there are: what nobody observed has none, and costs nothing.
    """

    edition: Edition
    voie: str
    presentes: frozenset[str]
    epreuves: tuple[Epreuve, ...] = ()
    role: str = ""
    blocs: tuple["Formule", ...] = ()
    notation: Notation = USUELLE
    tenus: Mapping[str, Terme] = _AUCUNE
    validites: Mapping[Niveau, int] = _SANS_FIN
    lus: set[str] | None = field(default=None, eq=False)

    @property
    def session(self) -> Terme:
        """The day of the séance."""
        return colonne(SESSION)

    def de(self, role: str) -> "Lecture":
        """Return the same dossiers as one evaluator saw them."""
        return evolve(self, role=role)

    def avec(self, blocs: tuple["Formule", ...]) -> "Lecture":
        """Return the same dossiers once their blocs are judged, as the rules of the certification read them."""
        return evolve(self, blocs=blocs)

    def dit(self, cible: str) -> Terme:
        """Return what the role said of a node; a compétence that is held counts as acquired."""
        vu = self._en_avis(cible, self.observe(cible))
        if not self.edition.tient_les_competences:
            return vu
        return si(self.tient(cible), entier(ACQUIS), vu)

    def tient(self, competence: str) -> Terme:
        """Tell of whom a compétence is held, within its validity where there is one."""
        depuis, mois = self.tenu_depuis(competence), self.validites.get(Niveau.COMPETENCE)
        return depuis >= 1 if mois is None else self.valable(depuis, mois)

    def observe(self, cible: str) -> Terme:
        """Return what the role said of a node as it was said: a level is its rank, whatever is held."""
        return self.observe_par(self.role, cible) if self.role else self.valeur(cible)

    def echelle(self, cible: str) -> Echelle | None:
        """Return the scale by which a bloc, a compétence or a critère is observed, where there is one."""
        if not self.edition.echelles or ":" in cible:
            return None
        return self.edition.echelles_par_nature.get(_NATURES[min(cible.count("/"), 2)])

    def _en_avis(self, cible: str, vu: Terme) -> Terme:
        """Return a level as an avis: acquis from the one from which it counts."""
        echelle = self.echelle(cible)
        if echelle is None:
            return vu
        return si(vu >= echelle.seuil, entier(ACQUIS), si(vu >= 0, entier(NON_ACQUIS), vu))

    def observe_par(self, role: str, cible: str) -> Terme:
        """Return what one evaluator said of a cible, whatever is held."""
        return self._lire(nom_observation(role, cible), RIEN)

    def a_observe(self, role: str, noeud: Noeud) -> Terme:
        """Tell of whom a role said anything at all of a node, or of what stands below it."""
        vus = [self._lire(nom_observation(role, chemin), RIEN) for chemin in sorted(noeud.descendance)]
        return ~(somme(*(vu.est(RIEN) for vu in vus)) >= len(vus))

    def est_observe(self, noeud: Noeud) -> Terme:
        """Tell of whom anybody said anything of a bloc, of what stands below it, or of its épreuves."""
        cibles = sorted(noeud.observables)
        noms = [nom for cible in cibles for nom in self._par_cible.get(cible, ())]
        return ~(somme(*(colonne(nom).est(RIEN) for nom in noms)) >= len(noms))

    def valeur(self, cible: str) -> Terme:
        """Return what was said of a cible: of several who observe it, by the first in the order of the édition."""
        *premieres, lue = [*map(colonne, self._par_cible.get(cible, ()))] or [entier(RIEN)]
        for premiere in reversed(premieres):
            lue = si(premiere.est(RIEN), lue, premiere)
        return lue

    def notes(self, noeud: Noeud) -> tuple[NoteLue, ...]:
        """Return what each marked épreuve got that assesses a node, or something below it; of the root, all."""
        return self.notation.lire(noeud, self)

    def note_gardee(self, epreuve: str) -> tuple[Terme, Terme]:
        """Return the mark of an épreuve that was kept, in hundredths, and its day; -1 and 0: none."""
        return self._lire(nom_gardee(epreuve), 0) + -1, self._lire(nom_gardee_le(epreuve), 0)

    def tenue_sans_note(self, epreuve: Epreuve) -> Terme:
        """Tell of whom all blocs that an épreuve assesses are held already."""
        return et(*(self.tenus.get(bloc, FAUX) for bloc in epreuve.blocs)) if epreuve.blocs else FAUX

    def valable(self, depuis: Terme, mois: int) -> Terme:
        """Tell of whom what they have since a day still counts: so many months later, that day included."""
        return et(depuis >= 1, depuis + mois * MOIS >= self.session)

    def tenu_depuis(self, cle: str) -> Terme:
        """Return the last day, until the séance, on which a bloc or a compétence was acquired; 0: never."""
        return self._lire(nom_acquis(cle), 0)

    def suivi_le(self, etape: str) -> Terme:
        """Return the day on which a training was followed; 0: never."""
        return self._lire(nom_parcours(etape), 0)

    def choisi(self, bloc: str) -> Terme:
        """Tell of whom a bloc is among those that they chose."""
        return self._lire(nom_choisi(bloc), 0).est(1)

    def option(self, code: str) -> Terme:
        """Tell of whom an option is the one that they have."""
        return self._lire(nom_option(code), 0).est(1)

    def demande(self, bloc: str) -> Terme:
        """Tell of whom a bloc may be asked: all, but where an option asks for it, or the voie leads elsewhere."""
        if bloc in self.edition.voie(self.voie).sans_blocs:
            return FAUX
        options = self.edition.options_par_bloc.get(bloc)
        return ou(*map(self.option, options)) if options else VRAI

    def donnee(self, nom: str) -> Terme:
        """Return a number that the dossier records by its name; -1: it records none."""
        return self._lire(nom_donnee(nom), 0) + -1

    @property
    def choisit(self) -> Terme:
        """Tell who chose blocs at all."""
        return self._lire(CHOISIT, 0).est(1)

    def decide(self, bloc: str) -> Terme:
        """Return what the jury decided of a bloc, as the number of a verdict; -1: nothing."""
        return self._lire(nom_decide(bloc), -1)

    def _lire(self, nom: str, defaut: int) -> Terme:
        if self.lus is not None:
            self.lus.add(nom)
        return colonne(nom) if nom in self.presentes else entier(defaut)

    @cached_property
    def _par_cible(self) -> Mapping[str, tuple[str, ...]]:
        """The columns of observations, by the path that they are about."""
        rangs = {evaluateur.role: rang for rang, evaluateur in enumerate(self.edition.evaluateurs)}
        trouves: dict[str, list[tuple[int, str]]] = {}
        for nom in self.presentes:
            role, _, cible = ("" if "=" in nom else nom).partition(":")
            if cible:
                trouves.setdefault(cible, []).append((rangs.get(role, len(rangs)), nom))
        return {cible: tuple(nom for _, nom in sorted(noms)) for cible, noms in trouves.items()}


def nom_observation(role: str, cible: str) -> str:
    """Return the name of the column of what a role said of a path."""
    return f"{role}:{cible}"


def nom_acquis(cle: str) -> str:
    """Return the name of the column of the days on which a bloc or a compétence was acquired."""
    return f"acquis={cle}"


def nom_gardee(epreuve: str) -> str:
    """Return the name of the column of the marks of an épreuve that were kept: hundredths and 1; 0 is none."""
    return f"gardee={epreuve}"


def nom_gardee_le(epreuve: str) -> str:
    """Return the name of the column of the days of the marks that were kept."""
    return f"gardee_le={epreuve}"


def nom_parcours(etape: str) -> str:
    """Return the name of the column of the days on which a training was followed."""
    return f"parcours={etape}"


def nom_option(code: str) -> str:
    """Return the name of the column that tells who has an option (1) and who has not (0)."""
    return f"option={code}"


def nom_donnee(nom: str) -> str:
    """Return the name of the column of a recorded number, and 1; 0 is none."""
    return f"{DONNEE}{nom}"


def nom_choisi(bloc: str) -> str:
    """Return the name of the column that tells who chose a bloc (1) and who did not (0)."""
    return f"choisi={bloc}"


def nom_decide(bloc: str) -> str:
    """Return the name of the column of what the jury decided of a bloc."""
    return f"decide={bloc}"


def est_rare(nom: str) -> bool:
    """Tell whether a column is one that only some policies read: an option, a recorded number, a mark kept."""
    return nom.startswith(_RARES)


_RARES = ("option=", DONNEE, "gardee=", "gardee_le=")


def en_nombre(jour: date) -> int:
    """Write a day as a number that has its order; a month more is 32 more, whatever the month."""
    return (jour.year * 12 + jour.month - 1) * MOIS + jour.day


def en_jour(nombre: int) -> date:
    """Return the day that a number stands for; one that its month does not have becomes its last."""
    rang, jour = divmod(nombre, MOIS)
    annee, mois = divmod(rang, 12)
    return date(annee, mois + 1, min(jour, monthrange(annee, mois + 1)[1]))


_AVIS: Mapping[int, Valeur | None] = {
    RIEN: None,
    ACQUIS: Avis.ACQUIS,
    NON_ACQUIS: Avis.NON_ACQUIS,
    ABSENT: Avis.ABSENT,
    NEUTRALISE: Neutralise(""),
}


def en_valeur(nombre: int) -> Valeur | None:
    """Return what an evaluator says, from the number that stands for it; why a node was neutralised is lost."""
    return Note(nombre) if nombre >= 0 else _AVIS[nombre]
