"""The list of the missing and the dead: which authority took it, and until when one is to."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incident", sa.Column("lost_list", postgresql.JSONB(), nullable=True))
    op.add_column("incident", sa.Column("lost_due_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
