"""Mutation testing: change one operator of the code at a time, and see that a test fails.

A survivor is a change of which no test knows. It wants a test, a simpler code, or a reason in
`tests/mutants.toml`; one without a reason fails, and so does a reason that no survivor needs any more.

Run: python scripts/mutation [PACKAGE…]  (it forks: Linux, macOS)
"""

import json
import os
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module

from juger import MORT, SURVIT, EnMemoire, Releve, a_neuf, a_part
from trouver import PAQUETS, RACINE, Carte, Mutant, mutants

RAISONS = RACINE / "tests" / "mutants.toml"
CHAMPS = ("fichier", "fonction", "avant", "apres")

Cle = tuple[str, ...]


def main(paquets: Sequence[str]) -> None:
    """Judge the mutants of some packages, print the score, and fail where survivors and reasons differ."""
    os.chdir(RACINE)
    os.environ["CI"] = "1"  # Hypothesis makes the same examples each time
    (RACINE / "build").mkdir(exist_ok=True)
    carte = a_part(Releve().dresser)
    if carte == MORT:
        sys.exit("a test fails before anything is changed")
    for tiers in carte.tiers:
        with suppress(Exception):
            import_module(tiers)
    tous = [*mutants(paquets, carte)]
    raisons = _raisons(paquets)
    vivants = [mutant for mutant, issue in zip(tous, _juger(tous, carte, raisons), strict=True) if issue == SURVIT]
    _compter(paquets, tous, vivants)
    inexpliques = [mutant.cle for mutant in vivants if mutant.cle not in raisons]
    _montrer("a survivor without a reason", inexpliques)
    perimees = raisons - {mutant.cle for mutant in vivants}
    _montrer("a reason without a survivor", perimees)
    sys.exit(bool(inexpliques or perimees))


def _juger(tous: Sequence[Mutant], carte: Carte, raisons: set[Cle]) -> Iterable[str]:
    """Yield what becomes of each mutant; a survivor that nobody expects is judged again from nothing."""
    issues = a_part(EnMemoire(tous, carte.durees).juger)
    for mutant, issue in zip(tous, issues, strict=True):
        attendu = mutant.en_memoire and mutant.cle in raisons
        yield issue if issue != SURVIT or attendu else a_part(partial(a_neuf, mutant))


def _raisons(paquets: Sequence[str]) -> set[Cle]:
    ecrites = tomllib.loads(RAISONS.read_text(encoding="utf-8"))["mutant"]
    siennes = (raison for raison in ecrites if raison["fichier"].partition("/")[0] in paquets)
    return {(*(raison[champ] for champ in CHAMPS[:-1]), apres) for raison in siennes for apres in raison["apres"]}


def _compter(paquets: Sequence[str], tous: Iterable[Mutant], vivants: Iterable[Mutant]) -> None:
    essayes, restes = (Counter(mutant.paquet for mutant in liste) for liste in (tous, vivants))
    for paquet in paquets:
        tues = essayes[paquet] - restes[paquet]
        print(f"{paquet}: {essayes[paquet]} mutants, {tues} killed, {restes[paquet]} survive")


def _montrer(titre: str, cles: Iterable[Cle]) -> None:
    """Print mutants as the file of reasons names them."""
    for cle in cles:
        dits = (json.dumps(dit, ensure_ascii=False) for dit in cle)
        champs = (f"{champ} = {dit}" for champ, dit in zip(CHAMPS, dits, strict=True))
        print(f"\n# {titre}", "[[mutant]]", *champs, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:] or PAQUETS)
