"""The grille that an evaluator fills, on paper or in a spreadsheet, and that is read back as observations.

It is the wide form of the observations: a row a dossier, a column ``evaluateur:cible``.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from parchemin.dossier.model import Avis, Dossier, Seance, Valeur
from parchemin.errors import CodeInconnu, ParcheminError, inconnu
from parchemin.referentiel.arbre import Cible, arbre, cibles
from parchemin.referentiel.francais import jour
from parchemin.referentiel.lexique import Lexique
from parchemin.referentiel.model import Edition, NatureCible, Niveau, RoleEvaluateur, Voie

LIGNES_VIERGES = 20
"""How many rows a grille without a séance has, to be filled by hand."""

CONTINU = "Contrôle continu"

AVIS = {Avis.ACQUIS: "oui", Avis.NON_ACQUIS: "non", Avis.ABSENT: "absent"}
"""How an avis is written in the grille."""

_NIVEAUX = {
    Niveau.CRITERE: NatureCible.CRITERE,
    Niveau.COMPETENCE: NatureCible.COMPETENCE,
    Niveau.BLOC: NatureCible.BLOC,
}


@frozen
class Colonne:
    """What is observed by whom: its bloc (an épreuve has none), its words, and for a critère its compétence."""

    role: str
    evaluateur: str
    cible: Cible
    bloc: str
    mots: str
    competence: str = ""

    @property
    def titre(self) -> str:
        """The header by which the readers know this column."""
        return f"{self.role}:{self.cible.chemin}"

    @property
    def sur(self) -> int | None:
        """What its marks are out of, where it takes marks."""
        return self.cible.bareme.sur if self.cible.bareme else None

    @property
    def choix(self) -> tuple[str, ...]:
        """What it takes, where it takes no marks: the levels of its scale, or an avis; or an absence."""
        echelle = self.cible.echelle
        avis = echelle.niveaux if echelle else (AVIS[Avis.ACQUIS], AVIS[Avis.NON_ACQUIS])
        return (*avis, AVIS[Avis.ABSENT])


@frozen
class Ligne:
    """A dossier to evaluate, and the headers of what it is evaluated on; a blank one is evaluated on all."""

    code: str
    candidat: str
    ouvertes: frozenset[str]
    valeurs: dict[str, Valeur]


@frozen
class GrilleAImprimer:
    """The whole sheet."""

    titre: str
    colonnes: tuple[Colonne, ...]
    lignes: tuple[Ligne, ...]

    def exiger(self) -> "GrilleAImprimer":
        """Return this grille; raise `ParcheminError` where there is nothing to fill."""
        if not self.colonnes or not self.lignes:
            raise ParcheminError("rien à évaluer : aucun dossier, ou aucune cible pour cet évaluateur")
        return self


def grille_de_seance(seance: Seance, evaluateur: str = "", dossier: str = "") -> GrilleAImprimer:
    """Return the grille of a séance, of one evaluator or of all, for one dossier or for all.

    :raises CodeInconnu: for an evaluator or a dossier that the séance does not have.
    """
    codes = [candidature.code for candidature in seance.dossiers]
    _connu("dossier", dossier, codes)
    _connu("évaluateur", evaluateur, [r.role for e in seance.editions.values() for r in e.evaluateurs])
    voulus = [d for d in seance.dossiers if dossier in ("", d.code)]
    par_voie = {
        (cle, voie): tuple(colonnes(seance.editions[cle], voie, evaluateur))
        for cle, voie in dict.fromkeys((d.edition, d.voie) for d in voulus)
    }
    toutes = {colonne.titre: colonne for siennes in par_voie.values() for colonne in siennes}
    toutes |= {c.titre: c for d in voulus for c in _dites(d, seance.editions[d.edition], evaluateur, toutes)}
    lignes = tuple(_ligne(d, par_voie[d.edition, d.voie]) for d in voulus)
    noms = " ; ".join(dict.fromkeys(seance.editions[d.edition].intitule for d in voulus))
    rangees = _ranger(toutes.values(), seance.editions.values())
    return GrilleAImprimer(f"{noms}, séance du {jour(seance.date)}", rangees, lignes).exiger()


def grille_vierge(edition: Edition, evaluateur: str = "") -> GrilleAImprimer:
    """Return a grille of blank rows for an édition, over all its voies; raise `CodeInconnu`."""
    _connu("évaluateur", evaluateur, [qui.role for qui in edition.exiger_contenu().evaluateurs])
    toutes = {c.titre: c for voie in edition.voies for c in colonnes(edition, voie.code, evaluateur)}
    vide = Ligne("", "", frozenset(toutes), {})
    return GrilleAImprimer(
        edition.intitule, _ranger(toutes.values(), (edition,)), (vide,) * LIGNES_VIERGES
    ).exiger()


def _ranger(toutes: Iterable[Colonne], editions: Iterable[Edition]) -> tuple[Colonne, ...]:
    """Return columns by evaluator, then as a référentiel lists what they observe: each among those of its bloc."""
    connues = tuple(toutes)
    roles = list(dict.fromkeys(colonne.role for colonne in connues))
    chemins = dict.fromkeys(chemin for edition in editions for chemin, _ in _noms(edition))
    rangs = {chemin: rang for rang, chemin in enumerate(chemins)}
    return tuple(sorted(connues, key=lambda c: (roles.index(c.role), rangs[c.cible.chemin])))


def colonnes(edition: Edition, voie: str, evaluateur: str = "") -> Iterator[Colonne]:
    """Yield what each evaluator of a voie observes, at the finest level that is open to it."""
    suivie = edition.voie(voie)
    for convoque in edition.evaluateurs:
        if convoque.role in suivie.evaluateurs and evaluateur in ("", convoque.role):
            yield from _colonnes(edition, suivie, convoque)


def _colonnes(edition: Edition, voie: Voie, qui: RoleEvaluateur) -> Iterator[Colonne]:
    """Yield the marked épreuves; of who marks none, or in a voie that has none, the blocs and what is below."""
    connues = cibles(edition)
    notees = [epreuve for epreuve in edition.epreuves_de(voie) if epreuve.bareme]
    if NatureCible.EPREUVE in qui.observe:
        for epreuve in (une for une in notees if qui.role in (une.notee_par or (qui.role,))):
            yield Colonne(qui.role, qui.intitule, connues[epreuve.cible], "", epreuve.intitule)
    if not notees or NatureCible.EPREUVE not in qui.observe:
        yield from _dans_l_arbre(edition, voie, qui, connues)


def _dans_l_arbre(
    edition: Edition, voie: Voie, qui: RoleEvaluateur, connues: Mapping[str, Cible]
) -> Iterator[Colonne]:
    for bloc in arbre(edition, voie.code).enfants:
        if NatureCible.CONTINU in qui.observe:
            yield Colonne(qui.role, qui.intitule, connues[f"continu:{bloc.chemin}"], bloc.intitule, CONTINU)
        noms = {noeud.chemin: noeud.intitule for noeud in bloc.parcourir()}
        for noeud in bloc.parcourir():
            observable = _NIVEAUX[noeud.niveau] in qui.observe
            plus_fin = any(_NIVEAUX[enfant.niveau] in qui.observe for enfant in noeud.enfants)
            if observable and (qui.cumule or not plus_fin):
                cible = connues[noeud.chemin]
                competence = noms.get(cible.ancetres[-1], "") if noeud.niveau is Niveau.CRITERE else ""
                yield Colonne(qui.role, qui.intitule, cible, bloc.intitule, noeud.intitule, competence)


def _ligne(dossier: Dossier, siennes: Sequence[Colonne]) -> Ligne:
    """Return a row; what is observed above or below a column already leaves no room for it."""
    observees = dossier.observations.par_role
    ouvertes = frozenset(
        c.titre for c in siennes if _presentee(c, dossier) and not _pris(c, observees.get(c.role, {}))
    )
    valeurs = {f"{qui}:{chemin}": v for qui, vues in observees.items() for chemin, v in vues.items()}
    return Ligne(dossier.code, str(dossier.candidat), ouvertes.union(valeurs), valeurs)


def _dites(dossier: Dossier, edition: Edition, evaluateur: str, deja: Container[str]) -> Iterator[Colonne]:
    """Yield a column for what was observed at another level than is asked: a whole bloc, an absence."""
    connues, noms, mots = cibles(edition), dict(_noms(edition)), Lexique.de(edition)
    for observation in dossier.observations:
        qui, cible = observation.evaluateur, connues[observation.cible]
        if f"{qui}:{cible.chemin}" not in deja and evaluateur in ("", qui):
            bloc = "" if cible.nature is NatureCible.EPREUVE else noms[_bloc(cible)]
            competence = noms[cible.ancetres[-1]] if cible.nature is NatureCible.CRITERE else ""
            yield Colonne(qui, mots.nommer("role", qui), cible, bloc, noms[cible.chemin], competence)


def _noms(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the path and the name of all that can be observed: the épreuves, then bloc by bloc."""
    yield from ((epreuve.cible, epreuve.intitule) for epreuve in edition.epreuves)
    for bloc in edition.blocs:
        yield from ((f"continu:{bloc.code}", CONTINU), (bloc.code, bloc.intitule))
        for competence in bloc.competences:
            chemin = f"{bloc.code}/{competence.code}"
            yield chemin, competence.intitule
            yield from ((f"{chemin}/{critere.code}", critere.intitule) for critere in competence.criteres)


def _bloc(cible: Cible) -> str:
    return cible.chemin.removeprefix("continu:").partition("/")[0]


def _presentee(colonne: Colonne, dossier: Dossier) -> bool:
    return not dossier.blocs or not colonne.bloc or _bloc(colonne.cible) in dossier.blocs


def _pris(colonne: Colonne, vues: Iterable[str]) -> bool:
    return any(ancetre in vues for ancetre in colonne.cible.ancetres)


def _connu(quoi: str, code: str, connus: Sequence[str]) -> None:
    if code and code not in connus:
        raise CodeInconnu(inconnu(f"{quoi} inconnu", code, connus))
