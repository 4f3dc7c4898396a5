"""A share of what stands below a node: at least 80 % of the critères, 70 % of the compétences détaillées."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import ClassVar

from attrs import evolve, field, frozen

from parchemin.dossier.model import Avis
from parchemin.faits import Fait, Mots, Tournure, inscrire
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Niveau, Source
from parchemin.regles import termes
from parchemin.regles.base import GARDES, AvisDirect, Enonce, Jugement, Regle, Verdict
from parchemin.regles.exacts import refuser_flottant
from parchemin.regles.formule import Formule, Trouve, rendre, selon, trouver
from parchemin.regles.lecture import Lecture
from parchemin.regles.termes import VRAI, Terme, entier, et, somme

_NOMS = {
    Niveau.BLOC: ("bloc", "blocs", "acquis"),
    Niveau.COMPETENCE: ("compétence", "compétences", "acquises"),
    Niveau.CRITERE: ("critère", "critères", "validés"),
}
_SUJETS = {Niveau.BLOC: "Un bloc est acquis", Niveau.COMPETENCE: "Une compétence est acquise"}
SELON_L_AVIS = {
    Avis.ACQUIS: Verdict.ACQUIS,
    Avis.NON_ACQUIS: Verdict.NON_ACQUIS,
    Avis.ABSENT: Verdict.NON_EVALUE,
}
"""What an avis on a node itself says of it: an absence is a state, never a failure."""

AVIS = {
    Avis.ACQUIS: termes.ACQUIS,
    Avis.NON_ACQUIS: termes.NON_ACQUIS,
    Avis.ABSENT: termes.ABSENT,
}
"""The numbers that stand for avis in a column."""


def part(texte: str | Fraction) -> Fraction:
    """Return an exact share from ``"80 %"`` or ``"4/5"``; raise `ValueError` for a float, and outside 0 to 1."""
    refuser_flottant(texte)
    if isinstance(texte, str) and texte.rstrip().endswith("%"):
        valeur = Fraction(texte.rstrip().removesuffix("%").strip().replace(",", ".")) / 100
    else:
        valeur = Fraction(texte)
    if not 0 < valeur <= 1:
        raise ValueError(f"une part va de 0 (exclu) à 1 : {texte}")
    return valeur


def pourcent(valeur: Fraction) -> str:
    """Return a share in French: ``80 %``, ``66,67 %``."""
    return f"{float(valeur * 100):.4g} %".replace(".", ",")


@inscrire
@frozen
class PartComptee:
    """What a share found: ``acquis`` of ``total``, neutralised nodes left out of both.

    ``quoi`` is the branch's word for what is counted: singular, plural, participle; ``incertains`` are those
    that nobody can settle yet (an absence, a debate).
    """

    quoi: tuple[str, str, str]
    acquis: int
    total: int
    non_observes: int = 0
    neutralises: int = 0
    incertains: int = 0

    code: ClassVar[str] = "part_comptee"

    def dire(self, mots: Mots) -> str:
        """Say the count, then what is uncertain of it; it names nothing, and is worded once."""
        return self._en_mots

    @cached_property
    def _en_mots(self) -> str:
        _, pluriel, participe = self.quoi
        dit = f"{self.acquis}/{self.total} {pluriel} {participe}"
        if not (self.non_observes or self.neutralises or self.incertains):
            return dit
        feminin = "e" if participe.endswith("es") else ""
        nombres = (
            (self.non_observes, f"non observé{feminin}{_s(self.non_observes)}"),
            (self.neutralises, f"neutralisé{feminin}{_s(self.neutralises)}"),
            (self.incertains, "en attente"),
        )
        return f"{dit} ({', '.join(f'{combien} {mot}' for combien, mot in nombres if combien)})"


def _s(combien: int) -> str:
    return "s" if combien > 1 else ""


NON_OBSERVE = Tournure("non_observe", "non observé")()
"""Nothing was said of a node whose parts are not known."""


@inscrire
@frozen(cache_hash=True)
class PartExigee:
    """The share that is asked for, and of how many: nothing is known of them where ``total`` is 0."""

    au_moins: Fraction
    total: int = 0

    code: ClassVar[str] = "part_exigee"

    @property
    def plancher(self) -> int:
        """The least number that makes the share."""
        return plancher(self.au_moins, self.total)

    def dire(self, mots: Mots) -> str:
        """Say the share, and the number that it makes; it names nothing, and is worded once."""
        return self._en_mots

    @cached_property
    def _en_mots(self) -> str:
        dit = f"≥ {pourcent(self.au_moins)}"
        return f"{dit}, soit {self.plancher} sur {self.total}" if self.total else dit


def plancher(au_moins: Fraction, total: int) -> int:
    """Return the least number that makes a share of so many, without rounding."""
    numerateur, denominateur = au_moins.as_integer_ratio()
    return -(-numerateur * total // denominateur)


@frozen
class Part:
    """At least a share of the nodes of one level below.

    Each is settled by ``chacune``, or by its own observation; a bloc of the certification by its own verdict. What
    is not observed counts among the total; what is neutralised does not. What cannot be settled yet decides only
    where it changes the answer. ``noms`` are the branch's own words for what is counted: singular, plural, and
    their participle.
    """

    de: Niveau
    au_moins: Fraction = field(converter=part)
    source: Source
    chacune: Regle | None = None
    noms: tuple[str, str, str] | None = None
    code: str = "part"

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Count, then compare ``den·n`` with ``num·N``; an avis on the node itself stands for all below it."""
        direct, rien = lecture.dit(noeud.chemin), PartComptee(self._noms, 0, 0, neutralises=1)
        return self._dessous(noeud, lecture).sauf(
            *((direct.est(code), _direct(self, noeud, avis)) for avis, code in AVIS.items()),
            (
                direct.est(termes.NEUTRALISE),
                Formule(self, noeud, rendre(Verdict.NON_EVALUE), rien, hors_compte=VRAI),
            ),
        )

    def exige(self, jugement: Jugement) -> Fait:
        """Return the floor, and what it means for this count."""
        constat = jugement.constat
        return self._exige_de(constat.total if isinstance(constat, PartComptee) else 0)

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the share, then how each of its parts is settled."""
        _, pluriel, participe = self._noms
        de_ses = "de ses " if niveau + 1 == self.de else "de l'ensemble de ses "
        phrase = f"{_SUJETS[niveau]} si au moins {pourcent(self.au_moins)} {de_ses}{pluriel} sont {participe}."
        return (phrase, *(self.chacune.enoncer(self.de) if self.chacune else ()))

    @cached_property
    def _noms(self) -> tuple[str, str, str]:
        return self.noms or _NOMS[self.de]

    @cached_property
    def _exige_de(self) -> Callable[[int], PartExigee]:
        """Return what is asked of so many nodes, once for each number of them: they share its words."""
        return lru_cache(GARDES)(lambda total: PartExigee(self.au_moins, total))

    def _dessous(self, noeud: Noeud, lecture: Lecture) -> Formule:
        if self.chacune is None and noeud.niveau is Niveau.EDITION and self.de is Niveau.BLOC and lecture.blocs:
            return self._compter_formules(noeud, [*lecture.blocs])
        if self.chacune is not None:
            dessous = noeud.par_niveau[self.de]
            return self._compter_formules(noeud, [self.chacune.formuler(enfant, lecture) for enfant in dessous])
        if noeud.enfants:
            return self._compter_feuilles(noeud, [*_feuilles(noeud, self.de, lecture)])
        return Formule(self, noeud, rendre(Verdict.NON_ACQUIS), NON_OBSERVE)

    def _compter_feuilles(self, noeud: Noeud, feuilles: list["_Feuille"]) -> Formule:
        codes = (termes.ACQUIS, termes.RIEN, termes.ABSENT, termes.NEUTRALISE)
        acquis, manques, absents, neutralises = (somme(*(f.compter(code) for f in feuilles)) for code in codes)
        total = somme(*(feuille.nombre for feuille in feuilles)) - neutralises
        verdict = self._trancher(acquis, total, absents, rendre(Verdict.NON_EVALUE))
        compte = self._compte(
            acquis=acquis, total=total, non_observes=manques, neutralises=neutralises, incertains=absents
        )
        return Formule(self, noeud, verdict, compte, hors_compte=et(total.est(0), neutralises >= 1))

    def _compter_formules(self, noeud: Noeud, details: list[Formule]) -> Formule:
        verdicts = (Verdict.ACQUIS, Verdict.EN_DEBAT, Verdict.NON_EVALUE)
        acquis, debats, manques = (somme(*(d.est(verdict) for d in details)) for verdict in verdicts)
        hors = somme(*(detail.hors_compte for detail in details))
        manques, total = manques - hors, entier(len(details)) - hors
        faute_de_mieux = selon((manques >= 1, Verdict.NON_EVALUE), sinon=Verdict.EN_DEBAT)
        verdict = self._trancher(acquis, total, debats + manques, faute_de_mieux)
        compte = self._compte(acquis=acquis, total=total, neutralises=hors, incertains=debats + manques)
        return Formule(self, noeud, verdict, compte, tuple(details), hors_compte=et(total.est(0), hors >= 1))

    def _compte(self, **nombres: Terme) -> Trouve:
        return trouver(PartComptee, quoi=self._noms, **nombres)

    def _trancher(self, acquis: Terme, total: Terme, incertains: Terme, faute_de_mieux: Terme) -> Terme:
        demande, par = total * self.au_moins.numerator, self.au_moins.denominator
        return selon(
            (total.est(0), Verdict.NON_EVALUE),
            (acquis * par >= demande, Verdict.ACQUIS),
            ((acquis + incertains) * par >= demande, faute_de_mieux),
            sinon=Verdict.NON_ACQUIS,
        )


def _direct(regle: Regle, noeud: Noeud, avis: Avis) -> Formule:
    return Formule(regle, noeud, rendre(SELON_L_AVIS[avis]), AvisDirect(avis))


@frozen
class _Feuille:
    """What is said of ``combien`` nodes of a level, where ``compte`` holds."""

    dit: Terme
    combien: int = 1
    compte: Terme = termes.VRAI

    def compter(self, code: int) -> Terme:
        """Return of how many of them this is said."""
        trouve = et(self.compte, self.dit.est(code))
        return trouve * self.combien

    @property
    def nombre(self) -> Terme:
        """Return how many of them there are."""
        return self.compte * self.combien


def _feuilles(noeud: Noeud, de: Niveau, lecture: Lecture) -> Iterator[_Feuille]:
    """Yield the nodes of a level; an avis given higher up stands for all below it.

    A node whose parts are not known counts as one.
    """
    for enfant in noeud.enfants:
        dit = lecture.dit(enfant.chemin)
        if noeud.niveau + 1 == de or not enfant.enfants:
            yield _Feuille(dit)
            continue
        siennes = [*_feuilles(enfant, de, lecture)]
        en_bloc = ~dit.est(termes.RIEN)
        if en_bloc != termes.FAUX:
            yield _Feuille(dit, len(enfant.par_niveau[de]) or 1, en_bloc)
        for feuille in siennes:
            yield evolve(feuille, compte=et(feuille.compte, ~en_bloc))
