"""A centre is retired: it takes no more requests, and stays in old cases and on the record."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0095"
down_revision = "0094"
branch_labels = None
depends_on = None


def upgrade() -> None:
    retired_at = sa.Column("retired_at", postgresql.TIMESTAMP(timezone=True), nullable=True)
    op.add_column("centre", retired_at)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
