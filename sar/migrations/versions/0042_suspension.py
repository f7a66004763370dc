"""A suspended search says why, who was told, and when it is looked at again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incident", sa.Column("asked_to_suspend", JSONB(), nullable=True))
    op.add_column("incident", sa.Column("suspension", JSONB(), nullable=True))
    op.add_column("incident", sa.Column("look_again_at", sa.TIMESTAMP(timezone=True)))


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
