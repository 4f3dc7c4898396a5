"""A share of what stands below a node: at least 80 % of the critères, 70 % of the compétences détaillées."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import ClassVar

from attrs import evolve, field, frozen

from parchemin.dossier.model import Avis, Neutralise, Valeur
from parchemin.faits import Fait, Mots, Tournure, inscrire
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Niveau, Source
from parchemin.regles import termes
from parchemin.regles.base import GARDES, AvisDirect, Enonce, Jugement, Lecture, Regle, Verdict
from parchemin.regles.colonnes import JugementEnColonnes, LectureEnColonnes, en_colonnes, rendre, selon
from parchemin.regles.termes import Terme, entier, et, ou, somme

# Named for the rule that reads all observations: to take a member from its enum costs five times as much.
_ACQUIS, _NON_ACQUIS = Avis.ACQUIS, Avis.NON_ACQUIS

_NOMS = {
    Niveau.BLOC: ("bloc", "blocs", "acquis"),
    Niveau.COMPETENCE: ("compétence", "compétences", "acquises"),
    Niveau.CRITERE: ("critère", "critères", "validés"),
}
_SUJETS = {Niveau.BLOC: "Un bloc est acquis", Niveau.COMPETENCE: "Une compétence est acquise"}
VERDICTS = {
    Avis.ACQUIS: Verdict.ACQUIS,
    Avis.NON_ACQUIS: Verdict.NON_ACQUIS,
    Avis.ABSENT: Verdict.NON_EVALUE,
}
"""What an avis on a node itself says of it: an absence is a state, never a failure."""

_CODES = {
    Avis.ACQUIS: termes.ACQUIS,
    Avis.NON_ACQUIS: termes.NON_ACQUIS,
    Avis.ABSENT: termes.ABSENT,
}


def part(texte: str | Fraction) -> Fraction:
    """Return an exact share from ``"80 %"`` or ``"4/5"``; raise `ValueError` outside 0 to 1."""
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

    Each is settled by ``chacune``, or by its own observation. A node not observed counts among the total;
    a neutralised one does not. What cannot be settled yet decides only where it changes the answer.
    ``noms`` are the branch's own words for what is counted: singular, plural, and their participle.
    """

    de: Niveau
    au_moins: Fraction = field(converter=part)
    source: Source
    chacune: Regle | None = None
    noms: tuple[str, str, str] | None = None
    code: str = "part"

    def juger(self, noeud: Noeud, lecture: Lecture) -> Jugement:
        """Count, then compare ``den·n`` with ``num·N``: no rounding, no mean of means."""
        direct = lecture.observations.get(noeud.chemin)
        if direct is not None:  # most often, nothing is said here
            if isinstance(direct, Avis):
                return self._juger_avis(noeud, direct)
            if isinstance(direct, Neutralise):
                return self._juger_compte(noeud, 0, 0, 0, 1)
        if self.chacune is not None:
            return self._juger_par_enfants(noeud, lecture, self.chacune)
        if noeud.enfants:
            return self._juger_feuilles(noeud, lecture.observations)
        return Jugement(self, noeud, Verdict.NON_ACQUIS, NON_OBSERVE)

    def colonnes(self, noeud: Noeud, lecture: LectureEnColonnes) -> JugementEnColonnes:
        """Count in columns; an avis on the node itself stands for all below it."""
        direct = lecture.dit(noeud.chemin)
        juge = self._en_colonnes(noeud, lecture)
        for avis, verdict in VERDICTS.items():
            juge = juge.sauf(direct.est(_CODES[avis]), verdict)
        neutralise = direct.est(termes.NEUTRALISE)
        juge = juge.sauf(neutralise, Verdict.NON_EVALUE)
        return JugementEnColonnes(juge.verdict, ou(neutralise, juge.hors_compte), juge.detail_acquis)

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

    @cached_property
    def _juger_avis(self) -> Callable[[Noeud, Avis], Jugement]:
        """Judge a node by an avis on it, once for all those who got the same."""
        return lru_cache(GARDES)(lambda noeud, avis: Jugement(self, noeud, VERDICTS[avis], AvisDirect(avis)))

    @cached_property
    def _juger_compte(self) -> Callable[..., Jugement]:
        """Judge a node by what was counted below it, once for all those of whom the same was counted."""
        return lru_cache(GARDES)(lambda noeud, *nombres: Jugement(self, noeud, *self._trancher(*nombres)))

    @cached_property
    def _peser(self) -> Callable[..., tuple[Verdict, PartComptee]]:
        """Decide of a count once for all those who have the same: a séance has few, and they share their words."""
        return lru_cache(GARDES)(self._trancher)

    def _trancher(self, *nombres: int, debattus: bool = False) -> tuple[Verdict, PartComptee]:
        compte = PartComptee(self._noms, *nombres)
        au_moins = plancher(self.au_moins, compte.total)
        if not compte.total:
            return Verdict.NON_EVALUE, compte
        if compte.acquis >= au_moins:
            return Verdict.ACQUIS, compte
        if compte.acquis + compte.incertains < au_moins:
            return Verdict.NON_ACQUIS, compte
        return Verdict.EN_DEBAT if debattus else Verdict.NON_EVALUE, compte

    def _en_colonnes(self, noeud: Noeud, lecture: LectureEnColonnes) -> JugementEnColonnes:
        if self.chacune is not None:
            return self._enfants_en_colonnes(noeud, lecture, self.chacune)
        if not noeud.enfants:
            return JugementEnColonnes(rendre(Verdict.NON_ACQUIS))
        feuilles = list(_feuilles_en_colonnes(noeud, self.de, lecture))
        acquis, absents, neutralises = (
            somme(*(feuille.compter(code) for feuille in feuilles))
            for code in (termes.ACQUIS, termes.ABSENT, termes.NEUTRALISE)
        )
        total = somme(*(feuille.nombre for feuille in feuilles)) - neutralises
        verdict = self._trancher_en_colonnes(acquis, total, absents, rendre(Verdict.NON_EVALUE))
        return JugementEnColonnes(verdict, et(total.est(0), neutralises >= 1))

    def _enfants_en_colonnes(self, noeud: Noeud, lecture: LectureEnColonnes, chacune: Regle) -> JugementEnColonnes:
        details = [en_colonnes(chacune, enfant, lecture) for enfant in noeud.par_niveau[self.de]]
        acquis, debats, manques = (
            somme(*(detail.est(verdict) for detail in details))
            for verdict in (Verdict.ACQUIS, Verdict.EN_DEBAT, Verdict.NON_EVALUE)
        )
        hors = somme(*(detail.hors_compte for detail in details))
        manques, total = manques - hors, entier(len(details)) - hors
        faute_de_mieux = selon((manques >= 1, Verdict.NON_EVALUE), sinon=Verdict.EN_DEBAT)
        verdict = self._trancher_en_colonnes(acquis, total, debats + manques, faute_de_mieux)
        un_acquis = ou(*(detail.est(Verdict.ACQUIS) for detail in details))
        return JugementEnColonnes(verdict, et(total.est(0), hors >= 1), un_acquis)

    def _trancher_en_colonnes(
        self, acquis: Terme, total: Terme, incertains: Terme, faute_de_mieux: Terme
    ) -> Terme:
        demande, par = total * self.au_moins.numerator, self.au_moins.denominator
        return selon(
            (total.est(0), Verdict.NON_EVALUE),
            (acquis * par >= demande, Verdict.ACQUIS),
            ((acquis + incertains) * par >= demande, faute_de_mieux),
            sinon=Verdict.NON_ACQUIS,
        )

    def _juger_feuilles(self, noeud: Noeud, observations: Mapping[str, Valeur]) -> Jugement:
        valeurs = _valeurs(noeud, self.de, observations)
        acquis, total = valeurs.count(_ACQUIS), len(valeurs)
        autres = total - acquis - valeurs.count(_NON_ACQUIS)
        if not autres:
            return self._juger_compte(noeud, acquis, total)
        manques, absents = valeurs.count(None), valeurs.count(Avis.ABSENT)
        neutralises = autres - manques - absents
        return self._juger_compte(noeud, acquis, total - neutralises, manques, neutralises, absents)

    def _juger_par_enfants(self, noeud: Noeud, lecture: Lecture, chacune: Regle) -> Jugement:
        details = tuple([chacune.juger(enfant, lecture) for enfant in noeud.par_niveau[self.de]])
        verdicts = [detail.verdict for detail in details if not _neutralise(detail)]
        acquis, refus, manques = map(verdicts.count, (Verdict.ACQUIS, Verdict.NON_ACQUIS, Verdict.NON_EVALUE))
        total = len(verdicts)
        verdict, compte = self._peser(
            acquis, total, 0, len(details) - total, total - acquis - refus, debattus=not manques
        )
        return Jugement(self, noeud, verdict, compte, details)


def _neutralise(jugement: Jugement) -> bool:
    """Tell whether nothing of a node counts: it was neutralised itself, or everything below it was."""
    constat = jugement.constat
    return isinstance(constat, PartComptee) and constat.total == 0 and constat.neutralises > 0


def _valeurs(noeud: Noeud, de: Niveau, observations: Mapping[str, Valeur]) -> list[Valeur | None]:
    """Return what was said of each node of a level; an avis given higher up stands for all below it.

    A node whose parts are not known counts as one.
    """
    comptees, entre = noeud.comptees[de]
    if not entre or observations.keys().isdisjoint(entre):
        return [*map(observations.get, comptees)]
    valeurs: list[Valeur | None] = []
    for enfant in noeud.enfants:
        dite = observations.get(enfant.chemin)
        if dite is None and enfant.enfants:
            valeurs += _valeurs(enfant, de, observations)
        else:
            valeurs += [dite] * (len(enfant.par_niveau[de]) or 1)
    return valeurs


@frozen
class _Feuille:
    """What is said in columns of ``combien`` nodes of a level, where ``compte`` holds."""

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


def _feuilles_en_colonnes(noeud: Noeud, de: Niveau, lecture: LectureEnColonnes) -> Iterator[_Feuille]:
    """Yield the nodes of a level in columns, with the same reading as `_valeurs`."""
    for enfant in noeud.enfants:
        dit = lecture.dit(enfant.chemin)
        if noeud.niveau + 1 == de or not enfant.enfants:
            yield _Feuille(dit)
            continue
        siennes = [*_feuilles_en_colonnes(enfant, de, lecture)]
        en_bloc = ~dit.est(termes.RIEN)
        if en_bloc != termes.FAUX:
            yield _Feuille(dit, len(enfant.par_niveau[de]) or 1, en_bloc)
        for feuille in siennes:
            yield evolve(feuille, compte=et(feuille.compte, ~en_bloc))
