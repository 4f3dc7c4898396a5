"""Mutation testing: change the code by one operator, see that a test fails, and so on for each operator.

cosmic-ray finds the changes. A mutant meets the tests that reach its line, quickest first, until one fails, in a
fork of a pytest that has collected them all: the functions in memory take the mutant's code. What is only read at
import, and whatever survives, is judged again in a fork where nothing of ours is imported yet. No file changes.
A survivor stands in `tests/mutants.toml` with its reason; one without a reason, or a reason without one, fails.

Run: python scripts/mutation.py [PACKAGE…]  (it forks: Linux, macOS)
"""

import ast
import gc
import json
import os
import signal
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path
from time import process_time
from types import CodeType, FunctionType
from typing import Any

import pytest
from attrs import field, frozen
from cosmic_ray.commands.init import init
from cosmic_ray.mutating import MutationVisitor
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB, use_db
from coverage import Coverage

RACINE = Path(__file__).parents[1]
SOURCES = RACINE / "core" / "src" / "parchemin"
PAQUETS = ("regles", "deliberation", "passerelle", "vae", "jury")
TESTS = [f"tests/{dossier}" for dossier in ("core", "plugins", "contract", "cohortes", "documents")]
RAISONS = RACINE / "tests" / "mutants.toml"
OPTIONS = ["-q", "-x", "-m", "not lent", "--capture=sys", f"--basetemp={RACINE / 'build' / 'mutation'}"]
OPTIONS += ["-p", "no:xdist", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]

JUMEAUX = {("Is", "Eq"), ("IsNot", "NotEq"), ("Eq", "Is"), ("NotEq", "IsNot")}
"""Identity is asked of an enum's members and of None: equality tells the same of them."""

SURVIT, MORT = "survives", "dies"
"""What is said of a mutant that no test sees, and of one that never ends or takes its process with it."""


@frozen
class Mutant:
    """A changed source; the lines before and after; the tests to run, with the seconds that each takes."""

    fichier: str
    fonction: str
    avant: str
    apres: str
    source: str = field(repr=False)
    tests: dict[str, float] = field(repr=False)
    en_memoire: bool

    @property
    def cle(self) -> tuple[str, ...]:
        """What a reason names."""
        return self.fichier, self.fonction, self.avant, self.apres


class Carte:
    """A run of every test that writes which of them reach each line, and which modules they need."""

    def __init__(self) -> None:
        sources = [str(SOURCES / paquet) for paquet in PAQUETS]
        self.couverture, self.durees = Coverage(data_file=None, config_file=False, source=sources), {}

    def pytest_collection_finish(self) -> None:
        self.couverture.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.couverture.switch_context(item.nodeid)
        depart = process_time()
        yield
        self.durees[item.nodeid] = process_time() - depart

    def dresser(self) -> str:
        """Run them all."""
        if etat := pytest.main([*OPTIONS, *TESTS], plugins=[self]):
            raise SystemExit(f"the tests fail before any change: {etat!r}")
        self.couverture.stop()
        donnees = self.couverture.get_data()
        lignes = {nom: donnees.contexts_by_lineno(nom) for nom in donnees.measured_files()}
        tiers = [nom for nom in sys.modules if not nom.startswith(("parchemin", "tests", "__m"))]
        return json.dumps({"durees": self.durees, "lignes": lignes, "tiers": tiers})


def mutants(paquets: Sequence[str], carte: dict[str, Any]) -> Iterator[Mutant]:
    """Yield the mutants of some packages, except those that change an annotation alone, or nothing."""
    fichiers = [fichier for paquet in paquets for fichier in sorted((SOURCES / paquet).glob("*.py"))]
    with use_db(":memory:", WorkDB.Mode.create) as base:
        init(fichiers, base, {})
        changements = [item.mutations[0] for item in base.work_items]
    for change in changements:
        texte = change.module_path.read_text(encoding="utf-8")
        source = MutationVisitor.mutate_code(texte, get_operator(change.operator_name)(), change.occurrence)
        if tuple(change.operator_name.split("_")[1:]) not in JUMEAUX and _sens(source) not in (None, _sens(texte)):
            yield _mutant(change.module_path, change.start_pos[0], texte, source, carte)


def _sens(texte: str) -> str | None:
    """Return what a source does, without its annotations; None where it is not Python."""
    with suppress(SyntaxError):
        arbre = ast.parse(texte)
        for noeud in ast.walk(arbre):
            noeud.__dict__.update(dict.fromkeys(noeud.__dict__.keys() & {"annotation", "returns"}))
        return ast.dump(arbre)
    return None



def _mutant(fichier: Path, ligne: int, texte: str, source: str, carte: dict[str, Any]) -> Mutant:
    autour = [n for n in ast.walk(ast.parse(texte)) if isinstance(n, ast.stmt) and ligne in _lignes(n)]
    portees = [n for n in autour if isinstance(n, ast.FunctionDef | ast.ClassDef)]
    corps = [n.body[0].lineno for n in portees if isinstance(n, ast.FunctionDef)]
    en_memoire = bool(corps) and ligne >= corps[0]
    par_ligne = {int(ou): tests for ou, tests in carte["lignes"].get(str(fichier), {}).items()}
    touchees = {ligne, *_lignes(autour[-1], sans_corps=True)} if en_memoire else par_ligne
    tests = {test for ou in touchees for test in par_ligne.get(ou, ()) if test} or carte["durees"].keys()
    tests = {test for test in tests if carte["durees"][test] < 1} or tests
    return Mutant(
        fichier.relative_to(SOURCES).as_posix(),
        ".".join(n.name for n in portees),
        *_difference(texte.splitlines(), source.splitlines()),
        source,
        {test: carte["durees"][test] for test in sorted(tests, key=carte["durees"].__getitem__)},
        en_memoire,
    )


def _lignes(noeud: ast.stmt, *, sans_corps: bool = False) -> range:
    """Return the lines of a statement, decorators included."""
    debut = min([noeud.lineno, *(orne.lineno for orne in getattr(noeud, "decorator_list", ()))])
    corps = getattr(noeud, "body", ()) if sans_corps else ()
    return range(debut, corps[0].lineno if corps else (noeud.end_lineno or debut) + 1)


def _difference(avant: list[str], apres: list[str]) -> Iterator[str]:
    """Yield the lines that differ, before and after."""
    debut = len(os.path.commonprefix([avant, apres]))
    restes = [lignes[debut:] for lignes in (avant, apres)]
    fin = len(os.path.commonprefix([reste[::-1] for reste in restes]))
    yield from ("\n".join(map(str.strip, reste[: len(reste) - fin])) for reste in restes)


class Epreuve:
    """Runs of the tests that reach a mutant, each with a bound of CPU time."""

    def __init__(self, durees: dict[str, float]) -> None:
        self.durees = durees

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((i for i in items if i.nodeid in self.durees), key=lambda i: self.durees[i.nodeid])

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        signal.setitimer(signal.ITIMER_PROF, 5 + 10 * self.durees[nodeid])


class EnMemoire(Epreuve):
    """A pytest that has collected every test, where each mutant has its turn in a fork."""

    def __init__(self, liste: Sequence[Mutant], durees: dict[str, float]) -> None:
        super().__init__(durees)
        self.liste, self.issues = liste, []
        self.fonctions: dict[tuple[str, str, int], list[FunctionType]] = defaultdict(list)

    def juger(self) -> str:
        """Return what becomes of each mutant."""
        pytest.main([*OPTIONS, *TESTS], plugins=[self])
        return json.dumps(self.issues)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for fichier in {mutant.fichier for mutant in self.liste}:
            import_module(f"parchemin.{fichier.removesuffix('.py').replace('/', '.')}")
        for fonction in gc.get_objects():
            if isinstance(fonction, FunctionType) and fonction.__code__.co_filename.startswith(str(SOURCES)):
                self.fonctions[_cle(fonction.__code__)].append(fonction)
        items, tueurs = {item.nodeid: item for item in session.items}, defaultdict[str, set[str]](set)
        for mutant in self.liste:
            ordre = sorted(mutant.tests, key=lambda test: test not in tueurs[mutant.fonction])
            tests = [items[test] for test in ordre]
            issue = a_part(partial(self._soumettre, mutant, tests)) if mutant.en_memoire else SURVIT
            tueurs[mutant.fonction].add(issue)
            self.issues.append(issue)
            print(f"{len(self.issues)}/{len(self.liste)} {issue}", file=sys.stderr)
        return True

    def _soumettre(self, mutant: Mutant, tests: list[pytest.Item]) -> str:
        if not self._operer(mutant):
            return SURVIT
        for item, suivant in zip(tests, [*tests[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=suivant)
            if item.session.testsfailed:
                return item.nodeid
        return SURVIT

    def _operer(self, mutant: Mutant) -> bool:
        """Give the functions in memory the code of the mutant; tell whether one of them changes."""
        change = False
        for code in _codes(compile(mutant.source, SOURCES / mutant.fichier, "exec")):
            for fonction in self.fonctions[_cle(code)]:
                change = change or fonction.__code__ != code
                with suppress(ValueError):  # other free variables: the fork without anything imported judges it
                    fonction.__code__ = code
        return change


def _cle(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _codes(code: CodeType) -> Iterator[CodeType]:
    for dedans in code.co_consts:
        if isinstance(dedans, CodeType):
            yield from (dedans, *_codes(dedans))


def a_neuf(mutant: Mutant) -> str:
    """Judge a mutant where nothing of ours is imported yet."""
    lire, chemin = SourceFileLoader.get_code, str(SOURCES / mutant.fichier)
    SourceFileLoader.get_code = lambda chargeur, nom: (
        compile(mutant.source, chemin, "exec") if chargeur.path == chemin else lire(chargeur, nom)
    )
    signal.setitimer(signal.ITIMER_PROF, 60)
    for fichier in dict.fromkeys(test.partition("::")[0] for test in mutant.tests):
        if pytest.main([*OPTIONS, fichier], plugins=[Epreuve(mutant.tests)]):
            return fichier
    return SURVIT


def a_part(faire: Callable[[], str]) -> str:
    """Return what is answered in a fork, which prints nothing."""
    lu, ecrit = os.pipe()
    if (fils := os.fork()) == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            with open(ecrit, "w", encoding="utf-8") as reponse:
                reponse.write(faire())
        except BaseException as erreur:
            print(repr(erreur), file=sys.stderr)
        finally:
            os._exit(0)
    os.close(ecrit)
    with open(lu, encoding="utf-8") as reponse:
        dit = reponse.read()
    os.waitpid(fils, 0)
    return dit or MORT


def main(paquets: Sequence[str]) -> None:
    """Judge the mutants of some packages; print the score and each survivor without a reason."""
    os.chdir(RACINE)
    os.environ["CI"] = "1"  # Hypothesis makes the same examples each time
    (RACINE / "build").mkdir(exist_ok=True)
    carte = json.loads(a_part(Carte().dresser))
    for tiers in carte["tiers"]:
        with suppress(Exception):
            import_module(tiers)
    liste = [*mutants(paquets, carte)]
    issues = json.loads(a_part(EnMemoire(liste, carte["durees"]).juger))
    raisons = _raisons(paquets)
    vivants = []
    for rang, (mutant, issue) in enumerate(zip(liste, issues, strict=True)):
        if issue == SURVIT and not (mutant.en_memoire and mutant.cle in raisons):
            issues[rang] = a_part(partial(a_neuf, mutant))
            print(f"{rang}/{len(liste)} {issues[rang]}", file=sys.stderr)
    vivants = [mutant for mutant, issue in zip(liste, issues, strict=True) if issue == SURVIT]
    for nom, choisis in (("mutants", liste), ("survivors", vivants)):
        print(nom, dict(Counter(mutant.fichier.partition("/")[0] for mutant in choisis)))
    for mutant in vivants:
        if mutant.cle not in raisons:
            print(f"\n[[mutant]]\n" + "\n".join(f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in zip(("fichier", "fonction", "avant", "apres"), mutant.cle)))


def _raisons(paquets: Sequence[str]) -> set[tuple[str, ...]]:
    ecrites = tomllib.loads(RAISONS.read_text(encoding="utf-8")).get("mutant", []) if RAISONS.exists() else []
    return {(r["fichier"], r["fonction"], r["avant"], apres) for r in ecrites for apres in r["apres"]}


if __name__ == "__main__":
    main(sys.argv[1:] or PAQUETS)
