"""The charts of a simulation as inline SVG: rates before and after, and how the issues are shared out.

Each has a title and a description in words; colours never say anything alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from parchemin.cohortes import mots
from parchemin.cohortes.comparer import Taux
from parchemin.deliberation.model import Issue
from parchemin.documents.mots import ISSUES

LARGEUR, MARGE, ECHELLE = 800, 230, 330
"""In pixels: the whole, the place of the names, and a rate of 100 %."""

RANG, TITRE = 36, 26
BARRES_MAX = 30
"""How many rates a chart shows; the table under it gives all."""

COULEURS = {
    Issue.CERTIFIE: "#1a7f37",
    Issue.PARTIEL: "#0969da",
    Issue.EN_DEBAT: "#bf8700",
    Issue.INCOMPLET: "#8250df",
    Issue.NON_CERTIFIE: "#b42318",
}


def barres(titre: str, taux: Sequence[Taux], numero: str, *, seul: bool = False) -> str:
    """Return a chart with two bars a rate, before and after; or one, where there is nothing to compare."""
    montres = choisir(taux)
    hauteur = TITRE + RANG * len(montres) + 6
    corps = "".join((_grille(hauteur), *(_barre(rang, un, seul=seul) for rang, un in enumerate(montres))))
    return _cadre(titre, "; ".join(_dire(un, seul=seul) for un in montres), numero, hauteur, corps)


def choisir(taux: Sequence[Taux]) -> Sequence[Taux]:
    """Return the rates that a chart shows: all, or those that move most."""
    if len(taux) <= BARRES_MAX:
        return taux
    return sorted(taux, key=lambda un: (-abs(un.apres - un.avant), -un.total, un.cle))[:BARRES_MAX]


def repartition(issues: Mapping[Issue, tuple[int, int]], numero: str, *, seul: bool = False) -> str:
    """Return how the dossiers are shared out among the issues, before and after."""
    presentes = {issue: nombres for issue, nombres in issues.items() if any(nombres)}
    cotes = ("dossiers",) if seul else ("avant", "après")
    lignes = [
        _empiler(rang, cote, [(i, n[rang]) for i, n in presentes.items()]) for rang, cote in enumerate(cotes)
    ]
    hauteur = TITRE + RANG * len(lignes) + 34
    legende = _legende(presentes, TITRE + RANG * len(lignes) + 12)
    dit = "; ".join(
        f"{ISSUES[issue].lower()} {a}" if seul else f"{ISSUES[issue].lower()} {a} puis {b}"
        for issue, (a, b) in presentes.items()
    )
    return _cadre("Issues des dossiers", dit, numero, hauteur, "".join((*lignes, *legende)))


def _cadre(titre: str, description: str, numero: str, hauteur: int, corps: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LARGEUR} {hauteur}" role="img" '
        f'aria-labelledby="{numero}t {numero}d"><title id="{numero}t">{escape(titre)}</title>'
        f'<desc id="{numero}d">{escape(description)}</desc>{corps}</svg>'
    )


def _grille(hauteur: int) -> str:
    traits = (
        f'<path class="filet" d="M{MARGE + ECHELLE * part // 100} {TITRE - 6}V{hauteur - 4}"/>'
        f'<text class="axe" x="{MARGE + ECHELLE * part // 100}" y="{TITRE - 11}">{part} %</text>'
        for part in (0, 25, 50, 75, 100)
    )
    return "".join(traits)


def _barre(rang: int, taux: Taux, *, seul: bool) -> str:
    haut = TITRE + RANG * rang
    largeurs = [ECHELLE * combien // taux.total if taux.total else 0 for combien in (taux.avant, taux.apres)]
    corps = f'<rect class="apres" x="{MARGE}" y="{haut + 9}" width="{largeurs[1]}" height="14"/>'
    if not seul:
        corps = (
            f'<rect class="avant" x="{MARGE}" y="{haut + 3}" width="{largeurs[0]}" height="12"/>'
            f'<rect class="apres" x="{MARGE}" y="{haut + 16}" width="{largeurs[1]}" height="12"/>'
        )
    nom = mots.intitule(taux)
    court = nom if len(nom) <= 30 else f"{nom[:29]}…"
    return (
        f'<g><title>{escape(_dire(taux, seul=seul))}</title><text class="nom" x="{MARGE - 10}" y="{haut + 20}">'
        f"{escape(court)}</text>{corps}"
        f'<text x="{MARGE + ECHELLE + 12}" y="{haut + 20}">{escape(_valeur(taux, seul=seul))}</text></g>'
    )


def _valeur(taux: Taux, *, seul: bool) -> str:
    avant = mots.pour_cent(taux.avant, taux.total)
    if seul:
        return f"{avant} ({taux.avant}/{taux.total})"
    return f"{avant} → {mots.pour_cent(taux.apres, taux.total)} ({mots.ecart(taux)})"


def _dire(taux: Taux, *, seul: bool) -> str:
    return f"{mots.intitule(taux)} : {_valeur(taux, seul=seul)}, sur {taux.total}"


def _empiler(rang: int, cote: str, nombres: Sequence[tuple[Issue, int]]) -> str:
    """Draw one bar of 100 %, a segment an issue; its number stands in it where there is room."""
    total = sum(combien for _, combien in nombres)
    large = LARGEUR - MARGE - 20
    haut, gauche, vus = TITRE + RANG * rang, MARGE, 0
    traits = [f'<text class="nom" x="{MARGE - 10}" y="{haut + 18}">{cote}</text>']
    for issue, combien in nombres:
        vus += combien
        droite = MARGE + (large * vus // total if total else 0)
        traits.append(
            f'<g><title>{cote}, {ISSUES[issue].lower()} : {combien}</title><rect x="{gauche}" y="{haut}" '
            f'width="{droite - gauche}" height="26" fill="{COULEURS[issue]}" stroke="#fff"/>'
        )
        if droite - gauche > 9 * len(str(combien)):
            traits.append(f'<text class="dans" x="{(gauche + droite) // 2}" y="{haut + 18}">{combien}</text>')
        traits.append("</g>")
        gauche = droite
    return "".join(traits)


def _legende(issues: Mapping[Issue, object], haut: int) -> Iterator[str]:
    for rang, issue in enumerate(issues):
        gauche = MARGE + 112 * rang
        yield f'<rect x="{gauche}" y="{haut - 2}" width="13" height="13" fill="{COULEURS[issue]}"/>'
        yield f'<text x="{gauche + 19}" y="{haut + 9}">{ISSUES[issue]}</text>'
