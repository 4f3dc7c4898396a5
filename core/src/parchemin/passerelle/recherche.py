"""From what persons hold to a target, to all targets, and from each édition to each other."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeGuard

from attrs import evolve, field, frozen

from parchemin.errors import CodeInconnu, Suggestion, inconnu
from parchemin.faits import Tournure
from parchemin.passerelle.chemin import AttenduDispense, BlocVise, Chemin, ChoixDeBlocs, StatutDeBloc
from parchemin.passerelle.demandes import BlocsDemandes
from parchemin.passerelle.model import Detention, Nature, Repere, lieu_de
from parchemin.passerelle.reseau import Atteinte, Reseau, Route
from parchemin.referentiel.model import Bloc, Edition, Epreuve, Prerequis, Voie

VOIE_INCONNUE = Tournure("voie_inconnue_de_l_edition", "voie inconnue « {nom} » de {edition}{suggestion}")


@frozen(eq=False)
class _Attendu:
    """An épreuve or a training of the target, under its lieu; ``blocs`` are those that it assesses, or all."""

    de: Epreuve | Prerequis
    lieu: str
    blocs: frozenset[str]

    def reste(self, ouverts: set[str], *, complet: bool) -> bool:
        """Tell whether it stays while some blocs are open; a training always does."""
        if isinstance(self.de, Prerequis):
            return True
        return not complet and (not self.blocs or not self.blocs.isdisjoint(ouverts))


@frozen(eq=False)
class Visee:
    """A target in one voie, made ready for all those who aim at it: what one person takes, the next shares."""

    reseau: Reseau
    vers: Edition
    voie: Voie
    blocs: tuple[tuple[Bloc, str], ...]
    attendus: tuple[_Attendu, ...]
    demandes: BlocsDemandes
    lieux: frozenset[str]
    _utiles: dict[tuple[str, int], tuple[Route, ...]] = field(factory=dict, init=False, repr=False)

    @classmethod
    def preparer(cls, reseau: Reseau, vers: Edition, voie: str = "") -> "Visee":
        """Make a target ready, by its first voie when none is named.

        :raises ContenuInconnu: when the target is declared without content.
        :raises CodeInconnu: when it has no such voie.
        """
        choisie = _voie(vers.exiger_contenu(), voie)
        epreuves = (
            _Attendu(epreuve, lieu_de(vers, epreuve), epreuve.blocs) for epreuve in vers.epreuves_de(choisie)
        )
        formations = (_Attendu(etape, lieu_de(vers, etape), frozenset()) for etape in vers.prerequis_de(choisie))
        attendus = (*epreuves, *formations)
        blocs = tuple((bloc, f"{vers.cle}/{bloc.code}") for bloc in vers.blocs)
        lieux = {vers.cle, *(bloc.cle for bloc in vers.blocs), *(attendu.lieu for attendu in attendus)}
        return cls(reseau, vers, choisie, blocs, attendus, BlocsDemandes.de(vers, choisie.code), frozenset(lieux))

    def chercher(self, tenus: Iterable[Detention], le: date) -> Chemin:
        """Return what a person keeps and what is left, on a day; what is obtained later does not count yet."""
        tenus = tuple(tenus)
        atteintes, expirees = self._atteindre(tenus, le)
        tenue = _de_droit(atteintes.get(self.vers.cle))
        vises = {bloc.code: BlocVise(bloc, lieu, atteintes.get(bloc.cle)) for bloc, lieu in self.blocs}
        choix = () if tenue else tuple(self._choisir(vises))
        blocs = tuple(self._retenir(vises, choix, tenue=tenue))
        manquent = {} if tenue else self.demandes.non_decrits
        attendus = [] if tenue else self._attendus(blocs, complet=not manquent)
        restent = [attendu for attendu in attendus if not _spare(atteintes.get(attendu.lieu))]
        return Chemin(
            self.reseau,
            self.vers,
            self.voie,
            le,
            blocs,
            epreuves=tuple(attendu.de for attendu in restent if isinstance(attendu.de, Epreuve)),
            formations=tuple(attendu.de for attendu in restent if isinstance(attendu.de, Prerequis)),
            dispenses=tuple(
                AttenduDispense(a.de, atteintes[a.lieu]) for a in attendus if _spare(atteintes.get(a.lieu))
            ),
            appreciees=tuple(atteintes[attendu.lieu] for attendu in restent if attendu.lieu in atteintes),
            expirees=tuple(perdue for lieu, perdue in expirees.items() if lieu not in atteintes),
            a_venir=tuple(tenu for tenu in tenus if tenu.le > le and self._routes(tenu)),
            sans_contenu=tuple(tenu.lieu for tenu in tenus if tenu.lieu in self.reseau.sans_contenu),
            tenue=tenue,
            non_decrits=manquent,
            choix=choix,
        )

    def _choisir(self, vises: Mapping[str, BlocVise]) -> Iterator[ChoixDeBlocs]:
        """Yield the choices still open: among what the jury may give, and the others where that is too little."""
        for quota in self.demandes.au_choix:
            ouverts = [
                vises[code] for code in quota.codes if vises[code].statut is not StatutDeBloc.ACQUIS_DE_DROIT
            ]
            reste = quota.demandes - (len(quota.codes) - len(ouverts))
            apprecies = [vise for vise in ouverts if vise.par]
            if reste > 0:
                yield ChoixDeBlocs(reste, tuple(apprecies if len(apprecies) >= reste else ouverts))

    def _retenir(
        self, vises: Mapping[str, BlocVise], choix: Iterable[ChoixDeBlocs], *, tenue: bool
    ) -> Iterator[BlocVise]:
        """Yield the blocs that count: those that all must have, those of a choice, and others that are held."""
        a_choisir = {vise.bloc.code for un in choix for vise in un.blocs}
        de_quotas = {code for quota in self.demandes.au_choix for code in quota.codes}
        for code, vise in vises.items():
            en_plus = vise.par and not tenue and code not in de_quotas
            if code in a_choisir:
                yield evolve(vise, au_choix=True)
            elif en_plus or code in self.demandes.exiges or vise.statut is StatutDeBloc.ACQUIS_DE_DROIT:
                yield vise

    def _attendus(self, blocs: Iterable[BlocVise], *, complet: bool) -> list[_Attendu]:
        """Return the trainings, and the épreuves that assess something not acquired.

        :param complet: the blocs are all that the target asks for.
        """
        ouverts = {vise.bloc.code for vise in blocs if vise.statut is not StatutDeBloc.ACQUIS_DE_DROIT}
        fini = complet and not ouverts
        return [attendu for attendu in self.attendus if attendu.reste(ouverts, complet=fini)]

    def _atteindre(self, tenus: Iterable[Detention], le: date) -> tuple[dict[str, Atteinte], dict[str, Atteinte]]:
        """Return the best way to each lieu of the target, and the best of those that are over."""
        atteintes: dict[str, Atteinte] = {}
        expirees: dict[str, Atteinte] = {}
        for tenu in tenus:
            if tenu.le > le:
                continue
            for route in (route for route in self._routes(tenu) if route.depuis <= le):
                atteinte = self.reseau.suivre(route, tenu)
                retenues = expirees if atteinte.expiree(le) else atteintes
                if self._meilleure(atteinte, retenues.get(route.lieu)):
                    retenues[route.lieu] = atteinte
        return atteintes, expirees

    def _routes(self, tenu: Detention) -> tuple[Route, ...]:
        """Return the routes that end in the target."""
        cle = tenu.lieu, self.reseau.periode(tenu.le)
        if cle not in self._utiles:
            routes = self.reseau.routes(tenu, self.voie.code)
            self._utiles[cle] = tuple(route for route in routes if route.lieu in self.lieux)
        return self._utiles[cle]

    def _meilleure(self, nouvelle: Atteinte, connue: Atteinte | None) -> bool:
        """Compare two ways to one lieu: by rank, then from the target itself, then by name and date."""
        if connue is None or nouvelle.rang != connue.rang:
            return connue is None or nouvelle.rang > connue.rang
        return self._ordre(nouvelle) < self._ordre(connue)

    def _ordre(self, atteinte: Atteinte) -> tuple[bool, tuple[str, ...], date]:
        return Repere.lire(atteinte.tenu.lieu).edition != self.vers.cle, atteinte.chaine, atteinte.tenu.le


@frozen
class CaseDeMatrice:
    """A cell of the matrix: how many blocs have each statut, and the minutes left.

    ``sans_duree`` counts the épreuves left whose length no document gives, and that the minutes leave out.
    """

    acquis_de_droit: int
    a_apprecier: int
    a_passer: int
    minutes: int
    sans_duree: int

    @classmethod
    def de(cls, chemin: Chemin) -> "CaseDeMatrice":
        """Count what a search found."""
        droit, apprecier, passer = (chemin.combien(statut) for statut in StatutDeBloc)
        return cls(droit, apprecier, passer, chemin.minutes, len(chemin.sans_duree))


def chercher(reseau: Reseau, tenus: Iterable[Detention], vers: Edition, le: date, voie: str = "") -> Chemin:
    """Return what is kept and what is left towards one target; see `Visee`."""
    return Visee.preparer(reseau, vers, voie).chercher(tenus, le)


def a_portee(reseau: Reseau, tenus: Iterable[Detention], le: date, voie: str = "") -> tuple[Chemin, ...]:
    """Return every target in force of which something is kept and which is not held, the nearest first.

    The nearest has the fewest blocs that are not acquired de droit, then the fewest minutes of épreuves.

    :raises CodeInconnu: when no target in force has such a voie.
    """
    tenus = tuple(tenus)
    chemins = [chercher(reseau, tenus, edition, le, voie) for edition in _cibles(reseau, le, voie)]
    ouverts = [chemin for chemin in chemins if chemin.garde and not chemin.tenue]
    return tuple(sorted(ouverts, key=lambda chemin: (chemin.reste, chemin.vers.cle)))


def matrice(reseau: Reseau, le: date) -> Mapping[str, Mapping[str, CaseDeMatrice | None]]:
    """Return what a holder of each édition keeps towards each other; ``None`` where one has no content."""
    editions = reseau.catalogue.editions
    visees = {e.cle: None if e.sans_contenu else Visee.preparer(reseau, e) for e in editions}
    return {
        de.cle: {vers: None if de.sans_contenu else _case(visee, de, le) for vers, visee in visees.items()}
        for de in editions
    }


def _case(visee: Visee | None, de: Edition, le: date) -> CaseDeMatrice | None:
    return CaseDeMatrice.de(visee.chercher((Detention(de.cle, le),), le)) if visee else None


def _voie(vers: Edition, code: str) -> Voie:
    connues = {voie.code: voie for voie in vers.voies}
    if code and code not in connues:
        raise CodeInconnu(VOIE_INCONNUE(nom=code, edition=vers.cle, suggestion=Suggestion.parmi(code, connues)))
    return connues[code] if code else vers.voies[0]


def _cibles(reseau: Reseau, le: date, voie: str) -> list[Edition]:
    """Return the targets in force that have a voie, all of them without one."""
    editions = reseau.catalogue.editions
    cibles = [edition for edition in editions if not edition.sans_contenu and edition.en_vigueur(le)]
    connues = {une.code for cible in cibles for une in cible.voies}
    if voie and cibles and voie not in connues:
        raise CodeInconnu(inconnu("voie inconnue", voie, connues))
    return [cible for cible in cibles if not voie or voie in {une.code for une in cible.voies}]


def _dispenses(attendus: Iterable[_Attendu], atteintes: Mapping[str, Atteinte]) -> Iterator[AttenduDispense]:
    for attendu in attendus:
        if _spare(atteinte := atteintes.get(attendu.lieu)):
            yield AttenduDispense(attendu.de, atteinte)


def _de_droit(atteinte: Atteinte | None) -> bool:
    return atteinte is not None and atteinte.nature is Nature.DE_DROIT


def _spare(atteinte: Atteinte | None) -> TypeGuard[Atteinte]:
    """Tell whether an épreuve or a training is spared; what the jury may only weigh spares nothing."""
    return atteinte is not None and atteinte.nature is not Nature.A_APPRECIER
