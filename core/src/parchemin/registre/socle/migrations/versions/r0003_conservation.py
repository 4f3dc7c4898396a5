"""What was removed of persons: which dossiers, by which act, and whether the files are still to be purged."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of what was removed, and the mark on ``tete``."""
    op.create_table(
        "anonymisations",
        sa.Column("dossier", sa.Integer, sa.ForeignKey("dossiers.id"), primary_key=True, autoincrement=False),
        sa.Column(
            "acte",
            sa.Integer,
            sa.ForeignKey("journal.numero", deferrable=True, initially="DEFERRED"),
            nullable=False,
        ),
    )
    op.create_index("ix_anonymisations_acte", "anonymisations", ["acte"])
    op.add_column("tete", sa.Column("a_purger", sa.Integer, nullable=False, server_default="0"))
