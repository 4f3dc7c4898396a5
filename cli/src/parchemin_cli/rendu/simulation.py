"""A simulation on the terminal: who changes and why, the issues, and the rates with their bars."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from parchemin.cohortes.simulation.comparer import Comparaison, Taux
from parchemin.cohortes.simulation.motifs import Pourquoi
from parchemin.cohortes.simulation.simuler import Simulation
from parchemin.cohortes.sorties import mots
from parchemin.documents.mots import ISSUES, accorder

DOSSIERS_MAX = 30
"""How many dossiers, and how many rates along one axis, the terminal shows; a file gives all."""

LARGEUR = 24
"""How many characters a bar of 100 % has; a third of it on a terminal narrower than ``LARGE``."""

LARGE = 100

RESERVES_MAX = 12


def afficher(console: Console, simulation: Simulation) -> None:
    """Print the cohort, then each scenario beside the rules in force; or those alone."""
    console.print(Text(mots.cohorte(simulation), "bold"))
    _reserves(console, simulation, simulation.en_vigueur)
    if not simulation.comparaisons:
        _comparaison(console, simulation, simulation.en_vigueur, seul=True)
    for comparaison in simulation.comparaisons:
        console.print()
        console.print(Text(f"Scénario « {comparaison.scenario} »", "bold"))
        if sous_titre := mots.sous_titre(simulation, comparaison.scenario):
            console.print(Text(sous_titre, "dim"))
        _reserves(console, simulation, comparaison)
        console.print(Text(mots.bilan(comparaison), "bold"))
        _comparaison(console, simulation, comparaison, seul=False)


def _reserves(console: Console, simulation: Simulation, comparaison: Comparaison) -> None:
    reserves = simulation.reserves[comparaison.scenario]
    for reserve in reserves[:RESERVES_MAX]:
        console.print(Text(f"! {reserve}", "yellow"))
    if len(reserves) > RESERVES_MAX:
        console.print(Text(f"! … et {len(reserves) - RESERVES_MAX} autres réserves (--json les donne)", "yellow"))


def _comparaison(console: Console, simulation: Simulation, comparaison: Comparaison, *, seul: bool) -> None:
    for ligne in _dossiers(simulation, comparaison):
        console.print(ligne)
    if not comparaison.compares.height:
        return
    console.print(_issues(comparaison, seul=seul))
    if not seul:
        console.print(Text("Barres : █ avant et après, ▓ gagné, ░ perdu", "dim"))
    for axe, groupe in groupby(comparaison.taux(), lambda taux: taux.axe):
        taux = list(groupe)
        if len(taux) > 1 or axe in ("", "bloc"):
            nommer = partial(mots.nommer, simulation) if axe == "voie" else mots.intitule
            noms = {un.cle: nommer(un) for un in taux}
            largeur = LARGEUR if console.width >= LARGE else LARGEUR // 3
            console.print(_taux(mots.AXES[axe], taux, noms, largeur, seul=seul))


def _dossiers(simulation: Simulation, comparaison: Comparaison) -> Iterator[Text | Padding]:
    """Yield each dossier that changes with its motifs, then those that were asked for."""
    motifs = simulation.motifs[comparaison.scenario]
    for bascule in comparaison.bascules(DOSSIERS_MAX):
        yield Text(f"{bascule.dossier} — {' ; '.join(mots.passage(bascule))}", "bold")
        yield from _pourquoi(motifs.get(bascule.cle, ()))
    if (reste := comparaison.changes - DOSSIERS_MAX) > 0:
        yield Text(f"… et {reste} {accorder('autre', reste)} : --sortie les donne", "dim")
    for (_, code), dits in simulation.inchanges(comparaison).items():
        yield Text(f"{code} — ne change pas" if simulation.comparaisons else code, "bold")
        yield from _pourquoi(dits)


def _pourquoi(dits: tuple[Pourquoi, ...]) -> Iterator[Padding]:
    for cote, phrase in mots.phrases(dits):
        yield Padding(Text.assemble((f"{cote:8} ", "dim"), phrase), (0, 0, 0, 2), expand=False)


def _issues(comparaison: Comparaison, *, seul: bool) -> Table:
    table = Table(title="Issues", title_justify="left", title_style="italic")
    table.add_column("Issue")
    for titre in ("Dossiers",) if seul else ("Avant", "Après", "Écart"):
        table.add_column(titre, justify="right")
    for issue, (avant, apres) in comparaison.issues().items():
        if avant or apres:
            ecart = f"{apres - avant:+d}".replace("-", "−") if apres != avant else "="
            table.add_row(ISSUES[issue], str(avant), *(() if seul else (str(apres), ecart)))
    return table


def _taux(titre: str, taux: Sequence[Taux], noms: Mapping[str, str], largeur: int, *, seul: bool) -> Table:
    """Lay out the rates along one axis; where they are many, those that move most.

    :param largeur: how many characters a bar of 100 % has.
    """
    montres = taux
    if len(taux) > DOSSIERS_MAX:
        montres = sorted(taux, key=lambda un: (-abs(un.apres - un.avant), -un.total, un.cle))[:DOSSIERS_MAX]
        titre += f" ({len(montres)} sur {len(taux)}, ceux qui changent le plus d'abord)"
    table = Table(title=titre, title_justify="left", title_style="italic")
    table.add_column("", overflow="fold")
    for nom in ("Dossiers", "Taux") if seul else ("Dossiers", "Avant", "Après", "Écart"):
        table.add_column(nom, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for un in montres:
        parts = [mots.pour_cent(combien, un.total) for combien in (un.avant, un.apres)]
        cellules = parts[:1] if seul else [*parts, mots.ecart(un)]
        table.add_row(Text(noms[un.cle]), str(un.total), *cellules, _barre(un, largeur))
    return table


def _barre(taux: Taux, largeur: int) -> Text:
    """Draw what both have in full, what is gained or lost in grey, and the rest as a line."""
    avant, apres = (largeur * combien // taux.total if taux.total else 0 for combien in (taux.avant, taux.apres))
    commun = min(avant, apres)
    gagne, perdu = apres - commun, avant - commun
    return Text.assemble(
        "█" * commun,
        ("▓" * gagne, "green"),
        ("░" * perdu, "red"),
        ("·" * (largeur - commun - gagne - perdu), "dim"),
    )
