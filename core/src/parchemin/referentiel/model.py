"""The référentiel in the field's words. Values only: reading them from TOML is in ``toml``."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum, IntEnum
from functools import cached_property

from attrs import evolve, field, frozen

from parchemin.errors import ContenuInconnu
from parchemin.faits import FaitSimple, Tournure

SANS_CONTENU = Tournure("edition_sans_contenu", "{edition} est déclarée sans contenu : {raison}")


class Niveau(IntEnum):
    """The levels of a référentiel's tree, from the root down."""

    EDITION = 0
    BLOC = 1
    COMPETENCE = 2
    CRITERE = 3


class NatureBloc(Enum):
    """What a bloc is to its certification."""

    COMMUN = "commun"
    SPECIFIQUE = "specifique"
    SPECIALITE = "specialite"
    OPTIONNEL = "optionnel"


class NatureCible(Enum):
    """What an evaluator may observe; ``CONTINU`` is the continuous mark of a bloc."""

    CRITERE = "critere"
    COMPETENCE = "competence"
    BLOC = "bloc"
    EPREUVE = "epreuve"
    CONTINU = "continu"


@frozen
class Source:
    """Where a fact is written. ``lecture`` says which reading was chosen, and why, where a text is silent.

    A section that goes on in other documents has them after `` ; ``: ``§4 ; 001 §6``.
    """

    document: str
    section: str
    lecture: str = ""

    @classmethod
    def lire(cls, reference: str) -> "Source":
        """Return a source from its reference: the document, a space, then the section."""
        document, _, section = reference.strip().partition(" ")
        return cls(document, section.strip())

    def __str__(self) -> str:
        return self._reference

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that it cites, by their codes."""
        return tuple(reference.split(" ")[0] for reference in self._reference.split(" ; "))

    @cached_property
    def _reference(self) -> str:
        return f"{self.document} {self.section}".strip()


@frozen
class Critere:
    """The finest thing that is observed. ``code`` is unique within its compétence."""

    code: str
    intitule: str


@frozen
class Competence:
    """A compétence; without critères it is *open*, until the branch's grille completes it.

    One that is not ``evaluee`` belongs to the métier and to no épreuve: nobody observes it.
    """

    code: str
    intitule: str
    criteres: tuple[Critere, ...] = ()
    evaluee: bool = True


@frozen
class Bloc:
    """A bloc de compétences.

    ``cle`` names it across certifications: a bloc that several certifications
    share is declared once and keeps one ``cle``, which makes it the same bloc for its holder.
    """

    code: str
    intitule: str
    nature: NatureBloc
    source: Source
    competences: tuple[Competence, ...] = ()
    alias: tuple[str, ...] = ()
    cle: str = ""


@frozen
class Nombre:
    """How many of something: at least ``minimum``, at most ``maximum``."""

    minimum: int
    maximum: int
    de: str

    def __str__(self) -> str:
        bornes = f"{self.minimum}" if self.minimum == self.maximum else f"{self.minimum} à {self.maximum}"
        return f"{bornes} {self.de}"


@frozen
class Partie:
    """A part of an épreuve; ``au_choix`` lists the forms of which the candidate takes one.

    ``minutes`` is its length (``None`` where no document gives it); ``attendus`` is what is expected of the
    candidate, in short.
    """

    intitule: str
    minutes: int | None = None
    au_choix: tuple[str, ...] = ()
    nombre: Nombre | None = None
    en_session: bool = True
    attendus: tuple[str, ...] = ()


@frozen
class Bareme:
    """How an épreuve is marked: out of ``sur``, weighted, and eliminatory at ``eliminatoire`` and under.

    Without ``eliminatoire_incluse`` a mark is eliminatory under that one only (« note < 9 »). Of an optional
    épreuve only the points above ``au_dela_de`` count: they are added, and its absence takes nothing away.
    """

    coefficient: int
    sur: int = 20
    eliminatoire: Decimal | None = None
    eliminatoire_incluse: bool = True
    au_dela_de: Decimal | None = None


@frozen
class Epreuve:
    """The format of an épreuve; ``evalue`` lists the paths of the blocs or compétences that it assesses.

    ``notee_par`` names the roles that mark it, each with its weight: its mark is their weighted mean, and
    nobody else marks it. Without it, the first role of the édition that marked it has given its mark.
    ``rattrape`` is the code of the épreuve of which this one is another session.
    ``devant`` is the instance whose séance is its session, where one is: the day of that séance is its own.
    """

    code: str
    intitule: str
    modalite: str
    source: Source
    parties: tuple[Partie, ...] = ()
    evalue: tuple[str, ...] = ()
    bareme: Bareme | None = None
    notee_par: dict[str, int] = field(factory=dict, hash=False)
    rattrape: str = ""
    devant: str = ""

    @property
    def minutes(self) -> int:
        """The length of the épreuve in minutes, as far as it is given, parts outside the session included."""
        return sum(partie.minutes or 0 for partie in self.parties)

    @property
    def minutee(self) -> bool:
        """Whether the length of every part is given, so that ``minutes`` is the whole."""
        return bool(self.parties) and all(partie.minutes is not None for partie in self.parties)

    @cached_property
    def blocs(self) -> frozenset[str]:
        """The codes of the blocs that it assesses, in whole or in part; none: it assesses the whole."""
        return frozenset(cible.partition("/")[0] for cible in self.evalue)

    @cached_property
    def cible(self) -> str:
        """The path under which this épreuve is observed."""
        return f"epreuve:{self.code}"


@frozen
class RoleEvaluateur:
    """Someone who observes (``jury``, ``of``…), and what that role may observe.

    ``cumule`` says that an avis on a bloc and those on its compétences are two facts of this role, compared
    with each other; otherwise an observation stands for all below it, and nothing below it may be observed.
    """

    role: str
    intitule: str
    observe: tuple[NatureCible, ...]
    source: Source
    cumule: bool = False


@frozen
class Volume:
    """Hours of a training, and what they are spent on."""

    heures: int
    de: str
    source: Source


@frozen
class Equivalence:
    """A training, by its name, that is not admitted in the place of another."""

    intitule: str
    source: Source


@frozen
class Prerequis:
    """A training, or a stage of a path, that a candidate must have followed.

    ``volumes`` are its hours; ``refuse`` are trainings that do not stand for it.
    """

    code: str
    intitule: str
    source: Source
    volumes: tuple[Volume, ...] = ()
    refuse: tuple[Equivalence, ...] = ()


@frozen
class Option:
    """An option of a certification, with the other names under which documents speak of it.

    It is open from ``ouverte_du`` on, where ``source`` says so. ``blocs`` are those that it asks for: a bloc that
    some option names is asked of who has one of those options, and of nobody else.
    """

    code: str
    intitule: str
    alias: tuple[str, ...] = ()
    ouverte_du: date | None = None
    source: Source | None = None
    blocs: tuple[str, ...] = ()


@frozen
class Condition:
    """A condition under which épreuves are held: a place, a tool, a document to show."""

    intitule: str
    source: Source


@frozen
class Etape:
    """A step on the way to a certification, in some ``voies`` (none: in all), and who takes part in it."""

    intitule: str
    source: Source
    voies: tuple[str, ...] = ()
    acteurs: str = ""


@frozen
class Voie:
    """A way to the certification: its épreuves, its evaluators and its prerequisites, by code.

    ``public`` is whom it is for, where the document says it; ``court`` its name in a grid, as « VAE ».
    ``sans_blocs`` are blocs that it does not lead to: nobody presents them there, and it asks for none of them.
    """

    code: str
    intitule: str
    epreuves: tuple[str, ...]
    evaluateurs: tuple[str, ...]
    source: Source
    prerequis: tuple[str, ...] = ()
    public: str = ""
    court: str = ""
    sans_blocs: tuple[str, ...] = ()


@frozen
class Echelle:
    """The levels by which the nodes of some natures are observed, from the lowest on.

    ``compte_des`` is the one from which a node counts as acquired. ``points`` are what each level is worth, its
    rank where there are none.
    """

    niveaux: tuple[str, ...]
    compte_des: str
    natures: tuple[NatureCible, ...]
    source: Source
    points: tuple[int, ...] = ()

    @property
    def seuil(self) -> int:
        """The rank of the level from which a node counts."""
        return self.niveaux.index(self.compte_des)

    def vaut(self, rang: int) -> int:
        """Return what a level is worth, in points."""
        return self.points[rang] if self.points else rang


@frozen
class GroupeDeBlocs:
    """Some blocs among which a certification asks for so many: at least ``au_moins``, at most ``au_plus``.

    Without ``au_plus`` there is no limit. A bloc of a group is asked for by its group alone, whatever its nature.
    """

    code: str
    blocs: tuple[str, ...]
    au_moins: int
    source: Source
    au_plus: int | None = None


@frozen
class Grille:
    """What a branch adds to an édition whose documents leave it open: critères, and whole blocs.

    ``exemple`` marks a grille that was made up to show the software: answers that rest on it say so.
    ``intitules`` are the branch's own wordings, by the path of a bloc or a compétence, in the place of ours.
    """

    edition: str
    criteres: dict[str, tuple[Critere, ...]] = field(factory=dict, hash=False)
    exemple: bool = False
    blocs: tuple[Bloc, ...] = ()
    intitules: dict[str, str] = field(factory=dict, hash=False)


@frozen
class JourDeJury:
    """A day on which a jury sits; ``annonce`` is the weekday that the document prints beside it."""

    date: date
    annonce: str = ""


@frozen
class Calendrier:
    """When sessions and juries of one year are held.

    Épreuves are held before ``epreuves_devant`` in the first ``jours`` days of each of the ``mois``; the
    instances of ``jurys_devant`` sit on the days of ``jurys``.
    """

    code: str
    annee: int
    mois: tuple[int, ...]
    jours: int
    epreuves_devant: tuple[str, ...]
    jurys_devant: tuple[str, ...]
    jurys: tuple[JourDeJury, ...]
    source: Source


@frozen(eq=False)
class Quota:
    """How many blocs of one nature, or of one ``groupe``, a certification asks for, among those of these codes.

    No more than ``au_plus`` are chosen, where there is a limit. Of neither, they are the blocs that are left over.
    Two of them are never equal: it takes no time to tell those of one édition from those of another.
    """

    nature: NatureBloc | None
    demandes: int
    codes: tuple[str, ...]
    au_plus: int | None = None
    groupe: str = ""


A_RELIRE = Tournure("edition_a_relire", "l'édition {edition} n'a été relue que jusqu'au {relue:jour}")


@frozen(cache_hash=True)
class Edition:
    """A certification as it stands between two dates; ``valide_au`` is its last day.

    Nobody has re-read it past ``relu_jusqu_au``: a later answer carries an alert. ``sans_contenu`` says
    why an édition is declared and nothing more. ``composition`` says how many blocs of each nature the
    certification asks for; without it, all that are not optional. ``groupes`` are blocs among which so many are
    asked for; ``echelles`` are the levels by which nodes are observed. ``instances`` are those of the
    branch that serve this édition.
    ``tient_les_competences`` says that a compétence validated is held on its own, and not its bloc alone.
    ``validite`` says where ``valide_du`` is written, when ``source`` does not. ``valeurs`` says what evaluators'
    shorthands mean: ``x = "oui"``. ``delivre`` is the word for what it delivers, before its name: ``CQP``,
    ``CQPI``, ``diplôme d'État``, ``titre``, ``certificat``; without it, its name stands alone.
    """

    certification: str
    edition: str
    intitule: str
    valide_du: date
    relu_jusqu_au: date
    source: Source
    valide_au: date | None = None
    sans_contenu: str = ""
    niveau: int | None = None
    rncp: str = ""
    evaluateurs: tuple[RoleEvaluateur, ...] = ()
    prerequis: tuple[Prerequis, ...] = ()
    options: tuple[Option, ...] = ()
    instances: tuple[str, ...] = ()
    tient_les_competences: bool = False
    composition: dict[NatureBloc, int] = field(factory=dict, hash=False)
    groupes: tuple[GroupeDeBlocs, ...] = ()
    echelles: tuple[Echelle, ...] = ()
    blocs: tuple[Bloc, ...] = ()
    epreuves: tuple[Epreuve, ...] = ()
    voies: tuple[Voie, ...] = ()
    conditions: tuple[Condition, ...] = ()
    etapes: tuple[Etape, ...] = ()
    calendriers: tuple[Calendrier, ...] = ()
    grille: Grille | None = None
    validite: Source | None = None
    valeurs: dict[str, str] = field(factory=dict, hash=False, eq=False)
    delivre: str = ""

    @cached_property
    def cle(self) -> str:
        """The édition's name: its certification and its own, with ``@`` between them."""
        return f"{self.certification}@{self.edition}"

    @property
    def nom(self) -> str:
        """Its name after the word for what it delivers: ``CQP Chargé de clientèle``."""
        return f"{self.delivre} {self.intitule}".strip()

    @cached_property
    def quotas(self) -> tuple[Quota, ...]:
        """What is asked for: nature by nature where the édition is composed, then group by group.

        Where it is not composed, all blocs that are neither optional nor of a group.
        """
        groupes = tuple(Quota(None, g.au_moins, g.blocs, g.au_plus, g.code) for g in self.groupes)
        des_groupes = {code for groupe in self.groupes for code in groupe.blocs}
        autres = [bloc for bloc in self.blocs if bloc.code not in des_groupes]
        if not self.composition:
            codes = tuple(bloc.code for bloc in autres if bloc.nature is not NatureBloc.OPTIONNEL)
            return (Quota(None, len(codes), codes, len(codes)), *groupes)
        natures = (
            Quota(nature, n, tuple(bloc.code for bloc in autres if bloc.nature is nature), n)
            for nature, n in self.composition.items()
        )
        return (*natures, *groupes)

    def quotas_de(self, voie: str) -> tuple[Quota, ...]:
        """Return what a voie asks for: without the blocs that it does not lead to."""
        exclus = set(self.voie(voie).sans_blocs)
        return tuple(_sans(quota, exclus) for quota in self.quotas) if exclus else self.quotas

    @cached_property
    def echelles_par_nature(self) -> Mapping[NatureCible, Echelle]:
        """The scale of each nature that has one."""
        return {nature: echelle for echelle in self.echelles for nature in echelle.natures}

    @cached_property
    def options_par_bloc(self) -> Mapping[str, tuple[str, ...]]:
        """The options that ask for a bloc, of each bloc that some option names."""
        nommes = dict.fromkeys(bloc for option in self.options for bloc in option.blocs)
        return {bloc: tuple(option.code for option in self.options if bloc in option.blocs) for bloc in nommes}

    def en_vigueur(self, le: date) -> bool:
        """Tell whether this édition is in force on a day, its last day included."""
        return self.valide_du <= le and (self.valide_au is None or le <= self.valide_au)

    def voie(self, code: str) -> Voie:
        """Return a voie by its code; raise `KeyError` when the édition has none of that name."""
        return self._voies[code]

    @cached_property
    def _voies(self) -> Mapping[str, Voie]:
        return {voie.code: voie for voie in self.voies}

    def competences_tenues(self) -> tuple[str, ...]:
        """Return the paths of the compétences that a candidate may hold on their own."""
        if not self.tient_les_competences:
            return ()
        return tuple(
            f"{bloc.code}/{competence.code}"
            for bloc in self.blocs
            for competence in bloc.competences
            if competence.evaluee
        )

    def option(self, code: str) -> str:
        """Return the name of an option; nothing where there is none of that code."""
        return next((option.intitule for option in self.options if option.code == code), "")

    def etapes_de(self, voie: Voie) -> tuple[Etape, ...]:
        """Return the steps of a voie, in the order of the édition."""
        return tuple(etape for etape in self.etapes if not etape.voies or voie.code in etape.voies)

    def epreuves_de(self, voie: Voie) -> tuple[Epreuve, ...]:
        """Return the épreuves of a voie, in the order of the édition."""
        return tuple(epreuve for epreuve in self.epreuves if epreuve.code in voie.epreuves)

    def prerequis_de(self, voie: Voie) -> tuple[Prerequis, ...]:
        """Return the trainings that a voie asks for, in the order of the édition."""
        return tuple(etape for etape in self.prerequis if etape.code in voie.prerequis)

    def a_relire(self, le: date) -> FaitSimple | None:
        """Say that nobody has read this édition again until a day; nothing where somebody has."""
        if le <= self.relu_jusqu_au:
            return None
        return A_RELIRE(edition=self.cle, relue=self.relu_jusqu_au)

    def exiger_contenu(self) -> "Edition":
        """Return this édition; raise `ContenuInconnu` when it is declared without content."""
        if self.sans_contenu:
            raise ContenuInconnu(SANS_CONTENU(edition=self.cle, raison=self.sans_contenu))
        return self

    def completee(self, grille: Grille) -> "Edition":
        """Return this édition with the blocs, the critères and the wordings of the branch's grille."""
        blocs = (*self.blocs, *grille.blocs)
        return evolve(self, blocs=tuple(_completer(bloc, grille) for bloc in blocs), grille=grille)


def _sans(quota: Quota, exclus: set[str]) -> Quota:
    """Return a quota without some blocs; where too few are left, what is left is asked for."""
    codes = tuple(code for code in quota.codes if code not in exclus)
    retires = len(quota.codes) - len(codes)
    demandes = min(quota.demandes, max(len(codes), quota.demandes - retires)) if retires else quota.demandes
    return evolve(quota, codes=codes, demandes=demandes)


def _completer(bloc: Bloc, grille: Grille) -> Bloc:
    def completee(competence: Competence) -> Competence:
        chemin = f"{bloc.code}/{competence.code}"
        return evolve(
            competence,
            criteres=tuple(grille.criteres.get(chemin, competence.criteres)),
            intitule=grille.intitules.get(chemin, competence.intitule),
        )

    competences = tuple(completee(competence) for competence in bloc.competences)
    return evolve(bloc, competences=competences, intitule=grille.intitules.get(bloc.code, bloc.intitule))
