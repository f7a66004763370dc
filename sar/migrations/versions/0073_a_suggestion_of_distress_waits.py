"""A case keeps since when a suggestion of distress is not answered."""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incident", sa.Column("suggested_since", sa.TIMESTAMP(timezone=True)))


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
