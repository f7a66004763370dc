"""The word by voice of a centre that has joined, beside a proposal that it lead; and the authority
that a State designates for entry beside its centres."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0090"
down_revision = "0089"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("coordination", sa.Column("said_by_voice", postgresql.JSONB(), nullable=True))
    op.add_column("party", sa.Column("entry_authority", postgresql.JSONB(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
