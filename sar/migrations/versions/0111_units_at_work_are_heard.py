"""Units at work are heard: the last word of a crew, what is overdue of it, and its fuel."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP

revision = "0111"
down_revision = "0110"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deployment", sa.Column("heard_at", TIMESTAMP(timezone=True), nullable=True))
    op.add_column("deployment", sa.Column("check_in_minutes", sa.Integer(), nullable=True))
    op.add_column("deployment", sa.Column("unheard", JSONB(), nullable=True))
    op.add_column("deployment", sa.Column("fuel", JSONB(), nullable=True))
    op.add_column("incident", sa.Column("silent_units", JSONB(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
