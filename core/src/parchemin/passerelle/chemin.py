"""What separates a person from a target: the answer, and what it has to warn of.

How it is found is in ``recherche``.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum

from attrs import frozen

from parchemin.passerelle.model import Detention, Nature, edition_de
from parchemin.passerelle.reseau import Atteinte, Reseau
from parchemin.referentiel.model import Bloc, Edition, Epreuve, NatureBloc, Prerequis, Source, Voie


class Statut(Enum):
    """What a bloc of the target is to its candidate."""

    ACQUIS_DE_DROIT = "acquis_de_droit"
    A_APPRECIER = "a_apprecier"
    A_PASSER = "a_passer"


@frozen
class BlocVise:
    """A bloc of the target, under its ``lieu`` there, and by which way it is reached (``None``: by none)."""

    bloc: Bloc
    lieu: str
    par: Atteinte | None = None

    @property
    def chaine(self) -> tuple[str, ...]:
        """Each step, from what is held to this bloc; a bloc that is shared is named as the target names it."""
        if self.par is None:
            return ()
        depart, *etapes = self.par.chaine
        return tuple(dict.fromkeys((depart, *etapes[:-1], self.lieu)))

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where each step is written; for a bloc that is not reached, where the bloc is."""
        return self.par.sources if self.par else (self.bloc.source,)

    @property
    def statut(self) -> Statut:
        """What this bloc is to its candidate."""
        if self.par is None:
            return Statut.A_PASSER
        return Statut.ACQUIS_DE_DROIT if self.par.nature is Nature.DE_DROIT else Statut.A_APPRECIER


@frozen
class Dispense:
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
    asks for and that no document describes.
    """

    reseau: Reseau
    vers: Edition
    voie: Voie
    le: date
    blocs: tuple[BlocVise, ...]
    epreuves: tuple[Epreuve, ...]
    formations: tuple[Prerequis, ...]
    dispenses: tuple[Dispense, ...]
    appreciees: tuple[Atteinte, ...]
    expirees: tuple[Atteinte, ...]
    a_venir: tuple[Detention, ...]
    sans_contenu: tuple[str, ...]
    tenue: bool
    non_decrits: Mapping[NatureBloc, int]

    @property
    def minutes(self) -> int:
        """The minutes of the épreuves still to pass, as far as documents give them."""
        return sum(epreuve.minutes for epreuve in self.epreuves)

    @property
    def sans_duree(self) -> tuple[Epreuve, ...]:
        """The épreuves still to pass whose length no document gives, in whole or in part."""
        return tuple(epreuve for epreuve in self.epreuves if not _a_une_duree(epreuve))

    def combien(self, statut: Statut) -> int:
        """Return how many blocs have a statut; those that no document describes are to pass."""
        inconnus = sum(self.non_decrits.values()) if statut is Statut.A_PASSER else 0
        return inconnus + sum(vise.statut is statut for vise in self.blocs)

    @property
    def garde(self) -> bool:
        """Tell whether anything at all is kept."""
        return bool(self.dispenses) or any(vise.par for vise in self.blocs)

    @property
    def reste(self) -> tuple[int, int]:
        """What is left, to order targets: the blocs that are not acquired, then the minutes."""
        return self.combien(Statut.A_PASSER) + self.combien(Statut.A_APPRECIER), self.minutes

    @property
    def alertes(self) -> tuple[str, ...]:
        """Return what whoever reads this answer must know."""
        return (*self._dates(), *self._niveaux(), *self._jury(), *self._reserves())

    def _dates(self) -> Iterator[str]:
        for tenu, jusqu_au in dict.fromkeys((perdue.tenu, perdue.jusqu_au) for perdue in self.expirees):
            yield f"{tenu.lieu} : obtenu le {tenu.le}, valable jusqu'au {jusqu_au}, expiré"
        for tenu in self.a_venir:
            yield f"{tenu.lieu} : obtenu le {tenu.le}, après le {self.le} : ne compte pas encore"
        for vise in self.blocs:
            if vise.par and vise.par.jusqu_au:
                yield f"{vise.bloc.code} : valable jusqu'au {vise.par.jusqu_au}"
        for lieu in self.sans_contenu:
            yield f"{lieu} : contenu inconnu, donc aussi ce qu'il donne"
        yield from self._suppositions()

    def _suppositions(self) -> Iterator[str]:
        """Name what was taken as obtained on a day that nobody gave, where that day matters."""
        suivies = [*(vise.par for vise in self.blocs if vise.par), *(dispense.par for dispense in self.dispenses)]
        for tenu in dict.fromkeys(par.tenu for par in suivies if par.tenu.suppose):
            if tenu.le != self.le or any(par.jusqu_au for par in suivies if par.tenu == tenu):
                yield f"{tenu.lieu} : date d'obtention non donnée, supposée le {tenu.le}"

    def _niveaux(self) -> Iterator[str]:
        traverses = {edition_de(lieu) for vise in self.blocs for lieu in vise.chaine}
        niveaux = {niveau for edition in traverses if (niveau := self.reseau.niveau(edition))}
        for niveau in sorted(niveaux - {self.vers.niveau}) if self.vers.niveau else ():
            yield f"équivalence entre niveaux différents : niveau {niveau} vers niveau {self.vers.niveau}"

    def _jury(self) -> Iterator[str]:
        if self.formations:
            yield f"formations exigées, à avoir suivies : {', '.join(etape.intitule for etape in self.formations)}"
        lectures: dict[str, list[str]] = {}
        for atteinte in self.appreciees:
            lectures.setdefault(atteinte.lecture, []).append(atteinte.route.lieu.rpartition(":")[2])
        for lecture, codes in lectures.items():
            yield f"{', '.join(codes)} : {lecture or 'le jury apprécie'}"
        for dispense in self.dispenses:
            if dispense.par.nature is Nature.DISPENSE:
                tenu, source = dispense.par.tenu.lieu, " ; ".join(map(str, dispense.par.sources))
                yield f"{dispense.de.code} : dispense par {tenu} ({source}), sauf demande du jury"

    def _reserves(self) -> Iterator[str]:
        for nature, combien in self.non_decrits.items():
            yield _dire_manquants(nature, combien)
        if self.sans_duree:
            codes = ", ".join(epreuve.code for epreuve in self.sans_duree)
            yield f"durée non écrite, non comptée dans les minutes : {codes}"
        if self.vers.valide_au and self.vers.valide_au < self.le:
            yield f"l'édition {self.vers.cle} n'est plus ouverte depuis le {self.vers.valide_au}"
        if a_relire := self.vers.a_relire(self.le):
            yield a_relire


def manquants(vers: Edition, blocs: Sequence[BlocVise]) -> dict[NatureBloc, int]:
    """Return how many blocs of each nature a target asks for beside those that are listed."""
    natures = Counter(vise.bloc.nature for vise in blocs)
    restes = {nature: combien - natures[nature] for nature, combien in vers.composition.items()}
    return {nature: reste for nature, reste in restes.items() if reste > 0}


def _a_une_duree(epreuve: Epreuve) -> bool:
    return bool(epreuve.parties) and all(partie.minutes is not None for partie in epreuve.parties)


def _dire_manquants(nature: NatureBloc, combien: int) -> str:
    mots = {NatureBloc.SPECIALITE: "de spécialité", NatureBloc.SPECIFIQUE: "spécifique"}
    s = "s" if combien > 1 else ""
    mot = mots.get(nature, nature.value)
    accorde = mot if nature is NatureBloc.SPECIALITE else f"{mot}{s}"
    return f"{combien} bloc{s} {accorde} à passer en plus, que le référentiel ne décrit pas"
