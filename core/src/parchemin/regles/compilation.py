"""Formulas compiled to Python: a function for the verdicts of a dossier, one for the judgments with their facts.

Both read a dossier as a row of whole numbers. A judgment that was built for one dossier serves all those of whom
the same numbers are true.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from attrs import field, frozen

from parchemin.regles.base import AUCUN_AVIS, GARDES, VERDICTS, Jugement, Verdict
from parchemin.regles.formule import Formule, Lu, Parmi, RenduDe, Trouve
from parchemin.regles.termes import FAUX, VRAI, Op, Terme, colonne

Ligne = Sequence[int]
"""A dossier as whole numbers, one a column."""


def compiler(
    modeles: Sequence[object], colonnes: Sequence[str], connus: Sequence[Terme] = ()
) -> Callable[[Ligne], tuple[Any, ...]]:
    """Return the function that works out terms, formulas and facts, of one dossier at a time.

    :param colonnes: the names of the columns, in the order in which a row holds them.
    :param connus: terms that were worked out before: a row holds them after its columns.
    """
    places = [*map(colonne, colonnes), *connus]
    source = _Source({terme: rang for rang, terme in enumerate(places)}, frozenset(_partages(modeles)))
    dits = "".join([f"{source.dire(modele)}, " for modele in modeles])
    return source.definir("ligne", *source.lignes, f"return ({dits})")


def _partages(modeles: Iterable[object]) -> Iterator[Terme]:
    """Yield the terms that serve several times: each is worked out once."""
    usages: Counter[Terme] = Counter()
    a_voir = [terme for modele in modeles for terme in _termes(modele)]
    while a_voir:
        terme = a_voir.pop()
        usages[terme] += 1
        if usages[terme] == 1:
            a_voir += terme.args
    yield from (terme for terme, combien in usages.items() if combien > 1 and terme.args)


def _termes(modele: object) -> Iterator[Terme]:
    """Yield the terms of a model, those of the formulas within it included."""
    if isinstance(modele, Terme):
        yield modele
    for partie in _parties(modele):
        yield from _termes(partie)


def _parties(modele: object) -> tuple[object, ...]:
    if isinstance(modele, tuple):
        return modele
    return modele.parties if isinstance(modele, Formule | Trouve | Parmi | RenduDe | Lu) else ()


def _redire(modele: object, source: "_Source | _Feuille") -> str:
    """Return the expression of what is made of terms and formulas; a constant has a name."""
    dire = source.dire
    match modele:
        case Trouve():
            champs = ", ".join([f"{nom}={dire(champ)}" for nom, champ in modele.champs.items()])
            return f"{source.nommer(modele.classe)}({champs})"
        case Lu():
            return f"{source.nommer(modele.lire)}({dire(modele.terme)})"
        case RenduDe():
            return f"{dire(modele.formule)}.rendu"
        case Parmi(cas):
            dits = [
                f"({dire(qui)},)" if ou == VRAI else f"(({dire(qui)},) if {dire(ou)} else ())"
                for qui, ou in cas
                if ou != FAUX
            ]
            return f"({' + '.join(dits or ['()'])})"
        case tuple() if any(True for partie in modele for _ in _termes(partie)):
            return f"({''.join([f'{dire(partie)}, ' for partie in modele])})"
    return source.nommer(modele)


@frozen(eq=False)
class _Source:
    """The text of a function of a row: its lines, what they name, and the terms that have a variable."""

    rangs: Mapping[Terme, int]
    partages: frozenset[Terme]
    noms: dict[str, Any] = field(factory=dict)
    lignes: list[str] = field(factory=list)
    variables: dict[Terme | tuple[int, int], str] = field(factory=dict)
    appels: dict[Formule, str] = field(factory=dict)

    def definir(self, parametres: str, *lignes: str) -> Callable[..., Any]:
        """Return the function of these parameters and lines."""
        nom = f"f{len(self.noms)}"
        texte = "\n    ".join([f"def {nom}({parametres}):", *lignes])
        exec(compile(texte, f"<{nom}>", "exec"), self.noms)  # noqa: S102 - numbers, operators and our own names
        definie: Callable[..., Any] = self.noms[nom]
        return definie

    def nommer(self, valeur: object) -> str:
        """Return the name of a constant."""
        nom = f"c{len(self.noms)}"
        self.noms[nom] = valeur
        return nom

    def dire(self, modele: object) -> str:
        """Return the expression of anything."""
        if isinstance(modele, Formule):
            return self._formule(modele)
        return self._terme(modele) if isinstance(modele, Terme) else _redire(modele, self)

    def _formule(self, formule: Formule) -> str:
        """Return the call that gives a judgment: one function a formula, which keeps what it gave."""
        if formule not in self.appels:
            feuille = _Feuille(self)
            juger = lru_cache(GARDES)(feuille.definir(formule))
            appel = ", ".join(feuille.entrees.values())
            dit = f"{self.nommer(juger)}({appel})"
            self.appels[formule] = self._variable(dit) if appel else self.nommer(juger())
        return self.appels[formule]

    def _terme(self, terme: Terme) -> str:
        if terme in self.rangs:
            return f"ligne[{self.rangs[terme]}]"
        if not terme.args:
            return str(terme.valeur)
        if terme not in self.partages:
            return f"({self._calcul(terme)})"
        if terme not in self.variables:
            calcul = self._calcul(terme)
            self.variables[terme] = self._variable(calcul)
        return self.variables[terme]

    def _variable(self, calcul: str) -> str:
        nom = f"v{len(self.lignes)}"
        self.lignes.append(f"{nom} = {calcul}")
        return nom

    def _calcul(self, terme: Terme) -> str:
        sommes = self._sommer(terme.args) if terme.op is Op.SOMME else map(self._terme, terme.args)
        return _calculer(terme, [*sommes])

    def _sommer(self, termes: Sequence[Terme]) -> Iterator[str]:
        """Yield what is added; how many columns hold one number is counted at once where they stand together."""
        places: dict[int, list[int]] = {}
        for terme in termes:
            if terme.op is Op.EGAL and terme.args[0] in self.rangs:
                places.setdefault(int(terme.args[1].valeur), []).append(self.rangs[terme.args[0]])
            else:
                yield self._terme(terme)
        for valeur, rangs in places.items():
            for debut, fin in _plages(sorted(rangs)):
                seul = f"(ligne[{debut}] == {valeur})"
                yield seul if fin == debut + 1 else f"{self._tranche(debut, fin)}.count({valeur})"

    def _tranche(self, debut: int, fin: int) -> str:
        if (debut, fin) not in self.variables:
            self.variables[debut, fin] = self._variable(f"ligne[{debut}:{fin}]")
        return self.variables[debut, fin]


@frozen(eq=False)
class _Feuille:
    """The judgment of one formula, as a function of what it takes: counts over columns, judgments within it."""

    source: _Source
    entrees: dict[str, str] = field(factory=dict)
    _connus: dict[Terme | Formule, str] = field(factory=dict)

    def definir(self, formule: Formule) -> Callable[..., Jugement]:
        """Return the function, whose parameters are then the ``entrees``."""
        for dessous in dict.fromkeys(_dessous(formule)):
            self._connus[dessous.verdict] = f"{self._entrer(dessous)}.rang"
        corps = self._juger(formule)
        return self.source.definir(", ".join(self.entrees), f"return {corps}")

    def nommer(self, valeur: object) -> str:
        """Return the name of a constant."""
        return self.source.nommer(valeur)

    def dire(self, modele: object) -> str:
        """Return the expression of anything."""
        if isinstance(modele, Formule):
            return self._entrer(modele)
        return self._terme(modele) if isinstance(modele, Terme) else _redire(modele, self)

    def _juger(self, formule: Formule) -> str:
        dits = [f"{self._juger(autre)} if {self._terme(condition)} else " for condition, autre in formule.cas]
        parties = (
            self.nommer(formule.regle),
            self.nommer(formule.noeud),
            f"{self.nommer(VERDICTS)}[{self._terme(formule.verdict)}]",
            self.dire(formule.constat),
            self.dire(formule.details),
            self._avis(formule.avis),
        )
        return f"({''.join(dits)}{self.nommer(Jugement)}({', '.join(parties)}))"

    def _avis(self, avis: Mapping[str, Terme]) -> str:
        if not avis:
            return self.nommer(AUCUN_AVIS)
        rendus = ", ".join([f"({role!r}, {self._terme(dit)})" for role, dit in avis.items()])
        return f"{self.nommer(_rendus)}({rendus})"

    def _terme(self, terme: Terme) -> str:
        """Return what is worked out here, of counts that are taken as they come."""
        if terme in self._connus:
            return self._connus[terme]
        if not terme.args and terme.op is not Op.COLONNE:
            return str(terme.valeur)
        if terme in self.source.rangs or _profondeur(terme) <= _COMPTE:
            return self._entrer(terme)
        return f"({_calculer(terme, [self._terme(arg) for arg in terme.args])})"

    def _entrer(self, modele: Terme | Formule) -> str:
        if modele not in self._connus:
            self._connus[modele] = f"p{len(self.entrees)}"
            self.entrees[self._connus[modele]] = self.source.dire(modele)
        return self._connus[modele]


_COMPTE = 2
"""How deep a count over columns is: a column, what it holds, how many of them hold it."""


@lru_cache(GARDES)
def _profondeur(terme: Terme) -> int:
    """Return how far a term is from the columns, as far as that matters here."""
    if not terme.args:
        return 0
    dessous = max(map(_profondeur, terme.args))
    return min(dessous + (terme.op is not Op.NON), _COMPTE + 1)


def _dessous(modele: object) -> Iterator[Formule]:
    """Yield the formulas on which one rests, or any of those that may stand in its place."""
    match modele:
        case Formule():
            yield from modele.details
            yield from _dessous(modele.constat)
            for _, autre in modele.cas:
                yield from _dessous(autre)
        case Trouve() | Parmi() | RenduDe() | tuple():
            for partie in _parties(modele):
                yield from (partie,) if isinstance(partie, Formule) else _dessous(partie)


def _rendus(*rendus: tuple[str, int]) -> Mapping[str, Verdict]:
    """Return the avis of those who were awaited."""
    return {role: VERDICTS[code] for role, code in rendus if code >= 0}


def _plages(rangs: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of ranks that follow one another."""
    debut = precedent = rangs[0]
    for rang in rangs[1:]:
        if rang != precedent + 1:
            yield debut, precedent + 1
            debut = rang
        precedent = rang
    yield debut, precedent + 1


def _calculer(terme: Terme, args: Sequence[str]) -> str:
    """Return the operation of a term on arguments that are written already."""
    return _CALCULS[terme.op]([*args, str(terme.valeur)] if terme.op is Op.FOIS else args)


_CALCULS: Mapping[Op, Callable[[Sequence[str]], str]] = {
    Op.SOMME: lambda dits: f"+{' + '.join(dits)}",  # the sum of one truth is a number
    Op.FOIS: " * ".join,
    Op.MINIMUM: lambda dits: f"min({', '.join(dits)})",
    Op.MAXIMUM: lambda dits: f"max({', '.join(dits)})",
    Op.ET: " and ".join,
    Op.OU: " or ".join,
    Op.NON: lambda dits: f"not {dits[0]}",
    Op.EGAL: " == ".join,
    Op.AU_MOINS: " >= ".join,
    Op.SI: lambda dits: f"{dits[1]} if {dits[0]} else {dits[2]}",
}
