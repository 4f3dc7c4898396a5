"""How a jury votes: the majority that a composition asks for, and whether a tally carries a verdict.

Pure. A caller counts who may vote on a dossier, then asks `depouiller`::

    votants = composition.votants(presents, voie)
    suffrages = Suffrages(pour=3, contre=1)
    depouiller(composition.vote_exige, votants, suffrages, favorable=True).refus

gives ``None`` where the votes carry what is decided, else the fact that says why it is not recorded.
``presents`` are the members who sit for this dossier: present, not barred nor withdrawn, and not the candidate.
``pour`` are the voices for the candidate, whatever is decided: « non acquis » is carried where they do not carry.
"""

from enum import Enum
from fractions import Fraction
from math import ceil, floor

from attrs import field, frozen

from parchemin.faits import CODES, Fait, Mots, Tournure
from parchemin.referentiel.model import Source
from parchemin.referentiel.nombres import exact

VOIX_NEGATIVES = Tournure("voix_negatives", "votes : trouvé {trouve}, un nombre de voix n'est jamais négatif")
VOIX_EN_TROP = Tournure("voix_en_trop", "votes : trouvé {trouve} voix, attendu {attendu} au plus")
POUVOIRS_EN_TROP = Tournure(
    "pouvoirs_en_trop", "votes : trouvé {trouve} membre{trouve:s} représenté{trouve:s}, attendu {attendu} au plus"
)
SANS_SUFFRAGE = Tournure("sans_suffrage_exprime", "votes : ni voix pour, ni voix contre : rien n'est décidé")
PARTAGE = Tournure(
    "partage_des_voix", "votes : {pour} pour, {contre} contre, partage que rien ne tranche : {raison}"
)
AUCUNE_PREPONDERANTE = Tournure("aucune_voix_preponderante", "aucune voix prépondérante n'est déclarée")
PREPONDERANTE_ABSENTE = Tournure(
    "voix_preponderante_absente", "personne ne siège avec voix comme {sieges:ou}, dont la voix est prépondérante"
)
PREPONDERANTE_TUE = Tournure("voix_preponderante_tue", "dire si la voix prépondérante ({qui}) a tranché")
SANS_PARTAGE = Tournure(
    "voix_preponderante_sans_partage", "votes : {pour} pour, {contre} contre, pas de partage à trancher"
)
PORTE = Tournure("vote_porte", "{decompte} ; {exige}")
TRANCHE = Tournure("partage_tranche", "{decompte} ; partage tranché par la voix prépondérante de {qui}")
NON_PORTE = Tournure(
    "vote_non_porte",
    "votes : {decompte} ; trouvé {pour} voix pour le candidat, attendu {attendu} au moins ({exige})",
)
CONTREDIT = Tournure(
    "vote_contredit", "votes : {decompte} ; ces voix sont pour le candidat ({exige}), la décision est contre lui"
)
DECOMPTE = Tournure("decompte_des_voix", "{pour} pour, {contre} contre, {abstention} abstention{abstention:s}")
MAJORITE_EXIGEE = Tournure("majorite_exigee", "{majorite} {base}")
MAJORITE_SUPPOSEE = Tournure(
    "majorite_supposee", "{majorite} {base} : lecture, aucun texte de la branche ne donne la majorité"
)


class BaseDesVoix(Enum):
    """Of which voices a majority is a share."""

    EXPRIMES = "des voix exprimées"
    """For and against: an abstention does not count (« majorité simple », « des suffrages exprimés »)."""

    PRESENTS = "des voix présentes ou représentées"
    """Each voice at the table: an abstention weighs as if against (« majorité absolue des membres présents »)."""

    SIEGES = "des sièges avec voix"
    """Each seat with a voice, whether somebody sits there or not (« majorité des membres du jury »)."""


_PARTS = {Fraction(1, 2): "la moitié", Fraction(2, 3): "deux tiers", Fraction(3, 4): "trois quarts"}


@frozen
class Majorite:
    """The share of the voices that carries: it at least, or more than it (``stricte``).

    ``part`` is exact: ``"2/3"``. It is never under one half: a verdict and its contrary would both be carried.

    :raises ValueError: a float, or a share out of these bounds.
    """

    part: Fraction = field(converter=exact)
    stricte: bool = False

    def __attrs_post_init__(self) -> None:
        au_moins, tout = Fraction(1, 2), Fraction(1)
        bornee = au_moins <= self.part < tout if self.stricte else au_moins < self.part <= tout
        if not bornee:
            raise ValueError(f"majorité : trouvé {self}, attendu plus de 1/2, et l'unanimité au plus")

    @property
    def partage(self) -> bool:
        """Whether equal voices are a tie to break: elsewhere they carry nothing, as any that are too few."""
        return self.part == Fraction(1, 2)

    def requises(self, voix: int) -> int:
        """Return the least number of voices that carries, of so many."""
        exactes = self.part * voix
        return floor(exactes) + 1 if self.stricte else max(1, ceil(exactes))

    def dire(self, _: Mots) -> str:
        """Say it, as it stands before what it is a share of."""
        if self.part == 1:
            return "l'unanimité"
        part = _PARTS.get(self.part, str(self.part))
        return f"plus de {part}" if self.stricte else f"{part} au moins"

    def __str__(self) -> str:
        return self.dire(CODES)


PLUS_DE_LA_MOITIE = Majorite("1/2", stricte=True)
DEUX_TIERS = Majorite("2/3")
UNANIMITE = Majorite(1)


@frozen
class RegleDeVote:
    """How a jury decides by votes, where a text of the branch says it.

    :param majorite: the share that carries: `PLUS_DE_LA_MOITIE`, `DEUX_TIERS`, `UNANIMITE`, or another.
    :param base: of which voices.
    :param preponderante: the seats whose voice breaks a tie, the first where somebody sits.
    :param pouvoirs: how many absent members each voter may represent.
    :param secret: whether the ballot is (``None``: no text says it).
    :param sieges: how many voices the jury has when it is full, for a majority of the seats.
    :param supposee: no text gives the majority, and every answer says that it is a reading.
    """

    source: Source
    majorite: Majorite = PLUS_DE_LA_MOITIE
    base: BaseDesVoix = BaseDesVoix.EXPRIMES
    preponderante: tuple[str, ...] = ()
    pouvoirs: int = 0
    secret: bool | None = None
    sieges: int | None = None
    supposee: bool = False

    def exige(self) -> Fait:
        """Return the majority that is asked for."""
        dite = MAJORITE_SUPPOSEE if self.supposee else MAJORITE_EXIGEE
        return dite(majorite=str(self.majorite), base=self.base)

    def enoncer(self) -> str:
        """State the rule in French."""
        tranche = f" ; voix prépondérante : {', puis '.join(self.preponderante)}" if self.preponderante else ""
        pouvoirs = (
            f" ; {self.pouvoirs} pouvoir{'s' if self.pouvoirs > 1 else ''} par votant" if self.pouvoirs else ""
        )
        secret = {True: " ; vote secret", False: " ; vote à main levée", None: ""}[self.secret]
        return f"Décision : {self.majorite} {self.base.value}{tranche}{pouvoirs}{secret}."


@frozen
class Suffrages:
    """A tally: the voices for the candidate, against, abstentions; those of members represented are among them.

    ``preponderante`` tells that the casting voice broke a tie; it is counted once, on its own side.
    ``pouvoirs`` is how many absent members were represented. A tally says nothing of who voted what.
    """

    pour: int = 0
    contre: int = 0
    abstention: int = 0
    pouvoirs: int = 0
    preponderante: bool = False

    @property
    def decompte(self) -> Fait:
        """The tally as a fact."""
        return DECOMPTE(pour=self.pour, contre=self.contre, abstention=self.abstention)


@frozen
class Votants:
    """Who may vote on a dossier: distinct persons, their voices, and who has the casting one.

    ``sieges`` is how many voices the jury has when it is full.
    """

    personnes: int
    voix: int
    sieges: int
    preponderants: tuple[str, ...] = ()


class Sort(Enum):
    """What a tally does of a verdict."""

    PORTE = "porte"
    PARTAGE = "partage"
    REFUSE = "refuse"
    IMPOSSIBLE = "impossible"
    """More voices than there are, or a casting voice without a tie: the tally itself is wrong."""


@frozen
class Depouillement:
    """What became of a verdict that was put to the vote, and the fact that says why."""

    sort: Sort
    fait: Fait

    @property
    def refus(self) -> Fait | None:
        """Why it is not recorded; ``None`` where the votes carry it."""
        return None if self.sort is Sort.PORTE else self.fait


def depouiller(vote: RegleDeVote, votants: Votants, suffrages: Suffrages, *, favorable: bool) -> Depouillement:
    """Tell whether some votes carry a verdict.

    :param favorable: the verdict is for the candidate (acquis, certifié, partiel) or against.
    """
    if faute := _impossible(vote, votants, suffrages):
        return Depouillement(Sort.IMPOSSIBLE, faute)
    if not suffrages.pour and not suffrages.contre:
        return Depouillement(Sort.PARTAGE, SANS_SUFFRAGE())
    if vote.majorite.partage and suffrages.pour == suffrages.contre:
        return _trancher(vote, votants, suffrages, favorable=favorable)
    return _compter(vote, votants, suffrages, favorable=favorable)


def _compter(vote: RegleDeVote, votants: Votants, suffrages: Suffrages, *, favorable: bool) -> Depouillement:
    attendu, pour = vote.majorite.requises(_sur(vote, votants, suffrages)), suffrages.pour
    dits = {"decompte": suffrages.decompte, "exige": vote.exige()}
    if (pour >= attendu) is favorable:
        return Depouillement(Sort.PORTE, PORTE(**dits))
    if favorable:
        return Depouillement(Sort.REFUSE, NON_PORTE(**dits, pour=pour, attendu=attendu))
    return Depouillement(Sort.REFUSE, CONTREDIT(**dits))


def _sur(vote: RegleDeVote, votants: Votants, suffrages: Suffrages) -> int:
    if vote.base is BaseDesVoix.EXPRIMES:
        return suffrages.pour + suffrages.contre
    return votants.sieges if vote.base is BaseDesVoix.SIEGES else votants.voix + suffrages.pouvoirs


def _trancher(vote: RegleDeVote, votants: Votants, suffrages: Suffrages, *, favorable: bool) -> Depouillement:
    """Break a tie by the casting voice, on the side of what is decided: it counts double there."""
    if suffrages.preponderante and votants.preponderants:
        pour, attendu = suffrages.pour + favorable, vote.majorite.requises(_sur(vote, votants, suffrages))
        if favorable and pour < attendu:
            dits = {"decompte": suffrages.decompte, "exige": vote.exige()}
            return Depouillement(Sort.REFUSE, NON_PORTE(**dits, pour=pour, attendu=attendu))
        return Depouillement(Sort.PORTE, TRANCHE(decompte=suffrages.decompte, qui=votants.preponderants))
    if not vote.preponderante:
        raison = AUCUNE_PREPONDERANTE()
    elif not votants.preponderants:
        raison = PREPONDERANTE_ABSENTE(sieges=vote.preponderante)
    else:
        raison = PREPONDERANTE_TUE(qui=votants.preponderants)
    return Depouillement(Sort.PARTAGE, PARTAGE(pour=suffrages.pour, contre=suffrages.contre, raison=raison))


def _impossible(vote: RegleDeVote, votants: Votants, suffrages: Suffrages) -> Fait | None:
    nombres = (suffrages.pour, suffrages.contre, suffrages.abstention, suffrages.pouvoirs)
    if min(nombres) < 0:
        return VOIX_NEGATIVES(trouve=min(nombres))
    if suffrages.pouvoirs > votants.personnes * vote.pouvoirs:
        return POUVOIRS_EN_TROP(trouve=suffrages.pouvoirs, attendu=votants.personnes * vote.pouvoirs)
    dites, attendues = sum(nombres[:3]), votants.voix + suffrages.pouvoirs
    if dites > attendues:
        return VOIX_EN_TROP(trouve=dites, attendu=attendues)
    partage = vote.majorite.partage and suffrages.pour == suffrages.contre
    if suffrages.preponderante and not partage:
        return SANS_PARTAGE(pour=suffrages.pour, contre=suffrages.contre)
    return None
