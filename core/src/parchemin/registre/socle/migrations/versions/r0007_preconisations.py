"""What a jury advises the candidate, beside what it decided."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; an earlier decision advised nothing that was kept."""
    lien = sa.Column("preconisations", sa.Integer, sa.ForeignKey("motifs.id"))
    op.add_column("decisions", lien, inline_references=True)
