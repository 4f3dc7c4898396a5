"""What becomes of a mutant: the tests that reach it run, the quickest first, until one fails.

They run in a fork of a pytest that has collected them all: the functions in memory take the code of the mutant.
What is read at import alone (a constant, a decorator) is judged in a fork where nothing of ours is imported yet,
which takes some ten times as long. No file changes.
"""

import gc
import os
import signal
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from importlib.machinery import SourceFileLoader
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import process_time
from types import CodeType, FunctionType
from typing import Any

import pytest
from coverage import Coverage
from hypothesis import Phase, settings
from trouver import PAQUETS, RACINE, SOURCES, Carte, Mutant

TESTS = [f"tests/{ou}" for ou in ("core", "plugins", "contract", "cohortes/test_colonnes.py")]
OPTIONS = ["-q", "-x", "-m", "not lent", "--capture=sys", f"--basetemp={RACINE / 'build' / 'mutation'}"]
OPTIONS += ["-p", "no:xdist", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]

SURVIT, MORT = "survives", "dies"
"""What is said of a mutant that no test sees, and of one that never ends or takes its process with it."""


class Releve:
    """A run of every test that writes what each reaches, and in how many seconds."""

    def __init__(self) -> None:
        sources = [str(SOURCES / paquet) for paquet in PAQUETS]
        self.couverture = Coverage(data_file=None, config_file=False, source=sources)
        self.durees: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Tell one test from another."""
        self.couverture.switch_context(item.nodeid)
        depart = process_time()
        fait = yield
        self.durees[item.nodeid] = process_time() - depart
        return fait

    def dresser(self) -> Carte:
        """Run them all; they must pass."""
        self.couverture.start()
        if etat := pytest.main([*OPTIONS, *TESTS], plugins=[self]):
            raise SystemExit(f"the tests fail before anything is changed: {etat!r}")
        self.couverture.stop()
        donnees = self.couverture.get_data()
        lignes = {fichier: donnees.contexts_by_lineno(fichier) for fichier in donnees.measured_files()}
        tiers = tuple(nom for nom in sys.modules if not nom.startswith(("parchemin", "tests", "__m")))
        return Carte(lignes, self.durees, tiers)


class Borne:
    """A run of some tests, each within a bound of CPU time that a mutant without end does not pass."""

    def __init__(self, durees: dict[str, float]) -> None:
        self.durees = durees

    def pytest_collection(self) -> None:
        """Let Hypothesis stop at the first example that fails, and look for no smaller one."""
        court = {"phases": [Phase.explicit, Phase.generate], "report_multiple_bugs": False}
        settings.register_profile("mutation", settings.get_profile("parchemin"), **court)
        settings.load_profile("mutation")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep these tests alone, the quickest first."""
        items[:] = sorted((i for i in items if i.nodeid in self.durees), key=lambda i: self.durees[i.nodeid])

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Set the bound."""
        signal.setitimer(signal.ITIMER_PROF, 5 + 10 * self.durees[nodeid])


class EnMemoire(Borne):
    """A pytest that has collected every test, where each mutant has its turn."""

    def __init__(self, mutants: Sequence[Mutant], durees: dict[str, float]) -> None:
        super().__init__(durees)
        self.mutants, self.issues = mutants, list[str]()
        self.fonctions = defaultdict[tuple[str, str, int], list[FunctionType]](list)

    def juger(self) -> list[str]:
        """Return, of each mutant, the test that kills it, or that it survives."""
        pytest.main([*OPTIONS, *TESTS], plugins=[self])
        return self.issues

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Judge each in a fork, first by the tests that killed others in the same function."""
        self._connaitre()
        gc.freeze()
        items = {item.nodeid: item for item in session.items}
        tueurs = defaultdict[tuple[str, str], set[str]](set)
        for mutant in self.mutants:
            anciens = tueurs[mutant.fichier, mutant.fonction]
            tests = [items[test] for test in sorted(mutant.tests, key=lambda test, tues=anciens: test not in tues)]
            self.issues.append(a_part(partial(self._juger, mutant, tests)) if mutant.en_memoire else SURVIT)
            anciens.add(self.issues[-1])
        return True

    def _connaitre(self) -> None:
        """Find the functions that mutants change."""
        for fichier in {mutant.fichier for mutant in self.mutants}:
            import_module(f"parchemin.{fichier.removesuffix('.py').replace('/', '.')}")
        for objet in gc.get_objects():
            if isinstance(objet, FunctionType) and objet.__code__.co_filename.startswith(str(SOURCES)):
                self.fonctions[_place(objet.__code__)].append(objet)

    def _juger(self, mutant: Mutant, tests: Sequence[pytest.Item]) -> str:
        if not self._operer(mutant):
            return SURVIT
        for item, suivant in zip(tests, [*tests[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=suivant)
            if item.session.testsfailed:
                return item.nodeid
        return SURVIT

    def _operer(self, mutant: Mutant) -> bool:
        """Give the functions the code of the mutant; tell whether one of them changes."""
        change = False
        for code in _codes(compile(mutant.source, SOURCES / mutant.fichier, "exec")):
            for fonction in self.fonctions[_place(code)]:
                with suppress(ValueError):  # it has other free variables
                    change |= fonction.__code__ != code
                    fonction.__code__ = code
        return change


def _place(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _codes(code: CodeType) -> Iterator[CodeType]:
    for dedans in code.co_consts:
        if isinstance(dedans, CodeType):
            yield from (dedans, *_codes(dedans))


def a_neuf(mutant: Mutant) -> str:
    """Judge a mutant from its import on; return the file of the test that kills it, or that it survives."""
    lire, chemin = SourceFileLoader.get_code, str(SOURCES / mutant.fichier)
    SourceFileLoader.get_code = lambda chargeur, nom: (
        compile(mutant.source, chemin, "exec") if chargeur.path == chemin else lire(chargeur, nom)
    )
    tests = mutant.tests | mutant.d_import
    for fichier in dict.fromkeys(test.partition("::")[0] for test in tests):
        signal.setitimer(signal.ITIMER_PROF, 60)
        if pytest.main([*OPTIONS, fichier], plugins=[Borne(tests)]):
            return fichier
    return SURVIT


def a_part(faire: Callable[[], Any]) -> Any:
    """Return what is answered in a fork that prints nothing but its errors."""
    fourche = get_context("fork")
    lu, ecrit = fourche.Pipe(duplex=False)
    fils = fourche.Process(target=_repondre, args=(faire, ecrit))
    fils.start()
    ecrit.close()
    try:
        return lu.recv()
    except EOFError:
        return MORT
    finally:
        fils.join()


def _repondre(faire: Callable[[], Any], ecrit: Connection) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    ecrit.send(faire())
