"""The tables as the code queries them. What creates them, triggers and all, is in ``migrations``.

Those of `INALTERABLES` are append-only. All that names a person stands in the others, where it can be removed.
"""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect

from parchemin.dossier.model import Naissance, lire_naissance

META = MetaData()


class DeNaissance(TypeDecorator[Naissance]):
    """A birth date as far as it is known, in its ISO form."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Naissance | None, dialect: Dialect) -> str | None:
        """Return the ISO form."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Naissance | None:
        """Return the birth date."""
        return None if value is None else lire_naissance(value)


def _cle() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=False)


def _vers(nom: str, cible: str, *, index: bool = False) -> Column[int]:
    return Column(nom, Integer, ForeignKey(cible), nullable=False, index=index)


def _acte() -> Column[int]:
    lien = ForeignKey("journal.numero", deferrable=True, initially="DEFERRED")
    return Column("acte", Integer, lien, nullable=False, index=True)


def _texte(nom: str) -> Column[str]:
    return Column(nom, Text, nullable=False)


def _mot(nom: str, *, index: bool = False) -> Column[str]:
    return Column(nom, Text, nullable=False, index=index)


def _compte(nom: str) -> Column[int]:
    return Column(nom, Integer, nullable=True)


def _empreinte(nom: str = "empreinte") -> Column[str]:
    return Column(nom, String(64), nullable=False)


JOURNAL = Table(
    "journal",
    META,
    Column("numero", Integer, primary_key=True, autoincrement=False),
    _mot("le"),
    _mot("nature"),
    _texte("contenu"),
    _empreinte("precedent"),
    _empreinte(),
    Column("auteur", Text, nullable=False, server_default=""),
    Column("role", Text, nullable=False, server_default=""),
    Column("forme", Integer, nullable=False, server_default="1"),
)
"""The acts, each with the digest of the one before, who inscribed it, and by which ``forme`` it was sealed.

``role`` is the database's own name for whoever wrote, empty on SQLite, which has none.
"""

TETE = Table(
    "tete",
    META,
    _cle(),
    Column("numero", Integer, nullable=False),
    _empreinte(),
    Column("a_purger", Integer, nullable=False, server_default="0"),
    Column("fuseau", Text, nullable=False, server_default="Europe/Paris"),
)
"""One row: the last act. Whoever writes locks it first. ``fuseau`` is the zone in which the register has its days.

``a_purger`` is the act that removed personal data whose bytes may be left in the files of the database, else 0.
"""

PERSONNES = Table(
    "personnes",
    META,
    _cle(),
    _texte("nom"),
    _texte("prenom"),
    Column("naissance", DeNaissance),
    _mot("cle_nom", index=True),
    _mot("cle_entiere", index=True),
    _mot("sel"),
    _empreinte(),
)
"""The candidates, and the salt of all digests about each."""

APPELLATIONS = Table(
    "appellations",
    META,
    Column("cle", Text, primary_key=True),
    Column("personne", Integer, ForeignKey("personnes.id"), primary_key=True, autoincrement=False, index=True),
)
"""By what each person is met: the keys of every identity and usage name, and each word of the names."""

SEANCES = Table(
    "seances",
    META,
    _cle(),
    _mot("certification"),
    _mot("edition"),
    Column("date", Date, nullable=False),
    _mot("instance"),
    _texte("lieu"),
    _texte("membres"),
    _texte("grilles"),
    _mot("etat"),
    Column("precedente", Integer, ForeignKey("seances.id")),
    _empreinte(),
    UniqueConstraint("empreinte", name="seances_empreinte"),
)

DOSSIERS = Table(
    "dossiers",
    META,
    _cle(),
    _vers("seance", "seances.id"),
    _mot("code"),
    _vers("personne", "personnes.id", index=True),
    _texte("contenu"),
    _empreinte(),
    Column("retrait", Text, nullable=False, server_default=""),
    Column("deports", Text, nullable=False, server_default="[]"),
    Column("retouche", Integer, nullable=False, server_default="0"),
    UniqueConstraint("seance", "code", name="dossiers_seance_code"),
)
"""The dossiers of the séances.

``retrait`` is why one is withdrawn, empty where it is not; ``deports`` are the members who do not sit for it, as a
JSON list of names; ``retouche`` is the last act that changed what the jury decides on, else 0.
"""

ANONYMISATIONS = Table(
    "anonymisations",
    META,
    Column("dossier", Integer, ForeignKey("dossiers.id"), primary_key=True, autoincrement=False),
    _acte(),
)
"""The dossiers whose personal data was removed, by which act."""

PROPOSITIONS = Table(
    "propositions",
    META,
    _cle(),
    _acte(),
    _vers("dossier", "dossiers.id", index=True),
    _texte("contenu"),
    _texte("acquis"),
    _empreinte("entree"),
    _empreinte("resultat"),
    _empreinte("regles"),
    _mot("coeur"),
    _mot("greffon"),
    _mot("edition"),
)
"""What was computed, from what (``entree``), by which rules (``regles``) and which versions; the last counts."""

MOTIFS = Table("motifs", META, _cle(), _vers("personne", "personnes.id", index=True), _texte("texte"))
"""What somebody wrote about a person: it can be removed, its digest stays with the act."""

DECISIONS = Table(
    "decisions",
    META,
    _cle(),
    _acte(),
    _vers("seance", "seances.id"),
    _vers("dossier", "dossiers.id"),
    _mot("bloc"),
    _mot("bloc_cle"),
    _mot("verdict"),
    _mot("propose"),
    _compte("pour"),
    _compte("contre"),
    _compte("abstention"),
    Column("motif", Integer, ForeignKey("motifs.id")),
    Column("remplace", Integer, nullable=False),
    Column("le", Date),
    Column("recours", Integer, ForeignKey("recours.id")),
    Column("tranche_par", Text),
    Column("preconisations", Integer, ForeignKey("motifs.id")),
    UniqueConstraint("dossier", "bloc", "remplace", name="decisions_une_par_bloc"),
    Index("ix_decisions_seance", "seance"),
)
"""What the jury decided of a bloc, or with an empty ``bloc`` of the dossier.

``remplace`` is the id of the decision whose place it takes, 0 for the first. ``le`` is its day where it was taken
after the proclamation, by ``recours`` or as an erratum; all others are of the day of their séance.
``tranche_par`` is whose casting voice broke a tie, ``preconisations`` what the jury advises, each on a line.
"""

RETRACTATIONS = Table(
    "retractations",
    META,
    _cle(),
    _acte(),
    _vers("seance", "seances.id"),
    _vers("dossier", "dossiers.id", index=True),
    _mot("bloc"),
    _vers("decision", "decisions.id"),
    _vers("motif", "motifs.id"),
    UniqueConstraint("decision", name="retractations_une_par_decision"),
)
"""The decisions that the jury took back while its séance was open: what they are of is undecided again."""

RETOUCHES = Table(
    "retouches",
    META,
    _cle(),
    _acte(),
    _vers("seance", "seances.id", index=True),
    Column("dossier", Integer, ForeignKey("dossiers.id"), index=True),
    _mot("nature"),
    _mot("objet"),
    _texte("avant"),
    _texte("apres"),
    _texte("motif"),
)
"""What was mended in a séance before it was proclaimed: what it was before and after, and why.

It may be removed with the data of a candidate; the act keeps its digest.
"""

REPONSES = Table(
    "reponses",
    META,
    _cle(),
    _acte(),
    _vers("premiere", "personnes.id", index=True),
    _vers("seconde", "personnes.id", index=True),
    Column("meme", Integer, nullable=False),
    Column("motif", Integer, ForeignKey("motifs.id")),
)
"""What was answered of two persons: ``meme`` is 1 where they are one, else 0; the last answer counts."""

RECOURS = Table(
    "recours",
    META,
    _cle(),
    _acte(),
    _vers("seance", "seances.id", index=True),
    _vers("dossier", "dossiers.id", index=True),
    Column("le", Date, nullable=False),
    _vers("motif", "motifs.id"),
)
"""The appeals against what was proclaimed of a dossier."""

ARRETS = Table(
    "arrets",
    META,
    _cle(),
    _acte(),
    _vers("recours", "recours.id"),
    _mot("instance"),
    _mot("sens"),
    Column("le", Date, nullable=False),
    _vers("motif", "motifs.id"),
    UniqueConstraint("recours", name="arrets_un_par_recours"),
)
"""What became of each appeal: ``rejete``, or ``accueilli`` with the decisions that name it."""

TITRES = Table(
    "titres",
    META,
    _cle(),
    _acte(),
    Column("annee", Integer, nullable=False),
    Column("rang", Integer, nullable=False),
    _mot("nature"),
    _mot("objet"),
    _mot("bloc_cle"),
    _mot("edition"),
    _texte("intitule"),
    _vers("seance", "seances.id", index=True),
    _vers("dossier", "dossiers.id", index=True),
    _vers("personne", "personnes.id", index=True),
    Column("delivre_le", Date, nullable=False),
    Column("expire_le", Date),
    UniqueConstraint("annee", "rang", name="titres_annee_rang"),
)

CORRECTIONS = Table(
    "corrections",
    META,
    _cle(),
    _acte(),
    _vers("titre", "titres.id", index=True),
    _mot("nature"),
    Column("le", Date, nullable=False),
    Column("motif", Integer, ForeignKey("motifs.id")),
)
"""The titles that were revoked, by themselves or because what they crowned was decided otherwise."""

IDENTITES = Table(
    "identites",
    META,
    _cle(),
    _vers("personne", "personnes.id", index=True),
    _texte("nom"),
    _texte("prenom"),
    Column("naissance", DeNaissance),
    _mot("cle_nom", index=True),
    _mot("cle_entiere", index=True),
    _empreinte(),
)
"""Who a person is once an erratum corrected it; the person is found again under the old name and the new."""

ERRATA = Table(
    "errata",
    META,
    _cle(),
    _acte(),
    _vers("titre", "titres.id", index=True),
    Column("intitule", Text),
    Column("identite", Integer, ForeignKey("identites.id"), index=True),
    Column("le", Date, nullable=False),
    _vers("motif", "motifs.id"),
)
"""What is read on a title from a day on, in place of what was printed: its intitulé, or who its holder is."""

INALTERABLES = (JOURNAL, DECISIONS, TITRES, CORRECTIONS, RECOURS, ARRETS, ERRATA, RETRACTATIONS, REPONSES)
