"""The mutants of a package, as cosmic-ray makes them, each with the tests that reach what it changes."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise
from pathlib import Path

from attrs import field, frozen
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import MutationVisitor
from cosmic_ray.plugins import get_operator, operator_names

RACINE = Path(__file__).parents[2]
SOURCES = RACINE / "core" / "src" / "parchemin"
PAQUETS = ("regles", "deliberation", "passerelle", "vae", "jury")

IDENTITES = {"Is": "Eq", "IsNot": "NotEq"}
"""Identity is asked of an enum's members and of None, of which equality tells the same: one of both is tried."""

IMPORT = ""
"""What stands for a test where a line is reached before any, while modules and tests are imported."""

LENT = 1.0
"""From how many seconds on a test is left out where quicker ones reach the same lines."""


@frozen
class Carte:
    """The tests that reach each line of each file, the seconds that each test takes, and what they all import."""

    lignes: dict[str, dict[int, list[str]]]
    durees: dict[str, float]
    tiers: tuple[str, ...]

    def tests(self, fichier: Path, lignes: Iterable[int]) -> dict[str, float]:
        """Return the tests that reach some lines, or else the file, or else all of them: the quickest first."""
        siennes = self.lignes.get(str(fichier), {})
        atteignent = _union(siennes, lignes) - {IMPORT} or _union(siennes, siennes) - {IMPORT}
        return self._rapides(atteignent or {*self.durees})

    def tests_d_import(self, fichier: Path, lignes: Iterable[int]) -> dict[str, float]:
        """Return the tests of what a line that an import reaches has made: all of them, or else none."""
        siennes = self.lignes.get(str(fichier), {})
        return self._rapides({*self.durees}) if IMPORT in _union(siennes, lignes) else {}

    def _rapides(self, tests: set[str]) -> dict[str, float]:
        rapides = {test for test in tests if self.durees[test] < LENT} or tests
        return {test: self.durees[test] for test in sorted(rapides, key=self.durees.__getitem__)}


def _union(tests: dict[int, list[str]], lignes: Iterable[int]) -> set[str]:
    return {test for ligne in lignes for test in tests.get(ligne, ())}


@frozen
class Mutant:
    """A changed source, the lines before and after, and the tests to run with the seconds that each takes.

    ``en_memoire`` tells that the change is in the body of a function, which can be replaced; ``d_import`` are the
    tests to run as well from the import on, where the function is called by then.
    """

    fichier: str
    fonction: str
    avant: str
    apres: str
    source: str = field(repr=False)
    tests: dict[str, float] = field(repr=False)
    d_import: dict[str, float] = field(repr=False)
    en_memoire: bool

    @property
    def cle(self) -> tuple[str, ...]:
        """What a reason names."""
        return self.fichier, self.fonction, self.avant, self.apres

    @property
    def paquet(self) -> str:
        """The package of its file."""
        return self.fichier.partition("/")[0]


def mutants(paquets: Sequence[str], carte: Carte) -> Iterator[Mutant]:
    """Yield the mutants, but for those that change an annotation alone, and those that are not Python."""
    for fichier in (fichier for paquet in paquets for fichier in sorted((SOURCES / paquet).glob("*.py"))):
        lignes = fichier.read_text(encoding="utf-8").splitlines(keepends=True)
        fins = (noeud.end_lineno for noeud in ast.parse("".join(lignes)).body)
        for debut, fin in pairwise([0, *fins]):
            avant, morceau, apres = ("".join(lignes[du:au]) for du, au in ((0, debut), (debut, fin), (fin, None)))
            for ligne, change in _changements(morceau):
                portee, corps = _autour(morceau, ligne)
                touchees = [debut + une for une in corps]
                yield Mutant(
                    fichier.relative_to(SOURCES).as_posix(),
                    portee,
                    *_difference(morceau, change),
                    avant + change + apres,
                    carte.tests(fichier, touchees),
                    carte.tests_d_import(fichier, touchees),
                    bool(corps),
                )


def _changements(morceau: str) -> Iterator[tuple[int, str]]:
    """Yield what each operator makes of a statement, with the line that it changes."""
    arbre = get_ast(morceau)
    for nom in operator_names():
        operateur = get_operator(nom)
        if operateur.arguments() or _est_jumeau(*nom.split("_")[1:]):
            continue
        lieux = (lieu for noeud in ast_nodes(arbre) for lieu, _ in operateur().mutation_positions(noeud))
        for rang, (ligne, _) in enumerate(lieux):
            change = MutationVisitor.mutate_code(morceau, operateur(), rang)
            if _sens(change) not in {"", _sens(morceau)}:
                yield ligne, change


def _est_jumeau(de: str = "", vers: str = "") -> bool:
    """Tell whether an operator says no more than another that is tried."""
    return vers in IDENTITES if de not in IDENTITES else IDENTITES[de] == vers


@cache
def _sens(texte: str) -> str:
    """Return what a source does, without its annotations; nothing where it is not Python."""
    with suppress(SyntaxError):
        arbre = ast.parse(texte)
        for noeud in ast.walk(arbre):
            vars(noeud).update(dict.fromkeys(vars(noeud).keys() & {"annotation", "returns"}))
        return ast.dump(arbre)
    return ""


def _autour(morceau: str, ligne: int) -> tuple[str, Sequence[int]]:
    """Return the function where a line stands, and the lines of its statement where that is in the body of one."""
    autour = [n for n in ast.walk(ast.parse(morceau)) if isinstance(n, ast.stmt) and ligne in _lignes(n)]
    portees = [n for n in autour if isinstance(n, ast.FunctionDef | ast.ClassDef)]
    corps = [n.body[0].lineno for n in portees if isinstance(n, ast.FunctionDef)]
    dedans = (ligne, *_lignes(autour[-1], sans_corps=True)) if corps and ligne >= corps[0] else ()
    return ".".join(n.name for n in portees), dedans


def _lignes(noeud: ast.stmt, *, sans_corps: bool = False) -> range:
    """Return the lines of a statement, decorators included."""
    debut = min([noeud.lineno, *(orne.lineno for orne in getattr(noeud, "decorator_list", ()))])
    corps = getattr(noeud, "body", ()) if sans_corps else ()
    return range(debut, corps[0].lineno if corps else (noeud.end_lineno or debut) + 1)


def _difference(avant: str, apres: str) -> Iterator[str]:
    """Yield the lines that differ, before and after."""
    a, b = ([ligne.strip() for ligne in texte.splitlines()] for texte in (avant, apres))
    ecarts = [ecart for ecart in SequenceMatcher(None, a, b, autojunk=False).get_opcodes() if ecart[0] != "equal"]
    yield "\n".join(filter(None, a[ecarts[0][1] : ecarts[-1][2]]))
    yield "\n".join(filter(None, b[ecarts[0][3] : ecarts[-1][4]]))
