"""A case knows that the contacts of its lead were alerted in vain."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0091"
down_revision = "0090"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incident", sa.Column("lead_unreached", postgresql.JSONB(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
