"""The graph of all certifications and of the passerelles between their blocs, as one SVG or HTML file.

The file needs nothing else: no library, no font, no script. A row of boxes stands for each branch; where each
box and each bridge is drawn is computed here, how it is drawn is the template's.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from attrs import evolve, frozen

from parchemin.documents.pages import rendre
from parchemin.passerelle import Nature, Passerelle, Reseau
from parchemin.passerelle.model import GenreDeLieu, Repere
from parchemin.referentiel.model import Edition

LARGEUR, LIGNE, TITRE, GOUTTIERE, MARGE = 380, 24, 48, 240, 90
COLONNES = 2
LEGENDE = 74
LETTRES = LARGEUR * 2 // 15
"""How many letters of a name a box holds."""

NATURES = {
    Nature.DE_DROIT: "de droit : le même bloc",
    Nature.A_APPRECIER: "à apprécier par le jury",
    Nature.DISPENSE: "dispense d'épreuve",
}


@frozen
class _Boite:
    """What is drawn as a box: its key, its words, its rows by lieu, and its place."""

    cle: str
    branche: str
    titre: str
    rangs: tuple[tuple[str, str], ...]
    colonne: int = 0
    haut: int = 0

    @property
    def gauche(self) -> int:
        return MARGE + self.colonne * (LARGEUR + GOUTTIERE)

    @property
    def hauteur(self) -> int:
        return TITRE + LIGNE * max(1, len(self.rangs))

    def ancre(self, lieu: str) -> int:
        """Return the height at which a bridge touches this box: at a row, or at the title."""
        places = [rang for rang, (connu, _) in enumerate(self.rangs) if connu == lieu]
        return self.haut + (TITRE + LIGNE * places[0] + LIGNE // 2 if places else TITRE // 2)


@frozen
class _Pont:
    """A bridge from a lieu to another."""

    de: str
    vers: str
    nature: Nature

    def __str__(self) -> str:
        return f"{self.de} → {self.vers} : {NATURES[self.nature]}"


@frozen
class _Plan:
    """The drawing: where each box stands, and what leads from one to another."""

    boites: tuple[_Boite, ...]
    ponts: tuple[_Pont, ...]

    largeur = 2 * MARGE + COLONNES * LARGEUR + (COLONNES - 1) * GOUTTIERE

    @property
    def hauteur(self) -> int:
        return max((boite.haut + boite.hauteur for boite in self.boites), default=LEGENDE) + 40

    @property
    def branches(self) -> list[_Boite]:
        """The first box of each branch, above which its name stands."""
        return [next(groupe) for _, groupe in groupby(self.boites, lambda boite: boite.branche)]

    @property
    def traces(self) -> Iterator[tuple[_Pont, str]]:
        """Yield each bridge with the path to draw."""
        for pont in self.ponts:
            de, vers = _boite_de(pont.de, self.boites), _boite_de(pont.vers, self.boites)
            if de and vers:
                yield pont, _tracer(de, de.ancre(pont.de), vers, vers.ancre(pont.vers))

    @property
    def description(self) -> str:
        """Say in words what the drawing shows."""
        noms = ", ".join(boite.cle for boite in self.boites)
        ponts = " ; ".join(map(str, self.ponts)) or "aucune"
        return f"Certifications : {noms}. Passerelles : {ponts}. Les formations communes ne sont pas dessinées."


def ecrire(reseau: Reseau) -> bytes:
    """Return a page: the graph, then every passerelle in words."""
    passerelles = sorted(reseau.passerelles, key=repr)
    return rendre(
        "passerelles.html", plan=_plan(reseau), natures=NATURES, passerelles=passerelles, lettres=LETTRES
    )


def dessiner(reseau: Reseau) -> bytes:
    """Return the drawing alone, with a title and a description for those who do not see it."""
    return rendre("reseau.svg", plan=_plan(reseau), natures=NATURES, lettres=LETTRES, seul=True)


def _plan(reseau: Reseau) -> _Plan:
    boites = tuple(_placer(tuple(_boites(reseau))))
    return _Plan(boites, tuple(dict.fromkeys(_ponts(reseau, boites))))


def _boites(reseau: Reseau) -> Iterator[_Boite]:
    """Yield a box for each édition, and one for the attestations that lead to a branch."""
    for branche, editions in groupby(reseau.catalogue.editions, lambda edition: edition.cle.partition(".")[0]):
        for edition in editions:
            niveau = f"Niveau {edition.niveau} · " if edition.niveau else ""
            yield _Boite(edition.cle, branche, f"{niveau}{edition.intitule}", tuple(_rangs(edition)))
        if venues := sorted(set(_attestations(reseau.passerelles, branche))):
            rangs = tuple((lieu, Repere.lire(lieu).code) for lieu in venues)
            yield _Boite("attestations", branche, "Délivrées autrefois", rangs)


def _attestations(passerelles: Sequence[Passerelle], branche: str) -> Iterator[str]:
    for passerelle in passerelles:
        attestation = Repere.lire(passerelle.de).genre is GenreDeLieu.ATTESTATION
        if attestation and passerelle.vers.startswith(f"{branche}."):
            yield passerelle.de


def _rangs(edition: Edition) -> Iterator[tuple[str, str]]:
    for bloc in edition.blocs:
        yield f"{edition.cle}/{bloc.code}", f"{bloc.code}  {bloc.intitule}"
    for option in edition.options:
        yield f"{edition.cle}:{option.code}", f"option  {option.intitule}"
    if edition.sans_contenu:
        yield f"{edition.cle}/?", "contenu inconnu"


def _placer(boites: Sequence[_Boite]) -> Iterator[_Boite]:
    """Lay the boxes branch by branch, in rows."""
    haut = LEGENDE
    for _, groupe in groupby(boites, lambda boite: boite.branche):
        haut += 46
        siennes = list(groupe)
        for debut in range(0, len(siennes), COLONNES):
            rangee = siennes[debut : debut + COLONNES]
            yield from (evolve(boite, colonne=colonne, haut=haut) for colonne, boite in enumerate(rangee))
            haut += max(boite.hauteur for boite in rangee) + 36


def _ponts(reseau: Reseau, boites: Sequence[_Boite]) -> Iterator[_Pont]:
    """Yield the bridges between boxes: shared blocs, then what is declared; trainings are not drawn."""
    partages: dict[str, list[str]] = {}
    for edition in reseau.catalogue.editions:
        for bloc in edition.blocs:
            partages.setdefault(bloc.cle, []).append(f"{edition.cle}/{bloc.code}")
    for lieux in partages.values():
        yield from (_Pont(de, vers, Nature.DE_DROIT) for de, vers in pairwise(lieux))
    for passerelle in sorted(reseau.passerelles, key=repr):
        formation = Repere.lire(passerelle.vers).genre is GenreDeLieu.FORMATION
        if not formation and _boite_de(passerelle.vers, boites) is not None:
            yield _Pont(passerelle.de, passerelle.vers, passerelle.nature)


def _boite_de(lieu: str, boites: Sequence[_Boite]) -> _Boite | None:
    porteuses = (boite for boite in boites if boite.cle == Repere.lire(lieu).edition or lieu in dict(boite.rangs))
    return next(porteuses, None)


def _tracer(de: _Boite, y1: int, vers: _Boite, y2: int) -> str:
    """Return a curve: across the gutter between two columns, outside of the boxes within one."""
    if de.colonne == vers.colonne:
        dehors = -1 if de.colonne == 0 else 1
        x1 = x2 = de.gauche + (LARGEUR if dehors > 0 else 0)
        c1 = c2 = x1 + dehors * min(MARGE + 10, 30 + abs(y2 - y1) // 6)
    else:
        sens = 1 if de.colonne < vers.colonne else -1
        x1 = de.gauche + (LARGEUR if sens > 0 else 0)
        x2 = vers.gauche + (0 if sens > 0 else LARGEUR)
        c1, c2 = x1 + sens * GOUTTIERE // 2, x2 - sens * GOUTTIERE // 2
    return f"M{x1} {y1}C{c1} {y1} {c2} {y2} {x2} {y2}"
