"""Datums tell their source."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "datum_change", sa.Column("source", sa.Text(), nullable=False, server_default="given")
    )
    op.alter_column("datum_change", "source", server_default=None)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
