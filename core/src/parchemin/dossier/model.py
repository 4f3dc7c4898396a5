"""The candidate's dossier, what evaluators observed, and the séance that gathers them. Values only."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from types import MappingProxyType

from attrs import field, frozen

from parchemin.errors import Avertissement
from parchemin.referentiel.model import Edition

_VIDE: Mapping[str, Mapping[str, "Valeur"]] = MappingProxyType({})


class Avis(Enum):
    """What an evaluator says of a node without a mark. An absence is a state, never a zero."""

    ACQUIS = "acquis"
    NON_ACQUIS = "non_acquis"
    ABSENT = "absent"

    __hash__ = object.__hash__  # that of `Enum` is written in Python, and every observation is looked up


@frozen
class Note:
    """A mark, in hundredths of a point, so that no comparison is ever rounded."""

    centiemes: int

    @classmethod
    def de(cls, valeur: Decimal) -> "Note":
        """Return a mark from its decimal; raise `ValueError` where it has more than two decimals."""
        centiemes = valeur * 100
        if centiemes != centiemes.to_integral_value():
            raise ValueError(valeur)
        return cls(int(centiemes))

    def __str__(self) -> str:
        points, centiemes = divmod(self.centiemes, 100)
        return f"{points},{centiemes:02d}".rstrip("0").rstrip(",")


@frozen
class Neutralise:
    """A node taken out of the count, and why."""

    motif: str


@frozen
class Palier:
    """A level of a scale that an édition names, and its rank there, from 0."""

    nom: str
    rang: int

    def __str__(self) -> str:
        return self.nom


Valeur = Avis | Note | Neutralise | Palier


@frozen
class Observation:
    """The one measure: an evaluator says a value of a node, named by its path below the édition."""

    evaluateur: str
    cible: str
    valeur: Valeur


@frozen
class Observations:
    """All that was observed of one candidate, by role and then by path."""

    par_role: Mapping[str, Mapping[str, Valeur]] = field(default=_VIDE, hash=False)

    def __iter__(self) -> Iterator[Observation]:
        for role, valeurs in self.par_role.items():
            for cible, valeur in valeurs.items():
                yield Observation(role, cible, valeur)

    def __len__(self) -> int:
        return sum(map(len, self.par_role.values()))


class Statut(Enum):
    """The candidate's situation, where a branch's conditions depend on it."""

    SALARIE = "salarie"
    DEMANDEUR_EMPLOI = "demandeur_emploi"
    JEUNE_DIPLOME = "jeune_diplome"


class Sexe(Enum):
    """As an identity paper says it."""

    FEMME = "F"
    HOMME = "M"


@frozen
class NaissancePartielle:
    """A birth of which the year alone is known, or the year and the month."""

    annee: int
    mois: int | None = None

    def isoformat(self) -> str:
        """Return ``1990`` or ``1990-04``."""
        return f"{self.annee:04d}" if self.mois is None else f"{self.annee:04d}-{self.mois:02d}"

    __str__ = isoformat


Naissance = date | NaissancePartielle


def lire_naissance(iso: str) -> Naissance:
    """Return a birth from its ISO form, whole or not; raise `ValueError`."""
    annee, _, reste = iso.partition("-")
    mois, _, jour = reste.partition("-")
    return date.fromisoformat(iso) if jour else NaissancePartielle(int(annee), int(mois) if mois else None)


@frozen
class Candidat:
    """A person; ``prenom`` is empty for who has one name alone, ``commune_naissance`` is its INSEE code."""

    nom: str
    prenom: str
    naissance: Naissance | None = None
    nom_usage: str = ""
    civilite: str = ""
    sexe: Sexe | None = None
    lieu_naissance: str = ""
    commune_naissance: str = ""

    def __str__(self) -> str:
        return f"{self.nom} {self.prenom}".strip()


@frozen
class Qualite:
    """What a person is or has beside the rest: trained, registered, a tutor; since when and which, where said.

    ``formation_jury=2017-11-05`` has a day, ``tuteur=Zoé Durand`` a value.
    """

    nom: str
    depuis: date | None = None
    valeur: str = ""


@frozen
class Acquis:
    """What the candidate holds already, and since when: a bloc by its ``cle``, or a compétence by its path."""

    bloc: str
    le: date


@frozen
class NoteGardee:
    """The mark of an épreuve, by its code, that the candidate keeps from an earlier session, and its day."""

    epreuve: str
    note: Note
    le: date


@frozen
class Dossier:
    """A candidature, frozen on one édition; ``blocs`` are those presented (empty: all that are not held).

    ``parcours`` dates each training followed, ``depots`` each deposit; ``sessions`` gives the day on which an
    épreuve or a bloc was passed, by its code, where that is not the séance's; ``heures`` counts by name,
    or says ``True`` for yes and ``False`` for no; ``experience_mois`` is in months. ``qualites`` are what the
    branch's jury rules compare with the members: the tutor, the trainer, kin. ``notes`` are marks that are kept
    from earlier sessions.
    """

    code: str
    candidat: Candidat
    voie: str
    entree: date
    edition: str
    organisme: str = ""
    adresse: str = ""
    courriel: str = ""
    branche_legislation: str = ""
    option: str = ""
    statut: Statut | None = None
    blocs: tuple[str, ...] = ()
    parcours: Mapping[str, date] = field(factory=dict, hash=False)
    acquis: tuple[Acquis, ...] = ()
    depots: Mapping[str, date] = field(factory=dict, hash=False)
    sessions: Mapping[str, date] = field(factory=dict, hash=False)
    heures: Mapping[str, int] = field(factory=dict, hash=False)
    niveau: str = ""
    experience_mois: int | None = None
    qualites: tuple[Qualite, ...] = ()
    observations: Observations = Observations()
    notes: tuple[NoteGardee, ...] = ()


@frozen
class Membre:
    """A member of the jury: who sits, unless absent."""

    nom: str
    role: str
    organisme: str = ""
    branche_legislation: str = ""
    formation_jury: date | None = None
    present: bool = True
    qualites: tuple[Qualite, ...] = ()


@frozen
class Seance:
    """A sitting: its jury, its dossiers, and the éditions on which they are frozen (by ``Edition.cle``).

    ``edition`` is the one that the séance names for all, where it names one; ``avertissements`` are what its files
    may mean otherwise; ``deports`` are the names of the members who leave for a dossier, by its code.
    """

    certification: str
    date: date
    instance: str
    lieu: str = ""
    membres: tuple[Membre, ...] = ()
    dossiers: tuple[Dossier, ...] = ()
    editions: Mapping[str, Edition] = field(factory=dict, hash=False)
    edition: str = ""
    avertissements: tuple[Avertissement, ...] = field(default=(), eq=False)
    deports: Mapping[str, tuple[str, ...]] = field(factory=dict, hash=False)

    @property
    def presents(self) -> tuple[Membre, ...]:
        """The members who sit."""
        return tuple(membre for membre in self.membres if membre.present)
