"""A version of an agreement keeps the words of an arrangement that no field holds."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("version", sa.Column("arrangement", JSONB(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
