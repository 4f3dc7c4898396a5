"""Who is who: births known in part, by what each person is met, and what was answered of two persons."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep births as texts, add both tables and the triggers of the answers, and meet every known person."""
    for table in ("personnes", "identites"):
        _naissance_en_texte(table)
    op.create_table(
        "appellations",
        sa.Column("cle", sa.Text, primary_key=True),
        sa.Column("personne", sa.Integer, sa.ForeignKey("personnes.id"), primary_key=True, autoincrement=False),
    )
    op.create_index("ix_appellations_personne", "appellations", ["personne"])
    _reponses()
    for ordre in _declencheurs(op.get_bind().dialect.name):
        op.execute(ordre)
    from parchemin.registre.personnes.appellations import rebatir  # noqa: PLC0415 - the keys are those of the code

    rebatir(op.get_bind())


def _naissance_en_texte(table: str) -> None:
    """Replace a column of days by one of texts: SQLite changes no type, and reads a year alone as a number."""
    op.add_column(table, sa.Column("naissance_dite", sa.Text))
    op.execute(f"UPDATE {table} SET naissance_dite = CAST(naissance AS TEXT)")
    op.execute(f"ALTER TABLE {table} DROP COLUMN naissance")
    op.execute(f"ALTER TABLE {table} RENAME COLUMN naissance_dite TO naissance")


def _reponses() -> None:
    lien = sa.ForeignKey("journal.numero", deferrable=True, initially="DEFERRED")
    op.create_table(
        "reponses",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("acte", sa.Integer, lien, nullable=False),
        sa.Column("premiere", sa.Integer, sa.ForeignKey("personnes.id"), nullable=False),
        sa.Column("seconde", sa.Integer, sa.ForeignKey("personnes.id"), nullable=False),
        sa.Column("meme", sa.Integer, nullable=False),
        sa.Column("motif", sa.Integer, sa.ForeignKey("motifs.id")),
    )
    for colonne in ("acte", "premiere", "seconde"):
        op.create_index(f"ix_reponses_{colonne}", "reponses", [colonne])


def _declencheurs(dialecte: str) -> list[str]:
    """Return the orders by which the database refuses to change, remove or replace an answer."""
    dit = "reponses : rien ne s''y modifie ni ne s''y efface"
    if dialecte == "postgresql":
        return [
            "CREATE FUNCTION reponses_inalterable() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{dit}'; END $$",
            "CREATE TRIGGER reponses_lignes BEFORE UPDATE OR DELETE ON reponses "
            "FOR EACH ROW EXECUTE FUNCTION reponses_inalterable()",
            "CREATE TRIGGER reponses_vidage BEFORE TRUNCATE ON reponses "
            "FOR EACH STATEMENT EXECUTE FUNCTION reponses_inalterable()",
        ]
    refus = f"BEGIN SELECT RAISE(ABORT, '{dit}'); END"
    existe = "EXISTS (SELECT 1 FROM reponses WHERE id = NEW.id)"
    return [
        *(f"CREATE TRIGGER reponses_{verbe} BEFORE {verbe} ON reponses {refus}" for verbe in ("update", "delete")),
        f"CREATE TRIGGER reponses_insert BEFORE INSERT ON reponses WHEN {existe} {refus}",
    ]
