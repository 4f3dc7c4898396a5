"""The three shapes as rules for two public engines: zen-engine (a JDM decision) and json-logic.

The rules are written once, as named steps of small expressions, and rendered in each engine's own language: both
do the same work. A step may read the steps before it, so that what an engine traces is what a jury would ask for:
each count, each verdict.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import zen
from attrs import frozen
from json_logic import jsonLogic

from parchemin.dossier.model import Avis, Neutralise, Note, Seance, Valeur
from parchemin.referentiel.model import Bloc, Edition

Expression = tuple[Any, ...] | str | int
Etape = tuple[str, Expression]


@frozen
class Rendu:
    """How expressions are written in one language; ``noms`` are its operators, by ours."""

    lu: Callable[[str], Any]
    texte: Callable[[str], Any]
    compte: Callable[[str, str], Any]
    long: Callable[[str], Any]
    applique: Callable[[str, list[Any]], Any]

    def ecrire(self, expression: Expression) -> Any:
        """Return an expression in this language."""
        match expression:
            case ("lu", str(chemin)):
                return self.lu(chemin)
            case ("compte", str(chemin), str(mot)):
                return self.compte(chemin, mot)
            case ("long", str(chemin)):
                return self.long(chemin)
            case (str(operateur), *reste):
                return self.applique(operateur, [self.ecrire(un) for un in reste])
            case str():
                return self.texte(expression)
        return expression


def _zen_applique(operateur: str, dits: list[Any]) -> str:
    if operateur == "si":
        condition, alors, sinon = dits
        return f"({condition} ? {alors} : {sinon})"
    return "(" + f" {operateur} ".join(map(str, dits)) + ")"


def _logique_applique(operateur: str, dits: list[Any]) -> dict[str, Any]:
    return {{"si": "if"}.get(operateur, operateur): dits}


def _plus_un(condition: Any, chemin: str) -> dict[str, Any]:
    un = {"if": [condition, 1, 0]} if condition is not None else 1
    return {"reduce": [{"var": chemin}, {"+": [{"var": "accumulator"}, un]}, 0]}


ZEN = Rendu(
    lu=lambda chemin: chemin,
    texte=lambda mot: f"'{mot}'",
    compte=lambda chemin, mot: f"count({chemin}, # == '{mot}')",
    long=lambda chemin: f"len({chemin})",
    applique=_zen_applique,
)
JSON_LOGIC = Rendu(
    lu=lambda chemin: {"var": chemin.removeprefix("$.")},
    texte=lambda mot: mot,
    compte=lambda chemin, mot: _plus_un({"==": [{"var": "current"}, mot]}, chemin),
    long=lambda chemin: _plus_un(None, chemin),
    applique=_logique_applique,
)


def _pas(nom: str) -> Expression:
    return ("lu", f"$.{nom}")


def _selon(*cas: Expression) -> Expression:
    """Return nested conditions: condition, value, condition, value, …, value."""
    if len(cas) == 1:
        return cas[0]
    condition, valeur, *suite = cas
    return ("si", condition, valeur, _selon(*suite))


def _ou(*conditions: Expression) -> Expression:
    return ("or", *conditions) if len(conditions) > 1 else conditions[0]


def _part(nom: str, chemin: str, num: int, den: int) -> Iterator[Etape]:
    """Yield the counts of a share, then its verdict."""
    acquis, total, absents = (_pas(f"{nom}_{quoi}") for quoi in ("acquis", "total", "absents"))
    yield f"{nom}_acquis", ("compte", chemin, "acquis")
    yield f"{nom}_total", ("-", ("long", chemin), ("compte", chemin, "neutralise"))
    yield f"{nom}_absents", ("compte", chemin, "absent")
    yield f"{nom}_verdict", _trancher(acquis, total, absents, num, den)


def _trancher(acquis: Expression, total: Expression, incertains: Expression, num: int, den: int) -> Expression:
    plancher: Expression = ("*", num, total)
    return _selon(
        ("==", total, 0),
        "hors_compte",
        (">=", ("*", den, acquis), plancher),
        "acquis",
        (">=", ("*", den, ("+", acquis, incertains)), plancher),
        "non_evalue",
        "non_acquis",
    )


def _courtage(edition: Edition) -> Iterator[Etape]:
    for bloc in edition.blocs:
        roles = ("of", "referent", "commission")
        for role in roles:
            nom, chemin = f"{bloc.code}_{role}", f"{role}.{bloc.code}_tous"
            yield from _part(nom, chemin, 7, 10)
            rien: Expression = ("==", ("compte", chemin, ""), ("long", chemin))
            absent: Expression = ("==", ("lu", f"{role}.{bloc.code}"), "absent")
            sien = _pas(f"{nom}_verdict")
            manque = _ou(rien, absent, ("==", sien, "hors_compte"))
            yield f"{nom}_avis", _selon(manque, "non_evalue", sien)
        of, referent, commission = (_pas(f"{bloc.code}_{role}_avis") for role in roles)
        continu: Expression = ("lu", f"of.continu_{bloc.code}")
        yield (
            bloc.code,
            _selon(
                ("==", commission, "non_acquis"),
                "non_acquis",
                ("and", (">=", continu, 0), ("<", continu, 1000)),
                "non_acquis",
                _ou(("<", continu, 0), *(("==", un, "non_evalue") for un in (of, referent, commission))),
                "non_evalue",
                ("and", ("==", of, commission), ("==", referent, commission)),
                commission,
                "en_debat",
            ),
        )
    tous_decrits: Expression = ("==", len(edition.blocs), sum(edition.composition.values()))
    yield "issue", _issue([bloc.code for bloc in edition.blocs], tous_decrits)


def _criteres(edition: Edition) -> Iterator[Etape]:
    for bloc in edition.blocs:
        noms = [f"{bloc.code}_{competence.code}" for competence in bloc.competences]
        for nom in noms:
            yield from _part(nom, f"jury.{nom}", 4, 5)
        comptes = {mot: _compter_pas(noms, mot) for mot in ("acquis", "non_evalue", "hors_compte")}
        yield f"{bloc.code}_acquises", comptes["acquis"]
        yield f"{bloc.code}_incertaines", comptes["non_evalue"]
        yield f"{bloc.code}_total", ("-", len(noms), comptes["hors_compte"])
        acquis, incertains, total = (_pas(f"{bloc.code}_{q}") for q in ("acquises", "incertaines", "total"))
        rien = ("and", *(("==", ("compte", f"jury.{nom}", ""), ("long", f"jury.{nom}")) for nom in noms))
        manque = _ou(rien, ("==", ("lu", f"jury.{bloc.code}"), "absent"), ("==", total, 0))
        yield bloc.code, _selon(manque, "non_evalue", _trancher(acquis, total, incertains, 4, 5))
    suivi: Expression = ("and", ("lu", "parcours.PASS"), ("lu", "parcours.PREMSS"))
    yield "issue", _issue([bloc.code for bloc in edition.blocs], suivi)


def _compter_pas(noms: list[str], mot: str) -> Expression:
    return ("+", *(("si", ("==", _pas(f"{nom}_verdict"), mot), 1, 0) for nom in noms))


def _notes(edition: Edition) -> Iterator[Etape]:
    epreuves = [epreuve for epreuve in edition.epreuves if epreuve.bareme]
    notes = {epreuve.code: ("lu", f"jury.epreuve_{epreuve.code}") for epreuve in epreuves}
    poids = {epreuve.code: epreuve.bareme.coefficient for epreuve in epreuves if epreuve.bareme}
    yield "manque", _ou(*(("<", note, 0) for note in notes.values()))
    yield "total", ("+", *(("*", poids[code], note) for code, note in notes.items()))
    yield "moyenne", (">=", _pas("total"), 10_000)
    yield "eliminee", _ou(("<=", notes["ecrit"], 600), ("<=", notes["oral"], 600))
    reussi = ("and", _pas("moyenne"), ("lu", "parcours.PASS"))
    yield (
        "issue",
        _selon(_pas("manque"), "incomplet", _pas("eliminee"), "non_certifie", reussi, "certifie", "non_certifie"),
    )


def _issue(blocs: list[str], suivi: Expression) -> Expression:
    def un(verdict: str) -> Expression:
        return _ou(*(("==", _pas(code), verdict) for code in blocs))

    complet = ("and", suivi, *(("==", _pas(code), "acquis") for code in blocs))
    return _selon(
        un("non_evalue"),
        "incomplet",
        un("en_debat"),
        "en_debat",
        complet,
        "certifie",
        un("acquis"),
        "partiel",
        "non_certifie",
    )


_REGLES: Mapping[str, Callable[[Edition], Iterator[Etape]]] = {
    "courtage": _courtage,
    "criteres": _criteres,
    "notes": _notes,
}


def decision_zen(forme: str, edition: Edition) -> zen.ZenDecision:
    """Return a shape's rules as a JDM decision: an input, one node of named expressions, an output."""
    expressions = [{"id": nom, "key": nom, "value": ZEN.ecrire(e)} for nom, e in _REGLES[forme](edition)]
    noeuds = [
        {"id": "entree", "name": "entree", "type": "inputNode"},
        {"id": "regles", "name": "regles", "type": "expressionNode", "content": {"expressions": expressions}},
        {"id": "sortie", "name": "sortie", "type": "outputNode"},
    ]
    fleches = [
        {"id": f"{de}-{a}", "sourceId": de, "targetId": a, "type": "edge"}
        for de, a in (("entree", "regles"), ("regles", "sortie"))
    ]
    return zen.ZenEngine().create_decision(json.dumps({"nodes": noeuds, "edges": fleches}))


def regles_json_logic(forme: str, edition: Edition) -> list[tuple[str, Any]]:
    """Return a shape's rules for json-logic, to be applied one after the other."""
    return [(nom, JSON_LOGIC.ecrire(expression)) for nom, expression in _REGLES[forme](edition)]


def appliquer_json_logic(regles: list[tuple[str, Any]], entree: Mapping[str, Any]) -> dict[str, Any]:
    """Apply each rule to a dossier and to what the rules before it found, which is all that stays of why."""
    connu = dict(entree)
    for nom, regle in regles:
        connu[nom] = jsonLogic(regle, connu)
    return connu


def entrees(seance: Seance) -> Iterator[dict[str, Any]]:
    """Yield each dossier as the JSON that these rules read: words in lists, marks in hundredths, -1 for none."""
    (edition,) = seance.editions.values()
    notees = [epreuve.cible for epreuve in edition.epreuves if epreuve.bareme]
    notees += [f"continu:{bloc.code}" for bloc in edition.blocs]
    etapes = [etape.code for etape in edition.prerequis]
    for dossier in seance.dossiers:
        par_role = dossier.observations.par_role
        roles = {role.role: par_role.get(role.role, {}) for role in edition.evaluateurs}
        vues = {role: _entree(vue, edition.blocs, notees) for role, vue in roles.items()}
        yield {"parcours": {etape: etape in dossier.parcours for etape in etapes}, **vues}


def _entree(vue: Mapping[str, Valeur], blocs: tuple[Bloc, ...], notees: list[str]) -> dict[str, Any]:
    entree: dict[str, Any] = {cible.replace(":", "_"): _centiemes(vue.get(cible)) for cible in notees}
    for bloc in blocs:
        entree[bloc.code] = _mot(vue.get(bloc.code))
        tous = entree[f"{bloc.code}_tous"] = []
        for comp in bloc.competences:
            dits = [_mot(vue.get(f"{bloc.code}/{comp.code}/{critere.code}")) for critere in comp.criteres]
            entree[f"{bloc.code}_{comp.code}"] = dits
            tous += dits
    return entree


def _centiemes(valeur: Valeur | None) -> int:
    return valeur.centiemes if isinstance(valeur, Note) else -1


def _mot(valeur: Valeur | None) -> str:
    if isinstance(valeur, Avis):
        return valeur.value
    return "neutralise" if isinstance(valeur, Neutralise) else ""
