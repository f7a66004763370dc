"""A ship that is hailed is to answer by a time; silence after it is on the record."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0088"
down_revision = "0087"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("hail_due_at", "hail_overdue_at"):
        op.add_column("deployment", sa.Column(name, postgresql.TIMESTAMP(timezone=True), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
