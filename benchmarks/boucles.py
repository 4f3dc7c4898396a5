"""The three shapes by hand: what a programmer writes who knows one règlement and explains nothing.

Each loop returns, for each dossier, its issue and the verdict of each bloc, in the words of the contract.
"""

from collections.abc import Callable, Mapping, Sequence

from parchemin.dossier.model import Avis, Dossier, Neutralise, Note, Seance, Valeur

Rendu = tuple[str, tuple[str, ...]]
Vues = Mapping[str, Valeur]
OUI, ABSENT = Avis.ACQUIS, Avis.ABSENT
EVALUATEURS = ("of", "referent", "commission")


def courtage(seance: Seance) -> list[Rendu]:
    """70 % of the compétences détaillées by each evaluator, the commission prevails, 10/20 to be let in."""
    edition = seance.editions["courtage.cdc@2017"]
    blocs = [
        (b.code, [f"{b.code}/{c.code}/{k.code}" for c in b.competences for k in c.criteres]) for b in edition.blocs
    ]
    return [_courtage(dossier, blocs) for dossier in seance.dossiers]


def _courtage(dossier: Dossier, blocs: Sequence[tuple[str, list[str]]]) -> Rendu:
    par_role = dossier.observations.par_role
    vues = [par_role.get(role, {}) for role in EVALUATEURS]
    verdicts = []
    for code, chemins in blocs:
        of, referent, commission = (_part(vue, code, chemins) for vue in vues)
        note = vues[0].get(f"continu:{code}")
        if commission == "non_acquis" or (isinstance(note, Note) and note.centiemes < 1000):
            verdicts.append("non_acquis")
        elif not isinstance(note, Note) or "non_evalue" in (of, referent, commission):
            verdicts.append("non_evalue")
        else:
            verdicts.append(of if of == referent == commission else "en_debat")
    return _issue(verdicts, complet=False), tuple(verdicts)


def _part(vue: Vues, code: str, chemins: list[str]) -> str:
    dites = [vue.get(chemin) for chemin in chemins]
    if vue.get(code) is ABSENT or dites.count(None) == len(dites):
        return "non_evalue"
    acquis = dites.count(OUI)
    total = sum(not isinstance(dite, Neutralise) for dite in dites)
    if total and 10 * acquis >= 7 * total:
        return "acquis"
    return "non_evalue" if 10 * (acquis + dites.count(ABSENT)) >= 7 * total else "non_acquis"


def criteres(seance: Seance) -> list[Rendu]:
    """80 % of the critères of a compétence, 80 % of the compétences of a bloc, every bloc, two trainings."""
    edition = seance.editions["ucanss.gc@2021"]
    blocs = [
        (b.code, [[f"{b.code}/{c.code}/{k.code}" for k in c.criteres] for c in b.competences])
        for b in edition.blocs
    ]
    return [_criteres(dossier, blocs) for dossier in seance.dossiers]


def _criteres(dossier: Dossier, blocs: Sequence[tuple[str, list[list[str]]]]) -> Rendu:
    vue = dossier.observations.par_role.get("jury", {})
    verdicts = [_bloc(vue, code, competences) for code, competences in blocs]
    suivi = "PASS" in dossier.parcours and "PREMSS" in dossier.parcours
    complet = suivi and all(verdict == "acquis" for verdict in verdicts)
    return _issue(verdicts, complet=complet), tuple(verdicts)


def _bloc(vue: Vues, code: str, competences: list[list[str]]) -> str:
    acquises = incertaines = total = vues = 0
    for chemins in competences:
        dites = [vue.get(chemin) for chemin in chemins]
        acquis = dites.count(OUI)
        sur = sum(not isinstance(dite, Neutralise) for dite in dites)
        vues += len(dites) - dites.count(None)
        total += sur > 0
        if sur and 5 * acquis >= 4 * sur:
            acquises += 1
        elif sur and 5 * (acquis + dites.count(ABSENT)) >= 4 * sur:
            incertaines += 1
    if not vues or not total or vue.get(code) is ABSENT:
        return "non_evalue"
    if 5 * acquises >= 4 * total:
        return "acquis"
    return "non_evalue" if 5 * (acquises + incertaines) >= 4 * total else "non_acquis"


def notes(seance: Seance) -> list[Rendu]:
    """A mean of 10 out of 20, neither the written nor the oral mark at 6 or under, one training."""
    return [_notes(dossier) for dossier in seance.dossiers]


_COEFFICIENTS = {"cc_tronc": 1, "cc_option": 1, "ecrit": 3, "oral": 3, "apt": 2}


def _notes(dossier: Dossier) -> Rendu:
    vue = dossier.observations.par_role.get("jury", {})
    total = 0
    reussi = "PASS" in dossier.parcours
    for code, coefficient in _COEFFICIENTS.items():
        note = vue.get(f"epreuve:{code}")
        if not isinstance(note, Note):
            return "incomplet", ()
        total += note.centiemes * coefficient
        if coefficient == 3 and note.centiemes <= 600:
            reussi = False
    return "certifie" if reussi and total >= 10_000 else "non_certifie", ()


def _issue(verdicts: list[str], *, complet: bool) -> str:
    if "non_evalue" in verdicts:
        return "incomplet"
    if "en_debat" in verdicts:
        return "en_debat"
    if complet:
        return "certifie"
    return "partiel" if "acquis" in verdicts else "non_certifie"


BOUCLES: Mapping[str, Callable[[Seance], list[Rendu]]] = {
    "courtage": courtage,
    "criteres": criteres,
    "notes": notes,
}
