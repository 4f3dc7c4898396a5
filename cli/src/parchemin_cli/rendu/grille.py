"""The grid that a jury has on the screen: candidate and proposition first, then a column a bloc; below, why."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from parchemin.deliberation.model import Issue, Proposition
from parchemin.deliberation.pieces import Cadre
from parchemin.documents.mots import ISSUES, MOYENNE, ResultatDit, accorder, compter, resultats
from parchemin.dossier.model import Seance
from parchemin.faits import CODES, Mots
from parchemin.jury import Examen
from parchemin.referentiel.lexique import Lexique
from parchemin.referentiel.model import Edition
from parchemin.regles.base import Motif, Verdict
from parchemin.regles.controles import Alerte
from parchemin_cli.rendu import jury
from parchemin_cli.rendu.tableaux import Colonne, couper, dresser

_COULEURS = {
    Verdict.ACQUIS: "green",
    Verdict.NON_ACQUIS: "red",
    Verdict.EN_DEBAT: "yellow",
    Verdict.NON_EVALUE: "magenta",
}
_COULEURS_ISSUE = {
    Issue.CERTIFIE: "bold green",
    Issue.PARTIEL: "cyan",
    Issue.NON_CERTIFIE: "red",
    Issue.EN_DEBAT: "yellow",
    Issue.INCOMPLET: "magenta",
}


def afficher(
    console: Console, seance: Seance, propositions: Sequence[Proposition], examen: Examen | None, cadre: Cadre
) -> None:
    """Print the séance, its jury, a grid for each édition, the motifs of what is not acquis, and the count."""
    lieu = f" — {seance.lieu}" if seance.lieu else ""
    tete = f"Séance du {seance.date}{lieu} — {seance.certification} — {cadre.instance}"
    console.print(Text(tete, "bold"))
    if examen:
        jury.afficher(console, examen, cadre)
    for _, groupe in groupby(sorted(propositions, key=_edition), key=_edition):
        for grille in _grilles(console, list(groupe)):
            console.print(grille)
    communes = frozenset.intersection(*(frozenset(proposition.alertes) for proposition in propositions))
    for alerte in sorted(communes, key=lambda alerte: alerte.dire(CODES)):
        console.print(_alerte(alerte, Lexique.de(propositions[0].edition)))
    for proposition in propositions:
        if lignes := list(expliquer(proposition, communes)):
            console.print(Text(titre(proposition), "bold"))
            for ligne in lignes:
                console.print(Padding(ligne, (0, 0, 0, 2), expand=False))
    console.print(Text(bilan(propositions), "bold"))


def _edition(proposition: Proposition) -> str:
    return proposition.edition.cle


def _grilles(console: Console, propositions: Sequence[Proposition]) -> Iterator[Table]:
    """Yield the grid of an édition; on a narrow terminal its columns go to several, of the same rows."""
    edition = propositions[0].edition
    for rang, partie in enumerate(couper(console, list(_colonnes(edition, propositions)), rappel=2)):
        table = dresser(console, partie)
        table.title = f"{edition.cle} — {edition.intitule}{' (suite)' if rang else ''}"
        table.title_justify, table.title_style = "left", "italic"
        yield table


def _colonnes(edition: Edition, propositions: Sequence[Proposition]) -> Iterator[Colonne]:
    dossiers = [proposition.dossier for proposition in propositions]
    rangees = [resultats(proposition) for proposition in propositions]
    yield Colonne("Dossier", [Text(dossier.code) for dossier in dossiers])
    yield Colonne("Candidat", [Text(str(dossier.candidat)) for dossier in dossiers], libre=True)
    yield Colonne("Proposition", [Text(ISSUES[p.issue], _COULEURS_ISSUE[p.issue]) for p in propositions])
    mots = Lexique.de(edition)
    yield Colonne("Voie", [Text(mots.nommer("voie_courte", dossier.voie)) for dossier in dossiers], libre=True)
    noms = {epreuve.code: epreuve.intitule for epreuve in edition.epreuves} | {MOYENNE: MOYENNE.capitalize()}
    for code in dict.fromkeys(code for cellules in rangees for code in cellules):
        yield Colonne(noms.get(code, code), [_cellule(cellules.get(code)) for cellules in rangees])


def _cellule(resultat: ResultatDit | None) -> Text:
    if resultat is None:
        return Text("")
    if resultat.mots == "Non présenté":
        return Text("—", "dim")
    return Text(resultat.mots, _COULEURS[resultat.verdict] if resultat.verdict else "")


def titre(proposition: Proposition) -> str:
    """Name a dossier, with what is proposed of it."""
    return f"{proposition.dossier.code} {proposition.dossier.candidat} — {ISSUES[proposition.issue]}"


def expliquer(proposition: Proposition, deja_dites: frozenset[Alerte] = frozenset()) -> Iterator[Text]:
    """Yield why a dossier is not certified: the motifs of what is not acquis, and its alerts."""
    mots = Lexique.de(proposition.edition)
    for bloc in proposition.blocs:
        if bloc.presente and bloc.verdict is not Verdict.ACQUIS:
            yield from (_phrase(motif, mots, _COULEURS[bloc.verdict]) for motif in bloc.motifs)
    for jugement in proposition.certification:
        if jugement.verdict is not Verdict.ACQUIS:
            yield _phrase(jugement.motif, mots, _COULEURS[jugement.verdict])
    for alerte in proposition.alertes:
        if alerte not in deja_dites:
            yield _alerte(alerte, mots)


def _alerte(alerte: Alerte, mots: Mots) -> Text:
    source = (f" [{alerte.source}]", "dim") if alerte.source else ""
    return Text.assemble((f"! {alerte.dire(mots)}", "yellow"), source)


def _phrase(motif: Motif, mots: Mots, couleur: str) -> Text:
    exige = f" ; exigé : {motif.exige.dire(mots)} "
    return Text.assemble((motif.constater(mots), couleur), exige, (f"[{motif.source}]", "dim"))


def bilan(propositions: Sequence[Proposition]) -> str:
    """Say how many dossiers there are, and how many come to each issue."""
    dits = compter(Counter(proposition.issue for proposition in propositions))
    return f"{len(propositions)} {accorder('dossier', len(propositions))} : {', '.join(dits)}."
