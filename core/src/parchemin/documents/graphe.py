"""The graph of all certifications and of the passerelles between their blocs, as one SVG or HTML file.

The file needs nothing else: no library, no font, no script. A row of boxes stands for each branch.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby, pairwise
from pathlib import Path

from attrs import frozen

from parchemin.documents.balises import Html, balise, page
from parchemin.documents.fichier import choisir, deposer
from parchemin.passerelle import Nature, Passerelle, Reseau
from parchemin.passerelle.model import ATTESTATION, edition_de
from parchemin.referentiel.model import Edition

LARGEUR, LIGNE, TITRE, GOUTTIERE, MARGE = 380, 24, 48, 240, 90
COLONNES = 2
LEGENDE = 74

_STYLE = """
text{font:13px "Segoe UI","DejaVu Sans",Arial,sans-serif;fill:#1b2733}
.nom{font-weight:bold}.dit{font-size:11.5px;fill:#51606e}.branche{font-size:17px;font-weight:bold}
.boite{fill:#fff;stroke:#51606e}.tete{fill:#e8eef4;stroke:#51606e}.filet{stroke:#d5dde5}
path{fill:none;stroke-width:1.8}
.de_droit{stroke:#1a7f37;stroke-width:3}
.a_apprecier{stroke:#b35900;stroke-dasharray:8 5}
.dispense{stroke:#6639ba;stroke-dasharray:2 5;stroke-linecap:round}
"""
_MOTS = {
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
class _Lien:
    """A bridge to draw, from a lieu to another."""

    de: str
    vers: str
    nature: Nature


def dessiner(reseau: Reseau, sortie: Path) -> None:
    """Write the graph to ``sortie``, whole or not at all.

    :raises ParcheminError: for an ending other than .svg and .html, or when the file cannot be written.
    """
    ecrire = choisir({".svg": svg, ".html": html}, sortie)
    deposer(sortie, ecrire(reseau).encode("utf-8"))


def html(reseau: Reseau) -> str:
    """Return a page: the graph, then every passerelle in words."""
    entetes = (balise("th", titre, scope="col") for titre in ("De", "Vers", "Nature", "Source", "Lecture"))
    lignes = (_ligne(passerelle) for passerelle in sorted(reseau.passerelles, key=repr))
    table = balise("table", balise("thead", balise("tr", *entetes)), balise("tbody", *lignes))
    return page(
        "Passerelles entre certifications",
        "svg{max-width:100%;height:auto}",
        balise(
            "main",
            balise("h1", "Passerelles entre certifications"),
            Html(svg(reseau)),
            balise("h2", "Passerelles déclarées"),
            balise("div", table, classe="defile", role="region", aria_label="Passerelles déclarées", tabindex="0"),
        ),
    )


def svg(reseau: Reseau) -> str:
    """Return the drawing, with a title and a description for those who do not see it."""
    boites = _placer(tuple(_boites(reseau)))
    liens = tuple(dict.fromkeys(_liens(reseau, boites)))
    largeur = 2 * MARGE + COLONNES * LARGEUR + (COLONNES - 1) * GOUTTIERE
    hauteur = max((boite.haut + boite.hauteur for boite in boites), default=LEGENDE) + 40
    corps = "\n".join((*_legende(), *(_tracer(lien, boites) for lien in liens), *map(_dessiner, boites)))
    titres = "".join(_titre_de_branche(boite) for boite in boites if boite in _premieres(boites))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {largeur} {hauteur}" width="{largeur}" '
        f'height="{hauteur}" role="img" aria-labelledby="titre description">\n'
        f'<title id="titre">Passerelles entre certifications</title>\n'
        f'<desc id="description">{escape(_decrire(boites, liens))}</desc>\n<style>{_STYLE}</style>\n'
        f"<defs>{''.join(_fleche(nature) for nature in Nature)}</defs>\n"
        f'<rect width="100%" height="100%" fill="#fff"/>\n{titres}\n{corps}\n</svg>\n'
    )


def _boites(reseau: Reseau) -> Iterator[_Boite]:
    """Yield a box for each édition, and one for the attestations that lead to a branch."""
    for branche, editions in groupby(reseau.catalogue.editions, lambda edition: edition.cle.partition(".")[0]):
        for edition in editions:
            niveau = f"Niveau {edition.niveau} · " if edition.niveau else ""
            yield _Boite(edition.cle, branche, f"{niveau}{edition.intitule}", tuple(_rangs(edition)))
        venues = sorted(
            {
                p.de
                for p in reseau.passerelles
                if p.vers.startswith(f"{branche}.") and edition_de(p.de) == ATTESTATION
            }
        )
        if venues:
            rangs = tuple((lieu, lieu.partition(":")[2]) for lieu in venues)
            yield _Boite("attestations", branche, "Délivrées autrefois", rangs)


def _rangs(edition: Edition) -> Iterator[tuple[str, str]]:
    for bloc in edition.blocs:
        yield f"{edition.cle}/{bloc.code}", f"{bloc.code}  {bloc.intitule}"
    for option in edition.options:
        yield f"{edition.cle}:{option.code}", f"option  {option.intitule}"
    if edition.sans_contenu:
        yield f"{edition.cle}/?", "contenu inconnu"


def _placer(boites: Sequence[_Boite]) -> tuple[_Boite, ...]:
    """Lay the boxes branch by branch, in rows."""
    placees: list[_Boite] = []
    haut = LEGENDE
    for _, groupe in groupby(boites, lambda boite: boite.branche):
        haut += 46
        siennes = list(groupe)
        for debut in range(0, len(siennes), COLONNES):
            rangee = siennes[debut : debut + COLONNES]
            placees += [
                _Boite(b.cle, b.branche, b.titre, b.rangs, colonne, haut) for colonne, b in enumerate(rangee)
            ]
            haut += max(boite.hauteur for boite in rangee) + 36
    return tuple(placees)


def _liens(reseau: Reseau, boites: Sequence[_Boite]) -> Iterator[_Lien]:
    """Yield the bridges between boxes: shared blocs, then what is declared; trainings are not drawn."""
    partages: dict[str, list[str]] = {}
    for edition in reseau.catalogue.editions:
        for bloc in edition.blocs:
            partages.setdefault(bloc.cle, []).append(f"{edition.cle}/{bloc.code}")
    for lieux in partages.values():
        for de, vers in pairwise(lieux):
            yield _Lien(de, vers, Nature.DE_DROIT)
    for passerelle in sorted(reseau.passerelles, key=repr):
        if "#parcours:" not in passerelle.vers and _boite_de(passerelle.vers, boites) is not None:
            yield _Lien(passerelle.de, passerelle.vers, passerelle.nature)


def _boite_de(lieu: str, boites: Sequence[_Boite]) -> _Boite | None:
    porteuses = (boite for boite in boites if boite.cle == edition_de(lieu) or lieu in dict(boite.rangs))
    return next(porteuses, None)


def _tracer(lien: _Lien, boites: Sequence[_Boite]) -> str:
    """Draw a bridge: across the gutter between two columns, outside of the boxes within one."""
    de, vers = _boite_de(lien.de, boites), _boite_de(lien.vers, boites)
    if de is None or vers is None:
        return ""
    y1, y2 = de.ancre(lien.de), vers.ancre(lien.vers)
    if de.colonne == vers.colonne:
        dehors = -1 if de.colonne == 0 else 1
        x1 = x2 = de.gauche + (LARGEUR if dehors > 0 else 0)
        c1 = c2 = x1 + dehors * min(MARGE + 10, 30 + abs(y2 - y1) // 6)
    else:
        sens = 1 if de.colonne < vers.colonne else -1
        x1 = de.gauche + (LARGEUR if sens > 0 else 0)
        x2 = vers.gauche + (0 if sens > 0 else LARGEUR)
        c1, c2 = x1 + sens * GOUTTIERE // 2, x2 - sens * GOUTTIERE // 2
    pointe = f' marker-end="url(#{lien.nature.value})"' if lien.nature is not Nature.DE_DROIT else ""
    mots = escape(f"{lien.de} → {lien.vers} : {_MOTS[lien.nature]}")
    trace = f'd="M{x1} {y1}C{c1} {y1} {c2} {y2} {x2} {y2}"{pointe}'
    return f'<path class="{lien.nature.value}" {trace}><title>{mots}</title></path>'


def _dessiner(boite: _Boite) -> str:
    x, y = boite.gauche, boite.haut
    traits = [
        f'<rect class="boite" x="{x}" y="{y}" width="{LARGEUR}" height="{boite.hauteur}" rx="5"/>',
        f'<rect class="tete" x="{x}" y="{y}" width="{LARGEUR}" height="{TITRE}" rx="5"/>',
        _ecrire(x + 12, y + 20, boite.cle, "nom"),
        _ecrire(x + 12, y + 38, boite.titre, "dit"),
    ]
    for rang, (_, mots) in enumerate(boite.rangs):
        base = y + TITRE + LIGNE * rang
        if rang:
            traits.append(f'<path class="filet" d="M{x} {base}h{LARGEUR}"/>')
        traits.append(_ecrire(x + 12, base + 17, mots, ""))
    return "\n".join(traits)


def _ecrire(x: int, y: int, mots: str, classe: str) -> str:
    """Write what fits in a box; the whole shows under the pointer."""
    place = LARGEUR * 2 // 15
    court = mots if len(mots) <= place else f"{mots[: place - 1]}…"
    entier = f"<title>{escape(mots)}</title>"
    return f'<text x="{x}" y="{y}" class="{classe}" xml:space="preserve">{escape(court)}{entier}</text>'


def _premieres(boites: Sequence[_Boite]) -> tuple[_Boite, ...]:
    return tuple(next(groupe) for _, groupe in groupby(boites, lambda boite: boite.branche))


def _titre_de_branche(boite: _Boite) -> str:
    return f'<text class="branche" x="{boite.gauche}" y="{boite.haut - 14}">{escape(boite.branche)}</text>'


def _legende() -> Iterator[str]:
    yield f'<text class="branche" x="{MARGE}" y="34">Passerelles entre certifications</text>'
    for rang, nature in enumerate(Nature):
        x = MARGE + rang * 250
        yield f'<path class="{nature.value}" d="M{x} 58h44"/><text x="{x + 54}" y="62">{_MOTS[nature]}</text>'


def _fleche(nature: Nature) -> str:
    return (
        f'<marker id="{nature.value}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" '
        'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L10 5L0 10" '
        f'class="{nature.value}" style="stroke-dasharray:none;stroke-width:1.8"/></marker>'
    )


def _decrire(boites: Sequence[_Boite], liens: Sequence[_Lien]) -> str:
    """Say in words what the drawing shows."""
    noms = ", ".join(boite.cle for boite in boites)
    ponts = " ; ".join(f"{lien.de} → {lien.vers}, {_MOTS[lien.nature]}" for lien in liens)
    reserve = "Les formations communes ne sont pas dessinées."
    return f"Certifications : {noms}. Passerelles : {ponts or 'aucune'}. {reserve}"


def _ligne(passerelle: Passerelle) -> Html:
    source = passerelle.source
    cellules = (passerelle.de, passerelle.vers, _MOTS[passerelle.nature], str(source), source.lecture)
    return balise("tr", *(balise("td", cellule) for cellule in cellules))
