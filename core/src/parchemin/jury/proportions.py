"""The rules that count members: parity, shares of a jury, least and greatest numbers; and those of one voie only.

Each counts distinct persons among those who sit.
"""

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve, field, frozen
from attrs.converters import optional

from parchemin.faits import Tournure
from parchemin.jury.model import Assemblee, Constat, Gravite, RegleJury, personnes
from parchemin.referentiel.model import Source
from parchemin.referentiel.nombres import exact

IMPARITE = Tournure(
    "jury_non_paritaire", "{uns} : {combien}, {autres} : {combien_autres}, attendu autant, un au moins"
)
HORS_PROPORTION = Tournure("hors_proportion", "{qui} : trouvé {trouve} sur {sur}, attendu {attendu}")
HORS_EFFECTIF = Tournure("hors_effectif", "{qui} : trouvé {trouve}, attendu {attendu}")


def _poids(gravite: Gravite) -> str:
    return "" if gravite is Gravite.IRREGULARITE else " (alerte)"


def _bornes(au_moins: object, au_plus: object) -> str:
    if au_moins == au_plus:
        return f"{au_moins}"
    bornes = [] if au_moins is None else [f"{au_moins} au moins"]
    return ", ".join(bornes if au_plus is None else [*bornes, f"{au_plus} au plus"])


@frozen
class Parite:
    """As many members of one side as of the other, and one of each at least: « jury paritaire ».

    ``dits`` says both sides in French: ``("employeurs", "salariés")``. Each side may hold several seats.
    """

    uns: tuple[str, ...]
    autres: tuple[str, ...]
    dits: tuple[str, str]
    source: Source
    gravite: Gravite = Gravite.IRREGULARITE
    code: str = "parite"

    def examiner(self, assemblee: Assemblee) -> Iterator[Constat]:
        """Compare how many sit on either side."""
        combien, autres = (len(personnes(assemblee.au(*roles))) for roles in (self.uns, self.autres))
        if combien != autres or not combien:
            uns, leurs = self.dits
            fait = IMPARITE(uns=uns, combien=combien, autres=leurs, combien_autres=autres)
            yield Constat(self.gravite, self.code, fait, self.source)

    def enoncer(self) -> str:
        """State the rule."""
        return f"Parité : autant de membres, {self.dits[0]} et {self.dits[1]}{_poids(self.gravite)}."


@frozen
class Proportion:
    """The holders of some seats are between two shares, both included, of those of the seats ``parmi``.

    Shares are exact: ``au_moins="1/4"``, ``au_plus="1/2"``. Without anybody ``parmi``, it does not hold.

    :raises ValueError: a float, no bound, or bounds that no number meets.
    """

    roles: tuple[str, ...]
    parmi: tuple[str, ...]
    dits: str
    source: Source
    au_moins: Fraction | None = field(default=None, converter=optional(exact))
    au_plus: Fraction | None = field(default=None, converter=optional(exact))
    gravite: Gravite = Gravite.IRREGULARITE
    code: str = "proportion"

    def __attrs_post_init__(self) -> None:
        _exiger_des_bornes(self.au_moins, self.au_plus, 1)

    def examiner(self, assemblee: Assemblee) -> Iterator[Constat]:
        """Count both, and compare their quotient exactly."""
        trouve, sur = (len(personnes(assemblee.au(*roles))) for roles in (self.roles, self.parmi))
        if (
            not sur
            or not (self.au_moins or 0) * sur <= trouve <= (1 if self.au_plus is None else self.au_plus) * sur
        ):
            fait = HORS_PROPORTION(
                qui=self.dits, trouve=trouve, sur=sur, attendu=_bornes(self.au_moins, self.au_plus)
            )
            yield Constat(self.gravite, self.code, fait, self.source)

    def enoncer(self) -> str:
        """State the rule."""
        return f"{self.dits} : {_bornes(self.au_moins, self.au_plus)} des membres{_poids(self.gravite)}."


@frozen
class Effectif:
    """So many members at least, or at most, at some seats together: a college, or the whole jury.

    ``dits`` says whom in French.

    :raises ValueError: no bound, or bounds that no number meets.
    """

    roles: tuple[str, ...]
    dits: str
    source: Source
    au_moins: int | None = None
    au_plus: int | None = None
    gravite: Gravite = Gravite.IRREGULARITE
    code: str = "effectif"

    def __attrs_post_init__(self) -> None:
        _exiger_des_bornes(self.au_moins, self.au_plus, None)

    def examiner(self, assemblee: Assemblee) -> Iterator[Constat]:
        """Count them."""
        trouve = len(personnes(assemblee.au(*self.roles)))
        if not (self.au_moins or 0) <= trouve <= (trouve if self.au_plus is None else self.au_plus):
            fait = HORS_EFFECTIF(qui=self.dits, trouve=trouve, attendu=_bornes(self.au_moins, self.au_plus))
            yield Constat(self.gravite, self.code, fait, self.source)

    def enoncer(self) -> str:
        """State the rule."""
        return f"{self.dits} : {_bornes(self.au_moins, self.au_plus)}{_poids(self.gravite)}."


@frozen
class EnVoie:
    """Another rule, for the dossiers of some voies alone."""

    voies: tuple[str, ...]
    regle: RegleJury = field(hash=False)

    def examiner(self, assemblee: Assemblee) -> Iterator[Constat]:
        """Examine the jury before those dossiers, if there are some; what is found is of them."""
        siens = tuple(dossier for dossier in assemblee.dossiers if dossier.voie in self.voies)
        if siens:
            tous = tuple(dossier.code for dossier in siens)
            for constat in self.regle.examiner(evolve(assemblee, dossiers=siens)):
                yield evolve(constat, dossiers=constat.dossiers or tous)

    def enoncer(self) -> str:
        """State the rule, and for which voies it is."""
        return f"En {' et '.join(self.voies)} : {self.regle.enoncer()}"


def _exiger_des_bornes(au_moins: Fraction | int | None, au_plus: Fraction | int | None, tout: int | None) -> None:
    bas, haut = au_moins or 0, au_plus if au_plus is not None else tout
    sans = au_moins is None and au_plus is None
    if (
        sans
        or bas < 0
        or (haut is not None and bas > haut)
        or (tout is not None and haut is not None and haut > tout)
    ):
        raise ValueError(
            f"bornes : trouvé {_bornes(au_moins, au_plus) or 'aucune'}, attendu au_moins, au_plus ou les deux"
        )
