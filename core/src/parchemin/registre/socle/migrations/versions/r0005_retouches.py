"""What is mended before a séance is proclaimed, who broke a tie, and in which zone the register's days are."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the state of what was mended, the acts that say it, and what is retracted; the rest stands as it was."""
    op.add_column("tete", sa.Column("fuseau", sa.Text, nullable=False, server_default="Europe/Paris"))
    op.add_column("decisions", sa.Column("tranche_par", sa.Text))
    op.add_column("dossiers", sa.Column("retrait", sa.Text, nullable=False, server_default=""))
    op.add_column("dossiers", sa.Column("deports", sa.Text, nullable=False, server_default="[]"))
    op.add_column("dossiers", sa.Column("retouche", sa.Integer, nullable=False, server_default="0"))
    _retouches()
    _retractations()
    for ordre in _declencheurs(op.get_bind().dialect.name):
        op.execute(ordre)


def _acte() -> sa.Column[int]:
    lien = sa.ForeignKey("journal.numero", deferrable=True, initially="DEFERRED")
    return sa.Column("acte", sa.Integer, lien, nullable=False)


def _lien(nom: str, cible: str, *, nul: bool = False) -> sa.Column[int]:
    return sa.Column(nom, sa.Integer, sa.ForeignKey(cible), nullable=nul)


def _mot(nom: str) -> sa.Column[str]:
    return sa.Column(nom, sa.Text, nullable=False)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=False)


def _retouches() -> None:
    op.create_table(
        "retouches",
        *(_id(), _acte(), _lien("seance", "seances.id"), _lien("dossier", "dossiers.id", nul=True)),
        *map(_mot, ("nature", "objet", "avant", "apres", "motif")),
    )
    for colonne in ("acte", "seance", "dossier"):
        op.create_index(f"ix_retouches_{colonne}", "retouches", [colonne])


def _retractations() -> None:
    op.create_table(
        "retractations",
        *(_id(), _acte(), _lien("seance", "seances.id"), _lien("dossier", "dossiers.id"), _mot("bloc")),
        *(_lien("decision", "decisions.id"), _lien("motif", "motifs.id")),
        sa.UniqueConstraint("decision", name="retractations_une_par_decision"),
    )
    for colonne in ("acte", "dossier"):
        op.create_index(f"ix_retractations_{colonne}", "retractations", [colonne])


def _declencheurs(dialecte: str) -> list[str]:
    """Return the orders by which the database refuses to change what is retracted, as in revision 0002."""
    table = "retractations"
    dit = f"{table} : rien ne s''y modifie ni ne s''y efface"
    if dialecte == "postgresql":
        return [
            f"CREATE FUNCTION {table}_inalterable() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{dit}'; END $$",
            f"CREATE TRIGGER {table}_lignes BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_inalterable()",
            f"CREATE TRIGGER {table}_vidage BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_inalterable()",
        ]
    refus = f"BEGIN SELECT RAISE(ABORT, '{dit}'); END"
    existe = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {cle} = NEW.{cle})" for cle in ("id", "decision"))
    return [
        *(f"CREATE TRIGGER {table}_{verbe} BEFORE {verbe} ON {table} {refus}" for verbe in ("update", "delete")),
        f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} WHEN {existe} {refus}",
    ]
