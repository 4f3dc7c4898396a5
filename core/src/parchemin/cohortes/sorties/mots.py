"""The French of a simulation: what changes, by how much, and why. Numbers are rounded here, to be read."""

from collections.abc import Iterator

from parchemin.cohortes.simulation.comparer import Bascule, Comparaison, Taux
from parchemin.cohortes.simulation.motifs import Pourquoi
from parchemin.cohortes.simulation.simuler import Simulation
from parchemin.documents.mots import ISSUES, VERDICTS, accorder, centieme
from parchemin.faits import Mots
from parchemin.referentiel.lexique import Lexique
from parchemin.regles.base import Motif

AXES = {
    "": "Certifiés",
    "bloc": "Blocs acquis",
    "voie": "Certifiés par voie",
    "organisme": "Certifiés par organisme",
    "session": "Certifiés par session",
}
SANS_NOM = "(non renseigné)"


def intitule(taux: Taux) -> str:
    """Return what a rate is about."""
    return taux.cle or ("ensemble" if not taux.axe else SANS_NOM)


def nommer(simulation: Simulation, taux: Taux) -> str:
    """Return what a rate is about, by its name where the certifications give it one."""
    return simulation.noms.get((taux.axe, taux.cle), intitule(taux))


def pour_cent(combien: int, total: int) -> str:
    """Return a share with one decimal: ``64,3 %``."""
    return f"{_arrondi(combien, total)} %" if total else "—"


def ecart(taux: Taux) -> str:
    """Return by how many points a rate moves: ``+7,1 pts``, or ``=``."""
    if taux.apres == taux.avant:
        return "="
    signe = "+" if taux.apres > taux.avant else "−"
    return f"{signe}{_arrondi(abs(taux.apres - taux.avant), taux.total)} pts"


def _arrondi(combien: int, total: int) -> str:
    return centieme(combien, total).removesuffix(",0")


def cohorte(simulation: Simulation) -> str:
    """Say what was judged: how many dossiers, of which séances."""
    dates = sorted(le for _, _, le in simulation.seances)
    certifications = ", ".join(sorted({certification for _, certification, _ in simulation.seances}))
    combien, dossiers = len(dates), simulation.en_vigueur.dossiers
    quand = f"du {dates[0]}" if dates[0] == dates[-1] else f"du {dates[0]} au {dates[-1]}"
    seances = f"de {combien} séances" if combien > 1 else "d'une séance"
    return f"{dossiers} {accorder('dossier', dossiers)} {seances} {quand} : {certifications}."


def bilan(comparaison: Comparaison) -> str:
    """Say how many dossiers change, and from what to what; and how many cannot be compared."""
    compares = comparaison.compares.height
    if not compares:
        return f"Rien ne se compare : aucun des {comparaison.dossiers} dossiers ne se lit sous ce scénario."
    hors = comparaison.dossiers - compares
    reste = f" ; {hors} ne se {'compare' if hors == 1 else 'comparent'} pas" if hors else ""
    total = f"{compares} {accorder('dossier', compares)}{reste}"
    if not comparaison.changes:
        return f"Aucun dossier ne change sur {total}."
    verbe = "change" if comparaison.changes == 1 else "changent"
    passages = comparaison.passages()
    dits = [
        f"{combien} de « {ISSUES[avant].lower()} » à « {ISSUES[apres].lower()} »"
        for (avant, apres), combien in passages.most_common()
    ]
    ailleurs = comparaison.changes - passages.total()
    if ailleurs:
        dits.append(f"{ailleurs} {'change' if ailleurs == 1 else 'changent'} un bloc sans changer d'issue")
    changes = f"{comparaison.changes} {accorder('dossier', comparaison.changes)}"
    return f"{changes} {verbe} sur {total} : {', '.join(dits)}."


def sous_titre(simulation: Simulation, scenario: str) -> str:
    """Say what a scenario changes, where its name does not say it already."""
    hypothese = simulation.hypotheses[scenario]
    dit = hypothese.removeprefix("édition ").replace(" ", "") == scenario.replace(" ", "")
    return "" if dit else hypothese


def passage(bascule: Bascule) -> Iterator[str]:
    """Say what changes of a dossier: its issue, then each bloc."""
    if bascule.avant is not bascule.apres:
        yield f"{ISSUES[bascule.avant]} → {ISSUES[bascule.apres]}"
    for code, avant, apres in bascule.blocs:
        yield f"{code} : {VERDICTS[avant].lower()} → {VERDICTS[apres].lower()}"


def phrases(dits: tuple[Pourquoi, ...]) -> Iterator[tuple[str, str]]:
    """Yield each motif in words, with the side that gives it: ``avant``, ``après``, or both (``toujours``)."""
    for dit in dits:
        avant, apres = map(Lexique.de, dit.editions)
        for motif in dit.avant:
            yield ("toujours" if motif in dit.apres else "avant"), _phrase(motif, avant)
        for motif in dit.apres:
            if motif not in dit.avant:
                yield "après", _phrase(motif, apres)


def _phrase(motif: Motif, mots: Mots) -> str:
    """Return a motif in one sentence: what was found, what was asked, and where that is written."""
    return f"{motif.constater(mots)} ; exigé : {motif.exige.dire(mots)} [{motif.source}]"
