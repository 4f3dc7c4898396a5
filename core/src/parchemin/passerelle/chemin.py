"""What separates a person from a target: the answer, and what it has to warn of.

How it is found is in ``recherche``.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import ClassVar

from attrs import frozen

from parchemin.faits import Fait, Mots, Tournure, inscrire
from parchemin.passerelle.model import Detention, Nature, Repere
from parchemin.passerelle.reseau import Atteinte, Reseau
from parchemin.referentiel.model import Bloc, Edition, Epreuve, NatureBloc, Prerequis, Source, Voie

EXPIRE = Tournure("tenu_expire", "{lieu:lieu} : obtenu le {obtenu:jour}, valable jusqu'au {jusqu_au:jour}, expiré")
A_VENIR = Tournure(
    "tenu_a_venir", "{lieu:lieu} : obtenu le {obtenu:jour}, après le {le:jour} : ne compte pas encore"
)
VALABLE = Tournure("bloc_valable", "{bloc:noeud} : valable jusqu'au {jusqu_au:jour}")
SANS_CONTENU = Tournure("tenu_sans_contenu", "{lieu:lieu} : contenu inconnu, donc aussi ce qu'il donne")
SUPPOSE = Tournure("tenu_suppose", "{lieu:lieu} : date d'obtention non donnée, supposée le {obtenu:jour}")
NIVEAUX = Tournure("niveaux_differents", "équivalence entre niveaux différents : niveau {de} vers niveau {vers}")
FORMATIONS = Tournure("formations_exigees", "formations exigées, à avoir suivies : {formations}")
A_APPRECIER = Tournure("attendus_a_apprecier", "{attendus:attendu} : {lecture}")
DISPENSE = Tournure("dispense", "{attendu:attendu} : dispense par {tenu:lieu} ({source}), sauf demande du jury")
DISPENSE_DE_DROIT = Tournure("dispense_de_droit", "{attendu:attendu} : dispense par {tenu:lieu} ({source})")
AU_CHOIX = Tournure(
    "blocs_au_choix",
    "{blocs:noeud} : au choix, {combien} à obtenir ; les minutes sont celles du choix le plus court",
)
SANS_DUREE = Tournure("sans_duree", "durée non écrite, non comptée dans les minutes : {attendus:attendu}")
PAS_ENCORE = Tournure("edition_a_venir", "l'édition {edition} n'existe pas encore : elle commence le {du:jour}")
CLOSE = Tournure("edition_close", "l'édition {edition} n'est plus ouverte depuis le {depuis:jour}")


class StatutDeBloc(Enum):
    """What a bloc of the target is to its candidate."""

    ACQUIS_DE_DROIT = "acquis_de_droit"
    A_APPRECIER = "a_apprecier"
    A_PASSER = "a_passer"


@frozen
class BlocVise:
    """A bloc of the target, under its ``lieu`` there, and by which way it is reached (``None``: by none).

    One ``au_choix`` is open with more others than the target asks for.
    """

    bloc: Bloc
    lieu: str
    par: Atteinte | None = None
    au_choix: bool = False

    @property
    def chaine(self) -> tuple[str, ...]:
        """Each step, from what is held to this bloc.

        A shared bloc of what is held is named as the target names it; one reached elsewhere, by both names.
        """
        if self.par is None:
            return ()
        depart, *etapes = self.par.chaine
        return tuple(dict.fromkeys((depart, *(etapes if self._d_ailleurs else etapes[:-1]), self.lieu)))

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where each step is written; for a bloc that is not reached, where the bloc is."""
        if self.par is None:
            return (self.bloc.source,)
        return (*self.par.sources, self.bloc.source) if self._d_ailleurs else self.par.sources

    @property
    def _d_ailleurs(self) -> bool:
        """Tell whether a passerelle leads to this bloc as another édition shares it."""
        avant, *arrivee = (Repere.lire(lieu).edition for lieu in self.par.chaine[-2:]) if self.par else ("",)
        return bool(arrivee) and arrivee[0] not in (avant, Repere.lire(self.lieu).edition)

    @property
    def statut(self) -> StatutDeBloc:
        """What this bloc is to its candidate."""
        if self.par is None:
            return StatutDeBloc.A_PASSER
        return StatutDeBloc.ACQUIS_DE_DROIT if self.par.nature is Nature.DE_DROIT else StatutDeBloc.A_APPRECIER


@frozen
class ChoixDeBlocs:
    """So many blocs suffice among these, none of which is acquired."""

    combien: int
    blocs: tuple[BlocVise, ...]

    def compter(self, statut: StatutDeBloc) -> int:
        """Return how many of those that suffice have a statut; what the jury may give comes first."""
        a_apprecier = min(self.combien, sum(vise.par is not None for vise in self.blocs))
        comptes = {
            StatutDeBloc.A_APPRECIER: a_apprecier,
            StatutDeBloc.A_PASSER: self.combien - a_apprecier,
        }
        return comptes.get(statut, 0)

    def minutes(self, epreuves: Sequence[Epreuve]) -> int:
        """Return the minutes of the shortest choice."""
        durees = sorted(_minutes_de(vise.bloc.code, epreuves) for vise in self.blocs)
        return sum(durees[: self.combien])


def _minutes_de(bloc: str, epreuves: Sequence[Epreuve]) -> int:
    return sum(epreuve.minutes for epreuve in epreuves if bloc in epreuve.blocs)


@inscrire
@frozen
class NonDecrits:
    """So many blocs of a nature are asked for beside those that the référentiel describes."""

    nature: NatureBloc
    combien: int
    code: ClassVar[str] = "blocs_non_decrits"

    def dire(self, mots: Mots) -> str:
        """Make the nature agree."""
        s = mots.dire(self.combien, "s")
        nature = "de spécialité" if self.nature is NatureBloc.SPECIALITE else f"{_ADJECTIFS[self.nature]}{s}"
        return f"{self.combien} bloc{s} {nature} à passer en plus, que le référentiel ne décrit pas"


_ADJECTIFS = {
    NatureBloc.COMMUN: "commun",
    NatureBloc.SPECIFIQUE: "spécifique",
    NatureBloc.OPTIONNEL: "optionnel",
}


@frozen
class AttenduDispense:
    """An épreuve or a training that a passerelle spares."""

    de: Epreuve | Prerequis
    par: Atteinte


@frozen(eq=False)
class Chemin:
    """What is kept and what is left towards a target, on a day, in one voie.

    ``epreuves`` are those still to pass, ``formations`` the trainings still required, ``dispenses`` what a
    passerelle spares of both. ``appreciees`` are the épreuves and the trainings that the jury may take for done,
    ``expirees`` what gave something and does not any more, ``a_venir`` what was not obtained yet on that day,
    ``sans_contenu`` what is held and declared without content.
    ``tenue`` says that the whole is held already; ``non_decrits`` counts, by nature, the blocs that the target
    asks for and that no document describes. ``choix`` are those of which some suffice.
    """

    reseau: Reseau
    vers: Edition
    voie: Voie
    le: date
    blocs: tuple[BlocVise, ...]
    epreuves: tuple[Epreuve, ...]
    formations: tuple[Prerequis, ...]
    dispenses: tuple[AttenduDispense, ...]
    appreciees: tuple[Atteinte, ...]
    expirees: tuple[Atteinte, ...]
    a_venir: tuple[Detention, ...]
    sans_contenu: tuple[str, ...]
    tenue: bool
    non_decrits: Mapping[NatureBloc, int]
    choix: tuple[ChoixDeBlocs, ...] = ()

    @property
    def minutes(self) -> int:
        """The minutes of the épreuves still to pass, as far as documents give them; of a choice, the shortest."""
        a_choisir = {vise.bloc.code for vise in self.blocs if vise.au_choix}
        du_choix = [epreuve for epreuve in self.epreuves if epreuve.blocs and epreuve.blocs <= a_choisir]
        certaines = sum(epreuve.minutes for epreuve in self.epreuves if epreuve not in du_choix)
        return certaines + sum(choix.minutes(du_choix) for choix in self.choix)

    @property
    def sans_duree(self) -> tuple[Epreuve, ...]:
        """The épreuves still to pass whose length no document gives, in whole or in part."""
        return tuple(epreuve for epreuve in self.epreuves if not _a_une_duree(epreuve))

    def combien(self, statut: StatutDeBloc) -> int:
        """Return how many blocs have a statut; those that no document describes are to pass."""
        inconnus = sum(self.non_decrits.values()) if statut is StatutDeBloc.A_PASSER else 0
        certains = sum(vise.statut is statut for vise in self.blocs if not vise.au_choix)
        return inconnus + certains + sum(choix.compter(statut) for choix in self.choix)

    @property
    def garde(self) -> bool:
        """Tell whether anything at all is kept."""
        return bool(self.dispenses) or any(vise.par for vise in self.blocs)

    @property
    def reste(self) -> tuple[int, int]:
        """What is left, to order targets: the blocs that are not acquired, then the minutes."""
        return self.combien(StatutDeBloc.A_PASSER) + self.combien(StatutDeBloc.A_APPRECIER), self.minutes

    @property
    def alertes(self) -> tuple[Fait, ...]:
        """Return what whoever reads this answer must know."""
        return (*self._dates(), *self._niveaux(), *self._jury(), *self._reserves())

    def _dates(self) -> Iterator[Fait]:
        for tenu, jusqu_au in dict.fromkeys((perdue.tenu, perdue.jusqu_au) for perdue in self.expirees):
            yield EXPIRE(lieu=tenu.lieu, obtenu=tenu.le, jusqu_au=jusqu_au)
        for tenu in self.a_venir:
            yield A_VENIR(lieu=tenu.lieu, obtenu=tenu.le, le=self.le)
        for vise in self.blocs:
            if vise.par and vise.par.jusqu_au:
                yield VALABLE(bloc=vise.bloc.code, jusqu_au=vise.par.jusqu_au)
        for lieu in self.sans_contenu:
            yield SANS_CONTENU(lieu=lieu)
        yield from self._suppositions()

    def _suppositions(self) -> Iterator[Fait]:
        """Name what was taken as obtained on a day that nobody gave, where that day matters."""
        suivies = [*(vise.par for vise in self.blocs if vise.par), *(dispense.par for dispense in self.dispenses)]
        for tenu in dict.fromkeys(par.tenu for par in suivies if par.tenu.suppose):
            if tenu.le != self.le or any(par.jusqu_au for par in suivies if par.tenu == tenu):
                yield SUPPOSE(lieu=tenu.lieu, obtenu=tenu.le)

    def _niveaux(self) -> Iterator[Fait]:
        traverses = {Repere.lire(lieu).edition for vise in self.blocs for lieu in vise.chaine}
        niveaux = {niveau for edition in traverses if (niveau := self.reseau.niveau(edition))}
        for niveau in sorted(niveaux - {self.vers.niveau}) if self.vers.niveau else ():
            yield NIVEAUX(de=niveau, vers=self.vers.niveau)

    def _jury(self) -> Iterator[Fait]:
        if self.formations:
            yield FORMATIONS(formations=tuple(etape.intitule for etape in self.formations))
        lectures: dict[str, list[str]] = {}
        for atteinte in self.appreciees:
            lectures.setdefault(atteinte.lecture, []).append(Repere.lire(atteinte.route.lieu).code)
        for lecture, codes in lectures.items():
            yield A_APPRECIER(attendus=tuple(codes), lecture=lecture or "le jury apprécie")
        for dispense in self.dispenses:
            if dispense.par.nature is Nature.DISPENSE:
                par = dispense.par
                dit = DISPENSE if par.route.sauf_demande else DISPENSE_DE_DROIT
                yield dit(attendu=dispense.de.code, tenu=par.tenu.lieu, source=citer(par.sources))

    def _reserves(self) -> Iterator[Fait]:
        for choix in (choix for choix in self.choix if len(choix.blocs) > choix.combien):
            yield AU_CHOIX(blocs=tuple(vise.bloc.code for vise in choix.blocs), combien=choix.combien)
        for nature, combien in self.non_decrits.items():
            yield NonDecrits(nature, combien)
        if self.sans_duree:
            yield SANS_DUREE(attendus=tuple(epreuve.code for epreuve in self.sans_duree))
        if self.le < self.vers.valide_du:
            yield PAS_ENCORE(edition=self.vers.cle, du=self.vers.valide_du)
        if self.vers.valide_au and self.vers.valide_au < self.le:
            yield CLOSE(edition=self.vers.cle, depuis=self.vers.valide_au)
        if a_relire := self.vers.a_relire(self.le):
            yield a_relire


def citer(sources: Sequence[Source]) -> str:
    """Return where something is written, each source once."""
    return " ; ".join(dict.fromkeys(map(str, sources)))


def _a_une_duree(epreuve: Epreuve) -> bool:
    return bool(epreuve.parties) and all(partie.minutes is not None for partie in epreuve.parties)
