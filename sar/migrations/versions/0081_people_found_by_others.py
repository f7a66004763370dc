"""A case counts the people who were found by others than its units."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "incident",
        sa.Column("found_by_others", JSONB(), nullable=False, server_default="[]"),
    )
    op.alter_column("incident", "found_by_others", server_default=None)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
