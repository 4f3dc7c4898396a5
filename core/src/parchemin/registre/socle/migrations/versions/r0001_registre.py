"""The first register: the journal and its head, persons, séances, propositions, decisions, titles."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_CLES = {
    "journal": ("numero",),
    "decisions": ("id", "dossier bloc remplace"),
    "titres": ("id", "annee rang"),
    "corrections": ("id",),
}
"""The append-only tables, and the keys of each."""


def upgrade() -> None:
    """Create all tables, the single row of ``tete``, and the triggers."""
    _journal()
    _personnes_et_seances()
    _propositions()
    _decisions()
    _titres()
    for table, cles in _CLES.items():
        for ordre in _declencheurs(op.get_bind().dialect.name, table, cles):
            op.execute(ordre)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=False)


def _mot(nom: str, taille: int | None = None) -> sa.Column[str]:
    return sa.Column(nom, sa.String(taille) if taille else sa.Text(), nullable=False)


def _texte(nom: str) -> sa.Column[str]:
    return sa.Column(nom, sa.Text, nullable=False)


def _entier(nom: str, *contraintes: sa.ForeignKey, nul: bool = False) -> sa.Column[int]:
    return sa.Column(nom, sa.Integer, *contraintes, nullable=nul)


def _acte() -> sa.Column[int]:
    return _entier("acte", sa.ForeignKey("journal.numero", deferrable=True, initially="DEFERRED"))


def _indexer(table: str, *colonnes: str) -> None:
    for colonne in colonnes:
        op.create_index(f"ix_{table}_{colonne}", table, [colonne])


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("numero", sa.Integer, primary_key=True, autoincrement=False),
        *(_mot("le"), _mot("nature"), _texte("contenu"), _mot("precedent", 64), _mot("empreinte", 64)),
    )
    tete = op.create_table("tete", _id(), _entier("numero"), _mot("empreinte", 64))
    op.bulk_insert(tete, [{"id": 1, "numero": 0, "empreinte": "0" * 64}])


def _personnes_et_seances() -> None:
    op.create_table(
        "personnes",
        *(_id(), _texte("nom"), _texte("prenom"), sa.Column("naissance", sa.Date)),
        *(_mot("cle_nom"), _mot("cle_entiere"), _mot("sel"), _mot("empreinte", 64)),
    )
    _indexer("personnes", "cle_nom", "cle_entiere")
    op.create_table(
        "seances",
        *(_id(), _mot("certification"), _mot("edition"), sa.Column("date", sa.Date, nullable=False)),
        *(_mot("instance"), _texte("lieu"), _texte("membres"), _texte("grilles"), _mot("etat")),
        _entier("precedente", sa.ForeignKey("seances.id"), nul=True),
        _mot("empreinte", 64),
        sa.UniqueConstraint("empreinte", name="seances_empreinte"),
    )
    op.create_table(
        "dossiers",
        *(_id(), _entier("seance", sa.ForeignKey("seances.id")), _mot("code")),
        *(_entier("personne", sa.ForeignKey("personnes.id")), _texte("contenu"), _mot("empreinte", 64)),
        sa.UniqueConstraint("seance", "code", name="dossiers_seance_code"),
    )
    _indexer("dossiers", "personne")


def _propositions() -> None:
    op.create_table(
        "propositions",
        *(_id(), _acte(), _entier("dossier", sa.ForeignKey("dossiers.id")), _texte("contenu"), _texte("acquis")),
        *(_mot("entree", 64), _mot("resultat", 64), _mot("regles", 64)),
        *(_mot("coeur"), _mot("greffon"), _mot("edition")),
    )
    _indexer("propositions", "acte", "dossier")


def _decisions() -> None:
    op.create_table("motifs", _id(), _entier("personne", sa.ForeignKey("personnes.id")), _texte("texte"))
    _indexer("motifs", "personne")
    op.create_table(
        "decisions",
        *(_id(), _acte(), _entier("seance", sa.ForeignKey("seances.id"))),
        *(_entier("dossier", sa.ForeignKey("dossiers.id")), _mot("bloc"), _mot("bloc_cle")),
        *(_mot("verdict"), _mot("propose")),
        *(_entier(nom, nul=True) for nom in ("pour", "contre", "abstention")),
        *(_entier("motif", sa.ForeignKey("motifs.id"), nul=True), _entier("remplace")),
        sa.UniqueConstraint("dossier", "bloc", "remplace", name="decisions_une_par_bloc"),
    )
    _indexer("decisions", "acte", "seance")


def _titres() -> None:
    op.create_table(
        "titres",
        *(_id(), _acte(), _entier("annee"), _entier("rang"), _mot("nature"), _mot("objet"), _mot("bloc_cle")),
        *(_mot("edition"), _texte("intitule"), _entier("seance", sa.ForeignKey("seances.id"))),
        _entier("dossier", sa.ForeignKey("dossiers.id")),
        _entier("personne", sa.ForeignKey("personnes.id")),
        sa.Column("delivre_le", sa.Date, nullable=False),
        sa.Column("expire_le", sa.Date),
        sa.UniqueConstraint("annee", "rang", name="titres_annee_rang"),
    )
    _indexer("titres", "acte", "seance", "dossier", "personne")
    op.create_table(
        "corrections",
        *(_id(), _acte(), _entier("titre", sa.ForeignKey("titres.id")), _mot("nature")),
        sa.Column("le", sa.Date, nullable=False),
        _entier("motif", sa.ForeignKey("motifs.id"), nul=True),
    )
    _indexer("corrections", "acte", "titre")


def _declencheurs(dialecte: str, table: str, cles: tuple[str, ...]) -> list[str]:
    """Return the orders by which the database refuses to change, remove or replace a row of a table."""
    if dialecte == "postgresql":
        return [
            f"CREATE FUNCTION {table}_inalterable() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} : rien ne s''y modifie ni ne s''y efface'; END $$",
            f"CREATE TRIGGER {table}_lignes BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_inalterable()",
            f"CREATE TRIGGER {table}_vidage BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_inalterable()",
        ]
    refus = f"BEGIN SELECT RAISE(ABORT, '{table} : rien ne s''y modifie ni ne s''y efface'); END"
    return [
        *(f"CREATE TRIGGER {table}_{verbe} BEFORE {verbe} ON {table} {refus}" for verbe in ("update", "delete")),
        f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} WHEN {_existe(table, cles)} {refus}",
    ]


def _existe(table: str, cles: tuple[str, ...]) -> str:
    """Return when a row exists already: SQLite's INSERT OR REPLACE removes it without asking the trigger."""
    memes = (" AND ".join(f"{colonne} = NEW.{colonne}" for colonne in cle.split()) for cle in cles)
    return " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {meme})" for meme in memes)
