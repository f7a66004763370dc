"""Facts are recorded as they are told; what contradicts stands beside the unit, or the case."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "deployment",
        sa.Column(
            "doubts", postgresql.JSONB(), nullable=False, server_default=sa.text("'[]'::jsonb")
        ),
    )
    op.alter_column("deployment", "doubts", server_default=None)
    op.add_column(
        "incident",
        sa.Column("heard_after_close_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
