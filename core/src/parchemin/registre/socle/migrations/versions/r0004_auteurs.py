"""Who inscribed each act, as which role of the database, and by which form it was sealed: 1 for those before."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns of the journal; an act that stands already keeps its digest, of the first form."""
    op.add_column("journal", sa.Column("auteur", sa.Text, nullable=False, server_default=""))
    op.add_column("journal", sa.Column("role", sa.Text, nullable=False, server_default=""))
    op.add_column("journal", sa.Column("forme", sa.Integer, nullable=False, server_default="1"))
