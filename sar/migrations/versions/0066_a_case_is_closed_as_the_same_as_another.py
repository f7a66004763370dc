"""A case is closed as the same as a linked one; the word stands beside that until it is seconded."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incident", sa.Column("closed_as", postgresql.JSONB(), nullable=True))
    op.add_column("incident", sa.Column("closed_as_this", postgresql.JSONB(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
